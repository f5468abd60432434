"""The plan as a paper shows it: in a draft, a heading that the law asks for and that lacks its text says so."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.paper import Content, Subject
from hakemus.word import Prose


def shown_plan(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented plan; in a draft, what the law asks for and the file lacks is said to be missing."""
    plan: Mapping[str, Any] = content["plan"]
    if not subject.draft:
        return plan
    law = subject.programme.parameter("project-plan.required")
    names = [key.replace("-", "_") for key in law.on(max(subject.on, subject.programme.first_day)).keys]
    gap = subject.words.message("documents.to-complete")
    return {**plan, **{name: Prose(gap, tag=f"plan.{name}") for name in names if not plan[name]}}
