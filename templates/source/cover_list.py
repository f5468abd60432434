"""The cover list's source: whose it is, everything that is handed in, and what is missing."""

from builder import Paper
from tables import Column
from wording import Words


def build(words: Words) -> bytes:
    """Return the template of the list of annexes."""
    paper = Paper(language=words.language, kind_label=words.kind("cover-list"))
    paper.title("{{ project.name }}")
    with paper.when("verdict"):
        paper.text("{{ verdict }}")
    paper.fields(
        [
            words.field("applicant.name"),
            words.field("applicant.business_id"),
            words.field("classification.project_number", when="classification.project_number"),
            words.field("classification.measure"),
            words.field("leader_group"),
        ],
        description=words.describe("summary"),
    )
    with paper.when("to_mend"):
        paper.heading(1, words.heading("to-mend"))
        with paper.each("line in to_mend"):
            paper.bullet("{{ line.text }}")
    paper.heading(1, words.heading("annexes"))
    _rows(paper, words)
    return paper.save()


def _rows(paper: Paper, words: Words) -> None:
    paper.rows(
        loop="enclosure in enclosures",
        columns=[
            Column(words.table("enclosure-number"), "enclosure.number", 13, "right"),
            Column(words.term("annexes.title"), "enclosure.title"),
            Column(words.table("enclosure-file"), "enclosure.file", 52),
            Column(words.table("enclosure-pages"), "enclosure.pages", 16, "right"),
            Column(words.table("enclosure-state"), "enclosure.state", 30),
        ],
        description=words.describe("enclosures"),
        when_empty=words.table("none"),
    )
