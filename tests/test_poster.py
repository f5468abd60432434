"""The poster: an A3 sheet that anyone can read from afar, with who supports the project, whatever the names."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from lxml import etree

import hakemus
from hakemus import LeaderGroup
from hakemus.assembly import papers_of
from hakemus.model import Application
from hakemus.packaged import packaged_folder
from hakemus.papers.poster import LINE_POINTS, TITLE_POINTS, Place, largest_size
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.word import text
from hakemus.word.data_part import find_data
from hakemus.word.package import read_package

DAY = date(2025, 11, 17)
EXAMPLES = packaged_folder("examples")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MILLIMETRE = 1440 / 25.4


@pytest.fixture(name="project", scope="module")
def _project() -> Application:
    """Return the complete cooperation project."""
    return hakemus.load(EXAMPLES / "cooperation-complete" / "application.toml")


def named(project: Application, name: str, others: str = "Kylät ry") -> Application:
    """Return the project under another name, with another applicant and group."""
    return project.model_copy(
        update={
            "project": project.project.model_copy(update={"name": name}),
            "applicant": project.applicant.model_copy(update={"name": others}),
            "leader_group": others,
        }
    )


def part(paper: bytes, name: str) -> etree._Element:
    """Return the root of a part."""
    with ZipFile(BytesIO(paper)) as package:
        return etree.fromstring(package.read(f"word/{name}.xml"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_who_does_what_with_whose_support(project: Application, language: Language) -> None:
    """Project, beneficiary, group, time, fund, and the funding statement of the programme's data."""
    shown = text(hakemus.render(project, "poster", language=language))
    statement = open_programme().parameter("publicity.statement").on(DAY).label.text(language)
    fund = open_programme().vocabulary("programme").label("eafrd-2023-2027", language)
    for expected in (
        project.project.name,
        project.applicant.name,
        project.leader_group,
        "1.1.2026–31.12.2027",
        statement,
        fund,
    ):
        assert expected is not None
        assert expected in shown


def test_a_day_that_is_missing_leaves_the_dash(project: Application) -> None:
    """A project of which only the last day is known is not taken for one of a single day."""
    dated = project.project.model_copy(update={"start_date": None})
    shown = text(hakemus.render(project.model_copy(update={"project": dated}), "poster", draft=True))

    assert "–31.12.2027" in shown


def test_it_carries_no_data(project: Application) -> None:
    """What is hung on a wall or sent to a printer holds nothing but what is seen."""
    paper = hakemus.render(project, "poster")
    assert list(find_data(read_package(paper))) == []
    with ZipFile(BytesIO(paper)) as package:
        everything = b"".join(package.read(name) for name in package.namelist())
    assert project.applicant.iban is not None
    for hidden in (project.applicant.iban, project.applicant.business_id, project.applicant.email):
        assert str(hidden).encode() not in everything


def test_the_sheet_is_a3(project: Application) -> None:
    """297 by 420 millimetres, upright."""
    (size,) = part(hakemus.render(project, "poster"), "document").iter(f"{W}pgSz")
    assert [round(int(size.get(f"{W}{side}", "")) / MILLIMETRE) for side in "wh"] == [297, 420]


def test_the_emblem_has_its_official_shape_and_is_no_lower_than_a_logo() -> None:
    """Two by three, with an alternative text; the place of a logo is not higher."""
    for language in LANGUAGES:
        template = packaged_folder("templates") / language / "poster.docx"
        sizes = {}
        for drawing in part(template.read_bytes(), "document").iter(f"{W}drawing"):
            properties, extent = drawing.find(".//{*}docPr"), drawing.find(".//{*}extent")
            assert properties is not None
            assert extent is not None
            assert properties.get("descr")
            sizes[properties.get("name")] = (int(extent.get("cx", "")), int(extent.get("cy", "")))
        assert sizes["EU"][0] * 2 == sizes["EU"][1] * 3
        assert sizes["logo"][1] <= sizes["EU"][1]


def test_without_a_logo_its_place_is_gone(project: Application) -> None:
    """Nothing is left where a group without a logo would have one."""
    drawings = part(hakemus.render(project, "poster"), "document").iter(f"{W}drawing")
    assert len(list(drawings)) == 1


