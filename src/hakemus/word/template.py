"""A template: a Word file compiled once, which turns values into documents as often as it is asked."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property, partial
from itertools import groupby
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn

from jinja2 import Environment
from jinja2 import Template as JinjaTemplate
from lxml import etree

from hakemus.errors import (
    MOST_SHOWN,
    Message,
    PackageError,
    TemplateError,
    TemplateProblem,
    ValueRefusedError,
    message_of,
)
from hakemus.values.paths import item_of, pattern_of
from hakemus.word.branding import Branding, branded
from hakemus.word.charts import chart_entries, setting_of
from hakemus.word.compiling import CompiledPart, OpenDocument, StrictEnvironment, compile_part, resolve_breaks
from hakemus.word.data_part import as_template, marks_in, with_data
from hakemus.word.inspection import inspect_package
from hakemus.word.lenient import LenientEnvironment, copied
from hakemus.word.markup import (
    DECLARATION,
    DEFAULT_LIMITS,
    NAMESPACES,
    WORD,
    Budget,
    Limits,
    found,
    name,
    parse,
    serialised,
    value_of,
)
from hakemus.word.messages import message
from hakemus.word.notes import (
    named_bookmarks,
    put_notes_at_references,
    with_comments_for_all,
    with_notes_in_parts,
    without_lost_names,
)
from hakemus.word.package import (
    COMMENTS,
    CORE,
    STORIES,
    TYPES_PART,
    headings_of,
    in_order,
    numbering_styles,
    pack,
    read_package,
    relations_of,
    settle,
    with_core,
    write,
)
from hakemus.word.printing import ANCHORS, BUDGET, LONGEST_NODE, Anchors, is_too_long
from hakemus.word.ready import (
    AS_IN_TEMPLATE,
    Data,
    Properties,
    Ready,
    ReadyPart,
    read_properties,
    repair,
    with_properties,
    write_properties,
)
from hakemus.word.remarks import remarks_of, unfilled_tags, without_remarks
from hakemus.word.tags import Tag

# Tables of a form that grow: the rows of a list become a repeating section, to which Word itself adds rows.

_FIRST_ID_GROWING = 900_000_000
_LONGEST_TITLE_GROWING = 64
_NEWER = ("w14", "w15")
_TAGS = ".//w:sdt[not(contains(w:sdtPr/w:lock/@w:val, 'ontentLocked'))]/w:sdtPr/w:tag"


def with_growing_tables(content: bytes, part: str, titles: Mapping[str, str], limits: Limits) -> bytes:
    """Return a printed part in which the rows of lists repeat: those of `titles`, by pattern (`budget.items[]`).

    Only tables with a header row grow. The part says that it uses what came to Word in 2010 and 2013.
    """
    root = parse(_with_newer_names(content), part, limits)
    ignorable = str(root.get(name("mc:Ignorable"), "")).split()
    root.set(name("mc:Ignorable"), " ".join(dict.fromkeys((*ignorable, *_NEWER))))
    numbers = iter(range(_FIRST_ID_GROWING, _FIRST_ID_GROWING + 100_000_000))
    for table in found(root, "//w:tbl[w:tr[1]/w:trPr/w:tblHeader]"):
        for listed, rows in _runs_of_items(table):
            title = titles.get(pattern_of(listed) + "[]")
            if title is not None:
                _repeat(table, rows, title, numbers)
    return serialised(root)


def _runs_of_items(table: etree._Element) -> Iterator[tuple[str, list[tuple[str, list[etree._Element]]]]]:
    """Yield each list with its items, which are rows that follow one another."""
    rows = [(_item_of(row), row) for row in table.iterchildren(name("w:tr"))]
    items = [(item, [row for _, row in group]) for item, group in groupby(rows, key=lambda one: one[0])]
    for listed, group in groupby(items, key=lambda one: _list_of(one[0])):
        if listed:
            yield listed, [*group]


def _item_of(row: etree._Element) -> str:
    """Return the item whose fields are edited in a row, or nothing."""
    places = (value_of(tag) for tag in found(row, _TAGS))
    return min((place[: place.rindex("]") + 1] for place in places if "]" in place), key=len, default="")


def _list_of(item: str) -> str:
    known = item_of(item)
    return known[0] if known else ""


def _repeat(
    table: etree._Element,
    items: list[tuple[str, list[etree._Element]]],
    title: str,
    numbers: Iterator[int],
) -> None:
    section = _control(numbers, "repeatingSection", title)
    table.insert(table.index(items[0][1][0]), section)
    for _, rows in items:
        item = _control(numbers, "repeatingSectionItem")
        section[-1].append(item)
        item[-1].extend(rows)


def _control(numbers: Iterator[int], kind: str, title: str = "") -> etree._Element:
    control = etree.Element(name("w:sdt"))
    properties = etree.SubElement(control, name("w:sdtPr"))
    if title:
        etree.SubElement(properties, name("w:alias"), {name("w:val"): title[:_LONGEST_TITLE_GROWING]})
    etree.SubElement(properties, name("w:id"), {name("w:val"): str(next(numbers))})
    etree.SubElement(properties, name(f"w15:{kind}"))
    etree.SubElement(control, name("w:sdtContent"))
    return control


def _with_newer_names(content: bytes) -> bytes:
    """Return a part whose root has the prefixes of newer Word."""
    start = content.index(b"<w:")
    end = content.index(b">", start)
    root = content[start:end]
    missing = [prefix for prefix in ("mc", *_NEWER) if f"xmlns:{prefix}=".encode() not in root]
    spaces = "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in missing)
    return content[:end] + spaces.encode() + content[end:]


_SMALL, _FAST = 9, 1
_DIGEST = 16
_TAGS_BEGIN = re.compile(r"\{[{%]")
_IDS_OF_A_PART = 100_000


Values = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]
"""What is printed: a mapping, or (not strict) a function that makes it for docxtpl's document of this rendering."""


