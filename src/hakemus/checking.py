"""A file into an application, an application into a report, and two reports compared: nothing of Word is needed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from hakemus.case import Case, known_group
from hakemus.costing import Costing
from hakemus.errors import verb
from hakemus.files import application_from, read_application
from hakemus.findings import SEVERITIES, Finding, Report
from hakemus.model import Application
from hakemus.programme import Programme
from hakemus.rules import Rule, check_case
from hakemus.support import LimitKind
from hakemus.texts import LANGUAGES, wording
from hakemus.values.paths import AsJson

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup


@verb
def load(source: str | Path | Mapping[str, Any]) -> Application:
    """Return the application of a TOML or JSON file, or of plain values.

    Args:
        source: The path of the file (`.json` is JSON, anything else TOML), or the values as a mapping.

    Raises:
        FileError: The file cannot be read.
        LoadError: It cannot be understood; the error holds every fault, each with its path.

    >>> load({"schema_version": 1, "project": {"name": "Kylätalon katto"}}).project.name
    'Kylätalon katto'
    """
    return application_from(source) if isinstance(source, Mapping) else read_application(source)


@verb
def check(
    application: Application,
    *,
    on: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    rules: Iterable[Rule] = (),
) -> Report:
    """Return what the law of a day finds in an application.

    Args:
        application: What is checked.
        on: The day whose law counts; by default the application's own date.
        group: A Leader group: its own rates, limits and questions are checked too, in its own messages. Without it, the
            report says what is left to it. A path is that of its folder, or of its data file.
        rules: Rules of one's own, which are checked after the library's and those of installed packages (the entry
            point `hakemus.rules`); each brings its own messages.

    Raises:
        DayMissingError: There is neither `on` nor a date in the application.
        DataError: The group's folder has faults, or a rule of one's own has the id of one of the library's.

    >>> check(Application(date=date(2024, 3, 1))).ok
    False
    """
    return check_case(Case.of(application, on=on, group=known_group(group)), rules)


@verb
def cost(
    application: Application, *, on: date | None = None, group: "LeaderGroup | str | Path | None" = None
) -> Costing:
    """Return the budget of an application as the law of a day counts it: costs, financing, shares, year by year.

    Args:
        application: Whose budget is counted.
        on: The day whose law counts; by default the application's own date.
        group: The Leader group, which counts where the support form is its own; a path is that of its folder.

    Returns:
        The sums in euros, as exact decimals: `total_costs`, `net_costs`, `leader_support` and more.

    Raises:
        DayMissingError: There is neither `on` nor a date in the application.

    >>> budget = {"items": [{"amount": "900.00"}, {"amount": "100.00"}]}
    >>> str(cost(load({"schema_version": 1, "date": "2026-03-01", "budget": budget})).total_costs)
    '1000.00'
    """
    return Case.of(application, on=on, group=known_group(group)).costing


# What a change of law, or of a Leader group's own data, changes for an application that waits.

ChangeKind = Literal["came", "went", "changed"]
"""What became of a finding: only the later check has it, only the earlier one, or the two say different things."""

_SIGNS: Mapping[ChangeKind, str] = {"came": "+", "went": "-", "changed": "~"}
_LIMITS: Mapping[LimitKind, str] = {
    "rate": "rate-highest",
    "support": "support-largest",
    "public-support": "public-support-largest",
}


@dataclass(frozen=True, slots=True)
class FindingChange:
    """A finding that comes, goes or changes; `before` is None when it came, `after` when it went."""

    before: Finding | None
    after: Finding | None

    @property
    def kind(self) -> ChangeKind:
        """Return what became of it."""
        if self.before is None:
            return "came"
        return "went" if self.after is None else "changed"

    @property
    def finding(self) -> Finding:
        """Return the finding as it is later, or as it was when it went."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a change is of a finding before or after")
        return found

    def lines(self, language: str) -> Iterator[str]:
        """Yield the change as lines of text: `+` came, `-` went, `~` changed, with what was said before."""
        now, was = self.finding, self.before
        words = now.words(language)
        head = f"{_SIGNS[self.kind]} {words.message(f'words.{now.severity}')} {now.id}"
        place = f" ({now.path})" if now.path else ""
        yield f"{head}{place}: {now.message(language)}"
        if self.kind == "changed" and was is not None:
            severity = was.words(language).message(f"words.{was.severity}")
            earlier = {"severity": severity, "message": was.message(language)}
            yield f"    {words.message('report.change-before', earlier)}"

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values: its kind, and the finding before and after."""
        was, now = self.before, self.after
        return {
            "kind": self.kind,
            "before": None if was is None else was.as_mapping(),
            "after": None if now is None else now.as_mapping(),
        }


@dataclass(frozen=True, slots=True)
class AmountChange:
    """An amount that differs; None where there is none, such as a ceiling that the law of that day doesn't have.

    `name` says which (`total-costs`, `support-largest-of-group`), `unit` what it is counted in: `EUR` or `per cent`.
    """

    name: str
    unit: Literal["EUR", "per cent"]
    before: Decimal | None
    after: Decimal | None

    def label(self, language: str) -> str:
        """Return what it is called."""
        return wording(language).message(f"report.amount-{self.name}")

    def line(self, language: str) -> str:
        """Return the change as a line of text: what, from how much, to how much."""
        words = wording(language)
        write = words.money if self.unit == "EUR" else words.percent
        was, now = ("–" if one is None else write(one) for one in (self.before, self.after))
        return f"= {self.label(language)}: {was} → {now}"

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values, its label in all languages."""
        was, now = (None if one is None else str(one) for one in (self.before, self.after))
        label = {language: self.label(language) for language in LANGUAGES}
        return {"name": self.name, "label": label, "unit": self.unit, "before": was, "after": now}


