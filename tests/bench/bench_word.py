"""The engine against docxtpl used plainly, and against the floor; run it by hand: it prints ratios, it asserts nothing.

Plainly is: open the template, render with escaping, save. The floor is what no engine of this kind can go below: Jinja
compiled beforehand, no XML read, no value looked at, unchanged parts copied, the same compressor.

    python tests/bench/bench_word.py [--memory]
"""

import gc
import io
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import Environment

from hakemus.word import Template
from hakemus.word.compiling import _DOCXTPL
from hakemus.word.package import in_order, pack, read_package, write

COLUMNS = (5, 5, 4, 4)
SCALARS, CONDITIONS = 78, 5
ROUNDS = {10: 60, 100: 20, 1_000: 5, 10_000: 1}
Values = dict[str, Any]


def grant_template() -> bytes:
    """Return a template like a grant application's: 78 values, 5 conditions, 4 tables, a header, a footer."""
    made = docx.Document()
    for number in range(SCALARS):
        made.add_paragraph(
            f"Kenttä {number}: {{{{ data.f{number} }}}}, ja muuta tekstiä tässä kohdassa paperia."
        )
    for number in range(CONDITIONS):
        for text in (f"{{%p if data.f{number} %}}", "ehdollinen kappale", "{%p endif %}"):
            made.add_paragraph(text)
    for number, columns in enumerate(COLUMNS):
        table = made.add_table(4, columns)
        for column in range(columns):
            table.cell(0, column).text = f"Otsikko {column}"
            table.cell(2, column).text = f"{{{{ row.c{column} }}}}"
        table.cell(1, 0).text = f"{{%tr for row in tables.t{number} %}}"
        table.cell(3, 0).text = "{%tr endfor %}"
    made.sections[0].header.paragraphs[0].text = "{{ data.f0 }} {{ data.f1 }}"
    made.sections[0].footer.paragraphs[0].text = "{{ data.f2 }} {{ data.f3 }}"
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def values(rows: int) -> Values:
    """Return what the template asks for, with so many rows in each of its tables."""
    row = {f"c{column}": f"{column} 000,00 €" for column in range(max(COLUMNS))}
    return {
        "data": {f"f{number}": f"Arvo {number}, jolla on pituutta" for number in range(SCALARS)},
        "tables": {f"t{number}": [dict(row) for _ in range(rows)] for number in range(len(COLUMNS))},
    }


def plainly(template: bytes, mapping: Values) -> bytes:
    """Return what docxtpl makes of it, used as its page says."""
    document = DocxTemplate(io.BytesIO(template))
    document.render(mapping, autoescape=True)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def floor(template: bytes) -> Callable[[Values], bytes]:
    """Return the least that a rendering with Jinja can be: no check of anything."""
    package = read_package(template)
    environment = Environment(autoescape=True)
    changed = [
        part for part in package.parts if part.startswith(("word/document", "word/header", "word/footer"))
    ]
    ready = {
        part: environment.from_string(_DOCXTPL.patch_xml(package.parts[part].decode())) for part in changed
    }
    kept = {part: pack(part, content, 9) for part, content in package.parts.items() if part not in ready}
    order = in_order(package.parts)

    def render(mapping: Values) -> bytes:
        return write(
            kept[part] if part in kept else pack(part, ready[part].render(mapping).encode(), 1)
            for part in order
        )

    return render


def milliseconds(work: Callable[[], object], rounds: int, *, in_a_row: bool = False) -> tuple[float, float]:
    """Return the median and the spread (of the middle half) of the processor time that some work takes.

    A busy machine makes long work wait more often than short work; time on the clock would flatter the short.
    Each time there was a collection of garbage before, after which the processor has to fetch from memory all that the
    work needs: so is the first paper of many. `in_a_row` there is none, as in the others.
    """
    work()
    times = []
    for _ in range(rounds):
        if not in_a_row:
            gc.collect()
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1_000)
    if len(times) < 4:
        return statistics.median(times), 0.0
    low, middle, high = statistics.quantiles(times, n=4)
    return middle, high - low


def speed() -> None:
    """Print the table of times."""
    source = grant_template()
    start = time.perf_counter()
    template = Template(source)
    print(f"compiled once in {(time.perf_counter() - start) * 1_000:.0f} ms")
    lenient, bare = Template(source, strict=False), floor(source)
    heads = f"{'docxtpl':>16} {'hakemus.word':>16} {'floor':>16} {'× docxtpl':>10} {'× floor':>8}"
    print(f"{'rows':>6} {heads} {'strict=False':>16} {'× docxtpl':>10}")
    for rows, rounds in ROUNDS.items():
        mapping = values(rows)
        theirs = milliseconds(lambda: plainly(source, mapping), max(1, rounds // 4))  # noqa: B023 - called at once
        ours = milliseconds(lambda: template.render(mapping), rounds)  # noqa: B023
        least = milliseconds(lambda: bare(mapping), rounds)  # noqa: B023
        as_there = milliseconds(lambda: lenient.render(mapping), rounds)  # noqa: B023
        shown = [f"{middle:9.2f} ±{spread:5.2f}" for middle, spread in (theirs, ours, least, as_there)]
        ratios = f"{theirs[0] / ours[0]:>10.1f} {ours[0] / least[0]:>8.2f}"
        print(f"{rows:>6} {' '.join(shown[:3])} {ratios} {shown[3]} {theirs[0] / as_there[0]:>10.1f}")
    mapping = values(10)
    print(
        f"bytes of a document: docxtpl {len(plainly(source, mapping))}, ours {len(template.render(mapping))}"
    )


def one(engine: str, rows: int) -> None:
    """Render once and print the peak of memory above what the start took, in mebibytes (for `memory`)."""
    source, mapping = grant_template(), values(rows)
    if engine == "docxtpl":
        work: Callable[[], bytes] = lambda: plainly(source, mapping)  # noqa: E731
    else:
        template = Template(source)
        work = lambda: template.render(mapping)  # noqa: E731
    before = _peak()
    work()
    print((_peak() - before) // 1_024)


def _peak() -> int:
    """Return the most memory this process has held, in kibibytes (Linux: what its parent held does not count)."""
    lines = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))


def memory(rows: int = 10_000) -> None:
    """Print the peak of memory of one rendering, each in a process of its own."""
    for engine in ("docxtpl", "hakemus.word"):
        command = [sys.executable, __file__, "--one", engine, str(rows)]
        peak = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603
        print(f"peak above the start, 4 tables × {rows} rows, {engine}: {peak} MiB")


if __name__ == "__main__":
    if "--one" in sys.argv:
        one(sys.argv[2], int(sys.argv[3]))
    else:
        print(f"Python {platform.python_version()}, {platform.machine()}, {platform.system()}")
        speed()
        if "--memory" in sys.argv:
            memory()
