"""How applications come in and go out: one module for each kind of file."""

from hakemus.files.application_file import addressed_to, application_from, read_application
from hakemus.files.asked import blank_application
from hakemus.files.attachments import (
    LARGEST,
    NOT_NAMED,
    OF_A_FILE,
    AttachmentFile,
    Attachments,
    Pages,
    find_attachments,
    pages_of,
)
from hakemus.files.board_blank import (
    MeetingFolder,
    blank_assessment,
    blank_meeting,
    open_meeting,
    read_assessment,
    read_meeting,
)
from hakemus.files.commented import blank_file, commented_file, known_measure
from hakemus.files.earlier import emptied, next_application
from hakemus.files.record import ProjectRecord, read_record
from hakemus.files.saving import Member, save, save_all, save_archive
from hakemus.files.schema import application_schema, assessment_schema, meeting_schema

__all__ = [
    "LARGEST",
    "NOT_NAMED",
    "OF_A_FILE",
    "AttachmentFile",
    "Attachments",
    "MeetingFolder",
    "Member",
    "Pages",
    "ProjectRecord",
    "addressed_to",
    "application_from",
    "application_schema",
    "assessment_schema",
    "blank_application",
    "blank_assessment",
    "blank_file",
    "blank_meeting",
    "commented_file",
    "emptied",
    "find_attachments",
    "known_measure",
    "meeting_schema",
    "next_application",
    "open_meeting",
    "pages_of",
    "read_application",
    "read_assessment",
    "read_meeting",
    "read_record",
    "save",
    "save_all",
    "save_archive",
]
