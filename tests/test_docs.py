"""The documentation is true: generated pages are made, links lead somewhere, and nothing public is left out."""

import os
import re
import subprocess
import sys
import tomllib
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest
from generate import MADE, write_pages

import hakemus
from hakemus.cli.app import PROGRAM
from hakemus.papers import PAPERS

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
TOP = tuple(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"))
MADE_PAGES = sorted(DOCS / path for path in MADE if path.endswith(".md"))
WRITTEN_PAGES = sorted({*TOP, *DOCS.glob("*.md")} - {*MADE_PAGES})
PAGES = [*WRITTEN_PAGES, *MADE_PAGES]
LINK = re.compile(r"!?\[[^\]]*\]\((?P<target>[^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]*`")
DOC_ROLE = re.compile(r"\{doc\}`(?:[^`<]*<)?(?P<target>[^`>]+)>?`")


def name_of(page: Path) -> str:
    """Return what a test calls a page."""
    return page.relative_to(ROOT).as_posix()


@cache
def text_of(page: Path) -> str:
    """Return what a page says: a generated one as it is generated now, whatever an earlier build left there."""
    path = page.relative_to(DOCS).as_posix() if page.is_relative_to(DOCS) else ""
    return MADE[path]() if path in MADE else page.read_text(encoding="utf-8")


def local_links(page: Path) -> list[str]:
    """Return the links of a page that lead within the project; code is not a link."""
    text = CODE.sub("", FENCE.sub("", text_of(page)))
    targets = (link["target"] for link in LINK.finditer(text))
    return [target for target in targets if not re.match(r"[a-z]+:", target)]


def anchors(page: Path) -> set[str]:
    """Return what a link may name on a page: its explicit labels and its headings, as MyST and the forges call them."""
    text = FENCE.sub("", text_of(page))
    labels = re.findall(r"^\(([^)]+)\)=$", text, re.MULTILINE)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {*labels, *(re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings)}


def layers() -> list[str]:
    """Return the rooms as import-linter keeps them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    return next(contract["layers"] for contract in contracts if contract["type"] == "layers")


def test_generation_writes_every_page_the_same_each_time(tmp_path: Path) -> None:
    """Every generated file is written with more than a title, and as it was generated before."""
    assert set(write_pages(tmp_path)) == {*MADE}

    made = {path: (tmp_path / path).read_text(encoding="utf-8") for path in MADE}
    assert made == {path: text_of(DOCS / path) for path in MADE}
    assert [path for path, text in made.items() if len(text.splitlines()) < 10] == []


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_to_a_file(page: Path) -> None:
    """Every link to a file of the project names one that is there, and a heading that it has.

    A page that is read without being built cannot link to a generated one: it names that by a role of Sphinx.
    """
    reachable = {*PAGES} if page in MADE_PAGES else {*WRITTEN_PAGES}
    broken = []
    for link in local_links(page):
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        there = target in reachable if target in PAGES else target.exists()
        if not there or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert broken == []


@pytest.mark.parametrize("page", [page for page in WRITTEN_PAGES if page not in TOP], ids=name_of)
def test_pages_that_are_named_by_a_role_are_there(page: Path) -> None:
    """What a page names by `{doc}`, where only the built documentation has a link, is a generated page."""
    named = {page.parent / f"{role['target']}.md" for role in DOC_ROLE.finditer(text_of(page))}

    assert named <= {*MADE_PAGES}


def test_every_page_is_in_the_contents() -> None:
    """No page of the documentation can only be found by its address."""
    contents = (DOCS / "index.md").read_text(encoding="utf-8").splitlines()
    pages = {page.relative_to(DOCS).with_suffix("").as_posix() for page in PAGES if page.is_relative_to(DOCS)}

    assert pages - set(contents) == {"index"}


@pytest.mark.parametrize("name", hakemus.__all__)
def test_every_public_name_is_documented(name: str) -> None:
    """Each name of the front door has a docstring, and is on the page of the front door."""
    page = text_of(DOCS / "reference" / "interface.md")

    assert getattr(hakemus, name).__doc__
    assert f"### `{name}`" in page


@pytest.mark.parametrize("name", [paper.key for paper in PAPERS])
def test_every_document_is_documented(name: str) -> None:
    """Each document is on the page of documents, with its placeholders."""
    assert f"– `{name}`" in text_of(DOCS / "reference" / "documents.md")


@pytest.mark.parametrize("name", [paper.key for paper in PAPERS])
def test_every_document_has_a_place_in_the_gallery(name: str) -> None:
    """The pictures of each document come where the page asks for them."""
    assert f"```{{paper-pictures}} {name}\n" in text_of(DOCS / "gallery.md")


def test_the_gallery_does_without_what_makes_pictures(tmp_path: Path) -> None:
    """Where LibreOffice is missing, it says so and is content."""
    done = subprocess.run(  # noqa: S603
        [sys.executable, DOCS / "showcase.py"],
        check=False,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PATH": str(tmp_path)},
    )

    assert (done.returncode, done.stdout) == (0, "")
    assert "soffice and pdftoppm not found" in done.stderr


@pytest.mark.parametrize("page", ["commands.md", "commands.fi.md", "commands.sv.md"])
def test_every_command_is_in_the_reference(page: str) -> None:
    """Each command that the program has, with those of its families, has a section."""
    described = re.findall(r"^## `hakemus ([^`]+)`$", text_of(DOCS / "reference" / page), re.MULTILINE)

    assert described == [words for words, _ in PROGRAM.walk()]


def test_the_picture_shows_the_rooms_that_are_there() -> None:
    """The drawing of the architecture names the layers that import-linter keeps, in their order."""
    drawn = re.findall(
        r'font-weight="bold"[^>]*>([^<]+)<', (DOCS / "images" / "rooms.svg").read_text(encoding="utf-8")
    )

    assert drawn == layers()


def test_the_table_of_rooms_is_whole() -> None:
    """The page of the architecture says of each room, in the order of the drawing, why it is one."""
    text = (DOCS / "architecture.md").read_text(encoding="utf-8")
    section = text.partition("## The rooms")[2].partition("\n## ")[0]

    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == layers()


def test_every_make_target_is_named() -> None:
    """CONTRIBUTING names each command of the Makefile that a contributor would call."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (phony,) = re.findall(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    named = set(re.findall(r"`make (\w+)`", (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")))

    assert set(phony.split()) - {"help", "clean"} <= named


