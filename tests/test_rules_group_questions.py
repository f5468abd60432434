"""What is reported about the answers to a group's own questions: their values, and no more of a text than fits."""

from datetime import date
from typing import Any

import pytest

from hakemus import Application, Finding, LeaderGroup
from hakemus.programme import open_programme
from hakemus.rules import Case, check_case

DAY = date(2024, 3, 13)
GROUP = LeaderGroup.from_mapping(
    {
        "name": {"fi": "Esimerkki ry"},
        "questions": [
            {"key": "idea", "label": {"fi": "Idea"}, "kind": "line", "longest": 5},
            {"key": "hours", "label": {"fi": "Tunnit"}, "kind": "number"},
            {
                "key": "origin",
                "label": {"fi": "Mistä"},
                "kind": "choice",
                "choices": [{"key": "village", "label": {"fi": "kylältä"}}],
            },
        ],
    }
)


def found(question: str | None, answer: str) -> Finding:
    """Return what is found of the only answer."""
    given: dict[str, Any] = {"question": question, "answer": answer}
    report = check_case(Case(Application(date=DAY, group_answers=[given]), open_programme(), DAY, GROUP))
    (finding,) = (one for one in report.findings if one.id.startswith("group-question."))
    for language in ("fi", "sv", "en"):
        assert finding.explain(language)
    return finding


def test_a_text_that_is_too_long_is_told_with_both_lengths() -> None:
    """How long the answer is and how long it may be; the answer itself is not repeated."""
    finding = found("idea", "Kuusi!")

    label = finding.values["question"]
    assert (finding.severity, finding.variant, label.text("fi")) == ("warning", "longest", "Idea")
    assert finding.values == {"question": label, "found": 6, "longest": 5}


def test_an_answer_that_is_no_choice_is_told_with_the_choices() -> None:
    """The answer, and what may be chosen."""
    finding = found("origin", "muualta")

    assert (finding.variant, finding.values["given"]) == ("choice", "muualta")
    assert [choice.text("fi") for choice in finding.values["choices"]] == ["kylältä"]


def test_a_number_that_can_be_read_in_two_ways_is_told_with_both() -> None:
    """The two numbers that it could be."""
    finding = found("hours", "5.000")

    assert (finding.variant, finding.values["given"]) == ("two-ways", "5.000")
    assert finding.values["readings"] == "5000 / 5,000"
    assert "5000 / 5,000" in finding.message("fi")


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("kaksi \u00a0 tai  kolme", "kaksi tai kolme"),
        ("a" * 60, "a" * 60),
        ("a" * 61, "a" * 59 + "…"),
    ],
)
def test_an_answer_is_told_on_one_line_that_fits(answer: str, shown: str) -> None:
    """Blanks and breaks become one blank, and what is longer than sixty characters is cut."""
    finding = found("hours", answer)

    assert finding.variant == "number"
    assert finding.values == {"question": finding.values["question"], "given": shown}


@pytest.mark.parametrize(("question", "given"), [("Muuta?", "Muuta?"), (None, "")])
def test_an_answer_to_no_question_is_told_by_what_it_says_it_answers(
    question: str | None, given: str
) -> None:
    """The question as the application has it, or nothing."""
    finding = found(question, "Ei mitään.")

    assert (finding.severity, finding.variant, finding.values) == ("note", "unasked", {"given": given})
    assert finding.path == "group_answers[0].question"
