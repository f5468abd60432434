"""The desk's work on a group's folder: made, checked, compared after an upgrade of the library."""

import json
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from hakemus import LeaderGroup
from hakemus.desk import (
    GroupReport,
    accept_group,
    check_group,
    copy_template,
    diff_group,
    find_group,
    new_group,
)
from hakemus.desk import group_folder as overrides_module
from hakemus.errors import DataError, FileError, UnknownNameError
from hakemus.packaged import packaged_folder
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language, wording

MALLIMAA = packaged_folder("examples") / "groups" / "mallimaa"
REFERENCE = 'reference = { title = "Päätös", section = "§ 1", address = "https://ryhma.example/" }'
THEMES = [one.key for one in open_programme("2023-2027").vocabulary("investment_theme").entries]
Edit = Callable[[str], str]


def change(path: Path, edit: Edit) -> None:
    """Change the body of a Word file; that it changed is asserted."""
    stream = BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                changed = edit(content.decode()).encode()
                assert changed != content
                content = changed
            new.writestr(name, content)
    path.write_bytes(stream.getvalue())


def kinds(report: GroupReport) -> dict[str, str]:
    """Return what was found, by place; each is reported in every language without failing."""
    for language in LANGUAGES:
        assert report.to_text(language)
    return {finding.place: finding.kind for finding in report.findings}


@pytest.fixture(name="folder")
def _folder(few_papers: None, tmp_path: Path) -> Path:  # noqa: ARG001 - it limits the check
    """Return the folder of a new group."""
    return new_group("Leader Öljy ry", "fi", tmp_path / "oljy")


def add(folder: Path, text: str) -> None:
    """Write more into the group's data."""
    path = folder / "group.toml"
    path.write_text(f"{path.read_text(encoding='utf-8')}\n{text}\n", encoding="utf-8")


def test_a_new_folder_checks_at_once(tmp_path: Path) -> None:
    """It has the name and serves in its maker's language, nothing is found in it, and it changes nothing."""
    folder = new_group('Ryhmä "A\\B"', "sv", tmp_path / "new")
    told: list[tuple[int, int, str]] = []
    report = check_group(folder, progress=lambda *step: told.append(step))

    assert [done for done, *_ in told] == list(range(1, told[0][1] + 1))
    assert told[0][2] == "templates/sv/application.docx"
    assert (report.findings, report.overrides, report.ok) == ((), (), True)
    assert report.name == 'Ryhmä "A\\B"'
    assert LeaderGroup.open(folder).languages == ("sv",)
    assert report.papers > 50


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_example_of_a_new_folder_is_right(tmp_path: Path, language: Language) -> None:
    """With all its examples taken into use, but the logo that is not there, it can be opened."""
    folder = new_group("Ryhmä", language, tmp_path / "new")
    for file in ("group.toml", "fields.toml", f"texts/{language}/findings.toml"):
        path = folder / file
        lines = path.read_text(encoding="utf-8").splitlines()
        used = [line.removeprefix("# ") if _is_data(line) else line for line in lines]
        path.write_text(
            "\n".join(line for line in used if "logo" not in line and "description" not in line),
            encoding="utf-8",
        )
        assert used != lines
    group = LeaderGroup.open(folder)

    settings = (group.rates, group.amounts, group.annexes, group.deadlines, group.questions, group.contacts)
    assert all(settings)
    assert (group.colours.heading, group.font, group.languages) == ("1B4332", "Calibri", (language,))
    assert len(group.changed_messages(language)) > 100


def _is_data(line: str) -> bool:
    text = line.removeprefix("# ")
    return line.startswith("# ") and (text.startswith("[") or " = " in text)


def test_a_new_folder_replaces_nothing(folder: Path) -> None:
    """A second group of the same folder is refused, and the first stays as it was."""
    before = (folder / "group.toml").read_bytes()
    with pytest.raises(FileError) as caught:
        new_group("Toinen ry", "fi", folder)

    assert caught.value.code == "exists"
    assert (folder / "group.toml").read_bytes() == before


