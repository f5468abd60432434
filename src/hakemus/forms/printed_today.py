"""What a paper held when it was made, so that only what differs is read as somebody's change."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from hakemus.assembly import print_paper, subject_of, template_of
from hakemus.documents import document
from hakemus.documents.carried import Carried
from hakemus.forms.blank import print_form
from hakemus.forms.field_places import is_long, names
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.packaged import library_version
from hakemus.texts import known_language, wording
from hakemus.word.controls import Shown
from hakemus.word.extraction import Extract, Extractor, KnownPrompts
from hakemus.word.package import Package, read_package
from hakemus.word.printed_text import Printed, squeezed


@dataclass(frozen=True, slots=True)
class PrintedToday:
    """A paper as it was made: printed anew today, and what it tells itself, in case today's template is another."""

    before: Extract | None = None
    printed: Printed | None = None
    shown: Mapping[str, str] = field(default_factory=dict)
    template: str = ""
    is_other: bool = False
    texts: frozenset[str] = frozenset()
    is_of_group: bool = False
    is_form: bool = False

    @classmethod
    def of(cls, base: Application, carried: Carried, group: LeaderGroup | None) -> Self:
        """Return the same paper, made anew."""
        known = known_language(carried.language)
        words = wording(known) if group is None else group.wording(known)
        subject = subject_of(base, words, carried.on, group, draft=carried.draft)
        paper = document(carried.document)
        printed = print_form(subject, data=False) if carried.form else print_paper(paper, subject, data=False)
        before = read_extract(read_package(printed), in_line=() if carried.form else None)
        template = template_of(paper.key, known, group).digest
        copies = (text for texts in before.copies.values() for text in texts)
        outside = (text for _, text in before.outside)
        texts = frozenset(squeezed(text) for text in (*copies, *before.beside, *outside, *before.titles))
        is_other = carried.template != template or carried.library != library_version()
        shown = dict(_shown(paper.content(subject)))
        is_of_group = carried.group == (group.name.text(known) if group is not None else "")
        return cls(before, carried.printed, shown, template, is_other, texts, is_of_group, carried.form)

    @property
    def in_line(self) -> Collection[str] | None:
        """Return the long texts that stand in a line; None where today's print does not know the group's templates."""
        return self.before.in_line if self.before is not None and (self.is_form or self.is_of_group) else None

    @property
    def prompts(self) -> KnownPrompts | None:
        """Return the prompts that the paper was made with, as far as today's print and what it tells itself go."""
        if self.before is None:
            return None
        told = self.printed is not None and self.printed.prompts is not None
        return KnownPrompts(
            self.before.prompts, self._holds_prompt, are_all=told or (self.is_of_group and not self.is_other)
        )

    def _holds_prompt(self, text: str) -> bool:
        return self.printed is not None and self.printed.holds_prompt(text)

    def is_fixed(self, text: str) -> bool:
        """Return whether a paragraph that is no field's stood there when the paper was made."""
        return squeezed(text) in self.texts or (self.printed is not None and self.printed.holds(text))

    def typed_outside(self, extract: Extract, taken: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what was not printed by us, with its heading; a copy of a field whose anchors were dropped was.

        `taken` are texts that were read though they have no anchor.
        """
        left = Counter(map(squeezed, taken))
        for heading, text in extract.outside:
            if left[squeezed(text)] > 0:
                left[squeezed(text)] -= 1
            elif not self.is_fixed(text):
                yield heading, text


def read_extract(
    package: Package,
    is_fixed: Callable[[str], bool] | None = None,
    prompts: KnownPrompts | None = None,
    in_line: Collection[str] | None = None,
) -> Extract:
    """Return what a paper holds; long texts that stand `in_line` are read as short ones.

    Where nobody knows which these are, those that stand in the midst of other text.
    """

    def read(short: frozenset[str]) -> Extract:
        extractor = Extractor(
            package, names(), lambda tag: is_long(tag) and tag not in short, is_fixed, prompts
        )
        return extractor.read()

    short = frozenset(in_line or ())
    extract = read(short)
    if in_line is None and extract.in_line:
        short = frozenset(extract.in_line)
        extract = read(short)
    extract.in_line = [*short]
    return extract


def _shown(content: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield every field of a paper's content with its text."""
    if isinstance(content, Shown):
        yield content.tag, str(content)
    elif isinstance(content, Mapping):
        for inner in content.values():
            yield from _shown(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from _shown(inner)
