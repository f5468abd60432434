"""What an applicant can correct: findings with a stable id, a place, the numbers that met and the provision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from string import Formatter
from typing import Any, Literal, Protocol

from hakemus.texts import LANGUAGES, Wording, wording
from hakemus.values.paths import AsJson

Severity = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


class Spoken(Protocol):
    """A text in three languages."""

    def text(self, language: str) -> str:
        """Return the text in a language."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says in words of its own: by a function of the language and of what it is about."""

    say: Callable[..., str]
    about: tuple[object, ...] = ()

    def text(self, language: str) -> str:
        """Return it in a language."""
        return self.say(language, *self.about)


class Reference(Spoken, Protocol):
    """Where a rule is found: title of the law or page, its section, and its address; its text is the first two."""

    @property
    def title(self) -> Spoken:
        """Return the title of the law or page."""

    @property
    def section(self) -> Spoken:
        """Return the section, or the subject on the page."""

    @property
    def address(self) -> str:
        """Return the address."""

    def short_title(self, language: str, /) -> str:
        """Return the title, or the number of a statute."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is missing, against the rules, or good to know.

    `id` names the rule and never changes (`variant` says which of its messages fits); `path` is the field
    (`budget.financing.leader_support`, empty when it is the application as a whole); `values` are the numbers
    and days that met; `reference` is the provision, `certainty` how sure it is (A, B or C), `note` what is
    unsure of it. `cause` is the exception of a rule that failed (`rule.defect`), and None otherwise. `words` gives
    the messages of a language: the library's own, or with those that a Leader group changes.
    """

    id: str
    severity: Severity
    path: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    reference: Reference | None = field(default=None, repr=False)
    variant: str = ""
    certainty: str = ""
    note: Spoken | None = field(default=None, repr=False)
    cause: Exception | None = field(default=None, compare=False)
    words: Callable[[str], Wording] = field(default=wording, compare=False, repr=False)

    def message(self, language: str) -> str:
        """Return the finding in plain words: what is wrong with which field, and how to correct it."""
        words = self.words(language)
        spoken = {name: _spoken(value, language) for name, value in self.values.items()}
        return words.message(self._key, {"field": words.term(self.path) if self.path else "", **spoken})

    def explain(self, language: str) -> str:
        """Return the finding at length, a line each: what to do, the rule, the numbers that met, the law.

        The last lines tell how sure the provision is, and what is unsure of it.
        """
        words = self.words(language)
        source, note = self.reference, self.note
        parts = {
            "rule": words.message(f"rules.{self.id}"),
            "numbers": self.numbers(language),
            "provision": f"{source.text(language)}, {source.address}" if source is not None else "",
            "certainty": words.message(f"report.certainty-{self.certainty}") if self.certainty else "",
            "note": note.text(language) if note is not None else "",
        }
        lines = [f"{words.message(f'report.{name}')}: {text}" for name, text in parts.items() if text]
        return "\n".join([self.message(language), *lines])

    def numbers(self, language: str) -> str:
        """Return the numbers, days and names that met, each with what it is, as the message writes them."""
        words = self.words(language)
        printed = {name: form for _, name, form, _ in Formatter().parse(words.catalogue[self._key]) if name}
        forms = ((Decimal, "number"), (date, "day"), (tuple, "list"))
        numbers = []
        for name, value in self.values.items():
            # What the message does not print is written as its kind is.
            form = printed.get(name) or next((form for kind, form in forms if isinstance(value, kind)), "")
            spoken = _spoken(value, language)
            text = getattr(words, form)(spoken) if form else spoken
            numbers.append(f"{words.message(f'values.{name}')} {text}")
        return "; ".join(numbers)

    def as_mapping(self) -> dict[str, Any]:
        """Return the finding as plain values, with its message in all languages."""
        source = self.reference
        return {
            "id": self.id,
            "severity": self.severity,
            "path": self.path,
            "values": {name: _plain(value) for name, value in self.values.items()},
            "message": {language: self.message(language) for language in LANGUAGES},
            "reference": source
            and {
                "title": _plain(source.title),
                "section": _plain(source.section),
                "address": source.address,
            },
            "certainty": self.certainty or None,
            "note": _plain(self.note),
        }

    @property
    def key_of_several(self) -> str:
        """Return the key of the message that several findings of its kind have together, if there is one."""
        is_among_others = self._key_among in self.words("fi").catalogue
        return f"findings.{self.id}-several" if is_among_others else f"{self._key}-several"

    def named_among(self, language: str) -> str:
        """Return the term of its field as a message for several names it: with what is asked of it, if that is less."""
        words = self.words(language)
        term = words.term(self.path)
        return words.message(self._key_among, {"field": term}) if self._key_among in words.catalogue else term

    @property
    def _key_among(self) -> str:
        return f"{self._key}-among"

    @property
    def _key(self) -> str:
        return f"findings.{self.id}-{self.variant}" if self.variant else f"findings.{self.id}"


