"""Official papers of a Finnish Leader funding application: typed, checked by dated law, printed to Word.

>>> import hakemus
>>> application = hakemus.load({"schema_version": 1, "date": "2024-03-01", "project": {"name": "Kylätalon katto"}})
>>> hakemus.check(application).ok
False
"""

import re
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

_IMPORT = re.compile(r"^from ([\w.]+) import ([^(\n]+|\([^)]*\))", re.MULTILINE)
_NAME = re.compile(r"\bas (\w+)")


def names_on_demand(
    package: str, file: str
) -> tuple[list[str], Callable[[str], Any], Callable[[], list[str]]]:
    """Return `__all__`, `__getattr__` and `__dir__` of a package whose names are listed once, in its stub.

    The stub, `__init__.pyi`, imports each name, as type checkers and editors read it. A name's module is imported
    when the name is first used, so that a command that only shows its help doesn't wait for Word.

    Args:
        package: The package's own `__name__`.
        file: The package's own `__file__`.
    """
    stub = Path(file).with_suffix(".pyi").read_text(encoding="utf-8")
    modules = {name: module for module, names in _IMPORT.findall(stub) for name in _NAME.findall(names)}

    def getattr_(name: str) -> Any:  # noqa: ANN401
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        if modules[name] == package:
            return import_module(f"{package}.{name}")
        found = getattr(import_module(modules[name]), name)
        setattr(import_module(package), name, found)  # from now on it is found without coming here
        return found

    return [name for name in modules if modules[name] != package], getattr_, lambda: sorted(modules)


__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
