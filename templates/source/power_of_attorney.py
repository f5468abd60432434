"""The power of attorney's source: who authorises whom, in what, from when and until when."""

import agreements
import sections
from builder import Paper
from page import PROSE
from wording import Words

_PERSON_LABEL = 22


def build(words: Words) -> bytes:
    """Return the template of the power of attorney."""
    paper = Paper(language=words.language, kind_label=words.kind("power-of-attorney"), layout=PROSE, day="")
    paper.title("{{ project.name }}")
    paper.intro(words.intro("mandate"))
    paper.heading(1, words.heading("authoriser"))
    paper.fields_in_pairs(
        [
            words.field(f"applicant.{name}")
            for name in ("name", "business_id", "municipality", "signing_rule")
        ],
        description=words.describe("authoriser"),
    )
    paper.heading(1, words.term("authorisation.person"))
    paper.fields_in_pairs(
        [words.field(f"authorisation.person.{name}") for name in ("name", "position", "phone", "email")],
        description=words.describe("person"),
        label_width_mm=_PERSON_LABEL,
    )
    agreements.project(paper, words)
    paper.heading(1, words.term("authorisation"))
    paper.text(words.table("authorises"))
    paper.fields(
        [
            words.field("authorisation.tasks", prose=True),
            words.field("authorisation.start_date"),
            words.field("authorisation.end_date"),
        ],
        description=words.describe("authorisation"),
    )
    paper.heading(1, words.heading("agreement-signatures"))
    sections.signatures(paper, words)
    return paper.save()
