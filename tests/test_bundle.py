"""The bundle: everything that is handed in, numbered, whole or not at all, and called complete only when it is."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus.assembly import print_paper
from hakemus.desk import Bundle
from hakemus.errors import FileError, NotReadyError, PdfError
from hakemus.model import Annex
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import outline, text

COMPLETE = packaged_folder("examples") / "cooperation-complete"


@pytest.fixture(name="whole", scope="module")
def _whole() -> hakemus.Application:
    """Return the application whose annexes are all there."""
    return hakemus.load(COMPLETE / "application.toml")


def changed(application: hakemus.Application, *annexes: dict[str, Any]) -> hakemus.Application:
    """Return the application with its first annexes changed."""
    pairs = zip(application.annexes, [*annexes, *[{}] * len(application.annexes)], strict=False)
    return application.model_copy(
        update={"annexes": tuple(Annex.model_validate({**a.model_dump(), **new}) for a, new in pairs)}
    )


def contents(path: Path) -> dict[str, bytes]:
    """Return every file of an archive."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def made(application: hakemus.Application, folder: Path, **given: Any) -> Bundle:
    """Return a bundle of an application whose attachments stand in the example's folder."""
    return hakemus.bundle(application, folder, **{"base": COMPLETE, **given})


def numbered(names: Iterable[str], name: str) -> str:
    """Return the one of the names that is `name` after its number."""
    (found,) = (each for each in names if re.fullmatch(rf"\d\d-{re.escape(name)}", each))
    return found


def number_of(names: Iterable[str], name: str) -> int:
    """Return the number that `name` has among the names."""
    return int(numbered(names, name)[:2])


def manifest(bundle: Bundle) -> dict[str, Any]:
    """Return what the manifest of a bundle says."""
    told: dict[str, Any] = json.loads(contents(bundle.path)["manifest.json"])
    return told


def test_the_complete_example_is_complete(whole: hakemus.Application, tmp_path: Path) -> None:
    """Papers, workbook and attachments are numbered in one order, under names in the language of the papers."""
    bundle = made(whole, tmp_path)
    assert bundle.complete
    assert bundle.path == tmp_path / "hakemus-kylilta-kylille-yhteiset-kyydit.zip"
    names = list(contents(bundle.path))
    assert names[:2] == ["00-liiteluettelo.docx", "01-hakemus.docx"]
    handed_in = [name for name in names[:-1] if not name.startswith("omaan-kayttoon/")]
    assert [int(name[:2]) for name in handed_in] == list(range(len(handed_in)))
    assert "omaan-kayttoon/juliste.docx" in names
    assert number_of(names, "saannot-tai-yhtiojarjestys.pdf") + 1 == number_of(names, "rekisteriote.pdf")
    assert names[-1] == "manifest.json"


def test_the_manifest_tells_every_file(whole: hakemus.Application, tmp_path: Path) -> None:
    """Names, sizes and digests are those of the files, all but the manifest's own."""
    bundle = made(whole, tmp_path)
    found = contents(bundle.path)
    told = {file["name"]: (file["bytes"], file["sha256"]) for file in manifest(bundle)["files"]}
    del found["manifest.json"]
    assert told == {
        name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in found.items()
    }
    assert manifest(bundle)["complete"] is True
    assert manifest(bundle)["law_of"] == "2025-11-17"


def test_attachments_are_copied_to_the_byte(whole: hakemus.Application, tmp_path: Path) -> None:
    """What the user has is handed in as it is."""
    found = contents(made(whole, tmp_path).path)
    assert (
        found[numbered(found, "rekisteriote.pdf")]
        == (COMPLETE / "liitteet" / "rekisteriote.pdf").read_bytes()
    )


def test_the_same_input_gives_the_same_bytes(whole: hakemus.Application, tmp_path: Path) -> None:
    """Two bundles of one application differ in nothing."""
    first, second = (made(whole, tmp_path / name).path.read_bytes() for name in "ab")
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_cover_list_names_everything(
    whole: hakemus.Application, language: Language, tmp_path: Path
) -> None:
    """Every file that is handed in is in it, with the pages of the attachments, in each language."""
    bundle = made(whole, tmp_path, language=language)
    name = bundle.files[0].name
    shown = text(contents(bundle.path)[name])
    handed_in = [file.name for file in bundle.files[1:] if "/" not in file.name]
    assert len(handed_in) > len(bundle.files) // 2
    assert all(name in shown for name in handed_in)
    assert wording(language).message("bundle.complete") in shown
    assert all(file.name.isascii() for file in bundle.files)


