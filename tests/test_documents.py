"""The papers: every value is in them, nothing else, in the right words, and the file is sound."""

import io
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from openxml_audit import OpenXmlValidator

import hakemus
from hakemus.assembly import papers_of, template_of
from hakemus.group.folder import offered_placeholders
from hakemus.model import Application, Part
from hakemus.model.schema import fields_of
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGE_TAGS, LANGUAGES, Language, wording
from hakemus.texts.wording import register_day
from hakemus.values.text import blocks
from hakemus.values.typed import print_account_number
from hakemus.word import inspect, outline, text
from paper_skeleton import differences

EXAMPLES = sorted(packaged_folder("examples").glob("*/application.toml"))
PAPERS = [(document, language) for document in hakemus.list_documents() for language in LANGUAGES]


OF_EVERY_APPLICATION = ("application", "project-plan", "cost-estimate", "public-description")
"""The documents that show the most, and are looked at for several applications."""


def plain(shown: str) -> str:
    """Return text with every run of blanks as one, so that line ends and columns do not matter."""
    return " ".join(shown.replace("\N{NO-BREAK SPACE}", " ").split())


def printed_values(part: Part, language: Language) -> Iterator[tuple[str, str]]:
    """Yield the path of every value of a part and how a paper must show it, from the model alone."""
    for name in type(part).model_fields:
        value: Any = getattr(part, name)
        if isinstance(value, Part):
            yield from ((f"{name}.{path}", shown) for path, shown in printed_values(value, language))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from (
                    (f"{name}[{index}].{path}", shown) for path, shown in printed_values(item, language)
                )
        elif value is not None and name not in NOT_SHOWN:
            yield from ((name, shown) for shown in shown_as(part, name, value, language))


NOT_SHOWN = ("schema_version",)
"""The version of the form of the data is no content."""


