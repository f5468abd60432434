"""A chart is Word's own: a part with its data and workbook, a drawing in its stead, and words for who sees neither."""

import io
import re
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from docx import Document
from lxml import etree
from PIL import Image

from hakemus.errors import ValueRefusedError
from hakemus.word import Branding, Chart, Template, inspect, outline
from hakemus.word.charts import Setting

BARS = (("Tuki: 5 000,00 € & muu <1>", Decimal("5000.00")), ("Oma: 0,05 €", Decimal("0.05")))
CHART = Chart("Rahoitus/2024", "Summa", BARS, '#,##0.00\\ "€"', "Kuvio: Tuki 5 000,00 €; Oma 0,05 €")


def template(*lines: str, header: str = "") -> bytes:
    """Return a template whose body holds these paragraphs."""
    document, stream = Document(), io.BytesIO()
    document.styles.add_style("BodyText", 1).element.set(
        "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}styleId", "BodyText"
    )
    for line in lines:
        document.add_paragraph(line)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(stream)
    return stream.getvalue()


def parts(paper: bytes) -> dict[str, bytes]:
    """Return every part of a document."""
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def drawn(*charts: Chart, **given: Any) -> bytes:
    """Return a document with these charts."""
    lines = [f"{{{{p chart{number} }}}}" for number in range(len(charts))]
    values = {f"chart{number}": chart for number, chart in enumerate(charts)}
    return Template(template("Alku", *lines), **given).render(values)


def test_a_chart_is_a_part_with_its_data() -> None:
    """Labels and amounts stand in the chart's part to the cent, and so do the places in the workbook."""
    chart = parts(drawn(CHART))["word/charts/chart1.xml"].decode()
    assert "<c:v>5000.00</c:v>" in chart
    assert "<c:v>0.05</c:v>" in chart
    assert "Tuki: 5 000,00 € &amp; muu &lt;1&gt;" in chart
    assert "'Rahoitus2024'!$B$2:$B$3" in chart


def test_the_workbook_holds_what_is_drawn() -> None:
    """The workbook that Word opens for editing has the same labels and amounts in the same cells."""
    book = openpyxl.load_workbook(io.BytesIO(parts(drawn(CHART))["word/charts/chart1.xlsx"]))
    (sheet,) = book.worksheets
    assert sheet.title == "Rahoitus2024"
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        [None, "Summa"],
        ["Tuki: 5 000,00 € & muu <1>", 5000],
        ["Oma: 0,05 €", 0.05],
    ]


def test_other_programs_get_a_drawing() -> None:
    """Next to the chart is a drawing with the same labels, and a bar for each amount."""
    drawing = etree.fromstring(parts(drawn(CHART))["word/charts/chart1drawing.svg"])
    space = {"s": "http://www.w3.org/2000/svg"}
    shown = " ".join("".join(map(str, text.itertext())) for text in drawing.findall("s:text", space))
    assert "5 000,00 €" in shown
    widths = [float(bar.get("width", "0")) for bar in drawing.findall("s:rect", space)]
    assert widths[0] > 100 > widths[1] > -1