@dataclass(frozen=True, slots=True)
class CheckChange(AsJson):
    """What differs between two checks of one application: by the law of two days, or with two groups' data.

    Attributes:
        before: What the first check found.
        after: What the second found.
        programmes: The programmes whose law decided, before and after.
        findings: Those that came, went or changed, the gravest first.
        amounts: Those that differ.
    """

    before: Report
    after: Report
    programmes: tuple[Programme, Programme] = field(repr=False)
    findings: tuple[FindingChange, ...]
    amounts: tuple[AmountChange, ...]

    @property
    def changed(self) -> bool:
        """True when anything differs: a finding, an amount, the programme, or whether the measure is covered."""
        was, now = self.before.covered, self.after.covered
        return bool(self.findings or self.amounts) or was != now or self.is_of_another_programme

    @property
    def is_of_another_programme(self) -> bool:
        """True when the law of another programme decides."""
        was, now = self.programmes
        return was.name != now.name

    def to_text(self, language: str) -> str:
        """Return the change as lines of plain text: the two days, then programme, findings and amounts that differ."""
        words = self.after.words(language)
        days = {"before": self.before.on, "after": self.after.on}
        kind = "-group" if self.before.on == self.after.on else "" if self.after.by_law else "-own-form"
        lines = [words.message(f"report.change-heading{kind}", days)]
        if self.is_of_another_programme:
            labels = dict(
                zip(("before", "after"), (one.label.text(language) for one in self.programmes), strict=True)
            )
            lines.append(words.message("report.change-programme", labels))
        lines += [line for one in self.findings for line in one.lines(language)]
        lines += [one.line(language) for one in self.amounts]
        lines.append(self.summary(language))
        return "\n".join(lines)

    def summary(self, language: str) -> str:
        """Return one line that says how much changes, and how many errors there were and are."""
        words = self.after.words(language)
        if not self.changed:
            return words.message("report.change-none")
        counts: dict[str, int] = {kind: sum(one.kind == kind for one in self.findings) for kind in _SIGNS}
        errors = {"before": len(self.before.errors), "after": len(self.after.errors)}
        return words.message("report.change-counts", {**counts, "amounts": len(self.amounts), **errors})

    def as_mapping(self) -> dict[str, Any]:
        """Return the change as plain values: both checks in short, and what differs, in all languages."""
        checks = {}
        for name, report, programme in zip(
            ("before", "after"), (self.before, self.after), self.programmes, strict=True
        ):
            counts = {
                f"{severity}s": sum(one.severity == severity for one in report.findings)
                for severity in SEVERITIES
            }
            checks[name] = {
                "on": report.on.isoformat(),
                "programme": programme.name,
                "ok": report.ok,
                "covered": report.covered,
                **counts,
            }
        return {
            "changed": self.changed,
            **checks,
            "findings": [one.as_mapping() for one in self.findings],
            "amounts": [one.as_mapping() for one in self.amounts],
        }


