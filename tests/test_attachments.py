"""Attachments are looked at before they are handed in: each trouble is reported with its field and what to do."""

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from hakemus.files import LARGEST, AttachmentFile, Pages, find_attachments, pages_of
from hakemus.files.attachments import look_at
from hakemus.model import Application
from hakemus.texts import LANGUAGES, Language


def pdf(pages: int = 1, owner: str = "", user: str = "") -> bytes:
    """Return a PDF of so many empty pages."""
    made, stream = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(stream, encryption=pikepdf.Encryption(owner=owner, user=user) if owner else False)
    return stream.getvalue()


TROUBLES: dict[str, bytes] = {
    "empty": b"",
    "not-pdf": b"PK\x03\x04 a Word file",
    "encrypted": pdf(owner="a", user="b"),
    "too-large": pdf() + b" " * 5000,
}
USABLE = {"restricted": pdf(owner="a", user=""), "damaged": pdf().replace(b"startxref", b"startxxxx")}


def found_in(folder: Path, name: str = "a.pdf", largest: int = LARGEST) -> AttachmentFile | str:
    """Return what is found in a file of a folder."""
    return look_at(name, folder, largest)


@pytest.mark.parametrize("trouble", TROUBLES)
def test_what_cannot_be_handed_in(trouble: str, tmp_path: Path) -> None:
    """A file that is empty, no PDF, locked or too large is refused for what it is."""
    (tmp_path / "a.pdf").write_bytes(TROUBLES[trouble])
    assert found_in(tmp_path, largest=4000) == trouble


@pytest.mark.parametrize("trouble", USABLE)
def test_what_can_be_handed_in_with_a_warning(trouble: str, tmp_path: Path) -> None:
    """A damaged or restricted file that opens is taken, and reported."""
    (tmp_path / "a.pdf").write_bytes(USABLE[trouble])
    found = found_in(tmp_path)
    assert isinstance(found, AttachmentFile)
    assert (found.trouble, found.pages) == (trouble, 1)


def test_a_sound_file_is_counted(tmp_path: Path) -> None:
    """Pages and bytes are counted, and the digest is that of the bytes."""
    (tmp_path / "a.pdf").write_bytes(pdf(3))
    found = found_in(tmp_path)
    assert isinstance(found, AttachmentFile)
    assert (found.pages, found.size, len(found.digest), found.trouble) == (3, len(pdf(3)), 64, None)


