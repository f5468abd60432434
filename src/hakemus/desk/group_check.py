"""The check of a group's folder: every override is tried, and shown next to what it replaces."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from hakemus.assembly import template_of, template_path
from hakemus.desk.group_changes import GroupFinding, GroupReport, Override, changes_under, overrides_of
from hakemus.errors import DataError, Fault
from hakemus.findings import Severity
from hakemus.group import LOCK, AmountKind, LeaderGroup, Setting
from hakemus.group.folder import file_of
from hakemus.group.settings import texts_of
from hakemus.papers import PAPERS
from hakemus.pdf import Progress
from hakemus.programme import DatedValue, Measure, Programme, programmes
from hakemus.proofing import TemplateFinding, Trial, check_template, trials, try_template
from hakemus.rules.case import severity_of
from hakemus.texts import LANGUAGES, Language, wording

# A group's rates and amounts, held against what the law allows them to be.

_HIGHEST_RATES, _LOWEST_RATES = ("support-rate-highest",), ("support-rate-lowest",)
_ABOVE: dict[AmountKind, str] = {
    "support-largest": "support-largest",
    "total-costs-largest": "total-costs-largest",
}
_BELOW: dict[AmountKind, str] = {
    "support-smallest": "support-smallest",
    "total-costs-smallest": "total-costs-smallest",
}
_PUBLIC: AmountKind = "public-support-largest"


def beyond_the_law(group: LeaderGroup, programme: Programme) -> Iterator[GroupFinding]:
    """Yield a finding for each rate and each amount of a group that the law does not allow, on its first such day."""
    for index, rate in enumerate(group.rates):
        place = f"group.toml: rates[{index}].percent"
        yield from _beyond(rate, rate.percent, place, group.rates, programme, ("rate", "rate"))
    for index, amount in enumerate(group.amounts):
        place = f"group.toml: amounts[{index}].euros"
        alike = [other for other in group.amounts if other.kind == amount.kind]
        yield from _beyond(amount, amount.euros, place, alike, programme, ("amount", amount.kind))


def _beyond(  # noqa: PLR0917 - a setting, and what it is measured by
    setting: Setting,
    number: Decimal,
    place: str,
    others: Sequence[Setting],
    programme: Programme,
    what: tuple[str, str],
) -> Iterator[GroupFinding]:
    form, kind = what
    for measure in _measures(setting, others, programme):
        for day in _days(setting, others, measure, kind):
            most, least = _limits(measure, kind, day)
            if most is not None and number > most.number:
                yield _finding(form, "above", (number, most), place, measure, day)
                break
            if least is not None and number < least.number:
                yield _finding(form, "below", (number, least), place, measure, day)
                break


def _finding(  # noqa: PLR0917 - what met, where, and when
    form: str, side: str, met: tuple[Decimal, DatedValue], place: str, measure: Measure, day: date
) -> GroupFinding:
    number, law = met
    severity: Severity = severity_of(law.certainty)
    values = {"found": number, "limit": law.number, "measure": measure.label, "day": day}
    return GroupFinding.of(f"{form}-{side}-law", severity, place, provision=law.reference, **values)


def _limits(measure: Measure, kind: str, day: date) -> tuple[DatedValue | None, DatedValue | None]:
    """Return the most and the least that the law allows on a day."""
    names = _names(kind)
    found = [measure.value_on(name, day) if name else None for name in names]
    if kind == _PUBLIC:
        law = measure.programme
        if measure.key in law.parameter("public-support.measures").on(day).keys:
            return law.parameter("public-support.largest").on(day), None
    return found[0], found[1]


def _names(kind: str) -> tuple[str, str]:
    if kind == "rate":
        return _HIGHEST_RATES[0], _LOWEST_RATES[0]
    above = next((name for known, name in _ABOVE.items() if known == kind), "")
    return above, next((name for known, name in _BELOW.items() if known == kind), "")


def _days(setting: Setting, others: Sequence[Setting], measure: Measure, kind: str) -> list[date]:
    """Return the days on which a setting meets new law: its first, and each change of the law while it holds."""
    law = measure.programme
    parameters = [measure.find(name) for name in _names(kind) if name]
    if kind == _PUBLIC:
        parameters.append(law.find("public-support.largest"))
    changes = {entry.start for one in parameters if one is not None for entry in one.timeline}
    days = sorted({max(setting.start, law.first_day), *(day for day in changes if day > setting.start)})
    same_case = (
        one for one in others if measure.key in one.measures or not (setting.measures or one.measures)
    )
    later = min((one.start for one in same_case if one.start > setting.start), default=date.max)
    return [day for day in days if day < later and law.in_force(day)]


def _measures(setting: Setting, others: Sequence[Setting], programme: Programme) -> tuple[Measure, ...]:
    """Return the measures that a setting holds for: those it names, or every one that no other names."""
    named = {key for other in others for key in other.measures}
    return tuple(
        measure
        for measure in programme.measures()
        if (measure.key in setting.measures if setting.measures else measure.key not in named)
    )


# Which of a group's texts a language lacks, so that its papers show them in another.

_NAME = "name"
_MOST_SHOWN = 6


def in_another_language(group: LeaderGroup) -> Iterator[GroupFinding]:
    """Yield a note for the texts that a language lacks, by their file; a group's name may be one in all."""
    lacking: dict[tuple[str, tuple[Language, ...]], list[str]] = {}
    for path, names in texts_of(group):
        languages = tuple(language for language in LANGUAGES if language not in names.languages)
        if languages and path != _NAME:
            lacking.setdefault((file_of(path), languages), []).append(path)
    for (file, languages), paths in sorted(lacking.items()):
        yield _note(file, languages, paths)