class Template:
    """A DOCX with tags, compiled. Nothing changes it: threads may share it, other processes be sent it.

    `source` is a path or the bytes of a DOCX. A strict template prints only formatted text, and prints, repeats and
    chooses, no more. With `strict=False` a template made for docxtpl renders as there: numbers, missing names,
    expressions, docxtpl's own values, and the filters, tests and globals of a `jinja_env`; what is never let through is
    described in `docs/from-docxtpl.md`. With a `branding` it
    is compiled as that house's: its logo where the template has a place for one, its colours and font. Errors name it
    by its path; one of bytes by what it is `called`.

    Raises `FileError` and `PackageError` when the file cannot be opened, `TemplateError` with every fault found
    when its tags cannot be compiled.
    """

    def __init__(
        self,
        source: bytes | str | Path,
        *,
        strict: bool = True,
        limits: Limits = DEFAULT_LIMITS,
        branding: Branding | None = None,
        called: str = "",
        jinja_env: Environment | None = None,
    ) -> None:
        if strict and jinja_env is not None:
            raise TypeError(
                "a strict template has no filters of its own; offer values ready-made, or strict=False"
            )
        self._given = jinja_env
        self._source = called if isinstance(source, bytes) else str(source)
        self._strict = strict
        self._limits = limits
        # What is printed is as long as the values make it; only what comes from outside is bounded by paragraphs.
        self._limits_of_printed = replace(limits, paragraphs=limits.elements)
        whole = with_core(read_package(source, limits))
        package = as_template(whole, limits)
        self.was_a_paper = package is not whole
        """True when it was made of a paper, whose data and marks of fields are left out."""
        self.remarks: tuple[TemplateProblem, ...] = ()
        """The comments, tracked changes and bindings that no paper gets, each with its place."""
        if strict:
            self.remarks = tuple(dict.fromkeys(remarks_of(package, limits)))
            package = without_remarks(package, limits) if self.remarks else package
            if raw := [*unfilled_tags(package, limits)]:
                raise TemplateError(raw, self._source)
        self._package = package if branding is None else branded(package, branding, limits)
        self._core = self._package.of_type(CORE)[0]
        self._styles = numbering_styles(self._package, limits)
        self._setting = setting_of(self._package, limits)
        self._parts = self._compiled()
        self._entries = {
            part: pack(part, content, _SMALL)
            for part, content in self._package.parts.items()
            if part not in self._parts and part != self._core
        }
        self._order = tuple(in_order(self._package.parts))
        self._data_part, changed = with_data(self._package)
        self._for_data = changed
        self._with_data = {part: pack(part, content, _SMALL) for part, content in changed.items()}
        self._own_properties = read_properties(self._parse(self._core))
        self._ready = self._loaded(self._environment())
        self._as_usual = self.made_ready()

    def branded_again(self, branding: Branding) -> "Template":
        """Return the same template with more branding on it: as with a new one, without a logo its place goes."""
        parts = self._package.parts
        whole = write(pack(part, parts[part], _FAST) for part in self._order)
        limits, given = self._limits, self._given
        return Template(
            whole, strict=self._strict, limits=limits, branding=branding, called=self._source, jinja_env=given
        )

    def made_ready(self) -> Ready | None:
        """Return the template as plain data, to print by; None for one that does what only Jinja does."""
        steps = {name: part.steps for name, part in self._parts.items() if part.steps is not None}
        if self._has_notes or self._named or self._core in steps or len(steps) < len(self._parts):
            return None
        main = self._package.main
        lists = [
            {name: parts[name] for name in (TYPES_PART, relations_of(main)) if name in parts}
            for parts in (self._package.parts, {**self._package.parts, **self._for_data})
        ]
        return Ready(
            main,
            self._core,
            self._data_part,
            {
                name: ReadyPart(steps[name], self._first_id(name), self._parts[name].repeats_ids)
                for name in self._order
                if name in steps
            },
            self._entries,
            self._with_data,
            (lists[0], lists[1]),
            self._own_properties,
            self._styles,
            self._setting,
            self.digest,
            self.fields,
            self._limits,
        )

    def _first_id(self, part: str) -> int:
        return (self._order.index(part) + 1) * _IDS_OF_A_PART

    @cached_property
    def digest(self) -> str:
        """Return a text that changes with anything in the template."""
        parts = (
            f"{name} {hashlib.sha256(part).hexdigest()}" for name, part in sorted(self._package.parts.items())
        )
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:_DIGEST]

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every placeholder with its full path, such as `budget.items[].amount`, in the order of first use."""
        return tuple(dict.fromkeys(path for part in self._parts.values() for path in part.fields))

    def problems(self) -> tuple[TemplateProblem, ...]:
        """Return what an author should correct though the template compiles: structure, accessibility, remarks."""
        return (*self.remarks, *inspect_package(self._package, self._limits))

    def render(
        self,
        values: Values,
        properties: Properties = AS_IN_TEMPLATE,
        data: Data = None,
        growing: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the document: the template with these values.

        `data` is an additional custom XML part (`data_item`), or makes one of what the printed document shows. A
        form has `growing` tables: the titles of the lists, by their
        patterns (`budget.items[]`), to whose rows Word can add. Raises `ValueRefusedError`, naming the field, for a
        value that cannot be printed without loss, and `TemplateError`, naming the place and the tag, when the values do
        not fit the template.
        """
        if not isinstance(values, Mapping):
            return self._render_with_document(values, properties)
        if self._as_usual is not None and growing is None:
            usual = self._as_usual.render(values, properties, data)
            if usual is not None:
                return usual
        own = values if self._strict else copied(values)
        rendering = _Rendering(self._ready, own, self._limits, growing)
        changing = [part for part in self._order if part not in self._entries]
        stories = [part for part in changing if part != self._core]
        content = partial(self._content, rendering=rendering)
        printed = self._settled(dict(zip(stories, map(content, stories), strict=True)))
        printed_core = self._core_content(rendering, properties)
        entries = {**self._entries, self._core: pack(self._core, printed_core, _FAST)}
        entries |= {part: pack(part, text.encode(), _FAST) for part, text in printed.items()}
        if data is not None:
            in_reading_order = sorted(printed, key=lambda part: part != self._package.main)
            made = (
                data
                if isinstance(data, str)
                else data(marks_in("".join(map(printed.__getitem__, in_reading_order))))
            )
            entries |= {**self._with_data, self._data_part: pack(self._data_part, made.encode(), _FAST)}
        if rendering.anchors.charts:
            parts = {**self._package.parts, **(self._for_data if data is not None else {})}
            entries |= chart_entries(parts, self._package.main, rendering.anchors.charts, self._setting)
        return write(map(entries.__getitem__, in_order(entries)))

    def _settled(self, printed: dict[str, str]) -> dict[str, str]:
        """Return printed parts in which notes, fields and links are where what they belong to is."""
        if self._has_notes:
            printed = with_notes_in_parts(printed, self._package.main)
        main, comments = self._package.main, self._comments
        if comments:
            written = self._package.parts[comments].decode()
            printed[main], printed[comments] = with_comments_for_all(printed[main], written)
        return without_lost_names(printed, self._named, self._limits_of_printed) if self._named else printed

    def _content(self, part: str, rendering: "_Rendering", *, renumber: bool = False) -> str:
        """Return the printed part; of a template that is not strict, which may print markup, proved well-formed."""
        text = self._printed(part, rendering)
        if is_too_long(text):
            raise TemplateError(
                [TemplateProblem(message("text-grows", most=LONGEST_NODE), part)], self._source
            )
        first_id = self._first_id(part)
        repeats = renumber or self._parts[part].repeats_ids
        if self._strict:
            whole = repair(text, first_id, repeats_ids=repeats)
            grows = rendering.growing is not None and part == self._package.main
            if not grows:
                return whole
            return with_growing_tables(
                whole.encode(), part, rendering.growing or {}, self._limits_of_printed
            ).decode()
        body = resolve_breaks(text.removeprefix(DECLARATION))
        content = DECLARATION + repair(body, first_id, repeats_ids=repeats)
        try:
            parse(content.encode(), part, self._limits_of_printed)
        except PackageError as error:
            raise TemplateError(
                [TemplateProblem(message("unsound", error=message_of(error)), part)]
            ) from None
        return content

    def _core_content(self, rendering: "_Rendering", properties: Properties) -> bytes:
        own = self._own_properties
        if self._core in self._parts:
            printed = self._printed(self._core, rendering).encode()
            own = read_properties(parse(printed, self._core, self._limits))
        return write_properties(with_properties(own, properties)).encode()

    def _render_with_document(
        self, make: Callable[[Any], Mapping[str, Any]], properties: Properties
    ) -> bytes:
        """Return the document with values that belong to docxtpl's document, which is opened again each time."""
        if self._strict:
            raise TypeError(
                "a strict template is rendered with a mapping; a function of docxtpl's document is for strict=False"
            )
        entries = [pack(part, content, _FAST) for part, content in self._package.parts.items()]
        opened = OpenDocument(write(entries))
        environment = LenientEnvironment(self._limits, self._styles, opened.document, self._given)
        rendering = _Rendering(self._loaded(environment), copied(make(opened.document)), self._limits)
        printed = {}
        for part in self._parts:
            if part != self._core:
                opened.begin(part)
                printed[part] = self._content(part, rendering, renumber=True)
        for part, content in self._settled(printed).items():
            opened.replace(part, content.encode())
        parts = {
            **read_package(opened.saved(), self._limits).parts,
            self._core: self._core_content(rendering, properties),
        }
        return write(pack(part, parts[part], _FAST) for part in in_order(parts))

    def _printed(self, part: str, rendering: "_Rendering") -> str:
        rendering.anchors.in_body = part == self._package.main
        ready = rendering.ready[part]
        try:
            return rendering.budget.written(ready.root_render_func(ready.new_context(rendering.known)))
        except Exception as error:  # noqa: BLE001 - a value's own property may raise anything
            self._raise_with_place(error, self._parts[part], rendering.values)

    def _raise_with_place(self, error: Exception, part: CompiledPart, values: Mapping[str, Any]) -> NoReturn:
        """Raise the error again, with the place in the template, and the place in the values, that it came from."""
        tag, frame = _tag_of(error.__traceback__, part, self._ready[part.name])
        place = tag or Tag("", part.name, "")
        if isinstance(error, ValueRefusedError):
            where = Message.joined(", ", place.part, place.place, place.text)
            reason = Message("", "{reason} ({where})", {"reason": error.reason, "where": where})
            raise ValueRefusedError(_located(error.field, values, frame), reason, self._source) from None
        if isinstance(error, TemplateError):
            problems = [place.problem(problem.message) for problem in error.problems]
            raise TemplateError(problems, self._source) from None
        text = message_of(error) or type(error).__name__
        raise TemplateError([place.problem(text)], self._source) from error

    def _compiled(self) -> dict[str, CompiledPart]:
        environment, headings = self._environment(), headings_of(self._package, self._limits)
        roots = {part: self._parse(part) for part in self._package.of_type(*STORIES, CORE)}
        settle(roots)
        self._has_notes = put_notes_at_references(roots, self._package.main)
        self._comments = next((part for part in self._package.of_type(COMMENTS)), "")
        self._named = named_bookmarks(roots.values())
        parts: dict[str, CompiledPart] = {}
        problems: list[TemplateProblem] = []
        left = self._limits.tags
        for part, root in roots.items():
            if part == self._core and not _TAGS_BEGIN.search(etree.tostring(root, encoding="unicode")):
                continue
            if part != self._core and root.nsmap.get("w") != WORD:
                problems.append(TemplateProblem(message("prefix"), part))
                continue
            try:
                compiled, faults = compile_part(root, part, headings, environment, self._named, most=left)
            except PackageError as error:
                raise PackageError(message("tags", most=self._limits.tags), error.code) from error
            except (RecursionError, MemoryError, SyntaxError):
                compiled, faults = None, [TemplateProblem(message("too-deep"), part)]
            except Exception:  # noqa: BLE001 - a door: what Jinja or docxtpl raise of a tag is a fault of the template
                compiled, faults = None, [TemplateProblem(message("unread-tag"), part)]
            problems += faults
            if compiled is not None:
                parts[part] = compiled
                left -= len(compiled.tags)
        if more := len(problems) - MOST_SHOWN:
            problems[MOST_SHOWN:] = [TemplateProblem(message("more", count=more))] if more > 0 else []
        if problems:
            raise TemplateError(problems, self._source)
        return parts

    def _parse(self, part: str) -> etree._Element:
        return parse(self._package.parts[part], part, self._limits)

    def _environment(self) -> Environment:
        if self._strict:
            return StrictEnvironment(self._limits, self._styles, self._setting)
        return LenientEnvironment(self._limits, self._styles, given=self._given)

    def _loaded(self, environment: Environment) -> dict[str, JinjaTemplate]:
        known = {} if self._strict else environment.make_globals(None)
        return {
            part.name: JinjaTemplate.from_code(environment, part.code, known) for part in self._parts.values()
        }

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "_ready"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._ready = self._loaded(self._environment())

    def __repr__(self) -> str:
        return f"Template({self._source or '…'!r}, {len(self.fields)} fields)"


