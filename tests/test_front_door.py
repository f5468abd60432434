"""The front door: every name is there, and none costs anything before it is asked for."""

import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import hakemus
from hakemus import errors
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
    assert raised - {"TemplateProblem", "Message"} <= set(hakemus.__all__)
