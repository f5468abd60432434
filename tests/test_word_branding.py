"""Branding on a template: the logo in its place, colours and font of the theme, and what goes without a logo."""

import pickle
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from openxml_audit import OpenXmlValidator
from PIL import Image

from hakemus.packaged import packaged_folder
from hakemus.word import Branding, Logo, Template, read_picture

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TEMPLATE = packaged_folder("templates") / "fi" / "project-plan.docx"
GREEN, PALE = "1B4332", "E3EFE6"


def picture(width: int = 600, height: int = 200, kind: str = "PNG") -> bytes:
    """Return a picture of one colour."""
    stream = BytesIO()
    Image.new("RGB", (width, height), (27, 67, 50)).save(stream, kind)
    return stream.getvalue()


def parts_of(template: Template) -> dict[str, bytes]:
    """Return the parts of a compiled template, before anything is printed."""
    return dict(template._package.parts)


def branded(**given: object) -> dict[str, bytes]:
    """Return the parts of the project plan's template with a branding on it."""
    return parts_of(Template(TEMPLATE, branding=Branding(**given)))  # type: ignore[arg-type]


def extent(parts: dict[str, bytes]) -> tuple[int, int]:
    """Return the size of the logo in the footer, in the units of a drawing."""
    for element in etree.fromstring(parts["word/footer1.xml"]).iter():
        if etree.QName(element).localname == "docPr" and element.get("name") == "logo":
            place = element.getparent().find("{*}extent")  # type: ignore[union-attr]
            assert place is not None
            return int(place.get("cx", "")), int(place.get("cy", ""))
    raise AssertionError("no logo")


@pytest.mark.parametrize(("kind", "ending"), [("PNG", "png"), ("JPEG", "jpg")])
def test_the_logo_takes_the_place(kind: str, ending: str) -> None:
    """Its bytes are in the file as they were given, with its alternative text; what was in its place is gone."""
    logo = picture(kind=kind)
    parts = branded(logo=Logo(logo, "Kaksi kukkulaa"))
    assert parts[f"word/media/house-logo.{ending}"] == logo
    assert "word/media/logo-place.png" not in parts
    assert 'descr="Kaksi kukkulaa"' in parts["word/footer1.xml"].decode()
    assert f"media/house-logo.{ending}" in parts["word/_rels/footer1.xml.rels"].decode()
    assert f'Extension="{ending}"' in parts["[Content_Types].xml"].decode()


@pytest.mark.parametrize(("width", "height"), [(600, 200), (200, 600), (500, 500), (799, 100)])
def test_the_logo_keeps_its_shape_and_stays_within_its_place(width: int, height: int) -> None:
    """It is as large as its place lets it be, and no larger either way."""
    across, down = extent(branded(logo=Logo(picture(width, height), "a")))
    place = extent(parts_of(Template(TEMPLATE)))
    assert across <= place[0]
    assert down <= place[1]
    assert across == place[0] or down == place[1]
    assert abs(across * height - down * width) <= max(width, height)


def test_without_a_logo_its_column_goes_and_the_text_beside_it_has_the_room() -> None:
    """The footer is as wide as before, with a column less, and holds no picture of a place."""
    parts = branded()
    before, after = (
        etree.fromstring(found["word/footer1.xml"]) for found in (parts_of(Template(TEMPLATE)), parts)
    )
    widths = [
        [int(column.get(f"{W}w", "")) for column in footer.iter(f"{W}gridCol")] for footer in (before, after)
    ]
    assert len(widths[1]) == len(widths[0]) - 1 == 3
    assert sum(widths[1]) == sum(widths[0])
    assert [int(cell.get(f"{W}w", "")) for cell in after.iter(f"{W}tcW")] == widths[1]
    assert not [part for part in parts if "logo" in part]
    assert "logo" not in parts["word/_rels/footer1.xml.rels"].decode()


def test_the_colours_are_the_themes_and_stand_beside_its_names() -> None:
    """Programs that read the theme and those that do not show the same colours; other colours stay."""
    parts = branded(text=GREEN, background=PALE)
    theme, styles = parts["word/theme1.xml"].decode(), etree.fromstring(parts["word/styles.xml"])
    assert f'dk2><a:srgbClr val="{GREEN}"/>' in theme
    assert f'lt2><a:srgbClr val="{PALE}"/>' in theme
    coloured = [*styles.iter(f"{W}color")]
    of_theme = [one for one in coloured if one.get(f"{W}themeColor") == "text2"]
    assert {one.get(f"{W}val") for one in of_theme} == {GREEN}
    assert GREEN not in {one.get(f"{W}val") for one in coloured if one not in of_theme}
    fills = etree.fromstring(parts["word/document.xml"]).iter(f"{W}shd")
    assert {one.get(f"{W}fill") for one in fills} == {PALE}


def test_the_font_goes_where_the_themes_font_is() -> None:
    """Defaults and theme name the new font; a run with a face of its own, the ballot box, keeps it."""
    parts = branded(font="Georgia")
    fonts = [*etree.fromstring(parts["word/styles.xml"]).iter(f"{W}rFonts")]
    assert fonts[0].get(f"{W}ascii") == "Georgia"
    assert {one.get(f"{W}ascii") for one in fonts} == {"Georgia", "Segoe UI Symbol"}
    assert parts["word/theme1.xml"].decode().count('typeface="Georgia"') == 2


