"""How values print in a template made for docxtpl, and where the engine differs from docxtpl on purpose."""

import io
import zipfile
from typing import Any

import docx
import pytest
from docxtpl import DocxTemplate, InlineImage, Listing, RichText, RichTextParagraph
from markupsafe import Markup
from PIL import Image

from hakemus.errors import TemplateError, ValueRefusedError
from hakemus.word import Limits, Prose, Template, outline, text
from hakemus.word.printing import Gate


def template(*paragraphs: str, strict: bool = False) -> Template:
    """Return a template of these paragraphs."""
    made = docx.Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    stream = io.BytesIO()
    made.save(stream)
    return Template(stream.getvalue(), strict=strict)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (5, "5"),
        (None, "None"),
        (0.1 + 0.2, "0.30000000000000004"),
        (True, "True"),
        (["<"], "['<']"),
        ("", ""),
    ],
)
def test_any_value_prints_as_docxtpl_prints_it(value: object, printed: str) -> None:
    """Formatting is the template's business there."""
    assert text(template("[{{ value }}]").render({"value": value})) == f"[{printed}]"


@pytest.mark.parametrize("value", ["a\x00b", "\x07", "\x0c", "\ud800", "\ufffe"])
def test_characters_are_safe_there_too(value: str) -> None:
    """Docxtpl drops them, or everything after them."""
    with pytest.raises(ValueRefusedError, match=r"U\+"):
        template("{{ value }}").render({"value": value})


def test_a_windows_line_break_is_one_break() -> None:
    """Docxtpl makes two of it."""
    assert text(template("{{ value }}").render({"value": "a\r\nb"})) == "a\nb"
    assert text(template("{{ value }}").render({"value": Listing("a\r\nb")})) == "a\nb"


@pytest.mark.parametrize(
    ("tag", "value", "mend"),
    [
        ("{{ v }}", RichText("x"), r"\{\{r"),
        ("{{ v }}", RichTextParagraph("x"), r"\{\{p"),
        ("{{p v }}", RichText("x"), r"\{\{r"),
        ("{{p v }}", "teksti", "would be between"),
        ("{{r v }}", "teksti", "would be between"),
        ("{{ v }}", Prose("x"), r"\{\{p"),
        ("{{ v }}", InlineImage(DocxTemplate("x"), "x.png"), "of another document"),
        ("{{r v }}", RichText("x", url_id="rId7"), "another document's relations"),
        ("{{r v }}", RichText("a\x00"), r"U\+0000"),
    ],
)
def test_a_value_in_the_wrong_place_is_refused_with_the_mend(tag: str, value: object, mend: str) -> None:
    """Docxtpl would write a file that Word cannot read, or lose the text."""
    with pytest.raises(ValueRefusedError, match=mend):
        template("x", tag).render({"v": value})


def test_a_title_is_not_escaped_twice() -> None:
    """The escaping of docxtpl shows in the properties."""
    made = docx.Document()
    made.core_properties.title = "{{ v }} & co"
    stream = io.BytesIO()
    made.save(stream)
    for strict in (True, False):
        printed = Template(stream.getvalue(), strict=strict).render({"v": "A & <B>"})
        assert docx.Document(io.BytesIO(printed)).core_properties.title == "A & <B> & co"


def test_markup_that_is_no_sound_xml_is_refused() -> None:
    """Who prints markup answers for it, but a broken file is never written."""
    assert text(template("{{ v }}").render({"v": Markup("a &amp; b")})) == "a & b"
    for broken in ("<w:t>", "a & b", "</w:t></w:r></w:p>"):
        with pytest.raises(TemplateError, match="not sound XML"):
            template("{{ v }}").render({"v": Markup(broken)})  # noqa: S704 - that is the point


def test_prose_prints_in_a_template_made_for_docxtpl() -> None:
    """The engine's own values are known there too."""
    assert "[List Bullet] a" in outline(template("{{p v }}").render({"v": Prose("- a")}))


def test_a_strict_template_takes_no_markup() -> None:
    """Nothing goes past the gate."""
    with pytest.raises(ValueRefusedError):
        template("{{ v }}", strict=True).render({"v": Markup("x")})


def test_a_strict_template_takes_no_function() -> None:
    """Values that belong to docxtpl's document are for templates made for it."""
    with pytest.raises(TypeError, match="strict=False"):
        template("x", strict=True).render(lambda _: {})


def test_a_style_that_the_template_lacks_is_told() -> None:
    """Word would silently show plain text."""
    with pytest.raises(ValueRefusedError, match="style OwnList"):
        template("{{p v }}", strict=True).render({"v": Prose("- a", bullet="OwnList")})
    assert template("{{p v }}", strict=True).render({"v": Prose("a", bullet="OwnList")})


def test_a_typed_number_is_not_counted_again_by_its_style() -> None:
    """Where a template's style counts by itself, that is switched off; where not, nothing is added."""
    ready = template("{{p v }}", strict=True)
    counting = body(ready.render({"v": Prose("3. c", number="ListNumber")}))
    assert counting.count('<w:numId w:val="0"/>') == 1
    plain = body(ready.render({"v": Prose("3. c", number="BodyText")}))
    assert "numId" not in plain


def body(content: bytes) -> str:
    """Return the XML of a document's body."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return package.read("word/document.xml").decode()


def test_a_style_id_is_no_markup() -> None:
    """It is in an attribute."""
    with pytest.raises(ValueError, match="no id of a style"):
        Prose("a", paragraph='x"/><w:b')


@pytest.mark.parametrize(
    ("typed", "written"),
    [('a"b', "a&quot;b"), ("a\nb\tc", "a&#10;b&#9;c"), ("<&>", "&lt;&amp;&gt;")],
)
def test_text_in_an_attribute_is_escaped_for_one(typed: str, written: str) -> None:
    """Alternative texts, say."""
    assert Gate(Limits(), {}).raw(typed, "picture.description") == written


def test_an_attribute_may_hold_a_tag() -> None:
    """The alternative text of a picture is set by the data."""
    made = docx.Document()
    made.add_paragraph("x")
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    made.add_picture(picture)._inline.docPr.set("descr", "Kuva: {{ logo.text }}")
    stream = io.BytesIO()
    made.save(stream)
    ready = Template(stream.getvalue())
    assert ready.fields == ("logo.text",)
    told: Any = outline(ready.render({"logo": {"text": 'A "ja" <B>'}}))
    assert '‹picture: Kuva: A "ja" <B>›' in told


def test_one_text_of_many_values_is_bounded_too() -> None:
    """What no reader of Word files takes is not written."""
    long = template("{% for x in xs %}{{ x }}{% endfor %}", strict=True)
    with pytest.raises(TemplateError, match="one text grows beyond"):
        long.render({"xs": ["x" * 900_000] * 4})
    assert long.render({"xs": ["x" * 900_000] * 2})
