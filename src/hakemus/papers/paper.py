"""What every document has in common: its name, the fields it shows and carries, and how its content is made."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from hakemus import group as groups
from hakemus.costing import Costing
from hakemus.findings import Finding, Report
from hakemus.model import AnnexState, Application, Part
from hakemus.model.schema import EACH, Each, field_at
from hakemus.packaged import library_version
from hakemus.papers.layout import FORM, Frame, Page
from hakemus.papers.presentation import answers_by_key, group_texts, present, shown_answers, shown_group
from hakemus.programme import Measure, Programme
from hakemus.rules import Case, check_case
from hakemus.rules.annexes import is_settled, lacks_annex
from hakemus.texts import Language, Wording
from hakemus.values import typed
from hakemus.values.paths import value_at
from hakemus.values.text import file_stem
from hakemus.word import Prose, Shown, data_item
from hakemus.word.data_part import Marks, Printed, read_marks
from hakemus.word.printing import bookmark_name

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup, Names

# What a document is made for: the application as a whole, or each of its companies by itself.


class Item(NamedTuple):
    """One thing that a document is made for.

    `name` distinguishes its paper from the others (a business id) and is empty where there is only one paper.
    `application` holds no other such thing, so that nobody reads of another company in the paper of one.
    """

    name: str
    application: Application


Items = Callable[[Application], tuple[Item, ...]]


def whole(application: Application) -> tuple[Item, ...]:
    """Return the application as the one thing that a document is made for."""
    return (Item("", application),)


def one_for_each(each: Each) -> Items:
    """Return what gives the application once for each thing in one of its lists; without any, once as it is.

    A company or a partner is named by its business id, another thing by its place in the list. So is one without a
    business id, or whose id another has too.

    >>> [item.name for item in one_for_each("company")(Application(companies=[{"business_id": "1572860-0"}, {}]))]
    ['1572860-0', '2']
    """
    path = EACH[each][0]

    def items_of(application: Application) -> tuple[Item, ...]:
        things = listed(application, path)
        ids = [getattr(thing, "business_id", None) for thing in things]
        times = Counter(ids)
        items = []
        for place, (thing, known) in enumerate(zip(things, ids, strict=True), start=1):
            name = str(place) if known is None else known if times[known] == 1 else f"{known}-{place}"
            items.append(Item(name, _with_list(application, path, (thing,))))
        return tuple(items) or whole(application)

    return items_of


def listed(part: Part, path: str) -> tuple[Part, ...]:
    """Return the things in a list of an application, by its path."""
    for step in path.split("."):
        part = getattr(part, step)
    return part  # type: ignore[return-value]  # the last step is a list


PartT = TypeVar("PartT", bound=Part)


def _with_list(part: PartT, path: str, things: tuple[Part, ...]) -> PartT:
    """Return a part with other things in one of its lists."""
    step, _, rest = path.partition(".")
    inner = _with_list(getattr(part, step), rest, things) if rest else things
    return part.model_copy(update={step: inner})


one_a_company = one_for_each("company")


# What is handed in with an application, numbered in one order: its papers, its workbook, its annexes.


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One thing that is handed in: its title, the name of its file without number and ending, and its state in words.

    `number` is None for what is not handed in: an annex that is not needed, a paper for one's own use. `file` and
    `pages` are there when the file is; `annex` is the place among the application's annexes, or None for what the
    library makes.
    """

    title: str
    stem: str
    state: str
    number: int | None = None
    file: str = ""
    pages: int | None = None
    annex: int | None = None


class Enclosed(NamedTuple):
    """All that is handed in, what is missing of it, and whether that is all, each in the words of a language."""

    rows: tuple[Enclosure, ...]
    missing: tuple[str, ...] = ()
    verdict: str = ""


_UNCOVERED = "measure.not-covered"


def lack_in_words(finding: Finding, language: str) -> str:
    """Return what is lacking as whoever receives the papers reads it: the annex or the field, not what to do."""
    annex = finding.values.get("annex")
    if lacks_annex(finding) and annex is not None:
        return str(annex.text(language))
    return finding.words(language).term(finding.path) if finding.path else finding.message(language)


