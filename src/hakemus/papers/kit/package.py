"""The file: a template's parts zipped in one order with one time, so that the same source gives the same bytes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hakemus.papers.kit.look import FACE
from hakemus.papers.kit.markup import Xml, attribute, joined, twips, w
from hakemus.papers.kit.sheet import TAB_STEP

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FORMATS = "http://schemas.openxmlformats.org"
_OFFICE = f"{_FORMATS}/officeDocument/2006/relationships"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_CORE = "application/vnd.openxmlformats-package.core-properties+xml"
_NAMESPACES = {
    "w": f"{_FORMATS}/wordprocessingml/2006/main",
    "r": _OFFICE,
    "wp": f"{_FORMATS}/drawingml/2006/wordprocessingDrawing",
    "a": f"{_FORMATS}/drawingml/2006/main",
    "pic": f"{_FORMATS}/drawingml/2006/picture",
}
_ROOTS = {
    "document": "document",
    "styles": "styles",
    "numbering": "numbering",
    "settings": "settings",
    "fontTable": "fonts",
    "theme1": "",
    "header1": "hdr",
    "footer1": "ftr",
}
"""The parts in the order in which they are stored, with their outermost elements; a theme comes with its own."""

_FALLBACK = "Liberation Sans"
"""A face of the same widths as Arial, so that lines break at the same words without it."""

HEADER, FOOTER = "rId6", "rId7"
"""The ids of relationships that the document uses."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the file: its name, its content (PNG), and by which relation its part shows it."""

    name: str
    content: bytes
    relation: str


def settings(language_tag: str) -> Xml:
    """Return the content of settings.xml: the tab step, Word 2013's rules of layout, the language."""
    mode = w(
        "compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15
    )
    return joined(
        [
            w("zoom", percent=100),
            w("defaultTabStop", val=twips(TAB_STEP)),
            w("characterSpacingControl", val="doNotCompress"),
            w("compat", mode),
            w("themeFontLang", val=language_tag),
            w("decimalSymbol", val=","),
            w("listSeparator", val=";"),
        ]
    )


def fonts() -> Xml:
    """Return the content of fontTable.xml: the face, and what replaces it where it is missing."""
    return w(
        "font",
        w("altName", val=_FALLBACK),
        w("panose1", val="020B0604020202020204"),
        w("charset", val="00"),
        w("family", val="swiss"),
        w("pitch", val="variable"),
        name=FACE,
    )


def packed(
    parts: Mapping[str, Xml], pictures: Sequence[Picture], shown_in: str, title: str, language_tag: str
) -> bytes:
    """Return the DOCX of the contents of these parts (`document`, `styles`, …).

    Args:
        parts: The content of each part, by its name.
        pictures: The pictures that the file holds.
        shown_in: The part that shows them.
        title: The title of the file.
        language_tag: The language of the file, such as `fi-FI`.
    """
    held = [name for name in _ROOTS if name in parts]
    core = "package/2006/relationships/metadata/core-properties"
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _content_types(held),
        "_rels/.rels": _relationships(
            {
                "rId1": (f"{_OFFICE}/officeDocument", "word/document.xml"),
                "rId2": (f"{_FORMATS}/{core}", "docProps/core.xml"),
            }
        ),
        "docProps/core.xml": _core(title, language_tag),
    }
    to_pictures = {one.relation: (f"{_OFFICE}/image", f"media/{one.name}.png") for one in pictures}
    to_parts = {
        f"rId{number}": (f"{_OFFICE}/{name.rstrip('1')}", f"{name}.xml")
        for number, name in enumerate(list(_ROOTS)[1:], start=1)
        if name in held
    }
    related = {"document": to_parts}
    related[shown_in] = related.get(shown_in, {}) | to_pictures
    for name, relations in related.items():
        files[f"word/_rels/{name}.xml.rels"] = _relationships(relations)
    for name in held:
        prefixes = list(_NAMESPACES) if name == shown_in else ["w", "r"] if name == "document" else ["w"]
        spaces = "".join(f' xmlns:{prefix}="{_NAMESPACES[prefix]}"' for prefix in prefixes)
        root = f"w:{_ROOTS[name]}"
        files[f"word/{name}.xml"] = f"<{root}{spaces}>{parts[name]}</{root}>" if _ROOTS[name] else parts[name]
    files |= {f"word/media/{picture.name}.png": picture.content for picture in pictures}
    return _zipped(files)


def _zipped(files: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with ZipFile(buffer, "w") as package:
        for name, content in files.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            entry.compress_type = ZIP_DEFLATED
            whole = content if isinstance(content, bytes) else (_DECLARATION + content).encode()
            package.writestr(entry, whole, compresslevel=9)
    return buffer.getvalue()


def _content_types(held: Sequence[str]) -> str:
    kinds = {name: f"{_WORD}.{name.rstrip('1')}+xml" for name in held}
    kinds["document"] = f"{_WORD}.document.main+xml"
    kinds["theme1"] = "application/vnd.openxmlformats-officedocument.theme+xml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}"/>' for name, kind in kinds.items()
    )
    return (
        f'<Types xmlns="{_FORMATS}/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="png" ContentType="image/png"/>'
        f'<Override PartName="/docProps/core.xml" ContentType="{_CORE}"/>{overrides}</Types>'
    )


def _relationships(targets: Mapping[str, tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="{name}" Type="{kind}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'<Relationships xmlns="{_FORMATS}/package/2006/relationships">{lines}</Relationships>'


def _core(title: str, language_tag: str) -> str:
    return (
        f'<cp:coreProperties xmlns:cp="{_FORMATS}/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{attribute(title)}</dc:title><dc:language>{attribute(language_tag)}</dc:language>"
        "</cp:coreProperties>"
    )
