"""The words of a paper's source: headings and labels from the library's own catalogue and glossary."""

from hakemus.programme import programme_on
from hakemus.texts import known_language, wording
from tables import Field


class Words:
    """A language as a paper's source reads it."""

    def __init__(self, language: str) -> None:
        self.language = known_language(language)
        self._words = wording(self.language)

    def heading(self, key: str) -> str:
        """Return a heading."""
        return self._words.catalogue[f"documents.heading.{key}"]

    def table(self, key: str) -> str:
        """Return a word of a table: a column's title, a total's label."""
        return self._words.catalogue[f"documents.table.{key}"]

    def describe(self, key: str) -> str:
        """Return what a table is, for one who does not see it."""
        return self._words.catalogue[f"documents.describe.{key}"]

    def intro(self, key: str) -> str:
        """Return a guidance."""
        return self._words.catalogue[f"documents.intro.{key}"]

    def signature(self, key: str) -> str:
        """Return a label of the places to sign."""
        return self._words.catalogue[f"documents.signature.{key}"]

    def own(self, document: str, key: str) -> str:
        """Return a word that only one document has."""
        return self._words.catalogue[f"documents.{document}.{key}"]

    def law(self, key: str) -> str:
        """Return the title of a column of values of the law."""
        return self._words.catalogue[f"documents.law.{key}"]

    def kind(self, document: str) -> str:
        """Return what a document is called."""
        return self._words.catalogue[f"documents.{document}.kind"]

    def term(self, path: str) -> str:
        """Return the official term of a field."""
        return self._words.term(path)

    def field(self, path: str, *, prose: bool = False, when: str = "") -> Field:
        """Return a label and a value: the field's official term and its placeholder."""
        return Field(self.term(path), path, prose=prose, when=when)

    def declaration(self) -> str:
        """Return the declaration; its wording is ours, and marked so in the programme's data."""
        programme = programme_on(None)
        return (
            programme.parameter("application.declaration").on(programme.first_day).label.text(self.language)
        )
