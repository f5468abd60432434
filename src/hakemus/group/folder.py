"""The files of a Leader group's folder, its own documents among them: only what lies inside is read."""

# ruff: noqa: PLC0415 - Word is imported when a group brings templates or a logo: most checks have neither

import difflib
import hashlib
import os
import re
import string
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

from pydantic import Field

from hakemus.errors import (
    DataError,
    Fault,
    FileError,
    Message,
    PackageError,
    TemplateError,
    UnknownNameError,
    message_of,
)
from hakemus.group.conditions import Conditional, MeasureKey, matching, one_of
from hakemus.group.settings import Names
from hakemus.model.fields import Count, YesNo
from hakemus.model.schema import EACH, Each, schema
from hakemus.packaged import packaged_folder
from hakemus.programme import keys_of_every_programme
from hakemus.programme.vocabularies import normal_form
from hakemus.reading import kind_of, read_bytes, read_own, read_toml
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.wording import flatten
from hakemus.values.text import composed, first_unprintable

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from hakemus.word import Branding, Template


# A document that is data: what it is called, when it is asked for and what it is made for each of; its page is Word's.


@cache
def offered_placeholders() -> Mapping[str, frozenset[str]]:
    """Return the placeholders that each document of the library offers to its template."""
    offered = read_own(packaged_folder("templates") / "placeholders.toml")
    return {document: frozenset(paths) for document, paths in offered.items()}


@cache
def library_templates() -> tuple[str, ...]:
    """Return the names of all documents of the library, those of a board among them: each has its templates."""
    return tuple(sorted(path.stem for path in (packaged_folder("templates") / "fi").glob("*.docx")))


@cache
def _fields_of_an_application() -> tuple[str, ...]:
    known = schema()
    return (*known, *(f"{path}[]" for path, field in known.items() if field.is_list))


_OF_A_FORM = frozenset({"guidance", "form", "short", "brief", "own_form"})
"""What the application offers since its template is the form too."""


class OwnDocument(Conditional):
    """A document whose template is a Word file of its own name, `templates/{fi,sv,en}/KEY.docx`.

    >>> OwnDocument(key="youth-consent", name={"fi": "Nuoren suostumus"}).offers
    'application'
    """

    key: Annotated[str, matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "not-a-key", "youth-consent")] = Field(
        max_length=40
    )
    """Name of the document everywhere, and of its Word files: small letters, digits and hyphens."""
    name: Names | None = None
    """What it is called, on the paper and, in plain letters, its file; of the library's own, its catalogue says it."""
    measures: tuple[MeasureKey, ...] = ()
    """Keys of the support forms that ask for it; when left out, all."""
    asked: YesNo = True
    """False when no application asks for it: it is made when somebody asks for it by name."""
    each: Each | None = None
    """What it is made once for each of; when left out, it is made once."""
    offers: Annotated[str, one_of(lambda: keys_of_every_programme("paper"))] = "application"
    """The document of the library whose sums and words it may show, in addition to every field of the application."""
    carried: YesNo = True
    """False when its file holds no data but what is seen, so that it cannot be read back."""
    handed_in: YesNo = True
    """False when it is for the applicant's own use."""
    place: Count = 999
    """Where it is among all documents: they are listed, made and handed in by ascending place."""

    def is_asked_for(self, measure: str | None) -> bool:
        """Return whether an application for a measure asks for it, where its conditions hold."""
        return self.asked and (not self.measures or measure in self.measures)

    @property
    def placeholders(self) -> frozenset[str]:
        """Return everything that its template may show, apart from the answers to a group's questions.

        >>> "signature_places[].position" in OwnDocument(key="a", name={"fi": "A"}, each="partner").placeholders
        True
        """
        counted = (
            path for path in offered_placeholders()[self.offers] if path.split(".")[0] not in _OF_A_FORM
        )
        fields = _fields_of_an_application()
        if self.each is None:
            return frozenset((*fields, *counted))
        listed, name, _ = EACH[self.each]
        of_item = (name + path[len(listed) + 2 :] for path in fields if path.startswith(f"{listed}[]"))
        return frozenset((*fields, *counted, *of_item))


def hidden_documents(documents: tuple[OwnDocument, ...]) -> Iterator[Fault]:
    """Yield a fault where a group's document has the name of one of ours, or of another of its own."""
    for index, document in enumerate(documents):
        path, keys = f"documents[{index}].key", [one.key for one in documents[:index]]
        if document.name is None:
            yield Fault(f"documents[{index}].name", "missing", "", 'name = { fi = "…" }')
        if document.key in library_templates():
            yield Fault(path, "hides-ours", document.key, f"{document.key}-own")
        elif document.key in keys:
            yield Fault(path, "repeated", document.key, "each key once")


