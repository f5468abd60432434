"""The check of a group's folder: every override proved, and shown beside what it stands in the place of."""

from collections.abc import Iterator
from pathlib import Path

from hakemus.assembly import template_of, template_path
from hakemus.desk.group_changes import changes_under
from hakemus.desk.group_languages import in_another_language
from hakemus.desk.group_limits import beyond_the_law
from hakemus.desk.group_report import GroupFinding, GroupReport
from hakemus.desk.overrides import Override, overrides_of
from hakemus.documents import PAPERS, Paper
from hakemus.errors import DataError, Fault
from hakemus.findings import Severity
from hakemus.group import LOCK, LeaderGroup
from hakemus.programme import open_programme
from hakemus.proofing import TemplateFinding, check_template, trials, try_template
from hakemus.texts import LANGUAGES, Language


def check_group(folder: str | Path) -> GroupReport:
    """Return what is to be mended in a group's folder, and what it puts in the place of ours.

    Every fault of its files is told at once. When it has none, its rates and amounts are held against the law, its
    templates and words are compared across its languages, and papers of all the library's examples are made with it
    and looked over. Raises `FileError` when there is no such folder.
    """
    place = Path(folder)
    try:
        group = LeaderGroup.open(place)
    except DataError as error:
        return GroupReport(str(folder), "", tuple(map(GroupFinding.of_fault, error.faults)))
    overrides = tuple(overrides_of(group, place))
    languages = group.languages or LANGUAGES
    findings = (
        *beyond_the_law(group, open_programme()),
        *in_another_language(group),
        *(_one_sided(overrides, languages) if group.languages else ()),
        *_different_fields(group, languages),
        *_papers(group, place, languages),
        *_upgraded(overrides, place),
    )
    tried = sum(1 for language in languages for paper in PAPERS for _ in trials(paper, language, group))
    return GroupReport(str(folder), group.name.text(languages[0]), findings, overrides, tried)


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


def _papers(group: LeaderGroup, folder: Path, languages: tuple[Language, ...]) -> Iterator[GroupFinding]:
    """Yield what is wrong with the group's own templates, and with papers that ours make in its look and words."""
    own = group.changed_templates()
    served = dict.fromkeys((*languages, *(language for language, _ in own)))
    for language in served:
        for paper in PAPERS:
            if (language, paper.key) in own:
                file = f"templates/{language}/{paper.key}.docx"
                found = check_template(folder / file, paper, language, file, group)
                yield from _left_out(group, paper, language, file)
            else:
                found = [*_with_its_look(group, paper, language)]
            # What ours leaves out too is no news; what only the group's own leaves out is told above.
            yield from (GroupFinding.of_template(one) for one in found if one.kind != "unused-fields")


def _left_out(group: LeaderGroup, paper: Paper, language: Language, file: str) -> Iterator[GroupFinding]:
    ours = set(template_of(paper.key, language).fields)
    if left := sorted(ours - _fields(group, paper.key, language)):
        yield GroupFinding.of("fields-left-out", "note", file, fields=left)


def _with_its_look(group: LeaderGroup, paper: Paper, language: Language) -> Iterator[TemplateFinding]:
    file = template_path(paper.key, language).name
    return try_template(template_of(paper.key, language, group), paper, language, file, group)


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
