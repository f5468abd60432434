"""What a paragraph is in long text: plain, an item of a list, a heading, or something else."""

from lxml import etree

from hakemus.word.limits import Limits
from hakemus.word.markup import found, name, parse, value_of
from hakemus.word.package import Package
from hakemus.word.stories import headings_of, styles_of

_NUMBERING = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
_PLAIN = (
    "normal",
    "body text",
    "form text",
    "text body",
    "list paragraph",
    "table text",
    "default paragraph style",
    "",
)


class ParagraphKinds:
    """The styles and lists of a document, as far as they tell what a paragraph is."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._headings = headings_of(package, limits)
        self._names = {
            value_of(style, "w:styleId"): value_of(style.find(name("w:name"))).lower()
            for style in styles_of(package, limits)
        }
        self._bullets: dict[str, bool] = {}
        for part in package.of_type(_NUMBERING):
            self._read_lists(parse(package.parts[part], part, limits))
        self._counts: dict[str, int] = {}

    def of(self, paragraph: etree._Element) -> tuple[str, str]:
        """Return `paragraph`, `bullet`, `number`, `heading` or `other`, and the marker of an item."""
        style = value_of(next(iter(found(paragraph, "w:pPr/w:pStyle")), None))
        label = self._names.get(style, style).lower()
        if style in self._headings:
            return "heading", ""
        if "list bullet" in label:
            return "bullet", "-"
        number = value_of(next(iter(found(paragraph, "w:pPr/w:numPr/w:numId")), None))
        if "list number" in label:
            return "number", ""
        if number not in ("", "0"):
            if self._bullets.get(number, True):
                return "bullet", "-"
            self._counts[number] = self._counts.get(number, 0) + 1
            return "number", f"{self._counts[number]}."
        return ("paragraph" if label in _PLAIN else "other"), ""

    def _read_lists(self, root: etree._Element) -> None:
        formats = {
            value_of(listed, "w:abstractNumId"): value_of(next(iter(found(listed, "w:lvl/w:numFmt")), None))
            for listed in root.iter(name("w:abstractNum"))
        }
        for listed in root.iter(name("w:num")):
            format_ = formats.get(value_of(listed.find(name("w:abstractNumId"))), "")
            self._bullets[value_of(listed, "w:numId")] = format_ in ("bullet", "")