_MOST_FILES = 1_000
_NOT_OURS = ("Thumbs.db", "desktop.ini")
_LARGEST_TEMPLATE = 64 * 1024 * 1024

_COPY = re.compile(
    r"\b(kopio|kopia|copy|backup|varmuuskopio|säkerhetskopia)\b|\(\d+\)\.\w+$|~(\.\w+)?$|\.(bak|wbk|asd|tmp)\b",
    re.IGNORECASE,
)

PlaceT = TypeVar("PlaceT")


class Folder:
    """A folder that is being read: its files by their path in it, and what was found wrong so far.

    A link that leads out of the folder is not followed; that it is there is a fault. `unread` are the files of data
    that could not be read: what they would have held is not reported as missing too. `passed_over` are copies.
    """

    def __init__(self, path: str | Path) -> None:
        self.given = str(path)
        self.faults: list[Fault] = []
        root = Path(path)
        kind = kind_of(root)
        if not kind:
            raise FileError(path, "missing", f"{path} does not exist; check the name and the folder")
        if kind != "folder":
            raise FileError(path, "not-folder", f"{path} is a file; name the folder that it lies in")
        self._root = root.resolve()
        self.files = self._scanned()
        self.unread: set[str] = set()
        self._read: set[str] = set()
        self.passed_over: list[str] = []

    def add_fault(  # noqa: PLR0917 - a fault's own order
        self, file: str, key: str, code: str, found: str = "", allowed: str = "", suggestion: str = ""
    ) -> None:
        """Keep a fault of a file; `key` is the place in it, empty for the file as a whole."""
        self.faults.append(
            Fault(Message.joined(": ", file, key) if key else file, code, found, allowed, suggestion)
        )

    def add_faults(self, file: str, faults: Iterable[Fault]) -> None:
        """Keep faults that were found in a file."""
        for fault in faults:
            self.add_fault(file, fault.path, fault.code, fault.found, fault.allowed, fault.suggestion)

    def add_unknown(self, file: str, key: str, code: str, known: Iterable[str], allowed: str = "") -> None:
        """Keep a fault of a file or a place in it that is not one of those known, with the likeliest of them.

        `allowed` says which there may be; when it is left out, it is those that are spelt most like it.
        """
        found, names = key.strip("{ }") or file, list(known)
        likely = "".join(difflib.get_close_matches(found, names, n=1))
        close = allowed or ", ".join(difflib.get_close_matches(found, names, n=5, cutoff=0.3))
        self.add_fault(file, key, code, found, close, likely)

    def table(self, file: str) -> dict[str, Any]:
        """Return the values of a TOML file; of one that is not there, or cannot be read, none."""
        if file not in self.files:
            return {}
        self._read.add(file)
        try:
            return read_toml(self.files[file])
        except FileError as error:
            self.add_fault(file, "", f"file-{error.code}")
        except DataError as error:
            self.add_faults(file, error.faults)
        self.unread.add(file)
        return {}

    def content(self, file: str, largest: int = _LARGEST_TEMPLATE) -> bytes | None:
        """Return a file's bytes, or None, with the fault kept, when it cannot be read or is larger."""
        path = self.files[file]
        self._read.add(file)
        try:
            size = path.stat().st_size
            if size > largest:
                self.add_fault(file, "", "file-too-large", _megabytes(size), f"≤ {_megabytes(largest)}")
                return None
            return read_bytes(path, largest)
        except FileError as error:
            self.add_fault(file, "", f"file-{error.code}")
        except OSError as error:
            self.add_fault(file, "", "file-unreadable", str(error.strerror))
        return None

    def inside(self, written: str, file: str, key: str) -> str | None:
        """Return the path of a file that is named in another, or None, with the fault kept, when it lies outside."""
        plain = os.path.normpath(written.replace("\\", "/")).replace(os.sep, "/")
        if plain.startswith(("../", "/")) or plain == ".." or Path(written).is_absolute() or ":" in plain:
            self.add_fault(file, key, "outside-folder", written, "logo.png")
            return None
        if plain not in self.files:
            # A link that leads out has been reported already.
            if plain not in {fault.path for fault in self.faults}:
                pictures = sorted(
                    file for file in self.files if file.lower().endswith((".png", ".jpg", ".jpeg"))
                )
                self.add_fault(file, key, "file-missing", written, ", ".join(pictures) or "PNG, JPEG")
            return None
        return plain

    def known_files(
        self, known: Mapping[str, PlaceT], allowed: str, new: str = "unknown-file"
    ) -> Iterator[tuple[str, PlaceT]]:
        """Yield the files in the folders of those known, in order, each with what is known of it.

        Of any other file there a fault is kept: `allowed` says which there may be, `new` is its code when it is spelt
        like none of them. A copy or a backup, which Explorer and Word make next to a file, is passed over.
        """
        folders = {file.partition("/")[0] for file in known}
        for file in sorted(file for file in self.files if "/" in file and file.partition("/")[0] in folders):
            if file in known:
                yield file, known[file]
            elif _COPY.search(file.rpartition("/")[2]):
                self.passed_over.append(file)
            else:
                is_slip = difflib.get_close_matches(file, known, n=1, cutoff=0.85)
                self.add_unknown(file, "", "unknown-file" if is_slip else new, known, allowed)

    def digest(self) -> str:
        """Return a text that changes with any of the files that were read."""
        whole = hashlib.sha256()
        for file in sorted(self._read):
            whole.update(f"{file} {hashlib.sha256(self.files[file].read_bytes()).hexdigest()}\n".encode())
        return whole.hexdigest()

    def refuse_faults(self) -> None:
        """Raise `DataError` with everything that was found wrong, if anything was."""
        if self.faults:
            raise DataError(
                f"{self.given} cannot be used; correct what is listed", self.faults, source=self.given
            )

    def _scanned(self) -> dict[str, Path]:
        files: dict[str, Path] = {}
        for here, folders, names in os.walk(self._root, onerror=self._add_unreadable):
            folders[:] = sorted(name for name in folders if self._is_read(Path(here, name), is_folder=True))
            for name in sorted(names):
                path = Path(here, name)
                if self._is_read(path, is_folder=False):
                    files[composed(path.relative_to(self._root).as_posix())] = path
            if len(files) > _MOST_FILES:
                found, allowed = str(len(files)), f"≤ {_MOST_FILES}"
                raise DataError(
                    f"{self.given} is no group's folder",
                    [Fault("", "too-many-files", found, allowed)],
                    source=self.given,
                )
        return files

    def _add_unreadable(self, error: OSError) -> None:
        """Keep that a folder or file may not be looked into: what is in it is not left out in silence."""
        path = Path(error.filename or self._root)
        inside = path.relative_to(self._root).as_posix() if path.is_relative_to(self._root) else str(path)
        self.add_fault(self.given if inside == "." else inside, "", "file-unreadable", str(error.strerror))

    def _is_read(self, path: Path, *, is_folder: bool) -> bool:
        if path.name.startswith((".", "~$", "__")) or path.name in _NOT_OURS:
            return False
        try:
            return self._is_inside(path, is_folder=is_folder)
        except OSError as error:
            self._add_unreadable(OSError(error.errno, error.strerror, str(path)))
        except RuntimeError:  # links in a circle
            self.add_fault(path.relative_to(self._root).as_posix(), "", "symlink", str(path.readlink()))
        return False

    def _is_inside(self, path: Path, *, is_folder: bool) -> bool:
        if path.is_symlink() and (is_folder or not path.resolve().is_relative_to(self._root)):
            self.add_fault(path.relative_to(self._root).as_posix(), "", "symlink", str(path.readlink()))
            return False
        if is_folder or path.is_file():
            return True
        self.add_fault(path.relative_to(self._root).as_posix(), "", "file-unreadable", path.name)
        return False


