"""How applications come in and go out: one module for each kind of file."""

from hakemus.files.application_file import application_from, read_application
from hakemus.files.record import ProjectRecord, read_record
from hakemus.files.saving import save, save_all

__all__ = ["ProjectRecord", "application_from", "read_application", "read_record", "save", "save_all"]
