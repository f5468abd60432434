"""Word files that people filled or edited, read back: the typed application, what changed, what was not understood."""

from hakemus.changes import Change
from hakemus.forms.form_content import blank_form
from hakemus.forms.overlay import NotUnderstood
from hakemus.forms.reading import (
    Account,
    LostPart,
    Note,
    Outside,
    Reading,
    compare,
    compared,
    fields_shown,
    read,
)

__all__ = [
    "Account",
    "Change",
    "LostPart",
    "NotUnderstood",
    "Note",
    "Outside",
    "Reading",
    "blank_form",
    "compare",
    "compared",
    "fields_shown",
    "read",
]
