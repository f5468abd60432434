"""PDF by LibreOffice: what is in it, and what is reported when LibreOffice is missing, hangs, crashes or refuses."""

import io
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from socketserver import BaseRequestHandler, TCPServer

import pikepdf
import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import hakemus
from hakemus.errors import FileError, PdfError
from hakemus.pdf import find_office, missing_fonts, to_pdf, to_pdfs
from other_programs import absent

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the fake offices are shell scripts")

_EACH = """
out=""; while [ $# -gt 0 ]; do case "$1" in --outdir) out="$2"; shift;; *.docx) papers="$papers $1";; esac; shift; done
make() { cp "$(dirname "$0")/blank.pdf" "$out/$(basename "$1" .docx).pdf"; }
"""


@pytest.fixture(name="fake")
def _fake(tmp_path: Path) -> Callable[[str], Path]:
    """Return a maker of programs that behave as a LibreOffice would: `$papers` are given, `make` makes one."""

    def write(script: str) -> Path:
        with pikepdf.new() as blank:
            blank.add_blank_page()
            blank.save(tmp_path / "blank.pdf")
        path = tmp_path / "fake-office"
        path.write_text(f"#!/bin/sh\n{_EACH}\n{script}\n", encoding="utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return path

    return write


def _papers(count: int) -> dict[str, bytes]:
    return {f"paper {number}.docx": b"PK" for number in range(count)}


def test_a_paper_is_pdf_ua_and_pdf_a_2_with_every_font_embedded(
    complete: hakemus.Application, budgeted: hakemus.Application, needs_tool: Callable[[str], str]
) -> None:
    """The file says of itself that it is PDF/UA-1 and PDF/A-2, tagged, in Finnish, with its title and bookmarks.

    No reader needs a font of ours.
    """
    needs_tool("soffice")
    made = to_pdfs(
        {
            "plan.docx": hakemus.render(complete, "project-plan", language="fi"),
            "costs.docx": hakemus.render(budgeted, "cost-estimate", on=date(2024, 12, 1), draft=True),
        }
    )
    plan, costs = (made[name] for name in made)
    assert to_pdf(hakemus.render(complete, "project-plan", language="fi")) == plan  # whenever it is made
    with pikepdf.open(io.BytesIO(plan)) as pdf:
        told = pdf.open_metadata()
        assert (told["pdfuaid:part"], told["pdfaid:part"]) == ("1", "2")
        assert str(told["dc:title"]).startswith("Hankesuunnitelma: ")
        assert str(pdf.Root.Lang) == "fi-FI"
        assert bool(pdf.Root.MarkInfo.Marked)
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_outline() as outline:
            assert len(outline.root) > 2

    with pikepdf.open(io.BytesIO(costs)) as pdf:
        described = [
            item for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        ]
        assert described
        assert all("/FontFile" in item or "/FontFile2" in item or "/FontFile3" in item for item in described)


def test_a_path_is_taken_too(
    complete: hakemus.Application, needs_tool: Callable[[str], str], tmp_path: Path
) -> None:
    """A paper on the disk is read, and stays as it was."""
    needs_tool("soffice")
    path = tmp_path / "ä paper.docx"
    path.write_bytes(hakemus.render(complete, "application"))
    assert to_pdf(path).startswith(b"%PDF-")
    assert [file.name for file in tmp_path.iterdir()] == ["ä paper.docx"]


def test_what_is_no_word_file_is_refused(needs_tool: Callable[[str], str]) -> None:
    """A broken paper is reported by its name."""
    needs_tool("soffice")
    with pytest.raises(PdfError) as raised:
        to_pdfs({"broken.docx": b"PK\x03\x04 this is no document"}, seconds=60)
    assert raised.value.papers == ("broken.docx",)


def test_a_linked_picture_is_not_fetched(
    complete: hakemus.Application, needs_tool: Callable[[str], str]
) -> None:
    """A paper of somebody else's cannot make the machine that prints it ask another one."""
    needs_tool("soffice")
    asked: list[str] = []

    class Listening(BaseRequestHandler):
        def handle(self) -> None:
            asked.append(str(self.request.recv(1024)))

    with TCPServer(("127.0.0.1", 0), Listening) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        paper = _with_linked_pictures(
            hakemus.render(complete, "public-description"),
            f"http://127.0.0.1:{server.server_address[1]}/x.png",
        )
        assert to_pdf(paper).startswith(b"%PDF-")
        server.shutdown()
    assert asked == []


def _with_linked_pictures(paper: bytes, address: str) -> bytes:
    """Return a paper whose pictures stand elsewhere."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(paper)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            there = f'Target="{address}" TargetMode="External"'.encode()
            content = re.sub(rb'Target="media/[^"]*"', there, old.read(name))
            new.writestr(name, content.replace(b"r:embed=", b"r:link="))
    assert address.encode() in made.getvalue()
    return made.getvalue()


def test_a_missing_file_is_told() -> None:
    """A path that leads nowhere is a fault of the file, not of LibreOffice."""
    with pytest.raises(FileError) as raised:
        to_pdf("no-such.docx")
    assert raised.value.code == "missing"


def test_without_libreoffice_the_install_line_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where nothing is found, the error says what to type."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("hakemus.pdf._PLACES", ())
    with pytest.raises(PdfError, match="install") as raised:
        find_office()
    assert raised.value.code == "missing"
    assert "libreoffice" in raised.value.detail.lower()


def test_a_named_office_that_is_none(tmp_path: Path) -> None:
    """A program that was named and is not there is reported by its name."""
    with pytest.raises(PdfError, match="nowhere"):
        to_pdf(b"PK", office=tmp_path / "nowhere")


def test_a_hanging_office_is_ended(fake: Callable[[str], Path], tmp_path: Path) -> None:
    """After the limit it is ended, with what it started, and the paper it hung at is named."""
    office = fake(f'set -- $papers; make "$1"; sleep 60 & echo $! > {tmp_path}/child; wait')
    began = time.monotonic()
    with pytest.raises(PdfError) as raised:
        to_pdfs(_papers(3), office=office, seconds=0.5)
    assert time.monotonic() - began < 20
    assert (raised.value.code, raised.value.papers) == ("hung", ("paper 1.docx", "paper 2.docx"))
    assert not _lives(int((tmp_path / "child").read_text()))


def _lives(process: int) -> bool:
    for _ in range(40):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        state = Path(f"/proc/{process}/stat")
        if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return False
        time.sleep(0.05)
    return True


def test_an_office_that_crashes_half_way(fake: Callable[[str], Path]) -> None:
    """The papers that were not made are named, with what LibreOffice said."""
    office = fake('set -- $papers; make "$1"; echo "Fatal exception" >&2; exit 77')
    with pytest.raises(PdfError, match="Fatal exception") as raised:
        to_pdfs(_papers(2), office=office)
    assert (raised.value.code, raised.value.papers) == ("crashed", ("paper 1.docx",))


def test_what_an_office_always_says_is_not_told(fake: Callable[[str], Path]) -> None:
    """It names each paper with the filter that makes it; only what it says in addition explains why it ended."""
    office = fake(
        'echo "convert 0.docx as a Writer document -> 0.pdf using filter : x"; echo "No X"; exit 77'
    )
    with pytest.raises(PdfError) as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.detail == "No X"


def test_an_office_leaves_no_temporary_file(fake: Callable[[str], Path], tmp_path: Path) -> None:
    """One that crashes cannot clean up; so its own temporary files stand where ours are taken away."""
    office = fake(f'touch "$TMPDIR/lu1.tmp"; echo "$TMPDIR" > {tmp_path}/there; exit 77')
    with pytest.raises(PdfError):
        to_pdf(b"PK", office=office)
    assert not Path((tmp_path / "there").read_text().strip()).exists()


def test_an_office_that_leaves_one_out(fake: Callable[[str], Path]) -> None:
    """One that ends well without a PDF has not made it."""
    office = fake('set -- $papers; make "$2"')
    with pytest.raises(PdfError) as raised:
        to_pdfs(_papers(2), office=office)
    assert (raised.value.code, raised.value.papers) == ("refused", ("paper 0.docx",))


def test_a_half_written_pdf_is_none(fake: Callable[[str], Path]) -> None:
    """A PDF without its end counts as not made."""
    office = fake('printf "%%PDF-1.7 half" > "$out/00000.pdf"')
    with pytest.raises(PdfError) as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.code == "refused"


def test_many_are_shared_out_and_come_back_in_order(fake: Callable[[str], Path], tmp_path: Path) -> None:
    """Several offices work at once, each in its own profile; the progress counts every paper once."""
    office = fake(f'echo x >> {tmp_path}/started; for paper in $papers; do make "$paper"; done')
    told: list[tuple[int, int, str]] = []
    made = to_pdfs(_papers(9), office=office, workers=2, progress=lambda *what: told.append(what))
    assert list(made) == list(_papers(9))
    assert (tmp_path / "started").read_text().count("x") == 2
    assert [done for done, _, _ in told] == list(range(1, 10))
    assert {name for *_, name in told} == set(made)


def test_broken_off_by_the_one_who_is_told(fake: Callable[[str], Path], tmp_path: Path) -> None:
    """An exception from `progress` ends the offices too."""
    office = fake(f'echo $$ > {tmp_path}/own; set -- $papers; make "$1"; exec sleep 60')

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to_pdfs(_papers(2), office=office, progress=stop)
    assert not _lives(int((tmp_path / "own").read_text()))


def test_a_program_that_cannot_be_started(tmp_path: Path) -> None:
    """A file that is no program is reported as a LibreOffice that is missing, not as a fault of the paper."""
    office = tmp_path / "office"
    office.write_bytes(b"\x7fELF broken")
    office.chmod(0o755)
    with pytest.raises(PdfError) as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.code == "missing"


def test_without_room_for_temporary_files(
    fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A full disk is reported as one: LibreOffice itself only leaves the PDF out."""
    monkeypatch.setattr("hakemus.pdf._LEAST_ROOM", 2**80)
    with pytest.raises(FileError, match="full") as raised:
        to_pdf(b"PK", office=fake("true"))
    assert raised.value.code == "disk-full"
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    with pytest.raises(FileError, match="nowhere"):
        to_pdf(b"PK", office=fake("true"))


@pytest.mark.parametrize("dictionary", [False, True])
def test_an_office_without_extensions_starts_once(
    fake: Callable[[str], Path], tmp_path: Path, *, dictionary: bool
) -> None:
    """A profile of its build spares the second start, in which it would look for dictionaries that it has."""
    office = fake(f'cat "$TMPDIR/profile/user/extensions/buildid" > {tmp_path}/build; make $papers')
    (tmp_path / "program").mkdir()
    for name in ("fake-office", "blank.pdf"):
        (tmp_path / name).rename(tmp_path / "program" / name)
    (tmp_path / "program" / "versionrc").write_text("[Version]\nbuildid=40(Build:2)\n", encoding="utf-8")
    if dictionary:
        (tmp_path / "share" / "extensions" / "dict-fi" / "META-INF").mkdir(parents=True)
    assert to_pdf(b"PK", office=tmp_path / "program" / office.name).startswith(b"%PDF-")
    assert (tmp_path / "build").read_text(encoding="utf-8") == ("" if dictionary else "40(Build:2)")


_SEES_NOTHING = 'echo "Error: source file could not be loaded" >&2'


def test_an_office_without_writer_is_told(fake: Callable[[str], Path]) -> None:
    """It opens nothing: of sound papers it says the same as of broken ones, so it is tried with the simplest text."""
    with pytest.raises(PdfError, match="Writer") as raised:
        to_pdfs(_papers(2), office=fake(_SEES_NOTHING))
    assert (raised.value.code, raised.value.papers) == ("no-writer", tuple(_papers(2)))
    assert "libreoffice" in raised.value.detail.lower()


def test_an_office_that_opens_texts_has_its_writer(fake: Callable[[str], Path]) -> None:
    """Then it is the paper that cannot be opened."""
    office = fake(f'grep -q rtf $papers && make "$papers" || {_SEES_NOTHING}')
    with pytest.raises(PdfError) as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.code == "refused"


@pytest.mark.parametrize("how", ["flatpak run", "/snap/bin"])
def test_an_office_in_a_sandbox_is_told(fake: Callable[[str], Path], tmp_path: Path, how: str) -> None:
    """It sees no file of ours, whatever it says then."""
    office = fake(f"true # {how} org.libreoffice.LibreOffice\nexit 1")
    if how.startswith("/"):
        (tmp_path / "snap").mkdir()
        office = office.rename(tmp_path / "snap" / "libreoffice")
    with pytest.raises(PdfError, match="sandbox") as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.code == "sandboxed"
    assert "libreoffice" in raised.value.detail.lower()


@pytest.fixture(name="edited", scope="module")
def _edited() -> bytes:
    """Return a paper with tracked changes, a comment, and a word in a font that nobody has."""
    paper = Document()
    paragraph = paper.add_paragraph("Before ")
    for kind, text in (("ins", "t"), ("del", "delText")):
        mark = f'w:id="{len(text)}" w:author="A"'
        inside = f'<w:r><w:{text} xml:space="preserve">{kind}ed </w:{text}></w:r>'
        paragraph._p.append(parse_xml(f"<w:{kind} {nsdecls('w')} {mark}>{inside}</w:{kind}>"))
    run = paragraph.add_run("after")
    run.font.name = "Nobody Has This"
    paper.add_comment(run, "for nobody's eyes", author="A", initials="A")
    made = io.BytesIO()
    paper.save(made)
    return made.getvalue()


@pytest.fixture(name="printed", scope="module")
def _printed(edited: bytes) -> bytes:
    if shutil.which("soffice") is None or shutil.which("pdftotext") is None:
        absent("soffice and pdftotext are needed")
    return to_pdf(edited)


def test_tracked_changes_are_accepted_and_comments_left_out(printed: bytes, tmp_path: Path) -> None:
    """Nothing that was deleted, and nothing that was said of the paper, is in what is handed in."""
    (tmp_path / "made.pdf").write_bytes(printed)
    shown = subprocess.run(  # noqa: S603
        ["pdftotext", str(tmp_path / "made.pdf"), "-"],  # noqa: S607
        capture_output=True,
        text=True,
        check=True,
    )
    assert shown.stdout.split() == ["Before", "insed", "after"]
    with pikepdf.open(io.BytesIO(printed)) as pdf:
        assert all("/Annots" not in page for page in pdf.pages)


def test_a_font_that_the_machine_lacks_is_told(edited: bytes, printed: bytes) -> None:
    """By the name that the paper has for it."""
    assert "Nobody Has This" in missing_fonts(edited, printed)


def test_a_font_of_the_same_widths_is_as_good(complete: hakemus.Application) -> None:
    """Arial asks for Liberation Sans, where there is no Arial; another one is missing."""
    paper = hakemus.render(complete, "public-description")
    for font, missing in (("AAAAAA+LiberationSans-Bold", ()), ("AAAAAA+DejaVuSans", ("Arial",))):
        with pikepdf.new() as pdf:
            pdf.Root.Held = pdf.make_indirect(pikepdf.Dictionary(FontName=pikepdf.Name(f"/{font}")))
            made = io.BytesIO()
            pdf.save(made)
        assert missing_fonts(paper, made.getvalue()) == missing


def test_what_is_no_pdf_is_not_believed(fake: Callable[[str], Path]) -> None:
    """A file of that name that ends as one does, and begins otherwise."""
    office = fake('printf "<html>%%%%EOF" > "$out/00000.pdf"')
    with pytest.raises(PdfError) as raised:
        to_pdf(b"PK", office=office)
    assert raised.value.code == "refused"


def test_pdfs_that_are_made_survive_a_crash_at_the_end(fake: Callable[[str], Path]) -> None:
    """LibreOffice crashes at times when it ends; what it has made by then is whole."""
    office = fake('for paper in $papers; do make "$paper"; done; kill -SEGV $$')
    assert len(to_pdfs(_papers(3), office=office)) == 3


def test_an_office_that_writes_without_end_is_ended(
    fake: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before it has filled the disk."""
    monkeypatch.setattr("hakemus.pdf._MOST_BYTES", 1_000)
    with pytest.raises(PdfError, match="more than 1000 bytes"):
        to_pdf(b"PK", office=fake("yes | head -n 2000; sleep 60"))


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
def test_an_office_ends_with_its_parent(
    number: signal.Signals, fake: Callable[[str], Path], tmp_path: Path
) -> None:
    """However that ends; the papers in the folder of temporary files go too."""
    office = fake(f'echo "$TMPDIR" > {tmp_path}/there; echo $$ > {tmp_path}/own; sleep 60')
    (tmp_path / "temporary").mkdir()
    program = (
        "import signal, sys; signal.signal(signal.SIGHUP, signal.SIG_DFL);"  # which nohup ignores
        "from hakemus.cli.door import _end_as_by_ctrl_c; _end_as_by_ctrl_c();"
        "from hakemus.pdf import to_pdf; to_pdf(b'PK', office=sys.argv[1])"
    )
    parent = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", program, str(office)],
        env={**os.environ, "TMPDIR": str(tmp_path / "temporary")},
        stderr=subprocess.DEVNULL,
    )
    for _ in range(400):
        if (tmp_path / "own").exists() and (tmp_path / "own").read_text().endswith("\n"):
            break
        time.sleep(0.05)
    own = int((tmp_path / "own").read_text())
    assert _lives(own)
    parent.send_signal(number)
    parent.wait()
    assert not _lives(own)
    for _ in range(40):
        if not any((tmp_path / "temporary").glob("hakemus-*")):
            break
        time.sleep(0.05)
    assert not any((tmp_path / "temporary").glob("hakemus-*"))
