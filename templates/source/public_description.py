"""The public description's source: the register's page, label by label, in its order."""

import sections
from builder import Paper
from page import PROSE
from wording import Words

_ORDER = (
    "classification.programme",
    "classification.project_number",
    "project.end_date",
    *(f"classification.{name}" for name in sections.CLASSIFICATION[2:]),
)


def build(words: Words) -> bytes:
    """Return the template of the public description."""
    paper = Paper(language=words.language, kind_label=words.kind("public-description"), layout=PROSE)
    paper.caption(words.term("project"))
    paper.subtitle("{{ register.title }}")
    paper.title("{{ project.name }}")
    for line in ("applicant.name", "register.period", "classification.state"):
        with paper.when(line):
            paper.subtitle(f"{{{{ {line} }}}}")
    _prose(paper, words, "project.public_description")
    paper.heading(1, words.heading("details"))
    paper.fields([words.field(path) for path in _ORDER], description=words.describe("register"))
    _prose(paper, words, "project.news")
    _prose(paper, words, "project.contacts")
    return paper.save()


def _prose(paper: Paper, words: Words, path: str) -> None:
    """Add a heading of the register's page, which stands there without a text too, and says so."""
    paper.heading(1, words.term(path))
    paper.prose(path)
    with paper.when(f"not {path}"):
        paper.text(words.table("none"))
