"""In which languages a group says what it says: what each of its languages lacks, and which comes first."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hakemus.errors import Fault
from hakemus.group.settings import Names
from hakemus.model import Part
from hakemus.texts import LANGUAGES, Language


def missing_languages(part: Part, languages: Sequence[Language]) -> Iterator[Fault]:
    """Yield a fault for every text of a group, or of a part of it, that a language lacks."""
    for path, names in texts_of(part):
        for language in languages:
            if language not in names.languages:
                yield Fault(f"{path}.{language}", "missing", "", ", ".join(languages))


def texts_of(part: Part, path: str = "") -> Iterator[tuple[str, Names]]:
    """Yield every text of a group, or of a part of it, with its place.

    >>> from hakemus.group.questions import Question
    >>> [path for path, _ in texts_of(Question(key="youth", label={"sv": "Unga"}), "questions[0]")]
    ['questions[0].label']
    """
    if isinstance(part, Names):
        yield path, part
        return
    for name, field in type(part).model_fields.items():
        value, here = getattr(part, name), f"{path}.{field.alias or name}" if path else name
        if isinstance(value, Part):
            yield from texts_of(value, here)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from texts_of(item, f"{here}[{index}]")


def order_of(values: Mapping[str, Any]) -> tuple[Language, ...]:
    """Return all languages in the order in which a group's data name theirs, those that it does not name last.

    >>> order_of({"languages": ["sv", "fi"]}), order_of({"languages": "?"})
    (('sv', 'fi', 'en'), ('fi', 'sv', 'en'))
    """
    named = values.get("languages")
    first = (
        [one for given in named for one in LANGUAGES if one == given]
        if isinstance(named, list | tuple)
        else []
    )
    return tuple(dict.fromkeys((*first, *LANGUAGES)))
