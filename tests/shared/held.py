"""What a paper holds of the application that it was made of: what it shows, and nothing else."""

from collections.abc import Iterator

import hakemus
from any_application import leaves
from hakemus.forms import Reading
from hakemus.papers import document
from hakemus.papers.paper import read_carried
from hakemus.papers.presentation import present
from hakemus.programme import programme_on
from hakemus.texts import wording
from hakemus.values.paths import value_at
from hakemus.word import Prose, text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

TO_READ = ("language", "schema_version", "classification.programme", "classification.measure")
"""What every paper carries, shown or not: how the rest is to be read."""


def differing_from(reading: Reading, application: hakemus.Application, name: str) -> list[str]:
    """Return the paths at which a paper of a document, read back, says something else than it was made of.

    A field that it shows must have its value, any other its value or none.
    """
    made_of = document(name).items(application)[0].application
    was, now = (dict(leaves(one.model_dump(exclude_none=True))) for one in (made_of, reading.application))
    shown = [path for path in (*reading.anchors, *TO_READ) if "group_answers" not in path or path in was]
    return [path for path in (*shown, *now) if now.get(path) != was.get(path)]


def unseen_in(paper: bytes) -> list[str]:
    """Return the fields whose values a paper carries, and which nobody who reads it finds in its text."""
    ((attributes, data),) = find_data(read_package(paper))
    application = hakemus.load(read_carried(attributes, data).values)
    printed = present(
        application, wording(attributes["language"]), programme_on(read_carried(attributes, data).on)
    )
    seen = "".join(text(paper).split())
    carried = (path for path, _ in leaves(application.model_dump(exclude_none=True)))
    return [
        path
        for path in carried
        if path not in TO_READ and not all(line in seen for line in _lines(value_at(printed, path)))
    ]


def _lines(shown: object) -> Iterator[str]:
    """Yield each line of a printed field, without blanks."""
    lines = (block.text for block in shown.blocks) if isinstance(shown, Prose) else (str(shown),)
    yield from ("".join(line.split()) for line in lines)
