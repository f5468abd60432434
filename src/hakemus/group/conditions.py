"""When something that a Leader group sets holds: tests of facts about an application, and what it does not state."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Annotated, Any, Generic, TypeVar

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, ValidationInfo, model_validator

from hakemus.errors import Fault
from hakemus.model import Part
from hakemus.model.fields import Count, Day, Euros, Line, YesNo, refusal
from hakemus.model.schema import FACTS, QUESTION, path_of_fact, schema
from hakemus.programme import DatedValue, keys_of_every_programme, programmes
from hakemus.programme.vocabularies import normal_form

# Names for machines, and keys of the programmes.


def matching(pattern: str, code: str, example: str) -> AfterValidator:
    """Return the check that a text has a shape, as a whole."""

    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise refusal(code, text, example)
        return text

    return AfterValidator(check)


def one_of(known: Callable[[], Sequence[str]]) -> AfterValidator:
    """Return the check that a text is one of those known."""

    def check(text: str) -> str:
        if text not in known():
            raise refusal("not-allowed", text, ", ".join(known()))
        return text

    return AfterValidator(check)


def _of_vocabulary(name: str) -> AfterValidator:
    return one_of(lambda: keys_of_every_programme(name))


Key = Annotated[str, matching(r"[a-z][a-z0-9_]{0,39}", "not-a-key", "youth_share")]
"""A name for a machine: a small letter first, then small letters, digits and underscores, 40 at most."""

OWN_FORMS = "own-forms"
"""Under this name the context of a validation holds the keys of the group's own support forms."""


def _known_measure(key: str, info: ValidationInfo) -> str:
    known = (*keys_of_every_programme("measure"), *(info.context or {}).get(OWN_FORMS, ()))
    if key not in known:
        raise refusal("not-allowed", key, ", ".join(known))
    return key


MeasureKey = Annotated[str, AfterValidator(_known_measure)]
"""A support form by its key in any programme, since a group's data may span two, or one of the group's own."""

FormKey = Annotated[
    str,
    matching(r"(?=.{1,40}$)[a-z][a-z0-9]*(-[a-z0-9]+)*", "not-a-form-key", "youth-grant"),
]
"""The key of a support form of a group's own: at most 40 small letters, digits and hyphens."""


# What may be asked of a fact.

T = TypeVar("T")
FactValue = str | Decimal | dt.date | bool | frozenset[str] | Mapping[str, bool]
Facts = Mapping[str, FactValue | None]
"""What an application states, by the name of the fact; what it does not state is None, or not there.

A set holds every value that is so; a mapping says of each value whether it is so, and of others nothing.
"""


def _listed(value: Any) -> Any:  # noqa: ANN401
    return value if isinstance(value, list | tuple) else [value]


