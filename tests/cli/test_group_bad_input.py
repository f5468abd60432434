"""A group's folder with one thing wrong: the check names the file, the key and what to do in the user's language."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.cli.conftest import Cli

from edited_paper import edited
from hakemus.desk import copy_template, new_group
from hakemus.packaged import packaged_folder

LOGO = '[logo]\nfile = "logo.png"\ndescription.fi = "Tunnus"\n'
REFERENCE = 'reference = { title = "Päätös", section = "§ 1", address = "https://ryhma.example/" }\n'
RATE = f'[[rates]]\nfrom = 2024-01-01\nmeasures = ["investment"]\npercent = %s\n{REFERENCE}'
MEGABYTE = 1024 * 1024

ENGLISH = re.compile(r"\b(?:the|an?|is|are|neither|nor|each|one|such as|once|must|not|allowed|found)\b")
Break = Callable[[Path], None]


def data(text: str) -> Break:
    """Return what adds lines to the group's data."""

    def add(folder: Path) -> None:
        path = folder / "group.toml"
        path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}", encoding="utf-8")

    return add


def with_logo(content: bytes) -> Break:
    """Return what adds a logo of that content."""

    def add(folder: Path) -> None:
        (folder / "logo.png").write_bytes(content)
        data(LOGO)(folder)

    return add


def in_place_of(body: str, old: str, new: str) -> str:
    """Return a text in which the first place of another is changed."""
    assert old in body
    return body.replace(old, new, 1)


def template(old: str, new: str) -> Break:
    """Return what changes a tag of the group's own template."""

    def change(folder: Path) -> None:
        path = copy_template(folder, "project-plan", "fi")
        path.write_bytes(edited(path.read_bytes(), lambda body: in_place_of(body, old, new)))

    return change


def no_word_file(folder: Path) -> None:
    """Put something else in the place of a template."""
    copy_template(folder, "project-plan", "fi").write_bytes(b"text")


def misspelt_message(folder: Path) -> None:
    """Change a message that the library lacks."""
    (folder / "texts" / "fi" / "findings.toml").write_text('applicant.nmae = "Nimi"', encoding="utf-8")


def link_out(folder: Path) -> None:
    """Lead out of the folder by a link."""
    (folder / "logo.png").symlink_to(Path(__file__))
    data(LOGO)(folder)


def missing_language(folder: Path) -> None:
    """Serve in two languages, with a name in one."""
    path = folder / "group.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('languages = ["fi"]', 'languages = ["fi", "sv"]'), encoding="utf-8")


BAD: dict[str, tuple[Break, str, str]] = {
    "unknown key": (data('[colours]\nheding = "#000000"'), "group.toml: colours.heding", "heading"),
    "rate of 120 %": (data(RATE % 120), "group.toml: rates[0].percent", "100"),
    "measure as people say it": (
        data(RATE.replace("investment", "investoinnit") % 50),
        "group.toml: rates[0].measures[0]",
        " investment? ",
    ),
    "two rates of one case": (data(RATE % 50 + RATE % 60), "group.toml: rates[1]", "is_not"),
    "pale colour": (data('[colours]\nheading = "#CCCCCC"'), "group.toml: colours.heading", "4,5 : 1"),
    "logo of 40 MB": (with_logo(bytes(40 * MEGABYTE)), "logo.png", "2,0 MB"),
    "logo no picture": (with_logo(b"text"), "logo.png", "PNG, JPEG"),
    "logo elsewhere": (data(LOGO.replace("logo.png", "../logo.png")), "group.toml: logo.file", "logo.png"),
    "logo missing": (data(LOGO), "group.toml: logo.file", "PNG, JPEG"),
    "link out": (link_out, "logo.png", ""),
    "missing language": (missing_language, "group.toml: name.sv", "fi, sv"),
    "placeholder not offered": (
        template("project.name", "project.nimi"),
        "templates/fi/project-plan.docx: {{ project.nimi }}",
        "project.name",
    ),
    "code": (
        template("project.name", "project.__class__"),
        "templates/fi/project-plan.docx: {{ project.__class__ }}",
        "Word",
    ),
    "message that is not ours": (
        misspelt_message,
        "texts/fi/findings.toml: applicant.nmae",
        " applicant.name? ",
    ),
    "no Word file": (no_word_file, "templates/fi/project-plan.docx", "hakemus group copy"),
}


@pytest.mark.parametrize("language", ["fi", "sv"])
@pytest.mark.parametrize("name", BAD)
def test_what_is_wrong_is_named_with_its_mend(cli: Cli, tmp_path: Path, name: str, language: str) -> None:
    """Code 1, the place and what to do, in one language; no paper is made with such a folder."""
    spoil, place, mend = BAD[name]
    folder = new_group("Leader Uusi ry", "fi", tmp_path / "uusi")
    spoil(folder)
    told = cli("group", "check", folder, "--language", language)
    line = " ".join(told.stdout.split())

    assert told.returncode == 1
    assert f"{place}: " in line
    assert mend in line
    assert not ENGLISH.search(line)


def test_a_template_that_fails_with_a_paper_is_named(cli: Cli, tmp_path: Path) -> None:
    """A long text in a place of short ones compiles, but cannot be printed: no paper is written then."""
    folder = new_group("Leader Uusi ry", "fi", tmp_path / "uusi")
    template("{{ applicant.name }}", "{{ plan.need }}")(folder)
    application = packaged_folder("examples") / "preparatory-funding" / "application.toml"
    told = cli("papers", application, "--group", folder, "--language", "fi")

    assert told.returncode == 2
    assert "templates/fi/project-plan.docx: plan.need: on pitkää tekstiä" in " ".join(told.stderr.split())
    assert not (tmp_path / "asiakirjat").exists()


@pytest.mark.parametrize(("language", "place"), [("fi", "rivi 1, merkki 6"), ("sv", "rad 1, tecken 6")])
def test_a_mistake_in_writing_is_told_by_its_line(
    cli: Cli, tmp_path: Path, language: str, place: str
) -> None:
    """In words, by the check as by a command that was to use the folder, which names it a folder."""
    folder = new_group("Leader Uusi ry", "fi", tmp_path / "uusi")
    (folder / "group.toml").write_text("[logo\n", encoding="utf-8")
    (tmp_path / "application.toml").write_text("schema_version = 1\n", encoding="utf-8")
    checked = cli("group", "check", folder, "--language", language)
    used = cli("check", "application.toml", "--group", folder, "--language", language)

    assert f"group.toml: {place}: " in " ".join(checked.stdout.split())
    assert f"group.toml: {place}: " in " ".join(used.stderr.split())
    assert {"fi": "kansiota", "sv": "mapp"}[language] in " ".join(used.stderr.split())


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_two_installed_groups_of_one_name(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """Both packages are named, and how to choose."""
    for package in ("first-package", "second-package"):
        information = tmp_path / f"{package}-1.dist-info"
        information.mkdir()
        (information / "METADATA").write_text(f"Name: {package}\nVersion: 1\n", encoding="utf-8")
        (information / "entry_points.txt").write_text(
            "[hakemus.leader_groups]\nsama = json\n", encoding="utf-8"
        )
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "application.toml").write_text("schema_version = 1\n", encoding="utf-8")
    told = cli("check", "application.toml", "--group", "sama", "--language", language)
    line = " ".join(told.stderr.split())

    assert told.returncode == 2
    assert "sama: " in line
    assert "first-package, second-package" in line
    assert "pip uninstall" in line
    assert not ENGLISH.search(line)
