"""A trial of a template: the content of one paper, by the name of the example that it is made of."""

from dataclasses import dataclass
from typing import Any

from hakemus.word import Properties

NO_DATA = "–"
"""What the trial is called that is made of no data at all."""


@dataclass(frozen=True, slots=True)
class Trial:
    """The content of a document for one example, and what the paper says of itself."""

    name: str
    content: dict[str, Any]
    properties: Properties
