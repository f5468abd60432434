"""A board's papers: what they show, that they are sound, and the whole meeting with one bad application among it."""

import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pdfua
import pytest
from openpyxl import load_workbook
from openxml_audit import OpenXmlValidator

from hakemus.assembly import template_of, template_path
from hakemus.desk import hold_meeting, render_agenda, render_statement
from hakemus.desk.board import summary_workbook
from hakemus.errors import FileError, LoadError, NotReadyError, UnknownNameError
from hakemus.files import MeetingFolder, open_meeting
from hakemus.group import Answer, LeaderGroup, Voice, accepted_answers, meeting_mark, voices_on
from hakemus.model import AgendaItem, Assessment, Disqualification
from hakemus.packaged import packaged_folder
from hakemus.papers import BOARD_DOCUMENTS, MINUTES
from hakemus.programme import open_programme
from hakemus.rules.board import Session, check_assessment, check_meeting
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.word import Template, inspect, outline, text
from paper_skeleton import differences

EXAMPLES = packaged_folder("examples")
NAMES = ("kylatalo", "maut", "ryhma")
BEFORE: dict[str, Any] = {"decisions": (), "members": (), "disqualifications": ()}
"""A meeting that has not been held, and has no members to assess."""

_EXPORT = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


def plain(paper: bytes) -> str:
    """Return a paper's text with every run of blanks as one."""
    return " ".join(text(paper).replace("\N{NO-BREAK SPACE}", " ").split())


@pytest.fixture(name="meeting", scope="module")
def _meeting() -> MeetingFolder:
    return open_meeting(EXAMPLES / "board-meeting")


@pytest.fixture(name="session", scope="module")
def _session(meeting: MeetingFolder) -> Session:
    return session_of(meeting)


@pytest.fixture(name="copied")
def _copied(tmp_path: Path) -> Path:
    """Return a copy of the example's folder, in which a test may change a file."""
    for name in ("board-meeting", "investment", "company-group"):
        shutil.copytree(EXAMPLES / name, tmp_path / name)
    return tmp_path / "board-meeting"


def session_of(meeting: MeetingFolder, **changes: Any) -> Session:
    """Return the meeting with its applications, and with changes of its data."""
    applications = [(name, meeting.assessed(name)) for name in meeting.names]
    return Session(meeting.meeting.model_copy(update=changes), meeting.group, applications)


def papers(session: Session, language: Language, *, draft: bool = False) -> dict[str, bytes]:
    """Return the statements and the agenda of the meeting in a language."""
    every = every_paper(session, language, draft=draft)
    return {name: paper for name, paper in every.items() if name.startswith(("board-", "meeting-agenda"))}


def every_paper(session: Session, language: Language, *, draft: bool = False) -> dict[str, bytes]:
    """Return every paper of the meeting in a language, also those for after it."""
    made = {}
    for document in BOARD_DOCUMENTS:
        words = session.group.wording(language)
        for name, about, subject in document.subjects(session, words, draft):
            content = document.content(subject)
            properties = document.properties(session.group, words, about, session.meeting.date)
            template = template_of(document.key, words.language, session.group)
            made[f"{document.key}-{name}" if name else document.key] = template.render(content, properties)
    return made


def change(file: Path, old: str, new: str) -> None:
    """Replace a text that is in a file."""
    content = file.read_text(encoding="utf-8")
    assert old in content
    file.write_text(content.replace(old, new), encoding="utf-8")


def test_the_ranked_come_first_then_what_is_not_scored(session: Session) -> None:
    """18 points before 15; preparatory funding has no rank, and takes its money last."""
    order = [(standing.name, standing.rank, standing.taken, standing.left) for standing in session.standings]

    assert order == [
        ("maut", 1, Decimal("24000.00"), Decimal("36000.00")),
        ("kylatalo", 2, Decimal("26400.00"), Decimal("9600.00")),
        ("ryhma", None, Decimal("5000.00"), Decimal("4600.00")),
    ]
    assert check_meeting(session) == ()


def test_a_frame_that_does_not_do_is_told_with_where_it_ends(meeting: MeetingFolder) -> None:
    """With 50 000 euros the money runs out at the second application."""
    session = session_of(meeting, frame_left=Decimal("50000.00"), **BEFORE)

    (finding,) = check_meeting(session)
    assert (finding.id, finding.severity) == ("meeting.frame", "warning")
    assert finding.values["difference"] == Decimal("5400.00")
    assert finding.values["name"] == "kylatalo"
    assert finding.message("fi").startswith("Esitykset ovat yhteensä 55")
    assert "-5 400,00 €" in plain(render_agenda(session))


@pytest.mark.parametrize(
    ("left", "short"), [("55400.00", None), ("55399.99", "ryhma"), ("24000.00", "kylatalo")]
)
def test_a_frame_may_be_used_to_the_last_cent(meeting: MeetingFolder, left: str, short: str | None) -> None:
    """What takes just what is left fits; the first that does not is named."""
    found = check_meeting(session_of(meeting, frame_left=Decimal(left), **BEFORE))

    assert [finding.values["name"] for finding in found] == ([] if short is None else [short])


def test_what_is_not_ranked_comes_after_what_is_not_scored(meeting: MeetingFolder) -> None:
    """A gate that isn't met, and points that are lacking: no rank, in the order of names, and no tie."""
    points, free = meeting.assessed("kylatalo"), meeting.assessed("ryhma")
    gates = [one.model_copy(update={"met": False}) if one.met else one for one in points.assessment.criteria]
    changes: dict[str, dict[str, Any]] = {
        "a": {"criteria": tuple(gates), "proposed_amount": None},
        "b": {"criteria": (), "proposal": "do-not-support", "proposed_amount": Decimal(9)},
        "c": {},
    }
    of = {
        name: replace(points, voices=(), assessment=points.assessment.model_copy(update=each))
        for name, each in changes.items()
    }
    nobody = meeting.meeting.model_copy(update=BEFORE)
    session = Session(nobody, meeting.group, [("b", of["b"]), ("a", of["a"]), ("z", free), ("c", of["c"])])

    assert [(one.name, one.rank, one.taken) for one in session.standings] == [
        ("c", 1, Decimal("26400.00")),
        ("z", None, Decimal("5000.00")),
        ("a", None, 0),
        ("b", None, 0),
    ]
    assert [finding.id for finding in check_meeting(session)] == []


