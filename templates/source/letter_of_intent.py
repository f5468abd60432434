"""The letter of intent's source: the parties, the six topics, a place of every party to sign."""

import agreements
import sections
from builder import Paper
from hakemus.rules.annexes import LETTER_TOPICS
from page import PROSE
from wording import Words

_PART = "letter_of_intent"


def build(words: Words) -> bytes:
    """Return the template of the letter of intent."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("letter-of-intent"),
        layout=PROSE,
        day=f"{{{{ {_PART}.date }}}}",
    )
    paper.title("{{ project.name }}")
    agreements.parties(paper, words)
    agreements.project(paper, words)
    with paper.when("preparation.prepares or preparation.development_target"):
        sections.prepared_project(paper, words)
    agreements.topics(paper, words, _PART, LETTER_TOPICS)
    agreements.signed_by_parties(paper, words)
    return paper.save()
