"""A rule explained: what it asks, for which measures, and each value of the law that it reads, by date and source."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hakemus.errors import UnknownNameError
from hakemus.model.schema import schema
from hakemus.papers.law import written_value
from hakemus.programme import DatedMark, DatedValue, Label, Parameter, Programme, entry_named, programme_on
from hakemus.rules import SUBJECTS, BoardRule, Rule, RuleSubject, list_rules
from hakemus.texts import LANGUAGES, Language, Wording, wording
from hakemus.texts.catalogue import open_catalogue, open_glossary
from hakemus.values.as_json import AsJson
from hakemus.values.paths import plain_path

# The fields of an application: the path of each in the file, its official term, and what belongs there.


@dataclass(frozen=True, slots=True)
class FieldTerm:
    """A field by its path, positions in lists written `[]`."""

    path: str

    @property
    def plain_path(self) -> str:
        """Return the path under which glossary and guidance know it."""
        return plain_path(self.path)

    def term(self, language: Language) -> str:
        """Return what it is called."""
        return wording(language).term(self.plain_path)

    def guidance(self, language: Language) -> str:
        """Return what belongs there, or nothing when its name says it."""
        told = open_catalogue(language).messages.get(f"guidance.{self.plain_path}", "")
        return " ".join(told.split())

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values: terms and guidance in all languages, and where the terms come from."""
        entry = open_glossary()[self.plain_path]
        return {
            "path": self.path,
            "term": {language: self.term(language) for language in LANGUAGES},
            "guidance": {language: self.guidance(language) for language in LANGUAGES},
            "source": entry.source,
            "certainty": entry.certainty,
            "ours": list(entry.ours),
        }


def list_fields() -> tuple[FieldTerm, ...]:
    """Return every field of an application file, in the order of the file.

    >>> [field.term("sv") for field in list_fields() if field.path == "applicant.business_id"]
    ['FO-nummer']
    """
    return tuple(map(FieldTerm, schema()))


@dataclass(frozen=True, slots=True)
class RuleExplanation(AsJson):
    """A rule by its id, with the keys of the only measures it holds for (none: all), and the values it reads.

    `about` says what it is a rule on: an application, an assessment of one, or a meeting of a board.
    """

    id: str
    about: RuleSubject
    measures: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    programme: Programme = field(repr=False, compare=False)

    def text(self, language: Language) -> str:
        """Return what the rule asks, in plain words."""
        return wording(language).message(f"rules.{self.id}")

    def to_text(self, language: Language) -> str:
        """Return the explanation as lines of text."""
        return "\n".join(self._lines(wording(language)))

    def as_mapping(self) -> dict[str, Any]:
        """Return the explanation as plain values, its words in all languages."""
        return {
            "id": self.id,
            "about": self.about,
            "text": {language: self.text(language) for language in LANGUAGES},
            "measures": list(self.measures),
            "parameters": [_as_mapping(parameter) for parameter in self.parameters],
        }

    def _lines(self, words: Wording) -> Iterator[str]:
        yield self.id
        yield self.text(words.language)
        if self.about != "application":
            yield words.message(f"lookup.about.{self.about}")
        if self.measures:
            found = (entry_named("measure", key) for key in self.measures)
            names = [entry.label.text(words.language) for entry in found if entry is not None]
            yield words.message("lookup.measures", {"measures": names})
        for parameter in self.parameters:
            yield ""
            yield f"{parameter.label.text(words.language)} ({parameter.path})"
            for entry in parameter.timeline:
                value = _value(entry, parameter, words, self.programme)
                yield f"  {words.message('lookup.from', {'day': entry.start, 'value': value})}"
                yield f"    {entry.reference.text(words.language)}, {entry.reference.address}"
                certainty = words.message(f"report.certainty-{entry.certainty}")
                yield f"    {words.message('report.certainty')} {entry.certainty}: {certainty}"
                if entry.note is not None:
                    yield f"    {words.message('report.note')}: {entry.note.text(words.language)}"


def explain_rules(on: date | None = None) -> tuple[RuleExplanation, ...]:
    """Return the explanation of every rule: on applications, on assessments, on meetings, each in a report's order.

    The values are those of the programme of the day `on`; without a day, of the one that begins last.
    """
    programme = programme_on(on)
    by_id: dict[tuple[str, RuleSubject], list[Rule | BoardRule[Any]]] = {}
    for about in SUBJECTS:
        for rule in list_rules(about):
            by_id.setdefault((rule.id, about), []).append(rule)
    return tuple(_explained(name, about, rules, programme) for (name, about), rules in by_id.items())


def explain_rule(name: str, on: date | None = None) -> RuleExplanation:
    """Return the explanation of a rule by its id; raise `UnknownNameError` when there is none of that id.

    >>> explain_rule("support.ceiling").parameters[-1].path
    'public-support.measures'
    """
    for explanation in explain_rules(on):
        if explanation.id == name:
            return explanation
    raise UnknownNameError("rule", name, [explanation.id for explanation in explain_rules()])


def _explained(
    name: str, about: RuleSubject, rules: list[Rule | BoardRule[Any]], programme: Programme
) -> RuleExplanation:
    only = [rule.measures if isinstance(rule, Rule) else () for rule in rules]
    measures = tuple(key for keys in only for key in keys) if all(only) else ()
    named = (parameter for rule in rules for parameter in rule.parameters)
    read = (found for parameter in named for found in _found(parameter, programme))
    unique = {parameter.path: parameter for parameter in read}
    return RuleExplanation(name, about, tuple(dict.fromkeys(measures)), tuple(unique.values()), programme)


def _found(name: str, programme: Programme) -> tuple[Parameter, ...]:
    """Return the parameter of a path, or every one of that name: each measure or family has its own."""
    exact = programme.find(name)
    if exact is not None:
        return (exact,)
    return tuple(one for one in programme.parameters() if one.path.partition(".")[2] == name)


def _value(entry: DatedValue | DatedMark, parameter: Parameter, words: Wording, programme: Programme) -> str:
    if isinstance(entry, DatedMark):
        return words.message(f"lookup.standing.{entry.kind}")
    return written_value(entry, parameter, words, programme)


def _as_mapping(parameter: Parameter) -> dict[str, Any]:
    return {
        "path": parameter.path,
        "label": {language: parameter.label.text(language) for language in LANGUAGES},
        "unit": parameter.unit,
        "decided_by": parameter.decided_by,
        "timeline": [_entry(entry) for entry in parameter.timeline],
    }


def _entry(entry: DatedValue | DatedMark) -> dict[str, Any]:
    return {
        "from": entry.start.isoformat(),
        "standing": "set" if isinstance(entry, DatedValue) else entry.kind,
        "value": _plain(entry.value) if isinstance(entry, DatedValue) else None,
        "certainty": entry.certainty,
        "reference": {language: entry.reference.text(language) for language in LANGUAGES},
        "address": entry.reference.address,
        "note": None if entry.note is None else {one: entry.note.text(one) for one in LANGUAGES},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Label):
        return {language: value.text(language) for language in LANGUAGES}
    return value if isinstance(value, bool | str) else str(value)
