"""`hakemus new --ask`: the measure, then the fields that it needs, asked for one by one."""

from dataclasses import replace
from datetime import date

from hakemus.cli.asker import Asker, Question, RefusedError
from hakemus.cli.interview import interview
from hakemus.cli.new_application import Start, language_of, start_of
from hakemus.cli.options import given_day
from hakemus.cli.refusals import NotADayError
from hakemus.cli.session import Session
from hakemus.files.asked import asked_for
from hakemus.files.commented import FieldGuide
from hakemus.files.earlier import emptied
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.programme import Programme, programme_on, programmes
from hakemus.texts import wording


def ask_application(
    session: Session,
    measure: str | None,
    *,
    earlier: Application | None = None,
    group: LeaderGroup | None = None,
    on: date | None = None,
) -> Start:
    """Return the start of an application with what was answered; raises as `start_of`, and `AnswerError`."""
    language = language_of(session, earlier)
    asker = Asker(session, language)
    asker.tell(asker.say("intro"))
    known = measure or (earlier.classification.measure if earlier is not None else None)
    chosen = known or _measure(asker, programme_on(on or session.today()))
    start = start_of(session, chosen, earlier=earlier, group=group, on=on or _day(asker))
    day = start.fixed.date or session.today()
    programme = programme_on(day, start.application.classification.programme)
    found = programme.measure(start.application.classification.measure)
    guide = FieldGuide(wording(language), programme, asked_for(found, programme, day))
    answered = interview(asker, guide, start.application, start.fixed, group)
    still_empty = emptied(earlier, answered) if earlier is not None else ()
    return replace(start, application=answered, emptied=still_empty)


def _measure(asker: Asker, programme: Programme) -> str | None:
    """Return the measure that a person chooses; None when none is."""
    language = asker.words.language
    names = {measure.key: measure.label.text(language) for measure in programme.measures()}

    def accept(text: str) -> str:
        found = programme.measure(text)
        if found is None:
            term = asker.words.message("cli.new.name")
            raise RefusedError(
                asker.words.message("cli.read.problem.not-a-choice", {"field": term, "typed": text})
            )
        return found.key

    return asker.ask(Question(asker.words.message("cli.new.name"), choices=names), accept)


def _day(asker: Asker) -> date | None:
    """Return the day of application, whose law decides what is asked; None when it is not known yet."""
    words = asker.words

    def accept(text: str) -> date:
        try:
            day = given_day(text)
        except NotADayError as error:
            raise RefusedError(words.message(error.key, error.values)) from error
        if day is None or not programme_on(day).in_force(day):
            values = {"found": text, "allowed": words.day(programmes()[0].first_day)}
            raise RefusedError(words.message("cli.complaint.before-programme", values))
        return day

    guidance = f"{words.message('guidance.date')} {asker.say('kind-day')}"
    return asker.ask(Question(words.term("date"), guidance), accept)
