"""The command line as a whole: languages, help, exit codes, and what is said when something goes wrong."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import IO

import pytest

import hakemus
from hakemus.cli.command import documents
from hakemus.errors import HakemusError, UnknownNameError
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

COMPLETE = packaged_folder("examples") / "preparatory-funding" / "application.toml"
COMMANDS = (
    "open",
    "new",
    "record",
    "check",
    "render",
    "papers",
    "calendar",
    "form",
    "read",
    "update",
    "compare",
    "board",
    "schema",
    "rules",
    "law",
    "fields",
    "completion",
)
FAMILIES = ("budget", "templates", "group")

Cli = Callable[..., CompletedProcess[str]]


def test_an_unknown_language_is_told_with_those_there_are(cli: Cli) -> None:
    """The complaint comes in the machine's language."""
    told = cli("check", "x.toml", "--language", "de", env={"LANG": "sv_FI.UTF-8"})

    complaint = wording("sv").message("cli.complaint.unknown-language", {"name": "de", "allowed": LANGUAGES})
    assert (told.returncode, told.stdout) == (2, "")
    assert complaint in told.stderr


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_help_with_examples(cli: Cli, command: str, language: Language) -> None:
    """Help says what the command does, its options and examples, in the user's language and in no other."""
    told = cli(command, "--help", "--language", language)
    words = wording(language)

    assert told.returncode == 0
    assert " ".join(told.stdout.split()).count(words.message(f"cli.{command}.help")) == 1
    assert f"\n  hakemus {command}" in told.stdout
    assert re.search(
        r"Usage:|Options$|Show this message|\[default|\[required|TEXT|PATH", told.stdout, re.MULTILINE
    ) is None or (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_programs_help_names_every_command(cli: Cli, language: Language) -> None:
    """Without a command the help is shown, and the code says that nothing was done."""
    told = cli(env={"HAKEMUS_LANGUAGE": language})

    assert told.returncode == 2
    assert [name for name in (*COMMANDS, *FAMILIES) if f"\n  {name} " not in told.stdout] == []
    assert cli("--help", "--language", language).stdout.rstrip() == told.stdout.rstrip()


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
@pytest.mark.parametrize("language", LANGUAGES)
def test_help_fits_the_window(cli: Cli, command: tuple[str, ...], language: Language) -> None:
    """No line of help is wider than 80 columns, and none ends in blanks."""
    lines = cli(*command, "--help", "--language", language).stdout.splitlines()

    assert [line for line in lines if len(line) > 80 or line != line.rstrip()] == []


def test_the_documentation_names_every_command() -> None:
    """A command that the page on the command line lacks would be found by nobody."""
    page = (Path(__file__).parents[2] / "docs" / "command-line.md").read_text(encoding="utf-8")

    assert [command for command in COMMANDS if f"| `hakemus {command}" not in page] == []


def test_the_version_is_told(cli: Cli) -> None:
    """`--version` states name and version."""
    told = cli("--version")

    assert told.returncode == 0
    assert re.fullmatch(r"hakemus \d+\.\d+\S*\n", told.stdout)


def test_the_help_of_render_names_every_document(cli: Cli) -> None:
    """The documents that can be asked for are those that the library has."""
    assert documents() == hakemus.list_documents()
    assert all(name in cli("render", "--help").stdout for name in hakemus.list_documents())


@pytest.mark.parametrize(
    ("arguments", "key", "values"),
    [
        (("chek", "x"), "cli.complaint.unknown-command", {"name": "chek", "allowed": (*COMMANDS, *FAMILIES)}),
        (("check",), "cli.complaint.missing-argument", {"name": "TIEDOSTO"}),
        (("check",), "cli.complaint.see", {"command": "hakemus check --help"}),
        (("check", "--oon", "1.1.2024"), "cli.complaint.unknown-option", {"name": "--oon"}),
        (("check", "--oon", "1.1.2024"), "cli.complaint.likely", {"names": ["--json", "--on"]}),
        (("check", "x", "--on"), "cli.complaint.option-value", {"name": "--on"}),
        (("fields", "a", "b", "c"), "cli.complaint.too-many", {"names": ["b", "c"]}),
        (("check", "a", "b", "c"), "cli.complaint.check-one", {"name": "b"}),
        (("check", COMPLETE, "--on", "32.1.2024"), "cli.complaint.not-a-day", {"text": "32.1.2024"}),
        (("check", COMPLETE, "--on", "2024-13-01"), "cli.complaint.not-a-day", {"text": "2024-13-01"}),
        (("check", COMPLETE, "--on", "1.1.2204"), "cli.complaint.unlikely-day", {"text": "1.1.2204"}),
        (("check", "no.toml"), "files.missing", {"path": "no.toml"}),
        (("check", "."), "files.is-folder", {"path": "."}),
        (("new", "valmisteluraha", "--out", ".", "--overwrite"), "files.is-folder", {"path": "."}),
        (("render", COMPLETE, "project-pan"), "cli.complaint.likely", {"names": ["project-plan"]}),
        (("new", "pienhank-e"), "cli.complaint.unknown-measure", {"name": "pienhank-e"}),
        (
            ("new", "small-projct"),
            "cli.complaint.likely",
            {"names": ["small-project", "smart-villages"]},
        ),
        (
            ("new", "valmisteluraha", "--on", "1.1.2020"),
            "cli.complaint.before-programme",
            {"found": "1.1.2020", "allowed": "6.4.2023"},
        ),
    ],
)
def test_what_cannot_be_used_is_told_with_its_mend(
    cli: Cli, arguments: tuple[object, ...], key: str, values: dict[str, object]
) -> None:
    """The complaint goes to the error output, in the user's language, and the code is 2."""
    told = cli(*arguments)

    assert told.returncode == 2
    assert told.stdout == ""
    assert wording("fi").message(key, values) in " ".join(told.stderr.split())


def test_an_unknown_document_is_told_with_those_there_are(cli: Cli) -> None:
    """Each document is named by its key and by what it is called."""
    told = cli("render", COMPLETE, "kirje")

    assert told.returncode == 2
    assert all(name in told.stderr for name in hakemus.list_documents())
    assert "(Hankesuunnitelma)" in told.stderr


def test_every_fault_of_a_file_is_told_at_once(cli: Cli, tmp_path: Path) -> None:
    """A file that cannot be understood is reported in its own language, a line for each fault."""
    text = 'schema_version = 1\nlanguage = "sv"\n[applicant]\nbusiness_id = "1572860-1"\nnimi = "x"\n'
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")

    told = cli("check", "bad.toml")

    assert told.returncode == 2
    assert told.stderr.startswith("Fel: bad.toml")
    assert "  - FO-nummer (applicant.business_id): " in told.stderr
    assert "  - applicant.nimi: " in told.stderr


def test_a_chosen_language_counts_before_the_files_own(cli: Cli, tmp_path: Path) -> None:
    """Whoever asks for English gets the faults of a Swedish file in English."""
    (tmp_path / "bad.toml").write_text('schema_version = 1\nlanguage = "sv"\nnimi = "x"\n', encoding="utf-8")

    assert cli("check", "bad.toml", "--language", "en").stderr.startswith("Error: bad.toml")


def test_an_empty_file_is_told(cli: Cli, tmp_path: Path) -> None:
    """An empty file is said to be empty."""
    (tmp_path / "empty.toml").write_text("\n", encoding="utf-8")

    told = cli("check", "empty.toml", "--language", "en")

    assert told.returncode == 2
    assert wording("en").message("files.empty", {"path": "empty.toml"}) in told.stderr


def test_a_long_path_is_not_broken(cli: Cli, tmp_path: Path) -> None:
    """A path can be copied from the complaint, however long it is."""
    path = tmp_path / ("a" * 100) / ("b" * 100)

    assert f"{path}" in cli("check", path).stderr


def test_an_interrupt_ends_it_quietly(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C says in a line that it was interrupted, and shows no traceback."""

    def stop(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(hakemus, "load", stop)

    told = cli("check", COMPLETE)

    assert told.returncode == 130
    assert told.stderr == f"{wording('fi').message('cli.interrupted')}\n"


@pytest.mark.parametrize(
    "error", [HakemusError("outo {asia}"), UnknownNameError("programme", "x", ["2023-2027"])]
)
def test_no_error_of_the_library_is_a_traceback(
    cli: Cli, monkeypatch: pytest.MonkeyPatch, error: HakemusError
) -> None:
    """An error that no command expects is reported in a line all the same."""

    def fail(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(hakemus, "load", fail)

    told = cli("check", COMPLETE)

    assert told.returncode == 2
    assert told.stderr.startswith("Virhe: ")


def test_without_its_libraries_it_says_how_to_install_them(tmp_path: Path) -> None:
    """Where click is not installed, the command says in plain words what to install, and nothing else."""
    code = "import sys; sys.modules['click'] = None; from hakemus.cli import main; sys.exit(main([], {}))"

    done = run_python(tmp_path, "-c", code)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{wording('fi').message('cli.not-installed', {'name': 'click'})}\n"
    assert 'pip install "hakemus[cli]"' in done.stderr


def test_it_runs_as_a_module(tmp_path: Path) -> None:
    """`python -m hakemus` is the same program."""
    done = run_python(tmp_path, "-m", "hakemus", "--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "hakemus")


@pytest.mark.parametrize("at_once", ["", "1"])
@pytest.mark.parametrize("words", [["--version"], ["--help"], ["law", "617/2023", "41"]])
def test_a_full_disk_is_told(words: list[str], at_once: str, tmp_path: Path) -> None:
    """What cannot be printed is reported in a line, whether Python keeps it until it ends or prints it at once."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("no device that is always full")

    with full.open("w", encoding="utf-8") as nowhere:
        environment = {"HAKEMUS_LANGUAGE": "fi", "PYTHONUNBUFFERED": at_once}
        done = run_python(tmp_path, "-m", "hakemus", *words, output=nowhere, **environment)

    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("Tulostetta ei voi kirjoittaa")


def test_a_console_without_finnish_letters_is_no_reason_to_stop(tmp_path: Path) -> None:
    """Where the console knows only ASCII, letters that it lacks become question marks."""
    done = run_python(tmp_path, "-m", "hakemus", "--help", PYTHONIOENCODING="ascii", HAKEMUS_LANGUAGE="fi")

    assert done.returncode == 0
    assert "hakemus KOMENTO" in done.stdout


def run_python(
    folder: Path, *arguments: str, output: IO[str] | int = subprocess.PIPE, **environment: str
) -> CompletedProcess[str]:
    """Run Python in a folder."""
    command, surroundings = [sys.executable, *arguments], {**os.environ, **environment}
    return subprocess.run(  # noqa: S603 - our own interpreter
        command, stdout=output, stderr=subprocess.PIPE, text=True, cwd=folder, env=surroundings, check=False
    )
