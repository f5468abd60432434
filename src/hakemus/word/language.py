"""The language that a document's text is in, which a screen reader speaks it in."""

from pathlib import Path

from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import found, parse, value_of
from hakemus.word.package import read_package
from hakemus.word.stories import STYLES


def language_of(docx: bytes | str | Path, limits: Limits = DEFAULT_LIMITS) -> str:
    """Return the code of the language that a document's styles set for its text, such as `sv-FI`; empty without one."""
    package = read_package(docx, limits)
    codes = (
        value_of(language)
        for part in package.of_type(STYLES)
        for language in found(parse(package.parts[part], part, limits), "w:docDefaults//w:lang")
    )
    return next(filter(None, codes), "")