def _megabytes(size: int) -> str:
    tenths = -(-size * 10 // (1024 * 1024))
    return f"{tenths // 10},{tenths % 10} MB"


# The files of data in a group's folder: `group.toml`, `fields.toml` with its questions, and `documents.toml`.

DATA, QUESTIONS_FILE, DOCUMENTS_FILE = "group.toml", "fields.toml", "documents.toml"
_FILES = {"questions": QUESTIONS_FILE, "documents": DOCUMENTS_FILE}
"""The lists that have a file of their own."""

LOCK = "overrides.lock.toml"
"""What was in the library under each override when it was last looked over: a record, not data of the group."""


def read_values(folder: Folder) -> dict[str, Any]:
    """Return the plain values of the group, its questions and documents among them; misplaced ones become faults."""
    values = folder.table(DATA)
    if DATA not in folder.files:
        folder.unread.add(DATA)
        if DATA not in {fault.path for fault in folder.faults}:
            folder.add_fault(DATA, "", "file-missing", DATA, 'name = { fi = "…" }')
            folder.refuse_faults()  # no group's folder: what else is in it is nobody's fault
    for file in folder.files:
        if file.endswith(".toml") and "/" not in file and file not in (DATA, *_FILES.values(), LOCK):
            folder.add_fault(file, "", "unknown-file", file, ", ".join((DATA, *_FILES.values())), "")
    for name, file in _FILES.items():
        if values.pop(name, None) is not None:
            folder.add_fault(DATA, name, "unknown-key", name, file, file)
        listed = folder.table(file)
        for key in listed.keys() - {name}:
            folder.add_fault(file, key, "unknown-key", key, name, name)
        values |= {key: value for key, value in listed.items() if key == name}
    return values


def file_of(path: str) -> str:
    """Return which file holds a place of the group's data.

    >>> file_of("questions[0].label"), file_of("rates[0].percent")
    ('fields.toml', 'group.toml')
    """
    return next((file for name, file in _FILES.items() if path.startswith(name)), DATA)


# A group's own messages: only what it changes, and only so that every value still finds its place.

Messages = Mapping[Language, Mapping[str, str]]
"""The changed messages of each language, by key."""

_SUBJECTS = ("documents", "findings", "report", "rules", "values", "words")
"""The catalogue's files whose messages are in papers and findings; the others belong to the library's tools."""

_OF_PAPERS = ("documents.draft-mark", "documents.to-complete")
_LONGEST = 2_000


def read_messages(folder: Folder) -> Messages:
    """Return the messages that a folder changes; what is wrong with them is kept as faults of the folder."""
    changed: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    known = {
        f"texts/{language}/{subject}.toml": (language, subject)
        for language in LANGUAGES
        for subject in _SUBJECTS
    }
    allowed = f"texts/fi/{{{', '.join(_SUBJECTS)}}}.toml"
    for file, (language, subject) in folder.known_files(known, allowed):
        try:
            messages = flatten(folder.table(file), subject)
        except DataError as error:
            folder.add_faults(file, error.faults)
            continue
        for key, message in messages.items():
            if _is_fit(folder, file, key, message, language):
                changed[language][key] = message
    return {language: messages for language, messages in changed.items() if messages}


def _is_fit(folder: Folder, file: str, key: str, message: str, language: Language) -> bool:
    ours = wording(language).catalogue
    shown = key.partition(".")[2]
    if key not in ours:
        subject = f"{key.partition('.')[0]}."
        known = [name.removeprefix(subject) for name in ours.messages if name.startswith(subject)]
        folder.add_unknown(file, shown, "unknown-message", known)
        return False
    if key.startswith("documents.") and key not in _OF_PAPERS:
        folder.add_fault(file, shown, "in-template", message, f"templates/{language}/")
        return False
    if not message.strip() or len(message) > _LONGEST or first_unprintable(message):
        folder.add_fault(file, shown, "bad-message", message[:60], f"1–{_LONGEST}")
        return False
    try:
        places, allowed_places = set(_places(message)), list(_places(ours[key]))
    except ValueError as error:
        folder.add_fault(file, shown, "bad-message", str(error), ours[key])
        return False
    for place in sorted(places - set(allowed_places)):
        folder.add_fault(file, shown, "unknown-place", place, ", ".join(dict.fromkeys(allowed_places)))
    return places <= set(allowed_places)


def _places(message: str) -> Iterator[str]:
    """Yield the places for values, as they are written: `{sum:money}`."""
    for _, name, form, conversion in string.Formatter().parse(message):
        if name is not None:
            yield "{" + name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "") + "}"


