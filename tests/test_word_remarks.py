"""Templates with remarks of their makers, or with tags where nothing is filled in."""

import io
import re
import zipfile
from typing import Any

import pytest

from hakemus.errors import TemplateError
from hakemus.packaged import packaged_folder
from hakemus.word import Template
from hakemus.word import text as text_of
from saved_by import rewritten

FILE = packaged_folder("templates") / "fi" / "minutes-extract.docx"
_W = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_BY = 'w:author="Virkailija" w:date="2026-01-01T00:00:00Z"'


def with_body(change: Any) -> bytes:
    """Return the template with its body changed."""
    return rewritten(
        FILE.read_bytes(), lambda name, text: change(text) if name == "word/document.xml" else text
    )


def with_part(file: bytes, part: str, kind: str, content: str) -> bytes:
    """Return a file with one more part."""
    override = f'<Override PartName="/{part}" ContentType="{kind}"/></Types>'
    typed = rewritten(
        file, lambda name, text: text.replace("</Types>", override) if name == "[Content_Types].xml" else text
    )
    out = io.BytesIO(typed)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr(part, content)
    return out.getvalue()


def commented() -> bytes:
    """Return the template with a comment at its first run, and a sentence that was inserted with tracking."""

    def change(body: str) -> str:
        at = body.index("<w:r>")
        mark = '<w:commentRangeStart w:id="0"/>'
        reference = '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
        added = f'<w:ins w:id="9" {_BY}><w:r><w:t>Lisätty.</w:t></w:r></w:ins>'
        removed = f'<w:del w:id="8" {_BY}><w:r><w:delText>Poistettu.</w:delText></w:r></w:del>'
        return f"{body[:at]}{mark}{reference}{added}{removed}{body[at:]}"

    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    comment = f'<w:comment w:id="0" {_BY}><w:p><w:r><w:t>Älä hyväksy tätä.</w:t></w:r></w:p></w:comment>'
    content = f'<w:comments xmlns:w="{space}">{comment}</w:comments>'
    return with_part(with_body(change), "word/comments.xml", f"{_W}.comments+xml", content)


def printed(file: bytes) -> dict[str, bytes]:
    """Return the parts that the template itself gives to every paper."""
    template = Template(file)
    return dict(template._package.parts)


def test_a_comment_and_a_tracked_change_are_reported_with_their_place() -> None:
    """The check of a group's folder says so."""
    found = [str(problem) for problem in Template(commented()).problems()]
    assert any("comment" in one and "word/document.xml" in one for one in found)
    assert any("tracked" in one for one in found)


def test_neither_reaches_a_paper() -> None:
    """What an officer remarked is for no applicant; changes are as if accepted."""
    parts = printed(commented())
    assert "word/comments.xml" not in parts
    body = parts["word/document.xml"].decode()
    assert "comment" not in body
    assert "w:ins " not in body
    assert "Poistettu" not in body
    assert "Lisätty." in body
    assert "Älä hyväksy" not in text_of(commented())


@pytest.mark.parametrize(
    "binding",
    [
        'w:dataBinding w:xpath="/a" w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"',
        (
            'w15:dataBinding xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml" w:xpath="/ns0:a" '
            'w:storeItemID="{6668398D-A668-4E3E-A5EB-62B293D839F1}"'
        ),
    ],
)
def test_a_control_that_is_bound_to_a_property_prints_the_tag(binding: str) -> None:
    """Word would show the property instead of the value; text with formats is bound by another element."""

    def change(body: str) -> str:
        run = re.search(r"<w:r>(?:(?!</w:r>).)*\{\{(?:(?!</w:r>).)*</w:r>", body)
        assert run is not None
        control = (
            f"<w:sdt><w:sdtPr><{binding}/><w:text/></w:sdtPr><w:sdtContent>{run[0]}</w:sdtContent></w:sdt>"
        )
        return body.replace(run[0], control, 1)

    file = with_body(change)
    assert any("property" in str(problem) for problem in Template(file).problems())
    assert b"dataBinding" not in printed(file)["word/document.xml"]


