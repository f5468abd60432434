"""`hakemus new --ask`: questions and answers, by a person at a terminal and by a script."""

import io
import json
import os
import select
import signal
import sys
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from rich.console import Console

import hakemus
from hakemus.cli.interview import Asker, interview
from hakemus.cli.session import Session, SpokenLanguage
from hakemus.files import blank_application, blank_file, known_measure
from hakemus.files.asked import asked_for
from hakemus.files.commented import FieldGuide
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.reading import parse_toml
from hakemus.texts import LANGUAGES, Language, wording

EXAMPLES = packaged_folder("examples")
MALLIMAA = EXAMPLES / "groups" / "mallimaa"

Cli = Callable[..., CompletedProcess[str]]
Answer = Callable[..., CompletedProcess[str]]


@pytest.fixture(name="answer")
def _answer(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Return a function that runs `hakemus new --ask` with lines to be read as answers."""

    def run(lines: list[str], *arguments: object) -> CompletedProcess[str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in lines)))
        return cli("new", "--ask", *arguments)

    return run


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_become_an_application(answer: Answer, tmp_path: Path, language: Language) -> None:
    """Choices go by number, days and words as people write them; what is left is skipped."""
    yes = wording(language).yes_no(True)
    told = answer(
        ["9", "1.3.2026", "Silmu", "", yes[0], "-", "Katto", "-", "Kylä ry", "1572860-0"],
        "--language",
        language,
    )
    application = hakemus.load(tmp_path / "application.toml")

    assert told.returncode == 0
    assert application.language == language
    assert application.classification.measure == "investment"
    assert application.date == date(2026, 3, 1)
    assert application.leader_group == "Silmu"
    assert application.classification.is_leader_project is True
    assert application.project.name == "Katto"
    assert (application.applicant.name, application.applicant.business_id) == ("Kylä ry", "1572860-0")


@pytest.mark.parametrize("measure", open_programme().vocabulary("measure").keys)
def test_whoever_answers_nothing_gets_the_blank_file(answer: Answer, tmp_path: Path, measure: str) -> None:
    """Of every measure, an interview without an answer ends in what `hakemus new` makes."""
    answer([], measure, "--on", "2026-03-01")

    blank = hakemus.load(parse_toml(blank_file(measure, "fi", on=date(2026, 3, 1)), "blank.toml"))
    assert hakemus.load(tmp_path / "application.toml") == blank


def test_a_small_project_is_asked_no_more_than_the_law_asks(answer: Answer) -> None:
    """Not what only guides and the public register ask, and of the plan only the decree's own list."""
    told = answer([""] * 200, "small-project", "--on", "2026-03-01").stderr
    words = wording("fi")
    asked = (
        "plan.resources",
        "plan.results",
        "plan.allocation_bases",
        "budget.cost_reasons",
        "contact_person.name",
    )
    assert [path for path in asked if f"\n{words.term(path)}\n" not in told] == []
    unasked = (
        "plan.risks",
        "plan.income",
        "plan.communication",
        "classification.programme",
        "applicant.iban",
    )
    assert [path for path in unasked if f"\n{words.term(path)}\n" in told] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_of_the_file_is_asked(answer: Answer, language: Language) -> None:
    """Each field that is alone in the blank file is asked by its term, but for what is known already."""
    told = answer([""] * 200, "small-project", "--all", "--on", "2026-03-01", "--language", language)
    application, words = hakemus.Application(), wording(language)
    asked = {
        "leader_group",
        *(f"plan.{name}" for name, value in application.plan if not isinstance(value, tuple)),
        *(f"contact_person.{name}" for name, _ in application.contact_person),
    }

    text = " ".join(told.stderr.split())
    assert [path for path in sorted(asked) if words.term(path) not in text] == []
    assert words.term("classification.measure") not in text.split(words.term("leader_group"))[0]


def test_long_text_and_lists(answer: Answer, tmp_path: Path) -> None:
    """A text ends at a line with a full stop; a list goes on as long as one more is wanted."""
    lines = [
        *("", "-", "Nimi", "", "", "Ensimmäinen kappale.", "", "- kohta", ".", "-"),
        *["-"] * 6,
    ]
    answer(lines, "investment", "--on", "2026-03-01")

    application = hakemus.load(tmp_path / "application.toml")
    assert application.project.public_description == "Ensimmäinen kappale.\n\n- kohta"


def by_term(answers: dict[str, list[str]], measure: str = "investment") -> hakemus.Application:
    """Return the application of an interview in which each question is answered by the term it begins with."""
    told, left = io.StringIO(), {term: list(given) for term, given in answers.items()}

    def read(_prompt: str) -> str:
        term = told.getvalue().rstrip().split("\n\n")[-1].splitlines()[0]
        given = left.get(term, [])
        return given.pop(0) if given else ""

    console = Console(file=told, width=1000)
    asker = Asker(Session(SpokenLanguage("fi"), console, console), "fi", read)
    law, day = open_programme(), date(2026, 3, 1)
    blank = blank_application(known_measure(measure, law), "fi", day)
    guide = FieldGuide(wording("fi"), law, asked_for(law.measure(measure), law, day))
    application = interview(asker, guide, blank, blank)
    assert not any(left.values())
    return application


def test_costs_are_asked_in_one_way_only() -> None:
    """Whoever gives quantity and unit price is not asked for the amount, and the other way round."""
    words = wording("fi")
    terms = {name: words.term(f"budget.items.{name}") for name in ("description", "quantity", "unit_price")}
    (amount,) = {words.term("budget.items.amount")}
    one, more = (
        f"{words.message(f'ask.{key}', {'term': words.term('budget.items')})} (kyllä/ei)"
        for key in ("one", "one-more")
    )
    application = by_term(
        {
            one: ["k"],
            more: ["kyllä", "e"],
            terms["description"]: ["Laudat", "Työ"],
            terms["quantity"]: ["10", ""],
            terms["unit_price"]: ["12,50"],
            amount: ["1 250,00"],
        }
    )

    assert [(item.description, item.unit_price, item.amount) for item in application.budget.items] == [
        ("Laudat", Decimal("12.50"), None),
        ("Työ", None, Decimal("1250.00")),
    ]


def test_support_is_asked_as_amount_or_as_rate() -> None:
    """Whoever gives the amount is not asked for the rate."""
    words = wording("fi")
    amount, rate = (words.term(f"budget.financing.{name}") for name in ("leader_support", "support_rate"))

    assert by_term({amount: ["5 000 €"]}).budget.financing.leader_support == Decimal(5000)
    assert by_term({rate: ["50 %"]}).budget.financing.support_rate == Decimal(50)
    with pytest.raises(AssertionError):
        by_term({amount: ["5 000"], rate: ["50"]})


def test_an_answer_that_is_none_stops_a_script(answer: Answer, tmp_path: Path) -> None:
    """The line, the question and the reason are reported, and nothing is written."""
    told = answer(["", "-", "-", "Kylä ry", "1234567-8"], "investment", "--on", "2026-03-01")

    assert told.returncode == 2
    assert wording("fi").term("applicant.business_id") in told.stderr
    assert "1234567-8" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_byte_that_is_no_letter_is_refused(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer in another encoding is reported by its line, and no letter of it is lost silently."""
    monkeypatch.setattr(
        sys, "stdin", io.TextIOWrapper(io.BytesIO(b"1.3.2026\nSil\xe4mu\n"), "utf-8", "strict")
    )
    told = cli("new", "investment", "--ask")

    assert told.returncode == 2
    assert "U+DCE4" in told.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_refused_answer_is_json(answer: Answer) -> None:
    """A program that asks with `--json` gets the error so."""
    told = answer(["31.2.2026"], "investment", "--json")

    error = json.loads(told.stdout)["error"]
    assert (error["kind"], error["line"]) == ("answer", 1)


def test_a_day_before_the_programme_is_refused(answer: Answer) -> None:
    """The law of the day decides what is asked, so there must be one."""
    told = answer(["1.1.2020"], "investment")

    assert told.returncode == 2
    assert "6.4.2023" in told.stderr


def test_what_stands_already_is_kept_by_an_empty_answer(answer: Answer, tmp_path: Path) -> None:
    """With `--from`, an answer replaces what is there, and no answer keeps it."""
    earlier = hakemus.load(EXAMPLES / "investment" / "application.toml")
    told = answer(
        ["1.3.2026", "Toinen ryhmä", *[""] * 20], "--from", EXAMPLES / "investment" / "application.toml"
    )
    new = hakemus.load(tmp_path / "application.toml")

    assert (new.leader_group, new.applicant) == ("Toinen ryhmä", earlier.applicant)
    assert wording("fi").message("ask.current", {"current": earlier.applicant.name}) in told.stderr
    assert "(date)" not in told.stdout, "the day was answered, so it is not told as left empty"
    assert "(project.end_date)" in told.stdout


def test_a_groups_questions_are_asked_last(answer: Answer, tmp_path: Path) -> None:
    """An answer that the group would not take is refused with its reason."""
    group = hakemus.LeaderGroup.open(MALLIMAA)
    told = answer([""] * 200, "investment", "--group", MALLIMAA, "--on", "2026-03-01", "--out", "a.toml")
    (number,) = [one for one in group.questions if one.kind == "number"]
    assert hakemus.load(tmp_path / "a.toml").leader_group == group.name.fi
    assert number.label.text("fi") in told.stderr


def test_a_file_in_the_way_is_told_before_the_first_question(answer: Answer, tmp_path: Path) -> None:
    """Nobody answers for nothing."""
    (tmp_path / "application.toml").write_text("oma", encoding="utf-8")
    told = answer(["1"])

    assert told.returncode == 2
    assert wording("fi").message("cli.new.name") not in told.stderr
    assert (tmp_path / "application.toml").read_text(encoding="utf-8") == "oma"


def test_nothing_is_asked_after_the_last_answer(answer: Answer) -> None:
    """Where the input has ended, the rest of the questions is not shown."""
    told = answer(["1.3.2026", "Silmu"], "investment")

    assert wording("fi").term("leader_group") in told.stderr
    assert wording("fi").term("project.name") not in told.stderr


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_is_not_told_how_a_file_says_yes(answer: Answer, language: Language) -> None:
    """Whoever is asked for yes or no sees yes and no as the choices, as in the Word form."""
    told = answer([""] * 200, "company-group", "--language", language)

    assert wording(language).message("form.guidance.classification.is_leader_project") in told.stderr
    assert "true" not in told.stderr


def test_a_boards_file_is_not_asked_for(answer: Answer) -> None:
    """It is said that the option is for applications."""
    told = answer([], "meeting")

    assert told.returncode == 2
    assert wording("fi").message("ask.only-applications", {"name": "meeting"}) in " ".join(
        told.stderr.split()
    )


def test_without_a_measure_there_is_nothing_to_ask(answer: Answer, tmp_path: Path) -> None:
    """An input that ends before the support form is chosen makes no file."""
    assert answer([]).returncode == 2
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
@pytest.mark.parametrize(
    ("keys", "code", "written"), [(b"\x03", 130, False), (b"\x04", 0, True)], ids=["Ctrl-C", "Ctrl-D"]
)
def test_at_a_terminal(tmp_path: Path, keys: bytes, code: int, written: bool) -> None:
    """A wrong answer is asked again; Ctrl-C leaves nothing behind, and the end of the input leaves the rest empty."""
    typed = [b"99\n", b"9\n", b"1.3.2026\n", b"Silmu\n", keys]
    out, status = _at_terminal(tmp_path, typed, "new", "--ask", "--language", "sv")

    assert out.count("99") >= 2
    assert status == code
    assert f"> {wording('sv').message('cli.written')}" not in out
    assert [path.name for path in tmp_path.iterdir()] == (["application.toml"] if written else [])
    if written:
        assert hakemus.load(tmp_path / "application.toml").leader_group == "Silmu"


def _at_terminal(folder: Path, typed: list[bytes], *arguments: str) -> tuple[str, int]:
    """Run the program at a pseudo-terminal, type each line when it waits, and return what it showed and its code."""
    import pty  # noqa: PLC0415 - not on every system

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        os.chdir(folder)
        os.execv(sys.executable, [sys.executable, "-m", "hakemus", *arguments])  # noqa: S606
    shown, end = b"", time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([terminal], [], [], 0.1)
        try:
            shown += os.read(terminal, 65536) if ready else b""
        except OSError:
            break
        if typed and not ready and shown.endswith(b"> "):
            shown += b" "
            os.write(terminal, typed.pop(0))
    else:
        os.kill(child, signal.SIGKILL)
    return shown.decode("utf-8", "replace"), os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