@dataclass(frozen=True, slots=True)
class Alike:
    """Findings of one kind, which people read as one: of the same rule, severity and words, at one place or several."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """Return the first of them, which has what all share."""
        return self.findings[0]

    @property
    def paths(self) -> tuple[str, ...]:
        """Return the fields, each once; none when it is the application as a whole."""
        return tuple(dict.fromkeys(one.path for one in self.findings if one.path))

    def field(self, language: str) -> str:
        """Return the term of the field that all are about; nothing when they are about several, or about none."""
        return self.first.words(language).term(self.paths[0]) if len(self.paths) == 1 else ""

    def message(self, language: str) -> str:
        """Return them in plain words: one sentence that names all that lack or differ."""
        first, words = self.first, self.first.words(language)
        if len(self.findings) == 1:
            return first.message(language)
        terms = [one.named_among(language) for one in self.findings if one.path]
        spoken = {
            name: _joined(str(_spoken(one.values[name], language)) for one in self.findings)
            if _is_label(value)
            else _spoken(value, language)
            for name, value in first.values.items()
        }
        return words.message(first.key_of_several, {"field": _joined(terms), **spoken})

    def provision(self, language: str, *, short: bool = False) -> str:
        """Return the provisions they rest on, each title once with its sections; nothing without one.

        `short` names a statute by its number.
        """
        sections: dict[str, list[str]] = {}
        for one in self.findings:
            if (source := one.reference) is not None:
                text, title = source.text(language), source.title.text(language)
                named = source.short_title(language) if short else title
                sections.setdefault(named, []).append(text.removeprefix(title))
        return "; ".join(f"{title}{''.join(dict.fromkeys(own))}" for title, own in sections.items())


def _joined(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(texts))  # a term may have commas of its own


def _is_label(value: Any) -> bool:  # noqa: ANN401 - whatever a message can print
    return hasattr(value, "text")


def alike(findings: Iterable[Finding]) -> tuple[Alike, ...]:
    """Return findings of one kind together, in the order of the first of each.

    Of one kind are those of a rule with a message for several, whose words differ by no more than the field, or by one
    name such as that of an annex. What differs by a number or a day is reported by itself.
    """
    found: dict[Any, list[Finding]] = {}
    for number, one in enumerate(findings):
        if one.key_of_several not in one.words("fi").catalogue:
            found[number] = [one]
            continue
        labels = [name for name, value in one.values.items() if _is_label(value)]
        named = labels if len(labels) == 1 else []
        values = tuple((name, "" if name in named else repr(value)) for name, value in one.values.items())
        found.setdefault((one.severity, one.key_of_several, values), []).append(one)
    return tuple(Alike(tuple(together)) for together in found.values())


@dataclass(frozen=True, slots=True)
class Report(AsJson):
    """What a check found on a day; `covered` is false when the rules of the measure are not in the library.

    `by_law` is false of a support form of a Leader group's own, which no law of the programme is about.

    A rule that raises takes nothing down: what the others found stays, and the defect is an error among
    them, so that the report is not `ok`.
    """

    on: date
    findings: tuple[Finding, ...]
    covered: bool = True
    words: Callable[[str], Wording] = field(default=wording, compare=False, repr=False)
    by_law: bool = field(default=True, kw_only=True)

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
    def defects(self) -> tuple[Finding, ...]:
        """Return the findings that a rule of the library failed; each holds its exception as `cause`."""
        return tuple(finding for finding in self.findings if finding.cause is not None)

    @property
    def ok(self) -> bool:
        """True when there is no error and the measure's rules were there to be checked."""
        return self.covered and not self.errors

    def to_text(self, language: str) -> str:
        """Return the report as lines of plain text, the gravest first, findings of one kind as one."""
        words = self.words(language)
        heading = "report.heading" if self.by_law else "report.heading-own-form"
        lines = [words.message(heading, {"day": self.on})]
        for each in (one for severity in SEVERITIES for one in alike(self._of(severity))):
            head = f"{words.message(f'words.{each.first.severity}')} {each.first.id}"
            place = f" ({', '.join(each.paths)})" if each.paths else ""
            provision = each.provision(words.language)
            source = f" [{provision}]" if provision else ""
            lines.append(f"- {head}{place}: {each.message(words.language)}{source}")
        return "\n".join([*lines, self.summary(language)])

    def summary(self, language: str) -> str:
        """Return one line that says how many findings there are, those of one kind as one, and whether it will do."""
        words = self.words(language)
        counts = {f"{severity}s": len(alike(self._of(severity))) for severity in SEVERITIES}
        verdict = "report.not-covered" if not self.covered else "report.ok" if self.ok else "report.not-ok"
        return f"{words.message('report.counts', counts)} {words.message(verdict)}"

    def as_mapping(self) -> dict[str, Any]:
        """Return the report as plain values: day, verdict, and every finding with its messages in all languages."""
        return {
            "on": self.on.isoformat(),
            "ok": self.ok,
            "covered": self.covered,
            "findings": [finding.as_mapping() for finding in self.findings],
        }

    def _of(self, severity: Severity) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity == severity)


def _spoken(value: Any, language: str) -> Any:  # noqa: ANN401 - whatever a message can print
    """Return a value as messages in a language print it."""
    if isinstance(value, tuple):
        return [_spoken(item, language) for item in value]
    return value.text(language) if hasattr(value, "text") else value


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever a message can print
    """Return a value as JSON can hold it, texts in all languages."""
    if isinstance(value, Decimal | date):
        return str(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if hasattr(value, "text"):
        return {language: value.text(language) for language in LANGUAGES}
    return value
