"""Documents that are data: a Leader group's own, and those of the library that are described in the same way."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

import hakemus
from hakemus import LeaderGroup
from hakemus.assembly import list_items, make_papers, papers_of, template_path
from hakemus.errors import DataError, FormError
from hakemus.group import OwnDocument
from hakemus.packaged import packaged_folder
from hakemus.papers import document
from hakemus.proofing import list_placeholders, offered_by
from hakemus.texts import LANGUAGES, Language, describe_fault
from hakemus.word import text

EXAMPLES = packaged_folder("examples")
MALLIMAA = EXAMPLES / "groups" / "mallimaa"
NAME = "village-confirmation"
Make = Callable[..., Path]


@pytest.fixture(name="group", scope="module")
def _group() -> LeaderGroup:
    """Return the invented group, which has a document of its own for each partner."""
    return LeaderGroup.open(MALLIMAA)


@pytest.fixture(name="application", scope="module")
def _application() -> hakemus.Application:
    """Return an application with two partners."""
    return hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")


def template(old: str = "", new: str = "", source: BytesIO | None = None) -> bytes:
    """Return the Word file of the group's own document, with a text of its body changed."""
    stream = BytesIO()
    path = source or MALLIMAA / "templates" / "fi" / f"{NAME}.docx"
    with ZipFile(path) as ours, ZipFile(stream, "w") as theirs:
        for name in ours.namelist():
            content = ours.read(name)
            if name == "word/document.xml" and old:
                assert old in content.decode()
                content = content.decode().replace(old, new).encode()
            theirs.writestr(name, content)
    return stream.getvalue()


@pytest.fixture(name="make")
def _make(tmp_path: Path) -> Make:
    """Return a maker of a group's folder with documents of its own, and Word files by their paths."""

    def make(documents: str, languages: str = '["fi"]', **files: bytes) -> Path:
        folder = tmp_path / "group"
        folder.mkdir()
        (folder / "group.toml").write_text(
            f'languages = {languages}\nname = {{ fi = "Esimerkki", sv = "Exempel" }}'
        )
        (folder / "documents.toml").write_text(documents, encoding="utf-8")
        for name, content in files.items():
            path = folder / "templates" / name[:2] / f"{name[3:].replace('_', '-')}.docx"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        return folder

    return make


def faults_of(folder: Path) -> dict[str, str]:
    """Return the kinds of fault of a folder by place; each says in every language what to do."""
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(folder)
    for fault in caught.value.faults:
        for language in LANGUAGES:
            assert f"({fault.code})" not in describe_fault(fault, language)
    return {fault.path: fault.code for fault in caught.value.faults}


def entry(key: str = "own", **more: str) -> str:
    """Return an entry of `documents.toml`."""
    values = {"key": f'"{key}"', "name": '{ fi = "Oma", sv = "Egen" }', **more}
    return "\n".join(["[[documents]]", *(f"{name} = {value}" for name, value in values.items()), ""])


# What becomes of it


def test_it_is_among_the_papers_once_for_each_partner(
    group: LeaderGroup, application: hakemus.Application
) -> None:
    """Each partner gets one in the group's words and look, and no other partner is in it."""
    assert NAME in papers_of(application, group=group)
    assert NAME not in papers_of(application)
    assert list_items(application, NAME, group=group) == ("7777777-4", "1212121-3")
    papers = make_papers(application, [NAME], group=group)
    assert list(papers) == ["kylan-vahvistus-7777777-4.docx", "kylan-vahvistus-1212121-3.docx"]
    first, second = map(text, papers.values())
    assert "Kuvitelman kunta" in first
    assert "Kuvitelman kunta" not in second


def test_no_other_measure_is_asked_for_it(group: LeaderGroup, application: hakemus.Application) -> None:
    """Its entry names the measures; nor is it asked for where there is no partner."""
    elsewhere = application.classification.model_copy(update={"measure": "investment"})
    assert NAME not in papers_of(application.model_copy(update={"classification": elsewhere}), group=group)
    assert NAME not in papers_of(application.model_copy(update={"partners": ()}), group=group)


def test_it_reads_back_with_the_groups_folder(group: LeaderGroup, application: hakemus.Application) -> None:
    """What was typed in a field is a change of the partner; without the folder, the message says what to give."""
    paper = hakemus.render(application, NAME, item="1212121-3", group=group)
    typed = template("Kuvitelman Yrittäjät ry", "Yrittäjät ry", source=BytesIO(paper))
    reading = hakemus.read(typed, group=group)
    assert reading.document == NAME
    assert [(one.path, one.after) for one in reading.changes] == [("partners[0].name", "Yrittäjät ry")]
    with pytest.raises(FormError) as caught:
        hakemus.read(paper)
    assert (caught.value.code, caught.value.values["made"]) == ("own-document", "Leader Mallimaa ry")