def test_the_ground_is_of_the_groups_colour(project: Application) -> None:
    """Shade and rim of the title are one colour, the group's where it has one."""
    group = LeaderGroup.open(EXAMPLES / "groups" / "mallimaa")
    styles = part(hakemus.render(project, "poster", group=group, draft=True), "styles")
    title = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "PosterTitle1")
    colours = {shade.get(f"{W}fill") for shade in title.iter(f"{W}shd")}
    colours |= {side.get(f"{W}color") for rim in title.iter(f"{W}pBdr") for side in rim}
    assert group.colours.heading is not None
    assert colours == {group.colours.heading.lstrip("#").upper()}


def test_a_draft_says_so(project: Application) -> None:
    """The mark is in the header, and only then."""
    drafts = [
        "".join(map(str, part(hakemus.render(project, "poster", draft=draft), "header1").itertext()))
        for draft in (True, False)
    ]
    assert drafts == ["LUONNOS", ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_size_that_may_be_chosen_is_a_style_of_the_template(language: Language) -> None:
    """Style and size go together: the first style is of the first size."""
    styles = part((packaged_folder("templates") / language / "poster.docx").read_bytes(), "styles")
    sizes = {}
    for style in styles.iter(f"{W}style"):
        found = re.fullmatch(r"Poster(Title|Line)(\d+)", style.get(f"{W}styleId", ""))
        if found:
            points = next(style.iter(f"{W}sz")).get(f"{W}val", "")
            sizes[found[1], int(found[2])] = int(points) / 2
    assert sizes == {
        (kind, place): points
        for kind, listed in (("Title", TITLE_POINTS), ("Line", LINE_POINTS))
        for place, points in enumerate(listed, start=1)
    }


NAMES = {
    "short": ("Kylätalo", "Kylät ry"),
    "one word": ("Maaseutumatkailuyritystoimintakehittämishanke", "Kylät ry"),
    "long": (
        "Kylien ja kaupunginosien yhteinen matkailureitistöjen kehittämishanke " * 3,
        "Kylien verkosto ry " * 6,
    ),
    "longest": ("W" * 1000, "W" * 1000),
}


def test_it_fits_one_page_whatever_the_names(project: Application, needs_tool: Callable[[str], str]) -> None:
    """From one word to a thousand of the widest letters; no letter is lost on the way to the PDF."""
    needs_tool("soffice")
    papers = {
        f"{label}.docx": hakemus.render(named(project, name, others), "poster")
        for label, (name, others) in NAMES.items()
    }
    for label, content in hakemus.to_pdfs(papers).items():
        with pikepdf.open(BytesIO(content)) as pdf:
            assert len(pdf.pages) == 1, label
            box = [round(float(side) * 25.4 / 72) for side in pdf.pages[0].mediabox]
            assert box == [0, 0, 297, 420]


@pytest.mark.parametrize(
    ("costs", "made"), [(10_000, False), (10_001, True)], ids=["at the limit", "above the limit"]
)
def test_it_is_made_when_it_may_be_due(costs: int, *, made: bool) -> None:
    """Above the limit of the programme's data, of support or of costs: which is meant is not known."""
    application = Application.model_validate(
        {
            "classification": {"measure": "cooperation-services"},
            "budget": {"items": [{"category": "other", "amount": costs}]},
        }
    )
    assert ("poster" in papers_of(application, on=DAY)) is made


# How large a text is set


def test_a_longer_text_is_never_set_larger() -> None:
    """Each word more makes the type as large as before, or smaller."""
    place = Place(225, 130)
    chosen = [largest_size(" ".join(["kylien"] * count), place, TITLE_POINTS) for count in range(1, 120)]
    assert chosen == sorted(chosen)
    assert chosen[0] == 0


def test_a_long_word_is_set_so_that_it_is_not_parted() -> None:
    """Not only the number of characters counts, but the longest word."""
    place = Place(225, 130)
    parted = largest_size("kylä " * 9, place, TITLE_POINTS)
    whole = largest_size("kyläkyläkyläkyläkyläkyläkyläkyläkylä", place, TITLE_POINTS)
    assert TITLE_POINTS[whole] < TITLE_POINTS[parted]


def test_what_fits_nowhere_gets_the_smallest() -> None:
    """A text is printed whatever its length."""
    assert largest_size("W" * 10_000, Place(10, 10), (20, 10)) == 1
