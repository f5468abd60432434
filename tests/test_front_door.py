"""The front door: every name is there, and none costs anything before it is asked for."""

import copy
import inspect
import pickle
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus import errors
from hakemus.cli.app import PROGRAM
from hakemus.cli.command import Family
from hakemus.packaged import packaged_folder

COMPLETE = packaged_folder("examples") / "preparatory-funding" / "application.toml"
OF_FEW_PAPERS = (
    "difflib", "hakemus.desk.in_words", "hakemus.group.conditions", "hakemus.papers.kit", "hakemus.pdf",
    "hakemus.slips", "openpyxl", "rich.markdown", "rich.progress", "rich.syntax", "rich.traceback",
)  # fmt: skip
"""What a paper without a Leader group, or without PDF, does without: a group's classes all build on its conditions."""
HEAVY = (
    "babel", "docx", "docxtpl", "hakemus.assembly", "hakemus.word", "jinja2", "lxml", "rich.prompt", "tomlkit",
    *OF_FEW_PAPERS,
)  # fmt: skip


def loaded_after(statement: str) -> set[str]:
    """Return which of the heavy modules a statement imports, in a process of its own."""
    script = f"import sys\n{statement}\nprint('\\n' + ' '.join(sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603
    return set(HEAVY) & set(told.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("name", hakemus.__all__)
def test_every_public_name_is_there(name: str) -> None:
    """It is found, is listed, and is the same each time."""
    assert getattr(hakemus, name) is getattr(hakemus, name)
    assert name in dir(hakemus)


def test_a_shell_offers_the_front_door_and_no_more() -> None:
    """The bare engine too; rooms that were imported are not among it."""
    assert set(dir(hakemus)) == {*hakemus.__all__, "word"}


def test_a_name_that_is_not_there_is_an_error() -> None:
    """As of any module."""
    with pytest.raises(AttributeError, match="nothing_like_it"):
        _ = hakemus.nothing_like_it  # type: ignore[attr-defined]


def test_importing_the_library_imports_nothing_heavy() -> None:
    """Neither Word nor languages are there before a name is asked for."""
    assert loaded_after("import hakemus") == set()


def test_help_and_complaints_need_nothing_heavy() -> None:
    """The help of the program, and of a command, come at once."""
    help_ = "from hakemus.cli import main\nmain(['--help'], {})\nmain(['papers', '--help'], {})"
    assert loaded_after(help_) == set()


def test_a_check_needs_nothing_of_word() -> None:
    """Whoever only checks doesn't wait for what prints."""
    values = {"schema_version": 1, "date": "2024-03-01", "project": {"name": "Kylätalon katto"}}
    checked = f"import hakemus\nprint(hakemus.check(hakemus.load({values})).to_text('en'))"
    assert loaded_after(checked) == set()
    command = f"from hakemus.cli import main\nmain(['check', {str(COMPLETE)!r}], {{}})"
    assert loaded_after(command) == set()


def test_a_paper_needs_nothing_of_a_group_or_of_pdf(tmp_path: Path) -> None:
    """Where neither is asked for, nobody waits for the classes of a group's folder, nor for what starts LibreOffice."""
    command = ["render", str(COMPLETE), "hyrra-sheet", "--out", str(tmp_path / "sheet.docx")]
    loaded = loaded_after(f"from hakemus.cli import main\nassert not main({command}, {{}})")
    assert loaded.isdisjoint(OF_FEW_PAPERS)


def test_a_type_that_a_verb_names_is_looked_for_when_it_is_given() -> None:
    """Of a group, say, which is imported for type checkers only; what isn't given is not looked at."""
    check = "hakemus.check(hakemus.Application(), on=datetime.date(2026, 3, 1), group="
    nothing = (
        f"import datetime, hakemus, sys\n{check}None)\nassert 'hakemus.group.conditions' not in sys.modules"
    )
    refused = f"try: {check}3)\nexcept hakemus.ArgumentError: pass"
    assert "hakemus.group.conditions" in loaded_after(f"{nothing}\n{refused}")


def test_a_name_brings_its_room() -> None:
    """What is asked for is there, with all that it depends on."""
    assert "hakemus.assembly" in loaded_after("import hakemus\nhakemus.render")


@pytest.mark.parametrize("listing", [hakemus.list_documents, hakemus.list_rules])
def test_a_listing_of_nothing_known_is_refused(listing: Callable[[Any], object]) -> None:
    """Neither an empty list nor another one stands for it."""
    with pytest.raises(hakemus.UnknownNameError, match="application, assessment, meeting"):
        listing("aplication")


def test_every_error_of_the_library_is_at_the_front_door() -> None:
    """What a verb raises can be caught without another import."""
    raised = {
        name for name, value in vars(errors).items() if str(value).startswith("<class 'hakemus.errors.")
    }
    assert raised - {"TemplateProblem", "Message", "verb"} <= set(hakemus.__all__)


VERBS = [name for name in hakemus.__all__ if inspect.isfunction(getattr(hakemus, name)) and name != "wording"]


@pytest.mark.parametrize("name", VERBS)
def test_a_wrong_argument_is_answered_in_words(name: str) -> None:
    """Of every verb and each of its arguments: which one it is, what was given, and what it takes."""
    verb = getattr(hakemus, name)
    for argument in inspect.signature(verb).parameters:
        with pytest.raises(
            hakemus.ArgumentError, match=f"^{name}: {argument} is of the type object; "
        ) as raised:
            verb(**{argument: object()})
        assert argument in raised.value.message("fi")


WRONG: tuple[Any, ...] = (
    [3], [None], [object()], [b"x"], [[]], [{}], [""], ["x"], [True], (None,), ("x", 3), {3: b"x"}, {"a": 3},
    {"a": "x"}, {"a": None}, {"a": {}}, {"": b""}, {"a": b"x"}, {}, [], (), "", "\0", "\ud800", "x" * 5_000,
    "no/file.docx", b"", b"x", 3, -1, 1.5, Decimal(1), True, None, date.max, date.min,
    datetime(2026, 1, 1, tzinfo=UTC), Path(), Path("\0"), Path("x" * 5_000), object(),
)  # fmt: skip
"""Of another type, of another type inside, or nothing that makes sense."""
SOUND = {
    "int": 1, "bool": True, "Application": hakemus.Application(), "date": date(2026, 3, 1), "Mapping": {},
    "bytes": b"x", "Path": Path("nowhere"), "Sequence": (), "Iterable": (), "str": "x", "LeaderGroup": None,
}  # fmt: skip


def sound_for(parameter: inspect.Parameter) -> Any:
    """Return something of the type that an argument must have."""
    named = {"name": "cost-estimate", "language": "fi", "measure": "small-project"}
    kind = str(parameter.annotation)
    found = (value for name, value in SOUND.items() if re.search(rf"\b{name}\b", kind))
    return named.get(parameter.name, next(found, None))


@pytest.mark.parametrize("name", VERBS)
def test_nothing_that_is_given_to_a_verb_ends_in_an_error_of_python(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an argument is, also inside of a list or mapping, it is taken, or refused in the library's own words."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # without LibreOffice, which takes seconds
    verb = getattr(hakemus, name)
    parameters = inspect.signature(verb).parameters
    needed = {one.name: sound_for(one) for one in parameters.values() if one.default is one.empty}
    needed |= {"draft": True} if "draft" in parameters else {}
    needed |= {"on": date(2026, 3, 1)} if "on" in parameters else {}
    needed |= {"folder": Path("nowhere")} if "folder" in parameters else {}
    said = set()
    for argument, parameter in parameters.items():
        for wrong in (*WRONG, (one for one in [3])):
            if wrong is not None or parameter.default is not None:
                try:
                    verb(**{**needed, argument: wrong})
                except hakemus.HakemusError as error:
                    said.add(error.message("sv"))
    assert "" not in said


def test_what_is_wrong_inside_of_an_argument_is_named() -> None:
    """By its type, and by the type that it must have."""
    verbs: Any = hakemus
    calls: tuple[tuple[Callable[[], object], str], ...] = (
        (
            lambda: verbs.to_pdfs({"a": "x"}),
            "papers is of the type dict[str]; it must be Mapping[str, bytes]",
        ),
        (
            lambda: verbs.check_changes([3]),
            "places is of the type list[int]; it must be Sequence[str | Path]",
        ),
        (
            lambda: verbs.render_many((one for one in "a"), "x"),
            "the type tuple[str]; it must be Iterable[Job]",
        ),
        (
            lambda: verbs.render(hakemus.Application(), None),
            "render: name is of the type NoneType; it must be str",
        ),
    )
    for call, said in calls:
        with pytest.raises(hakemus.ArgumentError, match=re.escape(said)):
            call()


def test_a_fault_in_python_is_not_answered_as_one_of_a_file() -> None:
    """Neither quotes nor headings are asked for, and nothing that may be given is not shown as a dash."""
    values: Any = {"name": 3, "address": "x", "is_leader_group": "maybe", "signatories": 1}
    with pytest.raises(hakemus.LoadError) as raised:
        hakemus.Applicant(**values)
    said = str(raised.value)
    assert {"Give a str.", "Give True or False.", "Give a tuple or a list."} <= {
        line.partition(". ")[2] for line in said.splitlines()
    }
    assert not re.search(r"heading|\[\[|quotes|TOML", said + raised.value.message("en"))
    with pytest.raises(hakemus.LoadError, match=r"name: is missing\. Add it\.$"):
        hakemus.LeaderGroup()  # type: ignore[call-arg]


def test_a_data_error_says_of_what_it_is(tmp_path: Path) -> None:
    """As a program may want to know."""
    file = tmp_path / "group.toml"
    file.write_text("name = 3", encoding="utf-8")
    with pytest.raises(hakemus.DataError) as raised:
        hakemus.LeaderGroup.read(file)
    assert raised.value.source == str(file)
    file.write_text("name = ", encoding="utf-8")
    with pytest.raises(hakemus.DataError) as raised:
        hakemus.LeaderGroup.read(file)
    assert raised.value.source == str(file)


def test_a_calendar_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """In the words of the library, and as the error of Python that it is."""
    monkeypatch.setitem(sys.modules, "icalendar", None)
    values = {"date": "2026-03-01", "project": {"start_date": "2026-05-01", "end_date": "2026-10-31"}}
    calendar = hakemus.calendar(hakemus.load(values))
    with pytest.raises(hakemus.ExtraMissingError, match=r"pip install \"hakemus\[calendar\]\"") as raised:
        calendar.to_ics()
    assert isinstance(raised.value, ImportError)
    assert "Installera det" in raised.value.message("sv")


def test_a_path_for_an_application_is_answered_with_how_to_read_it() -> None:
    """The mistake that everybody makes once."""
    check: Any = hakemus.check
    with pytest.raises(hakemus.ArgumentError, match=r"hakemus\.load\(path\)"):
        check("village.toml")
    with pytest.raises(TypeError, match="NoneType"):
        check(None)


def test_what_a_part_may_not_hold_is_refused_in_words() -> None:
    """Every fault at once, each with its path, what was found and what may be there, in any language."""
    values: Any = {"items": ({"amount": -1, "amuont": 2},), "cost_model": "xx y"}
    with pytest.raises(hakemus.LoadError) as raised:
        hakemus.Budget(**values)
    error = raised.value
    assert {fault.path for fault in error.faults} == {"items[0].amount", "items[0].amuont", "cost_model"}
    assert "Did you mean amount?" in str(error)
    assert "Menade du amount?" in error.message("sv")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (str(again), again.faults) == (str(error), error.faults)


def test_parts_are_copied_and_pickled_as_ever() -> None:
    """Whether they were made by a call, of values, or by a copy."""
    item = hakemus.CostItem(amount=Decimal("12.50"), category=hakemus.CostCategory.TRAVEL)
    assert pickle.loads(pickle.dumps(item)) == copy.deepcopy(item) == item  # noqa: S301 - our own
    assert hakemus.CostItem.model_validate(item.model_dump()) == item
    assert hakemus.Budget(items=(item,)).model_copy(update={"items": ()}) == hakemus.Budget()


def test_help_fits_three_screens() -> None:
    """It names every verb and type, the verbs first; a shell still completes all of them."""
    printed = pydoc.plain(pydoc.render_doc(hakemus))
    listed = set(re.findall(r"\w+", printed))
    assert len(printed.splitlines()) <= 150
    assert [name for name in hakemus.__all__ if name not in listed] == []
    assert printed.index("list_law") < printed.index("ApplicationDecision")
    assert "check" in dir(hakemus)


def test_every_command_is_a_verb() -> None:
    """The page of the command line says which; only the page and the shell's completion have none."""
    page = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `hakemus ([a-z ]+)` \|.*\|.*\| (.+) \|$", page, re.MULTILINE)
    verbs = {command: re.findall(r"`(\w+)`", cell) for command, cell in rows}
    commands = [words for words, one in PROGRAM.walk() if not isinstance(one, Family)]
    assert list(verbs) == commands
    assert [command for command, names in verbs.items() if not names] == ["open", "completion"]
    assert {name for names in verbs.values() for name in names} <= set(VERBS)


def test_a_saved_application_keeps_its_comments(tmp_path: Path) -> None:
    """Only what differs is written; nothing is replaced unasked."""
    application, file = hakemus.new_application("pienhanke", language="en"), tmp_path / "village.toml"
    hakemus.save(application, file)
    changed = application.model_copy(update={"leader_group": "Leader Mallimaa ry"})
    with pytest.raises(hakemus.FileError, match="exist"):
        hakemus.save(changed, file)
    before = file.read_text(encoding="utf-8")
    hakemus.save(changed, file, overwrite=True)
    assert hakemus.load(file) == changed
    assert before.count("##") == file.read_text(encoding="utf-8").count("##")
    hakemus.save(changed, tmp_path / "village.json")
    assert hakemus.load(tmp_path / "village.json") == changed


@pytest.mark.parametrize(
    "script", sorted(Path(__file__).parents[1].glob("docs/cookbook/*.py")), ids=lambda one: one.stem
)
def test_a_recipe_imports_only_the_front_door(script: Path) -> None:
    """So that it runs with the next version too."""
    assert "from hakemus" not in script.read_text(encoding="utf-8")
