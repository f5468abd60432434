"""Makes the pictures and templates of Leader Mallimaa anew: `python make.py` (needs Pillow).

The logo is a plain name mark. One template is the library's own with two changes, as an officer would make them in
Word: a greeting under the title, and an answer to one of the group's own questions. The other is of a document of the
group's own, as an officer would write it in a copy of ours that was saved under a new name.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image, ImageDraw, ImageFont

from hakemus.assembly import template_path
from hakemus.group import Names
from hakemus.papers import Document
from hakemus.papers.kit import template
from hakemus.papers.layout import Field, Frame, Page
from hakemus.texts import Language

HERE = Path(__file__).parent
_GREEN, _LIGHT, _WHITE = (0x1B, 0x43, 0x32), (0x74, 0xA9, 0x8A), (0xFF, 0xFF, 0xFF)
_FINER = 4
_SIZE = (660, 240)

_AFTER = '<w:pStyle w:val="Title"/>'
_ADDED = '<w:p><w:pPr><w:pStyle w:val="{}"/></w:pPr><w:r><w:t xml:space="preserve">{}</w:t></w:r></w:p>'
_LINES = (
    ("Intro", "Leader Mallimaa: kylä kerrallaan. Kysy neuvoa: {{ group.website }}"),
    ("TemplateTag", "{%p if group_question.youth_share %}"),
    ("Intro", "Suunnitteluun osallistuu alle 30-vuotiaita: {{ group_question.youth_share }}"),
    ("TemplateTag", "{%p endif %}"),
)


def draw_logo() -> Image.Image:
    """Return the name mark: two hills, and the name next to them."""
    wide, high = _SIZE[0] * _FINER, _SIZE[1] * _FINER
    picture = Image.new("RGB", (wide, high), _WHITE)
    pen = ImageDraw.Draw(picture)
    pen.pieslice((0, high // 4, high * 5 // 4, high * 7 // 4), 180, 360, fill=_LIGHT)
    pen.pieslice((high // 2, high // 2, high * 3 // 2, high * 3 // 2), 180, 360, fill=_GREEN)
    font = ImageFont.load_default(high / 3.6)
    for line, top in (("Leader", 0.14), ("Mallimaa", 0.50)):
        pen.text((high * 1.58, high * top), line, fill=_GREEN, font=font)
    return picture.resize(_SIZE, Image.Resampling.LANCZOS).quantize(32)


def change_template(source: Path) -> list[tuple[str, bytes]]:
    """Return the parts of a template with two lines added after its title."""
    with ZipFile(source) as package:
        parts = [(name, package.read(name)) for name in package.namelist()]
    return [
        (name, _with_lines(content) if name == "word/document.xml" else content) for name, content in parts
    ]


def _with_lines(content: bytes) -> bytes:
    text = content.decode()
    title = text.index(_AFTER)
    end = text.index("</w:p>", title) + len("</w:p>")
    added = "".join(_ADDED.format(style, line) for style, line in _LINES)
    return (text[:end] + added + text[end:]).encode()


_CONFIRMATION: dict[Language, dict[str, str]] = {
    "fi": {
        "village": "Kylä",
        "what": "Kylän osuus hankkeessa",
        "confirmation": "Vahvistus",
        "text": "Kylä on mukana hankkeessa {{ project.name }} ja tekee siinä yllä kuvatun osuuden.",
        "describe": "Kylän nimi ja yhteyshenkilö",
    },
    "sv": {
        "village": "Byn",
        "what": "Byns del i projektet",
        "confirmation": "Bekräftelse",
        "text": "Byn är med i projektet {{ project.name }} och gör den del som beskrivs ovan.",
        "describe": "Byns namn och kontaktperson",
    },
}


def write_confirmation(language: Language) -> bytes:
    """Return the template in which a partner confirms its part of a project."""

    def lay_out(page: Page) -> None:
        page.title("{{ partner.name }}")
        page.heading(1, "village")
        page.fields(
            Field("partner.name", "partners.name"),
            Field("partner.contact_person", "partners.contact_person"),
            Field("partner.email", "partners.email"),
            description="describe",
        )
        page.heading(1, "what")
        page.prose("partner.role")
        page.heading(1, "confirmation")
        page.text("text")
        page.signatures("")

    kinds = {"fi": "Kylän vahvistus", "sv": "Byns bekräftelse"}
    drawn = Document("village-confirmation", lay_out=lay_out, frame=Frame(prose=True), names=Names(**kinds))
    return template(drawn, language, _CONFIRMATION[language])


def main() -> None:
    """Write the logo and the templates."""
    draw_logo().save(HERE / "logo.png", optimize=True)
    with ZipFile(HERE / "templates" / "fi" / "project-plan.docx", "w", ZIP_DEFLATED) as package:
        for name, content in change_template(template_path("project-plan", "fi")):
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)
    for language in _CONFIRMATION:
        (HERE / "templates" / language).mkdir(exist_ok=True)
        (HERE / "templates" / language / "village-confirmation.docx").write_bytes(
            write_confirmation(language)
        )


if __name__ == "__main__":
    main()
