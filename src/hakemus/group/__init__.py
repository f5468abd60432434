"""What a Leader group is: its data, questions and criteria, and the words, templates and look of its folder."""

from hakemus.group.answers import Answered, asked_and_answered, unasked
from hakemus.group.data_files import DATA, LOCK, QUESTIONS_FILE
from hakemus.group.hyrra import HyrraQuestion, own_hyrra_questions
from hakemus.group.identity import Colours, Contact, Deadline, LogoFile
from hakemus.group.installed import list_installed
from hakemus.group.leader_group import Area, Frame, LeaderGroup
from hakemus.group.questions import Choice, Misread, Question
from hakemus.group.ranking import Contender, rank
from hakemus.group.scoring import Result, Scoring, score, to_points
from hakemus.group.selection import Criterion, Selection
from hakemus.group.settings import (
    Amount,
    AmountKind,
    GroupAnnex,
    LongestText,
    Names,
    Office,
    PlanHeading,
    Rate,
    Setting,
)

__all__ = [
    "DATA",
    "LOCK",
    "QUESTIONS_FILE",
    "Amount",
    "AmountKind",
    "Answered",
    "Area",
    "Choice",
    "Colours",
    "Contact",
    "Contender",
    "Criterion",
    "Deadline",
    "Frame",
    "GroupAnnex",
    "HyrraQuestion",
    "LeaderGroup",
    "LogoFile",
    "LongestText",
    "Misread",
    "Names",
    "Office",
    "PlanHeading",
    "Question",
    "Rate",
    "Result",
    "Scoring",
    "Selection",
    "Setting",
    "asked_and_answered",
    "list_installed",
    "own_hyrra_questions",
    "rank",
    "score",
    "to_points",
    "unasked",
]
