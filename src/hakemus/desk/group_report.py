"""What was found in a group's folder, and what it puts in the place of ours: as text, and as JSON."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from hakemus.desk.overrides import Override
from hakemus.errors import Fault
from hakemus.findings import SEVERITIES, Severity
from hakemus.proofing import TemplateFinding
from hakemus.texts import LANGUAGES, Language, engine_place, fault_message, place_of_fault, wording
from hakemus.values.as_json import AsJson


@dataclass(frozen=True, slots=True)
class GroupFinding:
    """One thing to mend or to know in a group's folder.

    `kind` names it and never changes; `place` is the file, and the key in it; `told` gives the message of a language.
    """

    kind: str
    severity: Severity
    place: str
    told: Callable[[Language], str]

    @classmethod
    def of(cls, kind: str, severity: Severity, place: str, **values: Any) -> "GroupFinding":  # noqa: ANN401
        """Return a finding whose message stands in the catalogue; a value may be a text in three languages."""

        def told(language: Language) -> str:
            spoken = {name: _spoken(value, language) for name, value in values.items()}
            return wording(language).message(f"group.found.{kind}", spoken)

        return cls(kind, severity, place, told)

    @classmethod
    def of_fault(cls, fault: Fault) -> "GroupFinding":
        """Return a finding for what keeps the folder from being opened."""
        return cls(fault.code, "error", fault.path, partial(fault_message, fault))

    @classmethod
    def of_template(cls, found: TemplateFinding) -> "GroupFinding":
        """Return a finding for what the check of templates found."""
        where = ", ".join(piece for piece in (found.part, found.place, found.tag) if piece)
        place = f"{found.file}: {where}" if where else found.file
        return cls(f"template.{found.kind}", found.severity, place, found.message)

    def line(self, language: Language) -> str:
        """Return the finding with its place, as one line."""
        severity = wording(language).message(f"words.{self.severity}")
        place = place_of_fault(engine_place(self.place, language), language)
        return f"{severity}: {place}: {self.told(language)}"


@dataclass(frozen=True, slots=True)
class GroupReport(AsJson):
    """What the check of a group's folder found; `papers` is how many were made of the examples to try it."""

    folder: str
    name: str
    findings: tuple[GroupFinding, ...]
    overrides: tuple[Override, ...] = ()
    papers: int = 0

    @property
    def ok(self) -> bool:
        """True when the folder can be used."""
        return not any(finding.severity == "error" for finding in self.findings)

    def to_text(self, language: Language) -> str:
        """Return the report as lines of text: what was found, what the folder changes and how, then the verdict."""
        words = wording(language)
        lines = [self.name] if self.name else []
        for severity in SEVERITIES:
            lines += [found.line(language) for found in self.findings if found.severity == severity]
        lines += _overridden(self.overrides, language)
        counts = {f"{name}s": self._count(name) for name in SEVERITIES}
        lines.append(words.message("group.report.counts", {**counts, "papers": self.papers}))
        lines.append(words.message("group.report.ok" if self.ok else "group.report.not-ok"))
        return "\n".join(lines)

    def as_mapping(self) -> dict[str, Any]:
        """Return the report as plain values: verdict, findings with their messages in all languages, and overrides."""
        return {
            "folder": self.folder,
            "name": self.name,
            "ok": self.ok,
            "papers": self.papers,
            "findings": [
                {
                    "kind": found.kind,
                    "severity": found.severity,
                    "place": found.place,
                    "message": {language: found.told(language) for language in LANGUAGES},
                }
                for found in self.findings
            ],
            "overrides": [
                {"file": one.file, "key": one.key, "difference": list(one.difference)}
                for one in self.overrides
            ],
        }

    def _count(self, severity: Severity) -> int:
        return sum(found.severity == severity for found in self.findings)


def _overridden(overrides: tuple[Override, ...], language: Language) -> Iterator[str]:
    words = wording(language)
    if overrides:
        yield words.message("group.report.overrides")
    for override in overrides:
        yield f"  {override.place}"
        yield from (f"    {line}" for line in override.difference)
        if not override.difference:
            yield f"    {words.message('group.report.same')}"


def _spoken(value: Any, language: Language) -> Any:  # noqa: ANN401
    return value.text(language) if hasattr(value, "text") else value
