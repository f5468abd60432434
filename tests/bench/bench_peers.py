"""What other libraries that fill Word templates take for the same paper, in one run: `make bench PEERS=1` (needs npm).

Each has the template of `bench_word.py` in its own tags and the same values, is used as its page says, renders once
to be warm, and is counted by the processor time of a process of its own. What it made must hold every value. None of
the others counts, checks or formats a value; docx-mailmerge2 has no conditions, so its template has none.
"""

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

IN_PYTHON = {"docxtpl-ng": "0.2.0", "docx-mailmerge2": "1.0.3"}
"""docxtpl-ng takes docxtpl's name, so that each has an environment of its own."""
IN_NODE = {"docxtemplater": "3.71.0", "easy-template-x": "7.2.8", "carbone": "3.8.2"}
BESIDE = {"pizzip": "3.3.0"}
ROUNDS = {10: 24, 100: 12, 1_000: 4}
HERE = Path(__file__).resolve().parent


def bench() -> None:
    """Install the libraries in a temporary folder, and print the table."""
    from bench_word import COLUMNS, SCALARS, grant_template, values  # noqa: PLC0415 - not in another's environment

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        pythons = {library: _environment(folder, library) for library in IN_PYTHON}
        _install_in_node(folder)
        templates = {
            library: in_tags_of(library, COLUMNS, SCALARS) for library in ("docx-mailmerge2", *IN_NODE)
        }
        node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True)  # noqa: S607
        print(
            f"Node {node.stdout.strip()}, Python {platform.python_version()}; docxtpl {version('docxtpl')}, ",
            end="",
        )
        print(", ".join(f"{library} {number}" for library, number in (IN_PYTHON | IN_NODE).items()))
        if hasattr(os, "getloadavg"):
            print(f"{os.cpu_count()} cores, wanted by {os.getloadavg()[0]:.1f} processes at the start")
        print(
            "milliseconds of processor time: median ± spread of the middle half; × is docxtpl's median by it"
        )
        print(f"{'rows':<22}" + "".join(f"{rows:>24}" for rows in ROUNDS))
        base: dict[int, float] = {}
        for library in ("docxtpl", "hakemus", "hakemus, strict=False", *IN_PYTHON, *IN_NODE):
            cells = []
            for rows, rounds in ROUNDS.items():
                held = values(rows)
                template = folder / "template.docx"
                template.write_bytes(templates.get(library) or grant_template())
                (folder / "values.json").write_text(json.dumps(_as_taken_by(library, held)), encoding="utf-8")
                made = folder / "made.docx"
                command = [pythons.get(library, sys.executable), str(HERE / "bench_peers.py"), "--one"]
                if library in IN_NODE:
                    command = ["node", str(HERE / "peers.mjs")]
                command += [library, str(template), str(folder / "values.json"), str(rounds), str(made)]
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)  # noqa: S603
                _prove(made, rows * sum(COLUMNS), SCALARS)
                times = json.loads(done.stdout.splitlines()[-1])
                low, middle, high = statistics.quantiles(times, n=4)
                cells.append(
                    f"{middle:10.2f} ±{high - low:6.2f} {base.setdefault(rows, middle) / middle:5.1f}×"
                )
            print(f"{library:<22}" + "".join(cells), flush=True)


def _environment(folder: Path, library: str) -> str:
    place = folder / library
    subprocess.run([sys.executable, "-m", "venv", place], check=True)  # noqa: S603
    python = str(next(place.glob("bin/python")))
    command = [python, "-m", "pip", "install", "--quiet", f"{library}=={IN_PYTHON[library]}"]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)  # noqa: S603
    return python


def _install_in_node(folder: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm isn't installed: install Node.js, or leave out PEERS=1")
    (folder / "package.json").write_text('{"private": true}', encoding="utf-8")
    wanted = [f"{name}@{number}" for name, number in (IN_NODE | BESIDE).items()]
    command = [npm, "install", "--no-audit", "--no-fund", "--silent", *wanted]
    subprocess.run(command, cwd=folder, check=True)  # noqa: S603


def in_tags_of(library: str, columns: Sequence[int], scalars: int) -> bytes:
    """Return the template of `bench_word.grant_template` in the tags of another library."""
    import io  # noqa: PLC0415 - as above

    import docx  # noqa: PLC0415

    write, condition, row = _TAGS[library]
    made = docx.Document()
    for number in range(scalars):
        paragraph = made.add_paragraph(f"Kenttä {number}: ")
        write(paragraph, f"f{number}")
        paragraph.add_run(", ja muuta tekstiä tässä kohdassa paperia.")
    for number in range(5):
        for text in condition(f"f{number}"):
            made.add_paragraph(text)
    for number, width in enumerate(columns):
        rows = row(number, width)
        table = made.add_table(1 + len(rows), width)
        for column in range(width):
            table.cell(0, column).text = f"Otsikko {column}"
            for at, cells in enumerate(rows, 1):
                write(table.cell(at, column).paragraphs[0], cells[column])
    for part, names in ((made.sections[0].header, ("f0", "f1")), (made.sections[0].footer, ("f2", "f3"))):
        for one in names:
            write(part.paragraphs[0], one)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def _write_tag(opened: str, closed: str) -> Callable[[Any, str], None]:
    def write(paragraph: Any, name: str) -> None:
        before, _, rest = name.partition("|")
        paragraph.add_run(
            f"{opened}{before}{closed}" if not rest else rest.replace("@", f"{opened}{before}{closed}")
        )

    return write


def _write_field(paragraph: Any, name: str) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415 - as above
    from docx.oxml.ns import qn  # noqa: PLC0415

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), f" MERGEFIELD {name} ")
    run = paragraph.add_run(f"«{name}»")
    field.append(run._r)
    paragraph._p.append(field)


