"""The vocabularies: every word that a field may hold, or may know, in three languages with its source."""

from generators.markdown import code, page, table
from hakemus.documents.presentation import OPEN_VOCABULARIES, VOCABULARIES
from hakemus.programme import Entry, Vocabulary, open_programme
from hakemus.texts import LANGUAGES


def choices_page() -> str:
    """Return the page of all vocabularies that fields of an application refer to."""
    programme = open_programme()
    names = dict.fromkeys((*VOCABULARIES.values(), *OPEN_VOCABULARIES.values()))
    return page(
        "Choices and known words",
        "A *choice* takes one of the keys below and nothing else.\n"
        "A field of *known words* takes any text, since nobody knows the public register's whole list;\n"
        "a key, or a name in any of the three languages, is recognised and printed in the language of the paper.",
        "°: the wording is the library's own, because no official term is known.\n"
        "Certainty: A the law or the authority, B a Leader group or the press, C older or inferred.",
        *(_section(programme.vocabulary(name)) for name in names),
    )


def _section(vocabulary: Vocabulary) -> str:
    kind = "A choice." if vocabulary.name in VOCABULARIES.values() else "Known words."
    heads = ("Key", "Finnish", "Swedish", "English", "Source")
    return "\n\n".join(
        (
            f"({vocabulary.name.replace('_', '-')})=",
            f"## {vocabulary.title.en}",
            f"{vocabulary.title.fi}, {vocabulary.title.sv}. {kind}",
            table(heads, [_row(entry) for entry in vocabulary.entries]),
        )
    )


def _row(entry: Entry) -> tuple[str, ...]:
    names = (f"{entry.label.text(language)}{'°' * entry.label.is_ours(language)}" for language in LANGUAGES)
    reference = entry.reference
    said = f"[{reference.title.text('en')}]({reference.address}), {reference.section.text('en')}"
    return (
        code(entry.key),
        *names,
        f"{entry.certainty}: {said}",
    )
