"""A picture in a line of text."""

from dataclasses import dataclass

from markup import Xml, attribute, w

_EMU = 36_000
"""The units of a drawing in a millimetre."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a line: its number and name, its file and relation, what it shows, its size in millimetres."""

    number: int
    name: str
    file: str
    relation: str
    description: str
    size: tuple[int, int]


def drawn(drawing: Drawing) -> Xml:
    """Return the run that holds a picture."""
    across, down = (side * _EMU for side in drawing.size)
    content = Xml(
        f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{across}" cy="{down}"/>'
        f'<wp:docPr id="{drawing.number}" name="{drawing.name}" descr="{attribute(drawing.description)}"/>'
        '<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f'<pic:nvPicPr><pic:cNvPr id="{drawing.number}" name="{drawing.file}"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="{drawing.relation}"/><a:stretch><a:fillRect/></a:stretch>'
        f'</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}" cy="{down}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return w("r", content)
