"""A strict template as plain data, and its printing: what cannot be printed as usual is left to the careful way.

A compiled part is a list of steps: text that is always there, a value to print, a list to repeat, a choice. Plain data
can be kept next to a template and read by nothing but this, so that it runs no code of anybody. Whatever is unusual
(a value that is no text, a name that is missing, a limit) ends the printing with `UnusualError`: then the careful way,
Jinja's, prints the part again, and says what is wrong and where.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from hakemus.word.printing import INSIDE, Anchors, Budget, Gate, Held, Shown

Step = Sequence[Any]
"""What is done, and with what; a list of JSON. A path begins with a name, or with the number of a loop around it."""

TEXT, RUN, PARAGRAPHS, IN_TEXT, EACH, CHOICE = range(6)
"""What a step does."""

VALUE, NOT, AND, OR = "value", "not", "and", "or"
"""What a condition begins with: the path of a value, or other conditions, follow."""

_AT_A_TIME = 4_096


def _forget(_holds: Held) -> None:
    """Keep nothing of what a piece holds: the paper carries no data."""


class UnusualError(Exception):
    """A part cannot be printed as usual; it never leaves the engine."""


class Printing:
    """One rendering of parts by their steps: the pieces of text, and what they hold for the data part."""

    def __init__(
        self, gate: Gate, budget: Budget, anchors: Anchors, values: Mapping[str, Any], *, holds: bool
    ) -> None:
        self._gate, self._budget, self._anchors = gate, budget, anchors
        # The items that loops are at are among the values, by the numbers of the loops.
        self._values: dict[str | int, Any] = dict[str | int, Any](values.items())
        self._pieces: list[str] = []
        self._chunks: list[str] = []
        self._holds_are_kept = holds
        self.held: list[Held] = []

    def part(self, steps: Sequence[Step]) -> str:
        """Return the text of a part; what it holds is in `held`, where that is asked for."""
        self._pieces, self._chunks, self.held = [], [], []
        try:
            self._go(steps)
            self._end_chunk()
        except UnusualError:
            raise
        except Exception as error:  # whatever it is, the careful way meets it again, and says what and where
            raise UnusualError from error
        return "".join(self._chunks)

    def _end_chunk(self) -> None:
        """Make one text of the pieces so far, so that long papers aren't kept in hundreds of thousands of them."""
        chunk = "".join(self._pieces)
        self._pieces.clear()
        self._budget.wrote(len(chunk))
        self._chunks.append(chunk)

    def _go(self, steps: Sequence[Step]) -> None:
        pieces, gate, anchors, values = self._pieces, self._gate, self._anchors, self._values
        hold = self.held.append if self._holds_are_kept else _forget
        for step in steps:
            kind = step[0]
            if kind == TEXT:
                pieces.append(step[1])
                hold(step[2])
            elif kind == RUN:
                value: Any = values  # found here and not by `_value`: most of what is done is this
                for key in step[1]:
                    if type(value) is not dict:
                        raise UnusualError
                    value = value[key]
                text, holds = gate.field_run(value, step[2], step[3], step[4], anchors)
                pieces.append(text)
                hold(holds)
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
                    hold(holds)
            else:
                value = self._value(step[1])
                if type(value) is not str and type(value) is not Shown:
                    raise UnusualError
                pieces.append(gate.text(value, step[2]))
                hold((INSIDE, str(value)))

    def _repeat(self, step: Step) -> None:
        _, number, path, test, body, otherwise = step
        items = self._value(path)
        if type(items) is not list and type(items) is not tuple:
            raise UnusualError
        self._budget.repeat(len(items))
        values, turns = self._values, 0
        for item in items:
            values[number] = item
            if test is not None and not self._holds(test):
                continue
            turns += 1
            self._go(body)
            if len(self._pieces) > _AT_A_TIME:
                self._end_chunk()
        if not turns:
            self._go(otherwise)

    def _value(self, path: Step) -> Any:  # noqa: ANN401 - whatever the values hold
        value: Any = self._values
        for key in path:
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
