"""Notes, bookmarks and what names them: left out, repeated and numbered with their references."""

import io
import re
import zipfile
from functools import partial
from typing import Any

import docx
import pytest
from docx.document import Document
from lxml import etree

from hakemus.word import Template, inspect, text
from saved_by import rewritten

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def template(body: str, notes: dict[str, str] | None = None, kind: str = "footnote") -> bytes:
    """Return a template with this XML as its body, and these notes by their ids."""
    document: Document = docx.Document()
    out = io.BytesIO()
    document.save(out)
    with zipfile.ZipFile(out) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    own = parts["word/document.xml"].decode()
    parts["word/document.xml"] = re.sub(r"<w:body>(?=<w:sectPr)", lambda _: f"<w:body>{body}", own).encode()
    if notes is not None:
        written = "".join(
            f'<w:{kind} w:id="{number}"><w:p><w:r><w:{kind}Ref/></w:r><w:r><w:t>{said}</w:t></w:r></w:p></w:{kind}>'
            for number, said in notes.items()
        )
        fixed = f'<w:{kind} w:type="separator" w:id="0"><w:p><w:r><w:separator/></w:r></w:p></w:{kind}>'
        parts[f"word/{kind}s.xml"] = f'<w:{kind}s xmlns:w="{W}">{fixed}{written}</w:{kind}s>'.encode()
        types, relations = "[Content_Types].xml", "word/_rels/document.xml.rels"
        override = f'<Override PartName="/word/{kind}s.xml" ContentType="{_KIND}.{kind}s+xml"/></Types>'
        parts[types] = parts[types].replace(b"</Types>", override.encode())
        relation = (
            f'<Relationship Id="rId99" Type="{_RELATION}/{kind}s" Target="{kind}s.xml"/></Relationships>'
        )
        parts[relations] = parts[relations].replace(b"</Relationships>", relation.encode())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return made.getvalue()


def paragraph(*pieces: str) -> str:
    """Return a paragraph of texts and of XML."""
    runs = (
        one if one.startswith("<") else f'<w:r><w:t xml:space="preserve">{one}</w:t></w:r>' for one in pieces
    )
    return f"<w:p>{''.join(runs)}</w:p>"


def reference(number: int, kind: str = "footnote") -> str:
    """Return the run of a reference to a note."""
    return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'


