"""The questions of the sheet from which answers are pasted into Hyrrä: the library's own, or a Leader group's."""

from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, Field, ValidationError

from hakemus.errors import DataError
from hakemus.group.refusal import refusal
from hakemus.group.settings import Names, known_field
from hakemus.model import Part
from hakemus.model.fields import OptionalLine
from hakemus.reading import faults_of, read_toml

COUNTED = ("costs", "financing", "income")
"""What an answer may hold that is no field: it is counted from the budget."""

_FILE = Path(__file__).with_name("hyrra_questions.toml")


def _answer_path(path: str) -> str:
    prefix, _, name = path.partition(".")
    if prefix != "counted":
        return known_field(path)
    if name not in COUNTED:
        raise refusal("not-allowed", path, ", ".join(f"counted.{one}" for one in COUNTED))
    return path


AnswerPath = Annotated[str, AfterValidator(_answer_path)]
"""A field of the application, a part of it, or what is counted from its budget (`counted.costs`)."""


class HyrraQuestion(Part):
    """A question with what of the application answers it.

    >>> HyrraQuestion(label={"fi": "Miksi?"}, answer=["plan.need"]).answer
    ('plan.need',)
    """

    label: Names
    """The question in words."""
    answer: tuple[AnswerPath, ...] = Field(min_length=1, max_length=20)
    """What answers it, in order: fields, parts such as `partners`, or `counted.costs`, `financing`, `income`."""
    longest: int | None = Field(default=None, gt=0)
    """The most characters, where it is known."""
    source: OptionalLine = None
    """Where the question was seen."""


class _Questions(Part):
    questions: tuple[HyrraQuestion, ...]


@cache
def own_hyrra_questions() -> tuple[HyrraQuestion, ...]:
    """Return the library's own questions, in its own order and words; raise `DataError` when they are not sound.

    >>> own_hyrra_questions()[0].label.text("en")
    'Responsible person'
    """
    try:
        return _Questions.model_validate(read_toml(_FILE)).questions
    except ValidationError as error:
        raise DataError(f"{_FILE.name} cannot be understood", faults_of(error, _Questions)) from error