def test_every_dependency_is_accounted_for() -> None:
    """The architecture says of each declared dependency what it is for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["cli"]]
    text = (DOCS / "architecture.md").read_text(encoding="utf-8").lower()

    missing = [name for entry in wanted if f"[{(name := re.split(r'[<>=!~ ]', entry)[0])}](" not in text]

    assert missing == []


def test_the_readme_of_an_index_has_links_that_lead_somewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the repository's address, files and pictures are there; without one, a link is plain text."""
    monkeypatch.syspath_prepend(str(ROOT))
    readme_for_an_index = import_module("hatch_build").readme_for_an_index
    given = "[why](docs/why.md), [pipx](https://pipx.pypa.io/), ![shot](docs/images/a.png)"
    whole = readme_for_an_index(given, "https://forge.example/hakemus/")
    assert whole == (
        "[why](https://forge.example/hakemus/blob/main/docs/why.md), [pipx](https://pipx.pypa.io/), "
        "![shot](https://forge.example/hakemus/raw/main/docs/images/a.png)"
    )
    assert readme_for_an_index(given, "") == "why, [pipx](https://pipx.pypa.io/), "


def test_every_module_is_on_the_page_of_modules() -> None:
    """With what it says of itself, in its room."""
    page = text_of(DOCS / "reference" / "modules.md")
    source = ROOT / "src" / "hakemus"
    there = {path.relative_to(source).as_posix() for path in source.rglob("*.py")}
    named = dict(re.findall(r"^\| `([^`]+)` \| (.*) \|$", page, re.MULTILINE))
    assert there - {*named} == {"__init__.py", "__main__.py"}
    assert [name for name, text in named.items() if not text] == []


def test_pages_name_no_code_that_is_gone() -> None:
    """A function, a module or a test that a page names has that name in the source."""
    files = (path for folder in ("src/hakemus", "tests", "docs") for path in (ROOT / folder).rglob("*.py"))
    known = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    named = {
        f"{name_of(page)}: {name}"
        for page in WRITTEN_PAGES
        for name in re.findall(r"`(_?[a-zA-Z]\w*(?:\.\w+)?)(?:\(\))?`", FENCE.sub("", text_of(page)))
        if "_" in name and not name[-1].isdigit() and page not in TOP[2:]
    }
    assert [one for one in sorted(named) if re.split(r"[.:] ?", one)[-1] not in known] == []