def test_without_a_frame_nothing_is_left_or_short(meeting: MeetingFolder) -> None:
    """The agenda then has no table of the money left."""
    session = session_of(meeting, frame_left=None)

    assert [standing.left for standing in session.standings] == [None] * 3
    assert check_meeting(session) == ()
    assert "Kehystä jäljellä" not in plain(render_agenda(session))


def test_a_meeting_without_day_and_place_is_told(meeting: MeetingFolder) -> None:
    """Each of the two is an error of its own."""
    found = check_meeting(session_of(meeting, date=None, place=None))

    assert [(finding.id, finding.path, finding.severity) for finding in found] == [
        ("meeting.missing", "meeting.date", "error"),
        ("meeting.missing", "meeting.place", "error"),
    ]
    assert {finding.words for finding in found} == {meeting.group.wording}


def test_a_shared_rank_is_told(meeting: MeetingFolder) -> None:
    """Two assessments of equal points share the rank where the rule says so, and a note names them."""
    twin = meeting.assessed("maut")
    applications = [("a", twin), ("b", twin)]
    shared = Session(meeting.meeting.model_copy(update={"tie_rule": "shared"}), meeting.group, applications)

    assert [standing.rank for standing in shared.standings] == [1, 1]
    (note,) = (finding for finding in check_meeting(shared) if finding.severity == "note")
    assert note.message("en").startswith("These share rank 1: a and b.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_shows_points_reasons_proposal_and_signatories(
    session: Session, language: Language
) -> None:
    """What the assessment says and what was counted of it stand in the paper, in each language."""
    words = wording(language)
    standing = session.standings[1]
    shown = plain(papers(session, language)["board-statement-kylatalo"])
    scoring = standing.assessed.scoring
    assert scoring is not None

    expected = [
        words.message("documents.board-statement.kind"),
        "Mallijärven kyläyhdistys ry",
        "26 400,00 €",
        f"{words.message('documents.table.points-total')} 15",
        f"{words.message('documents.table.points-threshold')} 12",
        words.message("board.proposal-support"),
        words.message("board.verdict-reached"),
        "Kaisa Kokenut",
        "Sanna Sihteeri",
        words.term("meeting.chair"),
        *(result.criterion.label.text(language) for result in scoring.results),
        *(result.answer.reason for result in scoring.results if result.answer and result.answer.reason),
    ]
    assert [phrase for phrase in expected if phrase not in shown] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_on_preparatory_funding_says_why_it_has_no_points(
    session: Session, language: Language
) -> None:
    """It names the provision, and shows no table of points."""
    shown = plain(papers(session, language)["board-statement-ryhma"])

    law = open_programme().parameter("preparatory-funding.selection-criteria").on(date(2025, 3, 25))
    assert law.reference.title.text(language) in shown
    assert wording(language).message("documents.table.points-total") not in shown


def test_no_page_holds_the_end_of_an_agenda_alone(session: Session) -> None:
    """The last three headings are kept with one another; what comes before them may be on another page."""
    paragraphs = docx.Document(BytesIO(render_agenda(session))).paragraphs
    headings = [
        at for at, one in enumerate(paragraphs) if one.style is not None and one.style.name == "Heading 1"
    ]
    kept = [
        bool(one.paragraph_format.keep_with_next or (one.style and one.style.paragraph_format.keep_with_next))
        for one in paragraphs
    ]
    assert kept[headings[-3] : headings[-1] + 1] == [True] * (headings[-1] + 1 - headings[-3])
    assert [kept[headings[-3] - 1], kept[-1]] == [False, False]


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_shows_every_application_with_its_money(session: Session, language: Language) -> None:
    """Applicant, measure, costs, support sought, points, rank, what is left after each, and the sums."""
    shown = plain(render_agenda(session, language=language))
    words = wording(language)

    expected = ["Kehitys-Malli Oy", "34 390,00 €", "25 792,50 €", "36 000,00 €", "9 600,00 €", "4 600,00 €"]
    expected += ["83 390,00 €", "57 192,50 €", "55 400,00 €", words.message("board.proposal-support")]
    assert [phrase for phrase in expected if phrase not in shown] == []


def test_the_board_is_told_when_costs_are_counted_of_an_inferred_base(copied: Path) -> None:
    """The agenda says what is unsure of the 40 % model, of the one application that has it; the statement is signed."""
    application = copied.parent / "company-group" / "application.toml"
    change(application, 'cost_model = "actual"', 'cost_model = "calculated-40"')
    made = papers(session_of(open_meeting(copied)), "sv", draft=True)
    caveat = "Beräkningsgrunden för kostnadsmodellen 40 % har inte bekräftats"

    assert {name: plain(paper).count(caveat) for name, paper in made.items()} == {
        "board-statement-maut": 0,
        "board-statement-kylatalo": 0,
        "board-statement-ryhma": 0,
        "meeting-agenda": 1,
    }


def test_no_board_paper_prints_support_that_nobody_stated(copied: Path) -> None:
    """Its place is empty: a zero would be an amount that somebody seeks."""
    change(copied.parent / "company-group" / "application.toml", "support_rate = 75", "")
    made = papers(session_of(open_meeting(copied)), "sv", draft=True)

    zero = re.compile(r"(?<!\d)0,00\s€")
    assert [name for name, paper in made.items() if zero.search(plain(paper))] == []


def test_a_meeting_without_items_gets_the_usual_ones(meeting: MeetingFolder) -> None:
    """The applications stand under the item that is theirs."""
    shown = plain(render_agenda(session_of(meeting, agenda=())))

    for item in ("opening", "quorum", "disqualification", "applications", "other", "closing"):
        assert wording("fi").message(f"board.item-{item}") in shown


