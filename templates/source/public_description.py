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
    paper.heading(1, words.term("project.public_description"))
    paper.prose("project.public_description")
    paper.heading(1, words.heading("details"))
    paper.fields([words.field(path) for path in _ORDER], description=words.describe("register"))
    paper.heading(1, words.term("project.news"))
    paper.prose("project.news")
    paper.heading(1, words.term("project.contacts"))
    paper.prose("project.contacts")
    return paper.save()
