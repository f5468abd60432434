"""The page in the browser, asked as a browser asks: what is saved, what is refused, and who may ask at all."""

import ast
import io
import re
import shutil
import threading
import zipfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from markupsafe import escape
from starlette.testclient import TestClient

import hakemus
from hakemus.case import Case
from hakemus.files import read_assessment, read_meeting, save
from hakemus.group import LeaderGroup
from hakemus.page import editing
from hakemus.page.editing import (
    ChangedElsewhereError,
    NotTakenError,
    Typed,
    move_row,
    row_mark,
    rows_mark,
    write_field,
)
from hakemus.page.server import application
from hakemus.page.workspace import Workspace
from hakemus.reading import read_bytes
from hakemus.rules.annexes import annexes_to_show, asked_annexes
from hakemus.texts import LANGUAGES, wording

HOST, TOKEN = "127.0.0.1:8000", "a-token"
EXAMPLES = Path(__file__).parents[1] / "examples"
COMPLETE = EXAMPLES / "cooperation-complete" / "application.toml"
PDF = next(COMPLETE.parent.rglob("*.pdf")).read_bytes()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return an application file of its own."""
    return save(tmp_path / "application.toml", COMPLETE.read_bytes())


@pytest.fixture
def space(file: Path) -> Workspace:
    """Return the workspace of its folder."""
    return Workspace(file.parent, lambda: date(2026, 3, 1), "fi")


@pytest.fixture
def page(space: Workspace) -> Iterator[TestClient]:
    """Return a browser that has the token."""
    with TestClient(
        application(space, TOKEN, [HOST]),
        base_url=f"http://{HOST}",
        headers={"Origin": f"http://{HOST}", "Accept": "application/json"},
        raise_server_exceptions=False,
    ) as browser:
        assert browser.get(f"/?token={TOKEN}").status_code == 200
        yield browser


def typed(file: Path, path: str, text: str, was: str = "", row: str | None = None) -> hakemus.Application:
    """Type a text into a field of an application file."""
    mark = row_mark(hakemus.load(file), path) if row is None else row
    return write_field(file, Typed(path, text, was, mark), "fi")


def test_a_change_is_written_at_once_and_comments_stay(file: Path) -> None:
    """The file is what is known; the page holds nothing."""
    before = file.read_text(encoding="utf-8")
    typed(file, "applicant.phone", "040 000 9999", hakemus.load(file).applicant.phone or "")
    after = file.read_text(encoding="utf-8")
    assert hakemus.load(file).applicant.phone == "040 000 9999"
    assert [line for line in after.splitlines() if line.startswith("#")] == [
        line for line in before.splitlines() if line.startswith("#")
    ]


def test_amounts_and_days_are_read_as_people_write_them(file: Path) -> None:
    """As everywhere else."""
    mark = row_mark(hakemus.load(file), "budget.items[2].amount")
    assert (
        typed(file, "budget.items[2].amount", "5 700,50", "5 600,00 €", mark).budget.items[2].amount
        is not None
    )
    assert str(hakemus.load(file).budget.items[2].amount) == "5700.50"
    assert str(typed(file, "project.start_date", "1.2.2026", "1.1.2026").project.start_date) == "2026-02-01"


def test_what_is_no_value_is_refused_in_words_and_the_file_stays(file: Path) -> None:
    """Nothing is lost, nothing half-written."""
    before = file.read_bytes()
    with pytest.raises(NotTakenError, match="noin tonni"):
        typed(file, "budget.items[2].amount", "noin tonni", "5 600,00 €")
    with pytest.raises(NotTakenError):
        typed(file, "budget", "x")
    with pytest.raises(ChangedElsewhereError):
        typed(file, "budget.items[99999].amount", "1")
    assert file.read_bytes() == before


def test_a_field_that_changed_elsewhere_is_not_overwritten(file: Path) -> None:
    """Neither in one field, nor in a row that has another place now."""
    name = hakemus.load(file).project.name or ""
    typed(file, "project.name", "Ensimmäinen", name)
    with pytest.raises(ChangedElsewhereError) as raised:
        typed(file, "project.name", "Toinen", name)
    assert raised.value.now == "Ensimmäinen"
    mark = row_mark(hakemus.load(file), "budget.items[0].year")
    move_row(file, "budget.items[0]", "down", rows_mark(hakemus.load(file), "budget.items"))
    with pytest.raises(ChangedElsewhereError):
        typed(file, "budget.items[0].year", "2030", "2026", mark)


def test_a_file_that_is_written_between_two_readings_is_read_again(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is lost, and nobody is said to have a defect."""
    readings = iter([file.read_bytes()])
    typed(file, "project.end_date", "30.11.2027", "31.12.2027")
    monkeypatch.setattr(editing, "read_bytes", lambda path: next(readings, None) or read_bytes(path))
    typed(file, "applicant.phone", "050 1", hakemus.load(file).applicant.phone or "")
    now = hakemus.load(file)
    assert (now.applicant.phone, now.project.end_date) == ("050 1", date(2027, 11, 30))


