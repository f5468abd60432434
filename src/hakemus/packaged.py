"""The library as it was installed: where its templates and examples are, and of which version it is."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def packaged_folder(name: str) -> Path:
    """Return the folder `templates` or `examples` that comes with this very copy of the library.

    An installed wheel has it next to the modules; a checkout, and an editable install of it, at the top level.
    """
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name


@cache
def library_version() -> str:
    """Return the version of the library, or an empty text where it is not installed."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - slow, and seldom asked for

    try:
        return version("hakemus")
    except PackageNotFoundError:
        return ""
