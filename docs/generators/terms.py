"""The glossary and the vocabularies: every term and every word a field may hold, in three languages with its source."""

from collections import defaultdict
from collections.abc import Iterator

from generators.markdown import code, page, table
from hakemus.model.schema import schema
from hakemus.programme import Entry, Vocabulary, open_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.texts.wording import Term, open_glossary


def glossary_page() -> str:
    """Return the page of all terms, in the order of the English ones."""
    return page(
        "Glossary",
        "Each concept has one English name, which is the key in the file, the attribute in Python, the placeholder in\n"
        "a template and the path in a finding.\n"
        "The papers print the term of their language.\n"
        "The table is made from `src/hakemus/texts/glossary.toml`, where a term is changed.",
        "°: the wording is the library's own, because no official term is known in that language.\n"
        "Certainty: A the law or the authority, B a Leader group, C older or inferred.",
        table(("English", "Finnish", "Swedish", "Name, and where the term is from"), _rows()),
    )


def _rows() -> Iterator[tuple[str, ...]]:
    for term, paths in sorted(_by_term().items(), key=lambda pair: (pair[0].en.casefold(), pair[1])):
        yield (
            _marked(term, "en"),
            _marked(term, "fi"),
            _marked(term, "sv"),
            "\n".join((*map(code, paths), f"{term.certainty}: {term.source}")),
        )


def _by_term() -> dict[Term, list[str]]:
    found: dict[Term, list[str]] = defaultdict(list)
    for path, term in open_glossary().items():
        found[term].append(path)
    return found


def _marked(term: Term, language: Language) -> str:
    return f"{term.in_language(language)}{'°' * (language in term.ours)}"


def choices_page() -> str:
    """Return the page of all vocabularies that fields of an application refer to."""
    programme = open_programme()
    fields = [field for field in schema().values() if field.vocabulary and field.kind != "language"]
    closed = {field.vocabulary for field in fields if field.keys}
    names = {field.vocabulary: None for field in sorted(fields, key=lambda field: not field.keys)}
    return page(
        "Choices and known words",
        "A *choice* takes one of the keys below and nothing else.\n"
        "A field of *known words* takes any text, since nobody knows the public register's whole list;\n"
        "a key, or a name in any of the three languages, is recognised and printed in the language of the paper.",
        "°: the wording is the library's own, because no official term is known.\n"
        "Certainty: A the law or the authority, B a Leader group or the press, C older or inferred.",
        *(_vocabulary(programme.vocabulary(name), is_closed=name in closed) for name in names),
    )


def _vocabulary(vocabulary: Vocabulary, *, is_closed: bool) -> str:
    kind = "A choice." if is_closed else "Known words."
    heads = ("Key", "Finnish", "Swedish", "English", "Source")
    return "\n\n".join(
        (
            f"({vocabulary.name.replace('_', '-')})=",
            f"## {vocabulary.title.en}",
            f"{vocabulary.title.fi}, {vocabulary.title.sv}. {kind}",
            table(heads, [_entry(entry) for entry in vocabulary.entries]),
        )
    )


def _entry(entry: Entry) -> tuple[str, ...]:
    names = (f"{entry.label.text(language)}{'°' * entry.label.is_ours(language)}" for language in LANGUAGES)
    reference = entry.reference
    said = f"[{reference.title.text('en')}]({reference.address}), {reference.section.text('en')}"
    return (
        code(entry.key),
        *names,
        f"{entry.certainty}: {said}",
    )
