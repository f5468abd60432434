"""Makes ready what the library ships: the law as it was checked, its templates as they were compiled, its README.

The build of a wheel and an editable install run this; in a checkout whose law or templates have changed since, run
`make ready` (or nothing: what is not ready is read and compiled, as ever).
"""

import re
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)\[([^\]]*)\]\((?!https?://|#)([^)]+)\)")


def readme_for_an_index(text: str, repository: str) -> str:
    """Return a README whose links lead somewhere on a package index, where the files next to it are not.

    Links to files become addresses below `repository`; without one, they become plain text, and pictures go.
    """

    def address(link: "re.Match[str]") -> str:
        picture, said, path = link.groups()
        if not repository:
            return "" if picture else said
        kind = "raw" if picture else "blob"
        return f"{picture}[{said}]({repository.rstrip('/')}/{kind}/main/{path})"

    return _LINK.sub(address, text)


class Readme(MetadataHookInterface):
    """Writes the README of the package, with the address that `[project.urls]` calls Repository."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Add the README to what the package says of itself."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        repository = metadata.get("urls", {}).get("Repository", "")
        readme = readme_for_an_index(text, repository)
        metadata["readme"] = {"content-type": "text/markdown", "text": readme}


class ReadyMade(BuildHookInterface[Any]):
    """Adds the folder `built` to the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's names
        """Make it before the files of the package are gathered."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from hakemus.assembly import keep_all  # noqa: PLC0415 - only now is it found

        keep_all()
        build_data["artifacts"].append("src/hakemus/built/*")
