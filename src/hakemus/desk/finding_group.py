"""A Leader group by what a person calls it: the path of its folder or file, or its name where it is installed."""

from pathlib import Path

from hakemus.errors import FileError
from hakemus.group import LeaderGroup, list_installed


def find_group(text: str) -> LeaderGroup:
    """Return the Leader group of a folder or of a data file alone, or else of an installed package of that name.

    Raises as `LeaderGroup.open`, `LeaderGroup.read` and `LeaderGroup.installed`; `FileError` for what is not one of
    these.
    """
    if Path(text).is_file():
        return LeaderGroup.read(text)
    if Path(text).exists():
        return LeaderGroup.open(text)
    if text in list_installed():
        return LeaderGroup.installed(text)
    raise FileError(text, "no-group", f"{text} is neither a folder nor an installed Leader group")
