# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.group.conditions import (
    FACTS as FACTS,
    KINDS_OF_PROJECT as KINDS_OF_PROJECT,
    Conditional as Conditional,
    Facts as Facts,
    Verdict as Verdict,
    When as When,
    facts_of as facts_of,
    path_of_fact as path_of_fact,
)
from hakemus.group.documents import (
    EACH as EACH,
    Each as Each,
    OwnDocument as OwnDocument,
    library_documents as library_documents,
)
from hakemus.group.folder import (
    DATA as DATA,
    LOCK as LOCK,
    QUESTIONS_FILE as QUESTIONS_FILE,
    list_installed as list_installed,
)
from hakemus.group.leader_group import (
    Area as Area,
    Frame as Frame,
    LeaderGroup as LeaderGroup,
    decided_by as decided_by,
    find_group as find_group,
    known_group as known_group,
)
from hakemus.group.questions import (
    Answered as Answered,
    Choice as Choice,
    HyrraQuestion as HyrraQuestion,
    Misread as Misread,
    Question as Question,
    asked_and_answered as asked_and_answered,
    own_hyrra_questions as own_hyrra_questions,
    unasked as unasked,
)
from hakemus.group.scoring import (
    Block as Block,
    Contender as Contender,
    Criterion as Criterion,
    Result as Result,
    Scoring as Scoring,
    Selection as Selection,
    Voice as Voice,
    rank as rank,
    score as score,
    to_points as to_points,
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
from hakemus.group.support_forms import SupportForm as SupportForm

__all__: list[str]  # noqa: PYI035 - it is made of the names above
