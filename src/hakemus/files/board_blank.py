"""Commented files for a board to fill: `meeting.toml`, and `assessment.toml` with the group's own criteria."""

from collections.abc import Iterator
from datetime import date

from hakemus.files.board_choices import board_choices
from hakemus.files.part_fields import PartField, fields_of
from hakemus.files.toml_page import EXAMPLES, comment, heading
from hakemus.files.toml_text import toml_value
from hakemus.group import Criterion, LeaderGroup
from hakemus.model import AgendaItem, Application, Assessment, CriterionAssessment, Meeting, Part
from hakemus.programme import open_programme
from hakemus.rules.assessed import Assessed, assess
from hakemus.texts import Language, Wording, wording


def blank_meeting(language: Language, *, on: date | None = None, group: str | None = None) -> str:
    """Return a commented `meeting.toml` to fill, in a language; `on` is the day, `group` the path of the group.

    >>> 'tie_rule = "shared"' in blank_meeting("en")
    True
    """
    page = _Page(wording(language), "meeting")
    meeting = Meeting(language=language, date=on, group=group)
    lines = [*page.head(), *page.fields(meeting), *page.example(AgendaItem(title="…"), "agenda")]
    return _file(lines)


def blank_assessment(
    language: Language,
    *,
    on: date | None = None,
    application: tuple[str, Application] | None = None,
    group: LeaderGroup | None = None,
    law_of: date | None = None,
) -> str:
    """Return a commented `assessment.toml` to fill, in a language; `on` is the day of the assessment.

    With an `application`, by the path at which the file is to find it, and the `group` that assesses it, every
    criterion that holds for it is there with the points that it allows; where the law leaves it unscored, none. Those
    are of the day of application; while it has none, of `on`, or else of `law_of`.
    Without an application, a group or a day there is an example of a criterion.

    >>> 'application = "application.toml"' in blank_assessment("fi")
    True
    """
    page = _Page(wording(language), "assessment")
    path = application[0] if application is not None else "application.toml"
    lines = [*page.head(), *page.fields(Assessment(application=path, date=on))]
    lines += [heading(page.term("criteria")), *comment(page.guidance("criteria"))]
    assessed = None
    if application is not None and group is not None:
        assessed = _assessed(application[1], group, on or law_of)
    if assessed is None:
        lines += page.example(CriterionAssessment(criterion="…"), "criteria", explained=False)
    else:
        lines += page.criteria(assessed)
    return _file(lines)


def _assessed(application: Application, group: LeaderGroup, on: date | None) -> Assessed | None:
    day = application.date or on
    programme = open_programme()
    return assess(application, Assessment(), group, programme, day) if day is not None else None


def _file(lines: list[str]) -> str:
    return "\n".join(lines).strip("\n") + "\n"


class _Page:
    """Writes the lines of a board's file: of a meeting, or of an assessment."""

    def __init__(self, words: Wording, name: str) -> None:
        self._words = words
        self._name = name

    def head(self) -> Iterator[str]:
        yield from comment(self.term(""))
        yield "##"
        for key in ("how-text", "how-example", "how-prose", "how-escape"):
            yield from comment(self._words.message(f"application-file.{key}"), hang=2)
        yield from comment(self._words.message(f"board.how-next-{self._name}"))
        yield ""

    def fields(self, part: Part) -> Iterator[str]:
        """Yield the fields that stand alone, each explained."""
        for field in fields_of(part):
            if not field.is_list:
                yield from self._explained(field)
                yield self._line(field)
                yield ""

    def example(self, part: Part, name: str, *, explained: bool = True) -> Iterator[str]:
        """Yield a list of parts: what each field of one is, and an example of it."""
        if explained:
            yield heading(self.term(name))
            yield from comment(self.guidance(name))
        fields = list(fields_of(part, name))
        for field in fields:
            text = f"{field.name} – {self._told(field.path)}"
            yield from comment(text, "##   ", hang=2)
        yield f"# [[{name}]]"
        for field in fields:
            yield f"# {self._line(field, as_example=True)}"

    def criteria(self, assessed: Assessed) -> Iterator[str]:
        """Yield an entry for every criterion of the group that holds for the application."""
        law = assessed.law
        if assessed.selection is None:
            key = "not-scored" if assessed.is_free_of_scoring else "no-criteria"
            source = law.reference.text(self._words.language) if law is not None else ""
            yield from comment(self._words.message(f"board.{key}", {"reference": source}))
            return
        for criterion in assessed.selection.criteria:
            yield ""
            yield "[[criteria]]"
            yield from comment(self._of(criterion))
            yield f"criterion = {toml_value(criterion.key)}"
            gate = criterion.kind == "gate"
            yield "# met = true" if gate else f"# points = {toml_value(criterion.points[0])}"
            yield 'reason = """\n"""'

    def _of(self, criterion: Criterion) -> str:
        label = criterion.label.text(self._words.language)
        if criterion.kind == "gate":
            return self._words.message("board.blank-gate", {"criterion": label})
        points = " / ".join(self._words.number(number) for number in criterion.points)
        values = {"criterion": label, "points": points, "weight": criterion.weight}
        return self._words.message("board.blank-score", values)

    def term(self, path: str) -> str:
        return self._words.term(self._full(path))

    def guidance(self, path: str) -> str:
        key = f"guidance.{self._full(path)}"
        return self._words.message(key) if key in self._words.catalogue else ""

    def _told(self, path: str) -> str:
        return " ".join(filter(None, (f"{self.term(path)}.", self.guidance(path))))

    def _explained(self, field: PartField) -> Iterator[str]:
        yield from comment(self._told(field.path))
        for key, label in board_choices(self._full(field.path), self._words).items():
            yield from comment(f"{key} – {label}", "##   ", hang=2)

    def _line(self, field: PartField, *, as_example: bool = False) -> str:
        value = field.value
        if isinstance(value, str | bool | int | date):
            return f"{field.name} = {toml_value(value)}"
        if field.kind is not None and field.kind.name == "prose" and not as_example:
            return f'{field.name} = """\n"""'
        if field.is_text:
            return f'{field.name} = ""'
        choices = [toml_value(key) for key in board_choices(self._full(field.path), self._words)]
        value = choices[0] if choices else EXAMPLES[field.kind.name if field.kind else "identifier"]
        return f"{field.name} = {value}" if as_example else f"# {field.name} = {value}"

    def _full(self, path: str) -> str:
        return f"{self._name}.{path}" if path else self._name
