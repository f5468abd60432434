"""A DOCX from outside: what is no sound file or asks for too much is refused, each limit by its name."""

import io
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Any

import docx
import pytest

import hakemus
from at_once import refused_at_once
from hakemus.errors import FileError, HakemusError, PackageError, TemplateError
from hakemus.word import (
    Branding,
    Limits,
    Logo,
    Properties,
    Template,
    inspect,
    outline,
    read_picture,
    text,
)
from hakemus.word.package import in_order, pack, read_package, write
from lying_archives import HELD, lying, peak_of_refusing
from plain_documents import saved

CORE = "docProps/core.xml"
BODY = "word/document.xml"


def png(data: bytes, width: int = 100, height: int = 40) -> bytes:
    """Return a grey PNG of these packed rows; its chunks and their checks are right."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    header = struct.pack(">II5B", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


LOGO = png(zlib.compress((b"\0" + bytes(100)) * 40))


def plain(**replaced: bytes) -> dict[str, bytes]:
    """Return the parts of a small sound DOCX."""
    made = docx.Document()
    made.add_paragraph("{{ a }}")
    stream = io.BytesIO()
    made.save(stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()} | replaced


def zipped(parts: dict[str, bytes]) -> bytes:
    """Return the parts as a DOCX."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def with_body(change: Callable[[bytes], bytes]) -> bytes:
    """Return a small DOCX with its body changed."""
    parts = plain()
    return zipped(parts | {BODY: change(parts[BODY])})


@pytest.mark.parametrize(
    ("limits", "name"),
    [
        (Limits(file_bytes=100), "file_bytes"),
        (Limits(entries=3), "entries"),
        (Limits(name_length=5), "name_length"),
        (Limits(part_bytes=1000), "part_bytes"),
        (Limits(unpacked_bytes=10_000), "unpacked_bytes"),
        (Limits(elements=10), "elements"),
        (Limits(paragraphs=0), "paragraphs"),
        (Limits(depth=3), "depth"),
    ],
)
def test_every_limit_is_named_when_it_is_passed(limits: Limits, name: str) -> None:
    """The name is the field of `Limits` to set."""
    with pytest.raises(PackageError, match=rf"limit: {name}\)"):
        outline(zipped(plain()), limits)


@pytest.mark.parametrize("strict", [True, False])
def test_a_template_of_many_tags_is_refused_before_they_are_compiled(*, strict: bool) -> None:
    """Those of all its parts count together; one below the limit is compiled."""
    tags = b"<w:r><w:t>" + b"{{ a }}" * 6 + b"</w:t></w:r>"
    parts = plain()
    body = parts[BODY].replace(b"{{ a }}", b"{{ a }}</w:t></w:r>" + tags + b"<w:r><w:t>")
    content = zipped(parts | {BODY: body})
    assert Template(content, strict=strict, limits=Limits(tags=7)).fields
    with pytest.raises(PackageError, match=r"more than 6 tags \(limit: tags\)"):
        Template(content, strict=strict, limits=Limits(tags=6))
    many = zipped(parts | {BODY: body.replace(tags, tags * 3_000)})
    assert "limit: tags" in str(refused_at_once(PackageError, lambda: Template(many, strict=strict)))


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    """A few kilobytes that would become a hundred megabytes."""
    with pytest.raises(PackageError, match="limit: part_bytes"):
        read_package(zipped(plain(**{"word/media/a.bin": bytes(100_000_000)})))
    with pytest.raises(PackageError, match="limit: ratio"):
        read_package(zipped(plain(**{"word/media/a.bin": bytes(30_000_000)})))


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "word/../x.xml", "C:/x", "word//x", "a\\b"])
def test_a_name_that_leaves_the_package_is_refused(name: str) -> None:
    """Names go nowhere but down."""
    with pytest.raises(PackageError, match="name that no Word file uses"):
        read_package(zipped(plain(**{name: b"x"})))


