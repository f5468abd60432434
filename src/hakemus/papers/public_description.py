"""The public description: the project as the public register prints it, label by label."""

from collections.abc import Mapping
from typing import Any

from hakemus.papers.layout import Field, Frame, Page
from hakemus.papers.paper import ABOUT, Content, Document, Subject
from hakemus.papers.shared import CLASSIFICATION
from hakemus.texts.wording import register_day
from hakemus.word import Prose


def _shown(subject: Subject, content: Content) -> Mapping[str, Any]:
    project, classification = subject.application.project, subject.application.classification
    language, programme = subject.words.language, subject.programme
    start, end = (register_day(day) if day else "" for day in (project.start_date, project.end_date))
    rural_type, objective = classification.rural_type, classification.specific_objective
    # The register prints the rural type by its name, and the objective by its code.
    as_registered = {
        "rural_type": programme.vocabulary("rural_type").label(rural_type.value, language)
        if rural_type
        else "",
        "specific_objective": objective.value if objective else "",
    }
    return {
        "project": {
            **content["project"],
            "start_date": start,
            "end_date": end,
            "contacts": _contacts(subject),
        },
        "classification": {**content["classification"], **as_registered},
        "register": {"title": _title(subject), "period": f"{start} - {end}".strip()},
    }


def _title(subject: Subject) -> str:
    """Return the register's own title line: the measure and the number of the project."""
    classification = subject.application.classification
    entry = subject.programme.vocabulary("measure").find(classification.measure)
    measure = entry.label.text(subject.words.language) if entry else classification.measure or ""
    number = "" if classification.project_number is None else str(classification.project_number)
    return " - ".join(filter(None, (measure, number)))


def _contacts(subject: Subject) -> Prose:
    """Return the register's contact persons, or else the application's own."""
    if contacts := subject.application.project.contacts:
        return Prose(contacts)
    person = subject.application.contact_person
    lines = filter(None, (person.name, person.position, person.phone, person.email))
    return Prose(", ".join(lines), lists=False)


def _lay_out(page: Page) -> None:
    """Lay out the register's page, label by label, in its order."""
    page.caption("project")
    page.subtitle("{{ register.title }}")
    page.title("{{ project.name }}")
    for line in ("applicant.name", "register.period", "classification.state"):
        with page.when(line):
            page.subtitle(f"{{{{ {line} }}}}")
    _lay_out_text(page, "project.public_description")
    page.heading(1, "heading.details")
    programme, number, *others = (f"classification.{name}" for name in CLASSIFICATION)
    shown = (programme, number, "project.end_date", *others)
    page.fields(*(Field(path, when=path) for path in shown), description="describe.register")
    with page.when("project.news or classification.project_number"):
        _lay_out_text(page, "project.news")
    _lay_out_text(page, "project.contacts")


def _lay_out_text(page: Page, path: str) -> None:
    """Add a text under its heading, which is on the register's page without a text too, and says so."""
    page.heading(1, path)
    page.prose(path)
    with page.when(f"not {path}"):
        page.text("table.none")


DOCUMENT = Document(
    "public-description",
    70,
    _shown,
    _lay_out,
    Frame(prose=True),
    carries=("date", *ABOUT, "contact_person"),
    published=True,
)
