# ruff: noqa: INP001, S603 - a script; the programs it calls are named here
"""Makes the pictures of rendered pages that the README and the how-tos show. Needs LibreOffice, poppler and Pillow.

Run from anywhere: `python docs/picture.py`.
"""

import shutil
import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageOps

import hakemus

ROOT = Path(__file__).resolve().parents[1]
GROUP = ROOT / "examples" / "groups" / "mallimaa"
EXAMPLE = ROOT / "examples" / "preparatory-funding" / "application.toml"
PICTURES = ROOT / "docs" / "images"
DOTS_PER_INCH, COLOURS, EDGE = "100", 64, "#b0b0b0"


def main() -> None:
    """Keep the first page of the example's project plan, as it is and as a group's own, each as a small picture."""
    application = hakemus.load(EXAMPLE)
    group = hakemus.LeaderGroup.open(GROUP)
    keep(hakemus.render(application, "project-plan", language="fi"), PICTURES / "project-plan.png")
    own = hakemus.render(application, "project-plan", language="fi", group=group, draft=True)
    keep(own, PICTURES / "group-project-plan.png")


def keep(document: bytes, picture: Path) -> None:
    """Write the first page of a document as a small picture with an edge."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.docx"
        paper.write_bytes(document)
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
            edged.quantize(COLOURS).save(picture, optimize=True)


def _run(program: str, *arguments: str | Path) -> None:
    found = shutil.which(program)
    if found is None:
        raise SystemExit(f"{program} is missing; install LibreOffice and poppler")
    subprocess.run([found, *arguments], check=True, capture_output=True)


if __name__ == "__main__":
    main()
