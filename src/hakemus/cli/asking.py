"""Questions that a command asks in the terminal, in the user's language; without an answer, nothing is decided."""

from collections.abc import Mapping
from typing import TypeVar

from hakemus.cli.session import Session, show

_T = TypeVar("_T")


def ask(session: Session, question: str, answers: Mapping[str, _T]) -> _T | None:
    """Return what an answer stands for; None for an empty one, and where nobody is there to answer.

    `answers` are the texts that count as answers. A text that is none of them is asked about again.
    """
    while True:
        show(session.out, question)
        try:
            given = input().strip().casefold()
        except (EOFError, OSError):
            return None
        if not given:
            return None
        if given in answers:
            return answers[given]
