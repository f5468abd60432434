"""A template: a Word file compiled once, which turns values into documents as often as it is asked."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, NoReturn

from jinja2 import Template as JinjaTemplate
from lxml import etree

from hakemus.errors import TemplateError, TemplateProblem, ValueRefusedError
from hakemus.word.budget import Budget
from hakemus.word.compiling import BUDGET, CompiledPart, StrictEnvironment, compile_part
from hakemus.word.inspection import inspect_package
from hakemus.word.limits import DEFAULT_LIMITS, Limits
from hakemus.word.markup import WORD, parse
from hakemus.word.package import (
    CORE,
    STORIES,
    Entry,
    Package,
    in_order,
    pack,
    read_package,
    with_core,
    write,
)
from hakemus.word.places import Tag
from hakemus.word.properties import Properties, read_properties, with_properties, write_properties
from hakemus.word.soundness import repair
from hakemus.word.stories import headings_of, settle

_SMALL, _FAST = 9, 1
_AS_IN_TEMPLATE = Properties()
_IDS_OF_A_PART = 100_000


class Template:
    """A DOCX with tags, compiled. Nothing changes it: threads may share it, other processes be sent it.

    Raises `FileError` and `PackageError` when the file cannot be opened, `TemplateError` with every fault found
    when its tags cannot be compiled. `source` is a path or the bytes of a DOCX.
    """

    def __init__(self, source: bytes | str | Path, *, limits: Limits = DEFAULT_LIMITS) -> None:
        self._source = "" if isinstance(source, bytes) else str(source)
        self._limits = limits
        package = with_core(read_package(source, limits))
        self._package = package
        self._core = package.of_type(CORE)[0]
        self._parts = self._compile(package)
        self._entries = {
            part: pack(part, content, _SMALL)
            for part, content in package.parts.items()
            if part not in self._parts and part != self._core
        }
        self._order = tuple(in_order(package.parts))
        self._own_properties = read_properties(parse(package.parts[self._core], self._core, limits))
        self._ready = self._prepared()

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every placeholder with its full path, such as `budget.items[].amount`, in the order of first use."""
        return tuple(dict.fromkeys(path for part in self._parts.values() for path in part.fields))

    def problems(self) -> tuple[TemplateProblem, ...]:
        """Return what an author should mend though the template compiles: structure and accessibility."""
        return inspect_package(self._package, self._limits)

    def render(self, mapping: Mapping[str, Any], properties: Properties = _AS_IN_TEMPLATE) -> bytes:
        """Return the document: the template with these values.

        Raises `ValueRefusedError`, naming the field, for a value that cannot be printed without loss, and
        `TemplateError`, naming the place and the tag, when the values do not fit the template.
        """
        budget = Budget(self._limits)
        values = {**mapping, BUDGET: budget}
        written = (
            self._entry(part, position, values, budget, properties)
            for position, part in enumerate(self._order)
        )
        return write(written)

    def _entry(
        self, part: str, position: int, values: dict[str, Any], budget: Budget, properties: Properties
    ) -> Entry:
        if part in self._entries:
            return self._entries[part]
        if part == self._core:
            return pack(part, self._core_content(values, budget, properties).encode(), _FAST)
        text = self._printed(part, values, budget)
        repeats = self._parts[part].repeats_ids
        return pack(part, repair(text, (position + 1) * _IDS_OF_A_PART, repeats_ids=repeats).encode(), _FAST)

    def _core_content(self, values: dict[str, Any], budget: Budget, properties: Properties) -> str:
        own = self._own_properties
        if self._core in self._parts:
            own = read_properties(
                parse(self._printed(self._core, values, budget).encode(), self._core, self._limits)
            )
        return write_properties(with_properties(own, properties))

    def _printed(self, part: str, values: dict[str, Any], budget: Budget) -> str:
        ready = self._ready[part]
        context = ready.new_context(values, shared=True)
        try:
            return budget.written(ready.root_render_func(context))
        except Exception as error:  # noqa: BLE001 - a value's own property may raise anything
            self._tell(error, self._parts[part], values)

    def _tell(self, error: Exception, part: CompiledPart, values: Mapping[str, Any]) -> NoReturn:
        """Raise the error again, with the place in the template, and the place in the values, that it came from."""
        tag, frame = _tag_of(error.__traceback__, part, self._ready[part.name])
        place = tag or Tag("", part.name, "")
        if isinstance(error, ValueRefusedError):
            where = ", ".join(piece for piece in (place.part, place.place, place.text) if piece)
            raise ValueRefusedError(
                _located(error.field, values, frame), f"{error.reason} ({where})"
            ) from None
        if isinstance(error, TemplateError):
            problems = [place.problem(problem.message) for problem in error.problems]
            raise TemplateError(problems, self._source) from None
        message = str(error) or type(error).__name__
        raise TemplateError([place.problem(message)], self._source) from error

    def _compile(self, package: Package) -> dict[str, CompiledPart]:
        environment = StrictEnvironment(self._limits)
        headings = headings_of(package, self._limits)
        roots = {
            part: parse(package.parts[part], part, self._limits) for part in package.of_type(*STORIES, CORE)
        }
        settle(roots)
        parts: dict[str, CompiledPart] = {}
        problems: list[TemplateProblem] = []
        for part, root in roots.items():
            if part != self._core and root.nsmap.get("w") != WORD:
                problems.append(
                    TemplateProblem(
                        "the prefix w: does not stand for WordprocessingML; save it in Word", part
                    )
                )
                continue
            if part == self._core and not _holds_tags(root):
                continue
            compiled, faults = compile_part(root, part, headings, environment)
            problems += faults
            if compiled is not None:
                parts[part] = compiled
        if problems:
            raise TemplateError(problems, self._source)
        return parts

    def _prepared(self) -> dict[str, JinjaTemplate]:
        environment = StrictEnvironment(self._limits)
        return {
            part.name: JinjaTemplate.from_code(environment, part.code, {}) for part in self._parts.values()
        }

    def __getstate__(self) -> dict[str, Any]:
        return {key: value for key, value in self.__dict__.items() if key != "_ready"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._ready = self._prepared()

    def __repr__(self) -> str:
        return f"Template({self._source or '…'!r}, {len(self.fields)} fields)"


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