def test_the_cover_list_says_nothing_twice_and_has_no_empty_row(whole: hakemus.Application) -> None:
    """An annex that is called what its kind is; and a person without a business id."""
    kind = open_programme().vocabulary("annex_kind").label(str(whole.annexes[0].kind), "fi")
    annex = whole.annexes[0].model_copy(update={"title": kind})
    applicant = whole.applicant.model_copy(update={"business_id": None})
    person = whole.model_copy(update={"annexes": (annex,), "applicant": applicant})
    shown = text(hakemus.render(person, "cover-list", language="fi", draft=True))
    assert shown.count(kind) == 1
    assert "Y-tunnus" not in shown


def test_an_annex_to_come_keeps_its_number(whole: hakemus.Application, tmp_path: Path) -> None:
    """While it is missing the bundle is incomplete, and when it comes no name changes."""
    waits = changed(whole, {}, {"file": None, "state": "coming"})
    bundle = made(waits, tmp_path)
    names = [file.name for file in bundle.files]
    assert not bundle.complete
    assert bundle.path.name.endswith("-keskenerainen.zip")
    every = {file.name for file in made(whole, tmp_path).files}
    assert set(names) == every - {numbered(every, "rekisteriote.pdf")}
    assert [finding["id"] for finding in manifest(bundle)["missing"]] == ["annex.missing"]


def test_what_is_missing_stands_in_the_cover_list(whole: hakemus.Application, tmp_path: Path) -> None:
    """The list says that the bundle is incomplete, and names what is missing: what is to be done, the check says."""
    bundle = made(changed(whole, {"file": None, "state": "coming"}), tmp_path)
    shown = text(contents(bundle.path)["00-liiteluettelo.docx"])
    assert wording("fi").message("bundle.incomplete") in shown
    assert bundle.missing[0].values["annex"].text("fi") in shown
    assert "Toimita se" not in shown


def test_an_annex_that_is_not_needed_has_no_number(whole: hakemus.Application, tmp_path: Path) -> None:
    """It is listed, takes no number, and its file is left out."""
    before = [file.name for file in made(whole, tmp_path / "before").files]
    bundle = made(changed(whole, {"state": "not-needed"}), tmp_path)
    names = [file.name for file in bundle.files]
    assert number_of(names, "rekisteriote.pdf") == number_of(before, "saannot-tai-yhtiojarjestys.pdf")
    assert not [name for name in names if name.endswith("saannot-tai-yhtiojarjestys.pdf")]
    assert wording("fi").message("words.missing") in outline(contents(bundle.path)["00-liiteluettelo.docx"])


