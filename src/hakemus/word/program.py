"""A strict template as plain data, and its printing: what cannot be printed as usual is left to the careful way.

A compiled part is a list of steps: text that is always there, a value to print, a list to repeat, a choice. Plain data
can be kept next to a template and read by nothing but this, so that it runs no code of anybody. Whatever is unusual
(a value that is no text, a name that is missing, a limit) ends the printing with `UnusualError`: then the careful way,
Jinja's, prints the part again, and says what is wrong and where.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hakemus.word.data_part import piece_held
from hakemus.word.printing import INSIDE, Anchors, Budget, Gate, Held, Shown

Step = Sequence[Any]
"""What is done, and with what; a list of JSON."""

Steps = Sequence[Any]
"""The steps of a part, and how many loops are in one another at most."""

TEXT, RUN, PARAGRAPHS, IN_TEXT, EACH, CHOICE = range(6)
"""What a step does."""

VALUE, NOT, AND, OR = "value", "not", "and", "or"
"""What a condition begins with: the path of a value, or other conditions, follow."""

_AT_A_TIME = 4_096


class UnusualError(Exception):
    """A part cannot be printed as usual; it never leaves the engine."""


class Printing:
    """One rendering of parts by their steps: the pieces of text, and what they hold for the data part."""

    def __init__(self, gate: Gate, budget: Budget, anchors: Anchors, values: Mapping[str, Any]) -> None:
        self._gate, self._budget, self._anchors, self._values = gate, budget, anchors, values
        self._slots: list[Any] = []
        self._pieces: list[str] = []
        self._counted_at = _AT_A_TIME
        self.held: list[Held] = []

    def part(self, steps: Steps) -> str:
        """Return the text of a part; what it holds is in `held`."""
        self._pieces, self.held, self._counted_at = [], [], _AT_A_TIME
        body, slots = steps
        self._slots = [None] * slots
        try:
            self._go(body)
        except UnusualError:
            raise
        except Exception as error:  # whatever it is, the careful way meets it again, and says what and where
            raise UnusualError from error
        return self._budget.written(self._pieces)

    def _go(self, steps: Sequence[Step]) -> None:
        pieces, held, gate, anchors = self._pieces, self.held, self._gate, self._anchors
        for step in steps:
            kind = step[0]
            if kind == TEXT:
                pieces.append(step[1])
                held.append(step[2])
            elif kind == RUN:
                text, holds = gate.field_run(self._value(step[1]), step[2], step[3], step[4], anchors)
                pieces.append(text)
                held.append(holds)
            elif kind == CHOICE:
                for condition, body in step[1]:
                    if self._holds(condition):
                        self._go(body)
                        break
                else:
                    self._go(step[2])
            elif kind == EACH:
                self._repeat(step)
            elif kind == PARAGRAPHS:
                text, holds = gate.held_paragraphs(self._value(step[1]), step[2], anchors)
                if text:
                    pieces.append(text)
                    held.append(holds if holds is not None else piece_held(text))
            else:
                value = self._value(step[1])
                if type(value) is not str and type(value) is not Shown:
                    raise UnusualError
                pieces.append(gate.text(value, step[2]))
                held.append((INSIDE, str(value)))

    def _repeat(self, step: Step) -> None:
        _, slot, path, test, body, otherwise = step
        items = self._value(path)
        if type(items) is not list and type(items) is not tuple:
            raise UnusualError
        self._budget.repeat(len(items))
        slots, before, turns = self._slots, self._slots[slot], 0
        for item in items:
            slots[slot] = item
            if test is not None and not self._holds(test):
                continue
            turns += 1
            self._go(body)
            if len(self._pieces) > self._counted_at:
                self._budget.allow(sum(map(len, self._pieces)))
                self._counted_at = len(self._pieces) + _AT_A_TIME
        slots[slot] = before
        if not turns:
            self._go(otherwise)

    def _value(self, path: Step) -> Any:  # noqa: ANN401 - whatever the values hold
        first = path[0]
        value = self._values[first] if type(first) is str else self._slots[first]
        for key in path[1:]:
            if type(value) is not dict:
                raise UnusualError
            value = value[key]
        return value

    def _holds(self, condition: Step) -> bool:
        sign = condition[0]
        if sign == NOT:
            return not self._holds(condition[1])
        if sign == AND:
            return self._holds(condition[1]) and self._holds(condition[2])
        if sign == OR:
            return self._holds(condition[1]) or self._holds(condition[2])
        return bool(self._value(condition[1]))