def test_every_fault_of_a_folder_is_told_with_its_mend(folder: Path) -> None:
    """Faults of several files become errors of the report, each in its place; nothing is raised."""
    add(folder, '[colours]\nshad = "#FFFFFF"')
    (folder / "texts" / "fi" / "findings.toml").write_text('nothing = "…"', encoding="utf-8")
    report = check_group(folder)

    assert not report.ok
    assert kinds(report) == {
        "group.toml: colours.shad": "unknown-key",
        "texts/fi/findings.toml: nothing": "unknown-message",
    }
    assert "colours.shad" in report.to_text("fi")
    assert "shade" in report.to_text("fi")


def test_a_rate_above_the_law_is_told(folder: Path) -> None:
    """The group's own rate is held against the law's highest, and is as grave as that is certain."""
    add(folder, f'[[rates]]\nfrom = 2024-01-01\nmeasures = ["investment"]\npercent = 90\n{REFERENCE}')
    report = check_group(folder)

    assert kinds(report) == {"group.toml: rates[0].percent": "rate-above-law"}
    assert "90\N{NO-BREAK SPACE}%" in report.to_text("fi")
    assert [finding.severity for finding in report.findings] == ["warning"]


@pytest.mark.parametrize(("percent", "found"), [("80", []), ("80.01", ["error"])])
def test_a_rate_above_the_decree_is_an_error_from_2026(folder: Path, percent: str, found: list[str]) -> None:
    """Environmental investments get at most 80 per cent: certain since 2026, and only inferred before."""
    rate = f'from = 2026-01-01\nmeasures = ["environmental-investment"]\npercent = {percent}'
    add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")

    assert [finding.severity for finding in check_group(folder).findings] == found


def test_a_rate_within_the_law_is_not(folder: Path) -> None:
    """A rate below the law's highest for every kind of project is nobody's business."""
    add(folder, f'[[rates]]\nfrom = 2024-01-01\nmeasures = ["investment"]\npercent = 40\n{REFERENCE}')

    assert kinds(check_group(folder)) == {}


@pytest.mark.parametrize(("percent", "found"), [("40", []), ("40.01", ["error"]), ("75", ["error"])])
def test_a_rate_for_a_kind_is_compared_with_that_of_the_kind(
    folder: Path, percent: str, found: list[str]
) -> None:
    """An investment that is not of general interest gets at most 40 per cent, though others may get more."""
    rate = f'from = 2026-01-01\nmeasures = ["investment"]\nkinds = ["other-eligible"]\npercent = {percent}'
    add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")
    report = check_group(folder)

    assert [finding.severity for finding in report.findings] == found
    assert all("40\N{NO-BREAK SPACE}%" in finding.message("en") for finding in report.findings)


@pytest.mark.parametrize(
    ("percent", "found"), [("75", {}), ("75.01", {"group.toml: rates[0].percent": "rate-above-law"})]
)
def test_a_rate_for_a_kind_of_other_measures_is_compared_with_that_of_all(
    folder: Path, percent: str, found: dict[str, str]
) -> None:
    """The law gives no investment a rate by who learns something: none is above its highest."""
    rate = f'from = 2024-01-01\nmeasures = ["investment"]\nkinds = ["information"]\npercent = {percent}'
    add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")

    assert kinds(check_group(folder)) == found


@pytest.mark.parametrize(
    ("when", "percent", "found"),
    [
        ('investment_kind = "general-interest", investment_theme = "safety-preparedness"', "100", []),
        ('investment_theme = "safety-preparedness"', "100", []),
        ('investment_kind = "general-interest"', "65", []),
        ('investment_kind = "general-interest"', "65.01", ["note"]),
        ('investment_kind = "water", investment_theme = "safety-preparedness"', "65.01", ["note"]),
        ('investment_kind = "water"', "65.01", ["error"]),
        ('benefit = { is_not = "training-other-enterprises" }', "100", []),
        (
            f'investment_kind = "general-interest", investment_theme = {{ is_not = {THEMES[1:]} }}',
            "100",
            ["note"],
        ),
        (
            f'investment_kind = "general-interest", investment_theme = {{ is_not = {THEMES} }}',
            "65.01",
            ["error"],
        ),
    ],
)
def test_a_theme_lifts_the_rate_of_the_kind_that_may_have_it(
    folder: Path, when: str, percent: str, found: list[str]
) -> None:
    """617/2023, section 25(2): up to 100 per cent for five themes; whether they lift other kinds, it doesn't say."""
    measure = "training" if "benefit" in when else "investment"
    rate = f'from = 2026-01-01\nmeasures = ["{measure}"]\npercent = {percent}\nwhen = {{ {when} }}'
    add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")

    assert [finding.severity for finding in check_group(folder).findings] == found