def test_programs_that_know_no_drawings_get_a_picture() -> None:
    """The picture of the stand-in is PNG, with the drawing named next to it; its bars are as long as the drawing's."""
    found = parts(drawn(CHART))
    body = etree.fromstring(found["word/document.xml"])
    relations = {
        one.get("Id"): one.get("Target") for one in etree.fromstring(found["word/_rels/document.xml.rels"])
    }
    embed = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
    (blip,) = body.iter("{*}blip")
    (beside,) = blip.iter("{*}svgBlip")
    shown, drawing = (relations[one.get(embed)] for one in (blip, beside))
    assert (shown, drawing) == ("charts/chart1picture.png", "charts/chart1drawing.svg")
    with Image.open(io.BytesIO(found[f"word/{shown}"])) as opened:
        opened.load()
        assert opened.format == "PNG"
        grey = opened.convert("L")
    bars = etree.fromstring(found[f"word/{drawing}"]).findall("{*}rect")
    for number, bar in enumerate(bars):
        line = grey.crop((0, middle := grey.height * (2 * number + 1) // 4, grey.width, middle + 1)).tobytes()
        left = round(float(bar.get("x", "0"))) * 2 + 2
        long = next(at for at, grey_level in enumerate(line[left:]) if grey_level == 0xFF)
        assert abs(long - 2 * float(bar.get("width", "0"))) <= 2
    assert 0 in grey.crop((0, 0, left - 4, grey.height)).tobytes()  # the labels


def test_a_letter_that_is_not_drawn_shows_without_its_accent_or_as_a_sign() -> None:
    """A label in another script has as many signs as letters, and costs no chart."""

    def label(text: str) -> bytes:
        charts = Chart("a", "b", ((text, Decimal(1)),), "0", "c")
        return parts(drawn(charts))["word/charts/chart1picture.png"]

    assert label("ộ") == label("o") != label("ö")
    assert label("中") == label("文")


def test_who_knows_word_of_2010_takes_the_chart() -> None:
    """The choice requires no more than Word of 2010, under a prefix by which LibreOffice doesn't know it.

    LibreOffice would take the chart too, and lose its alternative text.
    """
    (choice,) = etree.fromstring(parts(drawn(CHART))["word/document.xml"]).iter("{*}Choice")
    prefix = choice.get("Requires", "")
    assert prefix not in ("w14", "wps", "wpg")
    assert choice.nsmap[prefix] == "http://schemas.microsoft.com/office/word/2010/wordml"


def test_ids_are_unique_and_the_alternative_text_is_told() -> None:
    """Two charts have four drawings with an id each, and each chart is reported once."""
    paper = drawn(CHART, CHART)
    assert [problem.message for problem in inspect(paper) if "picture" in problem.message] == []
    assert outline(paper).count("‹picture: Kuvio: Tuki 5 000,00 €; Oma 0,05 €›") == 2
    ids = re.findall(rb'<wp:docPr id="(\d+)"', parts(paper)["word/document.xml"])
    assert len(ids) == len(set(ids)) == 4


def test_the_same_chart_gives_the_same_bytes() -> None:
    """Two renderings differ in nothing."""
    assert drawn(CHART) == drawn(CHART)


def test_a_rendered_document_is_a_template_again() -> None:
    """A second chart takes a number of its own next to one that the template has already."""
    first = drawn(CHART)
    document, stream = Document(io.BytesIO(first)), io.BytesIO()
    document.add_paragraph("{{p other }}")
    document.save(stream)
    found = parts(Template(stream.getvalue()).render({"other": CHART}))
    assert {"word/charts/chart1.xml", "word/charts/chart2.xml"} <= set(found)
    relations = re.findall(rb'Id="([^"]+)"', found["word/_rels/document.xml.rels"])
    assert len(relations) == len(set(relations))


def test_an_empty_chart_leaves_no_trace() -> None:
    """Without bars there is no part, and the paragraph of the tag is gone."""
    empty = Chart("Rahoitus", "Summa", (), "0", "")
    assert not empty
    assert "word/charts/chart1.xml" not in parts(drawn(empty))


def test_the_bars_have_the_houses_colour() -> None:
    """The colour of a branding is the bars', a quarter lighter; black is a dark grey."""
    assert Setting(colour="003399").fill == "4066B3"
    assert Setting(colour="FFFFFF").fill == "FFFFFF"
    chart = parts(drawn(CHART, branding=Branding(text="003399")))["word/charts/chart1.xml"]
    assert b'srgbClr val="4066B3"' in chart


@pytest.mark.parametrize("where", ["header", "text", "style", "character"])
def test_a_chart_that_cannot_be_shown_is_refused(where: str) -> None:
    """In a header, as text, in a style that is not there, with a character XML cannot hold: reported with its field."""
    chart = CHART
    content = template("{{p plan.chart }}")
    if where == "header":
        content = template("x", header="{{p plan.chart }}")
    elif where == "text":
        content = template("{{ plan.chart }}")
    elif where == "style":
        chart = Chart("a", "b", BARS, "0", "c", paragraph="Missing")
    else:
        chart = Chart("a", "b", (("\x0b", Decimal(1)),), "0", "c")
    with pytest.raises(ValueRefusedError) as raised:
        Template(content).render({"plan": {"chart": chart}})
    assert raised.value.field == "plan.chart"


def test_a_template_without_a_theme_has_its_chart() -> None:
    """Colours and font have defaults where the template names none."""
    assert Setting().fill == "404040"
