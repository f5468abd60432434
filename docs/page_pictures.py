"""Pictures of pages: what LibreOffice makes of a paper, as small PNG files."""  # noqa: INP001 - next to the scripts that call it

import io
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

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


def page_of(pdf: bytes, number: int, dots_per_inch: int = 100, margin: int | None = None) -> bytes:
    """Return a page of a PDF as a small PNG with an edge; with a margin, only what is printed and so many pixels."""
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
            return small(ImageOps.expand(_cut(drawn.convert("RGB"), margin), border=1, fill=_EDGE))


def _cut(page: Image.Image, margin: int | None) -> Image.Image:
    printed = ImageChops.difference(page, Image.new("RGB", page.size, "#FFFFFF")).getbbox()
    if margin is None or printed is None:
        return page
    left, top, right, bottom = printed
    return page.crop(
        (
            max(left - margin, 0),
            max(top - margin, 0),
            min(right + margin, page.width),
            min(bottom + margin, page.height),
        )
    )


def small(picture: Image.Image) -> bytes:
    """Return a picture as a PNG of few colours."""
    stream = io.BytesIO()
    picture.quantize(_COLOURS).save(stream, "PNG", optimize=True)
    return stream.getvalue()


def workbook_page(workbook: bytes, locale: str, dots_per_inch: int = 100) -> bytes:
    """Return what is on the first page of a workbook, as it would be printed, as a small PNG with an edge.

    Numbers are written as in the locale, such as `fi_FI`.
    """
    program = shutil.which("soffice")
    if program is None:
        raise SystemExit("soffice is missing; install LibreOffice")
    with tempfile.TemporaryDirectory() as folder:
        source, profile = Path(folder) / "workbook.xlsx", (Path(folder) / "profile").as_uri()
        source.write_bytes(workbook)
        subprocess.run(  # noqa: S603 - a program that was looked for by its name
            [
                program,
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
                "--outdir",
                folder,
                source,
            ],
            env={**os.environ, "LC_ALL": f"{locale}.UTF-8"},
            check=True,
            capture_output=True,
        )
        return page_of(source.with_suffix(".pdf").read_bytes(), 1, dots_per_inch, margin=12)
