"""Each command by what it writes and says."""

import io
import json
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from rich.console import Console

import hakemus
from hakemus.assembly import make_papers
from hakemus.cli import main
from hakemus.cli.app import run_session
from hakemus.cli.papers import named_paths
from hakemus.cli.session import Screen, Session, SpokenLanguage
from hakemus.files import application_schema
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

EXAMPLES = packaged_folder("examples")
COMPLETE = EXAMPLES / "preparatory-funding" / "application.toml"
RECORD = EXAMPLES / "290170" / "record.txt"
DAY = date(2024, 3, 1)

Cli = Callable[..., CompletedProcess[str]]


@pytest.fixture(name="broken")
def _broken(tmp_path: Path) -> Path:
    """Return the file of an application that has an error: it seeks too much."""
    text = COMPLETE.read_text(encoding="utf-8").replace(
        "leader_support = 5000.00", "leader_support = 6000.00"
    )
    path = tmp_path / "broken.toml"
    path.write_text(text, encoding="utf-8")
    return path


def said(key: str, language: Language = "fi", **values: object) -> str:
    """Return a message of the command line."""
    return wording(language).message(f"cli.{key}", values)


def words_of(text: str) -> str:
    """Return text with every blank as one, however it was broken into lines."""
    return " ".join(text.split())


def test_new_writes_a_file_that_loads(cli: Cli, tmp_path: Path) -> None:
    """A newcomer gets a file to fill in, and learns where it is and how to check it."""
    told = cli("new", "valmisteluraha")

    application = hakemus.load(tmp_path / "application.toml")
    next_step = f"{said('new.next')} hakemus check application.toml"
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{said('written')} application.toml\n{next_step}\n"
    assert application.classification.measure == "preparatory-funding"


@pytest.mark.parametrize("language", LANGUAGES)
def test_new_speaks_the_users_language(cli: Cli, tmp_path: Path, language: Language) -> None:
    """The file is in the language of the user, and is checked at once without a complaint."""
    cli("new", "small-project", "--on", "2024-05-01", "--language", language)

    text = (tmp_path / "application.toml").read_text(encoding="utf-8")
    assert wording(language).term("plan.sustainable_development") in text
    assert hakemus.load(tmp_path / "application.toml").language == language
    assert cli("check", "application.toml").returncode == 1


def test_new_without_a_measure_lists_them(cli: Cli) -> None:
    """Whoever does not know the measures is shown them, by key and name."""
    told = cli("new", "--language", "sv")

    assert told.returncode == 2
    assert "preparatory-funding        Förberedelsepengar\n" in told.stderr


def test_new_can_print(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """With `--out -` the file alone goes to the standard output, in UTF-8."""
    monkeypatch.chdir(tmp_path)

    code = main(["new", "valmisteluraha", "--out", "-"], {})

    printed = capfdbinary.readouterr()
    assert (code, printed.err) == (0, b"")
    assert tomllib.loads(printed.out.decode("utf-8"))["classification"]["measure"] == "preparatory-funding"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command",
    [
        *(
            ("render", COMPLETE, "cost-estimate"),
            ("papers", COMPLETE),
            ("calendar", COMPLETE),
            ("form", "training"),
        ),
        *(
            ("read", "a.docx"),
            ("budget", "import", COMPLETE, "b.xlsx"),
            ("board", "meeting"),
            ("group", "new", "X ry"),
        ),
    ],
    ids=lambda words: words[0],
)
def test_what_is_no_text_is_not_written_to_a_file_that_is_called_like_the_screen(
    cli: Cli, tmp_path: Path, command: tuple[object, ...]
) -> None:
    """Another command's `--out -` is refused, before anything is made."""
    told = cli(*command, "--out", "-", "--language", "en")
    assert (told.returncode, [*tmp_path.iterdir()]) == (2, [])
    assert "goes into a file" in told.stderr


@pytest.mark.parametrize("command", [("new", "valmisteluraha"), ("schema",), ("record", RECORD)])
def test_nothing_is_replaced_unasked(cli: Cli, tmp_path: Path, command: tuple[object, ...]) -> None:
    """A file that is there stays as it is, until `--overwrite` is given."""
    mine = tmp_path / "mine.toml"
    mine.write_text("oma", encoding="utf-8")

    told = cli(*command, "--out", mine)

    assert told.returncode == 2
    assert "--overwrite" in told.stderr
    assert mine.read_text(encoding="utf-8") == "oma"
    assert cli(*command, "--out", mine, "--overwrite").returncode == 0
    assert mine.read_text(encoding="utf-8") != "oma"


