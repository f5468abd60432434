"""The builder of the Word templates: its primitives, its look, its emblem, and what it refuses."""

from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image, ImageChops

from build import (
    EMBLEM,
    EMBLEM_HEIGHT,
    LARGE_EMBLEM,
    LARGE_EMBLEM_HEIGHT,
    LOGO_PLACE,
    emblem,
    logo_place,
)
from hakemus.papers.kit import Page
from hakemus.papers.kit.markup import column_twips, placeholder, twips, value, words
from hakemus.papers.kit.sheet import TEXT_WIDTH
from hakemus.papers.layout import FORM, Band, Column, Field, Frame, Total
from hakemus.texts import Language
from hakemus.word import Branding, Prose, Template

DOCS = Path(__file__).resolve().parents[1] / "docs"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
PROSE = Frame(prose=True)


def by_years(*years: str) -> dict[str, Any]:
    """Return a matrix of one row with a column for each of the years."""
    amounts = ["5,00" for _ in years]
    row = {"label": "Palkat", "amounts": amounts, "total": "10,00"}
    return {"years": [{"label": year} for year in years], "yearly": [row], "sums": row}


DATA: dict[str, Any] = {
    "draft": False,
    "draft_mark": "LUONNOS",
    "date": "30.7.2024",
    "leader_group": "Esimerkkiryhmä ry",
    "applicant": {"name": "Kylätoimijat ry", "iban": "FI21 1234 5600 0007 85", "website": ""},
    "project": {"name": "Kylätalon kunnostus"},
    "plan": {"need": Prose("Ensin.\n\n- yksi\n- kaksi"), "risks": Prose("")},
    "partners": [{"name": "Naapurikylä ry"}, {"name": "Metsästysseura ry"}],
    "costs": [{"label": "Palkat", "amount": "1\N{NO-BREAK SPACE}000,00\N{NO-BREAK SPACE}€"}],
    "groups": [
        {"label": "Ostopalvelut", "sum": "5,00", "costs": [{"label": "Suunnittelu", "amount": "5,00"}]}
    ],
    "total": "1 005,00 €",
    **by_years("2024", "2025"),
    "signatories": [{"name": "Maija Meikäläinen", "position": "puheenjohtaja"}],
    "accepted": True,
}


def blank(kind: str = "A", language: Language = "fi", frame: Frame = FORM) -> Page:
    """Return a page with nothing on it yet, whose names are their own words."""
    return Page(language=language, kind=kind, word=str, frame=frame)


def every_primitive(language: Language = "fi", frame: Frame = FORM) -> Page:
    """Return a paper that uses everything the kit offers."""
    paper = blank("Hakemus", language, frame)
    columns = [Column("cost.label", title="Kuvaus"), Column("cost.amount", 30, "right", title="Määrä")]
    paper.title("{{ project.name }}")
    paper.subtitle("Hakija {{ applicant.name }}")
    paper.heading(1, "Hakija")
    paper.intro("Täytä kaikki kohdat.")
    paper.fields(
        Field("applicant.name", "Nimi"),
        Field("applicant.website", "Verkkosivu", when="applicant.website"),
        Field("plan.need", "Tarve", prose=True),
        description="Hakijan tiedot",
    )
    paper.fields_in_pairs(
        Field("applicant.name", "Nimi"),
        Field("applicant.iban", "Tili"),
        Field("date", "Päivä"),
        caption="Muut tiedot",
        description="Hakijan muut tiedot",
    )
    paper.heading(2, "Suunnitelma")
    paper.prose("plan.need")
    with paper.when("plan.risks"):
        paper.heading(3, "Riskit")
        paper.prose("plan.risks")
    with paper.each("partner in partners"):
        paper.bullet("{{ partner.name }}")
    paper.rows(
        "cost in costs",
        *columns,
        totals=[Total("Yhteensä", ["total"])],
        when_empty="Ei kustannuksia",
        description="Kustannukset",
    )
    paper.rows(
        "cost in group.costs",
        *columns,
        band=Band("group in groups", "group.label", [Total("Välisumma", ["group.sum"])]),
        caption="Ryhmittäin",
        description="Kustannukset ryhmittäin",
    )
    add_matrix(paper)
    paper.sums(
        Total("Kaikki", ["total"]),
        Total("Tyhjä", ["total"], when="not accepted"),
        caption="Yhteenveto",
        description="Yhteenveto",
    )
    with paper.kept_together():
        paper.text("Vakuutan tiedot oikeiksi.")
        paper.checkbox_line("Hyväksyn ehdot", checked="accepted")
        paper.checkbox_line("Muuta")
    paper.signatures("signatories", description="Allekirjoitukset")
    return paper


