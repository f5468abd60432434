"""The days of a project that nobody should miss, each with its provision, and the calendar file that holds them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from hakemus.case import Case, known_group
from hakemus.errors import ExtraMissingError, Fault, HakemusError, UnknownNameError, verb
from hakemus.model import Application
from hakemus.papers.shared import caveat, short_provision
from hakemus.programme import EVERY_MEASURE, Entry
from hakemus.rules.support_forms import of_stage_sought
from hakemus.texts import Wording, load_error
from hakemus.values.typed import LIKELY_YEARS, is_likely, months_after, plain_day

if TYPE_CHECKING:
    from hakemus.group import LeaderGroup, Round

START, END, LAST_PAYMENT = "project.start_date", "project.end_date", "last_payment"


@dataclass(frozen=True, slots=True)
class ProjectDate:
    """A day of a project, in the words of one language.

    Attributes:
        key: What happens: `round-opens`, `round-closes`, `board-meets`, `interim-report`, or the duty of the law
            (`last-claim`, `use`, `records`; of a business aid, `last-claim-business` and `use-business`).
        day: The day, or None as long as it is open.
        title: What happens, in a few words.
        text: What is to be done, what the day is counted from, or why it is open.
        provision: The provision, or the Leader group's own source.
        address: Where the provision is found, or an empty text.
        lacks: The field, or `last_payment`, that must be given or corrected before the day can be counted; empty where
            the law itself leaves the day open.
        mark: What distinguishes it from all other days, in this project and in others, however it moves.
    """

    key: str
    day: date | None
    title: str
    text: str
    provision: str
    address: str
    lacks: str
    mark: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a project in the order in which they come, those that are open last; see `calendar`.

    Attributes:
        dates: The days.
        name: The project's name, or an empty text.
        made_on: The day of application, which the file states as the day on which it was made.
        language: The language of its words.
    """

    dates: tuple[ProjectDate, ...]
    name: str
    made_on: date
    language: str

    @property
    def lacking(self) -> tuple[ProjectDate, ...]:
        """Return the days that something in the application, or the last payment given, must be corrected for."""
        return tuple(one for one in self.dates if one.lacks)

    @property
    def has_days(self) -> bool:
        """Return whether a day is known."""
        return any(one.day for one in self.dates)

    @property
    def can_be_written(self) -> bool:
        """Return whether a day is known, and the library is there that writes a calendar file."""
        return self.has_days and find_spec("icalendar") is not None

    def to_ics(self) -> bytes:
        """Return the days that are known as a calendar file (iCalendar, RFC 5545), each as an event of a whole day.

        The same days give the same bytes, on any day. A day that moves keeps its identifier, so that a calendar that
        takes in the file again moves the event. It needs `hakemus[calendar]`.

        Raises:
            HakemusError: No day is known, and a calendar file must hold one; or `hakemus[calendar]` isn't installed.
        """
        try:
            import icalendar  # noqa: PLC0415 - an extra may not be there
        except ImportError as error:
            raise ExtraMissingError("calendar", error.name or "icalendar") from error
        if not self.has_days:
            raise HakemusError(
                "no day is known yet, so there is no calendar to make: see the texts of `dates`"
            )
        made = icalendar.Calendar()
        made.add("prodid", f"-//hakemus//calendar//{self.language.upper()}")
        made.add("version", "2.0")
        if self.name:
            made.add("x-wr-calname", self.name)
        for one in self.dates:
            if one.day is None:
                continue
            event = icalendar.Event()
            event.add("uid", str(uuid5(NAMESPACE_URL, f"hakemus:{one.mark}")))
            event.add("dtstamp", datetime(*self.made_on.timetuple()[:3], tzinfo=UTC))
            event.add("dtstart", one.day)
            event.add("summary", ": ".join(filter(None, (self.name, one.title))))
            event.add("description", "\n".join(filter(None, (one.text, one.provision, one.address))))
            event.add("transp", "TRANSPARENT")
            made.add_component(event)
        content: bytes = made.to_ical()
        return content