def test_an_entry_that_stands_twice_is_refused() -> None:
    """Which of the two would count is for nobody to guess, also when only case differs."""
    with pytest.raises(PackageError, match="is in the file twice"):
        read_package(zipped(plain(**{"WORD/Document.xml": b"x"})))


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>',
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        b'<!DOCTYPE x SYSTEM "http://example.org/x.dtd">',
    ],
)
@pytest.mark.parametrize("part", [BODY, CORE, "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_document_types_and_entities_are_refused(part: str, declaration: bytes) -> None:
    """External entities and their expansion: in whatever part."""
    parts = plain()
    start = parts[part].index(b"?>") + 2
    hostile = parts[part][:start] + declaration + parts[part][start:]
    with pytest.raises(PackageError, match="document type"):
        Template(zipped(parts | {part: hostile}))


def test_a_document_type_cannot_hide_in_another_encoding() -> None:
    """UTF-16 hides the letters that are looked for."""
    body = plain()[BODY].decode().partition("?>")[2]
    hidden = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x [<!ENTITY e "x">]>{body}'.encode("utf-16")
    with pytest.raises(PackageError):
        Template(with_body(lambda _: hidden))


def test_broken_xml_is_refused_and_never_mended() -> None:
    """A recovering parser would lose the rest of the text."""
    with pytest.raises(PackageError, match="not well-formed"):
        text(with_body(lambda body: body.replace(b"{{ a }}", b"x & y <b")))


def test_elements_nested_beyond_measure_are_refused() -> None:
    """Depth is bounded before anything walks the tree."""
    deep = b"<w:sdt>" * 200 + b"</w:sdt>" * 200
    with pytest.raises(PackageError, match="limit: depth"):
        Template(with_body(lambda body: body.replace(b"<w:sectPr", deep + b"<w:sectPr", 1)))


def relation(kind: str, target: str) -> bytes:
    """Return a DOCX whose body has one more relation, to something outside."""
    parts = plain()
    name = "word/_rels/document.xml.rels"
    line = (
        f'<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
        f' Target="{target}" TargetMode="External"/></Relationships>'
    )
    return zipped(parts | {name: parts[name].replace(b"</Relationships>", line.encode())})


@pytest.mark.parametrize("kind", ["image", "oleObject", "subDocument", "frame", "aFChunk"])
def test_a_part_that_is_fetched_from_elsewhere_is_refused(kind: str) -> None:
    """Opening the paper would tell another computer."""
    with pytest.raises(PackageError, match=f"fetches its {kind} from elsewhere"):
        read_package(relation(kind, "http://example.org/x"))


def test_a_link_to_a_page_stays() -> None:
    """It does nothing until it is followed."""
    assert "word/document.xml" in read_package(relation("hyperlink", "https://example.org")).parts


def test_the_template_that_word_remembers_is_forgotten() -> None:
    """Word notes where the officer's own template lies; that is no part of a paper."""
    parts = plain()
    rels = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" TargetMode="External" Target="file:///C:/own.dotx" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
    )
    settings = parts["word/settings.xml"].replace(b"<w:zoom", b'<w:attachedTemplate r:id="rId1"/><w:zoom', 1)
    package = read_package(
        zipped(parts | {"word/settings.xml": settings, "word/_rels/settings.xml.rels": rels.encode()})
    )
    assert b"attachedTemplate" not in package.parts["word/settings.xml"]
    assert b"own.dotx" not in package.parts["word/_rels/settings.xml.rels"]


def test_macros_are_refused() -> None:
    """A paper holds no program."""
    parts = plain()
    types = parts["[Content_Types].xml"].replace(
        b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    )
    with pytest.raises(PackageError, match="macros"):
        read_package(zipped(parts | {"[Content_Types].xml": types, "word/vbaProject.bin": b"x"}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "not a DOCX"),
        (b"PK\x03\x04 broken", "not a DOCX"),
        (b"\xd0\xcf\x11\xe0 old", "password"),
        (zipped({"a.txt": b"x"}), "no content types"),
        (zipped(plain())[:-200], "not a DOCX"),
    ],
)
def test_what_is_no_docx_is_told_so(content: bytes, message: str) -> None:
    """Each in words that say what to do."""
    with pytest.raises(PackageError, match=message):
        read_package(content)


