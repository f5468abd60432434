"""The sheet for Hyrrä: every question with the exact answer and its length, the library's questions or a group's."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import hakemus
from hakemus import LeaderGroup
from hakemus.errors import DataError
from hakemus.group import HyrraQuestion
from hakemus.model import Application, CostModel
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.papers.hyrra_sheet import own_hyrra_questions
from hakemus.papers.shared import KINDS
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import outline, text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

QUESTIONS = [HyrraQuestion.model_validate(one) for one in own_hyrra_questions()]

NAME = "hyrra-sheet"
DAY = date(2025, 11, 17)


@pytest.fixture(name="project", scope="module")
def _project() -> Application:
    """Return the complete cooperation project."""
    return hakemus.load(packaged_folder("examples") / "cooperation-complete" / "application.toml")


def sheet(application: Application, language: str = "fi", **given: Any) -> str:
    """Return the text of the sheet, its blanks as they are but for those that do not break."""
    paper = hakemus.render(application, NAME, language=language, on=DAY, draft=True, **given)
    return text(paper).replace("\N{NO-BREAK SPACE}", " ")


OF_A_GROUP = ("counted.rate", "counted.office")
"""What only a group's data say."""


def group_asking(*questions: dict[str, Any], **settings: Any) -> LeaderGroup:
    """Return a group that asks these questions."""
    return LeaderGroup.from_mapping(
        {
            "name": {"fi": "Leader Mallimaa ry"},
            "hyrra_questions": list(questions),
            **settings,
        }
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_has_its_answer_and_length(project: Application, language: Language) -> None:
    """In the order of the data file, each under its heading, with the number of characters."""
    shown = sheet(project, language)
    position = 0
    for question in QUESTIONS:
        label = question.label.text(language)
        if question.answer[0] in ("plan.profitability", "classification.investment_kind", *OF_A_GROUP):
            assert (
                f"\n{label}\n" not in shown
            )  # asked of a business aid, of an investment, or said by a group's data
            continue
        position = shown.find(f"\n{label}\n", position)
        assert position >= 0, label
    need = project.plan.need
    assert need is not None
    length = wording(language).message("documents.hyrra-sheet.length", {"length": len(need)})
    assert f"{length}\n{need}\n" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_that_order_and_wording_are_ours(project: Application, language: Language) -> None:
    """With a group's own questions it says that they are the group's."""
    ours, theirs = (wording(language).message(f"documents.hyrra-sheet.{key}") for key in ("ours", "theirs"))
    group = group_asking({"label": {"fi": "Miksi?"}, "answer": ["plan.need"]})
    assert ours in sheet(project, language)
    assert theirs not in sheet(project, language)
    assert theirs in sheet(project, language, group=group)
    assert ours not in sheet(project, language, group=group)


def test_a_long_text_stands_as_it_was_typed(project: Application) -> None:
    """Hyphens and numbers of lists, blank lines: what is copied is what the applicant wrote, character by character."""
    objectives, assessment = project.plan.objectives, project.plan.assessment
    assert objectives is not None
    assert assessment is not None
    results = project.plan.results or ""
    answer = "\n\n".join(part.strip("\n") for part in (objectives, results, assessment))
    assert f"Merkkejä {len(answer)}.\n{answer}\n" in sheet(project)


def test_parts_lists_and_sums_are_lines(project: Application) -> None:
    """A person is a line, each partner is one with the role at its end, costs and financing are one a row."""
    shown = sheet(project)
    assert "\nAino Kuvitus, Puheenjohtaja, 040 000 0041, aino.kuvitus@kuvitelma.example\n" in shown
    assert "sirkka.mallikas@kunta.example: Järjestää kunnan kyydit samaan palveluun" in shown
    total = wording("fi").money(Decimal(67450)).replace("\N{NO-BREAK SPACE}", " ")
    assert shown.count(f"Yhteensä: {total}") == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_sums_of_an_inferred_base_say_so_beside_the_answer(project: Application, language: Language) -> None:
    """The caveat of the 40 % model is under costs and financing, and in neither answer; not of another model."""
    budget = project.budget.model_copy(update={"cost_model": CostModel.CALCULATED_40})
    law = open_programme().parameter("flat-rate.calculated-40-base").on(DAY)
    assert law.note is not None
    caveat = law.note.text(language)

    shown = sheet(project.model_copy(update={"budget": budget}), language)
    assert shown.count(caveat) == 2
    assert caveat not in sheet(project, language)


def test_what_is_not_answered_says_so() -> None:
    """Every question that all are asked stays, and none has a length of nothing; no sum is invented."""
    shown = sheet(Application())
    of_some = ("plan.aid_transfer", "plan.allocation_bases", "plan.profitability", *KINDS, *OF_A_GROUP)
    of_all = [one for one in QUESTIONS if one.answer[0] not in of_some]
    assert shown.count("Ei vastausta.") == len(of_all)
    assert "€" not in shown


def test_a_business_is_not_shown_what_only_projects_are_asked() -> None:
    """Questions on income, roles and earlier projects are gone without an answer; what its law asks stays."""
    shown = sheet(Application(classification={"measure": "business-transfer"}), "en")
    assert "Participants and their roles" not in shown
    assert "Estimate of the project's income" not in shown
    assert "Responsible person" not in shown
    assert "Concrete measures\nNo answer." in shown


def test_the_income_in_words_is_an_answer(project: Application) -> None:
    """The estimate of income is the plan's text, and the sum of the budget's rows where there are any."""
    assert project.plan.income is not None
    assert f"Arvio hankkeen tuloista\nMerkkejä {len(project.plan.income)}.\n{project.plan.income}" in sheet(
        project
    )


def test_the_sum_of_the_income_says_what_it_is() -> None:
    """An amount alone is no answer."""
    application = hakemus.load(
        {
            "schema_version": 1,
            "classification": {"measure": "cooperation-services"},
            "budget": {"income": [{"description": "Maksut", "amount": "120.50"}]},
        }
    )
    assert "\nYhteensä: 120,50 €" in sheet(application)


def test_a_groups_questions_take_the_place_of_ours(project: Application) -> None:
    """Its order, its words, its limit; nothing of the library's list is left."""
    group = group_asking(
        {"label": {"fi": "Riskit, kiitos"}, "answer": ["plan.risks"], "longest": 20},
        {"label": {"fi": "Rahat"}, "answer": ["counted.financing"]},
    )
    shown = sheet(project, group=group)
    assert shown.index("Riskit, kiitos") < shown.index("Rahat")
    assert "Miksi hanke tarvitaan" not in shown
    assert project.plan.risks is not None
    assert f"Merkkejä {len(project.plan.risks)}, enintään 20. Lyhennä vastausta." in shown


def test_a_limit_that_the_group_sets_for_a_field_is_told(project: Application) -> None:
    """Where one field alone is the answer, `longest_texts` holds for it; an answer within it is not complained of."""
    limit = {
        "from": date(2024, 1, 1),
        "field": "plan.need",
        "characters": 2000,
        "reference": {"title": "Ohje", "section": "pituudet", "address": "https://mallimaa.example"},
    }
    shown = sheet(project, group=group_asking(longest_texts=[limit]))
    assert "enintään 2 000." in shown
    assert "Lyhennä" not in shown


@pytest.mark.parametrize(
    ("answer", "path"),
    [
        (["plan.nedd"], "hyrra_questions[0].answer[0]"),
        (["counted.cost"], "hyrra_questions[0].answer[0]"),
        ([], "hyrra_questions[0].answer"),
    ],
)
def test_what_answers_no_question_is_refused(answer: list[str], path: str) -> None:
    """A misspelt field, or none, is reported with its place when the group is read."""
    with pytest.raises(DataError) as raised:
        group_asking({"label": {"fi": "Miksi?"}, "answer": answer})
    assert path in [fault.path for fault in raised.value.faults]


def test_a_group_keeps_its_questions_in_its_folder(project: Application, tmp_path: Path) -> None:
    """They stand in group.toml."""
    (tmp_path / "group.toml").write_text(
        'name = { fi = "Leader Mallimaa ry" }\n[[hyrra_questions]]\n'
        'label = { fi = "Kerro tarpeesta" }\nanswer = ["plan.need"]\n',
        encoding="utf-8",
    )
    assert "Kerro tarpeesta" in sheet(project, group=LeaderGroup.open(tmp_path))


def test_every_question_of_ours_has_three_languages_and_a_source() -> None:
    """The topics are those of Leader groups' guides; no length is stated, since none is known."""
    for question in QUESTIONS:
        assert set(question.label.languages) == set(LANGUAGES)
        assert question.source
        assert question.longest is None


def test_it_carries_no_data_and_is_for_ones_own_use(project: Application) -> None:
    """What is pasted is seen; nothing else is in the file."""
    assert document(NAME).for_own_use
    assert list(find_data(read_package(hakemus.render(project, NAME)))) == []


def test_questions_without_an_answer_are_not_all_on_one_page() -> None:
    """What says that there is no answer is not kept with the next question: a chain of them would leave pages empty."""
    paper = hakemus.render(Application(), NAME, language="en", on=DAY, draft=True)
    assert "[Body Text] No answer." in outline(paper)
    assert "[Intro] No answer." not in outline(paper)


def test_it_says_the_groups_rate_and_office(project: Application) -> None:
    """As the group's data say of this project."""
    source = {
        "from": "2023-01-01",
        "reference": {"title": "t", "section": "s", "address": "https://a.example/"},
    }
    group = group_asking(
        rates=[{**source, "percent": "85"}], offices=[{**source, "name": {"fi": "Mallimaan ELY-keskus"}}]
    )
    shown = text(hakemus.render(project, "hyrra-sheet", language="fi", group=group, draft=True))
    assert "Leader-ryhmän tukitaso hankkeelle\n" in shown
    assert "\n85\N{NO-BREAK SPACE}%\n" in shown
    assert "\nMallimaan ELY-keskus\n" in shown
