"""The form of a measure: a Word file with every question that it asks, which reads back when it is filled."""

from datetime import date

from hakemus.assembly import properties_of, subject_of, template_of
from hakemus.documents import Subject, document
from hakemus.documents.carried import carried_data
from hakemus.files.application_file import addressed_to
from hakemus.files.asked import asked_for, blank_application, latest_day
from hakemus.files.commented import known_measure
from hakemus.forms.form_content import TEMPLATE, form_content, list_titles
from hakemus.group import LeaderGroup
from hakemus.programme import open_programme
from hakemus.texts import known_language, wording
from hakemus.values.days import plain_day


def blank_form(
    measure: str, *, language: str | None = None, group: LeaderGroup | None = None, on: date | None = None
) -> bytes:
    """Return the form of a measure as a Word file (DOCX), to be filled by hand and read with `read`.

    It asks what the law of a day asks (`on`, or as the law last stands) and what the `group` asks besides, in the
    group's words and look; when no `language` is given, in the group's first, or in Finnish without a group.
    Unfilled, it reads back as an application that holds nothing but the measure, the group and what the law fixes.
    Raises `UnknownNameError` for an unknown measure or language, and `ParameterError` for a day before the law of
    the programme.

    >>> blank_form("Valmisteluraha")[:2]
    b'PK'
    """
    known, programme = known_language(language or _first_of(group)), open_programme()
    day = latest_day(programme) if on is None else plain_day(on)
    application = blank_application(known_measure(measure, programme, on), known, on)
    if group is not None:
        application = addressed_to(application, group, known)
    words = wording(known) if group is None else group.wording(known)
    return print_form(subject_of(application, words, day, group, draft=False), data=True)


def _first_of(group: LeaderGroup | None) -> str:
    return group.languages[0] if group is not None and group.languages else "fi"


def print_form(subject: Subject, *, data: bool) -> bytes:
    """Return an application as a form that can be filled further, with its data or without."""
    paper = document(TEMPLATE)
    asked = asked_for(subject.measure, subject.programme, subject.on)
    template = template_of(TEMPLATE, subject.words.language, subject.group)
    return template.render(
        form_content(subject, asked),
        properties_of(paper, subject),
        carried_data(paper, subject, template.digest, form=True) if data else None,
        list_titles(subject),
    )
