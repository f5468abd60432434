"""A group's own templates: only the files it changes, each compiled, and with no placeholder that is not offered."""

import difflib
from collections.abc import Collection, Mapping
from functools import cache

from hakemus.errors import FileError, PackageError, TemplateError
from hakemus.group.folder import Folder
from hakemus.packaged import packaged_folder
from hakemus.reading import read_toml
from hakemus.texts import LANGUAGES, Language
from hakemus.word import Branding, Template

QUESTION = "group_question"
"""Under this name a template finds the answer to a question of the group's own: `group_question.KEY`."""

Templates = Mapping[tuple[str, str], Template]
"""The group's own templates, by language and document."""


@cache
def offered_placeholders() -> Mapping[str, frozenset[str]]:
    """Return the placeholders that each document offers to its template."""
    offered = read_toml(packaged_folder("templates") / "placeholders.toml")
    return {document: frozenset(paths) for document, paths in offered.items()}


def read_templates(
    folder: Folder, brandings: Mapping[Language, Branding], questions: Collection[str]
) -> dict[tuple[str, str], Template]:
    """Return the templates that a folder changes; what is wrong with them is kept as faults of the folder."""
    documents = offered_placeholders()
    known = {
        f"templates/{language}/{key}.docx": (language, key) for language in LANGUAGES for key in documents
    }
    templates: dict[tuple[str, str], Template] = {}
    for file in folder.in_folder("templates"):
        if file not in known:
            likely = "".join(difflib.get_close_matches(file, known, n=1))
            folder.tell(
                file, "", "unknown-file", file, f"templates/fi/{{{', '.join(documents)}}}.docx", likely
            )
            continue
        language, document = known[file]
        template = _compiled(folder, file, brandings[language])
        if template is not None:
            _refuse_unknown(folder, file, template, documents[document], questions)
            templates[language, document] = template
    return templates


def _compiled(folder: Folder, file: str, branding: Branding) -> Template | None:
    content = folder.content(file)
    if content is None:
        return None
    try:
        return Template(content, branding=branding, called=file)
    except TemplateError as error:
        for problem in error.problems:
            place = ", ".join(piece for piece in (problem.part, problem.place) if piece)
            folder.tell(file, problem.tag or place, "template-tag", problem.message)
    except (PackageError, FileError) as error:
        folder.tell(file, "", "template", str(error))
    return None


def _refuse_unknown(
    folder: Folder, file: str, template: Template, offered: Collection[str], questions: Collection[str]
) -> None:
    answers = (f"{QUESTION}.{key}" for key in questions) if QUESTION in offered else ()
    known = [*offered, *answers]
    for path in template.fields:
        if path not in known:
            likely = "".join(difflib.get_close_matches(path, known, n=1))
            allowed = ", ".join(difflib.get_close_matches(path, known, n=5, cutoff=0.3))
            folder.tell(file, f"{{{{ {path} }}}}", "unknown-placeholder", path, allowed, likely)