def test_a_size_that_lies_does_not_unpack_more() -> None:
    """The entry says ten bytes and holds twenty million."""
    content = lying(plain(), "word/media/a.bin", zipfile.ZIP_DEFLATED)
    peak = peak_of_refusing(lambda: read_package(content))
    assert peak is not None
    assert peak < HELD / 5


def test_a_workbook_is_no_document() -> None:
    """It is a sound package, but of another kind."""
    parts = plain()
    types = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.document.main", b"spreadsheetml.sheet.main"
    )
    with pytest.raises(PackageError, match="no body"):
        read_package(zipped(parts | {"[Content_Types].xml": types}))


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    """With the path."""
    for path in (tmp_path / "missing.docx", tmp_path):
        with pytest.raises(FileError) as caught:
            Template(path)
        assert caught.value.path == str(path)


def test_what_is_written_is_read_back_by_anyone() -> None:
    """The archive is sound for Python's own reader, names with rare letters too."""
    parts: dict[str, Any] = {"[Content_Types].xml": b"a", "word/ä.xml": b"b" * 70_000, "_rels/.rels": b"c"}
    content = write(pack(name, parts[name], 1) for name in in_order(parts))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
        assert package.namelist() == ["[Content_Types].xml", "_rels/.rels", "word/ä.xml"]
        assert {name: package.read(name) for name in package.namelist()} == parts
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_document_without_properties_gets_them() -> None:
    """A title can be given though the template has no core part."""
    parts = plain()
    del parts[CORE]
    types = parts["[Content_Types].xml"]
    start = types.index(b'<Override PartName="/docProps/core.xml"')
    parts["[Content_Types].xml"] = types[:start] + types[types.index(b"/>", start) + 2 :]
    relations = parts["_rels/.rels"]
    at = relations.index(b"core-properties")
    start = relations.rindex(b"<Relationship ", 0, at)
    parts["_rels/.rels"] = relations[:start] + relations[relations.index(b"/>", start) + 2 :]

    rendered = Template(zipped(parts)).render({"a": "x"}, Properties(title="Otsikko"))
    assert outline(rendered).startswith("title: Otsikko\n")
    assert docx.Document(io.BytesIO(rendered)).core_properties.title == "Otsikko"


# Damage and deceit: whatever reading raises, the file is said to be damaged, and a template's structure is asked for.


@pytest.mark.parametrize(("method", "name"), [(12, "bzip2"), (14, "LZMA"), (93, "Zstandard"), (99, "99")])
@pytest.mark.parametrize("damaged", [False, True])
def test_a_compression_that_no_word_uses_is_refused_by_name(method: int, name: str, damaged: bool) -> None:
    """Its data are not unpacked, so that it doesn't matter what is wrong with them."""
    content = bytearray(zipped(plain()))
    if damaged:
        content[60:200] = bytes(140)
    at = content.index(b"PK\x01\x02")
    content[at + 10] = method
    with pytest.raises(PackageError, match=f"compressed by {name}"):
        read_package(bytes(content))


def _directory_far_away(content: bytes) -> bytes:
    end = content.rindex(b"PK\x05\x06")
    return content[: end + 16] + struct.pack("<I", 0x7FFFFFFF) + content[end + 20 :]


def _entry_far_away(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 42] + struct.pack("<I", 0x7FFFFFFF) + content[at + 46 :]


def _entry_without_name(content: bytes) -> bytes:
    at = content.index(b"PK\x01\x02")
    return content[: at + 28] + b"\0\0" + content[at + 30 :]


@pytest.mark.parametrize("damage", [_directory_far_away, _entry_far_away, _entry_without_name])
def test_a_directory_that_lies_is_damage(damage: Callable[[bytes], bytes]) -> None:
    """Whatever the standard library raises of it."""
    with pytest.raises(PackageError) as raised:
        read_package(damage(zipped(plain())))
    assert raised.value.code == "damaged"