# A group's own templates: only the files it changes, each compiled, and with no placeholder that is not offered.

QUESTION = "group_question"
"""Under this name a template finds the answer to a question of the group's own: `group_question.KEY`."""

Templates = Mapping[tuple[Language, str], "Template"]
"""The group's own templates, by language and document."""


def read_templates(
    folder: Folder,
    brandings: Mapping[Language, "Branding"],
    questions: Collection[str],
    own: Iterable[OwnDocument] = (),
) -> Templates:
    """Return the templates that a folder changes, and those of its own documents.

    What is wrong with them is kept as faults of the folder.
    """
    from hakemus.word import Template

    documents = {**{one.key: one.placeholders for one in own}, **offered_placeholders()}
    known = {
        f"templates/{language}/{key}.docx": (language, key) for language in LANGUAGES for key in documents
    }
    templates: dict[tuple[Language, str], Template] = {}
    allowed = f"templates/fi/{{{', '.join(documents)}}}.docx"
    for file, (language, document) in folder.known_files(known, allowed, new="unknown-template"):
        content = folder.content(file)
        if content is None:
            continue
        try:
            template = Template(content, branding=brandings[language], called=file)
        except TemplateError as error:
            for problem in error.problems:
                place = Message.joined(", ", problem.part, problem.place)
                folder.add_fault(file, problem.tag or place, "template-tag", problem.message)
            continue
        except (PackageError, FileError) as error:
            folder.add_fault(file, "", "template", message_of(error))
            continue
        offered = documents[document]
        answers = (f"{QUESTION}.{key}" for key in questions) if QUESTION in offered else ()
        paths = [*offered, *answers]
        for path in template.fields:
            if path not in paths:
                folder.add_unknown(file, f"{{{{ {path} }}}}", "unknown-placeholder", paths)
        templates[language, document] = template
    return templates


