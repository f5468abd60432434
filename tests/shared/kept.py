"""What programs keep of papers, measured and held to `tests/office/kept.toml`, which the documentation prints."""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from lxml import etree

from hakemus.files.workbook.opening import Cell, Workbook, open_workbook
from hakemus.word.data_part import find_data
from hakemus.word.package import Package, read_package

FILE = Path(__file__).resolve().parents[1] / "office" / "kept.toml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def prove_kept(program: str, did: str, sent: Sequence[bytes], back: Sequence[bytes]) -> None:
    """Hold what a program kept of papers to what is written of it; of another version of it, nothing is written."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["kept"]
    written = next((one for one in entries if (one["program"], one["did"]) == (program, did)), None)
    if written is not None:
        kept = {what: _share(find, sent, back) for what, find in _MARKS.items()}
        assert (program, did, kept) == (program, did, {what: written[what] for what in kept})
    else:
        assert program not in {one["program"] for one in entries}, f"{program} is not told to have {did}"


def prove_workbook_kept(program: str, did: str, sent: Path, back: Path, read: str) -> None:
    """Hold what a program kept of a workbook, and what is read then, to what is written of it; as `prove_kept`."""
    entries = tomllib.loads(FILE.read_text(encoding="utf-8"))["workbook"]
    was, now = (open_workbook(path, most_cells=10**6, most_rows=10**6) for path in (sent, back))
    found = {key: _share_of(find(was), find(now)) for key, find in _MARKS_OF_WORKBOOK.items()} | {
        "read": read
    }
    written = next((one for one in entries if (one["program"], one["did"]) == (program, did)), None)
    if written is not None:
        assert (program, did, found) == (program, did, {key: written[key] for key in found})
    else:
        assert program not in {one["program"] for one in entries}, f"{program}: {did}: {found}"


def _share_of(wanted: int, there: int) -> str:
    return "kept" if there >= wanted else "some" if there else "lost"


def _cells(book: Workbook) -> list[Cell]:
    return [cell for sheet in book.sheets for row in sheet.rows.values() for cell in row.values()]


_MARKS_OF_WORKBOOK: Mapping[str, Callable[[Workbook], int]] = {
    "formulas": lambda book: sum(cell.formula is not None for cell in _cells(book)),
    "results": lambda book: sum(bool(cell.formula) and cell.value not in (None, "") for cell in _cells(book)),
    "formats": lambda book: sum(cell.kind == "percent" and cell.formula is None for cell in _cells(book)),
    "names": lambda book: len([key for key in book.names if not key.startswith("_xlnm")]),
}


def _share(find: Callable[[Package], frozenset[str]], sent: Sequence[bytes], back: Sequence[bytes]) -> str:
    pairs = [tuple(find(read_package(paper)) for paper in pair) for pair in zip(sent, back, strict=True)]
    wanted, there = sum(len(was) for was, _ in pairs), sum(len(was & now) for was, now in pairs)
    assert wanted
    return "kept" if there == wanted else "some" if there else "lost"


def _tags(package: Package) -> frozenset[str]:
    return _values(package, "tag", "val")


def _bookmarks(package: Package) -> frozenset[str]:
    return frozenset(name for name in _values(package, "bookmarkStart", "name") if name.startswith("h_"))


def _values(package: Package, element: str, attribute: str) -> frozenset[str]:
    body = etree.fromstring(package.parts[package.main])
    return frozenset(str(one.get(f"{W}{attribute}")) for one in body.iter(f"{W}{element}"))


def _data(package: Package) -> frozenset[str]:
    return frozenset(text for _, text in find_data(package))


_MARKS: Mapping[str, Callable[[Package], frozenset[str]]] = {
    "tags": _tags,
    "bookmarks": _bookmarks,
    "data": _data,
}
