"""Forms to be filled in Word: they ask what the measure asks, and read back as nothing before they are filled."""

import io
import re
import shutil
import zipfile
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator

import hakemus
from blank_file import blank_file
from hakemus import programme
from hakemus.errors import ParameterError, UnknownNameError
from hakemus.packaged import packaged_folder
from hakemus.page.chapters import Chapters
from hakemus.programme import built, open_programme
from hakemus.texts import LANGUAGES, Language, wording

MEASURES = open_programme().vocabulary("measure").keys
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"


@pytest.fixture(name="group", scope="module")
def _group() -> hakemus.LeaderGroup:
    return hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")


@cache
def blank(measure: str, language: Language = "fi") -> bytes:
    """Return the library's form of a measure."""
    return hakemus.blank_form(measure, language=language)


def body(form: bytes) -> etree._Element:
    """Return the root of a form's body."""
    with zipfile.ZipFile(io.BytesIO(form)) as package:
        return etree.fromstring(package.read("word/document.xml"))


def tags(form: bytes) -> list[str]:
    """Return the places of the fields that a form asks for."""
    return [str(tag.get(f"{W}val")) for tag in body(form).iter(f"{W}tag")]


def text_of(form: bytes) -> str:
    """Return all that a form says."""
    return "".join(map(str, body(form).itertext()))


ASKING_MOST = (
    *("company-group", "investment", "preparatory-funding", "interregional"),
    *("business-investment", "business-transfer", "small-project"),
)
"""Measures whose forms ask together all that any form asks, so that each prompt is read in every language."""


def forms(*asking_most: str) -> list[Any]:
    """Return measures with languages: all in Finnish, those that ask most in the others; the long run has all."""
    return [
        (measure, language)
        if language == "fi" or measure in asking_most
        else pytest.param(measure, language, marks=pytest.mark.fuzz)
        for measure in MEASURES
        for language in LANGUAGES
    ]


def test_some_forms_ask_all_that_any_asks() -> None:
    """What is proved of their prompts in every language is proved of all."""
    asked = {measure: set(tags(blank(measure))) for measure in MEASURES}
    assert set().union(*(asked[measure] for measure in ASKING_MOST)) == set().union(*asked.values())


@pytest.mark.parametrize(("measure", "language"), forms(*ASKING_MOST))
def test_an_unfilled_form_reads_back_as_its_measure_and_no_more(measure: str, language: Language) -> None:
    """No prompt is read as a value, in any language."""
    reading = hakemus.read(blank(measure, language))
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    said = reading.application.model_dump(exclude_defaults=True)
    assert said.pop("classification") == {"measure": measure}
    assert set(said) <= {"language", "budget"}
    assert reading.application.language == language


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_groups_form_asks_the_groups_own_questions(language: str, group: hakemus.LeaderGroup) -> None:
    """It names the group, and each question has the place of its answer."""
    form = hakemus.blank_form("small-project", language=language, group=group)
    reading = hakemus.read(form, group=group)
    assert (reading.changes, reading.problems, reading.outside) == ((), (), ())
    assert group.is_called(reading.application.leader_group or "")
    asked = [question for question in group.questions if question.is_asked_for("small-project")]
    answers = reading.application.group_answers
    assert [group.question(answer.question or "") for answer in answers] == asked
    text = text_of(form)
    assert all(question.label.text(language) in text for question in asked)
    assert {f"group_answers[{index}].answer" for index in range(len(asked))} <= set(tags(form))


def test_a_groups_form_is_in_the_groups_first_language() -> None:
    """A Swedish group's applicants get a Swedish form."""
    swedish = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "aktion-osterbotten")
    form = hakemus.blank_form("small-project", group=swedish)
    assert hakemus.read(form).application.language == "sv"


def test_only_what_the_measure_asks_is_there() -> None:
    """Preparatory funding has no cost rows, a project of companies has companies."""
    preparatory, companies = (
        tags(hakemus.blank_form(one)) for one in ("preparatory-funding", "company-group")
    )
    assert "preparation.prepares" in preparatory
    assert not [tag for tag in preparatory if tag.startswith(("budget.items", "companies"))]
    assert "companies[0].name" in companies
    assert not [tag for tag in companies if tag.startswith("preparation")]


