"""The sheet for Hyrrä's source: each question as a heading, the length of its answer, and the answer."""

from builder import Paper
from page import PROSE
from wording import Words

_DOCUMENT = "hyrra-sheet"


def build(words: Words) -> bytes:
    """Return the template of the sheet of answers for Hyrrä."""
    paper = Paper(language=words.language, kind_label=words.kind(_DOCUMENT), layout=PROSE)
    paper.title("{{ project.name }}")
    paper.text(words.own(_DOCUMENT, "intro"))
    paper.text("{{ hyrra.order }}")
    with paper.each("question in hyrra.questions"):
        paper.heading(1, "{{ question.label }}")
        paper.intro("{{ question.length }}")
        with paper.when("question.caveat"):
            paper.intro("{{ question.caveat }}")
        paper.prose("question.answer")
    return paper.save()
