# ruff: noqa: INP001 - a script
"""Makes the pictures of pages that the front pages and the applicants' how-tos show. Needs LibreOffice and poppler.

Run from anywhere: `python docs/picture.py`.
"""

from pathlib import Path

from page_pictures import first_pages

import hakemus
from hakemus.assembly import subject_of
from hakemus.forms.blank import print_form
from hakemus.texts import Language, wording

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples"
PICTURES = ROOT / "docs" / "images"
FILLED: dict[Language, str] = {"fi": "preparatory-funding", "sv": "small-project"}
"""The example that the form of each language is filled as."""


def main() -> None:
    """Keep the first page of a project plan, and of a form before and after it is filled."""
    papers = {"project-plan": hakemus.render(example("preparatory-funding"), "project-plan", language="fi")}
    for language, name in FILLED.items():
        papers[f"how-to-form.{language}"] = hakemus.blank_form(name, language=language)
        papers[f"how-to-filled.{language}"] = filled(example(name), language)
    for name, page in first_pages(papers).items():
        (PICTURES / f"{name}.png").write_bytes(page)


def example(name: str) -> hakemus.Application:
    """Return an example's application."""
    return hakemus.load(EXAMPLES / name / "application.toml")


def filled(application: hakemus.Application, language: Language) -> bytes:
    """Return an application's form as it looks once it is filled."""
    assert application.date is not None  # noqa: S101
    subject = subject_of(application, wording(language), application.date, None, draft=False)
    return print_form(subject, data=True)


if __name__ == "__main__":
    main()
