"""The theme: Word wants one in every file; ours says black on white, Arial, and nothing else."""

from look import HEADING, SHADE
from markup import Xml

_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": HEADING,
    "lt2": SHADE,
    "accent1": "003399",
    "accent2": "7F7F7F",
    "accent3": "1F5FA8",
    "accent4": "595959",
    "accent5": "A6A6A6",
    "accent6": "FFCC00",
    "hlink": "003399",
    "folHlink": "595959",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="6350">{_FILL}</a:ln>'
_EFFECT = "<a:effectStyle><a:effectLst/></a:effectStyle>"


def theme(face: str, heading: str = HEADING) -> Xml:
    """Return theme1.xml with one face for headings and text; the lists of styles have the three they must."""
    named = {**_COLOURS, "dk2": heading}
    colours = "".join(f'<a:{name}><a:srgbClr val="{rgb}"/></a:{name}>' for name, rgb in named.items())
    font = f'<a:latin typeface="{face}"/><a:ea typeface=""/><a:cs typeface=""/>'
    return Xml(
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="hakemus">'
        f'<a:themeElements><a:clrScheme name="hakemus">{colours}</a:clrScheme>'
        f'<a:fontScheme name="hakemus"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="hakemus"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
        f"<a:lnStyleLst>{_LINE * 3}</a:lnStyleLst><a:effectStyleLst>{_EFFECT * 3}</a:effectStyleLst>"
        f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
