"""The preparation report's source: which project was prepared, what was done, why the idea failed."""

import agreements
import sections
from builder import Paper
from page import PROSE
from wording import Words

_PART = "preparation_report"


def build(words: Words) -> bytes:
    """Return the template of the preparation report."""
    paper = Paper(
        language=words.language,
        kind_label=words.kind("preparation-report"),
        layout=PROSE,
        day=f"{{{{ {_PART}.date }}}}",
    )
    paper.title("{{ project.name }}")
    agreements.project(paper, words, with_time=True)
    with paper.when("preparation.prepares or preparation.development_target"):
        sections.prepared_project(paper, words)
    with paper.when("partners"):
        paper.heading(1, words.heading("partners"))
        sections.partners(paper, words)
    agreements.topics(paper, words, _PART, ("work_done", "reasons", "conclusions"))
    paper.heading(1, words.heading("agreement-signatures"))
    sections.signatures(paper, words)
    return paper.save()