def _note(file: str, languages: Sequence[Language], paths: Sequence[str]) -> GroupFinding:
    shown = ", ".join(paths[:_MOST_SHOWN]) + (" …" if len(paths) > _MOST_SHOWN else "")
    keys = ", ".join(f'{language} = "…"' for language in languages)
    values = {"texts": shown, "count": len(paths), "keys": keys, "languages": _Called(tuple(languages))}
    return GroupFinding.of("texts-lack-language", "note", file, **values)


@dataclass(frozen=True, slots=True)
class _Called:
    """Languages, by what they are called in another."""

    languages: tuple[Language, ...]

    def text(self, reader: Language) -> str:
        """Return their names for a reader of a language."""
        words = wording(reader)
        return words.list([words.message(f"words.language-{language}") for language in self.languages])


_PAPERS = {paper.key: paper for paper in PAPERS}
_Trials = tuple[Trial, ...]


def check_group(folder: str | Path, *, progress: Progress | None = None) -> GroupReport:
    """Return what has to be corrected in a group's folder, and what it replaces.

    Every fault of its files is reported at once. When it has none, its rates and amounts are held against the law, its
    templates and words are compared across its languages, and papers of all the library's examples are made with it and
    looked over; `progress` gets how many kinds of paper are done, of how many, and the file of the last one.
    Raises `FileError` when there is no such folder.
    """
    place = Path(folder)
    try:
        group = LeaderGroup.open(place)
    except DataError as error:
        return GroupReport(str(folder), "", tuple(map(GroupFinding.of_fault, error.faults)))
    overrides = tuple(overrides_of(group, place))
    languages = group.languages or LANGUAGES
    tried = _trials(group, languages)
    findings = (
        *(finding for programme in programmes() for finding in beyond_the_law(group, programme)),
        *in_another_language(group),
        *(_one_sided(overrides, languages) if group.languages else ()),
        *_different_fields(group, languages),
        *_papers(group, place, tried, progress or _in_silence),
        *_upgraded(overrides, place),
    )
    papers = sum(map(len, tried.values()))
    return GroupReport(str(folder), group.name.text(languages[0]), findings, overrides, papers)


