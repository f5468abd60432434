"""What callers, scripts and old files rely on, as plain values: public names, commands, codes, and what is read."""

import dataclasses
import inspect
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import chdir, redirect_stderr, redirect_stdout
from datetime import date
from enum import StrEnum
from io import BytesIO, StringIO
from pathlib import Path
from string import Formatter
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pydantic

import hakemus
from hakemus.cli import main
from hakemus.texts.wording import open_catalogue

FROZEN = Path(__file__).parents[1] / "frozen"
EDITED = "preparatory.application.fi.edited.docx"
PLACEHOLDERS = Path(__file__).parents[2] / "templates" / "placeholders.toml"

_OVERRIDABLE = ("findings", "report", "rules", "values", "words")
"""The messages that a Leader group's folder may replace: it names them and their values."""
_CODES = {"fault": "faults", "problem": "cli.read.problem", "note": "cli.read.note", "file": "files"}
_OF_ANOTHER_VERSION = {"other-library", "other-template"}
"""Notes that say only that a paper was made by another version, as every frozen one is from now on."""

_LOCKED = "texts/fi/findings.toml: group-question.missing"
"""A message whose recorded text differs from the library's ever since, so that `group diff` has something to show."""

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "version": ("--version",),
    "new": ("new", "preparatory-funding", "--on", "2024-03-01"),
    "new, listing": ("new",),
    "record": ("record", "record.txt", "--out", "recorded.toml"),
    "check": ("check", "preparatory.toml"),
    "check, against": ("check", "preparatory.toml", "--against", "2026-01-01"),
    "check, no file": ("check", "no-such.toml"),
    "check, faults": ("check", "record.txt"),
    "render": ("render", "preparatory.toml", "power-of-attorney"),
    "render, not ready": ("render", "unready.toml", "power-of-attorney"),
    "papers": ("papers", "ended.toml"),
    "form": ("form", "small-project"),
    "read": ("read", f"word/{EDITED}"),
    "read, no form": ("read", "word/preparatory.poster.fi.docx"),
    "update": (
        *("update", "preparatory.toml", f"word/{EDITED}"),
        *("--yes", "--take", "paper"),
    ),
    "compare": (
        *("compare", "word/preparatory.application.fi.docx"),
        f"word/{EDITED}",
    ),
    "board": ("board", "board"),
    "schema": ("schema", "meeting"),
    "rules": ("rules",),
    "rules, one": ("rules", "support.ceiling"),
    "rules, unknown": ("rules", "no-such"),
    "fields": ("fields", "applicant"),
    "completion": ("completion", "bash"),
    "budget export": ("budget", "export", "cooperation.toml", "exported.xlsx"),
    "budget import": ("budget", "import", "cooperation.toml", "budget.xlsx", "--out", "imported.toml"),
    "templates check": ("templates", "check", "group/templates"),
    "group new": ("group", "new", "our-group"),
    "group copy": ("group", "copy", "our-group", "checklist"),
    "group check": ("group", "check", "group"),
    "group diff": ("group", "diff", "group"),
}
"""An example of every command, in a copy of the frozen folder; each is run with `--json`."""


def run(*arguments: str) -> tuple[int, str]:
    """Return the exit code of a command and what it prints to its output, in a window of 100 columns."""
    with patch.dict(os.environ, {"NO_COLOR": "1", "COLUMNS": "100"}), StringIO() as out, StringIO() as err:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(list(arguments), {"HAKEMUS_LANGUAGE": "en"})
        return code, out.getvalue()


def in_a_copy(folder: Path) -> chdir[Path]:
    """Copy the frozen files to a folder, and return the step into it."""
    return chdir(shutil.copytree(FROZEN, folder / "frozen"))


