"""A support form (measure) as the law has it: applicants, papers, annexes, cost models, what is unknown."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hakemus.programme.parameters import DatedValue, Parameter, Standing
from hakemus.programme.terms import Certainty, Label, Reference, weaker
from hakemus.programme.vocabularies import Entry

if TYPE_CHECKING:
    from hakemus.programme.law import Programme

EVERY_MEASURE = "every-measure"


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex that a measure asks for: its entry in `annex_kind`, and how sure it is that it is asked."""

    kind: Entry
    certainty: Certainty
    reference: Reference

    @property
    def key(self) -> str:
        """Return the key of its kind."""
        return self.kind.key


@dataclass(frozen=True, slots=True)
class Measure:
    """A support form. What depends on the day is asked with a day; `ParameterError` as with parameters.

    A value is looked for in the measure's own file, then in that of its family, then in `every-measure`.

    >>> from hakemus.programme import open_programme
    >>> measure = open_programme().measure("Valmisteluraha")
    >>> measure.key
    'preparatory-funding'
    >>> measure.cost_models(date(2024, 3, 1))
    ('lump-sum',)
    """

    entry: Entry
    programme: "Programme"

    @property
    def key(self) -> str:
        """Return the measure's key."""
        return self.entry.key

    @property
    def label(self) -> Label:
        """Return the measure's name in three languages."""
        return self.entry.label

    @property
    def family(self) -> str:
        """Return the name of the file whose rules it shares with its kind, or an empty text."""
        return self.entry.text("family")

    def find(self, name: str) -> Parameter | None:
        """Return the parameter of a name that holds for the measure, or None when there is none."""
        for file in self._files():
            if found := self.programme.find(f"{file}.{name}"):
                return found
        return None

    def parameter(self, name: str) -> Parameter:
        """Return the parameter of a name that holds for the measure; raise `ParameterError` without one."""
        return self.find(name) or self.programme.parameter(f"{self.key}.{name}")

    def parameters(self) -> tuple[Parameter, ...]:
        """Return every parameter that holds for the measure: the nearest of each name, sorted by name."""
        nearest: dict[str, Parameter] = {}
        for file in self._files():
            for parameter in self.programme.parameters(file):
                nearest.setdefault(_name(parameter.path), parameter)
        return tuple(nearest[name] for name in sorted(nearest))

    def standing(self, standing: Standing, day: date) -> tuple[Parameter, ...]:
        """Return the parameters that stand so on a day, such as `unknown` (no source tells them), sorted."""
        return tuple(parameter for parameter in self.parameters() if parameter.standing(day) == standing)

    def value_on(self, name: str, day: date) -> DatedValue | None:
        """Return the value of a name on a day, or None when the programme gives none for the measure."""
        parameter = self.find(name)
        return parameter.on(day) if parameter is not None and parameter.standing(day) == "set" else None

    def applicant(self, day: date) -> Label:
        """Return who may apply, in words."""
        return self.parameter("applicant").on(day).label

    def papers(self, day: date) -> tuple[str, ...]:
        """Return the documents of this library that make up its application (keys of `paper`), in their order.

        The list of the measure, its family or every measure, and what the measure or its family adds. Which of them
        an application asks for, its content says.
        """
        further = self.value_on("papers-further", day)
        listed = {*self.parameter("papers").on(day).keys, *(further.keys if further is not None else ())}
        return tuple(key for key in self.programme.vocabulary("paper").keys if key in listed)

    def cost_models(self, day: date) -> tuple[str, ...]:
        """Return the cost models allowed (keys of `cost_model`)."""
        return self.parameter("cost-models").on(day).keys

    def annexes(self, day: date) -> tuple[Annex, ...]:
        """Return the annexes asked for, each with the weaker certainty of the asking and of its kind.

        The list of the measure, its family or every measure, and what the measure or its family adds. Which
        of them apply to an application, the column `asked` of `annex_kind` says.
        """
        kinds = self.programme.vocabulary("annex_kind")
        lists = (self.value_on(name, day) for name in ("annexes", "annexes-further"))
        asked = {key: given for given in lists if given is not None for key in given.keys}
        entries = ((kinds.entry(key), given) for key, given in asked.items())
        return tuple(
            Annex(entry, weaker(given.certainty, entry.certainty), entry.reference)
            for entry, given in entries
        )

    def _files(self) -> tuple[str, ...]:
        return tuple(file for file in (self.key, self.family, EVERY_MEASURE) if file)


def _name(path: str) -> str:
    return path.partition(".")[2]