@verb
def calendar(
    application: Application,
    *,
    on: date | None = None,
    group: "LeaderGroup | str | Path | None" = None,
    language: str | None = None,
    last_payment: date | None = None,
) -> Calendar:
    """Return the days of a project that nobody should miss.

    They are the rounds of the group that have not closed, the interim reports that it sets, and the days up to which
    the law asks something after the decision. The decision may set other days: those here follow what is applied for.

    Args:
        application: The application.
        on: The day whose law counts; by default the application's own date.
        group: The Leader group, or the path of its folder or data file.
        language: The language of its words; by default that of the application, or of the group.
        last_payment: The day on which the last instalment of the support was paid, from which the law counts the use
            of an investment and the keeping of records; without it, these days are open.

    Raises:
        DayMissingError: There is neither `on` nor a date in the application.
        UnknownNameError: The application's support form is none of the programme's, nor of the group's own.
        DataError: The group's folder has faults.
        LoadError: `last_payment` is in no likely year.

    >>> values = {"date": "2026-03-01", "project": {"start_date": "2026-05-01", "end_date": "2026-10-31"}}
    >>> (claim, records) = calendar(Application.model_validate(values), language="en").dates
    >>> claim.day, claim.provision
    (datetime.date(2027, 2, 28), '617/2023, section 41(1) and (2)')
    >>> records.day, records.text.partition(".")[0]
    (None, 'Keep the accounting records at least 3 years from the last payment')
    """
    case = Case.of(application, on=on, group=known_group(group), language=language)
    if case.measure is None and (named := application.classification.measure):
        raise UnknownNameError("measure", named, case.programme.vocabulary("measure").keys)
    if last_payment is not None and not is_likely(last_payment):
        fault = Fault("last_payment", "not-a-likely-date", last_payment.isoformat(), LIKELY_YEARS)
        raise load_error([fault], "calendar", in_python=True)
    dates = project_dates(case, case.words, None if last_payment is None else plain_day(last_payment))
    return Calendar(dates, application.project.name or "", case.day, case.words.language)


def project_dates(case: Case, words: Wording, last_payment: date | None = None) -> tuple[ProjectDate, ...]:
    """Return the days of a case in the order in which they come, those that are open last."""
    dates = (
        *_rounds(case, words),
        *_interim_reports(case, words),
        *_days_of_law(case, words, last_payment),
    )
    return tuple(sorted(dates, key=lambda one: one.day or date.max))


def duties_of(case: Case) -> tuple[Entry, ...]:
    """Return what the law asks of whoever applies for the measure of a case; without one, for any measure."""
    if case.measure is None and case.application.classification.measure:
        return ()  # of a support form that nobody here knows, nobody knows what law it has
    general = case.known_law(f"{EVERY_MEASURE}.duties")
    listed = general if case.measure is None else case.measure.value_on("duties", case.on)
    listed = of_stage_sought(case, "duties") or listed
    entries = [case.programme.vocabulary("duty").entry(key) for key in (listed.keys if listed else ())]
    # What isn't stated yet is what the measure leaves no choice of.
    stated, models = case.application.budget.cost_model, case.measure_law("cost-models")
    only_model = models.keys[0] if models is not None and len(models.keys) == 1 else ""
    model = case.programme.vocabulary("cost_model").find(stated or only_model)
    others = {"costs" if model is not None and model.flag("lump_sum") else "lump-sum"}
    others |= {"investment", "development"} - {case.bound_as} if case.bound_as else set()
    return tuple(one for one in entries if one.text("of") not in others)


def duty_text(entry: Entry, case: Case, words: Wording) -> str:
    """Return what a duty asks, with the numbers of the law."""
    paths = entry.keys("values")
    numbers = {path.partition(".")[2].replace("-", "_"): case.law(path).number for path in paths}
    return words.message(f"documents.duty.{entry.key}", numbers)


# The Leader group's own days.


def _rounds(case: Case, words: Wording) -> Iterator[ProjectDate]:
    """Yield when each round opens that isn't open yet, when it closes, and when the board meets."""
    measure = "" if case.measure is None else case.measure.key
    for one in case.group.every_round() if case.group is not None else ():
        if one.closes >= case.day and (not measure or one.takes(measure, case.facts)):
            if one.opens is not None and one.opens > case.day:
                yield _of_round("round-opens", one.opens, one, case, words)
            yield _of_round("round-closes", one.closes, one, case, words)
            if one.meeting is not None:
                yield _of_round("board-meets", one.meeting, one, case, words)