def test_the_area_that_decides_the_rate_of_an_investment_is_asked() -> None:
    """The rate of a business investment depends on the countryside as well as on the support area: both are asked."""
    assert {"classification.rural_type", "business.support_area"} <= set(tags(blank("business-investment")))
    assert "classification.rural_type" not in tags(blank("business-trial"))


@pytest.mark.parametrize(
    ("measure", "offered"), [("training", False), ("information", False), ("innovation-group", True)]
)
def test_the_annex_to_in_kind_work_is_offered_where_the_work_is_accepted(measure: str, offered: bool) -> None:
    """A form that does not ask for the work offers no estimate of it."""
    kinds = {one.kind for one in hakemus.read(hakemus.blank_form(measure)).application.annexes}
    form = hakemus.word.text(hakemus.blank_form(measure))
    assert ("Arvio talkootyöstä" in form, kinds) == (offered, set())


def test_the_business_id_is_not_asked_of_one_who_needs_none() -> None:
    """What a paper always shows is left out of a form that does not ask for it."""
    assert "applicant.business_id" not in tags(hakemus.blank_form("business-trial"))
    assert "applicant.business_id" in tags(hakemus.blank_form("business-transfer"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_guidance_stands_under_the_headings(language: str) -> None:
    """The same texts as in a file to fill; where a form is filled otherwise, its own."""
    text = text_of(hakemus.blank_form("cooperation-services", language=language))
    words = wording(language)
    for key in ("guidance.plan.need", "guidance.project.public_description", "form.guidance.partners"):
        assert words.message(key) in text


def test_no_guidance_speaks_of_files() -> None:
    """Keys and `true` are for files; a form has labels and boxes."""
    for measure in ("company-group", "preparatory-funding", "business-development", "business-investment"):
        text = text_of(hakemus.blank_form(measure))
        assert not [word for word in ("true", "false", "lohko", "budget.", "plan.", "avain") if word in text]


@pytest.mark.parametrize(("measure", "said"), [("investment", False), ("business-development", True)])
def test_the_results_of_a_business_are_spoken_of_to_a_business(measure: str, said: bool) -> None:
    """Of a lump sum to a business a project's applicant is told nothing. Form and file agree."""
    shown = hakemus.word.text(hakemus.blank_form(measure, language="en"))
    file = " ".join(blank_file(measure, "en").replace("#", "").split())
    assert ["outputs of the measure" in text for text in (shown, file)] == [said, said]


@pytest.mark.parametrize(("measure", "said"), [("investment", True), ("business-investment", False)])
def test_pay_without_side_costs_is_spoken_of_where_they_are_counted(measure: str, said: bool) -> None:
    """The decree on projects adds them to pay; that on business aids doesn't know them. Form and file agree."""
    day = date(2026, 3, 2)
    assert ("palkka ilman sivukuluja" in hakemus.word.text(hakemus.blank_form(measure, on=day))) is said
    file = " ".join(blank_file(measure, "fi", on=day).replace("#", "").split())
    assert ("palkka ilman sivukuluja" in file) is said


def test_a_groups_limit_is_told(group: hakemus.LeaderGroup) -> None:
    """Where a text may be only so long, its heading says how long."""
    limit = next(iter(group.longest_texts))
    assert limit.measures == ()
    told = wording("fi").message("application-file.answer-longest", {"longest": limit.characters})
    assert told in text_of(hakemus.blank_form("training", group=group))
    assert told not in text_of(hakemus.blank_form("training"))


def test_the_law_of_the_day_fills_what_it_fixes() -> None:
    """With the day, an amount without an alternative is there; the file to fill has the same."""
    form = hakemus.blank_form("preparatory-funding", on=date(2024, 3, 1))
    reading = hakemus.read(form)
    assert reading.changes == ()
    assert reading.application.date == date(2024, 3, 1)
    assert reading.application.budget.financing.leader_support is not None


def test_the_tables_of_lists_grow() -> None:
    """Each list is a repeating section with an item a row, and Word 2013 is named as what reads it."""
    root = body(hakemus.blank_form("company-group"))
    sections = [*root.iter(f"{W15}repeatingSection")]
    assert len(sections) > 8
    assert "w15" in str(root.get("{http://schemas.openxmlformats.org/markup-compatibility/2006}Ignorable"))
    ids = [str(one.get(f"{W}val")) for told in root.iter(f"{W}sdtPr") for one in told.iter(f"{W}id")]
    assert len(ids) == len(set(ids))
    names = [str(mark.get(f"{W}name")) for mark in root.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))


def test_the_same_input_gives_the_same_bytes() -> None:
    """As every paper."""
    assert hakemus.blank_form("training") == hakemus.blank_form("training")


def test_python_docx_opens_it(tmp_path: Path) -> None:
    """The most used reader of Word files in Python takes it."""
    file = tmp_path / "form.docx"
    file.write_bytes(hakemus.blank_form("investment", language="sv"))
    assert docx.Document(str(file)).core_properties.title


def test_an_unknown_measure_is_refused_with_those_there_are() -> None:
    """As where a file to fill is asked for."""
    with pytest.raises(UnknownNameError, match="preparatory-funding"):
        hakemus.blank_form("tukimuoto")
    with pytest.raises(ParameterError):
        hakemus.blank_form("training", on=date(2010, 1, 1))


@pytest.mark.parametrize(
    ("measure", "language"),
    [
        ("preparatory-funding", "fi"),
        ("company-group", "fi"),
        ("company-group", "sv"),
        ("company-group", "en"),
        ("investment", "sv"),
        ("small-project", "en"),
        ("business-trial", "fi"),
    ],
)
def test_word_is_expected_to_open_it(
    measure: str, language: str, tmp_path: Path, group: hakemus.LeaderGroup
) -> None:
    """No fault is found by rules of the file format, with a group's look and questions."""
    file = tmp_path / "form.docx"
    file.write_bytes(hakemus.blank_form(measure, language=language, group=group))
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


@pytest.mark.parametrize("measure", ["company-group", "preparatory-funding"])
def test_controls_are_reached_in_the_order_of_reading(measure: str) -> None:
    """A keyboard goes through controls as they stand in the body: none is in a frame or box that floats next to it."""
    controls = [*body(hakemus.blank_form(measure)).iter(f"{W}sdt")]
    assert len(controls) > 50
    floating = {f"{W}txbxContent", f"{W}drawing", f"{W}pict"}
    assert [up.tag for one in controls for up in one.iterancestors() if up.tag in floating] == []
    assert [one for control in controls for one in control.iter(f"{W}framePr")] == []


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ({}, set()),
        ({"law_of": date(2026, 12, 31)}, {"5 000,00"}),
        ({"law_of": date(2027, 1, 1)}, {"6 000,00"}),
        ({"on": date(2025, 3, 1)}, {"5 000,00"}),
        ({"on": date(2027, 3, 1)}, {"6 000,00"}),
    ],
)
def test_an_amount_entered_ahead_of_its_day_waits_for_it(
    asked: dict[str, Any], stated: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The form of a day states the amount of that day; one without a day states none, since the two differ."""
    law = tmp_path / "2023-2027"
    shutil.copytree(programme.FOLDERS[0] / "2023-2027", law)
    file = law / "preparatory-funding.toml"
    text = file.read_text(encoding="utf-8")
    start = text.index("[[parameters.amount.values]]")
    present = text[start : text.index("\n[parameters.", start)]
    latest = present[present.rindex("[[parameters.amount.values]]") :]
    future = re.sub(r"from = .*", "from = 2027-01-01", latest).replace("value = 5000", "value = 6000")
    file.write_text(text.replace(present, present + future), encoding="utf-8")
    monkeypatch.setattr(built, "FOLDERS", (tmp_path,))
    shown = text_of(hakemus.blank_form("preparatory-funding", **asked)).replace("\N{NO-BREAK SPACE}", " ")
    assert {amount for amount in ("5 000,00", "6 000,00") if amount in shown} == stated


def test_a_small_projects_form_asks_its_own_list_and_what_the_group_adds() -> None:
    """Of the plan what the decree lists; what larger projects are asked, only whoever wants all of it."""
    day = date(2026, 3, 1)
    group = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")
    added = {heading.field for heading in group.plan_headings_for("small-project", day)}
    short, of_group, whole = (
        set(tags(form))
        for form in (
            hakemus.blank_form("small-project", on=day),
            hakemus.blank_form("small-project", on=day, group=group),
            hakemus.blank_form("small-project", on=day, everything=True),
        )
    )
    assert {"plan.results", "plan.roles", "budget.items[0].proof", "budget.cost_reasons"} <= short
    more = {
        "plan.risks",
        "plan.income",
        "classification.programme",
        "applicant.iban",
        "responsible_person.name",
    }
    assert not short & more
    assert more <= whole
    assert added
    assert added <= of_group
    assert not added & short


def test_a_form_of_everything_asks_no_project_what_only_the_law_of_business_aids_asks() -> None:
    """How profitable the business is belongs to the form of a business aid, in which what the guides ask is too."""
    day = date(2026, 3, 1)
    project, business = (
        set(tags(hakemus.blank_form(measure, on=day, everything=True)))
        for measure in ("training", "business-trial")
    )
    assert "plan.profitability" not in project
    assert {"plan.profitability", "plan.risks", "plan.income", "plan.interim_financing"} <= business


BEFORE = {"small-project": (133, 94), "preparatory-funding": (119, 95)}
"""How many fields their files had, and how many questions were put, when each asked like a large project."""


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("measure", BEFORE)
def test_a_small_project_is_asked_half_of_what_it_was(measure: str, language: Language) -> None:
    """Fields of the file; questions of the page that nothing answers yet, a list as one; findings on a blank one."""
    day, (fields, questions) = date(2026, 3, 1), BEFORE[measure]
    application = hakemus.new_application(measure, language=language, on=day)
    page = Chapters.of(application, language, day, None)
    told = page.report.to_text(language).count("\n- ")

    assert 2 * len(_keys(blank_file(measure, language, on=day))) <= fields
    assert 2 * sum(one.fields - one.filled for one in page.listed()) <= questions
    assert 2 * told <= 42


@pytest.mark.parametrize("measure", BEFORE)
def test_what_only_keeps_papers_in_order_is_not_asked_in_the_file(measure: str) -> None:
    """A short file leaves out what no law asks; the Word form has a place for it, and whoever wants all has it.

    A group's own questions are in the file of whoever applies to the group.
    """
    day = date(2026, 3, 1)
    short, whole = (_keys(blank_file(measure, "fi", on=day, everything=one)) for one in (False, True))
    kept_in_order, of_group = {"due_date", "responsible", "title"}, {"question", "answer"}
    group = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")

    assert kept_in_order | of_group <= {*whole}
    assert (kept_in_order | of_group).isdisjoint(short)
    assert of_group <= {*_keys(blank_file(measure, "fi", on=day, group=group))}
    assert "annexes[0].title" in tags(hakemus.blank_form(measure, on=day))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_group_asks_is_not_also_asked_by_guides(language: Language) -> None:
    """One asker is enough below a question; of what the law asks, both are named."""
    group = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")
    words = wording(language)
    guides, asks = words.message("application-file.recommended"), words.message("form.group-asks")
    shown = text_of(
        hakemus.blank_form("cooperation-services", language=language, on=date(2026, 3, 1), group=group)
    )

    assert asks in shown
    assert f"{guides} {asks}" not in shown


def _keys(file: str) -> list[str]:
    return re.findall(r"^(?:# )?([a-z_]+) = ", file, flags=re.MULTILINE)