def shown_as(part: Part, name: str, value: Any, language: Language) -> list[str]:
    """Return the texts by which a paper shows a value."""
    words, programme = wording(language), open_programme()
    field = next(field for field in fields_of(type(part)) if field.name == name)
    if field.choices is not None:
        return [programme.vocabulary(field.vocabulary).label(value.value, language)]
    if field.vocabulary and field.kind != "language":
        entry = programme.vocabulary(field.vocabulary).find(value)
        return (
            [value]
            if entry is None
            else [entry.label.text(language), *([value] if value != entry.key else [])]
        )
    if field.kind == "prose":
        return [line for block in blocks(value) for line in block.text.split("\n")]
    if name == "iban":
        return [print_account_number(value)]
    if name == "language":
        return [words.message(f"words.language-{value}")]
    ways: dict[str, Callable[[Any], str]] = {
        "yes-no": words.yes_no,
        "day": words.day,
        "money": words.money,
        "percent": words.percent,
        "quantity": words.number,
    }
    return [ways.get(field.kind, str)(value)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_description_shows_every_value_of_the_record(
    record_text: str, registered: Application, language: Language
) -> None:
    """Every value of the register's record is found in the public description, in each language."""
    paper = plain(
        text(
            hakemus.render(
                registered, "public-description", language=language, on=date(2024, 3, 1), draft=True
            )
        )
    )
    programme = open_programme()
    for path, value in hakemus.read_record(record_text).values.items():
        shown = value
        if path == "classification.rural_type":
            shown = programme.vocabulary("rural_type").label(
                str(registered.classification.rural_type), language
            )
        elif path == "classification.is_leader_project":
            shown = wording(language).yes_no(True)
        assert plain(shown) in paper, path


def test_public_description_in_finnish_is_the_registers_page(
    record_text: str, registered: Application
) -> None:
    """Every line of the register's page, label or value, is in the Finnish paper in the page's order."""
    paper = plain(
        text(hakemus.render(registered, "public-description", language="fi", on=date(2024, 3, 1), draft=True))
    )
    position = 0
    for line in filter(None, map(plain, record_text.splitlines())):
        found = paper.find(line, position)
        assert found >= 0, f"{line!r} is not after {paper[max(0, position - 40) : position]!r}"
        position = found + len(line)


def test_public_description_of_what_is_not_registered_has_no_empty_rows(complete: Application) -> None:
    """Nothing is published of a number, a class or news that there is not."""
    bare = complete.model_copy(
        update={
            "classification": complete.classification.model_copy(
                update={"project_number": None, "sub_measure": None, "project_nature": None}
            ),
            "project": complete.project.model_copy(update={"news": None}),
        }
    )
    words = wording("fi")
    shown = text(hakemus.render(bare, "public-description", language="fi", draft=True))
    left_out = ("classification.project_number", "classification.sub_measure", "project.news")
    assert [path for path in left_out if words.term(path) in shown] == []


def test_public_description_prints_dates_as_the_register_does(registered: Application) -> None:
    """30 July 2024 is written as 30.07.2024."""
    assert registered.project.end_date is not None
    paper = text(hakemus.render(registered, "public-description", on=date(2024, 3, 1), draft=True))
    assert register_day(registered.project.end_date) in paper


ANNEX_OF = {
    "cooperation_agreement": "cooperation-agreement",
    "application_decision": "minutes-extract",
    "authorisation": "power-of-attorney",
    "letter_of_intent": "letter-of-intent",
    "preparation_report": "preparation-report",
}
"""The annex that shows a part of the application; the application itself does not."""


def values_of_the_application(application: Application, language: Language) -> Iterator[tuple[str, str]]:
    """Yield every value but those that only an annex shows."""
    for path, shown in printed_values(application, language):
        of_partner = path.startswith("partners") and "signatories" in path
        if path.split(".")[0] not in ANNEX_OF and not of_partner:
            yield path, shown


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_annexes_of_every_example_show_every_value(file: Path, language: Language) -> None:
    """Whatever an example holds for an annex is asked for, and found in it with those who sign."""
    application = hakemus.load(file)
    for part, document in ANNEX_OF.items():
        held: Part = getattr(application, part)
        attached = document in [annex.kind for annex in application.annexes]
        assert (document in papers_of(application)) == (not held.is_blank and not attached)
        if held.is_blank:
            continue
        paper = plain(text(hakemus.render(application, document, language=language, draft=True)))
        shown = [*printed_values(held, language), *_signing(application, document, language)]
        assert [path for path, value in shown if plain(value) not in paper] == []


def _signing(application: Application, document: str, language: Language) -> Iterator[tuple[str, str]]:
    if document in ("cooperation-agreement", "letter-of-intent"):
        for partner in application.partners:
            yield from printed_values(partner, language)
    if document != "minutes-extract":
        for signatory in application.applicant.signatories:
            yield from printed_values(signatory, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_application_shows_every_value(complete: Application, language: Language) -> None:
    """Every value of the complete example is found in its application, in each language."""
    paper = plain(text(hakemus.render(complete, "application", language=language)))
    missing = [
        path for path, shown in values_of_the_application(complete, language) if plain(shown) not in paper
    ]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_application_of_every_example_shows_every_value(file: Path, language: Language) -> None:
    """Whatever an example holds (companies, work, income, offers, answers) is found in its application."""
    application = hakemus.load(file)
    paper = plain(text(hakemus.render(application, "application", language=language, draft=True)))
    values = values_of_the_application(application, language)
    assert [path for path, shown in values if plain(shown) not in paper] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.parent.name)
def test_cost_estimate_of_every_example_shows_every_value_of_the_budget(
    file: Path, language: Language
) -> None:
    """Whatever the budget of an example holds is found in its cost estimate."""
    application = hakemus.load(file)
    paper = plain(text(hakemus.render(application, "cost-estimate", language=language, draft=True)))
    assert [
        path for path, shown in printed_values(application.budget, language) if plain(shown) not in paper
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_project_plan_shows_every_value_of_the_plan(complete: Application, language: Language) -> None:
    """Every heading's text and every activity is found in the project plan."""
    paper = plain(text(hakemus.render(complete, "project-plan", language=language)))
    assert [
        path for path, shown in printed_values(complete.plan, language) if plain(shown) not in paper
    ] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_cost_estimate_shows_every_value_of_the_budget(budgeted: Application, language: Language) -> None:
    """Every value of the budget is found in the cost estimate."""
    paper = plain(text(hakemus.render(budgeted, "cost-estimate", language=language, draft=True)))
    assert [
        path for path, shown in printed_values(budgeted.budget, language) if plain(shown) not in paper
    ] == []


@pytest.mark.parametrize(("document", "language"), PAPERS)
def test_papers_are_structurally_sound(
    registered: Application,
    complete: Application,
    budgeted: Application,
    filling: Callable[[str], Application],
    document: str,
    language: Language,
) -> None:
    """Cells end in paragraphs, ids are unique, tables have headers, pictures alternatives, headings no gaps."""
    for application in (registered, complete, budgeted, filling(document)):
        paper = hakemus.render(application, document, language=language, on=date(2024, 12, 1), draft=True)
        assert inspect(paper) == ()


@pytest.mark.parametrize(("document", "language"), PAPERS)
def test_papers_are_valid_office_documents(
    registered: Application,
    complete: Application,
    budgeted: Application,
    filling: Callable[[str], Application],
    document: str,
    language: Language,
    tmp_path: Path,
) -> None:
    """A validator that follows Word's own finds no error in any paper, in Finnish of several applications."""
    applications = [filling(document)]
    if language == "fi":
        several = (complete, budgeted) if document in OF_EVERY_APPLICATION else ()
        applications += [registered, *(one for one in several if one is not applications[0])]
    for application in applications:
        paper = tmp_path / "paper.docx"
        paper.write_bytes(
            hakemus.render(application, document, language=language, on=date(2024, 12, 1), draft=True)
        )
        result = OpenXmlValidator().validate(paper)
        assert [str(error) for error in result.errors] == []
        assert result.is_valid


@pytest.mark.parametrize("document", hakemus.list_documents())
def test_outlines_are_as_agreed(
    filling: Callable[[str], Application], budgeted: Application, golden: Any, document: str
) -> None:
    """Styles, texts, tables, header and footer of each Finnish paper are those of its golden outline."""
    application = filling(document)
    draft = application is budgeted
    golden(f"{document}.fi.txt", outline(hakemus.render(application, document, language="fi", draft=draft)))


@pytest.mark.parametrize("document", hakemus.list_documents())
def test_every_language_has_the_same_skeleton(
    filling: Callable[[str], Application], budgeted: Application, registered: Application, document: str
) -> None:
    """Sections, tables, rows, empty places and controls are the same; the words and the language's mark differ."""
    for application in (filling(document), budgeted, registered):
        finnish, *others = (
            hakemus.render(application, document, language=language, on=date(2024, 12, 1), draft=True)
            for language in LANGUAGES
        )
        for language, paper in zip(LANGUAGES[1:], others, strict=True):
            assert differences(finnish, paper) == [], language
            assert f"language: {LANGUAGE_TAGS[language]}\n" in outline(paper)


def test_every_placeholder_of_a_template_is_offered() -> None:
    """A group that puts a copy of any of them into its folder, unchanged, can print with it."""
    for document, offered in offered_placeholders().items():
        for language in LANGUAGES:
            assert set(template_of(document, language).fields) <= offered


def level_of(line: str) -> int:
    """Return the level of the heading that a line of an outline is; nought for what is not one."""
    _, _, rest = line.partition("  [heading ")
    return int(rest[0]) if rest else 0


@pytest.mark.parametrize("document", hakemus.list_documents())
def test_no_heading_stands_over_nothing(filling: Callable[[str], Application], document: str) -> None:
    """What a reader finds under each heading is a text, a table, a deeper heading, or that there is nothing."""
    application = filling(document)
    body = outline(hakemus.render(application, document, draft=True)).partition("\nbody\n")[2]
    levels = [level_of(line) for line in body.splitlines()]
    empty = [one for one, after in zip(levels, [*levels[1:], 1], strict=True) if one and 0 < after <= one]
    assert empty == []


@pytest.mark.parametrize("document", hakemus.list_documents())
def test_same_input_gives_the_same_bytes(budgeted: Application, document: str) -> None:
    """Two renders of one application are equal to the byte."""
    first, second = (hakemus.render(budgeted, document, draft=True) for _ in range(2))
    assert first == second


def test_a_draft_says_so_on_every_page(budgeted: Application, complete: Application) -> None:
    """The header, which is on every page, holds the mark of a draft; a final paper's does not."""
    assert "LUONNOS" in outline(hakemus.render(budgeted, "application", draft=True))
    assert "LUONNOS" not in outline(hakemus.render(complete, "application"))


def test_a_paper_invents_no_amount(registered: Application) -> None:
    """The record of 290170 states no amount, so no euro sign is in its papers but in the register's own words."""
    for document in ("application", "project-plan"):
        paper = text(hakemus.render(registered, document, on=date(2024, 3, 1), draft=True))
        words = registered.classification.measure_specification or ""
        assert "€" not in paper.replace(words, ""), document


def test_a_draft_names_what_the_law_asks_for(registered: Application) -> None:
    """In a draft, a heading that the decree wants and the file lacks is there and says that it is to be completed."""
    paper = plain(text(hakemus.render(registered, "project-plan", on=date(2024, 3, 1), draft=True)))
    assert "Kehittämistarpeet ja tausta Täydennettävä." in paper


def test_preparatory_funding_asks_for_no_cost_estimate(complete: Application) -> None:
    """A lump sum without rows needs no cost estimate among its papers."""
    assert papers_of(complete)[:3] == ("application", "project-plan", "public-description")
    assert "cost-estimate" not in papers_of(complete)


HOSTILE = (
    "a & b < c > d \"e\" 'f' {{ x }} {% if %} {_{ {# #} <!-- --> ]]> &amp; \N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
    " \t tab\n  rivi 2\n\n- lista\n1. numero\n\n</w:t>"
)


def _signed() -> Iterator[tuple[str, bytes]]:
    """Yield papers that end in signatures, and a form with a group's own questions above them."""
    for example, *kinds in (
        ("cooperation-complete", "application", "cooperation-agreement", "power-of-attorney"),
        ("preparatory-funding", "letter-of-intent"),
        ("preparatory-funding-ended", "preparation-report"),
    ):
        application = hakemus.load(packaged_folder("examples") / example / "application.toml")
        for kind in kinds:
            yield kind, hakemus.render(application, kind, language="fi", on=date(2026, 3, 2), draft=True)
    group = hakemus.LeaderGroup.open(packaged_folder("examples") / "groups" / "mallimaa")
    yield "form", hakemus.blank_form("cooperation-services", language="fi", group=group)


@pytest.mark.parametrize(("name", "paper"), [pytest.param(*one, id=one[0]) for one in _signed()])
def test_signatures_are_not_alone_on_a_page(name: str, paper: bytes) -> None:
    """What is above their heading is kept with it."""
    document = docx.Document(io.BytesIO(paper))
    found = [*document.element.body.iter(qn("w:p"))]
    heading = max(at for at, one in enumerate(found) if _style(one, document) == "Heading 1")
    before = Paragraph(found[heading - 1], document)
    assert before.style is not None
    kept = before.paragraph_format.keep_with_next or before.style.paragraph_format.keep_with_next
    assert kept, (name, before.text)


def _style(paragraph: Any, document: Any) -> str | None:
    style = Paragraph(paragraph, document).style
    return style.name if style is not None else None


@pytest.mark.parametrize("document", ["application", "project-plan", "public-description"])
def test_hostile_text_comes_out_as_typed(complete: Application, document: str) -> None:
    """Markup, tags, quotes, emoji, tabs and line breaks in long text come out exactly."""
    data = complete.model_dump()
    data["plan"]["need"] = data["project"]["public_description"] = HOSTILE
    data["project"]["name"] = "<&> {{ nimi }} ”lainaus”"
    paper = text(hakemus.render(Application.model_validate(data), document))
    assert "<&> {{ nimi }} ”lainaus”" in paper
    for block in blocks(HOSTILE):
        assert block.text in paper


_IN_EVERY_ORDER = """
import hashlib, itertools, sys
from pathlib import Path
from datetime import date
import hakemus
from hakemus.packaged import packaged_folder
examples = packaged_folder("examples")
application = hakemus.load(examples / "preparatory-funding" / "application.toml")
groups = (None, *map(hakemus.LeaderGroup.open, sys.argv[1:3]))
digests = [set() for _ in groups]
for order in [*itertools.permutations(range(len(groups)))][:: -1 if "backwards" in sys.argv else 1]:
    for number in order:
        paper = hakemus.render(application, "application", on=date(2024, 12, 1), draft=True, group=groups[number])
        digests[number].add(hashlib.sha256(paper).hexdigest())
print(*(" ".join(found) for found in digests), len(digests), file=out)
"""

_EVERY_KIND = """
complete = hakemus.load(examples / "cooperation-complete" / "application.toml")
for language in ("fi", "sv", "en"):
    papers = hakemus.make_papers(complete, hakemus.list_documents(), language=language, draft=True)
    for name, paper in papers.items():
        print(name, language, hashlib.sha256(paper).hexdigest(), file=out)
hakemus.hold_meeting(examples / "board-meeting", "meeting", language="sv")
hakemus.write_forms(examples / "board-meeting", "forms")
Path("form.docx").write_bytes(hakemus.blank_form("small-project", law_of=date(2026, 3, 1)))
Path("budget.xlsx").write_bytes(hakemus.budget_workbook(complete))
for file in sorted(Path().rglob("*.*")):
    print(file.as_posix(), hashlib.sha256(file.read_bytes()).hexdigest(), file=out)
"""


def test_papers_are_the_same_in_every_order_and_in_every_process(tmp_path: Path) -> None:
    """Neither what was printed before nor hash seed, time zone, locale or working folder changes a byte.

    Of every kind of paper, form and workbook; that the Python and the versions of libraries don't either,
    `installed_wheel.py` tries.
    """
    groups = [tmp_path / name for name in ("juu", "jep")]
    for group in groups:
        (group / "texts" / "fi").mkdir(parents=True)
        (group / "group.toml").write_text('name = {fi = "Juu ry"}\n', encoding="utf-8")
        (group / "texts" / "fi" / "words.toml").write_text(f'yes = "{group.name}"\n', encoding="utf-8")
    made = io.StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["-c", *map(str, groups)])
        (tmp_path / "here").mkdir()
        patch.chdir(tmp_path / "here")
        exec(_IN_EVERY_ORDER + _EVERY_KIND, {"out": made})  # noqa: S102 - our own lines, above
    first, *others = here = made.getvalue().splitlines()
    of_groups = first.split()
    assert (len(of_groups), of_groups[-1]) == (4, "3")  # one paper for each group
    assert len({*of_groups}) == len(of_groups)
    digests = [line.split()[-1] for line in others]
    assert len({*digests}) == len(digests) > len(PAPERS)
    (tmp_path / "elsewhere").mkdir()
    elsewhere = {"PYTHONHASHSEED": "7", "TZ": "Pacific/Apia", "LC_ALL": "C", "PATH": ""}
    code = f"import sys; out = sys.stdout{_IN_EVERY_ORDER}{_EVERY_KIND}"
    done = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code, *map(str, groups), "backwards"],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path / "elsewhere",
        env=elsewhere,
    )
    assert done.stdout.splitlines() == here