def add_matrix(paper: Page) -> None:
    """Add a table whose columns are the years of the data."""
    paper.matrix(
        "year in years",
        "row in yearly",
        "sums",
        corner="Laji",
        caption="Vuosittain",
        description="Kustannukset vuosittain",
    )


def parts(content: bytes) -> dict[str, bytes]:
    """Return the parts of a DOCX in their order."""
    with ZipFile(BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def part(content: bytes, name: str) -> etree._Element:
    """Return the root of a part."""
    return etree.fromstring(parts(content)[f"word/{name}.xml"])


def found(root: etree._Element, path: str) -> list[Any]:
    """Return what an XPath finds; the prefix w is Word's."""
    result = root.xpath(path, namespaces={"w": W.strip("{}")})
    assert isinstance(result, list)
    return result


def shown(root: etree._Element) -> list[str]:
    """Return the text of each paragraph."""
    return ["".join(found(paragraph, ".//w:t/text()")) for paragraph in root.iter(f"{W}p")]


def rendered(paper: Page, **changes: Any) -> bytes:
    """Return the paper that the engine makes of the data."""
    return Template(paper.save(), branding=Branding()).render(DATA | changes)


def audit(content: bytes, folder: Path) -> list[str]:
    """Return what a validator has against a DOCX."""
    path = folder / "paper.docx"
    path.write_bytes(content)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_the_example_of_the_docs_makes_a_template() -> None:
    """It is code, and runs as it is, but for what it imports."""
    source = (DOCS / "official-look.md").read_text(encoding="utf-8").split("```")[1]
    names: dict[str, Any] = {"Column": Column, "Page": Page, "Total": Total}
    exec(source, names)  # noqa: S102
    page = blank()
    names["lay_out"](page)
    assert "{{p plan.risks }}" in shown(part(page.save(), "document"))


def test_the_same_calls_give_the_same_bytes() -> None:
    """A rebuilt template can be held against the committed one."""
    assert every_primitive().save() == every_primitive().save()


def test_a_template_holds_no_part_that_it_does_not_need() -> None:
    """No thumbnail, no second style sheet, no clock in the entries; small enough to mail."""
    content = every_primitive().save()
    assert list(parts(content)) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/core.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/footer1.xml.rels",
        "word/document.xml",
        "word/styles.xml",
        "word/numbering.xml",
        "word/settings.xml",
        "word/fontTable.xml",
        "word/theme1.xml",
        "word/header1.xml",
        "word/footer1.xml",
        "word/media/emblem.png",
        "word/media/logo-place.png",
    ]
    with ZipFile(BytesIO(content)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(content) < 20_000


@pytest.mark.parametrize("frame", [FORM, PROSE])
@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_template_and_paper_are_valid(language: Language, frame: Frame, tmp_path: Path) -> None:
    """A second program finds no fault in the template, nor in the paper made of it."""
    paper = every_primitive(language, frame)
    assert audit(paper.save(), tmp_path) == []
    assert audit(rendered(paper), tmp_path) == []


def test_every_style_used_is_there_and_every_style_there_is_offered_for_a_use() -> None:
    """What a paragraph, run or table names is defined; what styles rest on is defined too."""
    content = every_primitive().save()
    defined = found(part(content, "styles"), "//w:style/@w:styleId")
    uses = "//w:pStyle/@w:val | //w:rStyle/@w:val | //w:tblStyle/@w:val"
    used = {name for each in ("document", "header1", "footer1") for name in found(part(content, each), uses)}
    resting = set(found(part(content, "styles"), "//w:basedOn/@w:val | //w:next/@w:val"))
    assert len(defined) == len(set(defined))
    assert used | resting <= set(defined)
    unused = set(defined) - used - resting
    assert unused == {"ListNumber", "Strong", "NoList", "FormText", "PlaceholderText"}


@pytest.mark.parametrize(("language", "tag"), [("fi", "fi-FI"), ("sv", "sv-FI"), ("en", "en-GB")])
def test_the_language_is_set_where_word_looks_for_it(language: Language, tag: str) -> None:
    """Spelling, speech and the exported PDF go by the document's default language."""
    content = blank("A", language).save()
    assert found(part(content, "styles"), "//w:docDefaults//w:lang/@w:val") == [tag]
    assert found(part(content, "settings"), "//w:themeFontLang/@w:val") == [tag]


def test_headings_are_numbered_by_word_and_never_stay_alone() -> None:
    """Each heading style is linked to its level of one list, and is kept with what follows."""
    content = every_primitive().save()
    styles, numbering = part(content, "styles"), part(content, "numbering")
    for level, text in enumerate(["%1", "%1.%2", "%1.%2.%3"]):
        style = found(styles, f"//w:style[@w:styleId='Heading{level + 1}']")[0]
        assert found(style, ".//w:numPr/w:ilvl/@w:val") == [str(level)]
        assert found(style, ".//w:outlineLvl/@w:val") == [str(level)]
        assert found(style, ".//w:keepNext")
        linked = f"//w:lvl[w:pStyle/@w:val='Heading{level + 1}']/w:lvlText/@w:val"
        assert found(numbering, linked) == [text]


def test_no_level_of_headings_is_left_out() -> None:
    """One who goes by headings would look for the missing one."""
    paper = blank()
    with pytest.raises(ValueError, match="level 2 follows one of level 0"):
        paper.heading(2, "Liian syvällä")


def test_tables_stand_as_wide_as_the_page_holds() -> None:
    """Grid, cells and table agree on the width, in either layout."""
    for frame, indent in ((FORM, 0), (PROSE, 46)):
        for table in found(part(every_primitive(frame=frame).save(), "document"), "//w:tbl"):
            grid = [int(width) for width in found(table, "w:tblGrid/w:gridCol/@w:w")]
            assert sum(grid) == twips(TEXT_WIDTH)
            assert found(table, "w:tblPr/w:tblW/@w:w") == [str(twips(TEXT_WIDTH))]
            assert found(table, "w:tblPr/w:tblInd/@w:w") == [str(-twips(indent))]


def test_rounding_never_changes_a_tables_width() -> None:
    """Thirds of a page are no whole numbers of twips."""
    assert sum(column_twips([170 / 3] * 3)) == twips(170)


def test_columns_that_do_not_fit_are_refused() -> None:
    """Too wide, or too narrow with no column to take the rest."""
    for width in (171, 160):
        with pytest.raises(ValueError, match="the widths leave"):
            blank().rows("a in b", Column("a", width, title="A"), description="A")


def test_every_table_is_described_and_has_headers() -> None:
    """A repeated header row, or labels as the first column; LibreOffice goes by the style's name."""
    content = every_primitive().save()
    heading = found(part(content, "styles"), "//w:style[@w:styleId='TableHeading']/w:name/@w:val")
    assert heading == ["Table Heading"]
    for table in found(part(content, "document"), "//w:tbl"):
        assert found(table, "w:tblPr/w:tblDescription/@w:val")
        by_row = found(table, "w:tblPr/w:tblLook/@w:firstRow") == ["1"]
        assert bool(found(table, "w:tr[1]/w:trPr/w:tblHeader")) is by_row
        assert found(table, ".//w:pStyle[starts-with(@w:val, 'TableHeading')]")


def test_amounts_stand_to_the_right_on_one_line() -> None:
    """In rows, totals, sums and matrices alike."""
    content = every_primitive().save()
    right = found(part(content, "styles"), "//w:style[w:pPr/w:jc/@w:val='right']/@w:styleId")
    assert {"TableAmount", "TableHeadingAmount"} <= set(right)
    amounts = found(part(content, "document"), "//w:tc[.//w:pStyle[contains(@w:val, 'Amount')]]")
    for cell in amounts:
        heads = found(cell, ".//w:pStyle/@w:val") == ["TableHeadingAmount"]
        assert heads or found(cell, "w:tcPr/w:noWrap")
    assert len(amounts) == 14


def test_no_row_is_parted_by_a_page() -> None:
    """One that is longer than a page Word and LibreOffice divide all the same."""
    document = part(every_primitive().save(), "document")
    for row in found(document, "//w:tr"):
        assert found(row, "w:trPr/w:cantSplit")


def test_a_whole_table_needs_a_total() -> None:
    """Without one, its last row would be kept with what follows."""
    paper = blank()
    with pytest.raises(ValueError, match="give it a total"):
        paper.rows("one in all", Column("one.a", title="A"), description="A", kept="whole")


def test_a_placeholder_is_made_by_one_function_whichever_way_it_is_asked_for() -> None:
    """By its path, in a text, or as a tag."""
    assert value("applicant.name") == words("{{ applicant.name }}") == placeholder("applicant.name")
    assert placeholder("a.b") in words("Hakija {{ a.b }} hakee tukea")


def test_words_are_escaped() -> None:
    """An ampersand or a bracket in a heading stays text."""
    paper = blank("R&D <1>")
    paper.heading(1, "Tuki & <muu>")
    assert "Tuki & <muu>" in shown(part(paper.save(), "document"))
    assert "R&D <1>" in shown(part(paper.save(), "header1"))


def test_a_draft_is_marked_in_the_header_of_every_page() -> None:
    """There is one header for all pages, and in a draft it holds the mark."""
    content = rendered(every_primitive(), draft=True)
    assert "LUONNOS" in shown(part(content, "header1"))
    assert found(part(content, "document"), "//w:headerReference/@w:type") == ["default"]
    assert not found(part(content, "document"), "//w:titlePg")


def test_a_paper_that_is_no_draft_keeps_no_trace_of_the_mark() -> None:
    """Not even an empty line."""
    texts = shown(part(rendered(every_primitive()), "header1"))
    assert texts == ["Kylätoimijat ry", "Hakemus", "30.7.2024", "1 (1)", ""]


def test_the_page_number_and_their_count_are_fields() -> None:
    """Word and LibreOffice count the pages."""
    fields = found(part(every_primitive().save(), "header1"), "//w:fldSimple/@w:instr")
    assert [field.strip() for field in fields] == ["PAGE", "NUMPAGES"]


@pytest.mark.parametrize(
    ("language", "statement"),
    [
        ("fi", "Euroopan unionin osarahoittama"),
        ("sv", "Medfinansieras av Europeiska unionen"),
        ("en", "Co-funded by the European Union"),
    ],
)
def test_the_footer_says_who_pays(language: Language, statement: str) -> None:
    """Emblem with a description, the statement, the group, the kind of document."""
    footer = part(rendered(blank("A", language)), "footer1")
    assert [text for text in shown(footer) if text] == [statement, "Esimerkkiryhmä ry", "A"]
    descriptions = [
        element.get("descr") for element in footer.iter() if etree.QName(element).localname == "docPr"
    ]
    assert len(descriptions) == 1
    assert descriptions[0]


def test_the_footer_has_a_place_for_a_logo_no_higher_than_the_emblem() -> None:
    """A template shows where the logo goes, with a description; the Union's emblem is never the lower of the two."""
    footer = part(blank().save(), "footer1")
    pictures = {
        str(element.get("name")): element
        for element in footer.iter()
        if etree.QName(element).localname == "docPr"
    }
    heights = {
        name: int(str(picture.xpath("string(../*[local-name()='extent']/@cy)")))
        for name, picture in pictures.items()
    }
    assert list(pictures) == ["EU", "logo"]
    assert pictures["logo"].get("descr")
    assert heights["logo"] <= heights["EU"]


def test_the_place_of_the_logo_is_drawn_as_its_source_says() -> None:
    """The picture next to the source is what the source draws."""
    drawn = logo_place()
    with Image.open(LOGO_PLACE) as kept:
        assert ImageChops.difference(drawn, kept.convert("L")).getbbox() is None


def test_without_a_group_the_footer_leaves_no_gap() -> None:
    """The record of a project may name no group."""
    footer = part(rendered(blank(), leader_group=""), "footer1")
    assert "Esimerkkiryhmä ry" not in shown(footer)
    assert shown(footer)[2:] == ["A", ""]


def test_rows_bands_and_totals_are_filled() -> None:
    """Every value of the data is in the paper, in the order of the data."""
    texts = shown(part(rendered(every_primitive()), "document"))
    start = texts.index("Ryhmittäin")
    assert texts[start : start + 7] == [
        "Ryhmittäin",
        "Kuvaus",
        "Määrä",
        "Ostopalvelut",
        "Suunnittelu",
        "5,00",
        "Välisumma",
    ]
    assert "Verkkosivu" not in texts
    assert "Riskit" not in texts
    assert not any("{" in text for text in texts)


def test_a_table_without_rows_says_so() -> None:
    """An empty table would look forgotten."""
    assert "Ei kustannuksia" in shown(part(rendered(every_primitive(), costs=[]), "document"))
    assert "Ei kustannuksia" not in shown(part(rendered(every_primitive()), "document"))


def test_prose_becomes_paragraphs_in_a_cell_and_in_the_open() -> None:
    """And every cell still ends in a paragraph, as Word demands."""
    document = part(
        rendered(every_primitive(), plan={"need": Prose("Yksi.\n\n- kaksi"), "risks": Prose("")}), "document"
    )
    assert len(found(document, "//w:tc//w:p[w:pPr/w:pStyle/@w:val='ListBullet']")) == 1
    assert len(found(document, "//w:body/w:p[w:pPr/w:pStyle/@w:val='ListBullet']")) == 1 + len(
        DATA["partners"]
    )
    assert all(cell[-1].tag == f"{W}p" for cell in document.iter(f"{W}tc"))


def test_a_box_is_ticked_when_its_condition_holds() -> None:
    """And one without a condition is there to be ticked by hand."""
    boxes = [
        text[0] for text in shown(part(rendered(every_primitive()), "document")) if text[:1] in "☐☒" and text
    ]
    assert boxes == ["☒", "☐"]


@pytest.mark.parametrize("count", [1, 2, 3, 4, 6])
def test_a_matrix_has_as_many_columns_as_the_data_and_fills_the_page(count: int) -> None:
    """The grid of the rendered table fits its rows."""
    paper = blank()
    add_matrix(paper)
    table = found(
        part(rendered(paper, **by_years(*(str(2024 + year) for year in range(count)))), "document"), "//w:tbl"
    )[0]
    grid = [int(width) for width in found(table, "w:tblGrid/w:gridCol/@w:w")]
    assert len(grid) == count + 2
    assert {len(found(row, "w:tc")) for row in found(table, "w:tr")} == {count + 2}
    assert abs(sum(grid) - twips(TEXT_WIDTH)) <= count + 2


def test_a_total_with_more_values_than_columns_is_refused() -> None:
    """A label needs a column too."""
    with pytest.raises(ValueError, match="2 values for 2 columns"):
        blank().rows(
            "a in b",
            Column("a", title="A"),
            Column("b", title="B"),
            totals=[Total("Yhteensä", ["a", "b"])],
            description="A",
        )


def test_signatures_stay_on_one_page() -> None:
    """Every paragraph is kept with the next, from the declaration to the last signatory's name."""
    document = part(rendered(every_primitive()), "document")
    table = found(document, "//w:tbl")[-1]
    assert all(found(paragraph, "w:pPr/w:keepNext") for paragraph in table.iter(f"{W}p"))
    assert found(
        document,
        "//w:p[w:pPr/w:pStyle/@w:val='BodyText'][.//w:t='Vakuutan tiedot oikeiksi.']/w:pPr/w:keepNext",
    )


def test_small_tables_stay_on_one_page() -> None:
    """Every row but the last of pairs, of sums and of a matrix is kept with the next."""
    document = part(rendered(every_primitive(), accepted=False), "document")
    for description in ("Hakijan muut tiedot", "Yhteenveto", "Kustannukset vuosittain"):
        kept = kept_rows(document, description)
        assert kept == [True] * (len(kept) - 1) + [False], description


def kept_rows(document: etree._Element, description: str) -> list[bool]:
    """Return of each row of a table whether it is kept with the next."""
    rows = found(document, f"//w:tbl[w:tblPr/w:tblDescription/@w:val='{description}']/w:tr")
    return [bool(found(row, ".//w:keepNext")) for row in rows]


@pytest.mark.parametrize(
    ("count", "kept"), [(3, [True, True, False]), (8, [True, *[False] * 3, *[True] * 3, False])]
)
def test_no_row_of_labels_and_values_stays_alone(count: int, kept: list[bool]) -> None:
    """A table of few rows is not separated; of a longer one, the first two rows stay together, and the last four."""
    paper = blank("Hakemus")
    paper.fields(*[Field("applicant.name", "Nimi")] * count, description="Hakija")
    assert kept_rows(part(rendered(paper), "document"), "Hakija") == kept


def test_the_last_row_that_is_there_goes_to_no_page_with_what_follows() -> None:
    """Rows below it that a condition leaves out keep it with nothing; those above it stay with it."""
    paper = blank("Hakemus")
    name, web = (
        Field("applicant.name", "Nimi"),
        Field("applicant.website", "Verkkosivu", when="applicant.website"),
    )
    paper.fields(name, replace(name, when="applicant.name"), web, web, description="Hakija")
    paper.text("Välissä.")
    paper.fields(name, web, description="Allekirjoitettava", kept_with_next=True)
    document = part(rendered(paper), "document")
    assert kept_rows(document, "Hakija") == [True, False]
    assert kept_rows(document, "Allekirjoitettava") == [True]


def test_the_address_of_a_letter_is_close_and_its_title_further_down() -> None:
    """Its lines are at the margin, as the Finnish document layout has them, with no room between them."""
    paper = Page(language="fi", kind="Kirje", word=lambda name: name, frame=PROSE)
    paper.address("Kylätoimijat ry")
    paper.address("Kylätie 1")
    paper.title("Kylätalo")
    *lines, title = found(part(paper.save(), "document"), "//w:body/w:p/w:pPr")[:3]
    assert [found(line, "w:spacing/@w:before | w:spacing/@w:after") for line in lines] == [["0", "0"]] * 2
    assert all(int(left) < 0 for line in lines for left in found(line, "w:ind/@w:left"))
    assert int(found(title, "w:spacing/@w:before")[0]) > 0


@pytest.mark.parametrize(
    ("kept", "rows"),
    [("", [True, False, False]), ("whole", [True, True, False]), ("with-next", [True, True, True])],
)
def test_rows_are_kept_as_asked(kept: Any, rows: list[bool]) -> None:
    """A header always stays with its first row; few rows stay together, and with a chart of theirs."""
    paper = blank("Hakemus")
    paper.rows(
        "cost in costs",
        Column("cost.label", title="Kuvaus"),
        Column("cost.amount", 30, "right", title="Määrä"),
        totals=[Total("Yhteensä", ["total"])],
        kept=kept,
        description="Kustannukset",
    )
    assert kept_rows(part(rendered(paper), "document"), "Kustannukset") == rows


@pytest.mark.parametrize(
    ("kept", "rows"),
    [
        ("end", [False] * 4 + [True, False]),
        ("end-with-next", [True] * 8),
        ("end-with-next", [False] * 5 + [True] * 4),
    ],
)
def test_the_end_of_a_long_table_is_not_divided(kept: Any, rows: list[bool]) -> None:
    """Its last row is not alone on a page; its last four rows, or few ones, are with the signatures below, if asked."""
    paper = blank("Hakemus")
    paper.rows("cost in costs", Column("cost.label", title="Kuvaus"), kept=kept, description="Kustannukset")
    costs = [{"label": f"Kulu {number}"} for number in range(len(rows))]
    document = part(rendered(paper, costs=costs), "document")
    assert kept_rows(document, "Kustannukset")[1:] == rows


def test_what_ends_a_paper_takes_no_room() -> None:
    """Word wants a paragraph below the last table; where that fills its page, it made an empty page."""
    styles = part(blank("Hakemus").save(), "styles")
    spacing = found(styles, "//w:style[@w:styleId='FrameEnd']//w:spacing")[0]
    assert spacing.get(f"{W}lineRule") == "exact"
    assert int(spacing.get(f"{W}line")) <= 2


def test_a_text_below_a_table_does_not_touch_it() -> None:
    """It has room above it, and one that follows a text has what its style says."""
    paper = blank("Hakemus")
    paper.fields(Field("applicant.name", "Nimi"), description="Hakija")
    paper.text("Alla")
    paper.text("Alempana")
    texts = found(part(rendered(paper), "document"), "//w:body/w:p[w:pPr/w:pStyle/@w:val='BodyText']")
    assert [found(one, "w:pPr/w:spacing/@w:before") for one in texts] == [["180"], []]


def test_a_band_without_rows_says_so() -> None:
    """A title with nothing under it would look forgotten."""
    paper = blank("Hakemus")
    paper.rows(
        "cost in group.costs",
        Column("cost.label", title="Kuvaus"),
        Column("cost.amount", 30, "right", title="Määrä"),
        band=Band("group in groups", "group.label", when_empty="Ei tietoja."),
        description="Kustannukset",
    )
    groups = [{"label": "Ostot", "costs": []}, {"label": "Matkat", "costs": DATA["costs"]}]
    shown_rows = shown(part(rendered(paper, groups=groups), "document"))
    assert shown_rows[:6] == ["Kuvaus", "Määrä", "Ostot", "Ei tietoja.", "Matkat", "Palkat"]


def test_no_paragraph_is_empty_but_those_that_word_demands_and_places_to_sign() -> None:
    """Distances are the styles' business."""
    document = part(rendered(every_primitive()), "document")
    empty = [paragraph for paragraph in document.iter(f"{W}p") if not found(paragraph, ".//w:t[string()]")]
    styles = [found(paragraph, "w:pPr/w:pStyle/@w:val")[0] for paragraph in empty]
    assert styles == ["TableText", "TableText", "FrameEnd"]


def _two_in_a_row(paper: Page) -> None:
    _table(paper)
    _table(paper)


def _with_an_optional_text_between(paper: Page) -> None:
    _table(paper)
    with paper.when("a"):
        paper.text("Ehkä")
    _table(paper)


def _after_an_optional_one(paper: Page) -> None:
    paper.text("Aina")
    with paper.when("a"):
        _table(paper)
    _table(paper)


def _in_a_loop(paper: Page) -> None:
    paper.text("Aina")
    with paper.each("a in b"):
        _table(paper)


def _table(paper: Page, caption: str = "") -> None:
    paper.fields(Field("name", "Nimi"), description="Nimi", caption=caption)


@pytest.mark.parametrize(
    "write", [_two_in_a_row, _with_an_optional_text_between, _after_an_optional_one, _in_a_loop]
)
def test_tables_that_would_grow_together_are_refused(write: Callable[[Page], None]) -> None:
    """Word shows two tables with nothing between them as one."""
    with pytest.raises(ValueError, match="would grow together"):
        write(blank())


def test_a_caption_keeps_tables_apart() -> None:
    """Also from turn to turn of a loop."""
    paper = blank()
    with paper.each("a in b"):
        _table(paper, "Nimet")
    _table(paper, "Muut")
    assert len(found(part(paper.save(), "document"), "//w:tbl")) == 2


def test_prose_and_conditions_are_refused_in_pairs() -> None:
    """They need a row of their own."""
    with pytest.raises(ValueError, match="Tarve"):
        blank().fields_in_pairs(Field("need", "Tarve", prose=True), description="A")


def test_body_text_is_moved_in_by_two_tab_steps_and_headings_are_not() -> None:
    """The margin moves; headings hang out of it."""
    form, prose = (every_primitive(frame=frame).save() for frame in (FORM, PROSE))
    left = [int(found(part(each, "document"), "//w:pgMar/@w:left")[0]) for each in (form, prose)]
    assert left[1] - left[0] == pytest.approx(twips(46), abs=1)
    indent, hanging = found(part(prose, "numbering"), "(//w:lvl)[1]//w:ind/@*[local-name() != 'right']")
    assert int(indent) - int(hanging) == pytest.approx(-twips(46), abs=1)


@pytest.mark.parametrize(
    ("picture", "height"),
    [(EMBLEM, EMBLEM_HEIGHT), (LARGE_EMBLEM, LARGE_EMBLEM_HEIGHT)],
    ids=["footer", "poster"],
)
def test_the_committed_emblem_is_the_one_that_is_drawn(picture: Path, height: int) -> None:
    """Pixel by pixel; a new Pillow may smooth an edge a shade differently."""
    with Image.open(picture) as committed:
        difference = ImageChops.difference(committed.convert("RGB"), emblem(height))
    assert max(difference.tobytes()) <= 16


def test_the_emblem_has_the_official_geometry() -> None:
    """Two to three; stars on a circle of a third of the height, one point up; the official colours."""
    height = 720
    picture = emblem(height)
    blue, yellow = (0x00, 0x33, 0x99), (0xFF, 0xCC, 0x00)
    assert picture.size == (1080, height)
    assert {colour for _, colour in picture.getcolors(1 << 20) or [] if colour in (blue, yellow)} == {
        blue,
        yellow,
    }
    for across, down in [(540, 120), (780, 360), (540, 600), (300, 360)]:
        assert picture.getpixel((across, down)) == yellow
        assert picture.getpixel((across, down - 36)) == yellow
        assert picture.getpixel((across, down - 44)) == blue
        assert picture.getpixel((across, down + 38)) == blue
    assert picture.getpixel((540, 360)) == blue