def test_a_rate_for_all_kinds_is_compared_with_each(folder: Path) -> None:
    """What the law gives some kinds less is a note; a rate of their own makes it go."""
    add(folder, f'[[rates]]\nfrom = 2026-01-01\nmeasures = ["investment"]\npercent = 60\n{REFERENCE}')
    (note,) = check_group(folder).findings
    assert (note.kind, note.severity) == ("rate-above-kinds", "note")
    assert "40\N{NO-BREAK SPACE}%" in note.message("sv")

    own = 'from = 2026-01-01\nmeasures = ["investment"]\nkinds = ["other-eligible"]\npercent = 40'
    add(folder, f"[[rates]]\n{own}\n{REFERENCE}")
    assert kinds(check_group(folder)) == {}


@pytest.mark.parametrize(
    ("kind", "measure", "euros", "found"),
    [
        ("support-smallest", "small-project", 500, "amount-below-law"),
        ("total-costs-largest", "small-project", 20_000, "amount-above-law"),
        ("public-support-largest", "training", 1_000_000, "amount-above-law"),
        ("total-costs-largest", "preparatory-funding", 1_000, ""),
        ("total-costs-smallest", "business-investment", 4_999, "amount-below-law"),
        ("total-costs-smallest", "business-investment", 6_000, ""),
        ("total-costs-largest", "business-investment", 150_000, ""),
    ],
)
def test_an_amount_beyond_the_law_is_told(
    folder: Path, kind: str, measure: str, euros: int, found: str
) -> None:
    """A smallest amount may not be smaller than the law's, nor a largest one larger; the other way it may."""
    add(
        folder,
        f'[[amounts]]\nfrom = 2024-01-01\nkind = "{kind}"\nmeasures = ["{measure}"]\neuros = {euros}\n{REFERENCE}',
    )

    assert kinds(check_group(folder)) == ({"group.toml: amounts[0].euros": found} if found else {})


@pytest.mark.parametrize(
    ("measure", "nature", "found"),
    [
        ("small-project", "", []),
        ("interregional", '"interregional"', []),
        ("interregional", '"international"', [("amount-above-law", "error")]),
        ("interregional", "", [("amount-above-international", "note")]),
        ("cooperation-services", '"national"', []),
        ("cooperation-services", '{ any = ["local-regional", "national"] }', [("amount-above-law", "error")]),
        ("cooperation-services", '{ is_not = "local-regional" }', [("amount-above-international", "note")]),
        ("cooperation-services", "", [("amount-above-law", "error")]),
    ],
)
def test_public_support_has_a_ceiling_in_local_and_international_projects_only(
    folder: Path, measure: str, nature: str, found: list[tuple[str, str]]
) -> None:
    """The decree names none for inter-territorial and national projects, so a group may set its own."""
    amount = f'kind = "public-support-largest"\nmeasures = ["{measure}"]\neuros = 300000'
    when = f"when = {{ project_nature = {nature} }}" if nature else ""
    add(folder, f"[[amounts]]\nfrom = 2026-01-15\n{amount}\n{when}\n{REFERENCE}")
    report = check_group(folder)

    assert [(finding.kind, finding.severity) for finding in report.findings] == found
    assert kinds(report) == ({"group.toml: amounts[0].euros": found[0][0]} if found else {})


