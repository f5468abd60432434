"""The check of templates finds each kind of fault, in its place, and finds none in the library's own."""

import io
import json
import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hakemus import FileError, LeaderGroup, TemplateFinding, TemplateReport, check_templates
from hakemus.packaged import packaged_folder
from hakemus.papers import AGENDA, BOARD_DOCUMENTS, PAPERS, STATEMENT, Paper, document, list_documents
from hakemus.proofing import examples, offered_by, trials
from hakemus.texts import LANGUAGES

OURS = packaged_folder("templates")
BODY, STYLES = "word/document.xml", "word/styles.xml"

Edit = Callable[[str], str]


def edited(docx: bytes, part: str, edit: Edit) -> bytes:
    """Return a document with one part changed; that it changed is asserted."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                before = content.decode()
                content = edit(before).encode()
                assert content != before.encode()
            new.writestr(name, content)
    return stream.getvalue()


def with_paragraph(text: str) -> Edit:
    """Return an edit that puts a paragraph at the beginning of the body."""
    return lambda xml: xml.replace("<w:body>", f"<w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p>", 1)


@pytest.fixture(name="checked")
def _checked(tmp_path: Path) -> Callable[..., TemplateReport]:
    """Return a check of a folder with one template: ours, changed."""

    def check(
        edit: Edit, part: str = BODY, name: str = "project-plan", language: str = "fi"
    ) -> TemplateReport:
        file = tmp_path / language / f"{name}.docx"
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(edited((OURS / "fi" / f"{name}.docx").read_bytes(), part, edit))
        return check_templates(tmp_path)

    return check


def kinds(report: TemplateReport) -> list[str]:
    """Return the kinds of the errors of a report."""
    return [finding.kind for finding in report.errors]


@pytest.fixture(name="ours", scope="module")
def _ours() -> TemplateReport:
    """Return the report on the library's own templates."""
    return check_templates()


def test_our_own_templates_have_no_fault(ours: TemplateReport) -> None:
    """Every document, the board's too, has its template in every language, and each is fine."""
    assert ours.errors == ()
    assert ours.ok
    names = (*list_documents(), *list_documents("assessment"), *list_documents("meeting"))
    assert set(ours.templates) == {f"{language}/{name}.docx" for language in LANGUAGES for name in names}


def test_none_of_our_own_templates_is_stray(ours: TemplateReport) -> None:
    """All that is reported about them is what they leave out."""
    assert {finding.kind for finding in ours.notes} == {"unused-fields"}


def test_the_agenda_shows_all_that_a_meeting_has(ours: TemplateReport) -> None:
    """The agenda leaves out nothing but the group's own data, and what the paper is called in its properties."""
    (note,) = (finding for finding in ours.notes if finding.file == "fi/meeting-agenda.docx")
    assert set(note.values["fields"]) >= {"group", "kind"}


def test_the_application_shows_all_that_applicants_write(ours: TemplateReport) -> None:
    """What the application's template leaves out is not part of the applicant's data, except for what annexes show."""
    (note,) = (finding for finding in ours.notes if finding.file == "fi/application.docx")
    assert set(note.values["fields"]) == {
        "schema_version",
        "kind",
        "costs.caveat",
        "costs.items",
        "costs.lump_sum",
        "costs.proofs",
        "costs.side_costs",
        "costs.staff",
        "costs.total_row.label",
        "group",
        "group_question",
        "guidance.contact_person",
        "guidance.responsible_person",
        "partners[].signatories",
        "cooperation_agreement",
        "application_decision",
        "authorisation",
        "letter_of_intent",
        "preparation_report",
        "steering_group",
    }


def test_an_unknown_field_is_told_with_the_likely_one(checked: Callable[..., TemplateReport]) -> None:
    """A misspelt placeholder is an error, and so is the paper that cannot be made."""
    report = checked(with_paragraph("{{ aplicant.name }}"))
    assert "unknown-field-likely" in kinds(report)
    (finding,) = (finding for finding in report.errors if finding.kind == "unknown-field-likely")
    assert (finding.file, finding.values["field"]) == ("fi/project-plan.docx", "aplicant.name")
    assert finding.values["likely"] == "applicant.name"


def test_a_field_of_another_document_is_unknown(checked: Callable[..., TemplateReport]) -> None:
    """What an application holds is not offered by a document that does not carry it."""
    report = checked(with_paragraph("{% for annex in annexes %}{{ annex.kind }}{% endfor %}"))
    unknown = {
        finding.values["field"] for finding in report.errors if finding.kind.startswith("unknown-field")
    }
    assert unknown == {"annexes[]", "annexes[].kind"}