class _Rendering:
    """One rendering: the templates, the values with the budget and the anchors among them."""

    def __init__(
        self,
        ready: Mapping[str, JinjaTemplate],
        values: Mapping[str, Any],
        limits: Limits,
        growing: Mapping[str, str] | None = None,
    ) -> None:
        self.ready, self.values, self.growing = ready, values, growing
        self.budget, self.anchors = Budget(limits), Anchors()
        self.known = {**values, BUDGET: self.budget, ANCHORS: self.anchors}


def _tag_of(
    trace: TracebackType | None, part: CompiledPart, ready: JinjaTemplate
) -> tuple[Tag | None, FrameType | None]:
    """Return the tag whose code was running, and the frame it ran in."""
    tag, frame = None, None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == part.code.co_filename:
            tag = part.tag_at(ready.get_corresponding_lineno(trace.tb_lineno))
            frame = trace.tb_frame
        trace = trace.tb_next
    return tag, frame


def _located(path: str, values: Mapping[str, Any], frame: FrameType | None) -> str:
    """Return the path with the numbers of the items that the loops were at: `budget.items[2].amount`."""
    current = {id(value) for value in frame.f_locals.values()} if frame else set()
    here: Any = values
    located = ""
    for step in path.replace("[]", ".[]").split("."):
        if step == "[]" and isinstance(here, list | tuple):
            index = next((at for at, item in enumerate(here) if id(item) in current), None)
            if index is None:
                return path
            located += f"[{index}]"
            here = here[index]
        else:
            located += f".{step}" if located else step
            here = here.get(step) if isinstance(here, Mapping) else getattr(here, step, None)
    return located