def test_applications_stand_last_when_no_item_is_theirs(meeting: MeetingFolder) -> None:
    """An agenda never leaves them out."""
    items = tuple(item for item in meeting.meeting.agenda if not item.shows_applications)

    assert "Kehitys-Malli Oy" in plain(render_agenda(session_of(meeting, agenda=items)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_papers_are_sound(session: Session, tmp_path: Path, language: Language) -> None:
    """No fault of structure or schema, and the same bytes twice."""
    made = every_paper(session, language)
    assert every_paper(session, language) == made
    for name, paper in made.items():
        assert inspect(paper) == (), name
        (tmp_path / "paper.docx").write_bytes(paper)
        assert [
            str(error) for error in OpenXmlValidator().validate(str(tmp_path / "paper.docx")).errors
        ] == []


def test_outlines_are_as_agreed(session: Session, golden: Any) -> None:
    """The Finnish papers have their golden outline; those of the other languages are built the same."""
    finnish = every_paper(session, "fi")
    for name, paper in finnish.items():
        document, _, item = name.partition("-kylatalo")
        if name in {one.key for one in BOARD_DOCUMENTS} or (document != name and not item):
            golden(f"{document}.fi.txt", outline(paper))
    golden("assessment-form.fi.txt", outline(finnish["assessment-form-Maija Mallikas"]))
    for language in ("sv", "en"):
        for name, paper in every_paper(session, language).items():
            assert differences(finnish[name], paper) == [], (name, language)


def test_papers_pass_the_accessibility_check(
    session: Session, needs_tool: Callable[[str], str], tmp_path: Path
) -> None:
    """LibreOffice exports each paper in each language as PDF/UA, and a checker of that standard finds no error."""
    office = needs_tool("soffice")
    for language in LANGUAGES:
        for name, paper in every_paper(session, language, draft=True).items():
            if name.endswith(("-ryhma", "-maut", "Svensson")):
                continue  # one of each kind is enough
            (tmp_path / f"{name}.{language}.docx").write_bytes(paper)
    files = sorted(map(str, tmp_path.glob("*.docx")))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    command = [office, "--headless", profile, "--convert-to", _EXPORT, "--outdir", str(tmp_path), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=240)  # noqa: S603
    made = sorted(tmp_path.glob("*.pdf"))
    assert len(made) == len(files)
    for pdf in made:
        errors = [f for f in pdfua.validate(str(pdf)).findings if f.severity is pdfua.Severity.ERROR]
        assert [str(error) for error in errors] == [], pdf.name


@pytest.mark.parametrize("name", [document.key for document in BOARD_DOCUMENTS])
def test_the_templates_of_a_paper_show_the_same_in_every_language(name: str) -> None:
    """A field that one language lacks would be missing in its papers only."""
    shown = {language: Template(template_path(name, language)).fields for language in LANGUAGES}

    assert shown["fi"] == shown["sv"] == shown["en"]


@pytest.mark.parametrize("name", [document.key for document in BOARD_DOCUMENTS])
def test_a_group_may_change_the_template_of_a_paper(name: str, tmp_path: Path) -> None:
    """Every placeholder of ours is offered, so that a copy is taken into a group's folder, and printed with."""
    shutil.copy(EXAMPLES / "board-meeting" / "group.toml", tmp_path)
    (tmp_path / "templates" / "fi").mkdir(parents=True)
    shutil.copy(template_path(name, "fi"), tmp_path / "templates" / "fi")
    group = LeaderGroup.open(tmp_path)
    meeting = open_meeting(EXAMPLES / "board-meeting", group)

    assert group.template(name, "fi") is not None
    ours, theirs = (
        papers(session_of(each), "fi") for each in (open_meeting(EXAMPLES / "board-meeting"), meeting)
    )
    assert {key: outline(paper) for key, paper in ours.items()} == {
        key: outline(paper) for key, paper in theirs.items()
    }


def test_an_unknown_template_is_told() -> None:
    """The names of all papers are offered."""
    with pytest.raises(UnknownNameError, match="board-statement"):
        template_path("letter", "fi")


def test_weights_have_columns_of_their_own(meeting: MeetingFolder) -> None:
    """Where a weight is not one, the statement shows weights and weighted points, and the total is theirs."""
    (selection,) = meeting.group.selections
    heavier = tuple(
        one.model_copy(update={"weight": Decimal("1.5")}) if one.key == "village_work" else one
        for one in selection.criteria
    )
    group = meeting.group.model_copy(
        update={"selections": (selection.model_copy(update={"criteria": heavier}),)}
    )
    assessed = MeetingFolder(meeting.path, meeting.meeting, group, meeting.names).assessed("kylatalo")
    paper = render_statement(assessed)

    assert inspect(paper) == ()
    shown = plain(paper)
    assert "Painotettu" in shown
    assert re.search(r"4 1,5 6\b", shown)
    assert "Pisteet yhteensä 17" in shown


def test_words_of_points_and_blocks_are_printed(meeting: MeetingFolder) -> None:
    """What the points given mean is next to them, and each block shows what it got and what it needs."""
    group = LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")
    assessed = MeetingFolder(meeting.path, meeting.meeting, group, meeting.names).assessed("kylatalo")
    answers = {
        "fits_the_strategy": True,
        "real_need": True,
        "priority_villages": True,
        "priority_business": False,
    }
    points = {"village_work": 4, "youth": 2, "lasting_effects": 2, "new_partners": 1}
    criteria = [{"criterion": key, "met": met} for key, met in answers.items()]
    criteria += [{"criterion": key, "points": given} for key, given in points.items()]
    own = type(assessed.assessment).model_validate({"criteria": criteria, "proposal": "return"})
    shown = plain(render_statement(replace(assessed, assessment=own)))

    expected = ["Nuoret osallistuvat", "Ihmiset 6 2", "vähintään 1 näistä täyttyy 1 1", "Pisteet yhteensä 11"]
    assert [phrase for phrase in (*expected, "Enimmäispistemäärä 17") if phrase not in shown] == []
    assert "Nuoret johtavat" not in shown


@pytest.mark.parametrize("left_out", [0, -1])
def test_a_statement_on_a_bad_assessment_is_made_only_as_a_draft(
    meeting: MeetingFolder, left_out: int
) -> None:
    """With a gate or points left open the paper says that it is not finished, not that anything is not met."""
    assessed = meeting.assessed("kylatalo")
    criteria = list(assessed.assessment.criteria)
    del criteria[left_out]
    hole = assessed.assessment.model_copy(update={"criteria": tuple(criteria)})
    bad = type(assessed)(assessed.case, assessed.group, hole)

    with pytest.raises(NotReadyError):
        render_statement(bad)
    shown = plain(render_statement(bad, draft=True))
    assert wording("fi").message("board.verdict-open") in shown


def cells(workbook: bytes, sheet: int) -> dict[str, Any]:
    """Return the values of a sheet's cells that hold one."""
    rows = load_workbook(BytesIO(workbook)).worksheets[sheet].iter_rows()
    return {cell.coordinate: cell.value for row in rows for cell in row if cell.value is not None}


def test_the_sums_of_the_workbook_are_formulas(session: Session) -> None:
    """Each sum and each running remainder is counted by the workbook itself, from cells that hold the money."""
    workbook = summary_workbook(session, "fi")
    money, points = cells(workbook, 0), cells(workbook, 1)

    assert (money["K1"], money["J4"], money["H4"]) == (60000, 24000, Decimal("25792.5"))
    assert [money[f"K{row}"] for row in (4, 5, 6, 7)] == ["=K1-J4", "=K4-J5", "=K5-J6", "=K1-J7"]
    assert [money[f"{column}7"] for column in "GHJ"] == [f"=SUM({column}4:{column}6)" for column in "GHJ"]
    assert money["F4"] == "='Pisteet'!C15"
    assert points["C15"] == "=SUMPRODUCT($B$2:$B$14,C2:C14)"
    assert sum(points[f"C{row}"] * points[f"B{row}"] for row in range(4, 15)) == 18
    assert "F6" not in money


def test_twice_as_many_applications_are_twice_as_much_work(meeting: MeetingFolder) -> None:
    """Calls are counted, not time: the papers of 300 applications must not take nine times those of 100."""
    twin = meeting.assessed("kylatalo")
    (decided, *_) = meeting.meeting.decisions

    def calls(count: int) -> int:
        names = [f"a{number}" for number in range(count)]
        decisions = tuple(decided.model_copy(update={"application": name}) for name in names)
        changes = {"decisions": decisions, "disqualifications": ()}
        applications = [(name, replace(twin)) for name in names]
        session = Session(meeting.meeting.model_copy(update=changes), meeting.group, applications)
        counted = Counter[str]()
        sys.setprofile(lambda _frame, event, _what: counted.update([event]))
        try:
            check_meeting(session)
            summary_workbook(session, "fi")
            for document in BOARD_DOCUMENTS:
                for *_, subject in document.subjects(session, session.group.wording("fi"), True):
                    document.content(subject)
        finally:
            sys.setprofile(None)
        return counted["call"] + counted["c_call"]

    calls(2)  # what is remembered from now on
    assert calls(12) <= 2.1 * calls(6)


def test_a_name_is_never_a_formula(meeting: MeetingFolder) -> None:
    """What an applicant typed is text, whatever it begins with."""
    assessed = meeting.assessed("maut")
    case = assessed.case
    name = '=HYPERLINK("http://x.example")'
    applicant = case.application.applicant.model_copy(update={"name": name})
    application = case.application.model_copy(update={"applicant": applicant})
    twin = replace(assessed, case=replace(case, application=application))
    session = Session(meeting.meeting, meeting.group, [("maut", twin)])
    cell = load_workbook(BytesIO(summary_workbook(session, "fi"))).worksheets[0]["C4"]

    assert (cell.value, cell.data_type) == (name, "s")


def test_a_workbook_is_the_same_each_time_and_tells_no_clock(session: Session) -> None:
    """Its entries have one time, its properties the day of the meeting."""
    workbook = summary_workbook(session, "sv")

    assert summary_workbook(session, "sv") == workbook
    with ZipFile(BytesIO(workbook)) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert package.read("docProps/core.xml").count(b"2025-03-25T00:00:00Z") == 2


def test_a_whole_meeting_is_written(tmp_path: Path) -> None:
    """A statement on each, in its application's language; agenda and workbook; each step of the way is reported."""
    told: list[tuple[int, int, str]] = []
    result = hold_meeting(EXAMPLES / "board-meeting", tmp_path, progress=lambda *step: told.append(step))

    names = [*(f"lausunto-{name}.docx" for name in NAMES), "esityslista.docx", "yhteenveto.xlsx"]
    names += ["poytakirja.docx", *(f"ote-{name}.docx" for name in ("maut", "kylatalo", "ryhma"))]
    names += [*(f"kirje-{name}.docx" for name in ("maut", "kylatalo", "ryhma")), "viranomaiskirje.docx"]
    assert [path.name for path in result.papers] == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert (result.ok, result.agenda_is_draft) == (True, False)
    assert told == [(1, 3, "kylatalo"), (2, 3, "maut"), (3, 3, "ryhma")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_minutes_tell_who_was_there_what_was_decided_and_what_is_left(
    session: Session, language: Language
) -> None:
    """Sections run through, the disqualified leave, votes and dissent are entered, the frame is counted down."""
    words = wording(language)
    shown = plain(every_paper(session, language)["meeting-minutes"])

    expected = [words.message("board.section", {"number": number}) for number in range(21, 30)]
    expected += ["Kalle Kunta", words.message("board.votes", {"in_favour": 2, "against": 1})]
    expected += [f"{words.message('documents.table.left-the-meeting')}: Maija Mallikas (Hakijayhdistyksen"]
    expected += ["Veera Vara: tukea olisi", "1324/2022", "36 000,00 €", "9 600,00 €", "4 600,00 €"]
    assert [phrase for phrase in expected if phrase not in shown] == []


@pytest.mark.parametrize("title", [None, "Todetaan esteettömyys"])
def test_minutes_cite_the_law_on_disqualification_under_its_item(session: Session, title: str | None) -> None:
    """Under the item of that title; where an agenda of its own has none, under the applications."""
    agenda = [
        item.model_copy(update={"title": title}) if title and item.title == "Esteellisyydet" else item
        for item in session.meeting.agenda
    ]
    meeting = session.meeting.model_copy(update={"agenda": tuple(agenda)})
    changed = Session(meeting, session.group, [(one.name, one.assessed) for one in session.standings])
    shown = plain(every_paper(changed, "fi")["meeting-minutes"])

    cited = shown.index("hallintolain (434/2003)")
    assert shown.count("hallintolain (434/2003)") == 1
    assert (cited < shown.index("24 § Hankehakemukset")) is (title is None)
    assert "Varajäsen, kunnat; varsinainen jäsen Kalle Kunta" in shown


def test_each_receives_what_concerns_them_in_their_language(copied: Path, tmp_path: Path) -> None:
    """The applicant in that of the application, the authority in that of the meeting; votes stay in the minutes."""
    change(copied / "ryhma" / "application.toml", 'language = "fi"', 'language = "sv"')
    change(copied / "meeting.toml", 'authority_language = "fi"', 'authority_language = "en"')
    result = hold_meeting(copied, tmp_path / "out")

    files = {path.name for path in result.letters}
    assert {
        "brev-ryhma.docx",
        "protokollsutdrag-ryhma.docx",
        "kirje-maut.docx",
        "authority-letter.docx",
    } <= files
    swedish = plain((tmp_path / "out" / "brev-ryhma.docx").read_bytes())
    assert "behandlade er ansökan vid sitt möte 25.3.2025 (27 §)" in swedish
    assert "som avgör ansökan: NTM-centralen." in swedish
    assert "Mallijärven" not in swedish
    assert "Äänestettiin" not in plain((tmp_path / "out" / "kirje-kylatalo.docx").read_bytes())


def test_a_meeting_that_has_not_been_held_has_no_minutes(copied: Path, tmp_path: Path) -> None:
    """Until somebody was there or something was decided."""
    file = copied / "meeting.toml"
    text = file.read_text(encoding="utf-8")
    text = text[: text.index("# Kokouksen jälkeen")].replace("present = true\n", "")
    file.write_text(text, encoding="utf-8")
    result = hold_meeting(copied, tmp_path / "out")

    assert (result.minutes, result.letters) == (None, ())


@pytest.mark.parametrize(
    ("decision", "identifier", "severity", "says"),
    [
        ({}, "meeting.decision", "warning", "no decision on the application maut"),
        ({"application": "none"}, "meeting.members", "error", "no application none"),
        ({"amount": "30000"}, "meeting.decision", "error", "only 25 792,50 € is sought"),
        ({"decision": "return", "amount": "1"}, "meeting.decision", "error", "Delete the amount"),
        (
            {"decision": "do-not-support", "reasons": None},
            "meeting.decision",
            "warning",
            "is not what was proposed",
        ),
        ({"decision": "do-not-support", "reasons": "Ei alueella."}, None, "", ""),
        ({"reasons": None}, None, "", ""),
        ({"votes_for": 3, "votes_against": 2}, "meeting.votes", "error", "5 votes were cast"),
        ({"votes_for": 3, "votes_against": 1}, None, "", ""),
        ({"amount": "0"}, "meeting.decision", "error", "favoured without an amount"),
        ({"votes_for": 1, "votes_against": 2}, "meeting.votes", "warning", "against the decision"),
        ({"votes_for": 2, "votes_against": 2}, None, "", ""),
        ({"votes_for": None, "votes_against": 5}, "meeting.votes", "error", "5 votes were cast"),
        ({"votes_for": 5, "votes_against": None}, "meeting.votes", "error", "5 votes were cast"),
    ],
)
def test_a_decision_that_cannot_be_is_reported(
    meeting: MeetingFolder, decision: dict[str, Any], identifier: str | None, severity: str, says: str
) -> None:
    """A missing one, one on nothing, too much money, an amount without support, more votes than voters."""
    first, *others = meeting.meeting.decisions
    changed = type(first).model_validate({**first.model_dump(), **decision})
    found = check_meeting(session_of(meeting, decisions=(*([changed] if decision else []), *others)))
    told = [(one.id, one.severity, one.message("en").replace("\N{NO-BREAK SPACE}", " ")) for one in found]

    if identifier is None:
        assert told == []
    assert identifier is None or any(
        (identifier, severity) == (one, grave) and says in message for one, grave, message in told
    ), told


@pytest.mark.parametrize(
    ("changes", "severity"),
    [
        ({"member": "Sven Svensson", "section": 28}, None),
        ({"member": "Sven Svensson", "section": 25}, "error"),  # of an application: it is named by its folder
        ({"member": "Sven Svensson", "section": 30}, "error"),
        ({"member": "Sven Svensson"}, "error"),
        ({"member": "Kaisa Kokenut", "section": 28}, "note"),  # the chair
    ],
)
def test_a_disqualification_concerns_an_item_and_that_of_the_chair_is_noted(
    meeting: MeetingFolder, changes: dict[str, Any], severity: str | None
) -> None:
    """Otherwise the minutes would leave it out, or not say who presided."""
    found = check_meeting(session_of(meeting, disqualifications=[Disqualification(**changes)]))

    assert [one.severity for one in found if one.id == "meeting.members"] == ([severity] if severity else [])


MARK = ("Hallituksen kokous 3/2025", "2025-03-25")
SAID = Voice("Maija Mallikas", Assessment.model_validate({"criteria": [{"criterion": "need", "met": True}]}))
MAUT, KYLATALO, RYHMA = (
    {"application": name, "decision": "support"} for name in ("maut", "kylatalo", "ryhma")
)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"members": [("Maija Mallikas", {})]}, [("meeting.members", "error", "members[5].name", "twice")]),
        (
            {"members": [("Uusi", {"applications": "muu", "assesses": False})]},
            [("meeting.members", "error", "members[5].applications", "application")],
        ),
        (
            {"disqualifications": [{"member": "Outo", "application": "kylatalo"}]},
            [("meeting.members", "error", "disqualifications[0].member", "")],
        ),
        (
            {"disqualifications": [{"member": "Sven Svensson", "application": "muu"}]},
            [("meeting.members", "error", "disqualifications[0].application", "application")],
        ),
        (
            {"disqualifications": [{"member": "Sven Svensson", "section": 25}]},
            [("meeting.members", "error", "disqualifications[0].section", "section")],
        ),
        (
            {"disqualifications": [{"member": "Kaisa Kokenut", "section": 28}]},
            [("meeting.members", "note", "disqualifications[0].member", "chair")],
        ),
        ({"chair": None, "disqualifications": [{"member": "Sven Svensson", "section": 28}]}, []),
        (
            {"name": None, "date": None, "answers": [Answer("a.docx", "Sven Svensson", ("", ""))]},
            [("meeting.missing", "error", "date", "")],
        ),
        (
            {
                "agenda": (AgendaItem(title="Hakemukset", shows_applications=True), AgendaItem(title="Muut")),
                "disqualifications": [{"member": "Sven Svensson", "section": 25}],
            },
            [],
        ),
        # Of a meeting without an agenda of its own: the applications come after the fourth item.
        ({"agenda": (), "disqualifications": [{"member": "Sven Svensson", "section": 24}]}, []),
        (
            {"agenda": (), "disqualifications": [{"member": "Sven Svensson", "section": 25}]},
            [("meeting.members", "error", "disqualifications[0].section", "section")],
        ),
        (
            {"decisions": [MAUT, KYLATALO, RYHMA, MAUT]},
            [("meeting.decision", "error", "decisions[3].application", "twice")],
        ),
        (
            {"decisions": [{**RYHMA, "amount": "5000.01"}]},
            [
                ("meeting.decision", "warning", "decisions", ""),
                ("meeting.decision", "warning", "decisions", ""),
                ("meeting.decision", "error", "decisions[0].amount", "above"),
            ],
        ),
        (
            {
                "decisions": [
                    {**MAUT, "decision": "return", "reasons": "Puuttuu liite."},
                    KYLATALO,
                    {**RYHMA, "amount": "5000.00"},
                ]
            },
            [],
        ),
        ({"frame_left": Decimal("55400.00")}, []),
        (
            {"frame_left": Decimal("55399.99")},
            [
                ("meeting.frame", "warning", "frame_left", ""),
                ("meeting.decision", "warning", "decisions", "frame"),
            ],
        ),
        ({"decisions": [{**MAUT, "votes_for": 4}, KYLATALO, RYHMA]}, []),
        (
            {"decisions": [MAUT, {**KYLATALO, "votes_for": 4}, RYHMA]},  # of four, one is disqualified in it
            [("meeting.votes", "error", "decisions[1].votes_for", "")],
        ),
        (
            {"decisions": [{**MAUT, "votes_against": 1}, KYLATALO, RYHMA]},
            [("meeting.votes", "warning", "decisions[0].votes_against", "against")],
        ),
        (
            {"decisions": [{**MAUT, "votes_against": 4}, KYLATALO, RYHMA]},
            [("meeting.votes", "warning", "decisions[0].votes_against", "against")],
        ),
        (
            {"answers": [Answer("a.docx", error=FileError("a.docx", "missing", "gone"))]},
            [("meeting.answer", "error", "members", "unreadable")],
        ),
        (
            {"answers": [Answer("a.docx", "Sven Svensson", ("Toinen kokous", "2025-01-31"))]},
            [("meeting.answer", "error", "members", "")],
        ),
        (
            {"answers": [Answer("a.docx", "Kaisa Kokenut", MARK)]},  # who doesn't assess
            [("meeting.answer", "error", "members", "stranger")],
        ),
        ({"answers": [Answer("a.docx", "Sven Svensson", MARK)]}, []),
        (
            {"answers": [Answer(name, "Sven Svensson", MARK) for name in ("a.docx", "b.docx")]},
            [("meeting.answer", "error", "members", "twice")],
        ),
        (
            {"answers": [Answer("a.docx", "Maija Mallikas", MARK, {"kylatalo": SAID, "maut": SAID})]},
            [("meeting.answer", "warning", "members", "disqualified")],
        ),
        ({"answers": [Answer("a.docx", "Maija Mallikas", MARK, {"maut": SAID})]}, []),
        (
            {
                "answers": [
                    Answer(
                        "a.docx", "Maija Mallikas", MARK, {"kylatalo": Voice("Maija Mallikas", Assessment())}
                    )
                ]
            },
            [],
        ),
    ],
)
def test_what_is_wrong_in_a_meeting_is_found_at_its_field(
    meeting: MeetingFolder, changes: dict[str, Any], expected: list[tuple[str, str, str, str]]
) -> None:
    """And nothing else; each finding says what it means in every language, with all that it names."""
    held = meeting.meeting
    parts: dict[str, Any] = {"disqualifications": Disqualification, "decisions": type(held.decisions[0])}
    made = {
        name: tuple(parts[name].model_validate(one) for one in value) if name in parts else value
        for name, value in changes.items()
        if name != "answers"
    }
    if "members" in made:
        more = [held.members[1].model_copy(update={"name": name, **own}) for name, own in made["members"]]
        made["members"] = (*held.members, *more)
    session = replace(session_of(meeting, **made), answers=changes.get("answers", ()))
    found = check_meeting(session)

    assert meeting_mark(held) == MARK
    assert [
        (one.id, one.severity, one.path.removeprefix("meeting."), one.variant) for one in found
    ] == expected
    for one in found:
        for language in LANGUAGES:
            assert "{" not in one.explain(language)
        if one.variant == "application":
            assert one.values["names"] == ("kylatalo", "maut", "ryhma")
    named = " ".join(one.message("fi") for one in found if one.id == "meeting.answer")
    assert all(one.file in named for one in changes.get("answers", ()) if named)


