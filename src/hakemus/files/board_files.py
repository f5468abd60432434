"""The files of a board: `assessment.toml` and `meeting.toml` into what they tell, or every fault in them at once."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from hakemus.errors import DataError, Fault, LoadError
from hakemus.model import Assessment, Meeting, Part
from hakemus.reading import faults_of, read_mapping
from hakemus.texts import LANGUAGES, Language, describe_faults

SCHEMA_VERSION = 1

PartT = TypeVar("PartT", bound=Part)


def read_assessment(path: str | Path, language: Language = "fi") -> Assessment:
    """Return the assessment of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError`, in the language given, with every fault when it
    cannot be understood.
    """
    return _read(Path(path), Assessment, language)


def read_meeting(path: str | Path, language: Language | None = None) -> Meeting:
    """Return the meeting of a TOML or JSON file; raises as `read_assessment`, in the meeting's own language if none."""
    return _read(Path(path), Meeting, language)


def _read(path: Path, model: type[PartT], language: Language | None) -> PartT:
    source = str(path)
    try:
        values = read_mapping(path)
    except DataError as error:
        raise _load_error(error.faults, language or "fi", source) from error
    spoken = language or _language_of(values)
    faults = _faults_of_version(values)
    if any(fault.code == "newer-version" for fault in faults):
        raise _load_error(faults, spoken, source)
    try:
        part = model.model_validate(values)
    except ValidationError as error:
        raise _load_error([*faults, *faults_of(error, model)], spoken, source) from error
    if faults:
        raise _load_error(faults, spoken, source)
    return part


def _language_of(values: dict[str, Any]) -> Language:
    return next((known for known in LANGUAGES if known == values.get("language")), "fi")


def _faults_of_version(values: dict[str, Any]) -> list[Fault]:
    version = values.get("schema_version")
    if version is None:
        return [Fault("schema_version", "missing", "", str(SCHEMA_VERSION))]
    if isinstance(version, int) and version > SCHEMA_VERSION:
        return [Fault("schema_version", "newer-version", str(version), str(SCHEMA_VERSION))]
    return []


def _load_error(faults: Sequence[Fault], language: Language, source: str) -> LoadError:
    return LoadError(describe_faults(faults, language, source), faults, source)
