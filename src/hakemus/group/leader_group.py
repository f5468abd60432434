"""A Leader group: its data, what it has set for a measure on a day, and its own words, templates and look."""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self, TypeVar, get_args

from pydantic import Field, PrivateAttr, model_validator

from hakemus.errors import DataError, Fault, FileError
from hakemus.group.conditions import Conditional, Facts, FactValue, When, unknown_facts
from hakemus.group.folder import (
    DOCUMENTS_FILE,
    Folder,
    Messages,
    OwnDocument,
    Templates,
    file_of,
    hidden_documents,
    installed_folder,
    library_templates,
    list_installed,
    read_logo,
    read_messages,
    read_templates,
    read_values,
)
from hakemus.group.questions import Choice, HyrraQuestion, Misread, Question
from hakemus.group.scoring import Selection
from hakemus.group.settings import (
    Amount,
    AmountKind,
    Colours,
    Contact,
    Deadline,
    Duration,
    Exclusion,
    Font,
    GroupAnnex,
    InterimReport,
    LogoFile,
    LongestText,
    Names,
    Office,
    PlanHeading,
    Rate,
    Round,
    Setting,
    Share,
    ShareKind,
    Source,
    contradictions,
    missing_languages,
    repeated_keys,
)
from hakemus.group.support_forms import SupportForm, context_of, faulty_forms, keys_in
from hakemus.model import Application, Meeting, Part
from hakemus.model.fields import Euros, Line, OptionalBusinessId, OptionalLine, blank, refusal
from hakemus.model.schema import COSTS, KINDS, WORDS, path_of_fact
from hakemus.programme import keys_of_every_programme
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import kind_of, read_mapping, validated
from hakemus.texts import LANGUAGES, Language, Wording, wording
from hakemus.values.money import exact

if TYPE_CHECKING:
    from hakemus.word import Branding, Template

# ruff: noqa: PLC0415 - Word is imported when papers are printed: a check prints none