def test_rows_are_added_moved_and_removed(file: Path) -> None:
    """A new row is there once something is typed into it."""
    count = len(hakemus.load(file).partners)
    typed(file, f"partners[{count}].name", "Uusi kumppani ry", "", "")
    assert hakemus.load(file).partners[count].name == "Uusi kumppani ry"
    move_row(file, f"partners[{count}]", "up", rows_mark(hakemus.load(file), "partners"))
    assert hakemus.load(file).partners[count - 1].name == "Uusi kumppani ry"
    move_row(file, f"partners[{count - 1}]", "remove", rows_mark(hakemus.load(file), "partners"))
    assert len(hakemus.load(file).partners) == count


def test_two_pages_that_write_at_once_lose_nothing(file: Path) -> None:
    """Each change is in the file."""
    fields = ["applicant.phone", "applicant.email", "contact_person.phone", "responsible_person.phone"]
    was = {path: str(eval(f"a.{path}", {"a": hakemus.load(file)})) for path in fields}  # noqa: S307 - paths of ours
    threads = [
        threading.Thread(
            target=typed, args=(file, path, "a@b.example" if "email" in path else "050 1", was[path], "")
        )
        for path in fields
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    now = hakemus.load(file)
    assert {now.applicant.phone, now.contact_person.phone, now.responsible_person.phone} == {"050 1"}
    assert now.applicant.email == "a@b.example"


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"Host": "hakemus.example"}, 421),
        ({"Origin": "http://hakemus.example"}, 403),
        ({"Origin": f"http://{HOST}", "Cookie": "hakemus=other"}, 403),
        ({"Origin": f"http://{HOST}"}, 403),
    ],
)
def test_nobody_else_may_ask(space: Workspace, headers: dict[str, str], code: int) -> None:
    """Another name, another page, no token."""
    with TestClient(application(space, TOKEN, [HOST]), base_url=f"http://{HOST}") as stranger:
        assert stranger.get("/", headers=headers).status_code == code


def test_a_change_needs_the_page_itself(page: TestClient, space: Workspace, file: Path) -> None:
    """A form of another site has no origin of ours, with or without the cookie."""
    del page.headers["Origin"]
    assert page.post(f"/a/{space.key(file)}/field", content="{}").status_code == 403