def test_a_finding_tells_the_two_apart_that_differ(meeting: MeetingFolder) -> None:
    """The support favoured and what is left of the frame; the meeting of a file and this one."""
    other = Answer("a.docx", "Sven Svensson", ("Toinen kokous", "2025-01-31"))
    session = replace(session_of(meeting, frame_left=Decimal("55399.99")), answers=[other])
    told = " ".join(one.message("fi") for one in check_meeting(session)).replace("\N{NO-BREAK SPACE}", " ")

    assert "Puolletut tuet ovat yhteensä 55 400,00 €, mutta kehystä oli jäljellä 55 399,99 €" in told
    assert "on toisen kokouksen lomake: Toinen kokous, 31.1.2025. Tämä kokous on " in told


def test_only_an_answer_of_this_meeting_by_a_member_who_assesses_is_heard(meeting: MeetingFolder) -> None:
    """The first of each, in the members' order; what a file left empty or somebody disqualified says isn't heard."""
    sven, empty = replace(SAID, assessor="Sven Svensson"), Voice("Sven Svensson", Assessment())
    unclear = replace(empty, misread={"need": "ehkä"})
    first, second = (
        Answer("b.docx", "Sven Svensson", MARK, {"maut": sven, "kylatalo": unclear, "ryhma": empty}),
        Answer("c.docx", "Maija Mallikas", MARK, {"maut": SAID, "kylatalo": SAID}),
    )
    answers = [
        Answer("a.docx", "Sven Svensson", MARK, error=FileError("a.docx", "missing", "gone")),
        Answer("a.docx", "Sven Svensson", ("Toinen kokous", "2025-01-31"), {"maut": empty}),
        Answer("a.docx", "Kaisa Kokenut", MARK, {"maut": SAID}),  # who doesn't assess
        Answer("a.docx", "Outo", MARK, {"maut": SAID}),
        first,
        second,
        replace(first, file="d.docx"),
    ]

    assert accepted_answers(meeting.meeting, answers) == (second, first)
    heard = {name: voices_on(meeting.meeting, answers, name) for name in ("maut", "kylatalo", "ryhma", "muu")}
    assert heard == {"maut": (SAID, sven), "kylatalo": (unclear,), "ryhma": (), "muu": ()}


