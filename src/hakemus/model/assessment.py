"""What an officer of a Leader group says of an application: each criterion, the proposal, and the reasons."""

from typing import Annotated, Literal

from pydantic import Field

from hakemus.model.fields import (
    Day,
    Euros,
    Line,
    OptionalLine,
    OptionalProse,
    Quantity,
    SchemaVersion,
    Vocabulary,
    YesNo,
)
from hakemus.model.part import Part

Proposal = Literal["support", "do-not-support", "return"]
"""What is proposed to the board: support, no support, or that the application goes back to be completed."""


class CriterionAssessment(Part):
    """What is said of one criterion: whether a gate is met, or how many points a score gets."""

    criterion: Line
    """Key of the criterion in the group's data."""
    met: YesNo | None = None
    """Whether a gate is met."""
    points: Quantity | None = None
    """Points given."""
    reason: OptionalProse = None
    """Why."""


class Assessment(Part):
    """The assessment of one application, whole or with holes.

    >>> Assessment(criteria=[{"criterion": "youth", "points": 2}]).criteria[0].points
    Decimal('2')
    """

    schema_version: SchemaVersion = 1
    """Version of this form of the data."""
    application: Line = "application.toml"
    """Path of the application's file, seen from this one."""
    date: Day | None = None
    """Day of the assessment."""
    assessed_by: OptionalLine = None
    """Who assessed."""
    criteria: tuple[CriterionAssessment, ...] = Field(default=(), max_length=200)
    """What is said of each criterion."""
    proposal: Annotated[Proposal | None, Vocabulary(messages="board.proposal")] = None
    """What is proposed to the board."""
    proposed_amount: Euros | None = None
    """Leader support that is proposed."""
    reasons: OptionalProse = None
    """Reasons of the proposal."""