def test_the_policy_lets_nothing_in_from_elsewhere(page: TestClient) -> None:
    """No script, style, picture or frame from another place, and nothing kept by the browser."""
    answer = page.get("/")
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; script-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not re.findall(r'(?:src|href)="(?!/|#)', answer.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_and_view_is_shown(
    page: TestClient, space: Workspace, file: Path, language: str
) -> None:
    """In each language, with every field once."""
    page.post(f"/language/{language}", content="back=%2F")
    key = space.key(file)
    names = re.findall(rf'/a/{key}/fill/(\w+)"', page.get(f"/a/{key}/fill/start").text)
    texts = [page.get(f"/a/{key}/fill/{name}") for name in dict.fromkeys(names)]
    texts += [page.get(f"/a/{key}/{view}") for view in ("review", "papers", "hyrra", "take")]
    assert {answer.status_code for answer in texts} == {200}
    fields = [path for answer in texts for path in re.findall(r' name="([^"]+)" data-field', answer.text)]
    assert len(fields) == len(set(fields)) > 200
    assert f'<html lang="{language}">' in texts[0].text


def test_what_was_typed_is_shown_as_text_only(page: TestClient, space: Workspace, file: Path) -> None:
    """Markup in a field is no markup of the page."""
    name = '<script>alert(1)</script> "&'
    typed(file, "project.name", name, hakemus.load(file).project.name or "")
    for view in ("fill/project", "review", "papers"):
        assert "<script>alert" not in page.get(f"/a/{space.key(file)}/{view}").text
    assert "<script>alert" not in page.get("/").text


def test_papers_bundle_and_workbook_are_given(page: TestClient, space: Workspace, file: Path) -> None:
    """Each with its name in the language of the page."""
    key = space.key(file)
    for way, name in (("paper/project-plan", "hankesuunnitelma.docx"), ("workbook", "application.xlsx")):
        answer = page.get(f"/a/{key}/{way}")
        assert answer.content[:2] == b"PK"
        assert name in answer.headers["Content-Disposition"]
    assert page.get(f"/a/{key}/bundle").content[:2] == b"PK"


def test_an_edited_paper_is_shown_before_it_is_written(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """The change in a table; the file changes when it is accepted."""
    key, before = space.key(file), file.read_bytes()
    later = hakemus.load(file).model_copy(deep=True)
    paper = hakemus.render(later, "application", draft=True)
    typed(file, "applicant.phone", "050 777", later.applicant.phone or "")
    answer = page.post(f"/a/{key}/take", content=paper, headers={"X-File-Name": "hakemus.docx"})
    shown = page.get(answer.json()["go"])
    assert "050 777" in shown.text
    assert hakemus.load(file).applicant.phone == "050 777"
    assert page.post(answer.json()["go"], content="").status_code == 200
    assert hakemus.load(file).applicant.phone == "050 777"
    assert before != file.read_bytes()


def test_a_paper_that_came_back_for_one_application_changes_no_other(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """Not when the same file is given to another one too, nor under the other one's address."""
    other = save(file.parent / "other.toml", COMPLETE.read_bytes())
    changed = hakemus.load(file).model_copy(deep=True)
    paper = hakemus.render(changed, "application", draft=True)
    for one in (file, other):
        name = hakemus.load(one).applicant.phone or ""
        assert typed(one, "applicant.phone", "050 777", name).applicant.phone == "050 777"
    ways = [
        page.post(f"/a/{space.key(one)}/take", content=paper, headers={"X-File-Name": "p.docx"}).json()["go"]
        for one in (file, other)
    ]
    kept = [way.rpartition("/")[2] for way in ways]
    assert kept[0] != kept[1]
    assert page.post(f"/a/{space.key(other)}/taken/{kept[0]}", content="").status_code == 404
    assert all("050 777" in page.get(way).text for way in ways)


def test_two_servers_in_one_browser_keep_each_its_token(page: TestClient, space: Workspace) -> None:
    """A browser sends the cookies of all ports of a computer to each."""
    other = application(space, "another-token", ["127.0.0.1:8001"])
    with TestClient(other, base_url="http://127.0.0.1:8001", cookies=page.cookies) as second:
        assert second.get("/?token=another-token").status_code == 200
        page.cookies.update(second.cookies)
    assert page.get("/").status_code == 200


def test_a_file_that_cannot_be_read_says_why_in_the_language_of_the_page(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """Where the files are listed, also while the page is open."""
    file.write_text("schema_version = 1\n[project]\nname = 5\n", encoding="utf-8")
    space.language = "sv"
    assert "Projektets namn (project.name): 5 är ingen text" in page.get("/").text
    assert page.get(f"/a/{space.key(file)}/review").status_code == 400


@pytest.mark.parametrize("name", ["UPPER.TOML", ".toml", f"{'x' * 300}.toml"])
def test_an_application_file_of_an_odd_name_is_taken_in_and_shown(page: TestClient, name: str) -> None:
    """Its ending says what it is."""
    answer = page.post("/open", content=COMPLETE.read_bytes(), headers={"X-File-Name": name})
    assert page.get(answer.json()["go"]).status_code == 200


@pytest.mark.parametrize(
    ("way", "name", "content"),
    [
        ("/open", "x.docx", b"no archive"),
        ("/open", "../../x.toml", b"schema_version = "),
        ("/open", "x.json", b"[1]"),
        ("/a/{key}/take", "x.docx", b""),
        ("/a/{key}/take", "x.xlsx", b"PK"),
        ("/a/{key}/annex/0", "x.pdf", b"MZ"),
        ("/a/{key}/annex/999", "x.pdf", b"%PDF-1.4\nstartxref\n%%EOF"),
        ("/a/{key}/field", "", b"["),
        ("/a/{key}/field", "", b'{"path": 1}'),
        ("/a/{key}/field", "", b"\xff"),
        ("/a/{key}/rows", "", b'{"path": "budget.items[0]", "step": "away", "mark": ""}'),
        ("/a/other/field", "", b'{"path":"x","text":"","was":"","row":"","chapter":""}'),
    ],
)
def test_a_bad_upload_is_refused_in_words_and_leaves_nothing(
    page: TestClient, space: Workspace, file: Path, way: str, name: str, content: bytes
) -> None:
    """What, and nothing is written."""
    before = {
        path: path.read_bytes()
        for path in file.parent.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }
    answer = page.post(way.replace("{key}", space.key(file)), content=content, headers={"X-File-Name": name})
    assert 400 <= answer.status_code < 500
    assert answer.json()["error"]
    assert "Kirjaston tiedoissa" not in answer.json()["error"]  # which are not at fault
    after = {
        path: path.read_bytes()
        for path in file.parent.rglob("*")
        if path.is_file() and path.suffix != ".lock"
    }
    assert after == before


def test_the_questions_of_the_group_are_asked_of_an_application_that_has_none_of_them(file: Path) -> None:
    """Each is a row; the answer is written with its question, and what is found leads to a chapter that is there."""
    group = LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")
    space = Workspace(file.parent, lambda: date(2026, 3, 1), "fi", group)
    block = space.chapters(hakemus.load(file)).block("group_answers")
    assert block is not None
    idea = next(row for row in block.rows if row.block.inputs[-1].term == "Mistä hankkeen idea lähti?")
    now = write_field(file, Typed(idea.block.inputs[-1].path, "yhdistyksestä", "", idea.mark), "fi", group)
    answers = {one.question: one.answer for one in now.group_answers}
    assert answers["Mistä hankkeen idea lähti?"] == "yhdistyksestä"
    block = space.chapters(now).block("group_answers")
    assert block is not None
    assert ("yhdistyksestä", "yhdistyksestä") in block.rows[idea.number - 1].block.inputs[-1].options
    assert hakemus.load(file) == now
    browser = TestClient(application(space, TOKEN, [HOST]), base_url=f"http://{HOST}")
    shown = browser.get(f"/?token={TOKEN}").text
    assert "Leader Mallimaa ry" in shown
    assert 'href="/group"' not in shown  # the group may be given without its folder
    assert space.chapters(now).new_row("group_answers", len(answers)) is not None


def test_no_path_is_taken_from_a_request(page: TestClient, file: Path) -> None:
    """A file is called by its key, and only those of the folder have one."""
    save(file.parent.parent / "other.toml", COMPLETE.read_bytes())
    for key in ("..%2Fother.toml", "%2Fetc%2Fpasswd", "application.toml"):
        assert page.get(f"/a/{key}/review").status_code == 404
    assert page.get("/static/..%2Fserver.py").status_code == 404
    (file.parent.parent / "other.toml").unlink()


def test_a_new_application_is_begun_and_filled(page: TestClient, space: Workspace) -> None:
    """A small project, from its measure to its first field."""
    answer = page.post("/new", content="measure=small-project")
    assert answer.status_code == 200
    made = next(
        one for one in space.files() if hakemus.load(one.path).classification.measure == "small-project"
    )
    sent = {"path": "project.name", "text": "Laituri", "was": "", "row": "", "chapter": "project"}
    said = page.post(f"/a/{made.key}/field", json=sent).json()
    assert said["saved"]
    assert said["value"] == "Laituri"
    assert hakemus.load(made.path).project.name == "Laituri"


def test_a_pdf_is_put_next_to_the_application_at_its_annex(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """Under a name of its own."""
    answer = page.post(
        f"/a/{space.key(file)}/annex/0",
        content=PDF,
        headers={"X-File-Name": "S%C3%A4%C3%A4nn%C3%B6t.pdf"},
    )
    assert answer.json()["go"].endswith("#annexes")
    named = hakemus.load(file).annexes[0].file
    assert named is not None
    assert (file.parent / named).read_bytes() == PDF


@pytest.mark.parametrize("example", ["cooperation-complete", "investment", "290170"])
def test_every_finding_that_has_a_field_leads_to_it(
    page: TestClient, space: Workspace, tmp_path: Path, example: str
) -> None:
    """The chapter that a review links to is there, and in it the field or the part that the finding is about."""
    found = next(iter((EXAMPLES / example).glob("*.t[ox][mt]*")))
    if found.suffix == ".txt":
        (tmp_path / "application.toml").unlink()
        space.take_in(found.name, found.read_bytes())
    else:
        (tmp_path / "application.toml").write_bytes(found.read_bytes())
    key = space.files()[0].key
    links = re.findall(
        r'<li class="\w+"><strong>[^<]*</strong> <a href="([^"]*)"', page.get(f"/a/{key}/review").text
    )
    assert links
    for link in links:
        address, _, path = link.partition("#")
        chapter = page.get(address)
        assert chapter.status_code == 200, link
        assert f'id="{path}"' in chapter.text or address.endswith(f"/{path}"), link


def test_a_workbook_of_a_budget_is_the_beginning_of_an_application(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """With its costs and its financing; the texts and everything else are still to be filled."""
    key = space.files()[0].key
    book = page.get(f"/a/{key}/workbook").content
    answer = page.post("/open", content=book, headers={"X-File-Name": "budjetti.xlsx"})
    assert answer.status_code == 200, answer.text
    (begun,) = (one for one in space.files() if one.path != file)
    own, before = hakemus.load(begun.path).budget, hakemus.load(file).budget
    assert [one.amount for one in own.items] == [one.amount for one in before.items]
    assert own.financing == before.financing
    assert page.get(answer.json()["go"]).status_code == 200


@pytest.fixture
def meeting(space: Workspace) -> str:
    """Return the address of a meeting with two applications that can be read."""
    folder = space.folder / "kokous"
    shutil.copytree(EXAMPLES / "board-meeting", folder)
    shutil.copytree(EXAMPLES / "investment", space.folder / "investment")
    shutil.rmtree(folder / "maut")
    shutil.rmtree(folder / "answers")
    (opened,) = space.meetings()
    assert opened.name == "Hallituksen kokous 3/2025"
    return f"/meeting/{opened.key}"


def test_a_meeting_shows_its_applications_with_their_points(page: TestClient, meeting: str) -> None:
    """The board's points, as the statement has them; of what is not scored, why."""
    shown = " ".join(page.get(meeting).text.split())
    assert "Mallijärven kylätalon katto ja valaistus" in shown
    assert "26 400,00 €" in shown
    assert re.search(r'data-term="Pisteet">\d+ / \d+<', shown)
    assert "Tukimuotoon ei sovelleta valintaperusteita" in shown


def test_a_meeting_gives_its_papers_and_forms_and_takes_a_filled_one(
    page: TestClient, meeting: str, space: Workspace
) -> None:
    """A form that a member has filled is put among the answers, and then counts; another kind of file is refused."""
    names = zipfile.ZipFile(io.BytesIO(page.get(f"{meeting}/papers").content)).namelist()
    assert "esityslista.docx" in names
    forms = zipfile.ZipFile(io.BytesIO(page.get(f"{meeting}/papers?forms=yes").content))
    filled = EXAMPLES / "board-meeting" / "answers" / "bedomningsblankett-sven-svensson.xlsx"
    assert any(name.endswith(".xlsx") for name in forms.namelist())
    answer = page.post(
        f"{meeting}/answers", content=filled.read_bytes(), headers={"X-File-Name": "../Sven.xlsx"}
    )
    assert answer.json() == {"go": meeting}
    kept = space.folder / "kokous" / "answers"
    assert [one.name for one in kept.iterdir()] == ["sven.xlsx"]
    assert page.get(meeting).status_code == 200
    refused = page.post(f"{meeting}/answers", content=b"x", headers={"X-File-Name": "Sven.pdf"})
    assert refused.status_code == 400
    assert len([*kept.iterdir()]) == 1


def test_the_code_of_the_page_stays_small() -> None:
    """Fields, guidance and findings are described elsewhere: the page and the command that opens it only show them."""
    source = Path(hakemus.__file__).parent
    page = [
        line
        for one in (source / "page").glob("*.py")
        for line in one.read_text(encoding="utf-8").splitlines()
    ]
    commands = ast.parse((source / "cli" / "starting.py").read_text(encoding="utf-8")).body
    (command,) = (one for one in commands if isinstance(one, ast.FunctionDef) and one.name == "open_page")
    assert 1000 < len(page) + (command.end_lineno or 0) - command.decorator_list[0].lineno < 1500


def test_a_review_counts_what_it_lists(page: TestClient, space: Workspace) -> None:
    """Each finding by itself, as the chapters count it."""
    made = space.new("small-project")
    shown = page.get(f"/a/{space.key(made)}/review").text
    errors = shown.count('<li class="error">')
    assert errors > 10
    assert f"Virheitä {errors}," in shown


def test_the_days_to_remember_are_given_for_a_calendar(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """Where one is known; a project without an end has none to give, and no link to it."""
    key = space.key(file)
    assert f"/a/{key}/calendar" in page.get(f"/a/{key}/papers").text
    given = page.get(f"/a/{key}/calendar")
    assert given.headers["Content-Type"].startswith("text/calendar")
    assert b"DTSTART;VALUE=DATE:20280430" in given.content
    other = space.key(space.new("small-project"))
    assert f"/a/{other}/calendar" not in page.get(f"/a/{other}/papers").text


def test_the_checklist_of_annexes_says_what_asks_for_each_and_whether_it_is_there(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """Also of one that the application doesn't list yet: a PDF that is given for it is listed with its kind."""
    shutil.copy(EXAMPLES / "cooperation-project" / "application.toml", file)
    review = f"/a/{space.key(file)}/review"
    before = hakemus.load(file).annexes
    asked = [*asked_annexes(Case.of(hakemus.load(file), on=date(2026, 3, 1)))]
    missing = next(one for one in asked if not one.places and not one.is_held)
    shown = page.get(review).text
    for one in asked:
        assert str(escape(one.label.text("fi"))) in shown
        assert str(escape(one.reference.text("fi"))) in shown
    given = page.post(
        f"/a/{space.key(file)}/annex/{len(before)}?kind={missing.kind}",
        content=PDF,
        headers={"X-File-Name": "liite.pdf"},
    )
    assert given.status_code == 200, given.text
    *others, new = hakemus.load(file).annexes
    assert (tuple(others), new.kind, new.file) == (before, missing.kind, "liitteet/liite.pdf")
    again = page.post(
        f"/a/{space.key(file)}/annex/{len(before)}?kind=other",
        content=PDF,
        headers={"X-File-Name": "toinen.pdf"},
    )
    assert wording("fi").message("page.changed-elsewhere") in again.json()["error"]
    assert not (file.parent / "liitteet" / "toinen.pdf").exists()


def test_an_officer_begins_a_meeting_and_enters_the_boards_points(page: TestClient, space: Workspace) -> None:
    """For a group chosen on the page; the group's criteria are asked, and what is no value is refused in words."""
    shutil.copytree(EXAMPLES / "groups" / "mallimaa", space.folder / "mallimaa")
    shutil.copytree(EXAMPLES / "investment", space.folder / "investment")
    assert 'name="members"' not in page.get("/").text
    (group,) = space.groups()
    assert page.post("/group", data={"group": group}).status_code == 200
    key = next(one.key for one in space.files() if one.path.parent.name == "investment")
    typed = {
        "name": "Kokous 5",
        "date": "12.5.2026",
        "place": "Toimisto",
        "members": "Kaisa\n\nSven\n",
        key: "on",
    }
    shown = page.post("/meetings", data=typed)
    assert "Mallijärven kylätalon katto" in shown.text
    folder = space.folder / "kokous-5"
    meeting = read_meeting(folder / "meeting.toml")
    assert (meeting.date, meeting.place, meeting.group) == (date(2026, 5, 12), "Toimisto", "../mallimaa")
    assert [one.name for one in meeting.members] == ["Kaisa", "Sven"]
    assert "on jo olemassa" in page.post("/meetings", data={**typed, "place": "Kylätalo"}).text
    (mark,) = re.findall(r'name="mark" value="(\w+)"', shown.text)
    points = f"{shown.url.path}/points/investment"
    said = {"mark": mark, "points:youth": "2", "met:real_need": "kyllä", "proposal": "support"}
    assert "abc" in page.post(points, data={**said, "proposed_amount": "abc"}).text
    page.post(points, data={**said, "proposed_amount": "10 000,00 €", "reason:youth": "Mukana."})
    assessment = read_assessment(folder / "investment" / "assessment.toml")
    given = {one.criterion: one for one in assessment.criteria}
    assert (given["youth"].points, given["youth"].reason) == (Decimal(2), "Mukana.")
    assert given["real_need"].met
    assert assessment.proposal == "support"
    assert assessment.proposed_amount == Decimal(10000)
    assert "# Nuoret" in (folder / "investment" / "assessment.toml").read_text(encoding="utf-8").replace(
        "## ", "# "
    )
    late = page.post(points, data={**said, "points:youth": "4"})
    assert wording("fi").message("page.changed-elsewhere") in late.text
    assert read_assessment(folder / "investment" / "assessment.toml") == assessment


def test_a_workbook_is_called_in_messages_as_its_user_called_it(
    page: TestClient, space: Workspace, file: Path
) -> None:
    """And not by the name of a place where it is kept."""
    answer = page.post(
        f"/a/{space.key(file)}/take",
        content=b"PK\x03\x04 nothing",
        headers={"X-File-Name": "Budjetti%202.xlsx"},
    )
    assert "Budjetti 2.xlsx" in answer.json()["error"]


def test_every_annex_is_shown_where_it_is_listed() -> None:
    """One that is asked for and not listed is shown too, and so is one that is only listed; costs ask for some."""
    rules = {"kind": "association-rules"}
    values = {
        "schema_version": 1,
        "classification": {"measure": "investment"},
        "annexes": [rules, {"title": "Muu"}, rules],
    }
    case = Case.of(hakemus.load(values), on=date(2026, 3, 1))
    shown = [(at, asked and asked.kind) for at, asked in annexes_to_show(case)]

    assert shown[0] == (0, "association-rules")
    assert shown[1] == (2, "association-rules")
    assert shown[-1] == (1, None)
    assert (None, "minutes-extract") in shown
    assert (None, "in-kind-estimate") not in shown
    assert sorted(at for at, _ in shown if at is not None) == [0, 1, 2]
