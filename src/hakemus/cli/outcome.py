"""What came of a command: told to people in their language, or to programs as JSON, always of one shape."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hakemus.texts import LANGUAGES, wording

OPTION = "--json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a command: `tell` prints it for people, the rest is for programs.

    `written` are the files that stand there now, `findings` what is to be mended or known, `error` why it could not be
    done, and `more` what only this command tells; what `more` calls by a name of these counts before them.
    """

    tell: Callable[[], None]
    code: int = 0
    written: Sequence[Path] = ()
    findings: Sequence[Mapping[str, Any]] = ()
    error: Mapping[str, Any] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> str:
        """Return it as JSON: `ok`, `written`, `findings` and `error` first, whatever the command."""
        values = {
            "ok": self.code == 0,
            "written": [str(path) for path in self.written],
            "findings": list(self.findings),
            "error": self.error,
            **self.more,
        }
        return json.dumps(values, ensure_ascii=False, indent=2, default=str)


def json_asked(arguments: Sequence[str]) -> bool:
    """Return whether a command line asks for JSON, before or after the command.

    >>> json_asked(["check", "application.toml", "--json"]), json_asked(["check", "--", "--json"])
    (True, False)
    """
    named = [str(argument) for argument in arguments]
    return OPTION in (named[: named.index("--")] if "--" in named else named)


def error_values(kind: str, key: str, values: Mapping[str, object] | None = None) -> dict[str, Any]:
    """Return an error as plain values: its kind, and a message of the catalogue in all languages."""
    return {"kind": kind, "message": {one: wording(one).message(key, values) for one in LANGUAGES}}
