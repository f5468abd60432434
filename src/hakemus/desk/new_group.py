"""The start of a group's folder: a commented one that checks at once, and copies of our templates to be changed."""

import re
from pathlib import Path

from hakemus.assembly import template_path
from hakemus.desk.group_changes import record_new
from hakemus.desk.lock import lock_text
from hakemus.errors import FileError
from hakemus.files import save, save_all
from hakemus.files.rewriting import toml_value
from hakemus.group import DATA, LOCK, QUESTIONS_FILE
from hakemus.texts import Language, wording
from hakemus.values.text import file_stem

_MESSAGES = "findings"
_PLACE = "{field}"


def new_group(name: str, language: Language, folder: str | Path | None = None) -> Path:
    """Make a commented folder for a group of that name, in the language of the one who will fill it, and return it.

    Without a `folder` it is called after the group. Nothing is replaced. Raises `FileError` when a file is there
    already or cannot be written.
    """
    place = Path(folder) if folder is not None else Path(folder_name(name))
    words = wording(language)
    values = {"name": toml_value(name), "language": language, "folder": str(place)}
    texts = {
        DATA: words.message("new-group.data", values),
        QUESTIONS_FILE: words.message("new-group.questions", values),
        f"texts/{language}/{_MESSAGES}.toml": _commented_messages(language),
        LOCK: lock_text(()),
    }
    save_all({place / file: text.encode() for file, text in texts.items()})
    return place


def copy_template(folder: str | Path, name: str, language: Language) -> Path:
    """Copy one of our templates into a group's folder, to be changed in Word, and return its path.

    What is ours now is recorded, so that an upgrade can be compared with it. Raises `UnknownNameError` for an unknown
    document, `FileError` when the folder is not there or has the template already, and as `LeaderGroup.open`.
    """
    place = Path(folder)
    if not (place / DATA).is_file():
        raise FileError(place, "no-group", f"{place} holds no {DATA}; name the folder of a group")
    content = template_path(name, language).read_bytes()
    file = f"templates/{language}/{name}.docx"
    path = save(place / file, content)
    record_new(place, file)
    return path


def folder_name(name: str) -> str:
    """Return what a group's folder is called: its name in small letters without accents.

    >>> folder_name("Aktion Österbotten rf")
    'aktion-osterbotten-rf'
    """
    return file_stem(name) or "group"


def _commented_messages(language: Language) -> str:
    words = wording(language)
    head = words.message("new-group.messages", {"place": _PLACE})
    ours = words.catalogue.messages
    named = {key.partition(".")[2]: text for key, text in ours.items() if key.startswith(f"{_MESSAGES}.")}
    lines = (f"# {_quoted(key)} = {toml_value(text)}" for key, text in named.items() if "\n" not in text)
    return "\n".join([head, *lines, ""])


def _quoted(key: str) -> str:
    return ".".join(
        part if re.fullmatch(r"[A-Za-z0-9_-]+", part) else toml_value(part) for part in key.split(".")
    )
