"""The two files of data in a group's folder: `group.toml`, and `fields.toml` with its questions."""

from collections.abc import Iterable, Mapping
from typing import Any

from hakemus.errors import Fault
from hakemus.group.folder import Folder

DATA, QUESTIONS_FILE = "group.toml", "fields.toml"
LOCK = "overrides.lock.toml"
"""What stood in the library under each override when it was last looked over: a record, not data of the group."""

_QUESTIONS = "questions"


def read_values(folder: Folder) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the plain values of the group, and those of its questions; misplaced ones are kept as faults."""
    values, asked = folder.table(DATA), folder.table(QUESTIONS_FILE)
    if DATA not in folder.files:
        folder.unread.add(DATA)
        if DATA not in {fault.path for fault in folder.faults}:
            folder.tell(DATA, "", "file-missing", DATA, 'name = { fi = "…" }')
    for file in folder.files:
        if file.endswith(".toml") and "/" not in file and file not in (DATA, QUESTIONS_FILE, LOCK):
            folder.tell(file, "", "unknown-file", file, f"{DATA}, {QUESTIONS_FILE}", "")
    if values.pop(_QUESTIONS, None) is not None:
        folder.tell(DATA, _QUESTIONS, "unknown-key", _QUESTIONS, QUESTIONS_FILE, QUESTIONS_FILE)
    for key in asked.keys() - {_QUESTIONS}:
        folder.tell(QUESTIONS_FILE, key, "unknown-key", key, _QUESTIONS, _QUESTIONS)
    return values, {key: value for key, value in asked.items() if key == _QUESTIONS}


def tell_faults(folder: Folder, faults: Iterable[Fault]) -> None:
    """Keep the faults of a group, each with the file of its place, unless that could not be read."""
    for fault in faults:
        file = file_of(fault.path)
        if file not in folder.unread:
            folder.tell_all(file, [fault])


def file_of(path: str) -> str:
    """Return which file holds a place of the group's data.

    >>> file_of("questions[0].label"), file_of("rates[0].percent")
    ('fields.toml', 'group.toml')
    """
    return QUESTIONS_FILE if path.startswith(_QUESTIONS) else DATA


def keys_of(questions: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the keys of questions that are still plain values."""
    listed = questions.get(_QUESTIONS)
    tables = [one for one in listed if isinstance(one, Mapping)] if isinstance(listed, list) else []
    return tuple(str(table.get("key")) for table in tables)
