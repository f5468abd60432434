"""Languages: the catalogue of messages, the official terms, and numbers and dates as Finland writes them."""

from hakemus.texts.faults import describe_fault, describe_faults
from hakemus.texts.languages import LANGUAGES, Language, known_language
from hakemus.texts.wording import Wording, wording

__all__ = [
    "LANGUAGES",
    "Language",
    "Wording",
    "describe_fault",
    "describe_faults",
    "known_language",
    "wording",
]