def test_attached_without_a_file_is_not_complete(whole: hakemus.Application, tmp_path: Path) -> None:
    """An annex that is said to be there but names no file keeps the bundle from being complete."""
    bundle = made(changed(whole, {"file": None}), tmp_path)
    assert [finding.variant for finding in bundle.missing] == ["not-named"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_error_refuses_the_bundle(whole: hakemus.Application, language: Language, tmp_path: Path) -> None:
    """While an attachment is missing there is none, and the report says which."""
    lost = changed(whole, {"file": "liitteet/kadonnut.pdf"})
    with pytest.raises(NotReadyError) as raised:
        made(lost, tmp_path / "out", language=language)
    assert isinstance(raised.value.report, hakemus.Report)
    (finding,) = raised.value.report.errors
    assert (finding.id, finding.path, finding.variant) == ("annex.file", "annexes[0].file", "missing")
    assert "kadonnut.pdf" in str(raised.value)
    assert not (tmp_path / "out").exists()


def test_a_draft_is_never_complete(whole: hakemus.Application, tmp_path: Path) -> None:
    """Asked for as a draft, the bundle is there with its errors, each page marked, and says it is incomplete."""
    bundle = made(changed(whole, {"file": "liitteet/kadonnut.pdf"}), tmp_path, draft=True)
    assert not bundle.complete
    assert wording("fi").message("documents.draft-mark") in text(contents(bundle.path)["01-hakemus.docx"])
    assert not made(whole, tmp_path, draft=True, overwrite=True).complete


def test_a_measure_without_rules_is_not_complete(registered: hakemus.Application, tmp_path: Path) -> None:
    """Silence is no approval: where the rules do not cover the measure, something is missing."""
    unknown = registered.model_copy(
        update={"classification": registered.classification.model_copy(update={"measure": "Jokin muu"})}
    )
    bundle = hakemus.bundle(unknown, tmp_path, on=unknown.date or LAW, draft=True)
    assert "measure.not-covered" in {finding.id for finding in bundle.missing}


LAW = hakemus.load(COMPLETE / "application.toml").date


def test_nothing_is_replaced_unasked(whole: hakemus.Application, tmp_path: Path) -> None:
    """A second bundle is refused, and written when asked to overwrite."""
    first = made(whole, tmp_path)
    first.path.write_bytes(b"mine")
    with pytest.raises(FileError) as raised:
        made(whole, tmp_path)
    assert raised.value.code == "exists"
    assert first.path.read_bytes() == b"mine"
    made(whole, tmp_path, overwrite=True)
    assert first.path.read_bytes() != b"mine"


def test_two_at_once_make_one_whole_archive(whole: hakemus.Application, tmp_path: Path) -> None:
    """Whichever comes second finds that what it would write is there."""
    told: list[str] = []

    def make() -> None:
        try:
            told.append(made(whole, tmp_path).path.name)
        except FileError as error:
            told.append(error.code)

    threads = [threading.Thread(target=make) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == ["hakemus-kylilta-kylille-yhteiset-kyydit.zip"] * 2
    assert len(contents(next(tmp_path.iterdir()))) > 10


def test_interrupted_it_leaves_nothing(
    whole: hakemus.Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C at the last moment leaves no archive and no piece of one."""

    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        made(whole, tmp_path)
    assert list(tmp_path.iterdir()) == []


FULL = """
import resource, sys
import hakemus
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    hakemus.bundle(hakemus.load(sys.argv[1] + "/application.toml"), sys.argv[2], base=sys.argv[1])
except hakemus.FileError as error:
    print(error.code)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows limits no process in what it writes")
def test_without_room_nothing_is_written(tmp_path: Path) -> None:
    """When the system refuses to write more, that is reported, and nothing half written stays."""
    command = [sys.executable, "-c", FULL, str(COMPLETE), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8", env=dict(os.environ))  # noqa: S603
    assert done.stdout.strip() == "disk-full"
    assert list(tmp_path.iterdir()) == []


def test_an_attachment_that_changes_meanwhile(
    whole: hakemus.Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that is saved anew between the look and the copy stops the bundle."""
    base = tmp_path / "base"
    shutil.copytree(COMPLETE, base)

    def slowly(*given: Any, **named: Any) -> Any:
        (base / "liitteet" / "saannot.pdf").write_bytes(b"%PDF-1.4 other")
        return print_paper(*given, **named)

    monkeypatch.setattr("hakemus.desk.bundling.print_paper", slowly)
    with pytest.raises(FileError) as raised:
        made(whole, tmp_path / "out", base=base)
    assert raised.value.code == "changed-while-copied"
    assert not (tmp_path / "out").exists()


def test_a_crashing_libreoffice_leaves_nothing(
    whole: hakemus.Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The paper it was at is named, and no archive is written."""
    office = tmp_path / "soffice"
    office.write_text("#!/bin/sh\nexit 77\n")
    office.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/bin:/usr/bin")
    with pytest.raises(PdfError) as raised:
        made(whole, tmp_path / "out", pdf=True)
    assert raised.value.code == "crashed"
    assert "01-hakemus.docx" in raised.value.papers
    assert not (tmp_path / "out").exists()


def test_with_pdf_every_paper_has_both(
    whole: hakemus.Application, tmp_path: Path, needs_tool: Callable[[str], str]
) -> None:
    """Word and PDF share a number, the cover list names the PDF, and pages are counted."""
    needs_tool("soffice")
    bundle = made(whole, tmp_path, pdf=True)
    names = [file.name for file in bundle.files]
    papers = [name for name in names if name.endswith(".docx")]
    assert {name.replace(".docx", ".pdf") for name in papers} <= set(names)
    pages = {file.name: file.pages for file in bundle.files}
    assert all(pages[name.replace(".docx", ".pdf")] for name in papers)
    shown = text(contents(bundle.path)["00-liiteluettelo.docx"])
    assert "01-hakemus.pdf" in shown
    assert "01-hakemus.docx" not in shown


def test_without_any_name_the_archive_has_one(whole: hakemus.Application, tmp_path: Path) -> None:
    """A project whose name holds no Latin letter is called by its applicant."""
    nameless = whole.model_copy(update={"project": whole.project.model_copy(update={"name": "Проект"})})
    assert made(nameless, tmp_path).path.name == "hakemus-kuvitelman-kylat-ry.zip"