def keeps_incomplete(finding: Finding) -> bool:
    """Return whether a finding keeps what is handed in from being complete: an error, a lacking annex, no rules."""
    return finding.severity == "error" or finding.id == _UNCOVERED or lacks_annex(finding)


def paper_enclosures(papers: Sequence[tuple[str, str]], words: Wording) -> list[Enclosure]:
    """Return papers, each given by the stem of its file and its title, numbered from one."""
    attached = words.message("bundle.state-attached")
    return [Enclosure(title, stem, attached, number) for number, (stem, title) in enumerate(papers, start=1)]


def annex_enclosures(
    application: Application, programme: Programme, words: Wording, first: int
) -> Iterator[Enclosure]:
    """Yield the annexes of an application, numbered from `first`; one that is still to come keeps its number."""
    kinds, states = programme.vocabulary("annex_kind"), programme.vocabulary("annex_state")
    number = first
    for index, annex in enumerate(application.annexes):
        entry = kinds.find(annex.kind)
        kind = entry.label.text(words.language) if entry is not None else annex.kind or ""
        needed = annex.state is not AnnexState.NOT_NEEDED
        yield Enclosure(
            title=": ".join(dict.fromkeys(filter(None, (kind, annex.title)))),
            stem=file_stem(kind or annex.title or "") or words.message("bundle.annex"),
            state=states.label(state.value, words.language) if (state := annex.standing) is not None else "",
            number=number if needed else None,
            annex=index,
        )
        number += needed


def report_of(case: Case) -> Report:
    """Return what the law of the day finds in a case, found once."""
    if "report" not in case.memo:
        case.memo["report"] = check_case(case)
    report: Report = case.memo["report"]
    return report


Content = dict[str, Any]

ABOUT = ("leader_group", "classification", "project", "applicant")
"""The parts of an application by which a paper says what it is about."""

PEOPLE = ("responsible_person", "contact_person", "partners")
"""The parts that name those who carry out the project with the applicant."""


def always(_case: Case) -> bool:
    """Return that a document is asked for whatever the application holds."""
    return True


def never(_case: Case) -> bool:
    """Return that no application asks for a document: it is made when somebody asks for it by name."""
    return False


@dataclass(frozen=True, slots=True)
class Subject:
    """What a document is made of.

    Attributes:
        case: The application on its day, with the law, the money, the Leader group and the words.
        draft: Whether every page says that the paper is a draft.
        item: What the paper is made for, where its document is made once for each of several things; the application
            of the case then holds that one alone.
        enclosed: All that is handed in with it, once it was put together.
        papers: Returns the documents that the application asks to be handed in, which few papers list.
    """

    case: Case
    draft: bool
    item: str = ""
    enclosed: Enclosed | None = None
    papers: Callable[[], tuple["Document", ...]] = tuple

    @property
    def application(self) -> Application:
        """Return the application of the case."""
        return self.case.application

    @property
    def programme(self) -> Programme:
        """Return the programme of the case."""
        return self.case.programme

    @property
    def costing(self) -> Costing:
        """Return the budget of the case, counted."""
        return self.case.costing

    @property
    def words(self) -> Wording:
        """Return the words of the case."""
        return self.case.words

    @property
    def on(self) -> date:
        """Return the day of application."""
        return self.case.day

    @property
    def group(self) -> "LeaderGroup | None":
        """Return the Leader group whose data are given, if they are."""
        return self.case.group

    @property
    def day_of_law(self) -> date:
        """Return the day whose law is read; see `Programme.day_of_law`."""
        return self.case.on

    @property
    def measure(self) -> Measure | None:
        """Return the measure of the case; None without one, or for one that is not known."""
        return self.case.measure

    @property
    def report(self) -> Report:
        """Return what the law of the day finds in the application."""
        return report_of(self.case)

    def presented(self, carries: tuple[str, ...]) -> Content:
        """Return those fields of the application that a document carries, as text."""
        # Several papers show the same parts, and each asks for what it carries more than once.
        known = self.case.memo.setdefault("presented", {})
        names = carries or tuple(type(self.application).model_fields)
        if lacking := [name for name in names if name not in known]:
            known.update(present(self.application, self.words, self.programme, lacking))
        content: Content = {name: known[name] for name in names}
        if "leader_group" in content:
            name = self.of_group["name"]
            if name != content["leader_group"]:  # the group's own spelling; the field is not filled from it
                field = content["leader_group"]
                content["leader_group"] = Shown(name, field.tag, field.control)
        if "group_answers" in content and self.group is not None and self.group.questions:
            shown = self.case.memo.setdefault("shown_answers", {})
            if self.draft not in shown:
                shown[self.draft] = shown_answers(
                    self.group,
                    self.application,
                    self.words,
                    content["group_answers"],
                    draft=self.draft,
                    facts=self.case.facts,
                )
            content["group_answers"] = shown[self.draft]
        return content

    def answers(self, *, read_back: bool) -> Content:
        """Return the answers to the questions of the Leader group, by their keys."""
        known: dict[bool, Content] = self.case.memo.setdefault("answers", {})
        if read_back not in known:
            known[read_back] = answers_by_key(self.group, self.application, self.words, read_back=read_back)
        return known[read_back]

    @property
    def of_group(self) -> Content:
        """Return what a paper says of the Leader group."""
        return shown_group(self.group, self.application, self.words)


