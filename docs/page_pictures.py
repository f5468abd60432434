"""Pictures of pages: what LibreOffice makes of a paper, as small PNG files."""  # noqa: INP001 - beside the scripts that call it

import io
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageOps

import hakemus

PROGRAMS = ("soffice", "pdftoppm")
"""What makes the pictures: LibreOffice, and the poppler tools."""

_COLOURS, _EDGE = 64, "#b0b0b0"


def missing_programs() -> tuple[str, ...]:
    """Return the programs that pictures need and that are not installed."""
    return tuple(program for program in PROGRAMS if shutil.which(program) is None)


def first_pages(papers: Mapping[str, bytes], dots_per_inch: int = 100) -> dict[str, bytes]:
    """Return the first page of each Word paper as a small PNG with an edge, by the same names."""
    return {name: page_of(pdf, 1, dots_per_inch) for name, pdf in hakemus.to_pdfs(papers).items()}


def page_of(pdf: bytes, number: int, dots_per_inch: int = 100) -> bytes:
    """Return a page of a PDF as a small PNG with an edge."""
    program = shutil.which("pdftoppm")
    if program is None:
        raise SystemExit("pdftoppm is missing; install poppler (poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        paper, picture = Path(folder) / "paper.pdf", Path(folder) / "page"
        paper.write_bytes(pdf)
        page = str(number)
        subprocess.run(  # noqa: S603 - a program that was looked for by its name
            [
                program,
                "-r",
                str(dots_per_inch),
                "-f",
                page,
                "-l",
                page,
                "-singlefile",
                "-png",
                paper,
                picture,
            ],
            check=True,
            capture_output=True,
        )
        with Image.open(picture.with_suffix(".png")) as drawn:
            return small(ImageOps.expand(drawn.convert("RGB"), border=1, fill=_EDGE))


def small(picture: Image.Image) -> bytes:
    """Return a picture as a PNG of few colours."""
    stream = io.BytesIO()
    picture.quantize(_COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()
