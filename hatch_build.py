"""Makes ready what the library ships: the law as it was checked, its templates as they were compiled.

The build of a wheel and an editable install run this; in a checkout whose law or templates have changed since, run
`make ready` (or nothing: what is not ready is read and compiled, as ever).
"""

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class ReadyMade(BuildHookInterface[Any]):
    """Adds the folder `built` to the package."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002 - hatchling's names
        """Make it before the files of the package are gathered."""
        sys.path.insert(0, str(Path(self.root) / "src"))
        from hakemus.assembly import keep_all  # noqa: PLC0415 - only now is it found

        keep_all()
        build_data["artifacts"].append("src/hakemus/built/*")
