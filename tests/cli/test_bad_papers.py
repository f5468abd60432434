"""Files that cannot be read back: each is reported by name, as what it is, in the user's language."""

import hashlib
import html
import io
import re
import zipfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from subprocess import CompletedProcess

import docx
import pytest

import hakemus
from edited_paper import edited
from hakemus.errors import FormError, PackageError
from hakemus.packaged import library_version, packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., CompletedProcess[str]]
FILE = packaged_folder("examples") / "cooperation-complete" / "application.toml"
PAPER = hakemus.render(hakemus.load(FILE), "application", draft=True)
OTHER = hakemus.render(
    hakemus.load(packaged_folder("examples") / "investment" / "application.toml"), "application", draft=True
)


def foreign() -> bytes:
    """Return a letter."""
    out = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Hyvä hallitus")
    document.save(out)
    return out.getvalue()


def with_part(paper: bytes, name: str, content: bytes) -> bytes:
    """Return a paper that holds one more part."""
    out = io.BytesIO(paper)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def with_macros() -> bytes:
    """Return a paper saved as one with macros."""
    macro = "application/vnd.ms-word.document.macroEnabled.main+xml"
    plain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    return edited(PAPER, lambda types: types.replace(plain, macro), "[Content_Types].xml")


def linked() -> bytes:
    """Return a paper whose picture is fetched from the web."""
    picture = (
        '<Relationship Id="rId99" TargetMode="External" Target="https://kuvat.example/a.png" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
    )
    relations = "word/_rels/document.xml.rels"
    return edited(PAPER, lambda rels: rels.replace("</Relationships>", picture), relations)


def pasted() -> bytes:
    """Return a paper into whose body another paper was pasted."""
    with zipfile.ZipFile(io.BytesIO(OTHER)) as archive:
        other = archive.read("word/document.xml").decode()
    start, end = other.index("<w:body>") + len("<w:body>"), other.rindex("<w:sectPr")
    return edited(PAPER, lambda body: body.replace("<w:body>", f"<w:body>{other[start:end]}", 1))


def data_changed(old: str, new: str) -> bytes:
    """Return a paper whose data were changed."""
    return edited(PAPER, lambda part: re.sub(old, new, part, count=1), "customXml/item1.xml")


def with_two_data() -> bytes:
    """Return a paper that carries another paper's data too."""
    with zipfile.ZipFile(io.BytesIO(OTHER)) as archive:
        return with_part(PAPER, "customXml/item9.xml", archive.read("customXml/item1.xml"))


