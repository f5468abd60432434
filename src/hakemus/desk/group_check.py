"""The check of a group's folder: every override proved, and shown beside what it stands in the place of."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from hakemus.assembly import template_of, template_path
from hakemus.desk.group_changes import changes_under
from hakemus.desk.group_languages import in_another_language
from hakemus.desk.group_limits import beyond_the_law
from hakemus.desk.group_report import GroupFinding, GroupReport
from hakemus.desk.overrides import Override, overrides_of
from hakemus.documents import PAPERS
from hakemus.errors import DataError, Fault
from hakemus.findings import Severity
from hakemus.group import LOCK, LeaderGroup
from hakemus.pdf import Progress
from hakemus.programme import open_programme
from hakemus.proofing import TemplateFinding, Trial, check_template, trials, try_template
from hakemus.texts import LANGUAGES, Language

_PAPERS = {paper.key: paper for paper in PAPERS}
_Trials = tuple[Trial, ...]


def check_group(folder: str | Path, *, progress: Progress | None = None) -> GroupReport:
    """Return what is to be mended in a group's folder, and what it puts in the place of ours.

    Every fault of its files is told at once. When it has none, its rates and amounts are held against the law, its
    templates and words are compared across its languages, and papers of all the library's examples are made with it
    and looked over; `progress` is told how many kinds of paper are done, of how many, and of which file the last is.
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
        *beyond_the_law(group, open_programme()),
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
        # What ours leaves out too is no news; what only the group's own leaves out is told above.
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
