"""One job of many: an application, what is to be made of it, and what came of it."""

import re
import traceback
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hakemus.errors import FileError, HakemusError
from hakemus.group import LeaderGroup
from hakemus.model import Application

_LONGEST_NAME = 150
_UNFIT = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\ud800-\udfff]|^\.|^\s|[.\s]$')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Job:
    """An application whose papers go into a folder of their own, which is called `name`.

    `application` is one, or the path of an application file, which is then read where the papers are made.
    `documents` are names of `list_documents()`; None stands for all that the measure asks for.
    `language`, `on`, `group` and `draft` are as in `render`.
    Raises `FileError` for a name that cannot be a folder's on every system.

    >>> Job("kylätalo", "kylätalo.toml", draft=True).documents is None
    True
    """

    name: str
    application: Application | str | Path
    documents: tuple[str, ...] | None = None
    language: str | None = None
    on: date | None = None
    group: LeaderGroup | None = None
    draft: bool = False

    def __post_init__(self) -> None:
        if not 0 < len(self.name) <= _LONGEST_NAME or _UNFIT.search(self.name) or _DEVICE.match(self.name):
            told = f"{self.name!a} cannot be a folder's name; take letters, digits, spaces and hyphens"
            raise FileError(self.name, "bad-name", told)


@dataclass(frozen=True, slots=True)
class JobError:
    """Why a job has no papers: the kind of error (its class) and its message.

    `trace` tells where in the code it came from, when it is none that the library raises on purpose.
    """

    kind: str
    message: str
    trace: str = ""

    @classmethod
    def of(cls, error: BaseException) -> "JobError":
        """Return an error as data, which any process can be sent.

        >>> JobError.of(FileError("a.toml", "missing", "a.toml does not exist"))
        JobError(kind='FileError', message='a.toml does not exist', trace='')
        """
        on_purpose = isinstance(error, HakemusError)
        trace = "" if on_purpose else "".join(traceback.format_exception(error))
        return cls(type(error).__name__, str(error), trace)


@dataclass(frozen=True, slots=True)
class JobResult:
    """What came of a job: its papers, which of them were written now (the others stood there unchanged), or an error.

    >>> JobResult("kylätalo", error=JobError("FileError", "kylätalo.toml does not exist")).ok
    False
    """

    name: str
    papers: tuple[Path, ...] = ()
    written: tuple[Path, ...] = ()
    error: JobError | None = None

    @property
    def ok(self) -> bool:
        """True when all papers of the job are there."""
        return self.error is None
