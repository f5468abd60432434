"""The documents: names, the measures that ask for them, placeholders, and a gallery with a place for pictures."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from showcase import shown_trial

from generators.markdown import code, page, table
from hakemus.assembly import file_name, template_path
from hakemus.papers import BOARD_DOCUMENTS, DOCUMENTS, PAPERS, About, Document, Paper
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, wording
from hakemus.word import Template

_FRAME = {
    "kind": "what the paper is called",
    "draft": "true for a draft",
    "draft_mark": "the words that mark a draft",
}

_MADE_OF: dict[About, str] = {
    "assessment": "Made of an application and its assessment, by `render_statement`.",
    "meeting": "Made of a meeting with all its applications, by `render_agenda`.",
}


def documents_page(on: date) -> str:
    """Return the page of all documents, with the papers that each measure asks for on a day."""
    return page(
        "Documents and their placeholders",
        "A document is known by one name everywhere: `hakemus.render(application, name)`, `hakemus render FILE NAME`,\n"
        "and its template `templates/LANGUAGE/NAME.docx`.\n"
        "The papers of the [board](../board.md) are made with `hakemus board FOLDER`.",
        table(("Name", "Finnish", "Swedish", "English", "File in Finnish"), _names()),
        "## What each measure asks for",
        f"By the law of {on:%-d %B %Y}.",
        table(("Papers", "Measures"), _papers(on)),
        "## Placeholders",
        "The placeholders that the library's own templates show, in their order.\n"
        "A template may show every other [field](fields.md) of the parts that the document carries, too;\n"
        "all that each document offers is listed in `templates/placeholders.toml`.\n"
        "`[]` means an item of a list that the template repeats.\n"
        "Values come as text in the language of the paper; what is missing comes as empty text.",
        *(_section(paper, _carried(paper)) for paper in DOCUMENTS),
        *(_section(paper, _MADE_OF[paper.about]) for paper in BOARD_DOCUMENTS),
    )


def _names() -> Iterator[tuple[str, ...]]:
    for paper in PAPERS:
        kinds = (wording(language).message(f"documents.{paper.key}.kind") for language in LANGUAGES)
        yield code(paper.key), *kinds, code(_file_name(paper))


def _file_name(paper: Paper) -> str:
    """Return what a paper's file is called; each application of a meeting has a statement, named after its folder."""
    if isinstance(paper, Document):
        return file_name(paper.key, "fi")
    name = wording("fi").message(f"board.file-{paper.key}")
    return f"{name}-NAME.docx" if paper.about == "assessment" else f"{name}.docx"


def _papers(on: date) -> Iterator[tuple[str, str]]:
    programme = open_programme()
    asked_by: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for key in programme.vocabulary("measure").keys:
        if (measure := programme.measure(key)) is not None:
            asked_by[measure.papers(on)].append(code(key))
    for papers, measures in asked_by.items():
        yield "\n".join(map(code, papers)), ", ".join(measures)


def _carried(document: Document) -> str:
    if not document.carries:
        return "Carries every part of the application."
    return f"Carries {', '.join(map(code, document.carries))}."


def _section(paper: Paper, made_of: str) -> str:
    shown = Template(template_path(paper.key, "fi")).fields
    return "\n\n".join(
        (
            f"### {wording('en').message(f'documents.{paper.key}.kind')} – {code(paper.key)}",
            made_of,
            "Its template shows:",
            "\n".join(_by_part(shown)),
        )
    )


def _by_part(paths: Iterable[str]) -> Iterator[str]:
    """Yield a line for each part of the content, with the placeholders that reach into it."""
    parts: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        parts[path.split(".")[0].removesuffix("[]")].append(path)
    for part, inside in parts.items():
        said = f": {_FRAME[part]}" if part in _FRAME else ""
        yield f"- {', '.join(map(code, inside))}{said}"


def gallery_page() -> str:
    """Return the page of the gallery."""
    return page(
        "Gallery",
        "The first page of every paper in Finnish, Swedish and English, made of the examples when these pages "
        "are built.\n"
        "Click a page to enlarge it. What each document is made of is listed in\n"
        "[the reference](reference/documents.md).",
        "## The applicant's papers",
        *(block for paper in DOCUMENTS for block in _pictures(paper)),
        "## The board's papers",
        *(block for paper in BOARD_DOCUMENTS for block in _pictures(paper)),
    )


def _pictures(paper: Paper) -> Iterator[str]:
    yield f"### {wording('en').message(f'documents.{paper.key}.kind')}"
    shown = dict.fromkeys(code(shown_trial(paper, language).name) for language in LANGUAGES)
    yield f"{code(paper.key)}, made of the example {' and '.join(shown)}."
    yield f"```{{paper-pictures}} {paper.key}\n```"