class Test(Part, Generic[T]):
    """What a fact must be; of several operators, all must hold."""

    __test__ = False  # it's no test of pytest's
    model_config = ConfigDict(populate_by_name=True)

    is_: T | None = Field(default=None, alias="is")
    """It is this."""
    is_not: Annotated[tuple[T, ...], BeforeValidator(_listed)] = Field(default=(), max_length=400)
    """It is not this, or none of these."""
    any: tuple[T, ...] = Field(default=(), max_length=400)
    """It is one of these."""

    @model_validator(mode="after")
    def _can_hold(self) -> "Test[T]":
        if not self.wanted and not self.is_not and (self.above_, self.up_to_) == (None, None):
            raise refusal("missing", "", ", ".join(self.operators()))
        if not _meet(self, self):
            raise refusal("never-holds", self.plain(), ", ".join(self.operators()))
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process makes it: a class with its kind of fact in brackets has no name to be found by."""
        known = self.__pydantic_generic_metadata__["origin"] or type(self)
        return _restored, (known, {name: getattr(self, name) for name in self.model_fields_set})

    @classmethod
    def operators(cls) -> tuple[str, ...]:
        """Return what may be asked, as a file writes it."""
        return tuple(field.alias or name for name, field in cls.model_fields.items())

    def plain(self) -> str:
        """Return the test as a file has it, near enough to be found there."""
        asked = self.model_dump(by_alias=True, exclude_defaults=True)
        return ", ".join(
            f"{name} = {', '.join(map(str, value)) if isinstance(value, tuple) else value}"
            for name, value in asked.items()
        )

    @property
    def wanted(self) -> tuple[T, ...]:
        """Return the values of which the fact must be one; none when it may be any."""
        return self.any if self.is_ is None else (self.is_,)

    @property
    def above_(self) -> Any:  # noqa: ANN401 - a number or a day
        """Return what the fact must be above, or None."""
        return getattr(self, "above", None)

    @property
    def up_to_(self) -> Any:  # noqa: ANN401 - a number or a day
        """Return what the fact may be at most, or None."""
        return getattr(self, "up_to", None)

    def holds(self, value: FactValue | None) -> bool | None:
        """Return whether a fact is what is asked; None when the application does not state it."""
        if value is None:
            return None
        asked = [_either(_has(value, one) for one in self.wanted)] if self.wanted else []
        asked += [_not(_has(value, one)) for one in self.is_not]
        if self.above_ is not None:
            asked.append(bool(value > self.above_))
        if self.up_to_ is not None:
            asked.append(bool(value <= self.up_to_))
        return _all(asked)


def _restored(known: type[Test[Any]], values: Mapping[str, Any]) -> Test[Any]:
    return known.model_construct(**values)


class RangeTest(Test[T], Generic[T]):
    """What a number or a day must be."""

    up_to: T | None = None
    """It is at most this; a day, this one or an earlier one."""
    above: T | None = None
    """It is more than this; a day, a later one."""


def _plain_value(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, bool | Decimal | str) or type(value) is dt.date:
        return value
    raise refusal("not-text", value, '"…"')


class AnswerTest(RangeTest[Annotated[Any, BeforeValidator(_plain_value)]]):
    """What the answer to a question of the group's own must be: a number, a day, yes or no, a choice's key, a text."""


def _short(value: Any) -> Any:  # noqa: ANN401
    """Return a test whose operator was left out: a value is what it is, a list what it is one of."""
    if isinstance(value, Mapping | Test):
        return value
    return {"any": value} if isinstance(value, list | tuple) else {"is": value}


_TestT = TypeVar("_TestT", bound=Test[Any])
_Of = Annotated[_TestT | None, BeforeValidator(_short)]


class When(Part):
    """Facts about an application, each with what it must be: all of them must hold.

    >>> when = When(legal_form="municipality", public_support={"up_to": 50000})
    >>> facts = {"legal_form": "municipality", "public_support": Decimal(40000)}
    >>> when.verdict(facts).holds, when.verdict({"legal_form": "municipality"}).missing
    (True, ('public_support',))
    """

    legal_form: _Of[Test[Annotated[str, _of_vocabulary("legal_form")]]] = None
    """The legal form of the applicant."""
    body_law: _Of[Test[Annotated[str, _of_vocabulary("body_law")]]] = None
    """Whether the applicant is a body of public or of private law; where it does not say so, by its legal form."""
    municipality: _Of[Test[Line]] = None
    """The applicant's home municipality."""
    measure: _Of[Test[MeasureKey]] = None
    """The support form."""
    investment_kind: _Of[Test[Annotated[str, _of_vocabulary("investment_kind")]]] = None
    """The kind of an investment."""
    investment_theme: _Of[Test[Annotated[str, _of_vocabulary("investment_theme")]]] = None
    """The theme of an investment."""
    benefit: _Of[Test[Annotated[str, _of_vocabulary("benefit")]]] = None
    """Who gains from a development or training project."""
    project_nature: _Of[Test[Annotated[str, _of_vocabulary("project_nature")]]] = None
    """The nature of the project: how wide its area is."""
    rural_type: _Of[Test[Annotated[str, _of_vocabulary("rural_type")]]] = None
    """The class of the urban–rural classification."""
    specific_objective: _Of[Test[Annotated[str, _of_vocabulary("specific_objective")]]] = None
    """The specific objective of the CAP."""
    smart_village_plan: _Of[Test[YesNo]] = None
    """Whether the project is part of a Smart Villages plan; an investment of that theme is."""
    several_villages: _Of[Test[YesNo]] = None
    """Whether several villages carry the project out or gain from it."""
    cost_model: _Of[Test[Annotated[str, _of_vocabulary("cost_model")]]] = None
    """How the costs are counted."""
    payment_method: _Of[Test[Annotated[str, _of_vocabulary("payment_method")]]] = None
    """What the support is paid for."""
    total_costs: _Of[RangeTest[Euros]] = None
    """The total costs, in euros."""
    support: _Of[RangeTest[Euros]] = None
    """The Leader support sought, in euros."""
    public_support: _Of[RangeTest[Euros]] = None
    """The Leader support sought with other public money, in euros."""
    duration_months: _Of[RangeTest[Count]] = None
    """The time of the project, in months that have begun."""
    date: _Of[RangeTest[Day]] = None
    """The day of application."""
    round: _Of[Test[Key]] = None
    """The round that the application is taken into, by the key that the group gave it."""
    annex: _Of[Test[Line]] = None
    """An annex that is handed in, by its kind (a key of the programme) or its name."""
    question: Mapping[Key, Annotated[AnswerTest, BeforeValidator(_short)]] = Field(default={}, max_length=50)
    """Answers to the group's own questions, by the key of the question."""

    @model_validator(mode="after")
    def _asks_something(self) -> "When":
        if not self.tests:
            raise refusal("missing", "", ", ".join(FACTS))
        return self

    @property
    def tests(self) -> Mapping[str, Test[Any]]:
        """Return what is asked of each fact, by its name; of a question, it is `question.KEY`."""
        of_fields = {name: getattr(self, name) for name in FACTS if name != QUESTION}
        of_questions = {f"{QUESTION}.{key}": test for key, test in self.question.items()}
        return {name: test for name, test in (of_fields | of_questions).items() if test is not None}

    def __reduce__(self) -> tuple[Any, ...]:
        """Return how another process makes it anew: its tests are of classes that no module names."""
        return type(self).model_validate, (self.model_dump(by_alias=True, exclude_defaults=True),)

    def __hash__(self) -> int:
        """Return the hash of what is asked, in which a mapping has none of its own."""
        return hash(tuple(self.tests.items()))

    def verdict(self, facts: Facts) -> "Verdict":
        """Return whether all that is asked holds, or which facts the application does not state."""
        return _verdict_of(self.tests, facts)


