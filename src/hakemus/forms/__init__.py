"""Word files that people filled or edited, read back: the typed application, what changed, what was not understood."""

from hakemus.forms.blank import blank_form
from hakemus.forms.changes import Change, NotUnderstood
from hakemus.forms.comparing import compare
from hakemus.forms.notes import Note
from hakemus.forms.reading import Outside, Reading, read

__all__ = ["Change", "NotUnderstood", "Note", "Outside", "Reading", "blank_form", "compare", "read"]