def test_who_has_not_answered_is_asked_for_what_they_may_assess(meeting: MeetingFolder) -> None:
    """Both members left all open; one of them is disqualified in one, and nobody waits for what is unscored."""
    session, begun = session_of(meeting), SAID.assessment  # with one criterion answered

    def waiting(*voices: Voice) -> list[tuple[str, str, tuple[str, ...]]]:
        applications = [
            (name, replace(one, assessment=begun, voices=voices if name == "maut" else ()))
            for name, one in session.applications
        ]
        found = check_meeting(replace(session, applications=applications))
        found = tuple(one for one in found if one.id == "meeting.not-answered")
        assert all(one.values["names"][-1] in one.message("fi") for one in found)
        assert all(one.values["member"] in one.message("fi") for one in found)
        return [(one.path.removeprefix("meeting."), one.severity, one.values["names"]) for one in found]

    of_sven = ("members[2].name", "note", ("kylatalo", "maut"))
    assert waiting() == [("members[1].name", "note", ("maut",)), of_sven]
    assert waiting(SAID) == [of_sven]


def test_support_without_a_proposal_takes_what_is_sought(meeting: MeetingFolder) -> None:
    """The frame counts with it until the assessment proposes; a decision without any amount has none to favour."""
    session = session_of(meeting)
    applications = [
        (name, replace(one, assessment=Assessment()) if name == "ryhma" else one)
        for name, one in session.applications
    ]
    changed = replace(session, applications=applications)
    found = [one for one in check_meeting(changed) if one.id == "meeting.decision"]

    assert [(one.name, one.taken, one.favoured) for one in changed.standings][2:] == [
        ("ryhma", Decimal(5000), Decimal(0))
    ]
    assert [(one.path, one.variant) for one in found] == [("meeting.decisions[2].amount", "amount")]
    assert [one.remaining for one in changed.standings] == [36000, 9600, 9600]


