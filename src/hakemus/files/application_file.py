"""The application file (TOML or JSON) into an `Application`, or every fault in it at once."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from hakemus.errors import DataError, Fault, LoadError
from hakemus.model import Application
from hakemus.reading import faults_of, read_mapping
from hakemus.texts import LANGUAGES, Language, describe_faults

SCHEMA_VERSION = 1


def read_application(path: str | Path) -> Application:
    """Return the application of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError` with every fault when it cannot be understood;
    its message is in the language of the application.
    """
    path = Path(path)
    try:
        values = read_mapping(path)
    except DataError as error:
        raise _load_error(error.faults, "fi", str(path)) from error
    if "schema_version" not in values:
        fault = Fault("schema_version", "missing", "", str(SCHEMA_VERSION))
        return application_from(values, str(path), (fault,))
    return application_from(values, str(path))


def application_from(
    values: Mapping[str, Any], source: str = "application", faults: tuple[Fault, ...] = ()
) -> Application:
    """Return the application of plain values; raise `LoadError` with these faults and every one found.

    >>> application_from({"project": {"name": "Kylätalon katto"}}).project.name
    'Kylätalon katto'
    """
    version = values.get("schema_version", SCHEMA_VERSION)
    if isinstance(version, int) and version > SCHEMA_VERSION:
        newer = Fault("schema_version", "newer-version", str(version), str(SCHEMA_VERSION))
        raise _load_error([newer], _language_of(values), source)
    try:
        application = Application.model_validate(dict(values))
    except ValidationError as error:
        raise _load_error([*faults, *faults_of(error, Application)], _language_of(values), source) from error
    if faults:
        raise _load_error(faults, application.language, source)
    return application


def _language_of(values: Mapping[str, Any]) -> Language:
    named = values.get("language")
    return next((language for language in LANGUAGES if language == named), "fi")


def _load_error(faults: tuple[Fault, ...] | list[Fault], language: Language, source: str) -> LoadError:
    return LoadError(describe_faults(faults, language, source), faults, source)