def is_brief(case: Case) -> bool:
    """Return whether a measure is asked only its own list of the law: its papers have no empty rows for more."""
    law = case.measure_law("guide-questions")
    return law is not None and not law.yes


def nothing_more(_subject: "Subject", _content: Content) -> Content:
    """Return nothing: the document shows the fields that it carries."""
    return {}


def not_laid_out(_page: Page) -> None:
    """Write nothing: the template is made elsewhere, in Word."""


def nothing_to_remark(_subject: Subject) -> Iterable[str]:
    """Return no remark: of most papers there is nothing to know but what they say."""
    return ()


@dataclass(frozen=True, slots=True)
class Document:
    """A kind of paper: what it carries, says, and how it is laid out.

    One of your own is a key, `names` and `templates`; it is given to `render` as `document=`, or brought by an
    installed package (the entry point `hakemus.documents`), and is then known everywhere.

    >>> from hakemus.texts import wording
    >>> own = Document("youth-consent", names={"fi": "Suostumus"}, templates={"fi": "suostumus.docx"}, each="partner")
    >>> own.title(wording("en"))
    'Suostumus'

    Attributes:
        key: Its name everywhere, its template's too.
        place: Where it is among all documents: they are listed, made and handed in by ascending place.
        add: Returns what the paper shows in addition to the fields that it carries.
        lay_out: Writes its template.
        frame: What is around its text.
        carries: The parts of the application that it shows; none means all of them.
        published: Whether it carries no data but what is seen.
        asked_for: Whether an application asks for it, of a measure that has it among its papers.
        items: What it is made once for each of.
        for_own_use: Whether it helps the applicant and isn't handed in.
        remarks: Returns what whoever makes the paper is to know of it, which no paper that is handed in says: the
            checklist prints it.
        names: What it is called, where the catalogue of the library does not say it.
        templates: Its own Word files by language, as paths or contents, where it is neither the library's nor a
            group's; in a language that is not there, it is the first one.
        each: What it is made once for each of, where its template shows that by its own name (`{{ partner.name }}`).
    """

    key: str
    place: int = 999
    add: Callable[[Subject, Content], Mapping[str, Any]] = nothing_more
    lay_out: Callable[[Page], None] = not_laid_out
    frame: Frame = FORM
    carries: tuple[str, ...] = ()
    published: bool = False
    asked_for: Callable[[Case], bool] = always
    items: Items = whole
    for_own_use: bool = False
    remarks: Callable[[Subject], Iterable[str]] = nothing_to_remark
    names: "Names | Mapping[str, str] | None" = field(default=None, hash=False)
    each: Each | None = None
    templates: Mapping[Language, str | Path | bytes] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if isinstance(self.names, Mapping):
            object.__setattr__(self, "names", groups.Names.model_validate(dict(self.names)))
        if self.each is not None and self.items is whole:
            object.__setattr__(self, "items", one_for_each(self.each))

    def template(self, language: Language) -> str | Path | bytes | None:
        """Return its own Word file in a language, or the first that it has; None where it has none."""
        return self.templates.get(language, next(iter(self.templates.values()), None))

    def title(self, words: Wording) -> str:
        """Return what it is called in a language."""
        if self.names is None or isinstance(self.names, Mapping):
            return words.message(f"documents.{self.key}.kind")
        return self.names.text(words.language)

    def stem(self, words: Wording) -> str:
        """Return what its file is called in a language, without the ending."""
        if self.names is None or isinstance(self.names, Mapping):
            return words.message(f"documents.{self.key}.file")
        return file_stem(self.names.text(words.language)) or self.key

    def content(self, subject: Subject) -> Content:
        """Return everything that the document's template may show."""
        words = subject.words
        content = subject.presented(self.carries)
        frame = {
            "draft": subject.draft,
            "draft_mark": words.message("documents.draft-mark"),
            "kind": self.title(words),
            "group": subject.of_group,
            "group_question": subject.answers(read_back=not self.carries or "group_answers" in self.carries),
        }
        return {**content, **self._of_item(subject, content), **frame, **self.add(subject, content)}

    def _of_item(self, subject: Subject, content: Content) -> Content:
        """Return what it is made for under its own name: the only thing in its list, or an empty one."""
        if self.each is None:
            return {}
        path, name, part = EACH[self.each]
        nothing = _with_list(subject.application, path, (part(),))
        shown = value_at(content, path) or value_at(
            present(nothing, subject.words, subject.programme, (path.partition(".")[0],)), path
        )
        return {name: shown[0]}


