"""A Leader group's folder: what it changes reaches the papers, and faults come with file, key and what to do."""

import pickle
import shutil
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PIL import Image

import hakemus
from hakemus import LeaderGroup
from hakemus.assembly import template_path
from hakemus.errors import DataError, Fault, FileError
from hakemus.model import GroupAnswer
from hakemus.packaged import packaged_folder
from hakemus.texts import LANGUAGES, describe_fault
from hakemus.word import text
from hakemus.word.package import read_package

MALLIMAA = packaged_folder("examples") / "groups" / "mallimaa"
Make = Callable[..., Path]


def picture(width: int = 400, height: int = 200) -> bytes:
    """Return a picture of one colour."""
    stream = BytesIO()
    Image.new("RGB", (width, height), (27, 67, 50)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    """Return a maker of a group's folder from the texts or bytes of its files."""

    def make(files: dict[str, str | bytes] | None = None, **data: str) -> Path:
        folder = tmp_path / "group"
        lines = [f"{key} = {value}" for key, value in {"name": '{ fi = "Esimerkki ry" }', **data}.items()]
        for name, content in {"group.toml": "\n".join(lines), **(files or {})}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return make


def faults_of(folder: Path) -> dict[str, str]:
    """Return the kinds of fault of a folder by place; each is reported in every language without failing."""
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(folder)
    for fault in caught.value.faults:
        for language in LANGUAGES:
            told = describe_fault(fault, language)
            assert told.startswith(fault.path.partition(":")[0])
            assert f"({fault.code})" not in told, f"the catalogue of {language} lacks faults.{fault.code}"
    return {fault.path: fault.code for fault in caught.value.faults}


def the_fault(folder: Path) -> Fault:
    """Return the only fault of a folder."""
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(folder)
    (fault,) = caught.value.faults
    return fault


def changed_template(old: str, new: str, document: str = "public-description") -> bytes:
    """Return a template of the library with a text of its body changed, as one does in Word."""
    stream = BytesIO()
    with ZipFile(template_path(document, "fi")) as ours, ZipFile(stream, "w") as theirs:
        for name in ours.namelist():
            content = ours.read(name)
            if name == "word/document.xml":
                assert old in content.decode()
                content = content.decode().replace(old, new, 1).encode()
            theirs.writestr(name, content)
    return stream.getvalue()


def media_of(paper: bytes) -> dict[str, bytes]:
    """Return the pictures of a paper."""
    with ZipFile(BytesIO(paper)) as package:
        return {name: package.read(name) for name in package.namelist() if "/media/" in name}


# What a folder may leave out


def test_a_folder_with_a_name_is_enough(make: Make, complete: hakemus.Application) -> None:
    """Everything but the name may be left out, and then the papers are the library's own, with the name on them."""
    group = LeaderGroup.open(make())
    assert group.name.text("fi") == "Esimerkki ry"
    unnamed = complete.model_copy(update={"leader_group": None})
    assert "Esimerkki ry" in text(hakemus.render(unnamed, "project-plan", group=group))
    papers = (hakemus.render(complete, "project-plan", group=one) for one in (group, None))
    with_group, without = (dict(read_package(paper).parts) for paper in papers)
    assert b'group="Esimerkki ry"' in with_group.pop("customXml/item1.xml")
    assert b'group=""' in without.pop("customXml/item1.xml")
    assert with_group == without


def test_what_is_not_the_groups_is_passed_over(make: Make) -> None:
    """Notes, hidden files and what Word leaves next to an open file are nobody's fault."""
    folder = make(
        {"README.md": "x", ".DS_Store": "x", "templates/fi/~$application.docx": "x", "notes/a.txt": "x"}
    )
    assert LeaderGroup.open(folder).name.fi == "Esimerkki ry"


def test_the_example_sets_everything() -> None:
    """Every field of a group is set in the fictional example, so that one sees what a folder can hold."""
    group = LeaderGroup.open(MALLIMAA)
    assert {name for name in type(group).model_fields if not getattr(group, name)} == set()
    assert group.branding("sv").logo is not None
    assert group.template("project-plan", "fi") is not None
    assert group.wording("fi").catalogue["findings.group-question.missing"].startswith("Leader Mallimaa")


# What reaches the papers


def test_logo_colours_and_font_reach_the_librarys_templates(
    make: Make, complete: hakemus.Application
) -> None:
    """No template is copied, and every paper in every language has the look."""
    logo = picture()
    folder = make(
        {"pictures/logo.png": logo},
        logo='{ file = "pictures/logo.png", description = { fi = "Kukkulat", sv = "Kullar" } }',
        colours='{ heading = "#1b4332", shade = "E3EFE6" }',
        font='"Georgia"',
    )
    group = LeaderGroup.open(folder)
    for document in hakemus.list_documents():
        # Logo and theme have the same places in all templates (below), so only two are printed in each language.
        several = (("sv", "Kullar"), ("en", "Kukkulat")) if document in ("application", "poster") else ()
        for language, description in (("fi", "Kukkulat"), *several):
            paper = hakemus.render(complete, document, language=language, group=group)
            assert logo in media_of(paper).values()
            with ZipFile(BytesIO(paper)) as package:
                shown = "document" if document == "poster" else "footer1"
                assert f'descr="{description}"' in package.read(f"word/{shown}.xml").decode()
                styles = package.read("word/styles.xml").decode()
            assert "1B4332" in styles
            assert "Georgia" in styles
            assert hakemus.render(complete, document, language=language, group=group) == paper
    assert len(media_of(hakemus.render(complete, "application"))) == 1


def test_logo_and_theme_have_the_same_places_in_every_template() -> None:
    """A group's look finds its way into each paper in each language alike."""
    looks = set()
    for path in packaged_folder("templates").glob("*/*.docx"):
        with ZipFile(path) as package:
            parts = {name: package.read(name) for name in package.namelist() if name.endswith(".xml")}
        logo = [name for name in parts if b'name="logo"' in parts[name]]
        looks.add((path.stem == "poster", *logo, parts["word/theme1.xml"]))
    assert sorted(look[:2] for look in looks) == [(False, "word/footer1.xml"), (True, "word/document.xml")]


def test_a_changed_template_is_used_in_its_language_alone(make: Make, complete: hakemus.Application) -> None:
    """The Finnish paper has the group's sentence; the Swedish one is the library's."""
    template = changed_template("</w:t>", " – kylä kerrallaan</w:t>")
    group = LeaderGroup.open(make({"templates/fi/public-description.docx": template}))
    assert "kylä kerrallaan" in text(hakemus.render(complete, "public-description", group=group))
    swedish = hakemus.render(complete, "public-description", language="sv", group=group)
    assert swedish == hakemus.render(complete, "public-description", language="sv")


def test_a_changed_message_is_used_and_the_others_stay(make: Make, complete: hakemus.Application) -> None:
    """A finding speaks in the group's words, and so does the report; another language and another check do not."""
    folder = make(
        {
            "fields.toml": '[[questions]]\nkey = "idea"\nrequired = true\nlabel = { fi = "Idea?" }',
            "texts/fi/findings.toml": '[group-question]\nmissing = "Vielä yksi: {question}"',
            "texts/fi/report.toml": 'ok = "Hyvältä näyttää."',
        }
    )
    report = hakemus.check(complete, group=LeaderGroup.open(folder))
    (finding,) = [one for one in report.findings if one.id == "group-question.missing"]
    assert finding.message("fi") == "Vielä yksi: Idea?"
    assert finding.message("sv").startswith("Leadergruppen frågar")
    assert "Vielä yksi: Idea?" in finding.explain("fi")
    assert "Vielä yksi: Idea?" in report.to_text("fi")
    assert report.summary("fi").endswith("Hyvältä näyttää.")
    assert not hakemus.check(complete).summary("fi").endswith("Hyvältä näyttää.")


def test_the_draft_mark_may_be_changed(make: Make, complete: hakemus.Application) -> None:
    """What a paper prints at run time is a message like any other."""
    group = LeaderGroup.open(make({"texts/fi/documents.toml": 'draft-mark = "KESKEN"'}))
    assert "KESKEN" in text(hakemus.render(complete, "application", group=group, draft=True))


QUESTIONS = """
[[questions]]
key = "youth"
kind = "number"
label = { fi = "Montako nuorta?", sv = "Hur många unga?" }
[[questions]]
key = "idea"
kind = "choice"
required = true
label = { fi = "Mistä idea?", sv = "Varifrån idén?" }
choices = [{ key = "village", label = { fi = "kylältä", sv = "från byn" } }]
[[questions]]
key = "met"
kind = "day"
label = { fi = "Milloin tavattiin?", sv = "När möttes vi?" }
[[questions]]
key = "told"
kind = "yes-no"
label = { fi = "Kerrottu?", sv = "Berättat?" }
[[questions]]
key = "money"
kind = "money"
measures = ["preparatory-funding"]
label = { fi = "Paljonko?", sv = "Hur mycket?" }
[[questions]]
key = "investment_only"
kind = "line"
required = true
measures = ["investment"]
label = { fi = "Rakennuslupa?", sv = "Bygglov?" }
"""


def answering(application: hakemus.Application, answers: dict[str, str]) -> hakemus.Application:
    """Return the application with these answers to a group's questions."""
    given = tuple(GroupAnswer(question=question, answer=answer) for question, answer in answers.items())
    return application.model_copy(update={"group_answers": given})


def test_answers_are_printed_as_what_they_are_under_the_question(
    make: Make, complete: hakemus.Application
) -> None:
    """In the order of the questions, in the paper's language; an answer that nobody asks for is last."""
    group = LeaderGroup.open(make({"fields.toml": QUESTIONS}))
    given = {
        "Muuta?": "Ei.",
        "money": "1 250",
        "told": "kyllä",
        "met": "2024-02-03",
        "MISTÄ IDEA?": "village",
        "youth": "1200,5",
    }
    paper = hakemus.render(answering(complete, given), "project-plan", language="sv", group=group)
    lines = text(paper).replace("\N{NO-BREAK SPACE}", " ").splitlines()
    start = lines.index("Hur många unga?")
    assert lines[start : start + 12] == [
        "Hur många unga?",
        "1 200,5",
        "Varifrån idén?",
        "från byn",
        "När möttes vi?",
        "3.2.2024",
        "Berättat?",
        "ja",
        "Hur mycket?",
        "1 250,00 €",
        "Muuta?",
        "Ei.",
    ]


def test_a_draft_says_which_question_must_be_answered(make: Make, complete: hakemus.Application) -> None:
    """Only of what must be answered, and only in a draft; a question of another measure is not there."""
    group = LeaderGroup.open(make({"fields.toml": QUESTIONS}))
    unanswered = answering(complete, {})
    draft = text(hakemus.render(unanswered, "application", group=group, draft=True)).splitlines()
    assert draft[draft.index("Mistä idea?") + 1] == "Täydennettävä."
    assert "Montako nuorta?" not in draft
    assert "Rakennuslupa?" not in draft
    assert "Mistä idea?" not in text(hakemus.render(unanswered, "application", group=group)).splitlines()


def test_a_template_may_show_one_answer_by_its_key(make: Make, complete: hakemus.Application) -> None:
    """An answer is a placeholder; without the answer it is empty, and a key without a question is a fault."""
    files: dict[str, str | bytes] = {
        "fields.toml": QUESTIONS,
        "templates/fi/public-description.docx": changed_template(
            "</w:t>", " [{{ group_question.youth }}] {{ group.name }}</w:t>"
        ),
    }
    group = LeaderGroup.open(make(files))
    answered = answering(complete, {"youth": "12"})
    assert "[12]" in text(hakemus.render(answered, "public-description", group=group))
    assert "[]" in text(hakemus.render(answering(complete, {}), "public-description", group=group))
    fault = the_fault(make({**files, "fields.toml": QUESTIONS.replace('"youth"', '"young"')}))
    assert (fault.code, fault.found) == ("unknown-placeholder", "group_question.youth")
    assert fault.suggestion == "group_question.young"


@pytest.mark.parametrize(
    ("kind", "answer", "variant"),
    [
        ("number", "monta", "number"),
        ("number", "1,2,3", "number"),
        ("money", "-1", "money"),
        ("money", "1,0055", "money"),
        ("money", "1,005", "two-ways"),
        ("day", "31.2.2024", "day"),
        ("day", "huomenna", "day"),
        ("yes-no", "ehkä", "yes-no"),
        ("line", "a\nb", "line"),
        ("line", "x" * 11, "longest"),
        ("text", "x" * 11, "longest"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_is_found(
    make: Make, complete: hakemus.Application, kind: str, answer: str, variant: str
) -> None:
    """The finding names the very answer and says what is asked, in every language; the paper prints it as it is."""
    longest = "longest = 10\n" if kind in ("line", "text") else ""
    question = f'[[questions]]\nkey = "q"\nkind = "{kind}"\n{longest}label = {{ fi = "Kysymys" }}'
    group = LeaderGroup.open(make({"fields.toml": question}))
    application = answering(complete, {"q": answer})
    found = [one for one in hakemus.check(application, group=group).findings if one.id.startswith("group-")]
    assert [(one.id, one.severity, one.path, one.variant) for one in found] == [
        ("group-question.answer", "warning", "group_answers[0].answer", variant)
    ]
    for language in LANGUAGES:
        assert "Kysymys" in found[0].message(language)
    assert answer in text(hakemus.render(application, "application", group=group))


@pytest.mark.parametrize("yes", ["kyllä", "Ja", "yes", "true"])
def test_yes_is_read_in_every_language(make: Make, yes: str) -> None:
    """An applicant answers in the language of the application."""
    group = LeaderGroup.open(make({"fields.toml": QUESTIONS}))
    question = group.question("told")
    assert question is not None
    assert question.read(yes) is True


@pytest.mark.parametrize("number", ["1250,5", "1250.5", "1 250,5", "1\N{NO-BREAK SPACE}250,5"])
def test_a_number_is_read_as_people_write_it(make: Make, number: str) -> None:
    """Comma or point, with blanks between thousands or without."""
    question = LeaderGroup.open(make({"fields.toml": QUESTIONS})).question("youth")
    assert question is not None
    assert question.read(number) == Decimal("1250.5")


# What a group is as a whole


def test_a_group_goes_to_another_process_whole(complete: hakemus.Application) -> None:
    """What one process opened, another prints the same papers with."""
    group = LeaderGroup.open(MALLIMAA)
    sent = pickle.loads(pickle.dumps(group))  # noqa: S301 - our own bytes
    assert sent.digest == group.digest
    assert hakemus.render(complete, "project-plan", group=sent) == hakemus.render(
        complete, "project-plan", group=group
    )


@pytest.mark.parametrize("file", ["group.toml", "fields.toml", "texts/fi/findings.toml", "logo.png"])
def test_the_digest_changes_with_every_file(tmp_path: Path, file: str) -> None:
    """So a paper that was made before the change is known to be old."""
    shutil.copytree(MALLIMAA, tmp_path / "group")
    before = LeaderGroup.open(tmp_path / "group").digest
    path = tmp_path / "group" / file
    path.write_bytes(picture() if file == "logo.png" else path.read_bytes() + b"\n# changed\n")
    assert LeaderGroup.open(tmp_path / "group").digest != before


def test_criteria_are_of_the_measure_and_the_day() -> None:
    """A decision holds from its day for the measures that it names."""
    group = LeaderGroup.open(MALLIMAA)
    selection = group.selection("investment", date(2024, 3, 1))
    assert selection is not None
    assert [criterion.kind for criterion in selection.criteria] == ["gate"] * 4 + ["score"] * 5
    assert (selection.threshold, selection.highest) == (Decimal(8), Decimal(17))
    assert group.selection("investment", date(2023, 2, 28)) is None
    assert group.selection("preparatory-funding", date(2024, 3, 1)) is None


@pytest.mark.parametrize(
    ("day", "meeting"),
    [
        (date(2024, 3, 31), date(2024, 4, 23)),
        (date(2024, 4, 1), date(2024, 10, 8)),
        (date(2024, 9, 16), None),
    ],
)
def test_an_application_is_taken_into_the_next_round(day: date, meeting: date | None) -> None:
    """The last day belongs to the round; after the last round that is known there is none."""
    deadline = LeaderGroup.open(MALLIMAA).deadline(day)
    assert (deadline.meeting if deadline else None) == meeting


# What is refused


def test_all_faults_of_all_files_are_told_at_once(make: Make) -> None:
    """An officer corrects a folder in one go: every file, every key."""
    folder = make(
        {
            "group.toml": 'rates = [{ percent = 120 }]\nlogo = { file = "logo.png" }\ncolour = "x"',
            "logo.png": b"GIF89a",
            "fields.toml": '[[questions]]\nkey = "A"',
            "texts/fi/findings.toml": '[plan]\nmissed = "x"',
            "texts/se/findings.toml": "",
            "templates/fi/application.docx": b"no zip",
            "templates/fi/aplication.docx": b"x",
        }
    )
    assert faults_of(folder) == {
        "group.toml: name": "missing",
        "group.toml: colour": "unknown-key",
        "group.toml: rates[0].from": "missing",
        "group.toml: rates[0].reference": "missing",
        "group.toml: rates[0].percent": "too-large",
        "group.toml: logo.description": "missing",
        "fields.toml: questions[0].key": "not-a-key",
        "fields.toml: questions[0].label": "missing",
        "logo.png": "not-a-picture",
        "texts/fi/findings.toml: plan.missed": "unknown-message",
        "texts/se/findings.toml": "unknown-file",
        "templates/fi/application.docx": "template",
        "templates/fi/aplication.docx": "unknown-file",
    }


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    """Naming group.toml itself is a likely mistake; so is a wrong name."""
    (tmp_path / "group.toml").write_text("", encoding="utf-8")
    for name, code in (("group.toml", "not-folder"), ("nothing", "missing")):
        with pytest.raises(FileError) as caught:
            LeaderGroup.open(tmp_path / name)
        assert caught.value.code == code


def test_a_folder_without_its_file_is_told(tmp_path: Path) -> None:
    """An empty folder, or one that is not a group's, lacks its data."""
    assert faults_of(tmp_path) == {"group.toml": "file-missing"}
    (tmp_path / "budget.toml").touch()  # nor is what else is there a fault: it is no group's folder
    assert faults_of(tmp_path) == {"group.toml": "file-missing"}


@pytest.mark.parametrize(
    ("content", "place", "code"),
    [
        (b"", "group.toml", "file-empty"),
        (b"\xff\xfe", "group.toml", "file-not-utf-8"),
        (b"name = ", "group.toml: 1:7", "syntax"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(make: Make, content: bytes, place: str, code: str) -> None:
    """The file is named, with the line of a mistake, and not in addition to what it would have held."""
    assert faults_of(make({"group.toml": content})) == {place: code}


def test_a_mistake_in_writing_is_told_by_file_and_line(make: Make) -> None:
    """The place is reported as for an application's file, after the name of the file."""
    fault = the_fault(make({"group.toml": 'name = { fi = "a" }\nlogo = '}))
    assert describe_fault(fault, "fi").startswith("group.toml: rivi 2, merkki 7")


def test_a_link_out_of_the_folder_is_not_followed(make: Make, tmp_path: Path) -> None:
    """A file or a folder that is a link to elsewhere is reported, and never read."""
    folder = make(
        {"texts/fi/words.toml": 'yes = "joo"'}, logo='{ file = "logo.png", description = { fi = "x" } }'
    )
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "logo.png").write_bytes(picture())
    (folder / "logo.png").symlink_to(outside / "logo.png")
    (folder / "templates").symlink_to(outside)
    assert faults_of(folder) == {"logo.png": "symlink", "templates": "symlink"}


@pytest.mark.parametrize(
    "written", ["../logo.png", "/etc/passwd", "a/../../logo.png", "..\\\\logo.png", "C:/logo.png"]
)
def test_a_path_that_leaves_the_folder_is_refused(make: Make, written: str) -> None:
    """However it is written, and whether or not there is such a file."""
    folder = make(logo=f'{{ file = "{written}", description = {{ fi = "x" }} }}')
    (folder.parent / "logo.png").write_bytes(picture())
    assert faults_of(folder) == {"group.toml: logo.file": "outside-folder"}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\x89PNG\r\n\x1a\n half", "not-a-picture"),
        (picture(99, 50), "picture-size"),
        (picture(4001, 1000), "picture-size"),
        (picture(900, 100), "picture-shape"),
        (picture() + b"\0" * (40 * 1024 * 1024), "file-too-large"),
    ],
    ids=["no picture", "few pixels", "many pixels", "a strip", "40 MB"],
)
def test_a_logo_that_will_not_do_is_told(make: Make, content: bytes, code: str) -> None:
    """What is no picture, too small, too large, too long, too heavy: each is reported with the file's name."""
    folder = make({"logo.png": content}, logo='{ file = "logo.png", description = { fi = "x" } }')
    assert faults_of(folder) == {"logo.png": code}


def test_a_logo_that_is_not_there_is_told_with_those_that_are(make: Make) -> None:
    """A wrong ending is the likely mistake."""
    fault = the_fault(make({"logo.jpg": picture()}, logo='{ file = "logo.png", description = { fi = "x" } }'))
    assert (fault.code, fault.allowed) == ("file-missing", "logo.jpg")


@pytest.mark.parametrize(
    ("colours", "path", "code"),
    [
        ('{ heading = "#888888" }', "colours.heading", "low-contrast"),
        ('{ shade = "#333333" }', "colours.shade", "low-contrast"),
        ('{ heading = "green" }', "colours.heading", "not-a-colour"),
        ('{ headings = "#000000" }', "colours.headings", "unknown-key"),
    ],
)
def test_a_colour_that_cannot_be_read_is_told(make: Make, colours: str, path: str, code: str) -> None:
    """By WCAG AA; the contrast that was found is reported."""
    assert faults_of(make(colours=colours)) == {f"group.toml: {path}": code}


@pytest.mark.parametrize("colour", ["#767676", "#000000"])
def test_a_colour_at_the_limit_is_taken(make: Make, colour: str) -> None:
    """#767676 on white is the lightest grey that passes, 4.54 : 1."""
    assert LeaderGroup.open(make(colours=f'{{ heading = "{colour}" }}')).colours.heading == colour[1:]


def test_a_text_that_lacks_a_language_of_the_group_is_told(make: Make) -> None:
    """In the data and in the questions, each at its place."""
    folder = make(
        {"fields.toml": '[[questions]]\nkey = "q"\nlabel = { fi = "Kysymys" }'}, languages='["fi", "sv"]'
    )
    assert faults_of(folder) == {
        "group.toml: name.sv": "missing",
        "fields.toml: questions[0].label.sv": "missing",
    }


@pytest.mark.parametrize(
    ("file", "content", "place", "code"),
    [
        ("findings.toml", '[plan]\nmising = "x"', "plan.mising", "unknown-message"),
        ("findings.toml", '[plan]\nmissing = "{field} {sum}"', "plan.missing", "unknown-place"),
        ("findings.toml", '[plan]\nmissing = "{field.__class__}"', "plan.missing", "unknown-place"),
        ("findings.toml", '[plan]\nmissing = "{field"', "plan.missing", "bad-message"),
        ("findings.toml", '[plan]\nmissing = " "', "plan.missing", "bad-message"),
        ("findings.toml", "[plan]\nmissing = 1", "findings.plan.missing", "not-text"),
        ("documents.toml", '[heading]\nplan = "x"', "heading.plan", "in-template"),
        ("documents.toml", '[application]\nfile = "../x"', "application.file", "in-template"),
    ],
)
def test_a_message_that_will_not_do_is_told(
    make: Make, file: str, content: str, place: str, code: str
) -> None:
    """An unknown key, a place without a value, a text that is in the Word template: never a broken sentence."""
    assert faults_of(make({f"texts/fi/{file}": content})) == {f"texts/fi/{file}: {place}": code}


@pytest.mark.parametrize(
    ("new", "code"),
    [
        ("{{ applicant.nam }}</w:t>", "unknown-placeholder"),
        ("{{ applicant.name.upper() }}</w:t>", "template-tag"),
        ("{{ ''.__class__ }}</w:t>", "template-tag"),
        ("{% import 'os' %}</w:t>", "template-tag"),
        ("{{ applicant.name</w:t>", "template-tag"),
    ],
    ids=["not offered", "a call", "an attribute of Python's", "an import", "not closed"],
)
def test_a_template_that_will_not_do_is_told(make: Make, new: str, code: str) -> None:
    """A name that we do not offer, code, a tag that is not closed: when the folder is opened, not when it prints."""
    folder = make({"templates/fi/public-description.docx": changed_template("</w:t>", new)})
    faults = faults_of(folder)
    assert set(faults.values()) == {code}
    assert all(path.startswith("templates/fi/public-description.docx: ") for path in faults)


def test_a_placeholder_with_a_slip_is_told_with_the_likely_one(make: Make) -> None:
    """An officer writes placeholders by hand."""
    template = changed_template("</w:t>", "{{ applicant.nam }}</w:t>")
    assert the_fault(make({"templates/fi/public-description.docx": template})).suggestion == "applicant.name"


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ('key = "q"\nkind = "choice"\nlabel = { fi = "x" }', "not-allowed"),
        ('key = "q"\nkind = "number"\nlongest = 9\nlabel = { fi = "x" }', "not-allowed"),
        ('key = "q"\nkind = "date"\nlabel = { fi = "x" }', "not-allowed"),
        ('key = "q"\nlabel = { fi = "x" }\nmeasures = ["x"]', "not-allowed"),
        ('key = "q"\nlabel = { fi = "x" }\n[[questions]]\nkey = "q"\nlabel = { fi = "y" }', "repeated"),
    ],
)
def test_a_question_that_will_not_do_is_told(make: Make, question: str, code: str) -> None:
    """Choices without a choice, a length of a number, an unknown kind or measure, one key twice."""
    assert set(faults_of(make({"fields.toml": f"[[questions]]\n{question}"})).values()) == {code}


def test_a_file_of_another_name_is_told(make: Make) -> None:
    """A misspelt file would never be read, and nobody would know."""
    assert faults_of(make({"field.toml": "x = 1"})) == {"field.toml": "unknown-file"}


SELECTION: dict[str, Any] = {
    "from": date(2023, 3, 1),
    "reference": {"title": "Päätös", "section": "§ 1", "address": "https://esimerkki.example/"},
    "criteria": [{"key": "a", "kind": "score", "label": {"fi": "A"}, "points": [0, 2]}],
}


@pytest.mark.parametrize(
    "changes",
    [
        {"threshold": 3},
        {"criteria": []},
        {"criteria": [{"key": "a", "kind": "gate", "label": {"fi": "A"}, "points": [1]}]},
        {"criteria": [{"key": "a", "kind": "score", "label": {"fi": "A"}}]},
        {"criteria": [{"key": "a", "kind": "score", "label": {"fi": "A"}, "points": [2, 0]}]},
        {"criteria": [{"key": "a", "kind": "gate", "label": {"fi": "A"}}] * 2},
    ],
)
def test_criteria_that_cannot_be_met_or_read_are_refused(changes: dict[str, Any]) -> None:
    """A threshold out of reach, no criterion, points of a gate, a score without or with falling points, one twice."""
    LeaderGroup.from_mapping({"name": {"fi": "x"}, "selections": [{**SELECTION, "threshold": 2}]})
    with pytest.raises(DataError):
        LeaderGroup.from_mapping({"name": {"fi": "x"}, "selections": [SELECTION | changes]})


def test_nothing_is_written_when_a_folder_is_refused(make: Make, tmp_path: Path) -> None:
    """Opening comes before printing, so there is no paper that is half the group's."""
    folder = make(colours='{ heading = "#FFFFFF" }')
    with pytest.raises(DataError):
        LeaderGroup.open(folder)
    assert not list(tmp_path.rglob("*.docx"))