def test_record_holds_what_the_page_states(cli: Cli, tmp_path: Path, registered: hakemus.Application) -> None:
    """The register's page becomes an application file, and the file is the same application."""
    told = cli("record", RECORD)

    assert told.returncode == 0
    assert hakemus.load(tmp_path / "application.toml") == registered


def test_record_tells_what_no_field_takes(cli: Cli, tmp_path: Path) -> None:
    """A line that the file has no field for is reported, and kept as a comment."""
    page = RECORD.read_text(encoding="utf-8").replace("\n290170\n", "\n290170\nJotakin muuta\n")
    (tmp_path / "page.txt").write_text(page, encoding="utf-8")

    told = cli("record", "page.txt")

    assert "\n  Jotakin muuta\n" in told.stdout
    assert "##   Jotakin muuta\n" in (tmp_path / "application.toml").read_text(encoding="utf-8")


def test_record_of_another_page_is_refused_by_its_name(cli: Cli) -> None:
    """A file that is no page of the register is named in the complaint."""
    told = cli("record", COMPLETE)

    assert told.returncode == 2
    assert told.stderr.startswith(f"Virhe: {COMPLETE}")


def test_schema_is_in_the_language(cli: Cli, tmp_path: Path) -> None:
    """The schema that is written is the library's own, in the language asked for."""
    assert cli("schema", "--language", "sv").returncode == 0

    written = json.loads((tmp_path / "application.schema.json").read_text(encoding="utf-8"))
    assert written == application_schema("sv")


def test_check_tells_every_finding(cli: Cli, broken: Path) -> None:
    """Each finding with its field, rule and message, the totals last; the code says that it is not ok."""
    report = hakemus.check(hakemus.load(broken))

    told = cli("check", broken)

    text = words_of(told.stdout)
    assert told.returncode == 1
    assert report.errors
    for finding in report.findings:
        assert finding.path in text
        assert said("check.rule", id=finding.id) in text
    assert text.endswith(words_of(report.summary("fi")))


def test_check_of_a_sound_application_is_fine(cli: Cli) -> None:
    """The complete example has no errors: the code is 0, and the day is its own."""
    told = cli("check", COMPLETE)

    assert told.returncode == 0
    assert said("day.application", day=DAY) in told.stdout


def test_check_speaks_the_applications_language_unless_asked(cli: Cli) -> None:
    """The machine's language does not change what is said of a Finnish application; the option does."""
    assert cli("check", COMPLETE, env={"LANG": "sv_FI.UTF-8"}).stdout == cli("check", COMPLETE).stdout
    assert said("day.application", "sv", day=DAY) in cli("check", COMPLETE, "--language", "sv").stdout
    assert (
        said("day.application", "en", day=DAY)
        in cli("check", COMPLETE, env={"HAKEMUS_LANGUAGE": "en"}).stdout
    )


def test_check_on_a_given_day_says_so(cli: Cli) -> None:
    """`--on` counts before the application's own date."""
    told = cli("check", COMPLETE, "--on", "2024-05-02")

    assert said("day.given", day=date(2024, 5, 2)) in told.stdout


def test_check_takes_today_only_as_a_last_resort(tmp_path: Path) -> None:
    """Without a date and without `--on`, the clock decides the day, and the output says so."""
    (tmp_path / "dateless.toml").write_text("schema_version = 1\n", encoding="utf-8")
    out, err = (Screen(Console(file=io.StringIO(), width=200)) for _ in range(2))
    session = Session(SpokenLanguage("fi"), out, err, lambda: date(2025, 6, 30))

    code = run_session(session, ["check", str(tmp_path / "dateless.toml")])

    assert isinstance(out.file, io.StringIO)
    assert code == 1
    assert said("day.today", day=date(2025, 6, 30)) in out.file.getvalue()


@pytest.mark.parametrize("day", ["2024-03-01", "1.3.2024", "1. 3. 2024", "01.03.2024"])
def test_a_day_is_read_as_everywhere_else(cli: Cli, day: str) -> None:
    """An option takes what a form takes."""
    assert said("day.given", day=DAY) in cli("check", COMPLETE, "--on", day).stdout


def test_a_report_is_plain_text_without_a_terminal(cli: Cli, broken: Path) -> None:
    """No colour codes go into a file, and the severity is a word."""
    told = cli("check", broken)

    assert "\x1b" not in told.stdout
    assert said("check.error", count=1) in told.stdout


