"""Languages: the catalogue of messages, the official terms, and numbers and dates as Finland writes them."""

from hakemus.texts.languages import LANGUAGES, Language, known_language
from hakemus.texts.wording import Wording, wording

__all__ = ["LANGUAGES", "Language", "Wording", "known_language", "wording"]