# A part as a paper shows it: in a draft, what belongs there and is missing says so.


def filled(subject: Subject, content: Content, part: str, names: Iterable[str]) -> Mapping[str, Any]:
    """Return a presented part; in a draft, those of its long texts that are named and missing say so."""
    shown: Mapping[str, Any] = content[part]
    if not subject.draft:
        return shown
    gap = subject.words.message("documents.to-complete")
    return {**shown, **{name: Prose(gap, tag=f"{part}.{name}") for name in names if not shown[name]}}


# When a paper is made that shows what one part of an application holds.


def holds(part: str, annex: str = "") -> Callable[[Case], bool]:
    """Return the condition that the application holds something in a part, and does not have its annex already.

    An annex that is listed as attached, such as the signed paper, is not made again; nor is one that is not needed.
    """

    def holds_part(case: Case) -> bool:
        return not getattr(case.application, part).is_blank and not (annex and is_settled(annex, case))

    return holds_part


# The data that a paper carries: the fields it shows, exactly, so that they can be read back from the paper.

CARRIED_VERSION = 2
"""The version of the form in which a paper carries its data; in version 1, what else it held is not known."""


class Carried(NamedTuple):
    """What a paper says of itself: which document it is, made when and by which version, with which fields.

    `whole` is false when somebody has changed the data themselves: their digest is another. `printed` is what was in
    it next to the fields, `template` the digest of the template, `group` the name of the Leader group whose data it was
    made with: a paper of an older version may lack them. `everything` is true of a form that asks every question.
    """

    document: str
    language: str
    on: date | None
    draft: bool
    version: int
    library: str
    values: Mapping[str, Any]
    whole: bool = True
    form: bool = False
    printed: Printed | None = None
    template: str = ""
    group: str = ""
    everything: bool = False


