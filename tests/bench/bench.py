"""How fast papers are made: ratios against docxtpl used plainly, in one run, on the project's own templates.

Run it with `make bench`; `python tests/bench/bench.py --write` puts the same into `docs/performance.md`. It prints
medians and the spread of the middle half; it asserts nothing, for machines are noisy. *Plainly* is: open the template,
render with escaping, save. docxtpl is given the content ready made (its formatting and the paragraphs of long texts
are not counted), so the ratios of whole applications are its best case. Each rendering and each check is of another
application than the one before it.
"""

import copy
import io
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import date
from decimal import Decimal
from functools import partial
from importlib.metadata import version
from itertools import cycle
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from bench_start import start
from bench_word import memory, milliseconds, speed
from docxtpl import DocxTemplate
from markupsafe import Markup
from starlette.testclient import TestClient

import hakemus
from hakemus.assembly import template_path
from hakemus.case import Case
from hakemus.packaged import packaged_folder
from hakemus.page.server import application as page_application
from hakemus.page.workspace import Workspace
from hakemus.papers import Subject, document
from hakemus.programme import open_programme
from hakemus.rules import check_case
from hakemus.values.text import Block, blocks
from hakemus.word import Chart, Prose, Schedule, Template

PAGE = Path(__file__).resolve().parents[2] / "docs" / "performance.md"
DAY = date(2024, 12, 1)
CASES = (
    ("preparatory-funding", "application"),
    ("preparatory-funding", "project-plan"),
    ("cooperation-project", "application"),
    ("cooperation-project", "cost-estimate"),
)


def content_of(application: hakemus.Application, name: str) -> dict[str, Any]:
    """Return what a document's template is given."""
    case = Case.of(application, on=DAY, language="fi")
    return document(name).content(Subject(case, draft=True))


def varied(application: hakemus.Application, count: int = 24) -> list[hakemus.Application]:
    """Return as many applications like one, each with names, texts and amounts of its own.

    What prints the same application again and again finds its numbers and digests ready, and looks faster than it is.
    """
    values = application.model_dump(mode="json", exclude_none=True)
    made = []
    for number in range(count):
        one = copy.deepcopy(values)
        one["project"]["name"] = f"{one['project']['name']} {number}"
        one["applicant"]["name"] = f"{one['applicant']['name']} {number}"
        for name, text in one.get("plan", {}).items():
            one["plan"][name] = f"{text} Kohta {number}." if isinstance(text, str) else text
        for item in one["budget"]["items"]:
            item["description"] = f"{item.get('description', '')} {number}"
            key = "amount" if "amount" in item else "unit_price"
            if key in item:
                item[key] = str(Decimal(item[key]) + Decimal(number) / 100)
        made.append(hakemus.load(one))
    return made


def for_docxtpl(value: Any) -> Any:
    """Return content as docxtpl takes it: long texts as paragraphs, tables as objects (a dict has its own `items`)."""
    if isinstance(value, Prose):
        return Markup("").join(paragraph(block) for block in blocks(value.text))
    if isinstance(value, Mapping):
        return SimpleNamespace(**{key: for_docxtpl(item) for key, item in value.items()})
    if isinstance(value, list):
        return [for_docxtpl(item) for item in value]
    if isinstance(value, Chart | Schedule):  # which it can't draw: their classes are no part of what it loads
        return str(value) if value else ""
    return str(value) if isinstance(value, str) else value


def paragraph(block: Block) -> Markup:
    """Return a paragraph or list item as Word's XML, as a user of docxtpl would write it."""
    style = {"paragraph": "BodyText", "bullet": "ListBullet", "number": "ListNumber"}[block.kind]
    pattern = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
    return Markup(pattern).format(style, block.text)  # noqa: S704


def plainly(path: Path, content: SimpleNamespace) -> bytes:
    """Return what docxtpl makes of a template, used as its page says."""
    template = DocxTemplate(path)
    template.render(vars(content), autoescape=True)
    stream = io.BytesIO()
    template.save(stream)
    return stream.getvalue()


def papers(*, in_a_row: bool) -> None:
    """Print how the project's own papers compare: content to bytes, and a typed application to bytes."""
    times = partial(milliseconds, in_a_row=in_a_row)
    title = "paper, one after the other" if in_a_row else "paper"
    print(f"\n{title:<36} {'docxtpl':>15} {'content→bytes':>15} {'×':>6} {'typed→bytes':>15} {'×':>6}")
    for example, name in CASES:
        applications = varied(hakemus.load(packaged_folder("examples") / example / "application.toml"))
        path, contents = template_path(name, "fi"), [content_of(one, name) for one in applications]
        template, plain = Template(path), cycle([*map(for_docxtpl, contents)])
        ready, typed = cycle(contents), cycle(applications)
        theirs = times(lambda: plainly(path, next(plain)), 20)  # noqa: B023 - called at once
        bare = times(lambda: template.render(next(ready)), 120)  # noqa: B023
        whole = times(lambda: hakemus.render(next(typed), name, on=DAY, draft=True), 72)  # noqa: B023
        shown = [f"{middle:7.2f} ±{spread:5.2f}" for middle, spread in (theirs, bare, whole)]
        ratios = [f"{theirs[0] / one[0]:6.1f}" for one in (bare, whole)]
        print(
            f"{example + ' ' + name:<36} {shown[0]:>15} {shown[1]:>15} {ratios[0]} {shown[2]:>15} {ratios[1]}"
        )


