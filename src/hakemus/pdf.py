"""Word papers into PDF by LibreOffice: tagged for PDF/UA, lasting by PDF/A-2, and never waiting for ever."""

import errno
import io
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from hakemus.errors import FileError, PackageError, PdfError, verb

if TYPE_CHECKING:
    import pikepdf

Progress = Callable[[int, int, str], None]
"""Called with how many papers are done, of how many, and the name of the last one."""

SECONDS = 120
"""How long LibreOffice may take for one paper before it is ended (a limit of the library)."""

_EXPORT = (
    'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"},'
    '"SelectPdfVersion":{"type":"long","value":"2"},'
    '"UseTaggedPDF":{"type":"boolean","value":"true"},'
    '"ExportNotes":{"type":"boolean","value":"false"},'
    '"ExportBookmarks":{"type":"boolean","value":"true"}}'
)
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
</item>
</oor:items>
"""
"""The settings of a profile: LibreOffice would fetch a picture that a paper only links to, whoever asked it to."""

_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
)
_PAUSE = 0.05
_LONGEST_SAID = 300
_MOST_SAID = 64 * 1024
_MOST_BYTES = 1024 * 1024 * 1024
_PDF = b"%PDF-"
_SAID_OF_EACH = "convert "
_TEMPORARY = ("TMPDIR", "TMP", "TEMP")
"""Where LibreOffice is instructed to put its temporary files, of which it leaves some when it is stopped or crashes."""

_LEAST_ROOM = 1024 * 1024
_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": f"{1024 * 1024 * 1024}"}
"""Lets the GNU C library keep memory: giving it back and taking it again is nearly half of a LibreOffice's start."""
_BUILD = re.compile(r"^buildid=(.+)$", re.MULTILINE | re.IGNORECASE)


@verb
def to_pdf(paper: bytes | str | Path, *, office: str | Path | None = None, seconds: float = SECONDS) -> bytes:
    """Return a Word paper as PDF.

    The PDF is tagged (PDF/UA-1) and made to last (PDF/A-2b): fonts embedded, headings as bookmarks, title and language
    as the paper says them. What LibreOffice leaves out of these standards is added by pikepdf (`hakemus[pdf]`); without
    that library its PDF stays as it is. Tracked changes are accepted and comments left out. A picture that a paper only
    links to is not fetched, from the net or the disk.

    Args:
        paper: The content of a DOCX file, or its path.
        office: LibreOffice's program; by default it is looked for.
        seconds: After how many seconds a hanging LibreOffice is ended.

    Raises:
        FileError: The paper cannot be read.
        PdfError: LibreOffice is missing, hangs, crashes or refuses the paper.
    """
    if isinstance(paper, bytes):
        return to_pdfs({"paper": paper}, office=office, seconds=seconds)["paper"]
    path = Path(paper)
    try:
        if path.exists() and not path.is_file() and not path.is_dir():  # it might never end
            raise FileError(path, "no-file", f"{path} is a pipe or a device; name a file")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise FileError(path, "missing", f"{path} does not exist; check the name and the folder") from error
    except IsADirectoryError as error:
        raise FileError(path, "is-folder", f"{path} is a folder; name the file in it") from error
    except (OSError, ValueError) as error:
        raise FileError(path, "unreadable", f"{path} cannot be read: {error}") from error
    return to_pdfs({str(path): content}, office=office, seconds=seconds)[str(path)]


