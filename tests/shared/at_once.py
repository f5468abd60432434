"""What has to be refused, or read, at once: in less than a second of the processor."""

import time
from collections.abc import Callable
from typing import TypeVar

import pytest

Found = TypeVar("Found")
Error = TypeVar("Error", bound=Exception)


def at_once(do: Callable[[], Found], seconds: float = 1) -> Found:
    """Return what comes of it; the quickest of three tries takes less than so long.

    Processor time, since the clock waits for other programs; three, since they slow the processor down too.
    """
    for _ in range(3):
        begun = time.process_time()
        found = do()
        if time.process_time() - begun < seconds:
            return found
    pytest.fail(f"three tries took over {seconds} s of the processor each")


def refused_at_once(error: type[Error], do: Callable[[], object]) -> Error:
    """Return the error with which it is refused."""

    def refused() -> Error:
        with pytest.raises(error) as raised:
            do()
        return raised.value

    return at_once(refused)