# A group's logo, proved to be a picture that a footer can show.

LARGEST_LOGO = 2 * 1024 * 1024
"""The largest logo, in bytes (a limit of the library: it is in every paper)."""

FEWEST_PIXELS, MOST_PIXELS = 100, 4_000
"""Of the longer side at least, and of either side at most: sharp in print, and no heavier than it need be."""

_LONGEST_SHAPE = 8


def read_logo(folder: Folder, values: Mapping[str, Any]) -> bytes | None:
    """Return the logo that a group's plain values name, or None, with the fault kept if there is one."""
    named = values.get("logo")
    written = named.get("file") if isinstance(named, Mapping) else None
    if not isinstance(written, str):
        return None
    from hakemus.word import read_picture

    file = folder.inside(written, DATA, "logo.file")
    content = folder.content(file, LARGEST_LOGO) if file is not None else None
    if file is None or content is None:
        return None
    try:
        picture = read_picture(content)
    except ValueError as error:
        folder.add_fault(file, "", "not-a-picture", str(error), "PNG, JPEG")
        return None
    longer, shorter = max(picture.width, picture.height), min(picture.width, picture.height)
    size = f"{picture.width} × {picture.height}"
    if not FEWEST_PIXELS <= longer <= MOST_PIXELS:
        folder.add_fault(file, "", "picture-size", size, f"{FEWEST_PIXELS}–{MOST_PIXELS}")
        return None
    if longer > _LONGEST_SHAPE * shorter:
        folder.add_fault(file, "", "picture-shape", size, f"≤ {_LONGEST_SHAPE} : 1")
        return None
    return content


# Leader groups that come as installed packages: each names its folder by an entry point.

ENTRY_POINTS = "hakemus.leader_groups"
"""What a package's entry point must be called: `[project.entry-points."hakemus.leader_groups"]`."""


def list_installed(found: Iterable["EntryPoint"] | None = None) -> tuple[str, ...]:
    """Return the names of the groups that installed packages bring, in the order of the alphabet."""
    return tuple(sorted({point.name for point in _group_entry_points(found)}))


def installed_folder(name: str, found: Iterable["EntryPoint"] | None = None) -> Path:
    """Return the folder of the installed group of that name.

    The entry point leads to a path, to a function that returns one, or to a package whose own folder it is.
    Raises `UnknownNameError` when there is none of that name, `DataError` when there are two, or when it leads to
    something else.
    """
    points = _group_entry_points(found)
    named = [point for point in points if normal_form(point.name) == normal_form(name)]
    if not named:
        raise UnknownNameError("group", name, list_installed(points))
    if len(named) > 1:
        packages = ", ".join(sorted(point.dist.name if point.dist else point.value for point in named))
        raise DataError(
            f"two installed packages bring a Leader group named {name!r}; uninstall one of them",
            [Fault(name, "two-groups", packages, "one package for a name")],
        )
    point = named[0]
    try:
        target = point.load()
        place = target() if callable(target) else target
    except Exception as error:
        raise DataError(
            f"the entry point {point.name!r} cannot be loaded",
            [Fault(point.name, "entry-point", f"{point.value}: {error}", "module:path")],
        ) from error
    if isinstance(place, ModuleType) and place.__file__:
        return Path(place.__file__).parent
    if isinstance(place, str | Path):
        return Path(place)
    raise DataError(
        f"the entry point {point.name!r} names no folder",
        [Fault(point.name, "entry-point", f"{point.value} ({type(place).__name__})", "module:path")],
    )


def _group_entry_points(found: Iterable["EntryPoint"] | None) -> "list[EntryPoint]":
    from importlib.metadata import entry_points  # which loads all that reads mail and archives

    return list(entry_points(group=ENTRY_POINTS) if found is None else found)
