"""What programs get: JSON of one shape from every command, and of what goes wrong."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

import hakemus
from hakemus.cli.app import PROGRAM
from hakemus.cli.command import Command
from hakemus.cli.session import Outcome
from hakemus.errors import HakemusError, PdfError
from hakemus.files import application_schema
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, wording

EXAMPLES = packaged_folder("examples")
COMPLETE = EXAMPLES / "preparatory-funding" / "application.toml"
INVESTMENT = EXAMPLES / "investment" / "application.toml"
ALWAYS = {"ok", "written", "findings", "error"}

Cli = Callable[..., CompletedProcess[str]]
Json = Callable[..., dict[str, Any]]


@pytest.fixture(name="read_json")
def _read_json(cli: Cli) -> Json:
    """Return a function that runs a command with `--json`, and returns what it printed, and nothing else, as JSON."""

    def run(*arguments: object, code: int = 0) -> dict[str, Any]:
        told = cli(*arguments, "--json")
        assert (told.returncode, told.stderr) == (code, "")
        values: dict[str, Any] = json.loads(told.stdout)
        assert set(values) >= ALWAYS
        assert values["ok"] is (code == 0)
        return values

    return run


@pytest.fixture(name="paper")
def _paper(tmp_path: Path) -> Path:
    """Return a Word paper."""
    path = tmp_path / "paper.docx"
    path.write_bytes(hakemus.render(hakemus.load(COMPLETE), "application"))
    return path


def every_command() -> list[str]:
    """Return the commands of the program, those of families behind their names."""
    return [words for words, command in PROGRAM.walk() if isinstance(command, Command)]


@pytest.mark.parametrize("command", every_command())
def test_every_command_offers_json(cli: Cli, command: str) -> None:
    """The switch is in the help of each."""
    assert "  --json " in cli(*command.split(), "--help").stdout


@pytest.mark.parametrize(
    ("command", "written"),
    [
        (("new", "valmisteluraha"), ["application.toml"]),
        (("record", EXAMPLES / "290170" / "record.txt"), ["application.toml"]),
        (("schema",), ["application.schema.json"]),
        (("render", COMPLETE, "application"), ["hakemus.docx"]),
        (("budget", "export", INVESTMENT), ["budget.xlsx"]),
    ],
)
def test_the_file_is_named(
    read_json: Json, tmp_path: Path, command: tuple[object, ...], written: list[str]
) -> None:
    """What was written is under `written`, and is there."""
    assert read_json(*command)["written"] == written
    assert all((tmp_path / path).is_file() for path in written)


@pytest.mark.parametrize(("command", "key"), [("rules", "rules"), ("fields", "fields")])
def test_a_list_stands_under_its_name(read_json: Json, command: str, key: str) -> None:
    """What is listed, and one entry of it alone, has one shape."""
    every = read_json(command)[key]
    name = every[3]["id" if key == "rules" else "path"]

    assert read_json(command, name)[key] == [every[3]]


def test_a_text_that_would_be_printed_stands_in_the_json(read_json: Json) -> None:
    """With `--out -` the file's text is reported, and with `completion` the shell's lines."""
    assert json.loads(read_json("schema", "--language", "sv", "--out", "-")["text"]) == application_schema(
        "sv"
    )
    assert "_HAKEMUS_COMPLETE" in read_json("completion", "bash")["text"]


def test_the_version_is_told(read_json: Json) -> None:
    """The number alone, next to the usual keys."""
    assert read_json("--version")["version"][0].isdigit()


def test_check_tells_the_report(read_json: Json) -> None:
    """The report of the library, with the keys that are always there."""
    values = read_json("check", COMPLETE)
    report = hakemus.check(hakemus.load(COMPLETE)).as_mapping()

    assert {name: values[name] for name in report} == report


def test_papers_are_named(read_json: Json, tmp_path: Path) -> None:
    """Every paper, and whether it is a draft."""
    values = read_json("papers", COMPLETE, "--draft")

    assert sorted(values["written"]) == sorted(
        path.relative_to(tmp_path).as_posix() for path in (tmp_path / "asiakirjat").iterdir()
    )
    assert values["draft"] is True


def test_papers_that_are_not_ready_tell_why(read_json: Json, tmp_path: Path) -> None:
    """The errors that stand in the way are findings; the error says how to get a draft, in each language."""
    text = COMPLETE.read_text(encoding="utf-8").replace(
        "leader_support = 5000.00", "leader_support = 6000.00"
    )
    (tmp_path / "broken.toml").write_text(text, encoding="utf-8")
    values = read_json("papers", "broken.toml", code=1)

    assert values["written"] == []
    assert {finding["severity"] for finding in values["findings"]} == {"error"}
    assert values["error"]["kind"] == "not-ready"
    assert values["error"]["message"] == {
        language: wording(language).message("cli.complaint.not-ready") for language in LANGUAGES
    }


def test_a_paper_read_tells_its_data(read_json: Json, paper: Path) -> None:
    """The data read, the changes, and what was written."""
    values = read_json("read", paper, "--out", "read.toml")
    application = hakemus.load(COMPLETE).model_dump(mode="json", exclude_none=True)

    assert values["written"] == ["read.toml"]
    assert values["document"] == "application"
    assert values["changes"] == []
    assert values["application"]["applicant"] == application["applicant"]


def test_papers_that_differ_tell_where(read_json: Json, tmp_path: Path, paper: Path) -> None:
    """Each difference by its path, with what the field is called, before and after; the code is 1."""
    changed = hakemus.load(COMPLETE)
    changed = changed.model_copy(
        update={"applicant": changed.applicant.model_copy(update={"name": "Toinen ry"})}
    )
    (tmp_path / "other.docx").write_bytes(hakemus.render(changed, "application"))

    assert read_json("compare", paper, paper)["changes"] == []
    (change,) = read_json("compare", paper, "other.docx", code=1)["changes"]
    assert (change["path"], change["after"]) == ("applicant.name", "Toinen ry")
    assert change["term"]["sv"] == wording("sv").term("applicant.name")


def test_a_meeting_tells_each_application(read_json: Json) -> None:
    """Every paper is named, and each application has its rank and its findings."""
    values = read_json("board", EXAMPLES / "board-meeting", "--out", "out")

    assert [one["name"] for one in values["applications"]] == ["kylatalo", "maut", "ryhma"]
    assert [one["rank"] for one in values["applications"]] == [2, 1, None]
    assert values["agenda"] in values["written"]
    assert len(values["written"]) == 13


def test_a_budget_read_back_tells_its_sums(read_json: Json, tmp_path: Path) -> None:
    """Whether anything changed, the rows and the sums."""
    shutil.copy(INVESTMENT, tmp_path / "application.toml")
    read_json("budget", "export", "application.toml")
    assert read_json("budget", "import", "application.toml")["changed"] is False

    values = read_json("budget", "import", "application.toml", "--out", "new.toml")
    items = hakemus.load(INVESTMENT).budget.items
    assert (values["written"], values["rows"]["items"]) == (["new.toml"], len(items))


@pytest.mark.usefixtures("few_papers")
def test_a_group_tells_its_files(read_json: Json) -> None:
    """The files of a new folder, the template that was copied, the record that was accepted, and what changed."""
    made = read_json("group", "new", "Ryhmä", "--out", "oma")
    assert "oma/group.toml" in [Path(path).as_posix() for path in made["written"]]

    (copied,) = read_json("group", "copy", "oma", "project-plan")["written"]
    assert Path(copied).as_posix() == "oma/templates/fi/project-plan.docx"
    assert read_json("group", "diff", "oma")["changes"] == []
    assert len(read_json("group", "check", "oma", "--accept")["written"]) == 1


@pytest.mark.parametrize(
    ("command", "kind", "more"),
    [
        (("check", "no.toml"), "file", {"path": "no.toml", "code": "missing"}),
        (("chek", "x"), "name", {"name": "chek"}),
        (("check", COMPLETE, "--on", "32.1.2024"), "day", {"text": "32.1.2024"}),
        (("check", COMPLETE, "--oon", "1.1.2024"), "use", {}),
        (("check", "a", "b"), "use", {}),
        (("check",), "use", {}),
        (("new",), "use", {}),
        (("new", "valmisteluraha", "--on", "1.1.2020"), "data", {}),
        (("check", "x", "--language", "de"), "name", {"name": "de"}),
    ],
)
def test_what_cannot_be_used_is_json_too(
    read_json: Json, command: tuple[object, ...], kind: str, more: dict[str, str]
) -> None:
    """The kind of error, its message in all languages and its particulars; nothing goes to the error output."""
    error = read_json(*command, code=2)["error"]

    assert error["kind"] == kind
    assert set(error["message"]) == set(LANGUAGES)
    assert all(error["message"].values())
    assert {name: error[name] for name in more} == more


def test_every_fault_of_a_file_is_told(read_json: Json, tmp_path: Path) -> None:
    """Each fault of a file by its path and code, with what to do in every language."""
    (tmp_path / "bad.toml").write_text('schema_version = 1\nnimi = "x"\nlanguage = "se"\n', encoding="utf-8")
    error = read_json("check", "bad.toml", code=2)["error"]

    assert (error["kind"], error["source"]) == ("load", "bad.toml")
    assert {fault["path"] for fault in error["faults"]} == {"nimi", "language"}
    assert all(set(fault["message"]) == set(LANGUAGES) for fault in error["faults"])


@pytest.mark.parametrize(
    ("raised", "kind"),
    [(HakemusError("outo {asia}"), "other"), (PdfError("hung", "it hung", ["a"], "60"), "pdf")],
)
def test_an_error_of_any_kind_is_json(
    read_json: Json, monkeypatch: pytest.MonkeyPatch, raised: HakemusError, kind: str
) -> None:
    """Whatever the library raises has a kind."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise raised

    monkeypatch.setattr(hakemus, "load", fail)

    assert read_json("check", COMPLETE, code=2)["error"]["kind"] == kind


def test_an_interrupt_is_json(read_json: Json, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C is reported as any other end."""

    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(hakemus, "load", stop)

    assert read_json("check", COMPLETE, code=130)["error"]["kind"] == "interrupted"


def test_json_may_be_asked_for_before_the_command(cli: Cli) -> None:
    """The switch may come before or after the command, as the language may."""
    assert cli("--json", "check", COMPLETE).stdout == cli("check", COMPLETE, "--json").stdout


def test_a_name_that_is_no_text_is_json() -> None:
    """A file name whose bytes are no UTF-8 is escaped, as JSON does it."""
    path = Path("kyl\udce4.toml")
    written = Outcome(tell=lambda: None, written=[path]).to_json().encode("utf-8", "backslashreplace")

    assert json.loads(written)["written"] == [str(path)]