@pytest.mark.parametrize(
    ("kind", "measure", "euros", "found"),
    [
        ("support-largest", "preparatory-funding", "5000", {}),
        ("support-largest", "preparatory-funding", "4999.99", {"amount-below-sums": "5 000,00 €"}),
        ("public-support-largest", "business-trial", "2499.99", {"amount-below-sums": "2 500,00 €"}),
        ("support-smallest", "business-full-time", "7500", {}),
        ("support-smallest", "business-full-time", "7500.01", {"amount-above-sums": "7 500,00 €"}),
        ("support-largest", "farm-trial", "2500", {}),
        (
            "support-largest",
            "farm-trial",
            "2499.99",
            {"amount-below-sums": "2 500,00 €, 5 000,00 € or 7 500,00 €"},
        ),
    ],
)
def test_a_limit_leaves_one_of_the_sums_of_an_aid(
    folder: Path, kind: str, measure: str, euros: str, found: dict[str, str]
) -> None:
    """Of an aid of a fixed sum no application could have another one, so such a limit is an error."""
    amount = f'kind = "{kind}"\nmeasures = ["{measure}"]\neuros = {euros}'
    add(folder, f"[[amounts]]\nfrom = 2026-01-15\n{amount}\n{REFERENCE}")
    report = check_group(folder)

    assert [finding.kind for finding in report.findings] == [*found]
    assert report.ok == (not found)
    for finding in report.findings:
        said = finding.message("en").replace("\N{NO-BREAK SPACE}", " ")
        assert f"exactly {found[finding.kind]} (" in said
    assert len(kinds(report)) == len(found)


def test_a_limit_whose_condition_names_the_measure_is_compared_with_that_measures_law(folder: Path) -> None:
    """What holds for small projects only is no limit on an aid of a fixed sum."""
    amount = 'kind = "support-largest"\neuros = 2000\nwhen = { measure = "small-project" }'
    add(folder, f"[[amounts]]\nfrom = 2026-01-15\n{amount}\n{REFERENCE}")

    assert kinds(check_group(folder)) == {}


def test_a_rate_of_an_earlier_year_is_compared_with_the_law_that_is_surer(folder: Path) -> None:
    """What only a page said in 2023, the decree says from 2026 on: the group's rate is still in force then."""
    rate = 'measures = ["company-group"]\npercent = 80'
    add(folder, f"[[rates]]\nfrom = 2023-05-01\n{rate}\n{REFERENCE}")
    (finding,) = check_group(folder).findings
    assert (finding.kind, finding.severity) == ("rate-above-law", "error")
    assert "1.1.2026" in finding.message("en")

    add(folder, f"[[rates]]\nfrom = 2025-12-31\n{rate.replace('80', '75')}\n{REFERENCE}")
    assert [finding.severity for finding in check_group(folder).findings] == ["warning"]


@pytest.mark.parametrize(
    ("measures", "later", "found"),
    [
        (["company-group"], [("2025-12-31", ["investment"])], "error"),
        (["company-group"], [("2025-12-31", [])], "error"),
        (["company-group"], [("2026-01-01", ["company-group"])], "warning"),
        (
            ["company-group"],
            [("2025-12-31", ["company-group"]), ("2028-01-01", ["company-group"])],
            "warning",
        ),
        ([], [("2025-12-31", [])], "warning"),
        ([], [("2025-12-31", ["investment"])], "error"),
    ],
)
def test_a_rate_holds_until_a_later_one_of_the_same_measure(
    folder: Path, measures: list[str], later: list[tuple[str, list[str]]], found: str
) -> None:
    """A later rate of another measure ends none, nor does one for all end that of a measure."""
    for day, of, percent in (("2023-05-01", measures, 80), *((day, of, 1) for day, of in later)):
        named = f"measures = {of}\n" if of else ""
        add(folder, f"[[rates]]\nfrom = {day}\n{named}percent = {percent}\n{REFERENCE}")
    of_company_groups = [
        one for one in check_group(folder).findings if "75\N{NO-BREAK SPACE}%" in one.message("en")
    ]

    assert found in {one.severity for one in of_company_groups}
    assert found == "error" or "error" not in {one.severity for one in of_company_groups}