@pytest.mark.parametrize("paper", [paper.key for paper in BOARD_DOCUMENTS])
def test_an_unknown_field_of_a_boards_paper_is_found(
    checked: Callable[..., TemplateReport], paper: str
) -> None:
    """A misspelt placeholder in a template of the board is reported with the likely one, and its paper fails."""
    report = checked(with_paragraph("{{ meeting.plaec }}"), name=paper)
    assert kinds(report) == ["unknown-field-likely", "tried"]
    assert report.errors[0].values["likely"] == "meeting.place"
    assert report.errors[1].values["example"].split("/")[0] == "board-meeting"


def test_a_boards_paper_offers_no_data_of_another_paper(checked: Callable[..., TemplateReport]) -> None:
    """A statement describes one application: the agenda's items are unknown to it, and so are an applicant's plans."""
    unknown = kinds(checked(with_paragraph("{{ plan.need }}{{ totals.sought }}"), name=STATEMENT.key))
    assert [kind for kind in unknown if kind.startswith("unknown-field")] == ["unknown-field"] * 2


def test_a_boards_paper_is_tried_with_every_application_of_the_meeting() -> None:
    """A statement is made on each application of the example, an agenda of them all, and both without any data."""
    statements = [trial.name for trial in trials(STATEMENT, "fi")]
    assert sorted(statements) == ["board-meeting/kylatalo", "board-meeting/maut", "board-meeting/ryhma", "–"]
    assert [trial.name for trial in trials(AGENDA, "sv")] == ["board-meeting", "–"]


def test_a_fault_that_only_a_boards_paper_shows_is_found_by_trying(
    checked: Callable[..., TemplateReport],
) -> None:
    """Reasons are offered and compile, but several paragraphs do not fit within one: only making the paper shows it."""
    report = checked(with_paragraph("{{ assessment.reasons }}"), name=STATEMENT.key)
    assert kinds(report) == ["tried"]


def test_a_boards_paper_is_tried_as_the_groups_own() -> None:
    """With a Leader group the meeting is that of its board: in its name, and without criteria where it has none."""
    group = LeaderGroup.from_mapping({"name": {"fi": "Leader Koe"}})
    contents = [trial.content for trial in trials(STATEMENT, "fi", group)]
    assert {content["group"]["name"] for content in contents} == {"Leader Koe"}
    assert not any(content["scoring"]["applies"] for content in contents)


@pytest.mark.parametrize("hidden", ["{% if draft and not draft %}{{ nothing }}{% endif %}"])
def test_a_field_that_no_example_prints_is_found(checked: Callable[..., TemplateReport], hidden: str) -> None:
    """An unknown name in a branch that is never taken is an error all the same."""
    assert kinds(checked(with_paragraph(hidden))) == ["unknown-field"]


@pytest.mark.parametrize("whole", ["application", "cost-estimate"])
def test_every_field_of_the_model_is_offered(whole: str) -> None:
    """What no example holds is offered too: the model says what an application may hold."""
    offered = offered_by(document(whole))
    assert {
        "budget.price_evidence[].offers[].supplier",
        "budget.items[]",
        "applicant.address.street",
    } <= offered
    assert ("annexes[].kind" in offered) == (whole == "application")
    assert {"costs.rows[].amounts[]", "financing.parts[].share", "draft", "kind"} <= offered


def test_what_is_not_shown_is_a_note(checked: Callable[..., TemplateReport]) -> None:
    """A template that leaves a text out is no error, but its author gets a note."""
    report = checked(lambda xml: xml.replace("plan.risks", "plan.need"))
    assert report.ok
    (note,) = report.notes
    assert "plan.risks" in note.values["fields"]


def test_a_syntax_fault_is_told_with_its_place_and_tag(checked: Callable[..., TemplateReport]) -> None:
    """All faults of a template are reported at once, each with the part, the place and the tag."""
    report = checked(with_paragraph("{{ project.name"))
    assert set(kinds(report)) == {"syntax"}
    report = checked(with_paragraph("{% if draft %}{{ kind|upper }}"))
    assert len(report.errors) >= 1
    assert {finding.part for finding in report.errors} == {BODY}
    assert all(finding.tag and finding.place for finding in report.errors)


