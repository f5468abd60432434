"""The front door: every name is there, and none costs anything before it is asked for."""

import copy
import inspect
import pickle
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable
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
HEAVY = ("babel", "docx", "docxtpl", "hakemus.assembly", "hakemus.word", "jinja2", "lxml")


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
    rows = re.findall(
        r"^\| `([a-z ]+)` \| (.+) \|$", page.partition("## The same from a program")[2], re.MULTILINE
    )
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