def test_a_rate_of_a_theme_may_name_kinds_of_measures_without_themes(folder: Path) -> None:
    """No theme lifts the rate of a project that is no investment."""
    kind = 'kinds = ["safety-preparedness", "no-state-aid"]'
    rate = f'from = 2026-01-01\nmeasures = ["investment", "smart-villages"]\n{kind}\npercent = 100'
    add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")

    assert kinds(check_group(folder)) == {}


@pytest.mark.parametrize(("percent", "found"), [("49.99", ["rate-below-law"]), ("50", []), ("100", [])])
def test_a_rate_below_the_lowest_of_its_kind_is_told(folder: Path, percent: str, found: list[str]) -> None:
    """617/2023, section 23(5), has a lowest rate for producer organisations, and other kinds have none."""
    for kind, own in (("producer-organisations", percent), ("no-state-aid", "1")):
        rate = f'from = 2026-01-01\nmeasures = ["smart-villages"]\nkinds = ["{kind}"]\npercent = {own}'
        add(folder, f"[[rates]]\n{rate}\n{REFERENCE}")

    assert [finding.kind for finding in check_group(folder).findings] == found


def test_a_rate_for_all_kinds_is_compared_with_the_latest_law(folder: Path) -> None:
    """Themes of investments get 100 per cent from 2026 on, so a rate since 2023 is no longer above theirs."""
    rate = 'measures = ["small-project"]\npercent = 100'
    add(folder, f"[[rates]]\nfrom = 2023-05-01\n{rate}\n{REFERENCE}")
    (note,) = check_group(folder).findings

    assert note.kind == "rate-above-kinds"
    assert "1.1.2026" in note.message("fi")
    assert "Turvallisuus" not in note.message("fi")


def test_a_changed_template_is_shown_beside_ours(folder: Path) -> None:
    """The report shows the sentence that differs, and the JSON does too."""
    path = copy_template(folder, "project-plan", "fi")
    change(path, lambda xml: xml.replace("Hakijan nimi", "Meidän suunnitelmamme"))
    report = check_group(folder)

    assert report.ok
    (override,) = report.overrides
    assert any(line.startswith("+ ") and "Meidän suunnitelmamme" in line for line in override.difference)
    assert "Meidän suunnitelmamme" in report.to_text("sv")
    assert json.loads(report.to_json())["overrides"][0]["file"] == "templates/fi/project-plan.docx"


def test_a_placeholder_left_out_is_told(folder: Path) -> None:
    """What our template shows and the group's own does not is a note."""
    path = copy_template(folder, "project-plan", "fi")
    change(path, lambda xml: xml.replace("plan.need", "plan.risks"))

    assert kinds(check_group(folder)) == {"templates/fi/project-plan.docx": "fields-left-out"}


def test_an_unknown_placeholder_is_told_with_its_mend(folder: Path) -> None:
    """The file, the placeholder and the likely one are in the report."""
    path = copy_template(folder, "project-plan", "fi")
    change(path, lambda xml: xml.replace("plan.need", "plan.ned"))
    report = check_group(folder)

    assert kinds(report) == {"templates/fi/project-plan.docx: {{ plan.ned }}": "unknown-placeholder"}
    assert "plan.need" in report.to_text("fi")


def test_a_boards_template_is_tried(folder: Path) -> None:
    """What only a made statement shows is found: reasons of several paragraphs do not fit within one."""
    path = copy_template(folder, "board-statement", "fi")
    change(path, lambda xml: xml.replace("</w:t>", " {{ assessment.reasons }}</w:t>", 1))
    found = [finding for finding in check_group(folder).findings if finding.severity == "error"]

    assert {finding.kind for finding in found} == {"template.tried"}
    assert all(finding.place.startswith("templates/fi/board-statement.docx") for finding in found)


