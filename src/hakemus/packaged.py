"""Where the templates and examples that come with the library are: in the installed package or in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def packaged_folder(name: str) -> Path:
    """Return the folder `templates` or `examples` that comes with this very copy of the library.

    An installed wheel holds it beside the modules; a checkout, and an editable install of it, at the top level.
    """
    installed = _PACKAGE / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
