"""How applications come in and go out: one module for each kind of file."""

from hakemus.files.application_file import application_from, read_application
from hakemus.files.board_files import read_assessment, read_meeting
from hakemus.files.commented import blank_file, commented_file
from hakemus.files.meeting_folder import MeetingFolder, open_meeting
from hakemus.files.record import ProjectRecord, read_record
from hakemus.files.saving import save, save_all
from hakemus.files.schema import application_schema

__all__ = [
    "MeetingFolder",
    "ProjectRecord",
    "application_from",
    "application_schema",
    "blank_file",
    "commented_file",
    "open_meeting",
    "read_application",
    "read_assessment",
    "read_meeting",
    "read_record",
    "save",
    "save_all",
]
