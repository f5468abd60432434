"""A group's own messages: only what it changes, and only so that every value still finds its place."""

import difflib
import string
from collections.abc import Iterator, Mapping

from hakemus.errors import DataError
from hakemus.group.folder import Folder
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.catalogue import flatten
from hakemus.values.text import first_unprintable

Messages = Mapping[Language, Mapping[str, str]]
"""The changed messages of each language, by key."""

_SUBJECTS = ("documents", "findings", "report", "rules", "values", "words")
"""The catalogue's files whose messages stand in papers and findings; the others belong to the library's tools."""

_OF_PAPERS = ("documents.draft-mark", "documents.to-complete")
_LONGEST = 2_000


def read_messages(folder: Folder) -> Messages:
    """Return the messages that a folder changes; what is wrong with them is kept as faults of the folder."""
    changed: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    known = {
        f"texts/{language}/{subject}.toml": (language, subject)
        for language in LANGUAGES
        for subject in _SUBJECTS
    }
    for file in folder.in_folder("texts"):
        if file not in known:
            likely = "".join(difflib.get_close_matches(file, known, n=1))
            folder.tell(file, "", "unknown-file", file, f"texts/fi/{{{', '.join(_SUBJECTS)}}}.toml", likely)
            continue
        language, subject = known[file]
        try:
            messages = flatten(folder.table(file), subject)
        except DataError as error:
            folder.tell_all(file, error.faults)
            continue
        for key, message in messages.items():
            if _is_fit(folder, file, key, message, language):
                changed[language][key] = message
    return {language: messages for language, messages in changed.items() if messages}


def _is_fit(folder: Folder, file: str, key: str, message: str, language: Language) -> bool:
    ours = wording(language).catalogue
    shown = key.partition(".")[2]
    if key not in ours:
        subject = key.partition(".")[0]
        known = [name.removeprefix(f"{subject}.") for name in ours.messages if name.startswith(f"{subject}.")]
        likely = "".join(difflib.get_close_matches(shown, known, n=1))
        allowed = difflib.get_close_matches(shown, known, n=5, cutoff=0.3)
        folder.tell(file, shown, "unknown-message", shown, ", ".join(allowed), likely)
        return False
    if key.startswith("documents.") and key not in _OF_PAPERS:
        folder.tell(file, shown, "in-template", message, f"templates/{language}/")
        return False
    if not message.strip() or len(message) > _LONGEST or first_unprintable(message):
        folder.tell(file, shown, "bad-message", message[:60], f"1–{_LONGEST}")
        return False
    try:
        places, allowed_places = set(_places(message)), list(_places(ours[key]))
    except ValueError as error:
        folder.tell(file, shown, "bad-message", str(error), ours[key])
        return False
    for place in sorted(places - set(allowed_places)):
        folder.tell(file, shown, "unknown-place", place, ", ".join(dict.fromkeys(allowed_places)))
    return places <= set(allowed_places)


def _places(message: str) -> Iterator[str]:
    """Yield the places for values, as they are written: `{sum:money}`."""
    for _, name, form, conversion in string.Formatter().parse(message):
        if name is not None:
            yield "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"
