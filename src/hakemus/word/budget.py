"""How far one rendering may go: turns of loops, characters, seconds."""

import time
from collections.abc import Iterable
from itertools import islice

from hakemus.errors import TemplateError, TemplateProblem
from hakemus.word.limits import Limits

_AT_A_TIME = 4_096


class Budget:
    """Counts what one rendering uses; raises `TemplateError`, naming the limit, when it asks for more."""

    __slots__ = ("_characters", "_ends", "_limits", "_repetitions")

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._repetitions = 0
        self._characters = 0
        self._ends = time.monotonic() + limits.seconds

    @property
    def turns_left(self) -> int:
        """Return how many turns loops may still take."""
        return self._limits.repetitions - self._repetitions

    def repeat(self, turns: int) -> None:
        """Allow a loop so many turns."""
        self._repetitions += turns
        if self._repetitions > self._limits.repetitions:
            raise _beyond(f"the loops take more than {self._limits.repetitions} turns", "repetitions")
        self._in_time()

    def written(self, pieces: Iterable[str]) -> str:
        """Return the pieces joined, as far as characters and time allow."""
        stream = iter(pieces)
        chunks: list[str] = []
        while batch := list(islice(stream, _AT_A_TIME)):
            chunk = "".join(batch)
            self._characters += len(chunk)
            if self._characters > self._limits.output_characters:
                raise _beyond(
                    f"more than {self._limits.output_characters} characters are written", "output_characters"
                )
            self._in_time()
            chunks.append(chunk)
        return chunks[0] if len(chunks) == 1 else "".join(chunks)

    def _in_time(self) -> None:
        if time.monotonic() > self._ends:
            raise _beyond(f"rendering takes longer than {self._limits.seconds} seconds", "seconds")


def _beyond(message: str, limit: str) -> TemplateError:
    return TemplateError([TemplateProblem(f"{message} (limit: {limit})")])