def _one_sided(overrides: tuple[Override, ...], languages: tuple[Language, ...]) -> Iterator[GroupFinding]:
    """Yield a note for what is changed in one of the group's languages and not in another."""
    changed = {(override.language, _apart(override)) for override in overrides}
    for override in overrides:
        if override.language not in languages:
            yield GroupFinding.of("language-not-served", "note", override.place, language=override.language)
            continue
        lacking = [language for language in languages if (language, _apart(override)) not in changed]
        if lacking:
            yield GroupFinding.of("one-language", "note", override.place, languages=lacking)


def _apart(override: Override) -> str:
    """Return what is overridden, apart from the language."""
    return override.place.replace(f"/{override.language}/", "/", 1)


def _different_fields(group: LeaderGroup, languages: tuple[Language, ...]) -> Iterator[GroupFinding]:
    """Yield a warning where a template of one language shows fields that the same paper of another does not."""
    for document in dict.fromkeys(document for _, document in group.changed_templates()):
        fields = {language: _fields(group, document, language) for language in languages}
        everything = set().union(*fields.values())
        for language, shown in fields.items():
            if lacking := sorted(everything - shown):
                place = f"templates/{language}/{document}.docx"
                yield GroupFinding.of("fields-lacking", "warning", place, fields=lacking)


def _fields(group: LeaderGroup, document: str, language: Language) -> set[str]:
    return set(template_of(document, language, group).fields)


def _trials(group: LeaderGroup, languages: tuple[Language, ...]) -> dict[tuple[Language, str], _Trials]:
    """Return what every paper is tried with, in the languages of the group and of its own templates."""
    tried = dict.fromkeys((*languages, *(language for language, _ in group.changed_templates())))
    return {
        (language, paper.key): tuple(trials(paper, language, group)) for language in tried for paper in PAPERS
    }


def _papers(
    group: LeaderGroup, folder: Path, tried: Mapping[tuple[Language, str], _Trials], progress: Progress
) -> Iterator[GroupFinding]:
    """Yield what is wrong with the group's own templates, and with papers that ours make in its look and words."""
    own = group.changed_templates()
    for done, ((language, document), of_paper) in enumerate(tried.items(), 1):
        file = f"templates/{language}/{document}.docx"
        if (language, document) in own:
            paper = _PAPERS[document]
            found = check_template(folder / file, file, paper, language, group=group, tried=of_paper)
            yield from _left_out(group, document, language, file)
        else:
            found = [*_with_its_look(group, document, language, of_paper)]
        # What ours leaves out too is no news; what only the group's own leaves out is reported above.
        yield from (GroupFinding.of_template(one) for one in found if one.kind != "unused-fields")
        progress(done, len(tried), file)


def _in_silence(_done: int, _count: int, _file: str) -> None:
    """Tell nobody."""


def _left_out(group: LeaderGroup, document: str, language: Language, file: str) -> Iterator[GroupFinding]:
    ours = set(template_of(document, language).fields)
    if left := sorted(ours - _fields(group, document, language)):
        yield GroupFinding.of("fields-left-out", "note", file, fields=left)


def _with_its_look(
    group: LeaderGroup, document: str, language: Language, tried: Iterable[Trial]
) -> Iterator[TemplateFinding]:
    return try_template(template_of(document, language, group), template_path(document, language).name, tried)


def _upgraded(overrides: tuple[Override, ...], folder: Path) -> Iterator[GroupFinding]:
    try:
        changes = changes_under(overrides, folder)
    except DataError as error:
        for fault in error.faults:
            path = f"{LOCK}: {fault.path}"
            yield GroupFinding.of_fault(Fault(path, fault.code, fault.found, fault.allowed, fault.suggestion))
        return
    for change in changes:
        severity: Severity = "warning" if change.is_of_ours else "note"
        yield GroupFinding(f"override.{change.kind}", severity, change.place, change.message)
