"""A report in a window of any width, in colour or without."""

import io
import re
from dataclasses import replace
from datetime import date

import pytest
from rich.console import Console

import hakemus
from hakemus.cli.checking import show_report
from hakemus.cli.session import Screen
from hakemus.findings import alike
from hakemus.texts import LANGUAGES, Language, wording

DAY = date(2024, 3, 1)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_of_a_report_is_cut(registered: hakemus.Application, language: Language, width: int) -> None:
    """In any window, every word of every finding is whole, amounts and paths too, and the lines fit."""
    report = hakemus.check(registered, on=DAY)
    where = Screen(Console(file=io.StringIO(), width=width))

    show_report(where, report, wording(language))

    assert isinstance(where.file, io.StringIO)
    printed = where.file.getvalue()
    words = words_of(printed)
    for told in alike(report.findings):
        assert words_of(told.message(language)) <= words
        assert words.issuperset(told.paths)
    longest = max(len(word) for word in words)
    assert [line for line in printed.splitlines() if len(line) > max(width, longest)] == []


def words_of(text: str) -> set[str]:
    """Return the words of a text; a non-breaking blank is within a word."""
    return set(re.split("[ \n]+", text.strip()))


def test_in_a_terminal_the_words_stay(registered: hakemus.Application) -> None:
    """Colour only adds to the words: with it taken away the same text is left."""
    report = hakemus.check(registered, on=DAY)
    plain = Screen(Console(file=io.StringIO(), width=80))
    coloured = Screen(
        Console(file=io.StringIO(), width=80, force_terminal=True, no_color=True, legacy_windows=False)
    )
    for where in (plain, coloured):
        show_report(where, report, wording("fi"))

    texts = [where.file.getvalue() for where in (plain, coloured) if isinstance(where.file, io.StringIO)]
    assert "\x1b[" in texts[1]
    assert words_of(re.sub(r"\x1b\[[0-9;]*m", "", texts[1])) == words_of(texts[0])


def test_a_line_of_totals_says_how_many(registered: hakemus.Application) -> None:
    """A report without findings has nothing to remark on, and still its totals."""
    report = replace(hakemus.check(registered, on=DAY), findings=())
    where = Screen(Console(file=io.StringIO(), width=80))

    show_report(where, report, wording("en"))

    assert isinstance(where.file, io.StringIO)
    lines = [wording("en").message("cli.check.none"), "", report.summary("en")]
    assert where.file.getvalue().splitlines() == lines
