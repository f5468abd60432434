"""A template: a Word file compiled once, which turns values into documents as often as it is asked."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, partial, wraps
from itertools import groupby, islice
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn

from jinja2 import Environment, pass_context
from jinja2 import Template as JinjaTemplate
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from lxml import etree
from markupsafe import Markup

from hakemus.errors import (
    Message,
    PackageError,
    TemplateError,
    TemplateProblem,
    ValueRefusedError,
    message_of,
)
from hakemus.values.paths import item_of, pattern_of
from hakemus.values.text import unix_lines
from hakemus.word.branding import Branding, branded
from hakemus.word.charts import chart_entries, setting_of
from hakemus.word.compiling import CompiledPart, OpenDocument, compile_part, resolve_breaks
from hakemus.word.data_part import as_template, with_data
from hakemus.word.inspection import inspect_package
from hakemus.word.markup import (
    DECLARATION,
    DEFAULT_LIMITS,
    NAMESPACES,
    WORD,
    Limits,
    found,
    name,
    parse,
    serialised,
    value_of,
)
from hakemus.word.messages import message, word
from hakemus.word.package import (
    CORE,
    STORIES,
    Budget,
    headings_of,
    in_order,
    numbering_styles,
    pack,
    read_package,
    settle,
    with_core,
    write,
)
from hakemus.word.printing import (
    ANCHORS,
    BOUND,
    BUDGET,
    KINDS,
    PRINT,
    REPEAT,
    Anchors,
    Gate,
    Printer,
    Prose,
    StrictEnvironment,
    escaped,
    kind_of,
    lines,
)
from hakemus.word.properties import Properties, read_properties, with_properties, write_properties
from hakemus.word.soundness import repair
from hakemus.word.tags import Tag

# A template made for docxtpl: its expressions and values as there, in a sandbox with bounds, and nothing lost.

_STANDS_IN = {
    "RichText": "runs",
    "RichTextParagraph": "paragraphs",
    "Listing": "text",
    "Subdoc": "paragraphs",
}
_BELONGING = ("InlineImage", "Subdoc")
_BREAKS_OF_DOCXTPL = str.maketrans("\a\f", "\n\n")

_LARGEST_ARGUMENT = 100_000
_LONGEST_NUMBER = 10_000
_WIDE = re.compile(r"%[-+ #0]*\d{6,}|\{[^{}]*:[^{}]*\d{6,}")
_GROWING_FILTERS = ("center", "indent", "format", "replace", "batch", "slice", "wordwrap", "join")


class LenientEnvironment(SandboxedEnvironment):
    """Jinja for a template made for docxtpl: its expressions and defaults, in a sandbox, with bounds on what grows."""

    intercepted_binops = frozenset({"*", "**", "+", "%"})

    def __init__(self, limits: Limits, styles: Mapping[str, bool], document: object = None) -> None:
        super().__init__(autoescape=True)
        gate = LenientGate(limits, styles, document)
        self._longest = limits.text_characters
        self.filters.update({name: self._bounded(self.filters[name]) for name in _GROWING_FILTERS})
        self.filters.update({PRINT + kind: _as_markup(getattr(gate, kind)) for kind in KINDS})
        self.filters[REPEAT] = _repeated_anything
        self.filters[BOUND] = self._bound

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401
        """Return what an operator gives, unless it would grow beyond bounds."""
        numbers = isinstance(left, int) and isinstance(right, int)
        if numbers and operator in {"*", "**"} and _bits(left, operator, right) > _LONGEST_NUMBER:
            raise SecurityError(message("grows-number"))
        if operator == "*" and not numbers:
            times, repeated = (left, right) if isinstance(left, int) else (right, left)
            if (
                isinstance(times, int)
                and hasattr(repeated, "__len__")
                and times * len(repeated) > self._longest
            ):
                raise SecurityError(message("grows"))
        if operator == "%" and isinstance(left, str):
            self._check([left, *(right if isinstance(right, tuple) else [right])])
        return self._bound(super().call_binop(context, operator, left, right))

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        """Return what a call gives, unless its arguments would let it grow beyond bounds."""
        owner = getattr(obj, "__self__", None)
        self._check([*([owner] if isinstance(owner, str) else []), *args, *kwargs.values()])
        return self._bound(super().call(context, obj, *args, **kwargs))

    def _bounded(self, filter_: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(filter_)
        def bounded(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
            self._check([*args, *kwargs.values()])
            return self._bound(filter_(*args, **kwargs))

        return bounded

    def _check(self, arguments: list[Any]) -> None:
        """Refuse arguments that could make one call fill the memory: large numbers, wide formats, long by long."""
        if any(isinstance(value, int) and abs(value) > _LARGEST_ARGUMENT for value in arguments):
            raise SecurityError(message("large-argument", most=_LARGEST_ARGUMENT))
        texts = [value for value in arguments if isinstance(value, str)]
        if any(_WIDE.search(text) for text in texts):
            raise SecurityError(message("wide-format"))
        lengths = sorted(
            (len(value) for value in arguments if isinstance(value, str | list | tuple)), reverse=True
        )
        if len(lengths) > 1 and lengths[0] * lengths[1] > self._longest * 100:
            raise SecurityError(message("grows"))

    def _bound(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str | list | tuple) and len(value) > self._longest:
            raise SecurityError(message("grows"))
        return value


def _bits(left: int, operator: str, right: int) -> int:
    """Return how many bits a product or a power takes, about."""
    return left.bit_length() * abs(right) if operator == "**" else left.bit_length() + right.bit_length()


def _as_markup(print_: Printer) -> Callable[[Any, str], Markup]:
    def printed(value: Any, field: str) -> Markup:  # noqa: ANN401
        return Markup(print_(value, field))  # noqa: S704 - the gate has escaped it

    return printed


@pass_context
def _repeated_anything(context: Context, items: Any, field: str) -> Any:  # noqa: ANN401, ARG001
    budget = context.parent[BUDGET]
    if not hasattr(items, "__len__"):
        items = list(islice(items, budget.turns_left + 1))
    budget.repeat(len(items))
    return items


class LenientGate(Gate):
    """The printers of a template made for docxtpl: any value prints as there; no character is lost here either.

    `document` is the DocxTemplate that pictures and sub-documents of this rendering belong to.
    """

    def __init__(self, limits: Limits, styles: Mapping[str, bool], document: object = None) -> None:
        super().__init__(limits, styles)
        self._document = document

    def text(self, value: object, field: str) -> str:
        """Return a value as the content of `w:t`."""
        if hasattr(value, "__html__"):
            return self._markup(value, field, "text")
        return lines(self.plain(value, field))

    def raw(self, value: object, field: str) -> str:
        """Return a value for an attribute, or for an element other than `w:t`."""
        if hasattr(value, "__html__"):
            return self._markup(value, field, "text")
        return super().raw(value, field)

    def plain(self, value: object, field: str) -> str:
        """Return any value as text, escaped; prose is no text."""
        return (
            super().plain(value, field)
            if isinstance(value, Prose)
            else escaped(str(value), field, self._longest)
        )

    def paragraphs(self, value: object, field: str, anchors: Anchors | None = None) -> str:
        """Return prose, or what docxtpl makes of paragraphs."""
        if isinstance(value, Prose):
            return super().paragraphs(value, field, anchors)
        return self._between(value, field, "paragraphs")

    def runs(self, value: object, field: str) -> str:
        """Return what docxtpl makes of runs."""
        return self._between(value, field, "runs")

    def number(self, value: object, field: str) -> str:
        """Return how many columns a cell takes."""
        return self.raw(value, field)

    def nowhere(self, value: object, field: str) -> str:
        """Return markup that the template or its caller made."""
        return self._between(value, field, "nowhere")

    def _between(self, value: object, field: str, kind: str) -> str:
        if hasattr(value, "__html__"):
            return self._markup(value, field, kind)
        if str(value).strip():
            raise ValueRefusedError(field, message("between", kind=kind_of(value), places=word(kind)))
        return ""

    def _markup(self, value: object, field: str, kind: str) -> str:
        name = type(value).__name__ if type(value).__module__.startswith("docxtpl") else ""
        if _STANDS_IN.get(name, kind) != kind:
            tag = {"runs": "{{r … }}", "paragraphs": "{{p … }}"}.get(_STANDS_IN[name], "{{ … }}")
            raise ValueRefusedError(field, message("other-tag", kind=name, tag=tag))
        if name in _BELONGING and (
            self._document is None or getattr(value, "tpl", None) is not self._document
        ):
            raise ValueRefusedError(field, message("other-document", kind=name))
        markup = str(value.__html__())  # type: ignore[attr-defined]
        if 'r:id="' in markup and self._document is None:
            raise ValueRefusedError(field, message("other-relations"))
        escaped(markup.translate(_BREAKS_OF_DOCXTPL), field, len(markup))
        return unix_lines(markup)


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
    """Yield each list with its items, which are rows that stand one after another."""
    told = [(_item_of(row), row) for row in table.iterchildren(name("w:tr"))]
    items = [(item, [row for _, row in rows]) for item, rows in groupby(told, key=lambda one: one[0])]
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
_AS_IN_TEMPLATE = Properties()
_IDS_OF_A_PART = 100_000
_LONGEST_NODE = 2_500_000
_TOO_LONG = re.compile(f">[^<]{{{_LONGEST_NODE},}}").search


Values = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]
"""What is printed: a mapping, or (not strict) a function that makes it for docxtpl's document of this rendering."""


