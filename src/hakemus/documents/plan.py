"""The plan as a paper shows it: in a draft, a heading that the law asks for and that lacks its text says so."""

from collections.abc import Mapping
from typing import Any

from hakemus.documents.gaps import filled
from hakemus.documents.paper import Content, Subject


def shown_plan(subject: Subject, content: Content) -> Mapping[str, Any]:
    """Return the presented plan; in a draft, what the law asks for and the file lacks is said to be missing."""
    law = subject.programme.plan_headings(subject.measure, subject.day_of_law)
    required = law.keys if law is not None else ()
    return filled(subject, content, "plan", [key.replace("-", "_") for key in required])
