"""The place of a logo: a picture named `logo`, which a logo replaces, or which goes and leaves its room to others."""

import posixpath
from dataclasses import dataclass

from lxml import etree

from hakemus.errors import PackageError
from hakemus.word.limits import Limits
from hakemus.word.markup import CONTENT_TYPES, RELATIONSHIPS, found, local, name, parse, serialised
from hakemus.word.package import TYPES_PART, Package
from hakemus.word.pictures import read_picture

PLACE = "logo"
"""The name of the picture that a logo replaces."""

_LOGO_PART = "word/media/house-logo"
_ENDINGS = {"png": ("png", "image/png"), "jpeg": ("jpg", "image/jpeg")}
_EMBED = name("r:embed")


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture (PNG or JPEG), and what it shows for one who does not see it."""

    content: bytes
    description: str


class Media:
    """The parts of a template whose pictures change."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self.parts: dict[str, bytes] = dict(package.parts)
        self._types = dict(package.types)
        self._limits = limits
        self._replaced: set[str] = set()

    def put(self, part: str, relation_id: str, logo: Logo) -> None:
        """Let a relation of a part lead to the logo."""
        ending, kind = _ENDINGS[read_picture(logo.content).format]
        target = f"{_LOGO_PART}.{ending}"
        relations = self._relations(part)
        for relation in _with_id(relations, relation_id):
            self._replaced.add(_target(part, relation))
            relation.set("Target", posixpath.relpath(target, posixpath.dirname(part)))
        self._keep(part, relations)
        if target not in self.parts:
            self.parts[target] = logo.content
            self._types[target] = kind
            self._list(ending, kind)

    def forget(self, part: str, relation_id: str) -> None:
        """Let a relation of a part go."""
        relations = self._relations(part)
        for relation in _with_id(relations, relation_id):
            self._replaced.add(_target(part, relation))
            relations.remove(relation)
        self._keep(part, relations)

    def package(self) -> Package:
        """Return the template as it is now, without pictures that nothing leads to any more."""
        if self._replaced:
            kept = {
                _target(_owner(part), relation)
                for part in self.parts
                if part.endswith(".rels")
                for relation in parse(self.parts[part], part, self._limits)
            }
            for part in self._replaced - kept:
                self.parts.pop(part, None)
                self._types.pop(part, None)
        return Package(self.parts, self._types)

    def _relations(self, part: str) -> etree._Element:
        relations = _relations_part(part)
        if relations not in self.parts:
            raise PackageError(f"{part} shows a picture that the file does not hold. Save it anew in Word")
        return parse(self.parts[relations], relations, self._limits)

    def _keep(self, part: str, relations: etree._Element) -> None:
        self.parts[_relations_part(part)] = serialised(relations)

    def _list(self, ending: str, kind: str) -> None:
        listed = parse(self.parts[TYPES_PART], TYPES_PART, self._limits)
        known = {str(item.get("Extension", "")).lower() for item in listed}
        if ending not in known:
            default = etree.Element(f"{{{CONTENT_TYPES}}}Default", Extension=ending, ContentType=kind)
            listed.insert(0, default)
            self.parts[TYPES_PART] = serialised(listed)


def place_logo(root: etree._Element, part: str, logo: Logo | None, media: Media) -> None:
    """Put the logo into every place for one under `root`, in place; without a logo, take the places away."""
    for drawing in found(root, f"//w:drawing[.//wp:docPr[@name='{PLACE}']][.//a:blip[@r:embed]]"):
        relation_id = str(found(drawing, ".//a:blip[@r:embed]")[0].get(_EMBED))
        if logo is None:
            still_used = len(found(root, f"//a:blip[@r:embed='{relation_id}']")) > 1
            _take_away(drawing)
            if not still_used:
                media.forget(part, relation_id)
        else:
            media.put(part, relation_id, logo)
            _show(drawing, logo)


def _show(drawing: etree._Element, logo: Logo) -> None:
    """Set the picture's size to the largest that fits into its place, and what it shows."""
    picture = read_picture(logo.content)
    place = found(drawing, ".//wp:extent")[0]
    across, down = (int(place.get(side, "0")) for side in ("cx", "cy"))
    # Whole units, by integers alone: the same logo is the same size everywhere.
    if across * picture.height > down * picture.width:
        across = down * picture.width // picture.height
    else:
        down = across * picture.height // picture.width
    for extent in found(drawing, ".//wp:extent | .//a:xfrm/a:ext"):
        extent.set("cx", str(across))
        extent.set("cy", str(down))
    for properties in found(drawing, ".//wp:docPr"):
        properties.set("descr", logo.description)


def _take_away(drawing: etree._Element) -> None:
    """Take a picture away: with its run, its paragraph and its cell where they hold nothing else."""
    run, paragraph = (next(drawing.iterancestors(name(kind)), None) for kind in ("w:r", "w:p"))
    cell = next(drawing.iterancestors(name("w:tc")), None)
    _remove(drawing)
    if run is not None and all(local(child) == "rPr" for child in run):
        _remove(run)
    if paragraph is None or any(local(child) != "pPr" for child in paragraph):
        return
    beside = [child for child in cell if local(child) != "tcPr"] if cell is not None else []
    if cell is None or beside != [paragraph]:
        _remove(paragraph)
    else:
        _without_cell(cell)


def _without_cell(cell: etree._Element) -> None:
    """Take a cell away and give its width to the cell beside it; of a table with more rows, its grid must stay."""
    row = cell.getparent()
    table = row.getparent() if row is not None else None
    if row is None or table is None or local(table) != "tbl":
        return
    cells, columns = row.findall(name("w:tc")), found(table, "w:tblGrid/w:gridCol")
    plain = len(table.findall(name("w:tr"))) == 1 and len(columns) == len(cells) > 1
    if not plain or found(row, "w:tc/w:tcPr/w:gridSpan"):
        return
    at = cells.index(cell)
    heir = at - 1 if at else 1
    _widen(columns[heir], columns[at])
    for mine, its in zip(found(cells[heir], "w:tcPr/w:tcW"), found(cell, "w:tcPr/w:tcW"), strict=False):
        _widen(mine, its)
    _remove(columns[at])
    _remove(cell)


def _widen(element: etree._Element, other: etree._Element) -> None:
    widths = [str(one.get(name("w:w"), "")) for one in (element, other)]
    if all(width.isdigit() for width in widths):
        element.set(name("w:w"), str(sum(int(width) for width in widths)))


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _with_id(relations: etree._Element, relation_id: str) -> list[etree._Element]:
    return [one for one in relations.iter(f"{{{RELATIONSHIPS}}}Relationship") if one.get("Id") == relation_id]


def _target(part: str, relation: etree._Element) -> str:
    """Return the name of the part that a relation leads to."""
    target = str(relation.get("Target", ""))
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def _relations_part(part: str) -> str:
    folder, name_ = posixpath.split(part)
    return f"{folder}/_rels/{name_}.rels"


def _owner(relations_part: str) -> str:
    return relations_part.replace("_rels/", "").removesuffix(".rels")