# Whether something holds: yes, no, or unknown as long as the application does not state a fact.


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether something that a group sets holds; when nobody can tell (None), `missing` are the facts that would."""

    holds: bool | None
    missing: tuple[str, ...] = ()


def _verdict_of(tests: Mapping[str, Test[Any]], facts: Facts) -> Verdict:
    found = {name: test.holds(facts.get(name)) for name, test in tests.items()}
    holds = _all(found.values())
    missing = tuple(name for name, one in found.items() if one is None) if holds is None else ()
    return Verdict(holds, missing)


class Conditional(Part):
    """Something that holds always, or only when the facts about an application are as asked."""

    when: When | None = None
    """The facts that must hold, all of them; when left out, it holds always."""
    or_when: tuple[When, ...] = Field(default=(), max_length=20)
    """Other facts with which it holds just as well: those of any one of these."""

    @model_validator(mode="after")
    def _has_the_first(self) -> "Conditional":
        if self.or_when and self.when is None:
            raise refusal("missing", "or_when", "when")
        return self

    @property
    def alternatives(self) -> tuple[Mapping[str, Test[Any]], ...]:
        """Return the tests of each way in which it may hold; one without tests when it holds always."""
        return ({} if self.when is None else self.when.tests, *(one.tests for one in self.or_when))

    @property
    def is_specific(self) -> bool:
        """Return whether it is for some applications only, and so takes the place of what is for all."""
        return self.when is not None

    def verdict(self, facts: Facts) -> Verdict:
        """Return whether it holds by the facts of an application, or which of them are missing to tell."""
        found = [_verdict_of(tests, facts) for tests in self.alternatives]
        holds = _either(one.holds for one in found)
        open_ = [set(one.missing) for one in found if one.holds is None]
        # What one way lacks in addition to another is not needed to tell.
        needed = (
            one.missing for one in found if one.missing and not any(set(one.missing) > few for few in open_)
        )
        missing = dict.fromkeys(name for names in needed for name in names)
        return Verdict(holds, tuple(missing) if holds is None else ())

    def may_hold(self, facts: Facts) -> bool:
        """Return whether it holds, or may as far as is known."""
        return self.verdict(facts).holds is not False

    def meets(self, other: "Conditional") -> bool:
        """Return whether both may hold for one application."""
        return any(
            all(_meet(one[name], two[name], name) for name in one.keys() & two.keys())
            for one, two in product(self.alternatives, other.alternatives)
        )

    def places(self) -> Iterator[tuple[str, When]]:
        """Yield what is asked, each with its place in the file."""
        if self.when is not None:
            yield "when", self.when
        for index, one in enumerate(self.or_when):
            yield f"or_when[{index}]", one


def _has(value: FactValue, wanted: object) -> bool | None:
    if isinstance(value, Mapping):
        return value.get(_normal(wanted))
    if isinstance(value, frozenset):
        return wanted in value
    return bool(_normal(value) == _normal(wanted))


def _normal(value: Any) -> Any:  # noqa: ANN401
    return normal_form(value) if isinstance(value, str) else value


def _not(one: bool | None) -> bool | None:
    return None if one is None else not one


def _all(found: Iterable[bool | None]) -> bool | None:
    every = list(found)
    return False if False in every else None if None in every else True


def _either(found: Iterable[bool | None]) -> bool | None:
    every = list(found)
    return True if True in every else None if None in every else False


_OF_MANY = ("annex",)
"""Facts that are several at once: that one of them is so says nothing of another."""


def _meet(one: Test[Any], other: Test[Any], name: str = "") -> bool:
    """Return whether a fact may be what both ask."""
    refused = {*map(_normal, (*one.is_not, *other.is_not))}
    wanted = [{*map(_normal, test.wanted)} for test in (one, other) if test.wanted]
    if name in _OF_MANY:
        return all(values - refused for values in wanted)
    above = [test.above_ for test in (one, other) if test.above_ is not None]
    up_to = [test.up_to_ for test in (one, other) if test.up_to_ is not None]
    if wanted:
        left = set.intersection(*wanted) - refused
        return any(all(one > low for low in above) and all(one <= high for high in up_to) for one in left)
    return not (above and up_to) or max(above) < min(up_to)


# What is wrong with the conditions of a group: facts that no measure has, questions that are not its own.


def unknown_facts(
    path: str,
    setting: Conditional,
    measures: Sequence[str],
    questions: Mapping[str, Callable[[Any], bool]],
    rounds: Sequence[str],
) -> Iterator[Fault]:
    """Yield a fault for each fact that none of a setting's measures has, each question and round that the group lacks.

    Args:
        path: The place of the setting in the file.
        setting: What holds under conditions.
        measures: The measures that it is for; none means every one.
        questions: The keys of the group's questions, each with whether a value may be an answer to it.
        rounds: The keys of its rounds.
    """
    for place, when in setting.places():
        for name, test in when.tests.items():
            here, (_, _, key) = f"{path}.{place}.{name}", name.partition(".")
            if key:
                values = [*test.wanted, *test.is_not, test.above_, test.up_to_]
                if key not in questions:
                    yield Fault(here, "not-allowed", key, ", ".join(questions) or "fields.toml: questions")
                elif bad := [one for one in values if one is not None and not questions[key](one)]:
                    yield Fault(here, "answer-of-other-kind", str(bad[0]), key)
                continue
            known = frozenset(rounds or ("?",)) if name == "round" else _keys_for(name, measures)
            if known is None:
                yield Fault(here, "fact-of-no-measure", name, ", ".join(measures))
            elif known and (bad := [one for one in (*test.wanted, *test.is_not) if str(one) not in known]):
                yield Fault(here, "not-allowed", ", ".join(map(str, bad)), ", ".join(sorted(known)))


def _keys_for(name: str, measures: Sequence[str]) -> frozenset[str] | None:
    """Return the keys that measures have for a fact; none when any will do, None when none of them has the fact."""
    asked = schema()[path_of_fact(name)].asked
    gate = asked.has or asked.several
    named = [one for law in programmes() for one in law.measures() if one.key in measures]
    if gate and named and not any(measure.find(gate) for measure in named):
        return None
    listed = [measure.find(asked.choices) for measure in named] if asked.choices else []
    if name == "measure" or None in listed:
        return frozenset()
    values = (entry for one in listed if one for entry in one.timeline if isinstance(entry, DatedValue))
    return frozenset(key for value in values for key in value.keys)
