"""Languages: the catalogue of messages, the official terms, and numbers and dates as Finland writes them."""

from hakemus.texts.wording import (
    LANGUAGE_TAGS,
    LANGUAGES,
    Language,
    Wording,
    describe_fault,
    describe_faults,
    fault_message,
    in_language,
    known_language,
    load_error,
    place_of_fault,
    wording,
)

__all__ = [
    "LANGUAGES",
    "LANGUAGE_TAGS",
    "Language",
    "Wording",
    "describe_fault",
    "describe_faults",
    "fault_message",
    "in_language",
    "known_language",
    "load_error",
    "place_of_fault",
    "wording",
]