def test_no_branding_leaves_the_file_as_it_is() -> None:
    """A template that is nobody's is compiled as it was read: every part the same."""
    with ZipFile(TEMPLATE) as package:
        assert parts_of(Template(TEMPLATE)) == {name: package.read(name) for name in package.namelist()}


def test_a_branded_template_can_be_sent_to_another_process() -> None:
    """Many papers are made by several processes."""
    template = Template(TEMPLATE, branding=Branding(Logo(picture(), "a"), GREEN, PALE, "Georgia"))
    assert parts_of(pickle.loads(pickle.dumps(template))) == parts_of(template)  # noqa: S301 - our own bytes


def _pairs() -> list[Any]:
    """Return documents with languages: each once in the normal run, all pairs in the long one."""
    documents = ("application", "project-plan", "cost-estimate", "public-description")
    pairs = [(document, language) for language in ("fi", "sv", "en") for document in documents]
    once = dict(zip(documents, ("fi", "sv", "en", "fi"), strict=True))
    return [one if once[one[0]] == one[1] else pytest.param(*one, marks=pytest.mark.fuzz) for one in pairs]


@pytest.mark.parametrize(("document", "language"), _pairs())
def test_every_template_is_sound_with_branding(document: str, language: str, tmp_path: Path) -> None:
    """A validator finds no fault, and our own inspection none that the bare template has not."""
    source = packaged_folder("templates") / language / f"{document}.docx"
    for branding in (Branding(), Branding(Logo(picture(), "a"), GREEN, PALE, "Georgia")):
        template, path = Template(source, branding=branding), tmp_path / "template.docx"
        with ZipFile(path, "w") as package:
            for name, content in parts_of(template).items():
                package.writestr(name, content)
        assert [str(error) for error in OpenXmlValidator().validate(path).errors] == []
        assert template.problems() == Template(source).problems()


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_tells_its_size(kind: str) -> None:
    """Width and height are those it was drawn with."""
    found = read_picture(picture(321, 123, kind))
    assert (found.width, found.height, found.format) == (321, 123, kind.lower())


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_picture_that_ends_too_early_is_refused(kind: str) -> None:
    """Half a picture would be a red cross in Word: no length but the whole one will do."""
    whole = picture(64, 32, kind)
    for length in range(0, len(whole) - 1, 7):
        with pytest.raises(ValueError, match=r"PNG|JPEG|early|width"):
            read_picture(whole[:length])


@pytest.mark.parametrize(
    "content", [b"", b"GIF89a", b"<svg/>", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"%PDF-1.7"]
)
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    """Only what Word shows everywhere is a picture."""
    with pytest.raises(ValueError, match=r"PNG|JPEG|early"):
        read_picture(content)


# A picture that a camera stored in another position than it is seen in


@pytest.mark.parametrize(
    ("turned", "rotation", "mirrored"),
    [(1, 0, False), (3, 180, False), (6, 90, False), (8, 270, False), (2, 0, True), (5, 270, True)],
)
def test_a_logo_that_exif_turns_is_upright(turned: int, rotation: int, *, mirrored: bool) -> None:
    """It has the proportions that it is seen with, and is turned by the document; EXIF says nothing any more."""
    stream, exif = BytesIO(), Image.Exif()
    exif[0x0112] = turned
    size = (200, 600) if turned in (5, 6) or turned == 8 else (600, 200)
    Image.new("RGB", size, (27, 67, 50)).save(stream, "JPEG", exif=exif.tobytes())
    logo = stream.getvalue()
    assert (read_picture(logo).width, read_picture(logo).height) == (600, 200)
    parts = branded(logo=Logo(logo, "a"))
    across, down = extent(parts)
    assert (across > down) == (rotation in (0, 180))  # before it is turned
    frame = next(
        one
        for one in etree.fromstring(parts["word/footer1.xml"]).iter("{*}xfrm")
        if turned == 1 or one.get("rot")
    )
    assert int(frame.get("rot", "0")) == rotation * 60_000
    assert (frame.get("flipH") == "1") == mirrored
    stored = parts["word/media/house-logo.jpg"]
    assert Image.open(BytesIO(stored)).getexif().get(0x0112) == 1
    assert len(stored) == len(logo)


def test_damaged_exif_is_no_turn() -> None:
    """Only the picture itself is needed."""
    stream, exif = BytesIO(), Image.Exif()
    exif[0x0112] = 77
    Image.new("RGB", (60, 20)).save(stream, "JPEG", exif=exif.tobytes())
    assert read_picture(stream.getvalue()).turned == 1
    cut = (
        stream.getvalue()
        .replace(b"Exif\x00\x00MM", b"Exif\x00\x00XX")
        .replace(b"Exif\x00\x00II", b"Exif\x00\x00XX")
    )
    assert read_picture(cut).turned == 1