def test_render_writes_one_document(cli: Cli, tmp_path: Path, complete: hakemus.Application) -> None:
    """The document goes by its name in any language, and is the very one that the library renders."""
    told = cli("render", COMPLETE, "Hankesuunnitelma")

    assert told.returncode == 0
    assert (tmp_path / "hankesuunnitelma.docx").read_bytes() == hakemus.render(complete, "project-plan")
    assert "\n  hankesuunnitelma.docx\n" in told.stdout


def test_render_in_a_language(cli: Cli, tmp_path: Path, complete: hakemus.Application) -> None:
    """`--language` is that of the paper too."""
    assert cli("render", COMPLETE, "application", "--language", "sv", "--out", "a.docx").returncode == 0

    assert (tmp_path / "a.docx").read_bytes() == hakemus.render(complete, "application", language="sv")


def test_the_variable_changes_no_papers_language(cli: Cli, tmp_path: Path) -> None:
    """A Finnish application stays a Finnish paper for a user whose messages are Swedish."""
    told = cli("render", COMPLETE, "application", env={"HAKEMUS_LANGUAGE": "sv"})

    assert said("written", "sv") in told.stdout
    assert [path.name for path in tmp_path.iterdir()] == ["hakemus.docx"]


@pytest.mark.parametrize("command", [("render", "application"), ("papers",)])
def test_papers_with_errors_are_refused(
    cli: Cli, tmp_path: Path, broken: Path, command: tuple[str, ...]
) -> None:
    """While there are errors, no paper is made: they are shown, the way to a draft is reported, and the code is 1."""
    told = cli(command[0], broken, *command[1:])

    assert told.returncode == 1
    assert said("check.rule", id="preparatory-funding.amount") in words_of(told.stdout)
    assert said("complaint.not-ready") in words_of(told.stderr)
    assert [path.name for path in tmp_path.iterdir()] == ["broken.toml"]


def test_a_draft_is_made_all_the_same(cli: Cli, tmp_path: Path, broken: Path) -> None:
    """With `--draft` the paper is made, and said to be a draft."""
    told = cli("render", broken, "application", "--draft")

    assert told.returncode == 0
    assert said("written-draft") in told.stdout
    assert (tmp_path / "hakemus.docx").exists()


def test_papers_writes_all_that_the_measure_asks(cli: Cli, tmp_path: Path) -> None:
    """Every paper that the measure and the application ask for, each reported by its path."""
    told = cli("papers", COMPLETE, "--out", "ulos")

    written = sorted(path.name for path in (tmp_path / "ulos").iterdir())
    assert told.returncode == 0
    assert written == sorted(make_papers(hakemus.load(COMPLETE)))
    assert {"hakemus.docx", "hankesuunnitelma.docx", "julkinen-hankekuvaus.docx"} <= set(written)
    assert all(f"  {Path('ulos') / name}\n" in told.stdout for name in written)


def test_papers_replaces_nothing_unasked(cli: Cli, tmp_path: Path) -> None:
    """One paper that is there already stops them all, until `--overwrite` is given."""
    (tmp_path / "asiakirjat").mkdir()
    (tmp_path / "asiakirjat" / "hakemus.docx").write_text("oma", encoding="utf-8")

    told = cli("papers", COMPLETE)

    assert told.returncode == 2
    assert [path.name for path in (tmp_path / "asiakirjat").iterdir()] == ["hakemus.docx"]
    assert cli("papers", COMPLETE, "--overwrite").returncode == 0


def test_a_folder_that_cannot_be_made_is_told(cli: Cli, tmp_path: Path) -> None:
    """Where a file is in the way of the folder, the complaint names the place."""
    (tmp_path / "asiakirjat").write_text("ei kansio", encoding="utf-8")

    told = cli("papers", COMPLETE)

    assert told.returncode == 2
    assert "asiakirjat" in told.stderr
    assert (tmp_path / "asiakirjat").read_text(encoding="utf-8") == "ei kansio"


@pytest.mark.parametrize(
    ("names", "out", "paths"),
    [
        (["a.docx"], None, ["a.docx"]),
        (["a.docx"], "oma.docx", ["oma.docx"]),
        (["a-1.docx", "a-2.docx"], None, ["a-1.docx", "a-2.docx"]),
        (["a-1.docx", "a-2.docx"], "kansio", ["kansio/a-1.docx", "kansio/a-2.docx"]),
    ],
)
def test_several_papers_of_one_document_go_to_a_folder(
    names: list[str], out: str | None, paths: list[str]
) -> None:
    """One paper takes the name that was given; of several, each has its own in a folder of that name."""
    placed = named_paths(dict.fromkeys(names, b""), Path(out) if out is not None else None)
    assert [path.as_posix() for path in placed] == paths
