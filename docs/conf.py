"""How the documentation is built: Sphinx reads Markdown (MyST) and dresses it in Furo."""  # noqa: INP001

import sys
import tomllib
from pathlib import Path

from sphinx.application import Sphinx

sys.path.insert(0, str(Path(__file__).parent))

from generate import write_pages

_PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))[
    "project"
]

project = _PROJECT["name"]
author = _PROJECT["authors"][0]["name"]
version = release = _PROJECT["version"]
language = "en"

extensions = ["myst_parser", "paper_pictures"]
exclude_patterns = ["_build", "generators", "cookbook", "gallery"]
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3
nitpicky = True

html_theme = "furo"
html_title = f"{project} {version}"
html_show_copyright = False
html_show_sphinx = False
html_copy_source = False
html_static_path = ["static"]
html_css_files = ["wide.css"]
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#003399", "color-brand-content": "#003399"}
}


def setup(app: Sphinx) -> None:
    """Have the generated pages written before Sphinx looks for pages."""
    app.connect("builder-inited", lambda _app: list(write_pages()))
