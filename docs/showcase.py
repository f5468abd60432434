# ruff: noqa: INP001, T201 - a script that says what it does
"""Makes the gallery's pictures: the first page of every paper in every language, in `docs/gallery`.

Run from anywhere: `python docs/showcase.py`. A picture is made again only when its paper has changed. Without
LibreOffice and poppler it says so and makes none; the gallery is then without pictures.
"""

import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

from page_pictures import first_pages, missing_programs

from hakemus.assembly import papers_of, template_of
from hakemus.model import Application
from hakemus.papers import PAPERS, Document, Paper
from hakemus.proofing import NO_DATA, Trial, examples, trials
from hakemus.texts import LANGUAGES, Language

FOLDER = Path(__file__).resolve().parent / "gallery"
DOTS_PER_INCH = 80


def main() -> int:
    """Make the pictures that are missing or old, and take away those of papers that are no more."""
    if missing := missing_programs():
        print(f"No pictures for the gallery: {' and '.join(missing)} not found", file=sys.stderr)
        return 0
    FOLDER.mkdir(exist_ok=True)
    papers = {picture_name(paper, language): shown(paper, language) for paper, language in _pairs()}
    wanted = {
        f"{name}-{hashlib.sha256(content).hexdigest()[:12]}.png": name for name, content in papers.items()
    }
    for old in FOLDER.glob("*.png"):
        if old.name not in wanted:
            old.unlink()
    new = {file: papers[name] for file, name in wanted.items() if not (FOLDER / file).exists()}
    for file, picture in first_pages(new, DOTS_PER_INCH).items():
        (FOLDER / file).write_bytes(picture)
    print(f"docs/gallery: {len(wanted)} pictures, {len(new)} of them new")
    return 0


def picture_name(paper: Paper, language: Language) -> str:
    """Return what begins the name of the picture of a paper in a language; a digest of the paper follows."""
    return f"{paper.key}.{language}"


def shown(paper: Paper, language: Language) -> bytes:
    """Return the paper that the gallery shows."""
    trial = shown_trial(paper, language)
    return template_of(paper.key, language).render(trial.content, trial.properties)


def shown_trial(paper: Paper, language: Language) -> Trial:
    """Return the content that the gallery shows: of an example that asks for the document, best in the language.

    For a document that no example asks for, it is the example that fills most of its fields.
    """
    tried, applications = list(trials(paper, language)), dict(examples())
    asking = {name: one.language for name, one in applications.items() if paper.key in _papers(one)}
    filled = [trial for trial in tried if trial.name != NO_DATA]
    asked = [trial for trial in filled if _example(trial) in asking]
    spoken = [trial for trial in asked if asking[_example(trial)] == language]
    filled.sort(key=lambda trial: -_held(paper, applications.get(_example(trial))))
    return next(iter((*spoken, *asked, *filled, *tried)))


def _held(paper: Paper, application: Application | None) -> int:
    """Return how many of the parts that a paper carries an application has something in."""
    blank, parts = Application(), paper.carries if isinstance(paper, Document) else ()
    return sum(getattr(application, part, None) != getattr(blank, part, None) for part in parts)


def _example(trial: Trial) -> str:
    return trial.name.partition("/")[0]


def _papers(application: Application) -> tuple[str, ...]:
    return papers_of(application) if application.date is not None else ()


def _pairs() -> Iterator[tuple[Paper, Language]]:
    return ((paper, language) for paper in PAPERS for language in LANGUAGES)


if __name__ == "__main__":
    sys.exit(main())
