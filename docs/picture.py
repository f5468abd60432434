# ruff: noqa: INP001 - a script
"""Makes the picture of a rendered page that the README and the front page show. Needs LibreOffice and poppler.

Run from anywhere: `python docs/picture.py`.
"""

from pathlib import Path

from page_pictures import first_pages

import hakemus

ROOT = Path(__file__).resolve().parents[1]
EXAMPLE = ROOT / "examples" / "preparatory-funding" / "application.toml"
PICTURE = ROOT / "docs" / "images" / "project-plan.png"


def main() -> None:
    """Keep the first page of the example's project plan."""
    plan = hakemus.render(hakemus.load(EXAMPLE), "project-plan", language="fi")
    PICTURE.write_bytes(first_pages({"plan": plan})["plan"])


if __name__ == "__main__":
    main()