def test_random_damage_is_always_said_in_words() -> None:
    """Bytes changed, cut and doubled anywhere; the same ones in every run."""
    random, whole = Random(18), zipped(plain())  # noqa: S311 - no secret
    for _ in range(300):
        content = bytearray(whole)
        for _ in range(random.choice((1, 1, 3))):
            at = random.randrange(len(content))
            change = random.randrange(3)
            if change == 0:
                content[at] = random.randrange(256)
            elif change == 1:
                del content[at : at + random.randrange(1, 40)]
            else:
                content[at:at] = content[at : at + random.randrange(1, 40)]
        with suppress(PackageError):
            outline(bytes(content))


CELL = "<w:tc><w:p><w:r><w:t>{{ a }}</w:t></w:r></w:p></w:tc>"
DRAWING = (
    '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
    ' xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">EXTENT<wp:docPr id="1" name="logo" descr="x"/>'
    '<a:blip r:embed="rId1\'x"/></wp:inline></w:drawing></w:r></w:p>'
)
STRUCTURES = {
    "a cell outside a row": CELL,
    "a row outside a table": f"<w:tr>{CELL}</w:tr>",
    "a cell outside a row, in a table": f"<w:tbl>{CELL}</w:tbl>",
    "a row outside a table, with its tag": CELL.replace("{{ a }}", "{%tr if a %}"),
    "a drawing without an extent": DRAWING.replace("EXTENT", ""),
    "an extent with a decimal": DRAWING.replace("EXTENT", '<wp:extent cx="100.5" cy="50.5"/>'),
    "an extent that is none": DRAWING.replace("EXTENT", '<wp:extent cx="²" cy=""/>'),
    "an extent of thousands of digits": DRAWING.replace("EXTENT", f'<wp:extent cx="{"9" * 5000}" cy="1"/>'),
    "a look that is none": '<w:tbl><w:tblPr><w:tblLook w:val="zz"/></w:tblPr>'
    + f"<w:tr>{CELL}</w:tr>" * 2
    + "</w:tbl>",
    "a bookmark with an apostrophe": '<w:p><w:bookmarkStart w:id="1\'" w:name="_GoBack"/>'
    "<w:r><w:t>{%p if a %}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>",
    "autoescape without a word": "<w:p><w:r><w:t>{% autoescape %}</w:t></w:r></w:p>",
    "a number of thousands of digits": f"<w:p><w:r><w:t>{{{{ a[1{'0' * 5000}] }}}}</w:t></w:r></w:p>",
    "a page without width": '<w:p><w:pPr><w:sectPr><w:pgSz w:w="²"/></w:sectPr></w:pPr></w:p>',
    "a span of thousands of digits": f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5000}"/></w:tcPr>'
    "<w:p/></w:tc></w:tr></w:tbl>",
}


@pytest.mark.parametrize("strict", [True, False])
@pytest.mark.parametrize("structure", STRUCTURES)
def test_structure_is_asked_for_and_never_assumed(structure: str, strict: bool) -> None:
    """Whatever is missing: a template of it, an outline, an inspection, or a refusal in words."""
    added = STRUCTURES[structure].encode()
    content = with_body(lambda body: body.replace(b"<w:body>", b"<w:body>" + added))
    logo = Logo(LOGO, "x")
    doors: tuple[Callable[[], Any], ...] = (
        lambda: Template(content, strict=strict),
        lambda: Template(content, strict=strict, branding=Branding(logo=logo, font="Arial")),
        lambda: Template(content, strict=strict, branding=Branding()),
        lambda: outline(content),
        lambda: inspect(content),
        lambda: text(content),
        lambda: hakemus.read(content),
    )
    for door in doors:
        with suppress(HakemusError):
            door()


def test_faults_of_a_template_are_told_up_to_a_hundred() -> None:
    """And how many more there are."""
    added = b"<w:p><w:r><w:t>{{ a </w:t></w:r></w:p>" * 300
    with pytest.raises(TemplateError) as raised:
        Template(with_body(lambda body: body.replace(b"<w:body>", b"<w:body>" + added)))
    assert len(raised.value.problems) == 101
    assert "200 more" in str(raised.value.problems[-1])


