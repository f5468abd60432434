"""The plan as a paper shows it: in a draft, a heading that the law asks for and that lacks its text says so."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.gaps import filled
from hakemus.documents.paper import Content, Subject


def shown_plan(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented plan; in a draft, what the law asks for and the file lacks is said to be missing."""
    programme = subject.programme
    measure = programme.measure(subject.application.classification.measure or "")
    law = programme.plan_headings(measure, max(subject.on, programme.first_day))
    required = law.keys if law is not None else ()
    return filled(subject, content, "plan", [key.replace("-", "_") for key in required])