def _of_round(key: str, day: date, of: "Round", case: Case, words: Wording) -> ProjectDate:
    group = case.group.name.text(words.language) if case.group is not None else ""
    name = "" if of.name is None else of.name.text(words.language)
    source = group if of.reference is None else of.reference.text(words.language)
    address = "" if of.reference is None else of.reference.address
    # One name of the group, whatever the language of the words; two rounds may close on the same day.
    called = "" if case.group is None else case.group.name.texts[0]
    mark = " ".join((called, key, of.key or str(of.closes), *of.measures))
    return ProjectDate(key, day, words.message(f"documents.date.{key}"), name, source, address, "", mark)


def _interim_reports(case: Case, words: Wording) -> Iterator[ProjectDate]:
    """Yield the interim reports that the group sets: so many months apart, from the start of the project to its end."""
    if case.group is None or case.measure is None:
        return
    key, project = "interim-report", case.application.project
    found = case.group.interim_reports_for(case.measure.key, case.on, case.facts)
    for one in found:
        often = "every-month" if one.every_months == 1 else "every-months"
        text = words.message(f"documents.date.{often}", {"months": one.every_months})
        source = (one.reference.text(words.language), one.reference.address)
        title = words.message(f"documents.date.{key}")
        if len(found) > 1 or one.verdict(case.facts).holds is not True:
            text = f"{text} {words.message('documents.date.open-condition')}"
            yield ProjectDate(key, None, title, text, *source, "", key)
            continue
        lacks, why = _lacks_of_period(case, words)
        if lacks or project.start_date is None or project.end_date is None:
            yield ProjectDate(key, None, title, f"{text} {why}", *source, lacks, key)
            continue
        number, day = 1, months_after(project.start_date, one.every_months)
        while day < project.end_date:
            yield ProjectDate(
                key, day, f"{title} {number}", text, *source, "", _mark(case, f"{key} {number}")
            )
            number += 1
            day = months_after(project.start_date, number * one.every_months)


# The days of the law.


def _days_of_law(case: Case, words: Wording, last_payment: date | None) -> Iterator[ProjectDate]:
    """Yield a day for each duty that is to be done, or lasts, up to one."""
    for entry in duties_of(case):
        counted_from = entry.text("counted_from")
        if not counted_from:
            continue
        if counted_from == "end":
            first, lacks, why = _end_of_project(case, words)
        else:
            first, lacks, why = _last_payment(case, words, last_payment)
        path = entry.keys("values")[0]
        value, unit = case.law(path), case.programme.parameter(path).unit
        months = int(value.number) * (12 if unit == "years" else 1)
        day = None if first is None else months_after(first, months)
        if day is not None and counted_from == "end":
            why = words.message("documents.checklist.last-claim-day", {"day": day})
        unsure = caveat(value, words) if value.note is None else value.note.text(words.language)
        text = " ".join(filter(None, (duty_text(entry, case, words), why, unsure)))
        provision = short_provision(entry.reference, words)
        title = words.message(f"documents.date.{entry.key}")
        address = entry.reference.address
        yield ProjectDate(entry.key, day, title, text, provision, address, lacks, _mark(case, entry.key))


def _end_of_project(case: Case, words: Wording) -> tuple[date | None, str, str]:
    """Return the end of the project that days can be counted from, or which field prevents it and why."""
    project = case.application.project
    if project.end_date is None:
        return None, END, words.message("documents.date.open-end", {"field": END})
    if project.start_date is not None and project.end_date < project.start_date:
        return None, END, words.message("documents.date.open-order", {"start": START, "end": END})
    return project.end_date, "", ""


def _lacks_of_period(case: Case, words: Wording) -> tuple[str, str]:
    """Return which field of the project's time prevents counting from its start to its end, and why."""
    if case.application.project.start_date is None:
        return START, words.message("documents.date.open-end", {"field": START})
    _, lacks, why = _end_of_project(case, words)
    return lacks, why


def _last_payment(case: Case, words: Wording, paid: date | None) -> tuple[date | None, str, str]:
    """Return the day of the last payment, or why none can be counted from, with what is to be corrected."""
    if paid is None:
        return None, "", words.message("documents.date.open-payment")
    if paid < case.day:
        return None, LAST_PAYMENT, words.message("documents.date.open-early", {"day": paid, "on": case.day})
    return paid, "", words.message("documents.date.from-payment", {"day": paid})


def _mark(case: Case, what: str) -> str:
    """Return what distinguishes a day of one project: applicant and project, not the day, which may move."""
    applicant, name = case.application.applicant, case.application.project.name
    return f"{applicant.business_id or applicant.name or ''} {name or ''} {what}"