def carried_data(
    paper: Document,
    subject: Subject,
    template: str,
    *,
    form: bool = False,
    day: date | None = None,
    everything: bool = False,
) -> Callable[[Marks], str] | None:
    """Return what makes the data part of a paper of what was printed; `template` is the digest of its template.

    None for a paper that is made to be published: it holds nothing unseen. A `form` is a paper that is there to be
    filled, by the law of a `day` or of none, with `everything` or what its measure asks.
    """
    if paper.published:
        return None
    wanted = {*paper.carries, "classification", "language", "schema_version"} if paper.carries else None
    values = subject.application.model_dump(mode="json", exclude_none=True, include=wanted)
    attributes = {
        "version": str(CARRIED_VERSION),
        "library": library_version(),
        "document": paper.key,
        "language": subject.words.language,
        "day": "" if form and day is None else subject.on.isoformat(),
        "draft": "true" if subject.draft else "false",
        "digest": "",
        **({"form": "true", "everything": "true" if everything else "false"} if form else {}),
        "template": template,
        "group": subject.group.name.text(subject.words.language) if subject.group is not None else "",
    }
    fields = group_texts(subject.presented(("leader_group", "group_answers"))) if subject.group else {}

    def data(shown: Marks) -> str:
        marks = shown.attributes(fields)
        held = Printed(frozenset(marks["texts"].split()), {})
        seen = (
            values if form else _seen(values, shown.shown, _is_seen(shown.shown, held, paper, subject)) or {}
        )
        text = json.dumps(seen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        attributes["digest"] = hashlib.sha256(text.encode()).hexdigest()
        return data_item({**attributes, **marks}, text)

    return data


_TO_READ = ("language", "schema_version", "classification.programme", "classification.measure")
"""What every paper carries, since without it nobody knows how the others are to be read."""

_IN_WORDS = ("line", "choice", "day")


def _is_seen(
    fields: AbstractSet[str], held: Printed, paper: Document, subject: Subject
) -> Callable[[str], bool]:
    """Return what says whether a paper shows a field, by the tags and bookmarks of its `fields` and the texts it held.

    It does under the field's own mark, or where a line is the field's text and nothing more (the category over a row,
    the sender at the top). An amount, a number or a yes that is a line too is not taken for the field's.
    """
    rows = {field[: field.rindex("]") + 1] for field in fields if "]" in field}
    presented = subject.presented(paper.carries)

    def is_seen(path: str) -> bool:
        if path in fields or path in _TO_READ or bookmark_name(path) in fields:
            return True
        if "]" in path and path[: path.rindex("]") + 1] not in rows:
            return False
        text, field = str(value_at(presented, path) or ""), field_at(path)
        return text != "" and field is not None and field.kind in _IN_WORDS and held.holds(text)

    return is_seen


def _seen(value: Any, fields: AbstractSet[str], is_seen: Callable[[str], bool], path: str = "") -> Any:  # noqa: ANN401 - plain values of any shape
    """Return values without the fields that are not seen, items of lists in their places; None for what holds none.

    What is among `fields` is seen, and of all else `is_seen` says it.
    """
    if isinstance(value, dict):
        start = f"{path}." if path else ""
        kept = {}
        for name, inner in value.items():
            place = f"{start}{name}"  # most are leaves, which are asked for without a call of its own
            if isinstance(inner, dict | list):
                inner = _seen(inner, fields, is_seen, place)  # noqa: PLW2901 - what is seen of it
            elif place not in fields and not is_seen(place):
                continue
            if inner is not None:
                kept[name] = inner
        return kept or None
    if isinstance(value, list):
        items, end = [], 0
        for at, inner in enumerate(value):
            items.append(_seen(inner, fields, is_seen, f"{path}[{at}]") or {})
            end = at + 1 if items[-1] else end
        return items[:end] or None
    return value if is_seen(path) else None


def read_carried(attributes: Mapping[str, str], text: str) -> Carried:
    """Return what a data part says; raise `ValueError` when it isn't one of ours."""
    try:
        values = {**json.loads(text, parse_float=str)}
        return Carried(
            attributes["document"],
            attributes["language"],
            typed.day(attributes["day"]) if attributes["day"] else None,
            attributes["draft"] == "true",
            typed.whole(attributes["version"]),
            attributes["library"],
            values,
            whole=hashlib.sha256(text.encode()).hexdigest() == attributes["digest"],
            form=attributes.get("form") == "true",
            printed=read_marks(attributes),
            template=attributes.get("template", ""),
            group=attributes.get("group", ""),
            # An earlier version asked everybody everything.
            everything=attributes.get("everything", "true") == "true",
        )
    except Exception as error:  # a door: a foreign part can be wrong in every way
        raise ValueError(f"the data that the paper carries cannot be read: {error}") from error
