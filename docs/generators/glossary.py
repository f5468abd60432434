"""The glossary: each concept of an application once, with its term in three languages and where the term is from."""

from collections import defaultdict
from collections.abc import Iterator

from generators.markdown import code, page, table
from hakemus.texts import Language
from hakemus.texts.glossary import Term, open_glossary


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
