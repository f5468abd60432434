"""The public project register's page, as pasted from the web, into a record and the start of an application."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from hakemus.errors import Fault, verb
from hakemus.files.application_file import application_from
from hakemus.files.fields import named_choices, typed_value
from hakemus.model import Application
from hakemus.model.schema import schema
from hakemus.programme import Programme, programme_on
from hakemus.texts import load_error, wording
from hakemus.values import typed
from hakemus.values.paths import put
from hakemus.values.text import LONGEST_LINE
from hakemus.values.typed import TypedError

_HEADING = "Hanke"
_DETAILS = "Lisätiedot"
_TITLE = re.compile(r"(?P<measure>\S+(?: \S+)*?) [-–] (?P<number>[0-9]+)")
_DAY = r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}"
_PERIOD = re.compile(rf"(?P<start>{_DAY})?\s*[-–]\s*(?P<end>{_DAY})?")
_TEXTS = ("project.public_description", "project.news", "project.contacts")
_MOST_LINES = 20_000
_FIELDS = (
    "classification.programme",
    "classification.project_number",
    "project.end_date",
    "classification.is_leader_project",
    "classification.rural_type",
    "classification.measure",
    "classification.sub_measure",
    "classification.measure_type",
    "classification.measure_specification",
    "classification.project_nature",
    "classification.specific_objective",
)


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A project as the public register states it: every value as found, and nothing that the page does not state.

    `values` holds the texts by the path of the field; `unread` the lines that are under no label we know.
    """

    values: dict[str, str]
    unread: tuple[str, ...] = ()
    title: str = field(default="")

    def __getitem__(self, path: str) -> str:
        """Return the text found for a field; raise `KeyError` when the page lacks it."""
        return self.values[path]

    def get(self, path: str) -> str | None:
        """Return the text found for a field, or None."""
        return self.values.get(path)

    def to_application(self, programme: Programme | None = None) -> Application:
        """Return the start of an application: what the record states, typed; what it lacks stays a hole.

        Raises `LoadError` with every value that cannot be understood (a day that does not exist, an unknown class).
        """
        law = programme or programme_on(None, self.values.get("classification.programme"))
        faults: list[Fault] = []
        values: dict[str, Any] = {"schema_version": 1, "language": "fi"}
        for path, text in self.values.items():
            field = schema()[path]
            try:
                put(values, path, text if field.is_long else typed_value(field, text, law))
            except TypedError as error:
                words = wording("fi")
                named = [*named_choices(field, words, law).values()]
                named = [words.yes_no(value) for value in (True, False)] if field.kind == "yes-no" else named
                allowed = error.allowed or ", ".join(named) or field.example
                faults.append(Fault(path, "not-in-record-form", text, allowed))
        if faults:
            raise load_error(faults, "record")
        return application_from(values, "record")


@verb
def read_record(text: str) -> ProjectRecord:
    r"""Return the record of a page of the public project register.

    Args:
        text: The page as text: labels in any order, labels missing, any line ends and blanks.

    Raises:
        LoadError: The text holds none of the register's labels, or more lines than any page.

    >>> read_record("Hanke\nKylätalon katto\nLisätiedot\nHankenumero\n123456").get("project.name")
    'Kylätalon katto'
    """
    if text.count("\n") > _MOST_LINES:
        raise load_error([Fault("", "too-many-values", "", f"≤ {_MOST_LINES}")], "record")
    lines = [line.strip() for line in text.lstrip("\ufeff").splitlines()]
    sections = list(_sections(lines))
    if not any(label for label, _ in sections):
        raise load_error([Fault("", "not-a-record")], "record")
    reader = _Reader()
    for label, below in sections:
        reader.take(label, below)
    return ProjectRecord(reader.values, tuple(reader.unread), reader.title)


def _sections(lines: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield each label with the lines below it; the empty label has what comes before any."""
    terms = wording("fi").glossary
    labels = {_normal(terms[path].fi): path for path in (*_FIELDS, *_TEXTS)}
    details_ahead = sum(_normal(line) == _normal(_DETAILS) for line in lines)
    label, body, is_top = "", list[str](), True
    for line in lines:
        found = labels.get(_normal(line), "")
        if _normal(line) == _normal(_DETAILS):
            found, details_ahead = _DETAILS, details_ahead - 1
        elif is_top and line == _HEADING:
            found = _HEADING
        is_top = is_top and not line
        in_text = label in _TEXTS and found in _FIELDS and details_ahead > 0
        if found and not in_text:
            yield label, body
            label, body = found, []
        else:
            body.append(line)
    yield label, body


def _normal(line: str) -> str:
    return " ".join(line.split()).rstrip(":").casefold()


class _Reader:
    """Takes the sections of a page one by one, and keeps what no field takes."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self.unread: list[str] = []
        self.title = ""

    def take(self, label: str, lines: Sequence[str]) -> None:
        if label in _TEXTS:
            self._keep(label, "\n".join(lines).strip("\n"))
            return
        filled = [line for line in lines if line]
        if label in _FIELDS:
            self._keep(label, "".join(filled[:1]))
            self.unread += filled[1:]
        else:
            self._take_head(filled)

    def _take_head(self, lines: list[str]) -> None:
        """Take the title, then the name, the applicant, the period and the state, of which each may be missing."""
        if lines and (title := _TITLE.fullmatch(" ".join(lines[0][:LONGEST_LINE].split()))):
            self.title = lines.pop(0)
            self._keep("classification.measure", title["measure"], quietly=True)
            self._keep("classification.project_number", title["number"], quietly=True)
        names, before, after = ["project.name", "applicant.name"], lines, list[str]()
        for at, line in enumerate(lines):
            if period := _PERIOD.fullmatch(line):
                self._keep("project.start_date", period["start"] or "")
                self._keep("project.end_date", period["end"] or "")
                before, after = lines[:at], lines[at + 1 :]
                break
        else:
            names.append("classification.state")
        for path, line in zip(names, before, strict=False):
            self._keep(path, line)
        self.unread += before[len(names) :]
        self._keep("classification.state", "".join(after[:1]))
        self.unread += after[1:]

    def _keep(self, path: str, text: str, *, quietly: bool = False) -> None:
        known = self.values.setdefault(path, text) if text else ""
        is_same = known == text or (path.endswith("_date") and _is_same_day(known, text))
        if text and not quietly and not is_same:
            self.unread.append(f"{wording('fi').term(path)}: {text}")


def _is_same_day(one: str, other: str) -> bool:
    try:
        return typed.day(one) == typed.day(other)
    except TypedError:
        return False
