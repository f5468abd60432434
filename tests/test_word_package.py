"""A DOCX from outside: what is no sound file or asks for too much is refused, each limit by its name."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

from hakemus.errors import FileError, PackageError
from hakemus.word import Limits, Properties, Template, outline, text
from hakemus.word.package import in_order, pack, read_package, write

CORE = "docProps/core.xml"
BODY = "word/document.xml"


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
        (Limits(depth=3), "depth"),
    ],
)
def test_every_limit_is_named_when_it_is_passed(limits: Limits, name: str) -> None:
    """The name is the field of `Limits` to set."""
    with pytest.raises(PackageError, match=rf"limit: {name}\)"):
        outline(zipped(plain()), limits)


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
    """The entry says ten bytes and holds a million."""
    content = bytearray(zipped(plain(**{"word/media/a.bin": bytes(1_000_000)})))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        at = -1
        while (at := content.find(signature, at + 1)) >= 0:
            if struct.unpack_from("<I", content, at + offset)[0] == 1_000_000:
                struct.pack_into("<I", content, at + offset, 10)
    with pytest.raises(PackageError):
        read_package(bytes(content))


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