FAULTS: dict[str, tuple[str, Edit]] = {
    "alternative text": (
        "word/header1.xml",
        lambda xml: re.sub(r' descr="[^"]*"', "", xml),
    ),
    "header row": (
        BODY,
        lambda xml: xml.replace("<w:tblHeader/>", "").replace('w:firstRow="0"', 'w:firstRow="1"'),
    ),
    "heading": (BODY, lambda xml: xml.replace('w:val="Heading1"', 'w:val="Heading3"', 1)),
    "spacing": (BODY, lambda xml: xml.replace("<w:body>", "<w:body><w:p/>", 1)),
    "language": (STYLES, lambda xml: re.sub(r"<w:lang [^>]*/>", "", xml)),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_what_a_reader_with_a_screen_reader_would_miss_is_an_error(
    checked: Callable[..., TemplateReport], fault: str
) -> None:
    """Pictures, tables, headings, spacing and language are looked over in every template, and reported once."""
    part, edit = FAULTS[fault]
    with zipfile.ZipFile(OURS / "fi" / "project-plan.docx") as ours:
        pictured = [name for name in ours.namelist() if b"wp:docPr" in ours.read(name)]
    report = checked(edit, pictured[0] if fault == "alternative text" else part)
    details = [finding.values["detail"] for finding in report.errors]
    assert details
    assert all(fault in detail for detail in details), details
    assert len({(finding.part, finding.place, finding.values["detail"]) for finding in report.errors}) == len(
        details
    )


def test_a_template_in_the_folder_of_another_language_is_an_error(
    checked: Callable[..., TemplateReport],
) -> None:
    """A screen reader would speak Swedish with a Finnish tongue."""
    report = checked(with_paragraph("Text"), language="sv")
    assert kinds(report) == ["language"]
    assert dict(report.errors[0].values) == {"found": "fi-FI", "expected": "sv"}


def test_a_fault_that_only_a_paper_shows_is_found_by_trying(checked: Callable[..., TemplateReport]) -> None:
    """A value of the wrong kind is offered, and compiles; only the paper of an example fails."""
    report = checked(with_paragraph("{{ plan.need }}"))
    assert kinds(report) == ["tried"]
    assert report.errors[0].values["example"] in {name for name, _ in examples()}


def test_a_file_that_is_no_document_is_an_error(tmp_path: Path) -> None:
    """A damaged file is reported, and the others are checked."""
    (tmp_path / "fi").mkdir()
    (tmp_path / "fi" / "application.docx").write_bytes(b"PK no zip")
    shutil.copy(OURS / "fi" / "public-description.docx", tmp_path / "fi")
    report = check_templates(tmp_path)
    assert [(finding.file, finding.kind) for finding in report.errors] == [
        ("fi/application.docx", "cannot-open")
    ]
    assert report.templates == ("fi/application.docx", "fi/public-description.docx")


def test_a_file_that_nothing_uses_is_a_note(tmp_path: Path) -> None:
    """A name that is no document's, or a place that is no language's, is reported; Word's own lock files are not."""
    (tmp_path / "fi").mkdir()
    for name in ("fi/public-description.docx", "fi/plan.docx", "application.docx", "fi/~$plan.docx"):
        shutil.copy(OURS / "fi" / "public-description.docx", tmp_path / name)
    report = check_templates(tmp_path)
    stray = [finding for finding in report.notes if finding.kind == "stray"]
    assert [finding.file for finding in stray] == ["application.docx", "fi/plan.docx"]
    assert all(paper.key in stray[0].message("en") for paper in PAPERS)


def test_a_groups_folder_is_checked_with_its_questions() -> None:
    """Of a Leader group's folder its own templates are checked, and the answers to its questions are offered."""
    report = check_templates(packaged_folder("examples") / "groups" / "mallimaa")
    assert report.templates[0] == "fi/project-plan.docx"
    assert report.errors == ()


def test_a_folder_without_templates_is_refused(tmp_path: Path) -> None:
    """Nothing to check is not the same as nothing found."""
    for folder, code in ((tmp_path, "no-templates"), (tmp_path / "no", "no-folder")):
        with pytest.raises(FileError) as raised:
            check_templates(folder)
        assert raised.value.code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_speaks_every_language(checked: Callable[..., TemplateReport], language: str) -> None:
    """A report states its findings as text in each language, and as JSON in all of them."""
    report = checked(with_paragraph("{{ nothing_at_all }}"))
    lines = report.to_text(language).splitlines()
    assert lines[0] == "fi/project-plan.docx"
    assert any("nothing_at_all" in line for line in lines)
    told = json.loads(report.to_json())
    assert told["ok"] is False
    assert all(set(finding["message"]) == set(LANGUAGES) for finding in told["findings"])
    assert TemplateFinding(
        "fi/a.docx", "note", "stray", values={"documents": ("a",), "languages": ("b",)}
    ).message("fi")


def longest_lists(value: object, path: str = "") -> Iterator[tuple[str, int]]:
    """Yield every list of a document's content by its path, with its length."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from longest_lists(item, f"{path}.{name}".lstrip("."))
    elif isinstance(value, list):
        yield path, len(value)
        for item in value:
            yield from longest_lists(item, f"{path}[]")


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.key)
def test_the_examples_fill_every_list_of_a_document(paper: Paper) -> None:
    """So what is in a list is known, also where the document and not the model makes it."""
    longest: dict[str, int] = {}
    for trial in trials(paper, "fi"):
        for path, length in longest_lists(trial.content):
            longest[path] = max(length, longest.get(path, 0))
    assert [path for path, length in longest.items() if not length] == []