@pytest.mark.parametrize("name", ["group_question", "group_question.youth"])
def test_a_boards_template_shows_no_answer(folder: Path, name: str) -> None:
    """The board's papers hold no answers of applicants, so their placeholders are unknown there."""
    (folder / "fields.toml").write_text(
        '[[questions]]\nkey = "youth"\nlabel.fi = "Montako nuorta?"\n', encoding="utf-8"
    )
    path = copy_template(folder, "board-statement", "fi")
    change(path, lambda xml: xml.replace("</w:t>", f" {{{{ {name} }}}}</w:t>", 1))

    assert set(kinds(check_group(folder)).values()) == {"unknown-placeholder"}


def test_whether_there_are_questions_may_be_asked(folder: Path) -> None:
    """In an applicant's paper the name alone is offered, and the folder checks as it opens."""
    path = copy_template(folder, "project-plan", "fi")
    change(path, lambda xml: xml.replace("</w:t>", " {% if group_question %}x{% endif %}</w:t>", 1))

    assert check_group(folder).ok


def test_languages_are_compared() -> None:
    """Mallimaa serves in two languages, and its Swedish plan does not show what its own Finnish one shows.

    That one is the library's with more, so it leaves out nothing that ours shows.
    """
    report = check_group(MALLIMAA)

    assert kinds(report)["templates/sv/project-plan.docx"] == "fields-lacking"
    left_out = [one for one in report.findings if one.kind == "fields-left-out"]
    assert left_out == [], "its own plan is made of an older one of ours: run make templates"


def test_our_own_template_copied_differs_in_nothing(folder: Path) -> None:
    """A copy is an override all the same, and its record is made with it."""
    copy_template(folder, "application", "fi")
    report = check_group(folder)

    assert [override.difference for override in report.overrides] == [()]
    assert kinds(report) == {}
    assert diff_group(folder).changes == ()


def test_a_copy_needs_a_group_and_a_document(tmp_path: Path, folder: Path) -> None:
    """An unknown document, a folder that is not one, and a copy over a template that was changed are refused."""
    with pytest.raises(UnknownNameError):
        copy_template(folder, "nothing", "fi")
    with pytest.raises(DataError, match=r"group\.toml"):
        copy_template(tmp_path, "application", "fi")
    copied = copy_template(folder, "application", "fi")
    assert copy_template(folder, "application", "fi") == copied, "it is there already"
    copied.write_bytes((packaged_folder("templates") / "sv" / "application.docx").read_bytes())
    with pytest.raises(FileError):
        copy_template(folder, "application", "fi")