def test_half_a_gigabyte_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size is enough to refuse a file of 500 megabytes."""
    with (tmp_path / "a.pdf").open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    monkeypatch.setattr("hakemus.files.attachments.pages_of", lambda _: pytest.fail("was read"))
    assert found_in(tmp_path) == "too-large"


def test_missing_and_folders(tmp_path: Path) -> None:
    """A name without a file, and one of a folder, are distinguished."""
    (tmp_path / "folder").mkdir()
    assert found_in(tmp_path, "nothing.pdf") == "missing"
    assert found_in(tmp_path, "folder") == "no-file"


@pytest.mark.parametrize(
    "name", ["../secret.pdf", "inside/../../secret.pdf", "..\\secret.pdf", "link.pdf", "links/secret.pdf"]
)
def test_nothing_outside_the_folder_is_opened(name: str, tmp_path: Path) -> None:
    """Neither `..` nor a link, of a file or a folder, leads out of the folder of the application file."""
    base = tmp_path / "application"
    (base / "inside").mkdir(parents=True)
    (tmp_path / "secret.pdf").write_bytes(pdf())
    (base / "link.pdf").symlink_to(tmp_path / "secret.pdf")
    (base / "links").symlink_to(tmp_path, target_is_directory=True)
    assert found_in(base, name) == "outside"


def test_an_absolute_path_leads_out(tmp_path: Path) -> None:
    """A path from the root of the disk is outside, unless it is inside."""
    (tmp_path / "secret.pdf").write_bytes(pdf())
    (tmp_path / "base").mkdir()
    assert found_in(tmp_path / "base", str(tmp_path / "secret.pdf")) == "outside"


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    """A link to another file of the same folder is as good as that file."""
    (tmp_path / "real.pdf").write_bytes(pdf())
    (tmp_path / "a.pdf").symlink_to("real.pdf")
    found = found_in(tmp_path)
    assert isinstance(found, AttachmentFile)
    assert found.path == tmp_path.resolve() / "real.pdf"


def test_links_in_a_circle(tmp_path: Path) -> None:
    """A link to itself is reported, and hangs nothing."""
    (tmp_path / "a.pdf").symlink_to("a.pdf")
    assert found_in(tmp_path) in ("unreadable", "missing")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    """A pipe is refused before anybody waits for it."""
    if sys.platform != "win32":
        os.mkfifo(tmp_path / "a.pdf")
    assert found_in(tmp_path) == "no-file"


def test_a_path_as_windows_writes_it(tmp_path: Path) -> None:
    """Backslashes part folders, whatever system the application file came from."""
    (tmp_path / "liitteet").mkdir()
    (tmp_path / "liitteet" / "a.pdf").write_bytes(pdf())
    assert isinstance(found_in(tmp_path, "liitteet\\a.pdf"), AttachmentFile)


@pytest.mark.parametrize("name", ["\0.pdf", "a" * 5000])
def test_a_name_that_no_file_can_have(name: str, tmp_path: Path) -> None:
    """An impossible name is reported as a file that cannot be read."""
    assert found_in(tmp_path, name) in ("unreadable", "missing")


def test_without_pikepdf_the_ends_are_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages are not counted then, but what is no PDF, cut off or locked is still reported."""
    monkeypatch.setattr("hakemus.files.attachments.find_spec", lambda _: None)
    assert pages_of(pdf(2)) == Pages(None)
    assert pages_of(b"PK") == "not-pdf"
    assert pages_of(pdf()[:-20]) == Pages(None, "damaged")
    assert pages_of(TROUBLES["encrypted"]) == Pages(None, "restricted")


def application(*annexes: dict[str, str]) -> Application:
    """Return an application with these annexes."""
    return Application.model_validate({"annexes": annexes})


def test_findings_name_the_annex(tmp_path: Path) -> None:
    """Each finding has the path of the field, and what is usable is only a warning."""
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "damaged.pdf").write_bytes(USABLE["damaged"])
    found = find_attachments(
        application(
            {"title": "Säännöt", "file": "empty.pdf"},
            {"title": "Ote", "file": "damaged.pdf"},
            {"title": "Muu", "state": "attached"},
            {"title": "Tuleva", "state": "coming"},
        ),
        tmp_path,
    )
    told = [(finding.path, finding.variant, finding.severity) for finding in found.findings]
    assert told == [
        ("annexes[0].file", "empty", "error"),
        ("annexes[1].file", "damaged", "warning"),
        ("annexes[2].file", "not-named", "warning"),
    ]
    assert list(found.files) == [1]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trouble", [*TROUBLES, *USABLE, "missing", "outside", "no-file"])
def test_each_trouble_is_told_in_each_language(trouble: str, language: Language, tmp_path: Path) -> None:
    """The message names the file as it was written, and ends with what to do."""
    (tmp_path / "folder").mkdir()
    names = {"missing": "nothing.pdf", "outside": "../x.pdf", "no-file": "folder"}
    name = names.get(trouble, "a.pdf")
    (tmp_path / "a.pdf").write_bytes({**TROUBLES, **USABLE}.get(trouble, b""))
    (finding,) = find_attachments(application({"file": name}), tmp_path, 4000).findings
    assert finding.variant == trouble
    assert name in finding.message(language)
    assert finding.message(language).endswith(".") or "--largest." in finding.message(language)


@pytest.fixture(name="unreadable")
def _unreadable(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], Path]:
    def make() -> Path:
        (tmp_path / "a.pdf").write_bytes(pdf())

        def refused(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refused)
        return tmp_path

    return make


def test_a_file_without_permission(unreadable: Callable[[], Path]) -> None:
    """A file that may not be read is reported as such."""
    assert found_in(unreadable()) == "unreadable"
