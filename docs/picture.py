# ruff: noqa: INP001, S603 - a script; the programs it calls are named here
"""Makes the picture of a rendered page that the README shows. Needs LibreOffice, poppler and Pillow.

Run from anywhere: `python docs/picture.py`.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import hakemus

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "preparatory-funding" / "application.toml"
PICTURE = ROOT / "docs" / "images" / "project-plan.png"
DOTS_PER_INCH, COLOURS, EDGE = "100", 64, "#b0b0b0"


def main() -> None:
    """Render the project plan of the example, and keep its first page as a small picture with an edge."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.docx"
        paper.write_bytes(hakemus.render(hakemus.load(EXAMPLE), "project-plan", language="fi"))
        _run(
            "soffice",
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            paper,
        )
        _run(
            "pdftoppm",
            "-r",
            DOTS_PER_INCH,
            "-f",
            "1",
            "-l",
            "1",
            "-singlefile",
            "-png",
            paper.with_suffix(".pdf"),
            paper.with_suffix(""),
        )
        with Image.open(paper.with_suffix(".png")) as page:
            edged = ImageOps.expand(page.convert("RGB"), border=1, fill=EDGE)
            edged.quantize(COLOURS).save(PICTURE, optimize=True)


def _run(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is missing; install LibreOffice and poppler")
    subprocess.run([found, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    main()
