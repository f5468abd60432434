"""Which tables and single cells the workbook has, and by which official term each is known again."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hakemus.model import Budget, Financing, Part
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import LANGUAGES, Wording, wording

CellKind = Literal["text", "choice", "year", "quantity", "money", "percent", "whole", "counted"]
"""How a cell is written; *counted* is a formula, which nobody fills."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the field it holds, how it is written, and the glossary's path of its heading.

    Without a `path` the heading is a message of the workbook.
    """

    key: str
    kind: CellKind
    width: int
    path: str = ""
    optional: bool = False

    def heading(self, words: Wording) -> str:
        """Return what stands above the column."""
        return words.term(self.path) if self.path else words.message(f"workbook.column.{self.key}")


@dataclass(frozen=True, slots=True)
class Table:
    """A table that has a sheet of its own; `mark` is the column by which it is known again.

    `name` begins the names of its ranges, `most` is the number of rows that an application takes.
    """

    key: str
    name: str
    mark: str
    columns: tuple[Column, ...]
    most: int

    def title(self, words: Wording) -> str:
        """Return the name of its sheet."""
        return words.message(f"workbook.sheet.{self.key}")

    def column(self, key: str) -> Column:
        """Return a column by its key."""
        return next(column for column in self.columns if column.key == key)


@dataclass(frozen=True, slots=True)
class Single:
    """A single cell above a table, to the right of its official term."""

    table: str
    key: str
    kind: CellKind
    path: str


def _most(part: type[Part], field: str) -> int:
    limits = (getattr(mark, "max_length", None) for mark in part.model_fields[field].metadata)
    return next(limit for limit in limits if isinstance(limit, int))


ITEMS = Table(
    "items",
    "items",
    "category",
    (
        Column("category", "choice", 22, "budget.items.category"),
        Column("description", "text", 38, "budget.items.description"),
        Column("year", "year", 8, "budget.items.year"),
        Column("quantity", "quantity", 10, "budget.items.quantity"),
        Column("unit", "text", 9, "budget.items.unit"),
        Column("unit_price", "money", 13, "budget.items.unit_price"),
        Column("amount", "money", 14, "budget.items.amount"),
        Column("company", "text", 26, "budget.items.company", optional=True),
        Column("counted", "counted", 15),
    ),
    _most(Budget, "items"),
)
WORK = Table(
    "work",
    "work",
    "hours",
    (
        Column("description", "text", 44, "budget.in_kind_work.description"),
        Column("year", "year", 8, "budget.in_kind_work.year"),
        Column("hours", "quantity", 19, "budget.in_kind_work.hours"),
        Column("youngest_age", "whole", 23, "budget.in_kind_work.youngest_age"),
        Column("machine_hours", "quantity", 17, "budget.in_kind_work.machine_hours"),
        Column("value", "counted", 16),
    ),
    _most(Budget, "in_kind_work"),
)
INCOME = Table(
    "income",
    "income",
    "description",
    (
        Column("description", "text", 44, "budget.income.description"),
        Column("year", "year", 8, "budget.income.year"),
        Column("amount", "money", 16, "budget.income.amount"),
    ),
    _most(Budget, "income"),
)
FINANCING = Table(
    "financing",
    "financing",
    "source",
    (
        Column("kind", "choice", 34),
        Column("source", "text", 44, "budget.financing.private.source"),
        Column("amount", "money", 16, "budget.financing.private.amount"),
    ),
    _most(Financing, "other_public") + _most(Financing, "private"),
)
TABLES = (ITEMS, WORK, INCOME, FINANCING)

SINGLES = (
    Single("items", "cost_model", "choice", "budget.cost_model"),
    Single("financing", "leader_support", "money", "budget.financing.leader_support"),
    Single("financing", "support_rate", "percent", "budget.financing.support_rate"),
    Single("financing", "in_kind", "money", "budget.financing.in_kind"),
)

FINANCING_KINDS = ("other_public", "private")


def names_of(column: Column) -> frozenset[str]:
    """Return a column's headings in every language, in normal form."""
    return frozenset(normal_form(column.heading(wording(language))) for language in LANGUAGES)


def names_of_single(single: Single) -> frozenset[str]:
    """Return a single cell's terms in every language, in normal form."""
    return frozenset(normal_form(wording(language).term(single.path)) for language in LANGUAGES)


def last_lines() -> frozenset[str]:
    """Return what stands in the last row of a table, in every language, in normal form."""
    return frozenset(normal_form(wording(language).message("workbook.last-line")) for language in LANGUAGES)


def financing_kind(text: str) -> str | None:
    """Return the kind of a contribution by its term in any language, or None."""
    found: Iterator[str] = (
        kind
        for kind in FINANCING_KINDS
        for language in LANGUAGES
        if normal_form(text) in (kind, normal_form(wording(language).term(f"budget.financing.{kind}")))
    )
    return next(found, None)