def test_support_is_not_proposed_where_none_is_sought(meeting: MeetingFolder) -> None:
    """An amount for it would be above nothing; the application is to say first what it seeks."""
    assessed = meeting.assessed("kylatalo")
    application = assessed.case.application
    financing = application.budget.financing.model_copy(update={"leader_support": None, "support_rate": None})
    blank = application.model_copy(
        update={"budget": application.budget.model_copy(update={"financing": financing})}
    )

    def found(**said: Any) -> list[tuple[str, str, str]]:
        proposed = assessed.assessment.model_copy(update=said)
        case = replace(assessed.case, application=blank)
        findings = check_assessment(replace(assessed, case=case, assessment=proposed)).findings
        return [(one.path, one.variant, one.severity) for one in findings if one.id == "assessment.proposal"]

    assert found() == [("assessment.proposed_amount", "not-sought", "error")]
    assert found(proposal="do-not-support", proposed_amount=None) == []


def test_what_was_not_favoured_takes_nothing_of_the_frame(meeting: MeetingFolder) -> None:
    """Whatever had been proposed for it."""
    returned, *others = meeting.meeting.decisions
    decisions = (returned.model_copy(update={"decision": "return"}), *others)
    session = session_of(meeting, decisions=decisions)

    assert [(one.favoured, one.remaining) for one in session.standings] == [
        (Decimal(0), Decimal(60000)),
        (Decimal(26400), Decimal(33600)),
        (Decimal(5000), Decimal(28600)),
    ]
    assert session.favoured == Decimal(31400)