def test_two_of_it_are_compared_with_the_groups_folder(
    group: LeaderGroup, application: hakemus.Application
) -> None:
    """What was typed in one of them is what they differ in."""
    paper = hakemus.render(application, NAME, item="1212121-3", group=group)
    typed = template("Kuvitelman Yrittäjät ry", "Yrittäjät ry", source=BytesIO(paper))
    assert [one.path for one in hakemus.compare(paper, typed, group=group)] == ["partners[0].name"]


def test_a_file_is_brought_up_to_date_from_it(
    group: LeaderGroup, application: hakemus.Application, tmp_path: Path
) -> None:
    """What was typed for the second partner is written to the second."""
    file = tmp_path / "a.toml"
    file.write_bytes((EXAMPLES / "cooperation-complete" / "application.toml").read_bytes())
    paper = hakemus.render(application, NAME, item="1212121-3", group=group)
    typed = template("Kuvitelman Yrittäjät ry", "Yrittäjät ry", source=BytesIO(paper))
    update = hakemus.update(file, typed, group=group)
    assert [(one.path, one.after) for one in update.changes] == [("partners[1].name", "Yrittäjät ry")]
    assert hakemus.load(file).partners[1].name == "Yrittäjät ry"


def test_what_is_not_carried_cannot_be_read_back(make: Make, application: hakemus.Application) -> None:
    """A document that is to be seen only holds nothing unseen."""
    folder = make(entry(carried="false", each='"partner"'), fi_own=template())
    paper = hakemus.render(application, "own", item="1212121-3", group=LeaderGroup.open(folder))
    assert not any("customXml" in name for name in ZipFile(BytesIO(paper)).namelist())


def test_a_language_that_it_lacks_is_the_groups_first(
    group: LeaderGroup, application: hakemus.Application
) -> None:
    """An English application gets the Finnish page, under its English name."""
    papers = make_papers(application, [NAME], group=group, language="en")
    assert next(iter(papers)) == "confirmation-by-a-village-7777777-4.docx"
    assert "Kylän osuus hankkeessa" in text(next(iter(papers.values())))


@pytest.mark.parametrize("each", ["company", "partner", "budget-item", "in-kind-work", None])
@pytest.mark.parametrize("offers", ["application", "in-kind-estimate"])
def test_what_it_offers_is_what_it_holds(each: str | None, offers: str) -> None:
    """The placeholders that a folder is held to are those of the paper."""
    own = OwnDocument.model_validate({"key": "own", "name": {"fi": "Oma"}, "each": each, "offers": offers})
    group = LeaderGroup(name={"fi": "x"}, documents=(own,))
    of_a_form = {"guidance", "form", "short", "brief", "own_form"}
    offered = {
        path for path in offered_by(document("own", group), group) if path.split(".")[0] not in of_a_form
    }
    assert own.placeholders == offered


def test_its_placeholders_are_listed_with_their_names(group: LeaderGroup) -> None:
    """What its item offers is there as it is written in Word, with the field's official name."""
    shown = {one.tag: one.term("fi") for one in list_placeholders(NAME, group)}
    assert shown["{{ partner.name }}"] == "Kumppanin nimi"
    assert "{{p partner.role }}" in shown
    assert "{{ group_question.youth_share }}" in shown


# What is wrong with one


def test_every_fault_is_found_with_its_place(make: Make) -> None:
    """A name that hides ours, one twice, a kind that is not there, a missing name: each with its key."""
    documents = "".join(
        (
            entry("project-plan"),
            entry(),
            entry(),
            entry("Oma Paperi"),
            entry("third", each='"village"', offers='"meeting-agenda"'),
            '[[documents]]\nkey = "nameless"\n',
        )
    )
    faults = faults_of(make(documents, fi_own=template()))
    assert faults["documents.toml: documents[3].key"] == "not-a-key"
    assert faults["documents.toml: documents[4].each"] == "not-allowed"
    assert faults["documents.toml: documents[4].offers"] == "not-allowed"


def test_a_name_may_hide_none_of_ours_and_none_of_its_own(make: Make) -> None:
    """Neither a document of the library, nor one of a board, nor another of the group's."""
    documents = (
        entry("project-plan")
        + entry("meeting-agenda")
        + entry()
        + entry()
        + '[[documents]]\nkey = "nameless"\n'
    )
    faults = faults_of(make(documents, fi_own=template("partner.", "applicant.")))
    places = {path.removeprefix("documents.toml: "): code for path, code in faults.items()}
    assert places["documents[0].key"] == places["documents[1].key"] == "hides-ours"
    assert places["documents[3].key"] == "repeated"
    assert places["documents[4].name"] == "missing"


