"""What the files of a programme look like: every key they may hold, and which of them must be there."""

import re
from datetime import date
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from hakemus.programme.parameters import DecidingDay, Unit
from hakemus.programme.terms import Certainty, Label, Section, Title

_ADDRESS = re.compile(r"https://[a-z0-9.-]+(/[^\s…]*)?")
_COLUMN_KIND = re.compile(r"(text|texts|number|yes-no|date|key:\w+|keys:\w+)\??")


def _address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise PydanticCustomError("address", "address", {"allowed": "a whole https:// address"})
    return text


def _column_kind(text: str) -> str:
    if not _COLUMN_KIND.fullmatch(text):
        allowed = "text, texts, number, yes-no, date, key:LIST or keys:LIST; with ? it may be left out"
        raise PydanticCustomError("column-kind", "column-kind", {"allowed": allowed})
    return text


class Table(BaseModel):
    """A table of a data file: strict, and without a key that is not named here."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class SourceTable(Table):
    """An act or a page that facts are taken from; `sources.toml` holds them by key."""

    title: Title
    address: Annotated[str, AfterValidator(_address)]


class ReferenceTable(Table):
    """Where a fact stands: the key of a source, and the section of it."""

    source: str
    section: Section


class ProgrammeTable(Table):
    """`programme.toml`: what the programme is called, and since when its law is in force."""

    label: Label
    start: Annotated[date, Field(alias="from")]
    certainty: Certainty
    reference: ReferenceTable


class EntryTable(Table):
    """What holds from a day on: a value, or that it is repealed, set by each group, or not known."""

    start: Annotated[date, Field(alias="from")]
    value: Any = None
    repealed: Literal[True] | None = None
    set_by: Literal["group"] | None = None
    unknown: Literal[True] | None = None
    note: Label | None = None
    certainty: Certainty
    reference: ReferenceTable

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        said = [
            name for name in ("value", "repealed", "set_by", "unknown") if getattr(self, name) is not None
        ]
        if len(said) != 1:
            context = {
                "found": ", ".join(said) or "none",
                "allowed": "one of: value, repealed, set_by, unknown",
            }
            raise PydanticCustomError("not-one", "not-one", context)
        return self


class ParameterTable(Table):
    """A value of the law through time."""

    label: Label
    unit: Unit
    decided_by: DecidingDay
    vocabulary: str = ""
    values: Annotated[tuple[EntryTable, ...], Field(strict=False, min_length=1)]

    @model_validator(mode="after")
    def _keys_come_from_a_vocabulary(self) -> Self:
        if (self.unit == "keys") != bool(self.vocabulary):
            context = {
                "found": self.vocabulary or "none",
                "allowed": "a vocabulary when the unit is `keys`, else none",
            }
            raise PydanticCustomError("vocabulary", "vocabulary", context)
        return self


class ParameterFile(Table):
    """A file of parameters; each table is read by itself, so that a fault names the key it meant."""

    parameters: dict[str, dict[str, Any]]


class VocabularyFile(Table):
    """A file of a vocabulary; `columns` names what else its entries hold, and of what kind."""

    label: Label
    complete: bool
    columns: dict[str, Annotated[str, AfterValidator(_column_kind)]] = {}
    entries: dict[str, dict[str, Any]]


class VocabularyEntryTable(Table):
    """One entry of a vocabulary."""

    label: Label
    certainty: Certainty
    reference: ReferenceTable
    columns: dict[str, Any] = {}
