"""What was typed and the model refuses: it is told, what was there before stays, and so does all else."""

from typing import Any

from hakemus.errors import Fault, LoadError
from hakemus.files import application_from
from hakemus.forms.changes import NotUnderstood
from hakemus.forms.merging import Merging
from hakemus.forms.tree import put, steps, value_at


def put_back(merging: Merging, base: dict[str, Any], fault: Fault) -> None:
    """Take the value of a fault out of what was read, and tell it; `base` are the values before."""
    path, old = fault.path, _place_before(merging, fault.path)
    change = next((change for change in merging.changes if change.path == old), None)
    if change is not None and not isinstance(change.after, dict | list):
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        merging.changes.remove(change)
        put(merging.values, path, change.before)
        return
    value = value_at(merging.values, path)
    if isinstance(value, dict):
        _put_back_parts(merging, base, fault, old)
    elif value is not None and not isinstance(value, list) and path.partition("]")[2]:
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        put(merging.values, path, value_at(base, old) if old else None)
    else:
        merging.problems.append(NotUnderstood(path, fault.code, fault.found, fault.allowed))
        _put_back_list(merging, base, path)


def _put_back_parts(merging: Merging, base: dict[str, Any], fault: Fault, old: str | None) -> None:
    """Take out, one by one from the last, the values of an item that do not go together."""
    item = value_at(merging.values, fault.path)
    for key, typed in reversed([*item.items()]):
        was = value_at(base, f"{old}.{key}") if old else None
        if isinstance(typed, dict | list) or typed == was:
            continue
        put(item, key, was)
        merging.changes[:] = [change for change in merging.changes if change.path != f"{old}.{key}"]
        merging.problems.append(NotUnderstood(f"{fault.path}.{key}", fault.code, str(typed), fault.allowed))
        if not _is_refused(merging, fault.path):
            return
    _put_back_list(merging, base, fault.path)


def _put_back_list(merging: Merging, base: dict[str, Any], path: str) -> None:
    """Let a list be as it was: what is wrong is not in one value of it."""
    whole = path.partition("[")[0]
    put(merging.values, whole, value_at(base, whole))
    for listed in [listed for listed in merging.origins if listed.startswith(whole)]:
        del merging.origins[listed]
    merging.changes[:] = [change for change in merging.changes if not change.path.startswith(whole)]


def _is_refused(merging: Merging, path: str) -> bool:
    try:
        application_from(merging.values)
    except LoadError as error:
        return any(fault.path == path for fault in error.faults)
    return False


def _place_before(merging: Merging, path: str) -> str | None:
    """Return where a value stood before rows were moved or taken away; None in a row that is new."""
    before = ""
    for step in steps(path):
        if isinstance(step, str):
            before = f"{before}.{step}" if before else step
            continue
        numbers = merging.origins.get(before)
        number = step if numbers is None or step >= len(numbers) else numbers[step]
        if number is None:
            return None
        before = f"{before}[{number}]"
    return before
