"""The commands that take the budget to a spreadsheet and back."""

import io
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import openpyxl
import pytest

import hakemus
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, Language, wording

Cli = Callable[..., "CompletedProcess[str]"]
EXAMPLE = packaged_folder("examples") / "cooperation-project" / "application.toml"


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    """Return an application file of one's own, with a workbook of it next to it."""
    path = tmp_path / "application.toml"
    path.write_text(EXAMPLE.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def change(path: Path, **cells: object) -> None:
    """Write values into cells of the first sheet."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_out_and_back(cli: Cli, file: Path, language: Language) -> None:
    """What was changed in the workbook is in the file, and the sums are reported."""
    assert cli("budget", "export", file, "--language", language).returncode == 0
    change(file.with_name("budget.xlsx"), G11="5 000,00 €")
    told = cli("budget", "import", file, "--overwrite", "--language", language)

    assert told.returncode == 0, told.stderr
    assert str(hakemus.load(file).budget.items[4].amount) == "5000.00"
    assert "99\N{NO-BREAK SPACE}658,64" in told.stdout
    assert file.name in told.stdout


@pytest.mark.parametrize("width", ["60", "80"])
def test_no_amount_is_broken_across_lines(
    cli: Cli, file: Path, width: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a table of what changes, whatever stands next to it."""
    long = "Kahvilan ja kokoustilan keittiökalusteet, koneet ja asennus avaimet käteen"
    cli("budget", "export", file)
    change(file.with_name("budget.xlsx"), B11=long, G11=1234567.89, B37=long, G37=2345678.9)
    monkeypatch.setenv("COLUMNS", width)
    said = cli("budget", "import", file, "--dry-run").stdout
    blank = "\N{NO-BREAK SPACE}"
    for amount in ("4 250,00 €", "1 234 567,89 €", "2 345 678,90 €"):
        assert amount.replace(" ", blank) in said
    assert max(len(line) for line in said.splitlines()) <= int(width)


def test_a_question_that_is_interrupted_leaves_the_file(
    cli: Cli, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C is answered in words, with the code of its own."""

    def interrupt() -> str:
        raise KeyboardInterrupt

    cli("budget", "export", file)
    change(file.with_name("budget.xlsx"), G11=1)
    before = file.read_bytes()
    monkeypatch.setattr("builtins.input", interrupt)
    told = cli("budget", "import", file)
    assert (told.returncode, file.read_bytes()) == (130, before)
    assert told.stderr.strip() == wording("fi").message("cli.interrupted")


def test_a_groups_limits_are_taken_along(cli: Cli, file: Path) -> None:
    """With `--group` the Leader group's own limits stand on the sheet of rates."""
    group = packaged_folder("examples") / "groups" / "mallimaa"
    told = cli("budget", "export", file, "--group", group)

    assert told.returncode == 0, told.stderr
    book = openpyxl.load_workbook(file.with_name("budget.xlsx"))
    texts = [str(cell.value) for row in book["Arvot"].iter_rows() for cell in row]
    assert any(wording("fi").message("workbook.limit.group") in text for text in texts)


def test_nothing_is_replaced_unasked(cli: Cli, file: Path) -> None:
    """Neither the workbook nor the application file, whether nobody is there to ask or a program reads the answer."""
    assert cli("budget", "export", file).returncode == 0
    assert cli("budget", "export", file).returncode == 0, "the same again is done already"
    change(file.with_name("budget.xlsx"), G11=1)
    assert cli("budget", "export", file).returncode == 2
    before = file.read_bytes()
    assert cli("budget", "import", file).returncode == 1
    assert cli("budget", "import", file, "--json").returncode == 2
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("options", "answer", "code", "is_written"),
    [((), "j\n", 0, True), ((), "n\n", 1, False), (("--yes",), "", 0, True), (("--dry-run",), "", 0, False)],
)
def test_what_changes_is_shown_and_asked_about(
    cli: Cli,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    answer: str,
    code: int,
    is_written: bool,
) -> None:
    """A row that was added and an amount that changed, in the user's language; only then it is written."""
    cli("budget", "export", file, "--language", "sv")
    change(file.with_name("budget.xlsx"), G11=5000, B37="Revision", G37=1234.5)
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    before = file.read_bytes()
    told = cli("budget", "import", file, "--language", "sv", *options)
    said = told.stdout.replace("\N{NO-BREAK SPACE}", " ")
    assert told.returncode == code, told.stderr
    assert all(text in said for text in ("4 250,00 €", "5 000,00 €", "Revision", "1 234,50 €")), said
    asked = wording("sv").message("cli.update.write", {"file": str(file)})
    assert (" ".join(asked.split()) in " ".join(said.split())) == bool(answer)
    assert (file.read_bytes() != before) == is_written


def test_a_file_of_its_own(cli: Cli, file: Path, tmp_path: Path) -> None:
    """With `--out` the application file stays, and another has the new budget."""
    cli("budget", "export", file)
    change(tmp_path / "budget.xlsx", G11=1)
    before = file.read_bytes()
    assert cli("budget", "import", file, "budget.xlsx", "--out", "new.toml").returncode == 0
    assert file.read_bytes() == before
    assert str(hakemus.load(tmp_path / "new.toml").budget.items[4].amount) == "1.00"


def test_an_unchanged_workbook_writes_nothing(cli: Cli, file: Path) -> None:
    """It says that it is the same."""
    cli("budget", "export", file)
    before = file.read_bytes()
    told = cli("budget", "import", file)
    assert told.returncode == 0
    assert wording("fi").message("workbook.command.same") in " ".join(told.stdout.split())
    assert file.read_bytes() == before


def without_first_row(file: Path) -> str:
    """Delete the first cost from the workbook of a file, and return what it was called."""
    book = openpyxl.load_workbook(file.with_name("budget.xlsx"))
    first = gone(file)
    book.worksheets[0].delete_rows(next(cell.row for cell in book.worksheets[0]["B"] if cell.value == first))
    book.save(file.with_name("budget.xlsx"))
    return first


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("options", [(), ("--yes",), ("--take", "file")])
def test_a_row_that_is_gone_is_reported_and_stays(
    cli: Cli, file: Path, language: Language, options: tuple[str, ...]
) -> None:
    """With what it held; nobody said that it should be deleted, so it is not, and the code is 1."""
    cli("budget", "export", file, "--language", language)
    first, before = without_first_row(file), file.read_bytes()
    told = cli("budget", "import", file, "--overwrite", "--language", language, *options)
    said = " ".join(told.stdout.split())
    assert (told.returncode, file.read_bytes()) == (1, before)
    assert first.split()[0] in said
    assert wording(language).message("workbook.command.gone", {"count": 1}) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_unknown_side_is_refused(cli: Cli, file: Path, language: Language) -> None:
    """The message names what this command takes, which is not what the one for papers takes."""
    told = cli("budget", "import", file, "--take", "paper", "--language", language)
    allowed = {"name": "paper", "allowed": ["workbook", "file"]}
    assert told.returncode == 2
    assert wording(language).message("cli.complaint.unknown-side", allowed) in told.stderr


def test_a_row_that_is_gone_is_deleted_when_somebody_says_so(
    cli: Cli, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked, or by an option; programs are told what is not found, and what is deleted."""
    cli("budget", "export", file)
    first, before = without_first_row(file), file.read_bytes()
    told = cli("budget", "import", file, "--overwrite", "--json")
    said = json.loads(told.stdout)
    assert (told.returncode, said["account"]["whole"], said["account"]["not_found"]) == (1, False, 7)
    assert [row["file"]["description"] for row in said["missing"]] == [first]
    assert (said["changes"], file.read_bytes()) == ([], before)
    monkeypatch.setattr(sys, "stdin", io.StringIO("k\n"))
    assert cli("budget", "import", file, "--overwrite").returncode == 1
    assert gone(file) != first
    file.write_bytes(before)
    told = cli("budget", "import", file, "--overwrite", "--json", "--take", "workbook")
    (change,) = json.loads(told.stdout)["changes"]
    assert (change["path"], change["before"]["description"], change["after"]) == (
        "budget.items[0]",
        first,
        None,
    )
    assert gone(file) != first


def gone(file: Path) -> str:
    """Return the description of the first cost of a file."""
    return hakemus.load(file).budget.items[0].description or ""


def test_faults_are_told_with_their_cells(cli: Cli, file: Path) -> None:
    """All at once, and the file stays."""
    cli("budget", "export", file)
    change(file.with_name("budget.xlsx"), G11="viisi", A12="Juhlat")
    before = file.read_bytes()
    told = cli("budget", "import", file, "--overwrite")
    assert told.returncode == 2
    assert "Kustannukset!G11" in told.stderr
    assert "Kustannukset!A12" in told.stderr
    assert file.read_bytes() == before


def test_json_is_written_too(cli: Cli, tmp_path: Path) -> None:
    """A JSON file gets the workbook's budget; all else keeps its order, and numbers their digits."""
    text = (
        '{"project": {"name": "Kylä"}, "schema_version": 1, "date": "2024-03-01", "budget": {"financing": '
        '{"leader_support": 100.10}, "items": [{"description": "Luento", "amount": 300.00}]}, "plan": {"need": "x"}}'
    )
    path = tmp_path / "application.json"
    path.write_text(text, encoding="utf-8")
    assert cli("budget", "export", path, "out.xlsx").returncode == 0
    book = openpyxl.load_workbook(tmp_path / "out.xlsx")
    book.worksheets[0]["G8"], book.worksheets[0]["B8"] = 45.5, "Tila"
    book.save(tmp_path / "out.xlsx")

    told = cli("budget", "import", path, "out.xlsx", "--overwrite")

    assert told.returncode == 0, told.stderr
    written = path.read_text(encoding="utf-8")
    assert list(json.loads(written)) == ["project", "schema_version", "date", "budget", "plan"]
    assert [item.amount for item in hakemus.load(path).budget.items] == [Decimal("300.00"), Decimal("45.5")]
    assert "300.00" in written
    assert "100.10" in written


@pytest.mark.parametrize("out", [(), ("--out", "new.toml")])
def test_a_file_that_somebody_changes_meanwhile_is_not_written_over(
    cli: Cli, file: Path, out: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between its first reading and its second; nor is another made of half of each."""
    assert cli("budget", "export", file).returncode == 0
    change(file.with_name("budget.xlsx"), G11="5 000,00 €")
    theirs = file.read_text(encoding="utf-8").replace("amount = ", "amount =  ")
    load = hakemus.load

    def changed_first(path: Path) -> hakemus.Application:
        file.write_text(theirs, encoding="utf-8")
        return load(path)

    monkeypatch.setattr(hakemus, "load", changed_first)
    told = cli("budget", "import", file, "--overwrite", *out, "--json")
    assert told.returncode == 2
    assert json.loads(told.stdout)["error"]["kind"] == "file"
    assert file.read_text(encoding="utf-8") == theirs
    assert not file.with_name("new.toml").exists()