@verb
def to_pdfs(
    papers: Mapping[str, bytes],
    *,
    office: str | Path | None = None,
    seconds: float = SECONDS,
    workers: int | None = None,
    progress: Progress | None = None,
) -> dict[str, bytes]:
    """Return several Word papers as PDF, by the same names and in the same order; see `to_pdf`.

    Args:
        papers: The contents of DOCX files, by name.
        office: LibreOffice's program; by default it is looked for.
        seconds: After how many seconds on one paper a hanging LibreOffice is ended.
        workers: How many LibreOffices share the papers, each with a profile of its own, so that they don't disturb one
            another, or one that the user has open; by default one for each processor. Fewer, if there
            are few papers.
        progress: Called in this thread as each paper is done, with how many are done, of how many, and its name.

    Raises:
        PdfError: Some papers, its `papers`, were not made; then none is returned.

    >>> to_pdfs({})
    {}
    """
    if not papers:
        return {}
    program = find_office(office)
    names = list(papers)
    # A share for each LibreOffice, none too small to be worth its start.
    shares = max(1, min(workers or os.cpu_count() or 1, len(names) // _WORTH_A_START))
    try:
        workshop = tempfile.TemporaryDirectory(prefix="hakemus-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _unusable(Path(tempfile.gettempdir()), error) from error
    with workshop as folder, ExitStack() as ending:
        batches = []
        for number in range(shares):
            share = {name: _prepared(name, papers[name]) for name in names[number::shares]}
            batch = _Batch.start(program, Path(folder) / f"{number}", share)
            ending.callback(batch.end)
            batches.append(batch)
        try:
            _watch(batches, seconds, len(names), progress)
        except PdfError as error:
            raise _unfit(program, Path(folder) / "probe", batches, error) from error
        made = {name: pdf for batch in batches for name, pdf in batch.made.items()}
    return {name: made[name] for name in names}


def _unusable(folder: Path, error: OSError | None = None) -> FileError:
    """Return the error for a folder of temporary files; without a cause, its disk is full."""
    if error is None or error.errno in (errno.ENOSPC, errno.EDQUOT):
        message = f"{folder} cannot be used: the disk is full; make room on the disk of temporary files"
        return FileError(folder, "disk-full", message)
    reason = error.strerror or str(error)
    return FileError(folder, "unwritable", f"{folder} cannot be used: {reason}; check its permissions")


def find_office(office: str | Path | None = None) -> str:
    """Return the path of LibreOffice's program; raise `PdfError` with the line that installs it when there is none."""
    candidates = (office,) if office is not None else ("soffice", "libreoffice", *_PLACES)
    for candidate in candidates:
        if found := shutil.which(candidate):
            return str(found)
    line = _install_line()
    wanted = f"{office} is no program" if office is not None else "LibreOffice is not installed"
    raise PdfError("missing", f"{wanted}, and PDF is made by it; install it: {line}", detail=line)


def _install_line() -> str:
    if sys.platform == "darwin":
        return "brew install --cask libreoffice"
    if sys.platform == "win32":
        return "winget install TheDocumentFoundation.LibreOffice"
    if shutil.which("dnf"):
        return "sudo dnf install libreoffice-writer"
    return "sudo apt install libreoffice-writer"


def _build_of(program: str) -> str:
    """Return the build of a LibreOffice without extensions, or nothing.

    One that finds its build in a profile doesn't start twice, to look for extensions, such as dictionaries.
    """
    folder = Path(os.path.realpath(program)).parent
    try:
        if any((folder.parent / "share" / "extensions").glob("*/*")):
            return ""
        found = _BUILD.search((folder / "versionrc").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return found[1] if found else ""


_NOT_OPENED = "could not be loaded"
_SANDBOXES = ("snap", "flatpak")


def _unfit(program: str, folder: Path, batches: "Sequence[_Batch]", error: PdfError) -> PdfError:
    """Return the error for a LibreOffice that made no paper: it may see none, or have no Writer."""
    if error.code == "hung" or any(batch.made for batch in batches):
        return error
    line = _install_line()
    if sandbox := _sandbox_of(program):
        message = f"{program} is in the sandbox of {sandbox}, where it sees no temporary file; install another: {line}"
        return PdfError("sandboxed", message, error.papers, line)
    if _NOT_OPENED not in error.detail or _opens_anything(program, folder):
        return error
    message = f"{program} opens no text at all: its Writer is not installed; install it: {line}"
    return PdfError("no-writer", message, error.papers, line)


def _sandbox_of(program: str) -> str:
    """Return which sandbox a program runs in: a link into it, or a script that starts it there; or nothing."""
    try:
        with Path(program).open("rb") as file:
            script = file.read(1024)
    except OSError:
        script = b""
    places = {part.lower() for path in (program, os.path.realpath(program)) for part in Path(path).parts}
    return next((one for one in _SANDBOXES if one in places or b"%b run" % one.encode() in script), "")


def _opens_anything(program: str, folder: Path) -> bool:
    """Return whether LibreOffice opens the simplest of texts, which needs its Writer."""
    batch = _Batch.start(program, folder, {"probe": rb"{\rtf1 probe}"})
    try:
        _watch([batch], _PROBE_SECONDS, 1, None)
    except PdfError:
        return False
    finally:
        batch.end()
    return True


_PROBE_SECONDS = 60.0

_KEEPER = 'read -r _; kill -9 "-$1"; rm -rf "$2"'
"""Waits until this process is no more, however that ended: then what it reads from is closed."""


def _keeper(process: "subprocess.Popen[bytes]", folder: Path) -> "subprocess.Popen[bytes] | None":
    """Return a process that ends LibreOffice, and takes its papers away, when this one is killed; None on Windows."""
    if sys.platform == "win32":
        return None
    try:
        return subprocess.Popen(  # noqa: S603 - the text of the program is ours
            ["/bin/sh", "-c", _KEEPER, "hakemus", str(process.pid), str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:  # no shell: it ends with this process as far as Python unwinds
        return None


def _options(folder: Path) -> list[str]:
    """Return how LibreOffice is called, with a profile of its own in a folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').absolute().as_uri()}"
    return ["--headless", "--norestore", "--nolockcheck", profile, "--convert-to", _EXPORT]


_CHANGES = re.compile(rb"[<:](?:ins|del|moveFrom|moveTo|cellIns|cellDel|cellMerge)[ />]")
_DRAWING = re.compile(
    rb'(<a:blip [^>]*r:embed=")[^"]*("[^>]*>(?:(?!</?a:blip\b).)*?:svgBlip [^>]*r:embed=")([^"]*)', re.DOTALL
)
_MOST_READ = 64 * 1024 * 1024


def _prepared(name: str, paper: bytes) -> bytes:
    """Return a paper without what LibreOffice would print otherwise than Word does.

    Tracked changes are accepted: it would print what is deleted, and marks. A picture that is there for programs that
    know no drawings gives way to its drawing, which versions before 7.6 would not look for.
    """
    from hakemus.word.package import in_order, pack, read_entry, read_package, write  # noqa: PLC0415 - as it is needed

    try:
        with zipfile.ZipFile(io.BytesIO(paper)) as archive:
            if sum(part.file_size for part in archive.infolist()) > _MOST_READ:
                return paper
            parts: Mapping[str, bytes] = {
                part.filename: read_entry(archive, part) for part in archive.infolist()
            }
    except Exception:  # noqa: BLE001 - what is no package, LibreOffice refuses; it isn't judged twice
        return paper
    texts = [part for part in parts if part.endswith(".xml")]
    tracked = any(_CHANGES.search(parts[part]) for part in texts)
    drawn = [part for part in texts if b":svgBlip" in parts[part]]
    if not tracked and not drawn:
        return paper
    from hakemus.word.markup import DEFAULT_LIMITS  # noqa: PLC0415 - most papers need none of it
    from hakemus.word.remarks import without_remarks  # noqa: PLC0415

    if tracked:
        try:
            parts = without_remarks(read_package(paper), DEFAULT_LIMITS).parts
        except PackageError as error:
            message = (
                f"{name} has tracked changes that cannot be accepted: {error}; accept or reject them in Word"
            )
            raise PdfError("changes", message, (name,), str(error)) from error
    parts = {**parts, **{part: _DRAWING.sub(rb"\1\3\2\3", parts[part]) for part in drawn}}
    return write(pack(part, parts[part], 1) for part in in_order(parts))


_WORTH_A_START = 4
"""A start takes about as long as this many papers, so that fewer are not worth another LibreOffice."""


@dataclass
class _Batch:
    """One LibreOffice at work: in a folder of its own, papers numbered, whatever their names are."""

    process: "subprocess.Popen[bytes]"
    folder: Path
    names: Sequence[str]
    since: float
    keeper: "subprocess.Popen[bytes] | None" = None
    made: dict[str, bytes] = field(default_factory=dict)

    @classmethod
    def start(cls, program: str, folder: Path, papers: Mapping[str, bytes]) -> "_Batch":
        """Write the papers into a folder, and start LibreOffice on them."""
        sources = [folder / f"{number:05}.docx" for number in range(len(papers))]
        try:
            (folder / "made").mkdir(parents=True)
            (folder / "profile" / "user").mkdir(parents=True)
            settings = folder / "profile" / "user" / "registrymodifications.xcu"
            settings.write_text(_SETTINGS, encoding="utf-8")
            if build := _build_of(program):
                (folder / "profile" / "user" / "extensions").mkdir()
                (folder / "profile" / "user" / "extensions" / "buildid").write_text(build, encoding="utf-8")
            for path, content in zip(sources, papers.values(), strict=True):
                path.write_bytes(content)
            said = (folder / "said.txt").open("wb")
        except OSError as error:
            raise _unusable(folder, error) from error
        with said:
            try:
                process = subprocess.Popen(  # noqa: S603 - the program was found, and the names are numbers
                    [program, *_options(folder), "--outdir", str(folder / "made"), *map(str, sources)],
                    stdin=subprocess.DEVNULL,
                    stdout=said,
                    stderr=subprocess.STDOUT,
                    env={**_MEMORY, **os.environ, **dict.fromkeys(_TEMPORARY, str(folder))},
                    start_new_session=True,
                )
            except OSError as error:
                line = _install_line()
                message = f"{program} cannot be started: {error}; install it: {line}"
                raise PdfError("missing", message, detail=line) from error
        return cls(process, folder, list(papers), time.monotonic(), _keeper(process, folder.parent))

    def look(self) -> list[str]:
        """Return the papers that came to be done since the last look."""
        new = {name: pdf for name in self.undone if (pdf := _whole_pdf(self.pdf(name)))}
        if new:
            self.made |= new
            self.since = time.monotonic()
        return list(new)

    @property
    def undone(self) -> list[str]:
        """Return the papers that are not made."""
        return [name for name in self.names if name not in self.made]

    @property
    def size(self) -> int:
        """Return how many bytes it has said and made."""
        files = [self.folder / "said.txt", *(self.folder / "made").glob("*")]
        return sum(path.stat().st_size for path in files if path.exists())

    @property
    def runs(self) -> bool:
        """Return whether LibreOffice is still at work."""
        return self.process.poll() is None

    def end(self) -> None:
        """End LibreOffice, with all that it started, and who watches over it."""
        if self.keeper is not None and self.keeper.stdin is not None:
            self.keeper.kill()
            self.keeper.wait()
            self.keeper.stdin.close()
        if not self.runs:
            return
        if sys.platform == "win32":
            self.process.kill()
        else:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def pdf(self, name: str) -> Path:
        """Return where the PDF of a paper is, once it is made."""
        return self.folder / "made" / f"{self.names.index(name):05}.pdf"


def _watch(batches: Sequence[_Batch], seconds: float, total: int, progress: Progress | None) -> None:
    """Wait until every paper is made; raise `PdfError` for one that hangs, crashes or leaves a paper out."""
    done = 0
    at_work = list(batches)
    while at_work:
        for batch in tuple(at_work):
            ended = not batch.runs
            for name in batch.look():
                done += 1
                if progress is not None:
                    progress(done, total, name)
            if ended:
                _refuse_gaps(batch)
                at_work.remove(batch)
            elif batch.size > _MOST_BYTES:
                papers = batch.undone or batch.names[-1:]
                message = f"LibreOffice wrote more than {_MOST_BYTES} bytes at {papers[0]} and was ended"
                raise PdfError("crashed", message, papers, f"> {_MOST_BYTES}")
            elif time.monotonic() - batch.since > seconds:
                # Papers are made in order: of those that are left, only the first can be to blame.
                papers = batch.undone or batch.names[-1:]
                message = (
                    f"LibreOffice made no progress in {seconds:g} seconds at {papers[0]} and was ended; "
                    "open the paper in LibreOffice to see why, or allow more seconds"
                )
                raise PdfError("hung", message, papers, f"{seconds:g}")
        if at_work:
            time.sleep(_PAUSE)


def _refuse_gaps(batch: _Batch) -> None:
    """Raise what kept an ended LibreOffice from making all its papers, if anything did."""
    code, undone = batch.process.returncode, batch.undone
    # The end of what LibreOffice said, but for what it always says of each paper.
    with (batch.folder / "said.txt").open("rb") as file:
        file.seek(max(0, file.seek(0, os.SEEK_END) - _MOST_SAID))
        text = file.read().decode("utf-8", errors="replace")
    lines = [line for line in text.splitlines() if not line.startswith(_SAID_OF_EACH)]
    said = " ".join(" ".join(lines).split())[-_LONGEST_SAID:]
    if code != 0 and undone:  # one that crashes when all is done has done all
        message = (
            f"LibreOffice ended half-way ({code}) at {undone[0]}; try again, or open the paper in it: {said}"
        )
        raise PdfError("crashed", message, undone, said or str(code))
    if undone and shutil.disk_usage(batch.folder).free < _LEAST_ROOM:
        raise _unusable(batch.folder)
    if undone:
        message = f"LibreOffice could not open {', '.join(undone)}; is it a sound Word file? {said}"
        raise PdfError("refused", message, undone, said)


def _whole_pdf(path: Path) -> bytes | None:
    """Return a PDF as the standards ask, or None while the file is none, or is not written to its end."""
    try:
        with path.open("rb") as file:
            if not file.read(len(_PDF)).startswith(_PDF):
                return None
            file.seek(0, os.SEEK_END)
            file.seek(max(0, file.tell() - 1024))
            if b"%%EOF" not in file.read():
                return None
        return _conforming(path)
    except OSError:
        return None


# What LibreOffice leaves out of the standards, added to its PDF.

_UA = b"http://www.aiim.org/pdfua/ns/id/"
_DECLARED = (
    b"""
  <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>%b</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
     <pdfaProperty:name>part</pdfaProperty:name>
     <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
     <pdfaProperty:category>internal</pdfaProperty:category>
     <pdfaProperty:description>Which part of ISO 14289 the file conforms to</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
   </rdf:li></rdf:Bag></pdfaExtension:schemas>
  </rdf:Description>
 """
    % _UA
)
"""What PDF/A asks for before metadata may name PDF/UA: the schema of that name, in the file itself."""

_MARKS, _PATHS = frozenset(("BMC", "BDC")), frozenset(("m", "re"))
_DRAWN = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_PATH_ENDS = _DRAWN | {"n"}


def can_conform() -> bool:
    """Return whether pikepdf is there (`hakemus[pdf]`), without which a PDF stays as LibreOffice makes it."""
    return find_spec("pikepdf") is not None


def can_make() -> bool:
    """Return whether there is a LibreOffice that makes PDFs."""
    try:
        find_office()
    except PdfError:
        return False
    return True


def can_draw() -> bool:
    """Return whether pypdfium2 is there (`hakemus[pdf]`), which draws the pages of a PDF."""
    return find_spec("pypdfium2") is not None


def drawn_pages(pdf: bytes) -> bytes:
    """Return the pages of a PDF of ours as one picture (PNG), one below the other, each with an edge.

    It needs `hakemus[pdf]`.
    """
    import pypdfium2  # noqa: PLC0415 - an extra may not be there
    from PIL import Image, ImageOps  # noqa: PLC0415 - it comes with pikepdf

    with _PDFIUM:
        file = pypdfium2.PdfDocument(pdf)
        pages = [page.render().to_pil().convert("RGB") for page in file]
        file.close()
    edged = [ImageOps.expand(page, border=1, fill="#767676") for page in pages]
    whole = Image.new(
        "RGB", (max(page.width for page in edged), sum(page.height + _GAP for page in edged)), "white"
    )
    for number, page in enumerate(edged):
        whole.paste(page, (0, sum(one.height + _GAP for one in edged[:number])))
    made = io.BytesIO()
    whole.save(made, "PNG", optimize=True)
    return made.getvalue()


_GAP = 12
_PDFIUM = threading.Lock()
"""PDFium draws one page at a time in a process."""


def _conforming(path: Path) -> bytes | None:
    """Return a PDF of LibreOffice's as PDF/UA-1 and PDF/A-2b ask, or None when it is damaged."""
    if not can_conform():
        return path.read_bytes()
    import pikepdf  # noqa: PLC0415 - an extra may not be there

    made = io.BytesIO()
    try:
        with pikepdf.open(path, attempt_recovery=False) as pdf:
            metadata = pdf.Root.get("/Metadata")
            if isinstance(metadata, pikepdf.Stream):
                metadata.write(_WRITTEN_AT.sub(b"", _with_declared(metadata.read_bytes())))
            _leave_out_times(pdf)
            for page in pdf.pages:
                if (marked := _with_marked_lines(pikepdf.parse_content_stream(page))) is not None:
                    page.obj.Contents = pdf.make_stream(marked)
            pdf.save(made, deterministic_id=True)
    except pikepdf.PdfError:
        return None
    return made.getvalue()


_WRITTEN_AT = re.compile(rb"\s*<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>")
_TIME_OF_PROFILE = slice(24, 36)
_PROFILE = b"acsp"


def _leave_out_times(pdf: "pikepdf.Pdf") -> None:
    """Leave out when LibreOffice wrote the file and its colour profile: the same paper is the same PDF."""
    import pikepdf  # noqa: PLC0415 - an extra may not be there

    for holder, keys in (
        (pdf.trailer, ("/ID", "/DocChecksum")),
        (pdf.docinfo, ("/CreationDate", "/ModDate")),
    ):
        for key in keys:  # an ID is made of the content when the file is saved
            if key in holder:
                del holder[key]
    for item in pdf.objects:
        if isinstance(item, pikepdf.Stream) and "/N" in item:
            profile = bytearray(item.read_bytes())
            if profile[36:40] == _PROFILE:
                profile[_TIME_OF_PROFILE] = bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1 January 2000
                item.write(bytes(profile))


def _with_declared(metadata: bytes) -> bytes:
    """Return metadata that declare the schema of PDF/UA's name, where they name it; newer LibreOffices declare it."""
    if _UA not in metadata or b"pdfaExtension:schemas" in metadata:
        return metadata
    return metadata.replace(b"</rdf:RDF>", _DECLARED.lstrip() + b"</rdf:RDF>", 1)


def _with_marked_lines(
    instructions: "Iterable[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage]",
) -> bytes | None:
    """Return a page whose stray lines and areas are marked as decoration, or None where it has none.

    LibreOffice leaves the frame of a paragraph without a mark, so that a reader could not know it from content.
    """
    import pikepdf  # noqa: PLC0415 - an extra may not be there

    begin = pikepdf.ContentStreamInstruction([pikepdf.Name.Artifact], pikepdf.Operator("BMC"))
    end = pikepdf.ContentStreamInstruction([], pikepdf.Operator("EMC"))
    marked: list[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage] = []
    depth, path, changed = 0, -1, False
    for one in instructions:
        operator = str(one.operator)
        if operator in _MARKS:
            depth += 1
        elif operator == "EMC":
            depth -= 1
        elif not depth and path < 0 and operator in _PATHS:
            path = len(marked)
        marked.append(one)
        if path >= 0 and operator in _PATH_ENDS:
            if operator in _DRAWN:
                marked.insert(path, begin)
                marked.append(end)
                changed = True
            path = -1
    return pikepdf.unparse_content_stream(marked) if changed else None


# Fonts.

_TWINS = {
    "arial": ("liberationsans", "arimo", "nimbussans", "helvetica"),
    "helvetica": ("liberationsans", "arimo", "nimbussans", "arial"),
    "timesnewroman": ("liberationserif", "tinos", "nimbusroman", "times"),
    "couriernew": ("liberationmono", "cousine", "nimbusmono", "courier"),
    "calibri": ("carlito",),
    "cambria": ("caladea",),
}
"""Fonts whose letters are exactly as wide as those of another, so that lines and pages break at the same places."""
_NOT_IN_NAMES = re.compile("[^a-z0-9]")


def missing_fonts(paper: bytes, pdf: bytes) -> tuple[str, ...]:
    """Return the fonts that a Word paper asks for and that its PDF was made without, as the paper names them.

    Where the machine has a font of the same widths, such as Liberation Sans for Arial, nothing is missing: lines and
    pages break at the same places. Without pikepdf nobody knows, and nothing is returned.

    Args:
        paper: The content of a DOCX file.
        pdf: What `to_pdf` made of it.
    """
    if not can_conform():
        return ()
    import pikepdf  # noqa: PLC0415 - an extra may not be there

    from hakemus.word.inspection import fonts  # noqa: PLC0415 - only who asks needs it

    with pikepdf.open(io.BytesIO(pdf)) as opened:
        there = tuple(
            _NOT_IN_NAMES.sub("", str(item.FontName).rpartition("+")[2].lower())
            for item in opened.objects
            if isinstance(item, pikepdf.Dictionary) and "/FontName" in item
        )
    asked = {font: _NOT_IN_NAMES.sub("", font.lower()) for font in fonts(paper)}
    return tuple(
        font
        for font, plain in asked.items()
        if not any(name.startswith((plain, *_TWINS.get(plain, ()))) for name in there)
    )