BAD: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "text": (lambda: b"ei Word-tiedosto", "no-paper", "files.paper-no-paper"),
    "zip": (lambda: with_part(b"", "a.txt", b"a"), "no-paper", "files.paper-no-paper"),
    "cut": (lambda: PAPER[: len(PAPER) // 2], "damaged", "files.paper-damaged"),
    "password": (lambda: b"\xd0\xcf\x11\xe0" + bytes(600), "protected", "files.paper-protected"),
    "macros": (with_macros, "macros", "files.paper-macros"),
    "linked": (linked, "reaches-out", "files.paper-reaches-out"),
    "bomb": (lambda: with_part(PAPER, "word/a.bin", bytes(40_000_000)), "too-large", "files.paper-too-large"),
    "foreign": (foreign, "no-form", "cli.complaint.no-form"),
    "pasted": (pasted, "two-forms", "cli.complaint.two-forms"),
    "two-data": (with_two_data, "two-forms", "cli.complaint.two-forms"),
    "newer": (lambda: data_changed('version="2"', 'version="9"'), "newer", "cli.complaint.newer"),
    "changed": (lambda: data_changed("Kuvitelma", "Kuvitelmb"), "damaged", "cli.complaint.damaged"),
}


@cache
def bad(kind: str) -> bytes:
    """Return a bad paper of a kind."""
    return BAD[kind][0]()


@pytest.mark.parametrize("kind", BAD)
def test_reading_refuses_it(kind: str) -> None:
    """The error says which trouble it is."""
    _, code, _ = BAD[kind]
    with pytest.raises((PackageError, FormError)) as caught:
        hakemus.read(bad(kind))
    error = caught.value
    assert isinstance(error, PackageError | FormError)
    assert error.code == code


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", BAD)
def test_the_command_tells_it(cli: Cli, tmp_path: Path, kind: str, language: Language) -> None:
    """In the user's language, with the file's name and what to do; the code is 2."""
    _, _, key = BAD[kind]
    file = tmp_path / "paper.docx"
    file.write_bytes(bad(kind))
    told = cli("read", file, "--language", language)
    values = {"path": str(file), "version": "9", "known": "2"}
    assert told.returncode == 2
    assert " ".join(wording(language).message(key, values).split()) in " ".join(told.stderr.split())


@pytest.mark.parametrize("command", ["read", "update", "compare", "new"])
def test_every_command_that_reads_a_paper_tells_it(cli: Cli, tmp_path: Path, command: str) -> None:
    """The same way."""
    file, own = tmp_path / "paper.docx", tmp_path / "own.toml"
    file.write_bytes(with_macros())
    own.write_bytes(FILE.read_bytes())
    arguments: dict[str, list[object]] = {
        "read": [file],
        "update": [own, file],
        "compare": [file, file],
        "new": ["cooperation-services", "--from", file],
    }
    told = cli(command, *arguments[command])
    assert told.returncode == 2
    assert "makroja" in told.stderr


def test_a_file_of_two_hundred_megabytes_is_not_opened(cli: Cli, tmp_path: Path) -> None:
    """It is refused by its size, before it is read."""
    file = tmp_path / "paper.docx"
    with file.open("wb") as big:
        big.truncate(200 * 1024 * 1024)
    with pytest.raises(PackageError) as caught:
        hakemus.read(file)
    assert caught.value.code == "too-large"
    told = cli("read", file)
    assert told.returncode == 2
    assert wording("fi").message("files.too-large", {"path": str(file)}) in " ".join(told.stderr.split())


def with_sound_data(old: str, new: str) -> bytes:
    """Return a paper with other data, whose digest is theirs."""

    def change(part: str) -> str:
        text = html.unescape(part[part.index(">", part.index("<form")) + 1 : part.rindex("</form>")])
        assert old in text
        digest = hashlib.sha256(text.replace(old, new).encode()).hexdigest()
        return re.sub(' digest="[0-9a-f]+"', f' digest="{digest}"', part).replace(old, new)

    return edited(PAPER, change, "customXml/item1.xml")


def test_a_newer_application_asks_for_an_upgrade() -> None:
    """Also where only the application in it is of a newer form."""
    with pytest.raises(FormError) as caught:
        hakemus.read(with_sound_data('"schema_version":1', '"schema_version":7'))
    assert (caught.value.code, caught.value.values) == ("newer", {"version": "7", "known": "1"})


def test_data_that_another_version_knows_ask_for_an_upgrade(cli: Cli, tmp_path: Path) -> None:
    """They are whole, so nobody changed them by hand; of this very version, they are damaged."""
    unknown = with_sound_data('"schema_version":1', '"schema_version":1,"unheard":"x"')
    with pytest.raises(FormError) as caught:
        hakemus.read(unknown)
    assert caught.value.code == "damaged"
    file = tmp_path / "paper.docx"
    file.write_bytes(
        edited(
            unknown, lambda part: re.sub(' library="[^"]*"', ' library="99.1"', part), "customXml/item1.xml"
        )
    )
    told = cli("read", file)
    values = {"path": str(file), "made": "99.1", "here": library_version()}
    assert told.returncode == 2
    assert wording("fi").message("cli.complaint.other-library", values) in " ".join(told.stderr.split())


def test_a_paper_of_the_first_form_is_read_and_told() -> None:
    """It does not tell what it held in addition to its fields; today's print does."""
    reading = hakemus.read(data_changed('version="2"', 'version="1"'))
    assert [(note.code, note.values) for note in reading.notes] == [("older", {"version": "1", "known": "2"})]
    assert reading.changes == ()


def test_a_control_pasted_twice_is_no_second_paper() -> None:
    """A slip of the pen is reported at its field."""

    def twice(body: str) -> str:
        start = body.index("<w:sdt>", body.index('w:name="h_applicant_municipality"'))
        control = body[start : body.index("</w:sdt>", start) + len("</w:sdt>")]
        return body.replace(control, control + control.replace("Kuvitelma<", "Mallila<"), 1)

    reading = hakemus.read(edited(PAPER, twice))
    assert {problem.code for problem in reading.problems} <= {"twice"}