def checks() -> None:
    """Print how long a full check of each example takes."""
    print(f"\n{'check':<36} {'ms':>15} {'in a row':>15}")
    for file in sorted(packaged_folder("examples").glob("*/application.toml")):
        applications = cycle(varied(hakemus.load(file)))
        work = lambda: check_case(Case(next(applications), open_programme(), DAY))  # noqa: B023, E731
        shown = [milliseconds(work, 72, in_a_row=in_a_row) for in_a_row in (False, True)]
        print(f"{file.parent.name:<36} " + " ".join(f"{one:8.2f} ±{spread:5.2f}" for one, spread in shown))


def _typed_name(browser: TestClient, key: str, was: list[str | None]) -> None:
    """Type one more letter into the name of a project, and remember what it is then."""
    text = f"{was[-1]}!"[-40:]
    sent = {"path": "project.name", "text": text, "was": was[-1], "row": "", "chapter": "project"}
    said = browser.post(f"/a/{key}/field", json=sent).json()
    if not said["saved"]:
        raise SystemExit(f"what is refused would be measured as quick: {said}")
    was.append(said["value"])


def page() -> None:
    """Print how long the page's answer to what was typed takes, against loading and checking the file."""
    print(f"\n{'the page, answer to a typed name':<36} {'load, check':>15} {'answer':>15} {'×':>6}")
    origin = "http://127.0.0.1:8000"
    for name in ("small-project", "cooperation-complete"):
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "application.toml"
            shutil.copy(packaged_folder("examples") / name / "application.toml", file)
            space, was = Workspace(file.parent, lambda: DAY, "fi"), [hakemus.load(file).project.name]
            served = page_application(space, "token", [origin.partition("//")[2]])
            with TestClient(served, base_url=origin, headers={"Origin": origin}) as browser:
                browser.get("/?token=token")

                key = space.key(file)
                answer = partial(_typed_name, browser, key, was)
                alone = milliseconds(lambda: check_case(Case.of(hakemus.load(file), on=DAY)), 40)  # noqa: B023
                whole = milliseconds(answer, 40)
        shown = [f"{middle:7.2f} ±{spread:5.2f}" for middle, spread in (alone, whole)]
        print(f"{name:<36} {shown[0]:>15} {shown[1]:>15} {whole[0] / alone[0]:6.1f}")


def machine() -> None:
    """Print where this was measured, and how busy the machine was."""
    versions = ", ".join(f"{name} {version(name)}" for name in ("docxtpl", "jinja2", "lxml"))
    print(
        f"Python {platform.python_version()}, {versions}; {platform.system()}, {platform.machine()}, {_processor()}"
    )
    if hasattr(os, "getloadavg"):
        print(f"{os.cpu_count()} cores, wanted by {os.getloadavg()[0]:.1f} processes at the start")


def _processor() -> str:
    file = Path("/proc/cpuinfo")
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor())


def everything() -> None:
    """Print all that is measured."""
    machine()
    print("milliseconds of processor time: median ± spread of the middle half")
    for in_a_row in (False, True):
        papers(in_a_row=in_a_row)
    checks()
    page()
    print()
    start()
    print("\nthe engine alone, on a grant application of 4 tables:")
    speed()
    memory()
    print("\nthe workbook, milliseconds of processor time, against openpyxl with the same cells:")
    from bench_workbook import speed as workbook_speed  # noqa: PLC0415 - openpyxl is only for this

    workbook_speed()
    print("\nmany at once, from typed applications to files:")
    from bench_many import throughput  # noqa: PLC0415 - it builds on this file

    throughput()
    print("\nPDF, by LibreOffice:")
    from bench_pdf import throughput as pdf_throughput  # noqa: PLC0415 - as above

    pdf_throughput()
    print("\nthe bundle, from an application file to the archive:")
    from bench_bundle import whole  # noqa: PLC0415 - as above

    whole()
    if "--peers" in sys.argv:
        print("\nother libraries, on the grant application of 4 tables:")
        from bench_peers import bench  # noqa: PLC0415 - needs npm

        bench()


class _Both(io.StringIO):
    """Keeps what is printed, and prints it."""

    def write(self, text: str) -> int:
        """Write to both."""
        sys.stderr.write(text)
        return super().write(text)


def write_page() -> None:
    """Put what is measured into the page on performance, in place of what is there."""
    with redirect_stdout(_Both()) as told:
        everything()
    text = PAGE.read_text(encoding="utf-8")
    before, fence, rest = text.partition("```text\n")
    PAGE.write_text(before + fence + told.getvalue() + rest[rest.index("```") :], encoding="utf-8")


if __name__ == "__main__":
    if "--write" in sys.argv:
        write_page()
    else:
        everything()
