# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.files.application_file import (
    addressed_to as addressed_to,
    application_from as application_from,
    read_application as read_application,
)
from hakemus.files.asked import (
    blank_application as blank_application,
)
from hakemus.files.attachments import (
    AttachmentFile as AttachmentFile,
    Attachments as Attachments,
    find_attachments as find_attachments,
    LARGEST as LARGEST,
    NOT_NAMED as NOT_NAMED,
    OF_A_FILE as OF_A_FILE,
    Pages as Pages,
    pages_of as pages_of,
)
from hakemus.files.board_blank import (
    application_files as application_files,
    begin_meeting as begin_meeting,
    blank_assessment as blank_assessment,
    blank_meeting as blank_meeting,
    MeetingFolder as MeetingFolder,
    open_meeting as open_meeting,
    read_assessment as read_assessment,
    read_meeting as read_meeting,
    seen_from as seen_from,
)
from hakemus.files.commented import (
    commented_file as commented_file,
    dumps as dumps,
    known_measure as known_measure,
)
from hakemus.files.earlier import (
    emptied as emptied,
    new_application as new_application,
    next_application as next_application,
)
from hakemus.files.fields import (
    application_schema as application_schema,
    assessment_schema as assessment_schema,
    meeting_schema as meeting_schema,
)
from hakemus.files.record import (
    ProjectRecord as ProjectRecord,
    read_record as read_record,
)
from hakemus.files.saving import (
    Member as Member,
    save as save,
    save_all as save_all,
    save_anew as save_anew,
    save_archive as save_archive,
)

__all__: list[str]  # noqa: PYI035 - it is made of the names above