@pytest.mark.parametrize(
    ("part", "kind", "content"),
    [
        (
            "word/charts/chart9.xml",
            "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
            "<c><t>{{ project</t><t>.name }}</t></c>",
        ),
        (
            "word/diagrams/data1.xml",
            "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
            "<d>{{ project.name }}</d>",
        ),
        (
            "docProps/custom.xml",
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            "<p>{{ project.name }}</p>",
        ),
    ],
)
def test_a_tag_in_a_part_that_is_printed_as_it_is_is_refused(part: str, kind: str, content: str) -> None:
    """It would be seen raw; the error names the part."""
    with pytest.raises(TemplateError, match=part):
        Template(with_part(FILE.read_bytes(), part, kind, content))


@pytest.mark.parametrize(
    "address", ["https://a.example/{{ project.name }}", "https://a.example/%7B%7B%20project.name%20%7D%7D"]
)
def test_a_tag_in_an_address_is_refused(address: str) -> None:
    """Also as Word writes it, with its signs in per cents."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    link = (
        f'<Relationship Id="rId77" Type="{kind}" Target="{address}" TargetMode="External"/></Relationships>'
    )
    file = rewritten(
        FILE.read_bytes(),
        lambda name, text: (
            text.replace("</Relationships>", link) if name == "word/_rels/document.xml.rels" else text
        ),
    )
    with pytest.raises(TemplateError, match="rels"):
        Template(file)


def test_our_own_templates_have_no_remarks() -> None:
    """None of them is changed on the way."""
    for file in sorted(packaged_folder("templates").glob("fi/*.docx")):
        assert Template(file).remarks == ()


def _complex(code: str) -> str:
    pieces = "".join(
        f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in (code[:3], code[3:])
    )
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "<w:r><w:t>1.1.2020</w:t></w:r>"
    return f"{char.format('begin')}{pieces}{char.format('separate')}{shown}{char.format('end')}"


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ('DATE \\@ "d.M.yyyy"', "the day on which"),
        ("TIME", "the day on which"),
        ("SAVEDATE", "the day on which"),
        ("MERGEFIELD Nimi", "mail merge"),
        ("FILLIN", "mail merge"),
        ("HYPERLINK https://a.example/%7B%7B%20project.name%20%7D%7D", "nothing is filled in"),
    ],
)
@pytest.mark.parametrize("simple", [True, False])
def test_a_field_that_is_filled_by_another_program_is_refused(code: str, said: str, *, simple: bool) -> None:
    """A day that changes, and what is left of a mail merge; the error names the place."""
    written = code.replace('"', "&quot;")
    field = (
        f'<w:fldSimple w:instr=" {written} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        if simple
        else _complex(written)
    )
    file = with_body(
        lambda body: body.replace("</w:body>", f"<w:p><w:r><w:t>Paikka </w:t></w:r>{field}</w:p></w:body>")
    )
    with pytest.raises(TemplateError, match=said) as raised:
        Template(file)
    (problem,) = raised.value.problems
    assert problem.part == "word/document.xml"
    assert "Paikka" in problem.place


def test_a_field_that_word_counts_is_none_of_those() -> None:
    """Page numbers, and the day on which the file was made, which is the paper's own."""
    fields = "".join(
        f'<w:fldSimple w:instr="{code}"/>' for code in ("PAGE", "NUMPAGES", "CREATEDATE", "NEXTPAGE")
    )
    Template(with_body(lambda body: body.replace("</w:body>", f"<w:p>{fields}</w:p></w:body>")))


def test_the_settings_of_a_mail_merge_are_refused() -> None:
    """Word would ask for the list of addresses."""
    merge = "<w:mailMerge><w:mainDocumentType w:val='formLetters'/></w:mailMerge></w:settings>"
    file = rewritten(
        FILE.read_bytes(),
        lambda name, text: text.replace("</w:settings>", merge) if name == "word/settings.xml" else text,
    )
    with pytest.raises(TemplateError, match="settings"):
        Template(file)