def test_minutes_without_anybody_present_are_reported_and_call_nobody_absent(meeting: MeetingFolder) -> None:
    """What nobody entered is no absence."""
    members = [member.model_copy(update={"present": None}) for member in meeting.meeting.members]
    session = session_of(meeting, members=members)
    [subject] = MINUTES.subjects(session, wording("en"), False)

    assert [(one.id, one.severity, one.path, one.variant) for one in check_meeting(session)] == [
        ("meeting.missing", "warning", "meeting.members", "attendance")
    ]
    assert {row["present"] for row in MINUTES.content(subject[2])["attendance"]} == {"–"}


def _with_offices(folder: Path, offices: dict[str, str]) -> None:
    """Let authorities of these names decide on the applications of a meeting, each on a measure or on what is left."""
    listed = "".join(
        "[[offices]]\nfrom = 2023-01-01\n"
        + (f'measures = ["{measure}"]\n' if measure else "")
        + f'name = {{ fi = "{name}", sv = "{name}", en = "{name}" }}\n'
        'reference = { title = "Sivut", section = "1", address = "https://mallimaa.example/x" }\n\n'
        for name, measure in offices.items()
    )
    change(folder / "group.toml", "[[selections]]\n", f"{listed}[[selections]]\n")


def test_each_authority_receives_its_own_letter(copied: Path, tmp_path: Path) -> None:
    """With the applications that it decides on, and no other."""
    _with_offices(copied, {"Etelä": "preparatory-funding", "Pohjoinen": ""})
    hold_meeting(copied, tmp_path / "out")

    letters = {
        path.stem.rpartition("-")[2]: plain(path.read_bytes())
        for path in (tmp_path / "out").glob("viranomaiskirje*.docx")
    }
    assert {name: text.count("Puolletaan") for name, text in letters.items()} == {"etela": 1, "pohjoinen": 2}
    assert "Harjukylän nurmet" in letters["etela"]


def test_a_national_project_goes_to_the_office_of_national_projects(copied: Path, tmp_path: Path) -> None:
    """Its letter isn't that of the group's own office, which decides on the others."""
    _with_offices(copied, {"Oma virasto": ""})
    change(copied / "ryhma" / "application.toml", '"Paikallinen/Alueellinen"', '"Valtakunnallinen"')
    hold_meeting(copied, tmp_path / "out")

    letters = {
        path.stem: plain(path.read_bytes()) for path in (tmp_path / "out").glob("viranomaiskirje*.docx")
    }
    of_others, national = (
        letters[f"viranomaiskirje-{name}"] for name in ("oma-virasto", "hameen-ely-keskus")
    )
    assert "Harjukylän nurmet" in national
    assert "Harjukylän nurmet" not in of_others


