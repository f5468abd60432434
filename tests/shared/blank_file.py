"""A blank application file, as `hakemus new` writes it."""

from datetime import date

from hakemus.files import commented_file, new_application
from hakemus.group import LeaderGroup
from hakemus.texts import Language


def blank_file(
    measure: str,
    language: Language,
    *,
    on: date | None = None,
    group: LeaderGroup | None = None,
    everything: bool = False,
) -> str:
    """Return a commented file to fill for a measure, named by its key or its name in any language."""
    made = new_application(measure, language=language, on=on, group=group)
    return commented_file(made, language, group=group, everything=everything)