@verb
def check_change(
    application: Application,
    *,
    on: date | None = None,
    against: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    against_group: "LeaderGroup | str | Path | None" = None,
) -> CheckChange:
    """Return what changes for an application when the law of another day, or another folder of the group, decides.

    A finding is the same when its id and its path are; it changes when its severity, its values or its message does.
    That the day itself is another is no change.

    Args:
        application: What is checked twice.
        on: The day whose law counts first; by default the application's own date.
        against: The day whose law counts then; by default the same day.
        group: The Leader group whose data count first.
        against_group: The data that count then; by default those of `group`.

    Raises:
        DayMissingError: There is neither `on` nor a date in the application.

    >>> application = load({"schema_version": 1, "date": "2025-12-31"})
    >>> change = check_change(application, against=date(2026, 1, 1))
    >>> [(one.kind, one.finding.id) for one in change.findings if one.finding.id == "authority.name"]
    [('changed', 'authority.name')]
    """
    group = known_group(group)
    against_group = known_group(against_group)
    first = Case.of(application, on=on, group=group)
    second = Case.of(application, on=against or first.day, group=against_group or group)
    before, after = check_case(first), check_case(second)
    findings = sorted(
        _changes_of_findings(before, after), key=lambda one: SEVERITIES.index(one.finding.severity)
    )
    amounts, later = _amounts(first), _amounts(second)
    changed = (
        AmountChange(name, "per cent" if name.startswith("rate-") else "EUR", was, now)
        for name in dict.fromkeys((*later, *amounts))
        if (was := amounts.get(name)) != (now := later.get(name))
    )
    return CheckChange(before, after, (first.programme, second.programme), tuple(findings), tuple(changed))


def _changes_of_findings(before: Report, after: Report) -> Iterator[FindingChange]:
    """Yield each finding that differs: those of the later check in its order, then those that went.

    Where a rule finds several things at one field, those that say the same belong together first.
    """
    left: dict[tuple[str, str], list[Finding]] = {}
    for finding in before.findings:
        left.setdefault((finding.id, finding.path), []).append(finding)
    others: list[Finding] = []
    for finding in after.findings:
        waiting = left.get((finding.id, finding.path), [])
        said = _said(finding, after.on, before.on)
        same = next((one for one in waiting if _said(one, before.on, before.on) == said), None)
        if same is None:
            others.append(finding)
        else:
            waiting.remove(same)
    for finding in others:
        waiting = left.get((finding.id, finding.path), [])
        yield FindingChange(waiting.pop(0) if waiting else None, finding)
    yield from (FindingChange(finding, None) for waiting in left.values() for finding in waiting)


def _said(finding: Finding, day: date, as_day: date) -> Mapping[str, Any]:
    """Return what a finding says, as if the day of the check were another: that alone is no change."""
    values = {name: as_day if value == day else value for name, value in finding.values.items()}
    said = replace(finding, values=values).as_mapping()
    return {name: said[name] for name in ("severity", "values", "message")}


def _amounts(case: Case) -> Mapping[str, Decimal]:
    """Return the amounts of a case by name: what the budget comes to, and the limits on the support."""
    if not case.in_force:
        return {}
    costing = case.costing
    side_costs, flat_rate = (
        None if one is None else one.amount for one in (costing.side_costs, costing.flat_rate)
    )
    found = {
        "total-costs": costing.total_costs,
        "side-costs": side_costs,
        "flat-rate": flat_rate,
        "in-kind": costing.in_kind_total,
        "net-costs": costing.net_costs,
        "leader-support": costing.leader_support,
    }
    amounts = {name: amount for name, amount in found.items() if amount is not None}
    for limit in case.support_limits():
        name = f"{_LIMITS[limit.kind]}-of-group" if limit.is_of_group else _LIMITS[limit.kind]
        for of, value in (("support-possible", limit.largest), (name, limit.value)):
            amounts[of] = min(value, amounts.get(of, value))
    return amounts