def shape(value: Any) -> Any:
    """Return the keys and types of a JSON value; of a list, the shape of its first item."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return "null" if value is None else type(value).__name__


def without_messages(value: Any) -> Any:
    """Return a JSON value in which each message, whose wording may be edited, is only its languages."""
    if isinstance(value, dict):
        return {
            key: sorted(inner) if key == "message" else without_messages(inner)
            for key, inner in value.items()
        }
    return [without_messages(inner) for inner in value] if isinstance(value, list) else value


def public_names() -> dict[str, Any]:
    """Return what each public name is: the parameters of a function, the fields and methods of a class."""
    return {name: _described(getattr(hakemus, name)) for name in hakemus.__all__}


def _described(thing: Any) -> Any:
    if not inspect.isclass(thing):
        return _parameters(thing)
    bases = tuple(base for base in (pydantic.BaseModel, Exception, StrEnum, str) if issubclass(thing, base))
    inherited = {name for base in bases for name in dir(base)}
    fields = list(getattr(thing, "model_fields", ()))
    if dataclasses.is_dataclass(thing):
        fields = [field.name for field in dataclasses.fields(thing) if not field.name.startswith("_")]
    public = [name for name in dir(thing) if not name.startswith("_") and name not in {*inherited, *fields}]
    members = {name: getattr(thing, name) for name in public}
    described: dict[str, Any] = {
        "is": [base.__name__ for base in thing.__mro__ if base.__name__ in hakemus.__all__],
        "fields": fields,
        "members": {name: _parameters(one) if callable(one) else "property" for name, one in members.items()},
    }
    if not {pydantic.BaseModel, StrEnum} & {*bases} and thing.__init__ is not Exception.__init__:
        described["made with"] = _parameters(thing)
    return described


def _parameters(function: Callable[..., Any]) -> str:
    """Return the names and defaults of a function's parameters: what a call depends on."""
    signature = inspect.signature(function)
    bare = [one.replace(annotation=inspect.Parameter.empty) for one in signature.parameters.values()]
    text = str(signature.replace(parameters=bare, return_annotation=inspect.Signature.empty))
    return re.sub(r"<[^>]*>", "…", text)


def commands(*path: str) -> dict[str, Any]:
    """Return the arguments and options of every command, as its help shows them."""
    code, text = run(*path, "--help")
    assert code == 0, path
    usage = text.splitlines()[0].removeprefix("Usage: hakemus").split()[len(path) :]
    options = re.findall(r"^  (--\S+(?: \S+)?)(?:  |$)", text, re.MULTILINE)
    found: dict[str, Any] = {" ".join(path) or "hakemus": {"arguments": usage, "options": options}}
    _, heading, listed = text.partition("\nCommands\n")
    for name in re.findall(r"^  ([a-z]\S*)  ", listed.partition("\n\n")[0], re.MULTILINE) if heading else ():
        found |= commands(*path, name)
    return found


def codes() -> dict[str, Any]:
    """Return every id that a program may look for: of rules, of fields, of faults and notes, and of messages."""
    code, text = run("fields", "--json")
    assert code == 0
    fields = [field["path"] for field in json.loads(text)["fields"]]
    return {
        "rules": [rule.id for rule in hakemus.list_rules()],
        "documents": list(hakemus.list_documents()),
        "fields": fields,
        **{kind: [key for key, _ in _messages(subject)] for kind, subject in _CODES.items()},
        "messages": {
            f"{subject}.{key}": sorted({name for _, name, _, _ in Formatter().parse(text) if name})
            for subject in _OVERRIDABLE
            for key, text in _messages(subject)
        },
    }


def _messages(subject: str) -> Iterator[tuple[str, str]]:
    for key, text in open_catalogue("en").messages.items():
        if key.startswith(f"{subject}."):
            yield key.removeprefix(f"{subject}."), text


def _leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list | tuple):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[{index}]")
    elif value is not None:
        yield path, value


def leaves(application: hakemus.Application) -> dict[str, Any]:
    """Return what an application holds, by the paths of its fields."""
    return dict(_leaves(application.model_dump(mode="json", exclude_none=True)))


def findings(report: hakemus.Report, known: Collection[str]) -> list[list[str]]:
    """Return what a report finds by the `known` rules: later versions have more."""
    return [[one.severity, one.id, one.path] for one in report.findings if one.id in known]


def read(path: Path) -> dict[str, Any]:
    """Return what is read of a Word file, or the code by which it is refused; the group's papers with the group."""
    group = hakemus.LeaderGroup.open(FROZEN / "group") if path.name.startswith("group.") else None
    try:
        reading = hakemus.read(path, group=group)
    except hakemus.FormError as error:
        return {"refused": error.code}
    return {
        "application": leaves(reading.application),
        "changes": plain(reading.changes),
        "problems": [[one.path, one.code, one.typed] for one in reading.problems],
        "outside": plain(reading.outside),
        "document": reading.document,
        "tracked": reading.tracked,
        "notes": [note.code for note in reading.notes if note.code not in _OF_ANOTHER_VERSION],
        "found by": sorted(reading.anchor_counts),
    }


