# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.group.conditions import (
    Conditional as Conditional,
    Facts as Facts,
    Verdict as Verdict,
    When as When,
)
from hakemus.group.folder import (
    DATA as DATA,
    list_installed as list_installed,
    LOCK as LOCK,
    OwnDocument as OwnDocument,
    QUESTIONS_FILE as QUESTIONS_FILE,
)
from hakemus.group.leader_group import (
    Area as Area,
    find_group as find_group,
    Frame as Frame,
    LeaderGroup as LeaderGroup,
)
from hakemus.group.questions import (
    Answered as Answered,
    asked_and_answered as asked_and_answered,
    Choice as Choice,
    HyrraQuestion as HyrraQuestion,
    Misread as Misread,
    Question as Question,
    unasked as unasked,
)
from hakemus.group.scoring import (
    accepted_answers as accepted_answers,
    Answer as Answer,
    Block as Block,
    Contender as Contender,
    Criterion as Criterion,
    meeting_mark as meeting_mark,
    rank as rank,
    Result as Result,
    score as score,
    Scoring as Scoring,
    Selection as Selection,
    to_points as to_points,
    Voice as Voice,
    voices_on as voices_on,
)
from hakemus.group.settings import (
    Amount as Amount,
    AmountKind as AmountKind,
    Colours as Colours,
    Contact as Contact,
    Deadline as Deadline,
    Duration as Duration,
    Exclusion as Exclusion,
    GroupAnnex as GroupAnnex,
    InterimReport as InterimReport,
    LogoFile as LogoFile,
    LongestText as LongestText,
    Names as Names,
    Office as Office,
    PlanHeading as PlanHeading,
    Rate as Rate,
    Round as Round,
    Setting as Setting,
    Share as Share,
)
from hakemus.group.support_forms import programme_of_form as programme_of_form, SupportForm as SupportForm

__all__: list[str]  # noqa: PYI035 - it is made of the names above
