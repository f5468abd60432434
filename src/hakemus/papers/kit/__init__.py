"""What makes the Word templates of the papers; loaded only when they are built."""

from collections.abc import Mapping

from hakemus.papers import Paper
from hakemus.papers.kit.page import Page
from hakemus.programme import programme_on
from hakemus.texts import Language, wording

__all__ = ["Page", "template"]


def template(
    paper: Paper, language: Language, own: Mapping[str, str] | None = None, *, copied: bool = False
) -> bytes:
    """Return the template of a paper in a language; the same source gives the same bytes.

    `own` are words by names of its layout that neither the catalogue nor the glossary has. One that is there to be
    `copied` under another name shows what the paper is then called.
    """
    words, programme = wording(language), programme_on(None)

    def word(name: str) -> str:
        if own is not None and name in own:
            return own[name]
        if f"documents.{name}" in words.catalogue.messages:
            return words.catalogue[f"documents.{name}"]
        if parameter := programme.find(name):
            return parameter.on(programme.first_day).label.text(language)
        return words.term(name)

    title = paper.title(words)
    kind = "{{ kind }}" if copied else title
    page = Page(language=language, kind=kind, word=word, frame=paper.frame, title=title)
    paper.lay_out(page)
    return page.save()