def test_a_language_without_its_word_file_is_told(make: Make) -> None:
    """The group serves in two languages, and the Swedish file is not there."""
    folder = make(entry(each='"partner"'), '["fi", "sv"]', fi_own=template())
    assert faults_of(folder) == {"documents.toml: documents[0].key": "template-missing"}
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(folder)
    assert "templates/sv/own.docx" in describe_fault(caught.value.faults[0], "en")


def test_a_placeholder_of_another_item_is_told_with_the_likeliest(make: Make) -> None:
    """A document made for each company offers nothing of a partner."""
    faults = faults_of(make(entry(each='"company"'), fi_own=template()))
    assert faults["templates/fi/own.docx: {{ partner.name }}"] == "unknown-placeholder"


@pytest.mark.parametrize("torn", ["{{ partner.name }", "{ partner.name }}"])
def test_a_lost_brace_is_named(make: Make, torn: str) -> None:
    """It is said as that, with what to write, and not as a paragraph that a tag does not end in."""
    folder = make(entry(each='"partner"'), fi_own=template("{{ partner.name }}", torn))
    with pytest.raises(DataError) as caught:
        LeaderGroup.open(folder)
    told = {describe_fault(fault, "fi") for fault in caught.value.faults}
    assert any("Aaltosulje puuttuu: kirjoita {{ partner.name }}." in one for one in told)


def test_a_word_file_without_an_entry_is_told_of_it(make: Make) -> None:
    """A new name needs an entry; a slip in one of ours is still reported as that."""
    faults = faults_of(make("# none", fi_own=template(), fi_projectplan=template()))
    assert faults == {
        "templates/fi/own.docx": "unknown-template",
        "templates/fi/projectplan.docx": "unknown-file",
    }


@pytest.mark.parametrize(
    "name",
    [
        "own - Kopio.docx",
        "own - Copy (2).docx",
        "own – kopia.docx",
        "Kopia av own.docx",
        "own (1).docx",
        "own.docx.bak",
        "Backup of own.wbk",
        "~$own.docx",
    ],
)
def test_a_copy_or_a_backup_is_no_stop(make: Make, name: str) -> None:
    """What Explorer and Word leave next to a template is passed over."""
    folder = make(entry(each='"partner"'), fi_own=template())
    (folder / "templates" / "fi" / name).write_bytes(b"x")
    passed = LeaderGroup.open(folder).passed_over
    assert passed == (() if name.startswith("~$") else (f"templates/fi/{name}",))


def test_a_data_file_alone_can_have_none(tmp_path: Path) -> None:
    """Its Word files are in a folder."""
    path = tmp_path / "group.toml"
    path.write_text(f'name = {{ fi = "x" }}\n{entry()}', encoding="utf-8")
    with pytest.raises(DataError) as caught:
        LeaderGroup.read(path)
    assert [fault.code for fault in caught.value.faults] == ["template-missing"]


def test_the_librarys_own_are_made_like_a_groups(application: hakemus.Application) -> None:
    """The list of in-kind work has the values of the law, and room to write."""
    assert "in-kind-record" not in papers_of(application)
    shown = text(hakemus.render(application, "in-kind-record"))
    assert "20 euroa tunnilta" in shown
    assert template_path("in-kind-record", "sv").is_file()


@pytest.mark.parametrize(
    ("example", "shown", "left"),
    [
        ("small-project", "Fotografi av bryggan", "Vilka kostnader som har uppstått"),
        ("business-development", "osoitettu tehdyiksi", "Mitä kustannuksia on"),
        ("investment", "Mitä kustannuksia on", "Toimenpiteiden todentaminen"),
    ],
)
def test_report_asks_of_a_lump_sum_what_was_done_and_of_costs_what_arose(
    example: str, shown: str, left: str
) -> None:
    """A lump sum is paid for its activities, by the proof that was proposed; nobody asks what they cost."""
    application = hakemus.load(EXAMPLES / example / "application.toml")
    paper = text(hakemus.render(application, "project-report", draft=True, on=application.date))
    assert shown in paper
    assert left not in paper


@pytest.mark.parametrize(
    ("language", "heading"), [("fi", "Ohjausryhmän"), ("sv", "Styrgruppens"), ("en", "steering group")]
)
def test_report_of_business_aid_has_no_steering_group(language: Language, heading: str) -> None:
    """Only a project has one, whose final assessment the report holds."""
    shown = {}
    for example in ("business-development", "investment"):
        application = hakemus.load(EXAMPLES / example / "application.toml")
        options: dict[str, Any] = {"draft": True, "on": application.date, "language": language}
        shown[example] = heading in text(hakemus.render(application, "project-report", **options))
    assert shown == {"business-development": False, "investment": True}
