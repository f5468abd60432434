"""What the tests share: the examples as applications, and every paper that can be made of them."""

import os
import shutil
import signal
import sys
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import hakemus
from hakemus.desk import check_group
from hakemus.group import LeaderGroup
from hakemus.packaged import packaged_folder
from hakemus.papers import PAPERS, Paper, papers_with

EXAMPLES = packaged_folder("examples")
LAW_OF_RECORD = date(2024, 3, 1)

# How long an example takes, and to be drawn, is the machine's: a busy one fails no test.
settings.register_profile("hakemus", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hakemus")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden outlines be written anew: `pytest --update-golden`."""
    parser.addoption("--update-golden", action="store_true", help="write the golden outlines anew")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long random runs to `make fuzz`."""
    if "fuzz" in str(config.option.markexpr):
        return
    fuzz = [item for item in items if item.get_closest_marker("fuzz")]
    config.hook.pytest_deselected(items=fuzz)
    items[:] = [item for item in items if item not in fuzz]


@pytest.fixture(autouse=True, scope="session")
def _heed_ctrl_c() -> None:
    """A shell starts what runs in its background deaf to Ctrl-C, and every program that the tests start with it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(name="record_text", scope="session")
def _record_text() -> str:
    return (EXAMPLES / "290170" / "record.txt").read_text(encoding="utf-8")


@pytest.fixture(name="registered", scope="session")
def _registered(record_text: str) -> hakemus.Application:
    """Return project 290170 as the register states it."""
    return hakemus.read_record(record_text).to_application()


@pytest.fixture(name="complete", scope="session")
def _complete() -> hakemus.Application:
    """Return the complete application for preparatory funding."""
    return hakemus.load(EXAMPLES / "preparatory-funding" / "application.toml")


@pytest.fixture(name="budgeted", scope="session")
def _budgeted() -> hakemus.Application:
    """Return the cooperation project with a three-year budget."""
    return hakemus.load(EXAMPLES / "cooperation-project" / "application.toml")


@pytest.fixture(name="cooperating", scope="session")
def _cooperating() -> hakemus.Application:
    """Return the cooperation project with a cooperation agreement."""
    return hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")


@pytest.fixture(name="ended", scope="session")
def _ended() -> hakemus.Application:
    """Return the preparatory project whose idea failed, with its report."""
    return hakemus.load(EXAMPLES / "preparatory-funding-ended" / "application.toml")


@pytest.fixture(name="filling", scope="session")
def _filling(
    complete: hakemus.Application,
    budgeted: hakemus.Application,
    cooperating: hakemus.Application,
    ended: hakemus.Application,
) -> Callable[[str], hakemus.Application]:
    """Return the way from a document to the application that fills it."""
    of_money = dict.fromkeys(("cost-estimate", "in-kind-estimate", "price-comparison"), budgeted)
    others = {**of_money, "cooperation-agreement": cooperating, "preparation-report": ended}
    return lambda document: others.get(document, complete)


@pytest.fixture(name="few_papers")
def _few_papers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the check of a group's folder look at three papers only, which are enough to show what is found.

    It makes every paper of every example. That it does is shown by a new folder, by Mallimaa and by the example
    groups that are real.
    """
    left_out = {paper.key for paper in PAPERS} - {"application", "project-plan", "board-statement"}

    def few(group: LeaderGroup | None = None) -> list[Paper]:
        return [paper for paper in papers_with(group) if paper.key not in left_out]

    monkeypatch.setattr(sys.modules[check_group.__module__], "papers_with", few)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test that is skipped where all that tests need must be there: no run passes by leaving some out."""
    report = yield
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("HAKEMUS_TOOLS_REQUIRED"):
        report.outcome, report.longrepr = "failed", f"not run: {report.longrepr}"
    return report


@pytest.fixture(name="needs_tool")
def _needs_tool() -> Callable[[str], str]:
    """Return a check that a program is there: without it, the test is skipped."""

    def needs(program: str) -> str:
        found = shutil.which(program)
        if found is None:
            pytest.skip(f"{program} is not installed")
        return found

    return needs


@pytest.fixture(name="golden")
def _golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Return a comparison of a text with its golden file."""

    def compare(name: str, text: str) -> None:
        path = Path(__file__).parent / "golden" / name
        if request.config.getoption("--update-golden"):
            path.write_text(text, encoding="utf-8")
        assert path.exists(), f"{path.name} is missing: run pytest --update-golden and look at it"
        assert text == path.read_text(encoding="utf-8"), (
            f"{path.name} differs: look, then run pytest --update-golden"
        )

    return compare
