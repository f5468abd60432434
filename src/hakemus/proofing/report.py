"""What was found in templates: for people as lines of text, for machines as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hakemus.texts import LANGUAGES, engine_detail, engine_place, wording
from hakemus.values.as_json import AsJson

Severity = Literal["error", "note"]


@dataclass(frozen=True, slots=True)
class TemplateFinding:
    """One thing to mend (`error`) or to know (`note`) in a template.

    `kind` names what was found and never changes; `file` is the template, seen from the folder; `part`, `place` and
    `tag` are where in it, as far as there is such a place; `values` are what the message tells.
    """

    file: str
    severity: Severity
    kind: str
    part: str = ""
    place: str = ""
    tag: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)

    def message(self, language: str) -> str:
        """Return the finding in plain words; what the Word engine says of it as far as the catalogue knows it."""
        words, detail = wording(language), self.values.get("detail")
        said = {} if detail is None else {"detail": engine_detail(detail, words.language)}
        return words.message(f"templates.{self.kind}", {**self.values, **said})

    def line(self, language: str) -> str:
        """Return the finding with its place, as one line."""
        words = wording(language)
        where = ", ".join(piece for piece in (self.part, engine_place(self.place, words.language)) if piece)
        tag = f" [{self.tag}]" if self.tag else ""
        severity = words.message(f"words.{self.severity}")
        return f"{severity}: {f'{where}: ' if where else ''}{self.message(language)}{tag}"


@dataclass(frozen=True, slots=True)
class TemplateReport(AsJson):
    """What was found in the templates of a folder.

    >>> TemplateReport("templates", ("fi/application.docx",), ()).ok
    True
    """

    folder: str
    templates: tuple[str, ...]
    findings: tuple[TemplateFinding, ...]

    @property
    def errors(self) -> tuple[TemplateFinding, ...]:
        """Return what keeps papers from being made, or makes them unsound or inaccessible."""
        return tuple(finding for finding in self.findings if finding.severity == "error")

    @property
    def notes(self) -> tuple[TemplateFinding, ...]:
        """Return what is good to know, such as what a document offers and its template does not show."""
        return tuple(finding for finding in self.findings if finding.severity == "note")

    @property
    def ok(self) -> bool:
        """True when papers can be made with every template."""
        return not self.errors

    def to_text(self, language: str) -> str:
        """Return the report as lines of text: each template with what was found in it, then how much there was."""
        words = wording(language)
        lines: list[str] = []
        for file in dict.fromkeys((*self.templates, *(finding.file for finding in self.findings))):
            own = [finding for finding in self.findings if finding.file == file]
            lines.append(file if own else words.message("templates.well", {"file": file}))
            lines += [f"  {finding.line(language)}" for finding in own]
        counts = {"templates": len(self.templates), "errors": len(self.errors), "notes": len(self.notes)}
        return "\n".join([*lines, words.message("templates.counts", counts)])

    def as_mapping(self) -> dict[str, Any]:
        """Return the report as plain values: verdict, templates, and findings with their messages in all languages."""
        return {
            "folder": self.folder,
            "ok": self.ok,
            "templates": list(self.templates),
            "findings": [_as_mapping(finding) for finding in self.findings],
        }


def _as_mapping(finding: TemplateFinding) -> dict[str, Any]:
    return {
        "file": finding.file,
        "severity": finding.severity,
        "kind": finding.kind,
        "part": finding.part,
        "place": finding.place,
        "tag": finding.tag,
        "values": dict(finding.values),
        "message": {language: finding.message(language) for language in LANGUAGES},
    }
