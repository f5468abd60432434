"""A part as a paper shows it: in a draft, what belongs there and is missing says so."""

from collections.abc import Iterable, Mapping
from typing import Any

from hakemus.documents.paper import Content, Subject
from hakemus.word import Prose


def filled(subject: Subject, content: Content, part: str, names: Iterable[str]) -> Mapping[str, Any]:
    """Return a presented part; in a draft, those of its long texts that are named and missing say so."""
    shown: Mapping[str, Any] = content[part]
    if not subject.draft:
        return shown
    gap = subject.words.message("documents.to-complete")
    return {**shown, **{name: Prose(gap, tag=f"{part}.{name}") for name in names if not shown[name]}}
