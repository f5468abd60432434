"""What may be chosen in the files of a board, each key with its name in a language."""

from typing import get_args

from hakemus.model.assessment import Proposal
from hakemus.model.meeting import TieRule
from hakemus.programme import open_programme
from hakemus.texts import Wording

_NAMED = {
    "assessment.proposal": ("board.proposal", get_args(Proposal)),
    "meeting.tie_rule": ("board.tie", get_args(TieRule)),
}


def board_choices(path: str, words: Wording) -> dict[str, str]:
    """Return the keys that a field may hold, each with its name; nothing for a field that is no choice.

    >>> from hakemus.texts import wording
    >>> board_choices("assessment.proposal", wording("en"))["return"]
    'Return to the applicant'
    """
    if path == "meeting.language":
        vocabulary = open_programme().vocabulary("language")
        return {key: vocabulary.label(key, words.language) for key in vocabulary.keys}
    subject, keys = _NAMED.get(path, ("", ()))
    return {key: words.message(f"{subject}-{key}") for key in keys}