# Whether two spellings name one Leader group: case, ry and rf, apostrophes and either half of a double name aside.

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`]")
_HALVES = re.compile(r"[()/]|\s[-\u2010-\u2015]\s")
_MARKS = re.compile(r"[^\w]+")
_OF_EVERY_GROUP = frozenset({"ry", "rf", "leader"})
_ASSOCIATION = re.compile(r"\br\.?\s?([yf])\b\.?")


@lru_cache(maxsize=1_024)
def spellings(name: str) -> frozenset[str]:
    """Return what is left of a name when all that people write in many ways is taken off it.

    A double name, separated by a dash, a slash or brackets, is also each of its halves.

    >>> spellings("Veej\u2019jakaja r.y.") == spellings("LEADER VEEJ'JAKAJA") == {"veejjakaja"}
    True
    >>> sorted(spellings("I samma båt – Samassa veneessä rf ry"))
    ['i samma båt', 'i samma båt samassa veneessä', 'samassa veneessä']
    """
    words = (
        _MARKS.sub(" ", _ASSOCIATION.sub(r" r\1", _APOSTROPHES.sub("", normal_form(part)))).split()
        for part in (name, *_HALVES.split(name))
    )
    return frozenset(
        filter(None, (" ".join(word for word in part if word not in _OF_EVERY_GROUP) for part in words))
    )


SettingT = TypeVar("SettingT", bound=Setting)


_Placed = tuple[str, Conditional, Sequence[str]]


class Area(Part):
    """Where the group funds projects."""

    municipalities: tuple[Line, ...] = Field(default=(), max_length=400)
    """Names of the municipalities."""
    excluded: tuple[Names, ...] = Field(default=(), max_length=100)
    """Parts of them where it funds none, such as the centre of a town."""


class Frame(Part):
    """The group's public funding for the period, in euros."""

    total: Euros
    """All of it."""
    projects: Euros | None = None
    """What is for projects."""
    administration: Euros | None = None
    """What is for running the group."""
    reference: Source
    """Where it is."""

    @model_validator(mode="after")
    @exact
    def _parts_fit(self) -> Self:
        parts = (self.projects or Decimal(0)) + (self.administration or Decimal(0))
        if parts > self.total:
            raise refusal("too-large", f"projects + administration = {parts}", f"≤ {self.total}")
        return self


class LeaderGroup(Part):
    """A Leader group: everything but the name may be left out.

    >>> group = LeaderGroup(name={"fi": "Esimerkki ry"})
    >>> group.name.text("sv"), group.highest_rate("investment", Decimal(9000), date(2024, 3, 1))
    ('Esimerkki ry', None)
    """

    name: Names
    """The group's name in the languages it has."""
    business_id: OptionalBusinessId = None
    """Business id with its check digit."""
    website: OptionalLine = None
    """Address of the web site."""
    area: Area = blank(Area)
    """Where it funds projects."""
    frame: Frame | None = None
    """Its public funding for the period."""
    offices: tuple[Office, ...] = Field(default=(), max_length=50)
    """The authority that decides on its projects, by day."""
    rates: tuple[Rate, ...] = Field(default=(), max_length=500)
    """Its support rates."""
    amounts: tuple[Amount, ...] = Field(default=(), max_length=500)
    """Its limits in euros."""
    longest_texts: tuple[LongestText, ...] = Field(default=(), max_length=500)
    """How long texts may be."""
    annexes: tuple[GroupAnnex, ...] = Field(default=(), max_length=200)
    """The additional annexes it asks for."""
    plan_headings: tuple[PlanHeading, ...] = Field(default=(), max_length=200)
    """The additional headings of the project plan that it asks for."""
    questions: tuple[Question, ...] = Field(default=(), max_length=200)
    """Its own questions; in a folder they are in `fields.toml`."""
    documents: tuple[OwnDocument, ...] = Field(default=(), max_length=100)
    """Its own documents, each a Word file in its folder; there they are in `documents.toml`."""
    hyrra_questions: tuple[HyrraQuestion, ...] = Field(default=(), max_length=200)
    """The questions of the sheet of answers for Hyrrä, in place of the library's."""
    selections: tuple[Selection, ...] = Field(default=(), max_length=50)
    """How it selects projects."""
    support_forms: tuple[SupportForm, ...] = Field(default=(), max_length=50)
    """Its own support forms, outside the programme."""
    shares: tuple[Share, ...] = Field(default=(), max_length=200)
    """Its limits on parts of the financing."""
    durations: tuple[Duration, ...] = Field(default=(), max_length=200)
    """How long projects may take."""
    interim_reports: tuple[InterimReport, ...] = Field(default=(), max_length=200)
    """How often it asks for interim reports."""
    exclusions: tuple[Exclusion, ...] = Field(default=(), max_length=200)
    """What it does not support."""
    rounds: tuple[Round, ...] = Field(default=(), max_length=200)
    """Its rounds of applications."""
    deadlines: tuple[Deadline, ...] = Field(default=(), max_length=200)
    """Its rounds by their last day alone."""
    contacts: tuple[Contact, ...] = Field(default=(), max_length=100)
    """Whom to ask."""
    languages: tuple[Language, ...] = ()
    """The languages that it serves in, the main one first: every text of its own must be there in each of them."""
    logo: LogoFile | None = None
    """Its logo, in the footer of every paper."""
    colours: Colours = blank(Colours)
    """Its colours."""
    font: Font | None = None
    """Its font; those who read the papers must have it."""

    _folder_digest: str = PrivateAttr(default="")
    _messages: Messages = PrivateAttr(default_factory=dict)
    _templates: Templates = PrivateAttr(default_factory=dict)
    _logo: bytes | None = PrivateAttr(default=None)
    _passed_over: tuple[str, ...] = PrivateAttr(default=())
    _of_union: bool = PrivateAttr(default=True)

    @classmethod
    @exact
    def open(cls, path: str | Path) -> Self:
        """Return the Leader group of a folder: its data, messages, templates, logo and questions.

        Its templates are compiled, and their placeholders held against what each paper offers; whether papers come of
        them is tried by the check of the folder (`hakemus group check`).

        Raises `FileError` when there is no such folder, and `DataError` with every fault of every file in it.
        """
        folder = Folder(path)
        values = read_values(folder)
        group, faults = cls._validated(values)
        for fault in faults:
            if (file := file_of(fault.path)) not in folder.unread:
                folder.add_faults(file, [fault])
        messages = read_messages(folder)
        logo = read_logo(folder, values)
        brandings = {language: _branding(group, logo, language) for language in LANGUAGES}
        own = group.documents if group is not None else ()
        templates = read_templates(folder, brandings, keys_in(values, "questions"), own)
        if group is not None:
            folder.add_faults(DOCUMENTS_FILE, _without_template(group, templates, folder))
        folder.refuse_faults()
        if group is None:  # no fault, no group: only for the type checker
            raise DataError(f"{path} cannot be understood", source=path)
        # Nobody else has the group yet.
        group._folder_digest, group._messages = folder.digest(), messages  # noqa: SLF001 - its own class
        group._templates, group._logo = templates, logo  # noqa: SLF001
        group._passed_over = tuple(folder.passed_over)  # noqa: SLF001
        return group

    @classmethod
    def installed(cls, name: str) -> Self:
        """Return the Leader group of an installed package, by the name of its entry point `hakemus.leader_groups`.

        Raises `UnknownNameError` when no package has one of that name, `DataError` when two have, and as `open`.
        """
        return cls.open(installed_folder(name))

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any], source: str = "the Leader group") -> Self:
        """Return the Leader group of plain values; raise `DataError` with every fault found.

        Documents of its own need a folder, with their Word files.

        >>> LeaderGroup.from_mapping({"name": {"sv": "SILMU rf"}}).name.text("sv")
        'SILMU rf'
        """
        group, faults = cls._validated(values)
        if group is not None:
            faults = (*faults, *_without_template(group, {}, None))
        if group is None:
            raise DataError(f"{source} cannot be understood; correct what is listed", faults, source=source)
        if faults:
            raise DataError(
                f"{source} says two things of one case, or too little; correct what is listed",
                faults,
                source=source,
            )
        return group

    @classmethod
    @exact
    def read(cls, path: str | Path) -> Self:
        """Return the Leader group of a TOML or JSON file.

        Raises `FileError` when the file cannot be read, and `DataError` with every fault in it.
        """
        return cls.from_mapping(read_mapping(Path(path)), str(path))

    @classmethod
    def _validated(cls, values: Mapping[str, Any]) -> tuple[Self | None, tuple[Fault, ...]]:
        """Return the group of plain values, if they are one, and what is wrong with them."""
        group = validated(cls, values, context_of(values))
        if isinstance(group, tuple):
            return None, group
        names = ("rates", "amounts", "longest_texts", "offices", "shares", "durations", "interim_reports")
        twice = contradictions({name: getattr(group, name) for name in names})
        repeated = repeated_keys("questions", [question.key for question in group.questions])
        rounds = [one.key for one in group.rounds if one.key is not None]
        answers = {question.key: question.may_be for question in group.questions}
        unknown = chain.from_iterable(
            unknown_facts(path, one, measures, answers, rounds)
            for path, one, measures in conditionals_of(group)
        )
        missing = missing_languages(group, group.languages)
        hidden = hidden_documents(group.documents)
        same_rounds = repeated_keys("rounds", rounds)
        forms = faulty_forms(group.support_forms, group.amounts)
        return group, (*twice, *repeated, *same_rounds, *unknown, *hidden, *forms, *missing)

    @property
    def digest(self) -> str:
        """Return a text that changes with anything that the papers take from the group."""
        return hashlib.sha256(f"{self._folder_digest} {self.model_dump_json()}".encode()).hexdigest()

    def language_of(self, asking: Application | Meeting) -> Language:
        """Return the language of an application or a meeting: its own, or the group's first when it names none."""
        named = "language" in asking.model_fields_set or not self.languages
        return asking.language if named else self.languages[0]

    def wording(self, language: str) -> Wording:
        """Return a language with the messages that the group changes; raise `UnknownNameError` for another."""
        words = wording(language)
        changed = self._messages.get(words.language, {})
        if not self._of_union:  # what is said of the fields where the programme has no part
            changed = {**_guidance_of_own_form(words.language), **changed}
        return words.changed(changed) if changed else words

    def changed_messages(self, language: Language) -> Mapping[str, str]:
        """Return the messages that the group changes in a language, by key."""
        return self._messages.get(language, {})

    def changed_templates(self) -> tuple[tuple[Language, str], ...]:
        """Return which of the library's templates the group replaces: language and document, in order."""
        new = {document.key for document in self.documents}
        changed = (own for own in self._templates if own[1] not in new)
        return tuple(sorted(changed, key=lambda own: (LANGUAGES.index(own[0]), own[1])))

    @property
    def passed_over(self) -> tuple[str, ...]:
        """Return the copies and backups among the files of its templates, which are not read."""
        return self._passed_over

    def template(self, document: str, language: Language) -> "Template | None":
        """Return the group's own template of a document in a language, or None when it uses the library's.

        That of a document of its own which a language lacks is in the first of its languages that has it.
        """
        found = self._templates.get((language, document))
        if found is None and any(own.key == document for own in self.documents):
            order = (*self.languages, *LANGUAGES)
            found = next(
                (self._templates[one, document] for one in order if (one, document) in self._templates), None
            )
        return found if found is None or self._of_union else _without_union(found)

    def branding(self, language: Language) -> "Branding":
        """Return the group's logo, colours and font, the logo's alternative text in a language.

        On the papers of a support form of its own there is no emblem of the Union, which doesn't fund it.
        """
        return replace(_branding(self, self._logo, language), of_union=self._of_union)

    def own_form(self, measure: str | None) -> SupportForm | None:
        """Return its own support form of a key, or of a name in any language; None for one of the programme."""
        return next((form for form in self.support_forms if form.is_called(measure or "")), None)

    def of_form(self, form: SupportForm | None) -> Self:
        """Return what it sets for its own support form: what names that; all of it when the form isn't its own.

        Its other questions are known, since its templates may show them, but not asked.
        """
        if form is None or not self._of_union:
            return self
        changes: dict[str, Any] = {"deadlines": ()}
        for name in type(self).model_fields:
            listed = getattr(self, name)
            if isinstance(listed, tuple) and listed and hasattr(listed[0], "measures"):
                own = (one for one in listed if form.key in one.measures)
                changes[name] = tuple(one.model_copy(update={"measures": ()}) for one in own)
        of_law = keys_of_every_programme("measure")
        changes["questions"] = tuple(
            one.model_copy(update={"measures": () if form.key in one.measures else one.measures or of_law})
            for one in self.questions
        )
        made = self.model_copy(update=changes)
        made._of_union = False  # noqa: SLF001 - its own class, and nobody else has it yet
        return made

    def facts(self, stated: Facts, application: Application) -> Facts:
        """Return what an application states, with the answers to the group's questions.

        Args:
            stated: What it states in its own fields; see `hakemus.case.facts_of`.
            application: The application.
        """
        answers: dict[str, FactValue | None] = {}
        for question in self.questions:
            given = (
                one.answer
                for one in application.group_answers
                if one.question is not None and one.answer is not None and question.is_called(one.question)
            )
            answer = next((question.read(text) for text in given), None)
            plain = answer.key if isinstance(answer, Choice) else answer
            answers[f"question.{question.key}"] = None if isinstance(plain, Misread) else plain
        known: Facts = {**stated, **answers}
        day, measure = stated.get("date"), stated.get("measure")
        if isinstance(day, date) and isinstance(measure, str):
            found = self.round_on(day, measure, known)
            # A round without a key is none of those that a condition can ask for.
            return {**known, "round": None if found is None else found.key or ""}
        return known

    def fields_asked(self, measure: str) -> frozenset[str]:
        """Return the fields, apart from money and annexes, on which something depends that it sets for a measure."""
        asked = {
            path_of_fact(name)
            for _, one, measures in conditionals_of(self)
            for _, when in one.places()
            for name in when.tests
            if not measures or measure in measures
        }
        return frozenset(path for path in asked if path.startswith(("applicant.", "classification.")))

    def question(self, text: str) -> Question | None:
        """Return the question of a key or of a label in any language, or None."""
        return next((question for question in self.questions if question.is_called(text)), None)

    def selection(self, measure: str, on: date, facts: Facts | None = None) -> Selection | None:
        """Return how it selects projects of a measure on a day, or None when it does not tell."""
        return next(iter(_holding(self.selections, measure, on, facts or {})), None)

    def plan_headings_for(
        self, measure: str, on: date, facts: Facts | None = None
    ) -> tuple[PlanHeading, ...]:
        """Return the additional headings of the plan that it asks for: its measure's own and those of every one."""
        return tuple(heading for heading in self.plan_headings if heading.applies_to(measure, on, facts))

    def every_round(self) -> tuple[Round, ...]:
        """Return its rounds, also those that it gives by their last day alone, in the order in which they close."""
        by_day = (Round(closes=one.applications_by, meeting=one.meeting) for one in self.deadlines)
        return tuple(sorted((*self.rounds, *by_day), key=lambda one: one.closes))

    def round_on(self, on: date, measure: str = "", facts: Facts | None = None) -> Round | None:
        """Return the round into which an application of a day is taken, or None when none is known.

        A round that opens later is none of that day.
        """
        open_ = (one for one in self.every_round() if (one.opens or on) <= on <= one.closes)
        return next((one for one in open_ if not measure or one.takes(measure, facts or {})), None)

    def deadline(self, on: date) -> Deadline | None:
        """Return the last day and the meeting of the round of a day, or None when none is known."""
        found = self.round_on(on)
        return None if found is None else Deadline(applications_by=found.closes, meeting=found.meeting)

    def is_called(self, text: str) -> bool:
        """Return whether a text is its name in any language; how it is spelt is judged forgivingly.

        >>> LeaderGroup(name={"fi": "Esimerkki ry", "sv": "Exempel rf"}).is_called("leader EXEMPEL")
        True
        """
        return any(spellings(text) & spellings(name) for name in self.name.texts)

    def rates_for(
        self, measure: str, costs: Decimal, on: date, kinds: Collection[str] = (), facts: Facts | None = None
    ) -> tuple[Rate, ...]:
        """Return the support rates for a measure and total costs on a day, the highest first.

        Those for some applications only take the place of those for all. More than one only when some hold on a
        condition of which the application says nothing, or when several kinds are given.

        Args:
            measure: The key of the support form.
            costs: The total costs, in euros, where `facts` say nothing of them.
            on: The day.
            kinds: The kinds of project that the application states.
            facts: What else it states; see `Case.facts`.
        """
        known: Facts = {COSTS: costs, **(facts or {}), KINDS: frozenset(kinds)}
        fitting = _holding(self.rates, measure, on, known)
        highest_first = sorted(
            fitting, key=lambda rate: Decimal(100) if rate.percent is None else rate.percent, reverse=True
        )
        return tuple(highest_first)

    def highest_rate(
        self, measure: str, costs: Decimal, on: date, kinds: Collection[str] = (), facts: Facts | None = None
    ) -> Rate | None:
        """Return the highest support rate for a measure and total costs on a day, or None without one."""
        return next(iter(self.rates_for(measure, costs, on, kinds, facts)), None)

    def amounts_for(
        self, kind: AmountKind, measure: str, costs: Decimal, on: date, facts: Facts | None = None
    ) -> tuple[Amount, ...]:
        """Return the limits of a kind for a measure and total costs on a day, the largest first."""
        of_kind = [amount for amount in self.amounts if amount.kind == kind]
        fitting = _holding(of_kind, measure, on, {COSTS: costs, **(facts or {})})
        return tuple(sorted(fitting, key=lambda amount: amount.euros, reverse=True))

    def shares_for(self, measure: str, on: date, facts: Facts) -> tuple[Share, ...]:
        """Return its limits on parts of the financing; of each kind, what applies or may."""
        of_kinds = ([share for share in self.shares if share.kind == kind] for kind in get_args(ShareKind))
        return tuple(share for shares in of_kinds for share in _holding(shares, measure, on, facts))

    def durations_for(self, measure: str, on: date, facts: Facts) -> tuple[Duration, ...]:
        """Return how long a project may take: more than one only as long as a fact is missing."""
        return _holding(self.durations, measure, on, facts)

    def interim_reports_for(self, measure: str, on: date, facts: Facts) -> tuple[InterimReport, ...]:
        """Return how often it asks for interim reports: more than one only as long as a fact is missing."""
        return _holding(self.interim_reports, measure, on, facts)

    def exclusions_for(self, measure: str, on: date, facts: Facts) -> tuple[Exclusion, ...]:
        """Return what it does not support, without what the application's facts show not to be meant."""
        return tuple(one for one in self.exclusions if one.applies_to(measure, on, facts))

    def longest_text(
        self, field: str, measure: str, on: date, facts: Facts | None = None
    ) -> LongestText | None:
        """Return how long a text may be for a measure on a day, or None when the group sets no limit."""
        found = _holding(
            [text for text in self.longest_texts if text.field == field], measure, on, facts or {}
        )
        return max(found, key=lambda text: text.characters, default=None)

    def annexes_for(self, measure: str, on: date, facts: Facts | None = None) -> tuple[GroupAnnex, ...]:
        """Return the additional annexes it asks for on a day: its measure's own and those of every one."""
        return tuple(annex for annex in self.annexes if annex.applies_to(measure, on, facts))

    def office(self, on: date, measure: str = "", facts: Facts | None = None) -> Office | None:
        """Return the authority that decides on its projects on a day, or None when it is not known.

        Of several, of which the application doesn't say which one it is, none is known.
        """
        found = _holding(self.offices, measure, on, facts or {})
        return found[0] if len(found) == 1 else None

    def undecided(
        self, measure: str, on: date, facts: Facts
    ) -> Iterator[tuple[str, Conditional, tuple[str, ...]]]:
        """Yield what may hold for an application, as long as it leaves facts open: its list, itself, those facts.

        A condition in words (`condition`) isn't among them: no fact decides it.
        """
        listed: list[tuple[str, Conditional]] = [
            *(("annexes", one) for one in self.annexes if one.applies_to(measure, on)),
            *(("plan_headings", one) for one in self.plan_headings if one.applies_to(measure, on)),
            *(("questions", one) for one in self.questions if one.is_asked_for(measure)),
            *(("exclusions", one) for one in self.exclusions if one.applies_to(measure, on)),
            *(("documents", one) for one in self.documents if one.is_asked_for(measure)),
        ]
        for name, settings in self._of_one_case():
            held = _holding(settings, measure, on, facts)
            listed += [(name, one) for one in held]
            selections = [one for one in held if isinstance(one, Selection)]
            listed += [("criteria", one) for selection in selections for one in selection.criteria]
        for name, one in listed:
            missing = tuple(fact for fact in one.verdict(facts).missing if fact != WORDS)
            if missing:
                yield name, one, missing

    def _of_one_case(self) -> Iterator[tuple[str, Sequence[Setting]]]:
        """Yield the settings of which one takes the place of another, with the name of their list."""
        for name in ("rates", "offices", "selections", "durations", "interim_reports"):
            yield name, getattr(self, name)
        for name, field in (("shares", "kind"), ("amounts", "kind"), ("longest_texts", "field")):
            settings = getattr(self, name)
            for of in dict.fromkeys(getattr(one, field) for one in settings):
                yield name, [one for one in settings if getattr(one, field) == of]

    def covers(self, municipality: str) -> bool | None:
        """Return whether a municipality is in its area; None when the group does not tell its area."""
        if not self.area.municipalities:
            return None
        return normal_form(municipality) in map(normal_form, self.area.municipalities)


def find_group(text: str) -> LeaderGroup:
    """Return the Leader group of a folder or of a data file alone, or else of an installed package of that name.

    Raises as `LeaderGroup.open`, `LeaderGroup.read` and `LeaderGroup.installed`; `FileError` for what is not one of
    these.
    """
    kind = kind_of(Path(text))
    if kind == "folder":
        return LeaderGroup.open(text)
    if kind:
        return LeaderGroup.read(text)
    if text in list_installed():
        return LeaderGroup.installed(text)
    raise FileError(text, "no-group", f"{text} is neither a folder nor an installed Leader group")


def conditionals_of(part: Part, path: str = "", measures: Sequence[str] = ()) -> Iterator[_Placed]:
    """Yield all of a group, or of a part of it, that may hold under conditions: its place, itself, its measures."""
    own = getattr(part, "measures", ())
    if isinstance(part, Conditional):
        measures = own or measures
        yield path, part, measures
    for name in type(part).model_fields:
        value = getattr(part, name)
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            if isinstance(item, Part) and not isinstance(item, When):
                yield from conditionals_of(
                    item, f"{path}.{name}[{index}]" if path else f"{name}[{index}]", measures
                )


def _holding(settings: Iterable[SettingT], measure: str, on: date, facts: Facts) -> tuple[SettingT, ...]:
    """Return what holds for an application on a day: what is for some only takes the place of what is for all.

    What may hold, as far as the application says, is there too, next to what holds otherwise.
    """
    listed = list(settings)
    verdicts = {id(one): one.verdict(facts).holds for one in listed if one.is_specific}
    held = _in_force([one for one in listed if verdicts.get(id(one))], measure, on)
    may_hold = [one for one in listed if id(one) in verdicts and verdicts[id(one)] is None]
    possible = _in_force(may_hold, measure, on)
    if held:
        possible = tuple(one for one in possible if one.start >= held[0].start)
    general = () if held else _in_force([one for one in listed if not one.is_specific], measure, on)
    return (*held, *possible, *(one for one in general if one.may_hold(facts)))


def _in_force(settings: Iterable[SettingT], measure: str, on: date) -> tuple[SettingT, ...]:
    """Return what the latest decision up to a day says of a measure: what names it, else what names none."""
    begun = [setting for setting in settings if setting.start <= on]
    own = [setting for setting in begun if measure in setting.measures]
    candidates = own or [setting for setting in begun if not setting.measures]
    latest = max((setting.start for setting in candidates), default=None)
    return tuple(setting for setting in candidates if setting.start == latest)


def _without_template(group: LeaderGroup, templates: Templates, folder: Folder | None) -> Iterator[Fault]:
    """Yield a fault for each language of a group, or for any, in which a document of its own has no Word file."""
    for index, document in enumerate(group.documents):
        if document.key in library_templates():
            continue
        files = {language: f"templates/{language}/{document.key}.docx" for language in LANGUAGES}
        lacking = [one for one in group.languages if (one, document.key) not in templates]
        if not group.languages and not any((one, document.key) in templates for one in LANGUAGES):
            lacking = [*LANGUAGES][:1]
        for language in lacking:
            # What is wrong with one that is there is known.
            if folder is None or files[language] not in folder.files:
                yield Fault(f"documents[{index}].key", "template-missing", document.key, files[language])


def _branding(group: LeaderGroup | None, logo: bytes | None, language: Language) -> "Branding":
    from hakemus.word import Branding, Logo

    if group is None:
        return Branding()
    shown = None
    if group.logo is not None and logo is not None:
        shown = Logo(logo, group.logo.description.text(language))
    return Branding(shown, group.colours.heading or "", group.colours.shade or "", group.font or "")


_OF_OWN_FORM = "guidance.own-form."


@cache
def _guidance_of_own_form(language: Language) -> Mapping[str, str]:
    """Return what a form says of the fields of a support form that is a group's own, by the key of what it replaces."""
    said = wording(language).catalogue.messages
    return {
        f"guidance.{key.removeprefix(_OF_OWN_FORM)}": said[key]
        for key in said
        if key.startswith(_OF_OWN_FORM)
    }


@lru_cache(maxsize=64)
def _without_union(template: "Template") -> "Template":
    from hakemus.word import Branding

    return template.branded_again(Branding(of_union=False))
