"""What a rule is: a function of a case, with one line above it; and what it reads of the law, recorded as it runs."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, update_wrapper
from operator import attrgetter
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from hakemus.case import Case as Case  # noqa: PLC0414 - rules get it here with what else they are made of
from hakemus.findings import Finding, Severity
from hakemus.programme import (
    Annex,
    AskedHeading,
    Certainty,
    DatedMark,
    DatedValue,
    Entry,
    Label,
    Parameter,
    Reference,
)
from hakemus.programme.law import Parameters
from hakemus.programme.statutes import Provision, provision
from hakemus.texts import Wording, wording

if TYPE_CHECKING:
    from hakemus.group import Setting

_T = TypeVar("_T")
_MOST_KEPT = 8_192
_BEHIND_ID = attrgetter(*Finding.__match_args__[1:])
_SEVERITIES: dict[Certainty, Severity] = {"A": "error", "B": "warning", "C": "note"}


class _Recorded(Parameters):
    """The parameters of a programme; `get`, by which one is looked up, notes its path. A list of all notes none."""

    def __init__(self, parameters: Mapping[str, Parameter], reads: set[str]) -> None:
        super().__init__(parameters._found if isinstance(parameters, Parameters) else parameters)  # noqa: SLF001
        self._reads = reads
        if isinstance(parameters, Parameters):  # which may know already
            self.in_file, self.nearest = parameters.in_file, parameters.nearest  # type: ignore[method-assign]
            self.place, self.memo = parameters.place, parameters.memo  # type: ignore[method-assign]

    def get(self, path: str, default: Any = None) -> Any:  # noqa: ANN401 - as `dict.get`
        found = self._found.get(path, default)
        if found is not None:
            self._reads.add(path)
        return found

    def kept(self, key: Hashable, /, make: Callable[[], _T]) -> _T:
        """Return what is kept, and note again what was read when it was made."""
        kept: dict[Hashable, tuple[_T, frozenset[str]]] = self.memo.setdefault(_Recorded, {})
        if (known := kept.get(key)) is None:
            own, self._reads = self._reads, set()
            try:
                made = make()
            finally:
                read, self._reads = frozenset(self._reads), own
            if len(kept) >= _MOST_KEPT:
                kept.clear()
            known = kept[key] = made, read
        self._reads |= known[1]
        return known[0]


def recording(case: Case, reads: set[str]) -> Case:
    """Return the same case, which adds to `reads` the path of each parameter that is looked up in it."""
    law = replace(case.programme, parameters_by_path=_Recorded(case.programme.parameters_by_path, reads))
    return replace(case, programme=law)


class LawfulCheck:
    """A rule's function with the values of the law that it is called with: without one of them, it isn't called."""

    __module__: str

    def __init__(
        self, identifier: str, function: Callable[..., Iterator[Finding]], laws: tuple[str, ...], named: bool
    ) -> None:
        update_wrapper(self, function)
        self.laws = laws
        self._identifier, self._function, self._finding = identifier, function, identifier if named else ""

    def __call__(self, case: Case) -> Iterator[Finding]:
        """Return what the function finds, under the rule's id."""
        values = self.values(case)
        for finding in () if values is None else self._function(case, *values):
            yield replace(finding, id=self._identifier)

    def add_to(self, found: list[Finding], case: Case, values: Sequence[DatedValue]) -> None:
        """Add what the function finds with these values of the law to what was found, under the rule's id."""
        for finding in self._function(case, *values):
            found.append(Finding(self._identifier, *_BEHIND_ID(finding)))  # noqa: PERF401 - what comes before a failure is kept

    def values(self, case: Case) -> list[DatedValue] | None:
        """Return the rule's values of the law on the day of a case, or None when the law gives one of them no value."""
        found = [
            case.known_law(law) if "." in law else case.measure_law(law, self._finding) for law in self.laws
        ]
        values = [value for value in found if value is not None]
        return values if len(values) == len(found) else None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: its stable id, its check, the parameters that it reads, and the only measures it holds for, if some.

    A parameter is named by its path (`in-kind.person-hour`). No measures means all. `references` are what its findings
    on a blank application rest on: what it asks of everybody. The last three are recorded by `hakemus.list_rules`,
    which runs the rule.

    A rule that is not the library's brings its own `messages`: by language, what each finding says, by the finding's
    `variant` (`""` for those without one). They may show the finding's values (`{sum:money}`) and `{field}`; a language
    that is not there gets the first one. `installed_rules` are those of installed packages.

    >>> import datetime
    >>> from hakemus import Application
    >>> def needs_name(case):
    ...     if not case.application.project.name:
    ...         yield Finding("", "warning", "project.name")
    >>> own = Rule("our.name", needs_name, messages={"en": {"": "{field}: give the project a name."}})
    >>> next(own.findings(Case.of(Application(), on=datetime.date(2026, 3, 1)))).message("en")
    'Name of the project: give the project a name.'
    """

    id: str
    check: Callable[[Case], Iterable[Finding]]
    parameters: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    messages: Mapping[str, Mapping[str, str]] = field(default_factory=dict, hash=False)

    def findings(self, case: Case) -> Iterator[Finding]:
        """Yield what it finds in a case, under its id and in its own messages if it has some.

        What came before a failure is kept, so nothing waits for the last.
        """
        speaking = case.group.wording if case.group is not None else wording
        for one in self.check(case):
            own = partial(_own_words, self, tuple(one.values), speaking)
            yield replace(one, id=self.id, words=own) if self.messages else one

    @property
    def text(self) -> str:
        """Return the rule in plain English: what its check says it is."""
        return " ".join((self.check.__doc__ or "").split())

    def holds_for(self, case: Case) -> bool:
        """Return whether the rule is to be checked in a case."""
        if self.measures:
            return case.measure is not None and case.measure.key in self.measures
        return not isinstance(self.check, LawfulCheck) or self.check.values(case) is not None

    def in_language(self, language: str) -> str:
        """Return the rule in plain words in a language."""
        return wording(language).message(f"rules.{self.id}")


def _own_words(
    rule: Rule, values: tuple[str, ...], speaking: Callable[[str], Wording], language: str
) -> Wording:
    """Return the words of a language with the messages that a rule brings."""
    words, key = speaking(language), f"findings.{rule.id}"
    own = rule.messages.get(words.language) or next(iter(rule.messages.values()))
    labels = {f"values.{name}": f"{name}:" for name in values if f"values.{name}" not in words.catalogue}
    said = {f"{key}-{variant}" if variant else key: text for variant, text in own.items()}
    return words.changed({f"rules.{rule.id}": rule.text, **labels, **said})


def rule(
    identifier: str, *laws: str, named: bool = False
) -> Callable[[Callable[..., Iterator[Finding]]], Rule]:
    """Return what makes a rule of a function that yields what it finds in a case; its docstring is the rule.

    Args:
        identifier: The id of the rule and of its findings, which never changes.
        laws: The values that the function is called with, after the case. A path (`in-kind.person-hour`) is that of
            every case, a name (`areas`) the measure's own. The rule holds only where the law gives each a value.
        named: True for the rule of those measures whose data name its id as the `finding` of the values; otherwise it
            is that of the measures whose data name none.
    """
    return lambda function: Rule(identifier, LawfulCheck(identifier, function, laws, named))


def severity_of(certainty: Certainty) -> Severity:
    """Return how grave a breach of a rule is: a certain rule gives an error, an inferred one only a note.

    >>> severity_of("B")
    'warning'
    """
    return _SEVERITIES[certainty]


def at_most_warning(law: DatedValue | AskedHeading) -> Severity:
    """Return how grave it is that something only may break a rule: a fact left out, or a word that may mean another."""
    return "note" if law.certainty == "C" else "warning"


def labels(case: Case, vocabulary: str, keys: Iterable[str]) -> tuple[Label, ...]:
    """Return what keys of a vocabulary are called."""
    return tuple(case.programme.vocabulary(vocabulary).entry(key).label for key in keys)


_OfLaw = DatedValue | DatedMark | Annex | AskedHeading | Entry
Source: TypeAlias = "_OfLaw | Setting | Reference"
"""What a finding rests on: the law, a vocabulary, or what a Leader group has decided."""


def citing(case: Case, finding: Finding, *laws: DatedValue | None) -> Finding:
    """Return a finding that cites what other values of the law rest on too, where all are units of one statute."""
    own = finding.reference
    others = [one.reference for one in laws if one is not None]
    if not isinstance(own, Provision):
        return finding
    cited = (own, *(one for one in others if isinstance(one, Provision) and one.statute == own.statute))
    units = tuple(dict.fromkeys(unit for one in cited for unit in one.units))
    known = {unit: place for place, unit in enumerate(case.programme.statute(own.statute).units)}
    ordered = tuple(sorted(units, key=lambda unit: known.get(unit, len(known))))
    return replace(finding, reference=provision(own.title, own.address, own.statute, ordered, tuple(known)))


def found(
    path: str,
    source: "Source | None",
    /,
    variant: str = "",
    severity: Severity | None = None,
    **values: Any,  # noqa: ANN401 - whatever a message can print
) -> Finding:
    """Return a finding, whose rule gives it its id.

    Args:
        path: The field; empty when it is the application as a whole.
        source: What it rests on. What the group has decided gives a warning.
        variant: Which of the rule's messages fits.
        severity: How grave it is, if not as its source is certain.
        values: The numbers, days and labels that met, by the names that the messages have for them.
    """
    if not isinstance(source, _OfLaw):
        reference = source if source is None or isinstance(source, Reference) else source.reference
        return Finding("", severity or "warning", path, values, reference, variant)
    grave = severity or severity_of(source.certainty)
    note = source.note if isinstance(source, DatedValue | AskedHeading) else None
    return Finding("", grave, path, values, source.reference, variant, source.certainty, note)
