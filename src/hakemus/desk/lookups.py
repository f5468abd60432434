"""What there is to look up: the fields of an application, a rule explained, and a statute unit by unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from hakemus.errors import UnknownNameError, verb
from hakemus.model.schema import field_at, schema
from hakemus.papers.shared import written_value
from hakemus.programme import (
    DatedMark,
    DatedValue,
    Entry,
    Parameter,
    Programme,
    Provision,
    Reference,
    Statute,
    Words,
    entry_named,
    programme_on,
)
from hakemus.programme.statutes import StatuteUnit
from hakemus.rules import REPORT_FINDINGS, SUBJECTS, BoardRule, Rule, RuleSubject, list_rules
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.wording import open_glossary
from hakemus.values.paths import AsJson, plain_path

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


LawPlace = Literal["rule", "value", "paper", "by-hand", "authority", "parts", "open"]
"""Where a unit lives: a rule checks it, a value or a list holds it, a paper or a heading asks for it, a person checks
it, it is the authority's own matter, it lives in its parts, or nowhere yet."""

_PAPERS = ("annex_kind", "paper", "plan_heading")
"""The vocabularies of what is asked for. A rule may read a list of it for one of its words, or for its reference: what
it asks for itself, its findings on a blank application say."""
_REMINDERS = "duty"
"""The vocabulary of what a checklist reminds of."""
_SWITCHES = ("guide-questions", "project-staff-costs")
"""The values that only say whether the rules of other provisions hold for a measure: those rules check no unit that
these refer to, unless the value is what a rule is called with."""
_DEFINED = ("measure", "support_area", "cost_model", "payment_method")
"""The vocabularies whose words a unit only defines: a rule that reads a list of them doesn't check the unit."""


