"""The documents: what each is called, which measures ask for it, and every placeholder that its template shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from generators.markdown import code, page, table
from hakemus.assembly import file_name, template_path
from hakemus.documents import DOCUMENTS, Document
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, wording
from hakemus.word import Template

_FRAME = {
    "kind": "what the paper is called",
    "draft": "true for a draft",
    "draft_mark": "the words that mark a draft",
}


def documents_page(on: date) -> str:
    """Return the page of all documents, with the papers that each measure asks for on a day."""
    return page(
        "Documents and their placeholders",
        "A document is known by one name everywhere: `hakemus.render(application, name)`, `hakemus render FILE NAME`,\n"
        "and its template `templates/LANGUAGE/NAME.docx`.",
        table(("Name", "Finnish", "Swedish", "English", "File in Finnish"), _names()),
        "## What each measure asks for",
        f"By the law of {on:%-d %B %Y}.",
        table(("Papers", "Measures"), _papers(on)),
        "## Placeholders",
        "The placeholders that the library's own templates show, in their order.\n"
        "A template may show every other [field](fields.md) of the parts that the document carries, too.\n"
        "`[]` stands for the item of a list that the template repeats.\n"
        "Values come as text in the language of the paper; what is missing comes as empty text.",
        *(_section(document) for document in DOCUMENTS),
    )


def _names() -> Iterator[tuple[str, ...]]:
    for document in DOCUMENTS:
        kinds = (wording(language).message(f"documents.{document.key}.kind") for language in LANGUAGES)
        yield code(document.key), *kinds, code(file_name(document.key, "fi"))


def _papers(on: date) -> Iterator[tuple[str, str]]:
    programme = open_programme()
    asked_by: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in programme.vocabulary("measure").keys:
        if (measure := programme.measure(key)) is not None:
            asked_by[measure.papers(on)].append(code(key))
    for papers, measures in asked_by.items():
        yield "\n".join(map(code, papers)), ", ".join(measures)


def _section(document: Document) -> str:
    carried = (
        "every part of the application" if not document.carries else ", ".join(map(code, document.carries))
    )
    shown = Template(template_path(document.key, "fi")).fields
    return "\n\n".join(
        (
            f"### {wording('en').message(f'documents.{document.key}.kind')} – {code(document.key)}",
            f"Carries {carried}.",
            "Its template shows:",
            "\n".join(_by_part(shown)),
        )
    )


def _by_part(paths: Iterable[str]) -> Iterator[str]:
    """Yield a line for each part of the application, with the placeholders that reach into it."""
    parts: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        parts[path.split(".")[0].removesuffix("[]")].append(path)
    for part, inside in parts.items():
        said = f": {_FRAME[part]}" if part in _FRAME else ""
        yield f"- {', '.join(map(code, inside))}{said}"