def plain(value: Any) -> Any:
    """Return changes, conflicts and what is outside as plain values: a list of what each holds."""
    if dataclasses.is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, Mapping):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value if isinstance(value, bool | int | None) else str(value)


def compared() -> Any:
    """Return how the edited paper differs from the printed one."""
    word = FROZEN / "word"
    return plain(hakemus.compare(word / EDITED.replace(".edited", ""), word / EDITED))


def updated(file: str) -> dict[str, Any]:
    """Return what the edited paper changes in an application file, and which lines of the file it writes anew."""
    made = hakemus.update(FROZEN / file, FROZEN / "word" / EDITED, write=False)
    before, after = (Counter(text.decode().splitlines()) for text in (made.before, made.after))
    return {
        "changes": plain(made.changes),
        "kept": plain(made.kept),
        "conflicts": plain(made.conflicts),
        "gone": list((before - after).elements()),
        "new": list((after - before).elements()),
    }


def checks(known: Collection[str]) -> dict[str, Any]:
    """Return what the check of each application finds on its own day and on a fixed one, without a group and with."""
    group = hakemus.LeaderGroup.open(FROZEN / "group")
    applications = {path.name: hakemus.load(path) for path in sorted(FROZEN.glob("*.toml"))}
    return {
        f"{name}, {day}, {one.name.text('en') if one else 'no group'}": findings(
            hakemus.check(application, on=day, group=one), known
        )
        for name, application in applications.items()
        for day in (application.date, date(2025, 6, 1))
        for one in (None, group)
    }


def files() -> dict[str, Any]:
    """Return what files of other kinds hold: applications, as TOML and JSON, and a page of the register."""
    names = ("preparatory.toml", "preparatory.json", "unready.toml")
    record = hakemus.read_record((FROZEN / "record.txt").read_text(encoding="utf-8"))
    return {name: leaves(hakemus.load(FROZEN / name)) for name in names} | {
        "record.txt": leaves(record.to_application())
    }


def printed_json(folder: Path) -> dict[str, tuple[int, Any]]:
    """Return the exit code and the JSON of each example of a command, run in a copy of the frozen folder."""
    with in_a_copy(folder):
        printed = {name: run(*arguments, "--json") for name, arguments in COMMANDS.items()}
    return {name: (code, json.loads(text)) for name, (code, text) in printed.items()}


def of_folders(folder: Path, printed: Mapping[str, tuple[int, Any]]) -> dict[str, Any]:
    """Return what the commands in a folder made of the workbook, the group's folder and the board's meeting."""
    before, after = (
        leaves(hakemus.load(folder / "frozen" / f"{name}.toml")) for name in ("cooperation", "imported")
    )
    imported, board = printed["budget import"][1], printed["board"][1]
    group = hakemus.LeaderGroup.open(FROZEN / "group")
    paper = hakemus.render(hakemus.load(FROZEN / "preparatory.toml"), "project-plan", group=group)
    body = ZipFile(BytesIO(paper)).read("word/document.xml").decode()
    return {
        "workbook": {
            "changed": {
                path: [before.get(path), after.get(path)]
                for path in sorted({*before, *after})
                if before.get(path) != after.get(path)
            },
            **{key: imported[key] for key in ("changed", "rows", "total_costs", "leader_support")},
        },
        "group": [
            [one["severity"], one["kind"], one["place"]]
            for one in printed["group check"][1]["findings"]
            if not one["kind"].startswith("override.")  # what the library changes later is another matter
        ],
        "group's lock": _LOCKED in [one["place"] for one in printed["group diff"][1]["changes"]],
        "group's template": "Leader Mallimaa: kylä kerrallaan." in body,
        "board": {
            "written": board["written"],
            "ranks": {one["name"]: one["rank"] for one in board["applications"]},
            "findings": [[one["severity"], one["id"], one["path"]] for one in board["findings"]],
        },
    }


def frozen(folder: Path, known: Collection[str]) -> dict[str, Any]:
    """Return all that is to be read and found in the frozen files for ever."""
    return {
        "read": {path.name: read(path) for path in sorted((FROZEN / "word").glob("*.docx"))},
        "compare": compared(),
        "update": {file: updated(file) for file in ("preparatory.toml", "preparatory-changed.toml")},
        "check": checks(known),
        "file": files(),
        "folder": of_folders(folder, printed_json(folder)),
    }
