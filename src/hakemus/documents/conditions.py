"""When a paper is made that shows what one part of an application holds."""

from collections.abc import Callable

from hakemus.rules import Case
from hakemus.rules.annexes import is_settled


def holds(part: str, annex: str = "") -> Callable[[Case], bool]:
    """Return the condition that the application holds something in a part, and does not have its annex already.

    An annex that is listed as attached, such as the signed paper, is not made again; nor is one that is not needed.
    """

    def holds_part(case: Case) -> bool:
        return not getattr(case.application, part).is_blank and not (annex and is_settled(annex, case))

    return holds_part