@dataclass(frozen=True, slots=True)
class LawUnit(AsJson):
    """A unit of a statute and what the library holds of it.

    Attributes:
        statute: The statute.
        entry: What the unit says, and where it lives apart from what is derived.
        place: Where it lives.
        parameters: The values that refer to it.
        entries: The words of vocabularies that refer to it, each with the name of its vocabulary.
        rules: The ids of the rules that read these.
        authority: Why it is the authority's own matter, by itself or with the unit it is inside; or an empty text.
    """

    statute: Statute
    entry: StatuteUnit
    place: LawPlace
    parameters: tuple[Parameter, ...]
    entries: tuple[tuple[str, Entry], ...]
    rules: tuple[str, ...]
    authority: str
    programme: Programme = field(repr=False, compare=False)

    @property
    def unit(self) -> str:
        """Return its section, subsection and point."""
        return self.entry.unit

    @property
    def says(self) -> Words:
        """Return what it says, in the library's own words."""
        return self.entry.says

    def cited(self, language: Language) -> str:
        """Return how a language cites it."""
        return self.statute.cited(self.unit, language)

    def where(self, language: Language) -> str:
        """Return where it lives, in a few words."""
        words = wording(language)
        named: list[str] = []
        if self.place == "rule":
            named = [*self.rules]
        elif self.place in {"value", "paper", "by-hand"}:
            named = [text for _, text in self._listed(language)]
            named += [parameter.label.text(language) for parameter in self.parameters]
        elif self.place == "authority":
            named = [words.message(f"statutes.authority.{self.authority}")]
        kind = words.message(f"statutes.place.{self.place}")
        return f"{kind}: {', '.join(dict.fromkeys(named))}" if named else kind

    def to_text(self, language: Language, on: date | None = None) -> str:
        """Return all that the library holds of it as lines of text.

        Args:
            language: Finnish, Swedish or English.
            on: The day whose values are printed; without one, those of every day.
        """
        words = wording(language)
        lines = [f"{self.cited(language)}: {self.says.text(language)}"]
        lines += [
            f"  {words.message('statutes.rule')} {one}: {words.message(f'rules.{one}')}" for one in self.rules
        ]
        lines += [f"  {kind}: {text}" for kind, text in self._listed(language)]
        if self.authority:
            lines.append(f"  {self.where(language)}")
        elif self.place in {"open", "parts"}:
            lines.append(f"  {words.message(f'statutes.place.{self.place}')}")
        lines += [f"  {line}" for line in self._values(language, on)]
        return "\n".join(lines)

    def _values(self, language: Language, on: date | None) -> Iterator[str]:
        """Yield the lines of its values: a name that several measures share once, and what is the same of them once."""
        named: dict[str, dict[tuple[str, ...], list[str]]] = {}
        for parameter in self.parameters:
            _, *lines = parameter_lines(parameter, self.programme, language, on)
            alike = named.setdefault(parameter.label.text(language), {})
            alike.setdefault(tuple(lines), []).append(parameter.path)
        for label, alike in named.items():
            if len(alike) > 1:
                yield f"{label}:"
            for same, paths in alike.items():
                yield f"  {', '.join(paths)}" if len(alike) > 1 else f"{label} ({', '.join(paths)})"
                yield from (f"  {line}" if len(alike) > 1 else line for line in same)

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values, its words in all languages."""
        return {
            "statute": self.statute.number,
            "unit": self.unit,
            "cited": {language: self.cited(language) for language in LANGUAGES},
            "says": {language: self.says.text(language) for language in LANGUAGES},
            "place": self.place,
            "where": {language: self.where(language) for language in LANGUAGES},
            "rules": list(self.rules),
            "parameters": [parameter_mapping(parameter) for parameter in self.parameters],
            "entries": [{"vocabulary": vocabulary, "key": entry.key} for vocabulary, entry in self.entries],
            "by_hand": list(self.entry.by_hand),
            "authority": self.authority,
        }

    def _listed(self, language: Language) -> Iterator[tuple[str, str]]:
        """Yield the words and the messages of the unit, each with what it is."""
        words, vocabulary = wording(language), self.programme.vocabulary
        for name, entry in self.entries:
            yield vocabulary(name).title.text(language), entry.label.text(language)
        for key in self.entry.by_hand:
            yield words.message("statutes.place.by-hand"), words.catalogue[key]


@verb
def list_law(statute: str, unit: str = "", on: date | None = None) -> tuple[LawUnit, ...]:
    """Return the units of a statute, in their order, each with what the library holds of it.

    Args:
        statute: The number of the act or decree, such as `617/2023`.
        unit: Only this unit and what is inside it: `25`, `25.2`, or as people write it, `25 § 2 mom.`.
        on: A day; the programme in force on it says which statutes there are. Without one, it is the last programme.

    Raises:
        UnknownNameError: There is no such statute, or no such unit in it.

    >>> list_law("617/2023", "28.2")[0].where("en")
    "the authority's own matter: the authority weighs it when it decides"
    >>> [one.unit for one in list_law("617/2023", "9 §:n 2 momentti")]
    ['9.2']
    """
    programme = programme_on(on)
    found = programme.statute(statute)
    wanted = _resolved(unit, found) if unit else ""
    every = _Places(programme, found, on).units()
    return tuple(one for one in every if not wanted or f"{one.unit}.".startswith(f"{wanted}."))


_NUMBERS = re.compile(r"\d+[a-z]?(?![a-z0-9])")

# The words of a citation in three languages; what else is typed, such as a chapter, names no unit.
_CITING = re.compile(
    r"§+(:[a-zäö]+)?|(pykälä|momen[dt]|koh[dt]|punkt|paragraf|moment)[a-zåäö]*|mom|k|p|(sub)?section|paragraph|point|and"
)


def _resolved(typed: str, statute: Statute) -> str:
    """Return the listed unit that somebody typed; raise `UnknownNameError` when there is none."""
    words = re.split(r"[\s.,()]+", _NUMBERS.sub(" ", typed.casefold()).replace("§", " §"))
    is_cited = all(_CITING.fullmatch(one) for one in words if one)
    numbers = _NUMBERS.findall(typed.casefold()) if is_cited else []
    section, *rest = numbers or [""]
    # Of a section with one moment, the moment may be written or not.
    likely = (".".join(numbers), ".".join((section, "1", *rest)), section if rest == ["1"] else "")
    unit = next((one for one in likely if one in statute.structure), "")
    if not unit:
        near = [one for one in statute.structure if one.partition(".")[0] == section]
        raise UnknownNameError("unit", typed, near or statute.parts())
    while unit not in statute.units:
        unit = statute.whole(unit)  # it is inside one that is the authority's own matter
    return unit


class _Places:
    """Where each unit of a statute lives, gathered once for all of them."""

    def __init__(self, programme: Programme, statute: Statute, on: date | None) -> None:
        self._programme, self._statute = programme, statute
        self._parameters: dict[str, list[Parameter]] = {}
        self._entries: dict[str, list[tuple[str, Entry]]] = {}
        self._rules_of: dict[str, list[str]] = {}
        self._rules_citing: dict[str, list[str]] = {}
        references = {one.id: one.references for one in list_rules()}
        laws = {(one.id, law) for one in list_rules() for law in getattr(one.check, "laws", ())}
        for rule in explain_rules(on):
            for parameter in rule.parameters:
                name = parameter.path.partition(".")[2]
                if parameter.vocabulary not in _PAPERS and (name not in _SWITCHES or (rule.id, name) in laws):
                    self._rules_of.setdefault(parameter.path, []).append(rule.id)
            if any(one.vocabulary in _PAPERS for one in rule.parameters):
                for unit in (unit for one in references[rule.id] for unit in self._cites(one)):
                    self._rules_citing.setdefault(unit, []).append(rule.id)
        for parameter in programme.parameters():
            for unit in dict.fromkeys(
                unit for one in parameter.timeline for unit in self._cites(one.reference)
            ):
                self._parameters.setdefault(unit, []).append(parameter)
        for vocabulary in programme.vocabularies():
            for entry in vocabulary.entries:
                elsewhere = (one.split() for one in entry.keys("elsewhere"))
                further = (unit for number, unit in elsewhere if number == statute.number)
                for unit in (*self._cites(entry.reference), *further):
                    self._entries.setdefault(unit, []).append((vocabulary.name, entry))
        for unit, own in statute.units.items():
            for path in own.values:
                self._parameters.setdefault(unit, []).append(programme.parameter(path))
            for path in own.entries:
                name, _, key = path.partition(".")
                self._entries.setdefault(unit, []).append((name, programme.vocabulary(name).entry(key)))

    def units(self) -> Iterator[LawUnit]:
        """Yield every listed unit with what is known of it."""
        for unit, entry in self._statute.units.items():
            parameters, entries = self._own(unit)
            place = self._place(unit)
            yield LawUnit(
                self._statute,
                entry,
                place,
                tuple(parameters),
                tuple(entries),
                self._rules(unit),
                self._authority(unit) if place == "authority" else "",
                self._programme,
            )

    def _cites(self, reference: Reference) -> tuple[str, ...]:
        own = isinstance(reference, Provision) and reference.statute == self._statute.number
        return reference.units if own and isinstance(reference, Provision) else ()

    def _owner(self, unit: str) -> str:
        """Return the unit whose values and words are those of a unit: itself, or what it is inside, if it has none."""
        whole = self._statute.whole(unit)
        has_own = unit in self._parameters or unit in self._entries or self._written(unit)
        return unit if has_own or not whole else self._owner(whole)

    def _own(self, unit: str) -> tuple[list[Parameter], list[tuple[str, Entry]]]:
        owner = self._owner(unit)
        return self._parameters.get(owner, []), self._entries.get(owner, [])

    def _written(self, unit: str) -> bool:
        entry = self._statute.units.get(unit)
        return entry is not None and bool(entry.by_hand or entry.authority)

    def _rules(self, unit: str) -> tuple[str, ...]:
        """Return the ids of the rules that ask for what a unit asks for, or read its values or lists of its words.

        A value, a word or a list of words that refers to another unit is checked by what that one says. A list of all
        that there is bars nothing.
        """
        owner, (parameters, entries) = self._owner(unit), self._own(unit)
        paths = [
            one.path
            for one in parameters
            if any(owner in self._cites(entry.reference) for entry in one.timeline)
            and not self._bars_nothing(one)
        ]
        for vocabulary, entry in entries:
            if vocabulary not in _DEFINED and owner in self._cites(entry.reference):
                lists = (one for one in self._programme.parameters() if _lists(one, vocabulary, entry.key))
                paths += [one.path for one in lists if self._is_about(one, owner)]
        rules = [*self._rules_citing.get(owner, [])]
        rules += [rule for path in paths for rule in self._rules_of.get(path, [])]
        if unit in self._cites(self._programme.reference):
            rules.append(REPORT_FINDINGS[0])
        return tuple(dict.fromkeys(rules))

    def _is_about(self, parameter: Parameter, unit: str) -> bool:
        """Return whether the values of a parameter refer to a unit's section, or to nothing of the statute."""
        cited = {one for entry in parameter.timeline for one in self._cites(entry.reference)}
        return not cited or unit.partition(".")[0] in {one.partition(".")[0] for one in cited}

    def _bars_nothing(self, parameter: Parameter) -> bool:
        """Return whether a value of every day lists all the words of a vocabulary that is complete."""
        if not parameter.vocabulary or parameter.vocabulary in _PAPERS:
            return False
        vocabulary = self._programme.vocabulary(parameter.vocabulary)
        listed = [getattr(one, "value", ()) for one in parameter.timeline]
        return vocabulary.complete and all(
            isinstance(keys, tuple) and {*vocabulary.keys} <= {*keys} for keys in listed
        )

    def _authority(self, unit: str) -> str:
        while unit:
            entry = self._statute.units.get(unit)
            if entry is not None and entry.authority:
                return entry.authority
            unit = self._statute.whole(unit)
        return ""

    def _place(self, unit: str) -> LawPlace:
        parameters, entries = self._own(unit)
        entry = self._statute.units[unit]
        by_hand = [one for one in parameters if one.checked in {"by-hand", "by-hand-of-lump-sum"}]
        words = {name for name, _ in entries}
        if self._rules(unit):
            return "rule"
        if len(by_hand) < len(parameters) or words.difference(_PAPERS, [_REMINDERS]):
            return "value"
        if words.intersection(_PAPERS):
            return "paper"
        if by_hand or entry.by_hand or words:
            return "by-hand"
        if self._authority(unit):
            return "authority"
        parts = [one for one in self._statute.parts(unit) if one in self._statute.units]
        return "parts" if parts and all(self._place(one) != "open" for one in parts) else "open"


def _lists(parameter: Parameter, vocabulary: str, key: str) -> bool:
    """Return whether a value of a parameter, of any day, is a list that holds a key of a vocabulary."""
    values = (getattr(one, "value", ()) for one in parameter.timeline)
    return parameter.vocabulary == vocabulary and any(
        key in value for value in values if isinstance(value, tuple)
    )