class Template:
    """A DOCX with tags, compiled. Nothing changes it: threads may share it, other processes be sent it.

    `source` is a path or the bytes of a DOCX. A strict template prints only formatted text, and prints, repeats and
    chooses, no more. With `strict=False` a template made for docxtpl renders as there: numbers, missing names,
    expressions, docxtpl's own values; what is never let through is told in `docs/engine.md`. With a `branding` it is
    compiled as that house's: its logo where the template has a place for one, its colours and font. Errors name it by
    its path; one of bytes by what it is `called`.

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
    ) -> None:
        self._source = called if isinstance(source, bytes) else str(source)
        self._strict = strict
        self._limits = limits
        whole = with_core(read_package(source, limits))
        package = as_template(whole, limits)
        self.was_a_paper = package is not whole
        """True when it was made of a paper, whose data and marks of fields are left out."""
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
        """Return what an author should mend though the template compiles: structure and accessibility."""
        return inspect_package(self._package, self._limits)

    def render(
        self,
        values: Values,
        properties: Properties = _AS_IN_TEMPLATE,
        data: str | Callable[[str], str] | None = None,
        growing: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the document: the template with these values.

        `data` is a custom XML part (`data_item`) that it carries besides, or makes one of what was printed: the body,
        and then headers, footers and notes. A form has `growing` tables: the titles of the lists, by their patterns
        (`budget.items[]`), to whose rows Word can add.
        Raises `ValueRefusedError`, naming the field, for a value that cannot be printed without loss, and
        `TemplateError`, naming the place and the tag, when the values do not fit the template.
        """
        if not isinstance(values, Mapping):
            return self._render_with_document(values, properties)
        rendering = _Rendering(self._ready, values, self._limits, growing)
        changing = [part for part in self._order if part not in self._entries]
        stories = [part for part in changing if part != self._core]
        content = partial(self._content, rendering=rendering)
        printed = dict(zip(stories, map(content, stories), strict=True))
        printed_core = self._core_content(rendering, properties)
        entries = {**self._entries, self._core: pack(self._core, printed_core, _FAST)}
        entries |= {part: pack(part, text.encode(), _FAST) for part, text in printed.items()}
        if data is not None:
            in_reading_order = sorted(printed, key=lambda part: part != self._package.main)
            made = (
                data if isinstance(data, str) else data("".join(map(printed.__getitem__, in_reading_order)))
            )
            entries |= {**self._with_data, self._data_part: pack(self._data_part, made.encode(), _FAST)}
        if rendering.anchors.charts:
            parts = {**self._package.parts, **(self._for_data if data is not None else {})}
            entries |= chart_entries(parts, self._package.main, rendering.anchors.charts, self._setting)
        return write(map(entries.__getitem__, in_order(entries)))

    def _content(self, part: str, rendering: "_Rendering", *, renumber: bool = False) -> str:
        """Return the printed part; of a template that is not strict, which may print markup, proved well-formed."""
        text = self._printed(part, rendering)
        if len(text) > _LONGEST_NODE and _TOO_LONG(text):
            raise TemplateError(
                [TemplateProblem(message("text-grows", most=_LONGEST_NODE), part)], self._source
            )
        first_id = (self._order.index(part) + 1) * _IDS_OF_A_PART
        repeats = renumber or self._parts[part].repeats_ids
        if self._strict:
            whole = repair(text, first_id, repeats_ids=repeats)
            grows = rendering.growing is not None and part == self._package.main
            if not grows:
                return whole
            return with_growing_tables(whole.encode(), part, rendering.growing or {}, self._limits).decode()
        body = resolve_breaks(text.removeprefix(DECLARATION))
        content = DECLARATION + repair(body, first_id, repeats_ids=repeats)
        try:
            parse(content.encode(), part, self._limits)
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
        """Return the document with values that belong to docxtpl's document, which is opened anew each time."""
        if self._strict:
            raise TypeError(
                "a strict template is rendered with a mapping; a function of docxtpl's document is for strict=False"
            )
        entries = [pack(part, content, _FAST) for part, content in self._package.parts.items()]
        opened = OpenDocument(write(entries))
        environment = LenientEnvironment(self._limits, self._styles, opened.document)
        rendering = _Rendering(self._loaded(environment), make(opened.document), self._limits)
        for part in self._parts:
            if part != self._core:
                opened.begin(part)
                opened.replace(part, self._content(part, rendering, renumber=True).encode())
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
            self._tell(error, self._parts[part], rendering.values)

    def _tell(self, error: Exception, part: CompiledPart, values: Mapping[str, Any]) -> NoReturn:
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
        parts: dict[str, CompiledPart] = {}
        problems: list[TemplateProblem] = []
        for part, root in roots.items():
            if part == self._core and not _holds_tags(root):
                continue
            if part != self._core and root.nsmap.get("w") != WORD:
                problems.append(TemplateProblem(message("prefix"), part))
                continue
            try:
                compiled, faults = compile_part(root, part, headings, environment)
            except (RecursionError, MemoryError, SyntaxError):
                compiled, faults = None, [TemplateProblem(message("too-deep"), part)]
            problems += faults
            if compiled is not None:
                parts[part] = compiled
        if problems:
            raise TemplateError(problems, self._source)
        return parts

    def _parse(self, part: str) -> etree._Element:
        return parse(self._package.parts[part], part, self._limits)

    def _environment(self) -> Environment:
        if self._strict:
            return StrictEnvironment(self._limits, self._styles, self._setting)
        return LenientEnvironment(self._limits, self._styles)

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


def _holds_tags(root: etree._Element) -> bool:
    text = etree.tostring(root, encoding="unicode")
    return "{{" in text or "{%" in text


def _tag_of(
    trace: TracebackType | None, part: CompiledPart, ready: JinjaTemplate
) -> tuple[Tag | None, FrameType | None]:
    """Return the tag whose code was running, and the frame it ran in."""
    tag, frame = None, None
    for step in _steps(trace):
        if step.tb_frame.f_code.co_filename == part.code.co_filename:
            tag = part.tag_at(ready.get_corresponding_lineno(step.tb_lineno))
            frame = step.tb_frame
    return tag, frame


def _steps(trace: TracebackType | None) -> Iterator[TracebackType]:
    while trace is not None:
        yield trace
        trace = trace.tb_next


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
