"""A rule explained: what it asks, for which measures, and each value of the law that it reads, by date and source."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hakemus.errors import UnknownNameError, verb
from hakemus.model.schema import field_at, schema
from hakemus.papers.law import written_value
from hakemus.programme import DatedMark, DatedValue, Parameter, Programme, entry_named, programme_on
from hakemus.rules import SUBJECTS, BoardRule, Rule, RuleSubject, list_rules
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.catalogue import open_glossary
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

    def term(self, language: str) -> str:
        """Return what it is called."""
        return wording(language).term(self.plain_path)

    def guidance(self, language: str) -> str:
        """Return what belongs there, or nothing when its name says it."""
        text = wording(language).catalogue.messages.get(f"guidance.{self.plain_path}", "")
        return " ".join(text.split())

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


@verb
def list_fields() -> tuple[FieldTerm, ...]:
    """Return every field of an application file, in the order of the file.

    >>> [field.term("sv") for field in list_fields() if field.path == "applicant.business_id"]
    ['FO-nummer']
    """
    return tuple(map(FieldTerm, schema()))


@verb
def term(path: str, language: str) -> str:
    """Return the official term of a field of the application file, positions in lists counted from one.

    Args:
        path: The field, such as `applicant.business_id` or `budget.items[2].amount`; `list_fields` has all of them.
        language: `fi`, `sv` or `en`.

    Raises:
        UnknownNameError: There is no such field, or no such language.

    >>> term("budget.items[2].amount", "sv")
    'Kostnader 3: Belopp'
    """
    if field_at(path) is None:
        raise UnknownNameError("field", path, (field.path for field in list_fields()))
    return wording(language).term(path)


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
        words = wording(language)
        lines = [self.id, self.text(language)]
        if self.about != "application":
            lines.append(words.message(f"lookup.about.{self.about}"))
        if self.measures:
            found = (entry_named("measure", key) for key in self.measures)
            names = [entry.label.text(language) for entry in found if entry is not None]
            lines.append(words.message("lookup.measures", {"measures": names}))
        for parameter in self.parameters:
            lines += ["", *parameter_lines(parameter, self.programme, language)]
        return "\n".join(lines)

    def as_mapping(self) -> dict[str, Any]:
        """Return the explanation as plain values, its words in all languages."""
        return {
            "id": self.id,
            "about": self.about,
            "text": {language: self.text(language) for language in LANGUAGES},
            "measures": list(self.measures),
            "parameters": [parameter_mapping(parameter) for parameter in self.parameters],
        }


def parameter_lines(
    parameter: Parameter, programme: Programme, language: Language, on: date | None = None
) -> list[str]:
    """Return a value of the law as lines of text: its name, and what it is from which day, by what, and how sure.

    Args:
        parameter: The value.
        programme: Its programme.
        language: Finnish, Swedish or English.
        on: The day whose value is printed; without one, those of every day.
    """
    words = wording(language)
    lines = [f"{parameter.label.text(language)} ({parameter.path})"]
    entries = parameter.timeline
    if on is not None:
        entries = () if parameter.standing(on) == "not-yet-in-force" else (parameter.entry_on(on),)
    for entry in entries:
        if isinstance(entry, DatedMark):
            value = words.message(f"lookup.standing.{entry.kind}")
        else:
            value = written_value(entry, parameter, words, programme)
        certainty = words.message(f"report.certainty-{entry.certainty}")
        lines += [
            f"  {words.message('lookup.from', {'day': entry.start, 'value': value})}",
            f"    {entry.reference.text(language)}, {entry.reference.address}",
            f"    {words.message('report.certainty')} {entry.certainty}: {certainty}",
        ]
        if entry.note is not None:
            lines.append(f"    {words.message('report.note')}: {entry.note.text(language)}")
    return lines


def parameter_mapping(parameter: Parameter) -> dict[str, Any]:
    """Return a value of the law as plain values, its words in all languages."""
    return {
        "path": parameter.path,
        "label": _plain(parameter.label),
        "unit": parameter.unit,
        "decided_by": parameter.decided_by,
        "timeline": [
            {
                "from": entry.start.isoformat(),
                "standing": "set" if isinstance(entry, DatedValue) else entry.kind,
                "value": _plain(entry.value) if isinstance(entry, DatedValue) else None,
                "certainty": entry.certainty,
                "reference": _plain(entry.reference),
                "address": entry.reference.address,
                "note": None if entry.note is None else _plain(entry.note),
            }
            for entry in parameter.timeline
        ],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return a value of the law as a plain one; what has a text, in all languages."""
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if hasattr(value, "text"):
        return {language: value.text(language) for language in LANGUAGES}
    return value if isinstance(value, bool | str) else str(value)


@verb
def explain_rules(on: date | None = None) -> tuple[RuleExplanation, ...]:
    """Return the explanation of every rule: on applications, on assessments, on meetings, each in a report's order.

    The values are those of the programme of the day `on`; without a day, of the one that begins last.
    """
    programme = programme_on(on)
    by_id: dict[tuple[str, RuleSubject], list[Rule | BoardRule[Any]]] = {}
    for about in SUBJECTS:
        for rule in list_rules(about):
            by_id.setdefault((rule.id, about), []).append(rule)
    explanations: list[RuleExplanation] = []
    for (name, about), rules in by_id.items():
        only = [rule.measures if isinstance(rule, Rule) else () for rule in rules]
        measures = dict.fromkeys(key for keys in only for key in keys) if all(only) else ()
        # A parameter by its path, or every one of that name: each measure or family has its own.
        read: dict[str, Parameter] = {}
        for path in (path for rule in rules for path in rule.parameters):
            exact = programme.find(path)
            of_name = (one for one in programme.parameters() if one.path.partition(".")[2] == path)
            read |= {one.path: one for one in ([exact] if exact is not None else of_name)}
        explanations.append(RuleExplanation(name, about, tuple(measures), tuple(read.values()), programme))
    return tuple(explanations)


@verb
def explain_rule(name: str, on: date | None = None) -> RuleExplanation:
    """Return the explanation of a rule by its id; raise `UnknownNameError` when there is none of that id.

    >>> explain_rule("support.ceiling").parameters[-1].path
    'public-support.measures'
    """
    for explanation in explain_rules(on):
        if explanation.id == name:
            return explanation
    raise UnknownNameError("rule", name, [explanation.id for explanation in explain_rules()])