def noted(paper: bytes, kind: str = "footnote") -> list[tuple[str, str]]:
    """Return each reference of a paper as the text of its paragraph and that of its note, in their order."""
    with zipfile.ZipFile(io.BytesIO(paper)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
        part = etree.fromstring(package.read(f"word/{kind}s.xml"))

    def said(element: etree._Element) -> str:
        return "".join(one.text or "" for one in element.iter(f"{{{W}}}t"))

    notes = {one.get(f"{{{W}}}id"): said(one) for one in part if one.get(f"{{{W}}}type") is None}
    found = [*body.iter(f"{{{W}}}{kind}Reference")]
    numbers = [one.get(f"{{{W}}}id") for one in found]
    assert numbers == [*notes]  # in their order: some programs look for no id
    return [(said(next(one.iterancestors(f"{{{W}}}p"))), notes[one.get(f"{{{W}}}id")]) for one in found]


LEFT_OUT = (
    paragraph("{%p if shown %}")
    + paragraph("yksi", reference(1))
    + paragraph("{%p endif %}")
    + paragraph("kaksi", reference(2))
    + paragraph("kolme", reference(3))
)
NOTES = {"1": "eka", "2": "toka", "3": "kolmas {{ name }}"}


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_is_left_out_with_its_reference(kind: str, *, strict: bool) -> None:
    """Each of the others keeps its own text."""
    file = template(LEFT_OUT.replace("footnote", kind), NOTES, kind)
    for shown, first in ((True, [("yksi", "eka")]), (False, [])):
        paper = Template(file, strict=strict).render({"shown": shown, "name": "x"})
        assert noted(paper, kind) == [*first, ("kaksi", "toka"), ("kolme", "kolmas x")]


@pytest.mark.parametrize("strict", [True, False])
def test_a_note_in_a_loop_has_the_text_of_its_turn(*, strict: bool) -> None:
    """And a number of its own; one without a reference is in no paper."""
    body = (
        paragraph("{%p for one in rows %}")
        + paragraph("{{ one.name }}", reference(2))
        + paragraph("{%p endfor %}")
        + paragraph("loppu", reference(1))
    )
    file = template(body, {"1": "viimeinen", "2": "lisää {{ one.more }}", "3": "turha {{ nobody }}"})
    rows = [{"name": name, "more": f"{name}!"} for name in ("a", "b", "c")]
    paper = Template(file, strict=strict).render({"rows": rows})
    assert noted(paper) == [("a", "lisää a!"), ("b", "lisää b!"), ("c", "lisää c!"), ("loppu", "viimeinen")]
    assert "turha" not in text(paper)
    assert not [one for one in inspect(paper) if "id" in str(one)]
    assert Template(file, strict=strict).fields == ("rows[]", "rows[].name", "rows[].more")


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("shown", [True, False])
def test_notes_without_separators_are_notes(*, strict: bool, shown: bool) -> None:
    """Some programs write none; a reference to a note that is not there goes."""
    separator = r'<w:footnote w:type="separator".*?</w:footnote>'
    for lost in (separator, rf"{separator}|<w:footnote .*?</w:footnote>"):
        made = rewritten(template(LEFT_OUT, NOTES), partial(_without, lost))
        paper = Template(made, strict=strict).render({"shown": shown, "name": "x"})
        assert len(noted(paper)) == (0 if lost != separator else 3 if shown else 2)


def _without(lost: str, name: str, text: str) -> str:
    return re.sub(lost, "", text) if "footnotes" in name else text


def test_a_comment_in_a_loop_is_there_for_each_turn() -> None:
    """With an id of its own, and left out with its mark, in a template that is printed as docxtpl does."""
    said = "".join(
        f'<w:comment{kind} w:id="1"/>' if kind != "Reference" else f'<w:r><w:comment{kind} w:id="1"/></w:r>'
        for kind in ("RangeStart", "RangeEnd", "Reference")
    )
    body = paragraph("{%p for one in all %}") + paragraph("{{ one }}", said) + paragraph("{%p endfor %}")
    file = template(body, {"1": "Miksi?"}, "comment")
    for all_ in ([], ["a"], ["a", "b", "c"]):
        paper = Template(file, strict=False).render({"all": all_})
        assert noted(paper, "comment") == [(one, "Miksi?") for one in all_]


def test_a_comment_of_an_impossible_number_is_printed() -> None:
    """It is no number that Word writes, and nothing is counted on from it."""
    body = paragraph("{{ one }}", f'<w:r><w:commentReference w:id="{"9" * 5_000}"/></w:r>')
    file = template(body, {"9" * 5_000: "Miksi?"}, "comment")
    assert text(Template(file, strict=False).render({"one": "Kylä"})) == "Kylä"


def test_a_fault_in_a_note_has_its_place() -> None:
    """Near its words."""
    with pytest.raises(Exception, match="turha"):
        Template(template(paragraph("a", reference(1)), {"1": "turha {{ one. }}"}))


# Bookmarks


def bookmark(name: str, said: str) -> str:
    """Return a bookmark around a text."""
    run = f"<w:r><w:t>{said}</w:t></w:r>"
    return f'<w:bookmarkStart w:id="5" w:name="{name}"/>{run}<w:bookmarkEnd w:id="5"/>'


def complex_field(code: str, said: str) -> str:
    """Return a field whose code is in two pieces."""
    char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    pieces = "".join(
        f'<w:r><w:instrText xml:space="preserve">{one}</w:instrText></w:r>' for one in code.split("|")
    )
    result = f"<w:r><w:t>{said}</w:t></w:r>"
    return f"{char.format('begin')}{pieces}{char.format('separate')}{result}{char.format('end')}"


NAMING = (
    '<w:fldSimple w:instr=" PAGEREF liite \\h "><w:r><w:t>sivu</w:t></w:r></w:fldSimple>',
    complex_field(" REF |liite \\h ", "kohta"),
    '<w:hyperlink w:anchor="liite"><w:r><w:t>linkki</w:t></w:r></w:hyperlink>',
)


def names_in(paper: bytes) -> list[str]:
    """Return every bookmark of a paper, and what names one, in their order."""
    with zipfile.ZipFile(io.BytesIO(paper)) as package:
        body = package.read("word/document.xml").decode()
    return re.findall(
        r'(?<=w:name=")liite\w*|(?<=w:anchor=")liite\w*|(?<=REF )liite\w*|(?<=>)liite\w*(?= \\h)', body
    )


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("strict", [True, False])
def test_what_names_a_bookmark_follows_it_in_its_turn(*, strict: bool, before: bool) -> None:
    """Whether it is before or behind it; outside of the loop it names the first one."""
    pieces = (paragraph(*NAMING), paragraph(bookmark("liite", "{{ one }}")))
    turn = "".join(pieces if before else reversed(pieces))
    body = paragraph(*NAMING) + paragraph("{%p for one in rows %}") + turn + paragraph("{%p endfor %}")
    paper = Template(template(body), strict=strict).render({"rows": ["a", "b"]})
    assert names_in(paper) == ["liite"] * 3 + ["liite"] * 4 + ["liite_2"] * 4


@pytest.mark.parametrize("strict", [True, False])
def test_what_names_a_bookmark_that_was_left_out_is_left_out(*, strict: bool) -> None:
    """Word would print an error instead of it; a link stays as text."""
    body = (
        paragraph("alku ", *NAMING, " loppu")
        + paragraph("{%p if shown %}")
        + paragraph(bookmark("liite", "Liite"))
        + paragraph("{%p endif %}")
    )
    made = Template(template(body), strict=strict)
    assert names_in(made.render({"shown": True})) == ["liite"] * 4
    paper = made.render({"shown": False})
    assert names_in(paper) == []
    assert text(paper) == "alku linkki loppu"


def test_turns_in_turns_keep_their_own() -> None:
    """The bookmark of the nearest turn is named."""
    inner = paragraph(bookmark("liite", "{{ cell }}"), NAMING[2])
    body = (
        paragraph("{%p for row in rows %}")
        + paragraph(NAMING[2])
        + paragraph("{%p for cell in row.cells %}")
        + inner
        + paragraph("{%p endfor %}")
        + paragraph("{%p endfor %}")
    )
    values: Any = {"rows": [{"cells": ["a", "b"]}, {"cells": ["c"]}]}
    paper = Template(template(body)).render(values)
    assert names_in(paper) == [
        "liite",
        "liite",
        "liite",
        "liite_2",
        "liite_2",
        "liite_3",
        "liite_3",
        "liite_3",
    ]
