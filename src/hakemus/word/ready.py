"""A template made ready: its steps, its packed parts, and what else a paper of it needs; kept as plain data, or not.

Nothing here reads a Word file or compiles anything, so that a command which prints one paper of the library's own
templates waits for neither.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hakemus.word.charts import Setting, chart_entries
from hakemus.word.data_part import Marks, marks_held, marks_in
from hakemus.word.markup import DEFAULT_LIMITS, Limits
from hakemus.word.package import Entry, in_order, pack, write
from hakemus.word.printing import Anchors, Budget, Gate, is_too_long
from hakemus.word.program import Printing, Step, UnusualError
from hakemus.word.properties import AS_IN_TEMPLATE, Properties, with_properties, write_properties
from hakemus.word.repairing import repair

if TYPE_CHECKING:
    from hakemus.word.template import Template

FAST = 1
"""How parts are compressed that are printed: zlib's level."""

Data = str | Callable[[Marks], str] | None
"""The text of the data part, or what makes it of what the printed document shows."""


@dataclass(frozen=True, slots=True)
class ReadyPart:
    """A part as it is printed: its steps, and the ids it may have."""

    steps: Sequence[Step]
    first_id: int
    repeats_ids: bool


@dataclass(frozen=True)
class Ready:
    """Everything that a paper of a strict template needs, but its values.

    Attributes:
        main: The name of the part of the body.
        core: The name of the part of the properties.
        data_part: The name of the part that carries data.
        parts: What is printed, in the order of printing.
        entries: The parts that stay as they are, packed.
        with_data: Those that are other ones when the paper carries data.
        lists: The types and relations that charts are added to; and those of a paper that carries data.
        own_properties: What the template says of itself.
        styles: The ids of its styles, each with whether it numbers its paragraphs.
        setting: Where its tables are, and its look.
        digest: What changes with anything in it.
    """

    main: str
    core: str
    data_part: str
    parts: Mapping[str, ReadyPart]
    entries: Mapping[str, Entry]
    with_data: Mapping[str, Entry]
    lists: tuple[Mapping[str, bytes], Mapping[str, bytes]]
    own_properties: Mapping[str, str]
    styles: Mapping[str, bool]
    setting: Setting
    digest: str
    fields: tuple[str, ...] = ()
    limits: Limits = DEFAULT_LIMITS

    @cached_property
    def _gate(self) -> Gate:
        return Gate(self.limits, self.styles, self.setting)

    def render(self, values: Mapping[str, Any], properties: Properties, data: Data) -> bytes | None:
        """Return the document; None when something is unusual, of which the careful way knows what it is."""
        anchors = Anchors()
        printing = Printing(self._gate, Budget(self.limits), anchors, values, holds=callable(data))
        printed, held = {}, {}
        try:
            for name, part in self.parts.items():
                anchors.in_body = name == self.main
                text = printing.part(part.steps)
                if is_too_long(text):
                    return None
                printed[name] = repair(text, part.first_id, repeats_ids=part.repeats_ids)
                held[name] = printing.held
        except UnusualError:
            return None
        core = write_properties(with_properties(self.own_properties, properties)).encode()
        entries = {**self.entries, self.core: pack(self.core, core, FAST)}
        entries |= {name: pack(name, text.encode(), FAST) for name, text in printed.items()}
        if data is not None:
            if not isinstance(data, str):
                others = [name for name in printed if name != self.main]
                marks = marks_held(held[self.main], map(held.__getitem__, others))
                data = data(marks or marks_in("".join(map(printed.__getitem__, (self.main, *others)))))
            entries |= {**self.with_data, self.data_part: pack(self.data_part, data.encode(), FAST)}
        if anchors.charts:
            entries |= chart_entries(self.lists[data is not None], self.main, anchors.charts, self.setting)
        return write(map(entries.__getitem__, in_order(entries)))

    def as_bytes(self) -> bytes:
        """Return it as a file: a line of JSON, and behind it the packed parts, one after the other."""
        blocks: list[bytes] = []

        def listed(entries: Mapping[str, Entry]) -> list[Any]:
            blocks.extend(entry.data for entry in entries.values())
            return [[name, len(entry.data), entry.index.hex()] for name, entry in entries.items()]

        setting = self.setting
        plain = {
            "names": [self.main, self.core, self.data_part],
            "parts": [[name, one.steps, one.first_id, one.repeats_ids] for name, one in self.parts.items()],
            "entries": listed(self.entries),
            "with_data": listed(self.with_data),
            "lists": [{name: one.decode() for name, one in parts.items()} for parts in self.lists],
            "own_properties": {**self.own_properties},
            "styles": {**self.styles},
            "setting": [getattr(setting, name) for name in setting.__slots__],
            "digest": self.digest,
            "fields": [*self.fields],
        }
        return b"\n".join(
            (json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode(), b"".join(blocks))
        )

    @classmethod
    def of_bytes(cls, content: bytes) -> "Ready":
        """Return what `as_bytes` wrote."""
        line, _, blocks = content.partition(b"\n")
        plain = json.loads(line)
        at = 0

        def unpacked(listed: Sequence[Any]) -> dict[str, Entry]:
            nonlocal at
            entries = {}
            for name, length, index in listed:
                entries[name] = Entry(blocks[at : at + length], bytes.fromhex(index), name.encode())
                at += length
            return entries

        first, second = ({name: one.encode() for name, one in parts.items()} for parts in plain["lists"])
        main, core, data_part = plain["names"]
        return cls(
            main,
            core,
            data_part,
            {name: ReadyPart(*one) for name, *one in plain["parts"]},
            unpacked(plain["entries"]),
            unpacked(plain["with_data"]),
            (first, second),
            plain["own_properties"],
            plain["styles"],
            Setting(*plain["setting"]),
            plain["digest"],
            tuple(plain["fields"]),
        )


class KeptTemplate:
    """A template in nobody's colours, kept in its ready form; where that isn't enough, the whole one is compiled."""

    def __init__(self, path: Path, ready: Ready) -> None:
        self._path, self._ready = path, ready

    @cached_property
    def whole(self) -> "Template":
        """Return the template, compiled."""
        from hakemus.word.branding import Branding  # noqa: PLC0415 - as below
        from hakemus.word.template import Template  # noqa: PLC0415 - it knows docxtpl, which takes long to load

        return Template(self._path, branding=Branding())

    @property
    def digest(self) -> str:
        """Return a text that changes with anything in the template."""
        return self._ready.digest

    @property
    def fields(self) -> tuple[str, ...]:
        """Return every placeholder with its full path, as `Template.fields` does."""
        return self._ready.fields

    def render(
        self,
        values: Mapping[str, Any],
        properties: Properties = AS_IN_TEMPLATE,
        data: Data = None,
        growing: Mapping[str, str] | None = None,
    ) -> bytes:
        """Return the document, as `Template.render` does."""
        made = None if growing is not None else self._ready.render(values, properties, data)
        return self.whole.render(values, properties, data, growing) if made is None else made

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - what else a template has
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self.whole, name)