def _row_in_braces(table: int, width: int) -> list[list[str]]:
    cells = [f"c{column}" for column in range(width)]
    cells[0] = f"c0|{{#t{table}}}@"
    cells[-1] = f"c{width - 1}|@{{/t{table}}}"
    return [cells]


def _rows_of_carbone(table: int, width: int) -> list[list[str]]:
    return [[f"t{table}[{at}].c{column}" for column in range(width)] for at in ("i", "i+1")]


_Tags = tuple[
    Callable[[Any, str], None], Callable[[str], Sequence[str]], Callable[[int, int], list[list[str]]]
]
"""How a library writes a value into a paragraph, a condition in paragraphs, and the rows of a table in its cells."""

_BRACES: _Tags = (
    _write_tag("{", "}"),
    lambda name: (f"{{#{name}}}", "ehdollinen kappale", f"{{/{name}}}"),
    _row_in_braces,
)
_TAGS: Mapping[str, _Tags] = {
    "docxtemplater": _BRACES,
    "easy-template-x": _BRACES,
    "carbone": (
        _write_tag("{d.", "}"),
        lambda name: (f"{{d.{name}:ifNEM:showBegin}}ehdollinen kappale{{d.{name}:showEnd}}",),
        _rows_of_carbone,
    ),
    "docx-mailmerge2": (
        _write_field,
        lambda _: ("ehdollinen kappale",),
        lambda table, width: [[f"t{table}c{column}" for column in range(width)]],
    ),
}


def _as_taken_by(library: str, held: dict[str, Any]) -> dict[str, Any]:
    """Return the values as a library takes them: without `data` and `tables` between where it has no paths."""
    return {**held["data"], **held["tables"]} if library in IN_NODE else held


def _prove(made: Path, cells: int, scalars: int) -> None:
    with zipfile.ZipFile(made) as package:
        text = package.read("word/document.xml").decode()
    missing = [number for number in range(scalars) if f"Arvo {number}," not in text]
    if missing or text.count("000,00 €") != cells or text.count("ehdollinen kappale") != 5:
        sys.exit(f"{made}: not every value is in it")


def _renderers(library: str, template: bytes, values: dict[str, Any]) -> Callable[[], bytes]:
    import io  # noqa: PLC0415

    if library.startswith("hakemus"):
        from hakemus.word import Template  # noqa: PLC0415

        compiled = Template(template, strict=library == "hakemus")
        return lambda: compiled.render(values)

    def by_merge() -> bytes:
        from mailmerge import MailMerge  # type: ignore[import-not-found]  # noqa: PLC0415

        with MailMerge(io.BytesIO(template)) as document:
            document.merge(**values["data"])
            for name, rows in values["tables"].items():
                document.merge_rows(f"{name}c0", [{f"{name}{key}": row[key] for key in row} for row in rows])
            stream = io.BytesIO()
            document.write(stream)
        return stream.getvalue()

    def by_docxtpl() -> bytes:
        from docxtpl import DocxTemplate  # noqa: PLC0415

        document = DocxTemplate(io.BytesIO(template))
        document.render(values, autoescape=True)
        stream = io.BytesIO()
        document.save(stream)
        return stream.getvalue()

    return by_merge if library == "docx-mailmerge2" else by_docxtpl


def _one(library: str, template: str, held: str, rounds: str, out: str) -> None:
    """Render so many times, write the last document, and print the milliseconds of each."""
    values = json.loads(Path(held).read_text(encoding="utf-8"))
    render = _renderers(library, Path(template).read_bytes(), values)
    made = render()
    times: list[float] = []
    for _ in range(int(rounds)):
        start = time.process_time()
        made = render()
        times.append((time.process_time() - start) * 1_000)
    Path(out).write_bytes(made)
    print(json.dumps(times))


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _one(*sys.argv[2:])
    else:
        bench()