def test_authorities_whose_names_are_alike_in_a_file_get_a_letter_each(copied: Path, tmp_path: Path) -> None:
    """A name with other signs leaves the same name of a file: none of the two letters is lost."""
    _with_offices(copied, {"Etelä": "preparatory-funding", "Etelä!": ""})
    hold_meeting(copied, tmp_path / "out")

    letters = [path.name for path in (tmp_path / "out").glob("viranomaiskirje*.docx")]
    assert sorted(letters) == ["viranomaiskirje-etela-2.docx", "viranomaiskirje-etela.docx"]


def test_a_number_that_a_name_has_already_is_not_given_to_another(copied: Path, tmp_path: Path) -> None:
    """The second name that is alike is numbered past an office whose own name ends so."""
    _with_offices(copied, {"Etelä 2": "preparatory-funding", "Etelä": "investment", "Etelä!": ""})
    hold_meeting(copied, tmp_path / "out")
    assert len([*(tmp_path / "out").glob("viranomaiskirje*.docx")]) == 3


@pytest.mark.parametrize(
    ("decided", "prints"), [("support", True), ("do-not-support", False), ("postpone", False)]
)
def test_reasons_of_a_proposal_are_printed_of_a_decision_as_proposed_only(
    meeting: MeetingFolder, decided: str, *, prints: bool
) -> None:
    """Reasons for support are none for refusing it."""
    first, *others = meeting.meeting.decisions
    changed = type(first).model_validate(
        {**first.model_dump(), "decision": decided, "amount": None, "reasons": None}
    )
    session = session_of(meeting, decisions=(changed, *others))
    standing = next(one for one in session.standings if one.name == first.application)

    assert standing.assessed.assessment.reasons
    assert standing.reasons == (standing.assessed.assessment.reasons if prints else "")


def test_a_second_decision_and_too_little_money_are_reported(meeting: MeetingFolder) -> None:
    """The first decision counts; what was favoured beyond the frame is a warning."""
    decisions = meeting.meeting.decisions
    found = check_meeting(session_of(meeting, decisions=(*decisions, decisions[0]), frame_left=Decimal(100)))

    assert [(one.id, one.severity) for one in found if one.id == "meeting.decision"] == [
        ("meeting.decision", "error"),
        ("meeting.decision", "warning"),
    ]


def test_one_bad_application_stops_no_other(copied: Path, tmp_path: Path) -> None:
    """It is reported with its fault, the others are made, and the agenda is a draft since one is missing."""
    change(copied / "ryhma" / "application.toml", "[project]", "[projekt]")
    result = hold_meeting(copied, tmp_path / "out")

    bad = {entry.name: entry for entry in result.entries}["ryhma"]
    assert bad.error is not None
    assert (bad.error.kind, bad.paper) == ("LoadError", None)
    assert [entry.ok for entry in result.entries] == [True, True, False]
    assert (result.ok, result.agenda_is_draft) == (False, True)
    agenda = result.agenda.read_bytes()
    assert "LUONNOS" in outline(agenda)
    assert "Harjukylä" not in plain(agenda)


def test_an_assessment_with_errors_gets_a_statement_only_as_a_draft(copied: Path, tmp_path: Path) -> None:
    """The others are final even then."""
    change(copied / "maut" / "assessment.toml", "met = true", "points = 3")
    refused = hold_meeting(copied, tmp_path / "out")
    drafted = hold_meeting(copied, tmp_path / "drafts", draft=True)

    assert [entry.paper is not None for entry in refused.entries] == [True, False, True]
    marked = ["LUONNOS" in outline(entry.paper.read_bytes()) for entry in drafted.entries if entry.paper]
    assert marked == [False, True, False]
    assert not drafted.ok


def test_an_application_without_an_assessment_is_in_the_meeting(copied: Path, tmp_path: Path) -> None:
    """Nothing of it is assessed, so it takes what it seeks, and what is missing is reported."""
    (copied / "ryhma" / "assessment.toml").unlink()
    result = hold_meeting(copied, tmp_path / "out")

    report = {entry.name: entry.report for entry in result.entries}["ryhma"]
    assert report is not None
    assert [finding.id for finding in report.errors] == ["assessment.proposal"]
    assert "4 600,00 €" in plain(result.agenda.read_bytes())


def test_papers_are_not_overwritten_unasked(tmp_path: Path) -> None:
    """Either all are written or none."""
    (tmp_path / "esityslista.docx").write_bytes(b"mine")

    with pytest.raises(FileError, match="esityslista"):
        hold_meeting(EXAMPLES / "board-meeting", tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["esityslista.docx"]


def test_a_folder_without_applications_is_told(tmp_path: Path) -> None:
    """The message says how they stand there."""
    (tmp_path / "meeting.toml").write_text('schema_version = 1\nlanguage = "sv"\n', encoding="utf-8")

    with pytest.raises(FileError, match="no applications") as told:
        open_meeting(tmp_path)
    assert told.value.code == "no-applications"


def test_a_meeting_without_a_group_is_told(copied: Path) -> None:
    """Nobody can tell by which criteria to score."""
    change(copied / "meeting.toml", 'group = "group.toml"', "")

    with pytest.raises(LoadError, match=r"group\.toml"):
        open_meeting(copied)


def test_a_fault_in_the_group_of_a_meeting_is_one_in_its_file(copied: Path) -> None:
    """A level of points that the criterion does not allow is no fault of the library's data."""
    change(copied / "group.toml", 'key = "youth"\n', 'key = "youth"\npoints = [0, 2]\n')

    with pytest.raises(LoadError, match=r"group\.toml.*\n.*criteria\[2\].*levels\[2\]\.points = 4"):
        open_meeting(copied)


def test_the_day_of_the_meeting_counts_for_an_application_without_one(copied: Path) -> None:
    """A draft without a date can be assessed all the same."""
    change(copied / "ryhma" / "application.toml", "date = 2025-03-05\n", "")

    assert open_meeting(copied).assessed("ryhma").case.on == date(2025, 3, 25)


def test_another_language_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """Even before a folder that is not there."""
    with pytest.raises(UnknownNameError, match="unknown language 'de'"):
        hold_meeting(tmp_path / "nothing", tmp_path, language="de")