GROWING: dict[str, Callable[[int], tuple[str, str]]] = {
    "styles, each based on the next": lambda count: (
        "word/styles.xml",
        "".join(
            f'<w:style w:styleId="s{n}"><w:name w:val="n{n}"/><w:basedOn w:val="s{n + 1}"/></w:style>'
            for n in range(count)
        ),
    ),
    "rows": lambda count: (BODY, f"<w:tbl>{f'<w:tr>{CELL}</w:tr>' * count}</w:tbl>"),
    "cells of a row": lambda count: (BODY, f"<w:tbl><w:tr>{CELL * count}</w:tr></w:tbl>"),
    "paragraphs taken away": lambda count: (
        BODY,
        "<w:p><w:r><w:t>{%p if a %}</w:t></w:r></w:p><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p>" * count,
    ),
}


@pytest.mark.parametrize("kind", GROWING)
def test_the_work_on_a_template_grows_with_its_length(kind: str) -> None:
    """Four times as much takes about four times as long: sixteen times is the square."""

    def seconds(count: int) -> float:
        part, added = GROWING[kind](count)
        parts = plain()
        at = parts[part].index(b"<w:body>") + 8 if part == BODY else parts[part].rindex(b"</w:styles>")
        content = zipped({**parts, part: parts[part][:at] + added.encode() + parts[part][at:]})
        begun = time.process_time()
        Template(content)
        return time.process_time() - begun

    seconds(50)
    assert seconds(1_900) < 8 * seconds(475) + 0.1


@pytest.mark.parametrize("tag", ["budget.items[99999999].amount", f"partners[{'9' * 5_000}].name"])
@pytest.mark.parametrize("paper", [True, False])
def test_a_place_that_no_list_has_is_no_field(tag: str, paper: bool, complete: hakemus.Application) -> None:
    """Neither as a control nor as a bookmark: nobody seeds a hundred million rows."""
    parts = plain()
    if paper:
        with zipfile.ZipFile(io.BytesIO(hakemus.render(complete, "application"))) as package:
            parts = {name: package.read(name) for name in package.namelist()}
    bookmark = "h_" + re.sub(r"[.\[\]]+", "_", tag)
    added = (
        f'<w:sdt><w:sdtPr><w:tag w:val="{tag}"/></w:sdtPr>'
        "<w:sdtContent><w:p><w:r><w:t>1</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        f'<w:p><w:bookmarkStart w:id="9" w:name="{bookmark}"/><w:r><w:t>1</w:t></w:r><w:bookmarkEnd w:id="9"/></w:p>'
    )
    body = parts[BODY].replace(b"<w:body>", b"<w:body>" + added.encode(), 1)
    begun = time.process_time()
    with suppress(HakemusError):
        hakemus.read(zipped({**parts, BODY: body}))
    assert time.process_time() - begun < 5


def test_a_picture_with_rubbish_in_it_is_none() -> None:
    """Every row is unpacked: chunks and checks that are right say nothing of what is in them."""
    for data in (b"rubbish", zlib.compress(b"\0" * 9), zlib.compress(b"\7" + b"\0" * 300) * 2, b""):
        with pytest.raises(ValueError, match="damaged"):
            read_picture(png(data))
    assert read_picture(LOGO).width == 100


@pytest.mark.parametrize("strict", [True, False])
def test_what_is_printed_may_be_longer_than_what_is_read(*, strict: bool) -> None:
    """The limit of paragraphs is for what comes from outside: how long a paper is, its values decide."""
    made = docx.Document()
    for line in ("{%p for row in rows %}", "{{ row.name }}", "{%p endfor %}"):
        made.add_paragraph(line)
    template = Template(saved(made), strict=strict, limits=Limits(paragraphs=3))
    paper = template.render({"rows": [{"name": "a"}] * 4})
    assert docx.Document(io.BytesIO(paper)).paragraphs[3].text == "a"
