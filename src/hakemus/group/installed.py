"""Leader groups that come as installed packages: each names its folder by an entry point."""

from collections.abc import Callable, Iterable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import ModuleType

from hakemus.errors import DataError, Fault, UnknownNameError
from hakemus.programme.vocabularies import normal_form

ENTRY_POINTS = "hakemus.leader_groups"
"""What a package's entry point must be called: `[project.entry-points."hakemus.leader_groups"]`."""


def list_installed(found: Iterable[EntryPoint] | None = None) -> tuple[str, ...]:
    """Return the names of the groups that installed packages bring, in the order of the alphabet."""
    return tuple(sorted({point.name for point in _points(found)}))


def installed_folder(name: str, found: Iterable[EntryPoint] | None = None) -> Path:
    """Return the folder of the installed group of that name.

    The entry point leads to a path, to a function that returns one, or to a package whose own folder it is.
    Raises `UnknownNameError` when there is none of that name, `DataError` when there are two, or when it leads to
    something else.
    """
    points = _points(found)
    named = [point for point in points if normal_form(point.name) == normal_form(name)]
    if not named:
        raise UnknownNameError("group", name, list_installed(points))
    if len(named) > 1:
        packages = ", ".join(sorted(point.dist.name if point.dist else point.value for point in named))
        raise DataError(
            f"two installed packages bring a Leader group named {name!r}; uninstall one of them",
            [Fault(name, "two-groups", packages, "one package for a name")],
        )
    return _folder(named[0])


def _folder(point: EntryPoint) -> Path:
    try:
        target = point.load()
        place = target() if isinstance(target, Callable) else target  # type: ignore[arg-type]
    except Exception as error:
        raise DataError(
            f"the entry point {point.name!r} cannot be loaded",
            [Fault(point.name, "entry-point", f"{point.value}: {error}", "module:path")],
        ) from error
    if isinstance(place, ModuleType) and place.__file__:
        return Path(place.__file__).parent
    if isinstance(place, str | Path):
        return Path(place)
    found = f"{point.value} ({type(place).__name__})"
    raise DataError(
        f"the entry point {point.name!r} names no folder",
        [Fault(point.name, "entry-point", found, "module:path")],
    )


def _points(found: Iterable[EntryPoint] | None) -> list[EntryPoint]:
    return list(entry_points(group=ENTRY_POINTS) if found is None else found)
