"""What an applicant can mend: findings with a stable id, a place, the numbers that met and the provision."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal, Protocol

from hakemus.texts import Language, Wording, wording

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Reference(Protocol):
    """Where a rule stands: title of the law or page, its section, and its address."""

    @property
    def title(self) -> str:
        """Return the title of the law or page."""

    @property
    def section(self) -> str:
        """Return the section, or the heading on the page."""

    @property
    def address(self) -> str:
        """Return the address."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing, against the rules, or good to know.

    `id` names the rule and never changes (`variant` tells which of its messages fits); `path` is the field (`budget.financing.leader_support`, empty when it is
    the application as a whole); `values` are the numbers and days that met; `reference` is the provision.
    """

    id: str
    severity: Severity
    path: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference | None = None
    variant: str = ""

    def message(self, language: Language) -> str:
        """Return the finding in plain words: what is wrong with which field, and how to mend it."""
        words = wording(language)
        key = f"findings.{self.id}-{self.variant}" if self.variant else f"findings.{self.id}"
        spoken = {name: _spoken(value, language) for name, value in self.values.items()}
        return words.message(key, {"field": words.term(self.path) if self.path else "", **spoken})


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found on a day. `covered` is false when the rules of the measure are not in the library."""

    on: date
    findings: tuple[Finding, ...]
    covered: bool = True

    @property
    def errors(self) -> tuple[Finding, ...]:
        """Return what is against a rule that is certain."""
        return self._of("error")

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """Return what is probably against a rule, or what nobody could check."""
        return self._of("warning")

    @property
    def notes(self) -> tuple[Finding, ...]:
        """Return what is good to know."""
        return self._of("note")

    @property
    def ok(self) -> bool:
        """True when no error stands and the measure's rules were there to be checked."""
        return self.covered and not self.errors

    def to_text(self, language: Language) -> str:
        """Return the report as lines of plain text, the gravest first."""
        words = wording(language)
        lines = [words.message("report.heading", {"day": self.on})]
        for severity in SEVERITIES:
            lines += [self._line(finding, words) for finding in self._of(severity)]
        lines.append(self.summary(language))
        return "\n".join(lines)

    def summary(self, language: Language) -> str:
        """Return one line that says how many findings of each kind there are, and whether it will do."""
        words = wording(language)
        counts = {"errors": len(self.errors), "warnings": len(self.warnings), "notes": len(self.notes)}
        verdict = "report.not-covered" if not self.covered else "report.ok" if self.ok else "report.not-ok"
        return f"{words.message('report.counts', counts)} {words.message(verdict)}"

    def to_json(self) -> str:
        """Return the report as JSON: day, verdict, and every finding with its messages in all languages."""
        return json.dumps(
            {
                "on": self.on.isoformat(),
                "ok": self.ok,
                "covered": self.covered,
                "findings": [_as_mapping(finding) for finding in self.findings],
            },
            ensure_ascii=False,
            indent=2,
        )

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @staticmethod
    def _line(finding: Finding, words: Wording) -> str:
        head = f"{words.message(f'words.{finding.severity}')} {finding.id}"
        place = f" ({finding.path})" if finding.path else ""
        source = f" [{finding.reference.title}, {finding.reference.section}]" if finding.reference else ""
        return f"- {head}{place}: {finding.message(words.language)}{source}"


def _spoken(value: Any, language: Language) -> Any:  # noqa: ANN401
    if isinstance(value, tuple):
        return [_spoken(item, language) for item in value]
    return value.text(language) if hasattr(value, "text") else value


def _as_mapping(finding: Finding) -> dict[str, Any]:
    reference = finding.reference
    return {
        "id": finding.id,
        "severity": finding.severity,
        "path": finding.path,
        "values": {name: _plain(value) for name, value in finding.values.items()},
        "message": {language: finding.message(language) for language in ("fi", "sv", "en")},
        "reference": None
        if reference is None
        else {"title": reference.title, "section": reference.section, "address": reference.address},
    }


def _plain(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if hasattr(value, "text"):
        return {language: value.text(language) for language in ("fi", "sv", "en")}
    return value
