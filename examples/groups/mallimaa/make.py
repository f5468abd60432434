"""Makes the pictures and templates of Leader Mallimaa anew: `python make.py` (needs Pillow).

The logo is a plain name mark. The template is the library's own with two changes, as an officer would make them in
Word: a greeting under the title, and an answer to one of the group's own questions.
"""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from PIL import Image, ImageDraw, ImageFont

from hakemus.assembly import template_path

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


def main() -> None:
    """Write the logo and the template."""
    draw_logo().save(HERE / "logo.png", optimize=True)
    with ZipFile(HERE / "templates" / "fi" / "project-plan.docx", "w", ZIP_DEFLATED) as package:
        for name, content in change_template(template_path("project-plan", "fi")):
            package.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, ZIP_DEFLATED)


if __name__ == "__main__":
    main()