@pytest.fixture(name="upgraded")
def _upgraded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Return an upgrade of the library: one template of ours is another from now on."""
    ours = tmp_path / "upgraded"
    shutil.copytree(packaged_folder("templates"), ours)
    monkeypatch.setattr(
        overrides_module, "template_path", lambda name, language: ours / language / f"{name}.docx"
    )

    def upgrade(name: str, edit: Edit) -> None:
        change(ours / "fi" / f"{name}.docx", edit)

    return upgrade


def test_an_override_survives_an_upgrade_and_says_what_changed_under_it(
    folder: Path, upgraded: Callable[..., None]
) -> None:
    """Only the template that the group replaced is reported, with our new line; the folder still works."""
    copy_template(folder, "project-plan", "fi")
    own = (folder / "templates" / "fi" / "project-plan.docx").read_bytes()
    upgraded("project-plan", lambda xml: xml.replace("Hakijan nimi", "Hankkeen suunnitelma"))
    upgraded("application", lambda xml: xml.replace("Hakija", "Tuen hakija"))
    changes = diff_group(folder)

    assert not changes.ok
    (found,) = changes.changes
    assert (found.kind, found.place) == ("changed", "templates/fi/project-plan.docx")
    assert any(line.startswith("+ ") and "Hankkeen suunnitelma" in line for line in found.lines)
    assert "--accept" in changes.to_text("en")
    report = check_group(folder)
    assert report.ok
    assert kinds(report) == {"templates/fi/project-plan.docx": "override.changed"}
    assert (folder / "templates" / "fi" / "project-plan.docx").read_bytes() == own

    accept_group(folder)
    assert diff_group(folder).ok


def test_a_change_of_form_is_told_apart(folder: Path, upgraded: Callable[..., None]) -> None:
    """When only the form of ours changes, no lines are shown."""
    copy_template(folder, "project-plan", "fi")
    upgraded("project-plan", lambda xml: xml.replace("<w:body>", "<w:body><!-- form -->", 1))

    assert [(one.kind, one.lines) for one in diff_group(folder).changes] == [("form-changed", ())]


def test_a_changed_message_is_told_by_its_key(folder: Path) -> None:
    """A message that the group changes has a record of its own; another text of ours shows."""
    key, _ = next(
        (name.removeprefix("findings."), text)
        for name, text in _findings("fi").items()
        if "{" not in text and name.count(".") == 2
    )
    table, _, last = key.rpartition(".")
    (folder / "texts" / "fi" / "findings.toml").write_text(
        f'[{table}]\n"{last}" = "Sanomme sen näin."', encoding="utf-8"
    )
    place = f"texts/fi/findings.toml: {key}"
    assert [(one.kind, one.place) for one in diff_group(folder).changes] == [("not-recorded", place)]

    lock = accept_group(folder)
    lock.write_text(
        lock.read_text(encoding="utf-8")
        .replace('digest = "', 'digest = "0')
        .replace('text = "', 'text = "Ennen: '),
        encoding="utf-8",
    )
    (found,) = diff_group(folder).changes
    assert (found.kind, found.place) == ("changed", place)
    assert found.lines[0].startswith("- Ennen: ")
    assert json.loads(diff_group(folder).to_json())["changes"][0]["kind"] == "changed"

    (folder / "texts" / "fi" / "findings.toml").unlink()
    assert [one.kind for one in diff_group(folder).changes] == ["no-longer"]


def _findings(language: Language) -> dict[str, str]:
    messages = wording(language).catalogue.messages
    return {key: text for key, text in messages.items() if key.startswith("findings.")}


def test_a_record_that_was_spoilt_is_told(folder: Path) -> None:
    """It is an error of the check, and of the comparison, with the file and the key."""
    (folder / "overrides.lock.toml").write_text('[[overridden]]\nfile = "x"', encoding="utf-8")

    assert kinds(check_group(folder)) == {
        "overrides.lock.toml: overridden[0].digest": "missing",
        "overrides.lock.toml: overridden[0].text": "missing",
    }
    with pytest.raises(DataError):
        diff_group(folder)


def test_a_group_goes_by_folder_or_by_installed_name(folder: Path) -> None:
    """A folder is opened, and what is neither is refused by name."""
    assert find_group(str(folder)).name.fi == "Leader Öljy ry"
    with pytest.raises(FileError) as caught:
        find_group("nowhere")

    assert caught.value.code == "no-group"


def test_what_is_recorded_of_others_stays_when_a_template_is_copied(
    folder: Path, upgraded: Callable[..., None]
) -> None:
    """A new copy does not pass for a look at what had changed under another."""
    copy_template(folder, "project-plan", "fi")
    upgraded("project-plan", lambda xml: xml.replace("Hakijan nimi", "Hankkeen suunnitelma"))
    copy_template(folder, "application", "fi")

    assert [one.place for one in diff_group(folder).changes] == ["templates/fi/project-plan.docx"]


def test_a_paper_of_the_board_is_copied_too(folder: Path) -> None:
    """The group's own statement of its board is an override as any other."""
    copy_template(folder, "board-statement", "fi")

    assert [override.file for override in check_group(folder).overrides] == [
        "templates/fi/board-statement.docx"
    ]


def test_texts_that_a_language_lacks_are_told(folder: Path) -> None:
    """A question without Swedish and English is a note for each, with its place and the key to add; a name is none."""
    (folder / "fields.toml").write_text(
        '[[questions]]\nkey = "youth"\nlabel = { fi = "Nuoria?", en = "Young people?" }', encoding="utf-8"
    )
    report = check_group(folder)

    assert kinds(report) == {"fields.toml": "texts-lack-language"}
    (found,) = report.findings
    assert found.severity == "note"
    assert "questions[0].label" in found.message("fi")
    assert 'sv = "…"' in found.message("en")
    assert "Swedish" in found.message("en")
