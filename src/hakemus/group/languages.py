"""Whether a group says everything in each of its languages."""

from collections.abc import Iterator, Sequence

from hakemus.errors import Fault
from hakemus.group.settings import Names
from hakemus.model import Part
from hakemus.texts import Language


def missing_languages(part: Part, languages: Sequence[Language], path: str = "") -> Iterator[Fault]:
    """Yield a fault for every text of a group, or of a part of it, that a language lacks.

    >>> [fault.path for fault in missing_languages(Names(fi="Esimerkki ry"), ["fi", "sv"], "name")]
    ['name.sv']
    """
    if isinstance(part, Names):
        for language in languages:
            if getattr(part, language) is None:
                yield Fault(f"{path}.{language}", "missing", "", ", ".join(languages))
        return
    for name, field in type(part).model_fields.items():
        value, here = getattr(part, name), f"{path}.{field.alias or name}" if path else name
        if isinstance(value, Part):
            yield from missing_languages(value, languages, here)
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Part):
                    yield from missing_languages(item, languages, f"{here}[{index}]")
