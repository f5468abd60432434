"""The files of a board: `assessment.toml` and `meeting.toml` into what they tell, or every fault in them at once."""

from pathlib import Path

from hakemus.files.part_files import read_part
from hakemus.model import Assessment, Meeting
from hakemus.texts import Language


def read_assessment(path: str | Path, language: Language = "fi") -> Assessment:
    """Return the assessment of a TOML or JSON file.

    Raises `FileError` when the file cannot be read, and `LoadError`, in the language given, with every fault when it
    cannot be understood.
    """
    return read_part(Path(path), Assessment, language)


def read_meeting(path: str | Path, language: Language | None = None) -> Meeting:
    """Return the meeting of a TOML or JSON file; raises as `read_assessment`, in the meeting's own language if none."""
    return read_part(Path(path), Meeting, language)
