"""How a paper was printed, so that only what differs from that was typed by somebody."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from itertools import islice, repeat
from operator import itemgetter
from typing import Any, Self

from hakemus.assembly import print_paper, subject_of, template_of
from hakemus.case import Case, deciding_on
from hakemus.files.fields import is_ticked_or_not
from hakemus.forms.form_content import print_form
from hakemus.group import LeaderGroup
from hakemus.model import Application
from hakemus.model.schema import is_long, schema
from hakemus.packaged import library_version
from hakemus.papers import Subject, document, documents_of
from hakemus.papers.paper import Carried
from hakemus.texts import LANGUAGES, known_language
from hakemus.texts.wording import open_catalogue, open_glossary
from hakemus.values.paths import item_of, pattern_of
from hakemus.word.data_part import Printed, lines_digest, squeezed
from hakemus.word.extraction import Extract, Extractor, Paragraph, Row
from hakemus.word.field_text import KnownPrompts, normal
from hakemus.word.package import Package, read_package
from hakemus.word.printing import Names, Shown, bookmark_name


@dataclass(frozen=True)
class AsPrinted:
    """A paper as it was made: what it says of itself, and, where that is not enough, the same printed again.

    Without `carried` data it is not known how the paper was printed.

    Attributes:
        carried: What the paper says of itself.
        base: The application that it was made of.
        group: The Leader group whose templates it may have.
        is_untouched: Whether its fields are all there, and those of one line and the rows of lists are as printed.
    """

    carried: Carried | None
    base: Application
    group: LeaderGroup | None = None
    is_untouched: bool = False

    def compared_with(self, extract: Extract) -> Self:
        """Return the same, after a look whether its lines and rows are untouched."""
        made = self.carried
        if made is None or made.form or made.printed is None or not made.printed.lines:
            return self
        lines = [(bookmark_name(tag).removeprefix("h_"), "") for tag in extract.prose]
        for shown in (extract.lines, extract.copies):
            for tag, texts in shown.items():
                lines += zip(repeat(tag), texts, strict=False)
        for row in extract.rows:
            if any("[" in tag for tag in (*row.fields, *row.prose)):
                lines.append(("", squeezed("".join(map(itemgetter(1), row.cells)))))
        return replace(self, is_untouched=lines_digest(lines) == made.printed.lines)

    @property
    def is_known(self) -> bool:
        """Return whether it is known how the paper was printed."""
        return self.carried is not None

    @property
    def is_loose(self) -> bool:
        """Return whether it may have been printed otherwise than today: a long text is the same if its lines are."""
        made = self.carried
        return made is not None and (made.template != self.template or made.library != library_version())

    @cached_property
    def template(self) -> str:
        """Return the digest of today's template."""
        if self.carried is None:
            return ""
        return template_of(self.carried.document, known_language(self.carried.language), self.group).digest

    @cached_property
    def subject(self) -> Subject:
        """Return what the paper is printed of."""
        assert self.carried is not None  # noqa: S101
        base, day = self.base, self.carried.on
        law, group = deciding_on(base, day, self.group)
        case = Case(base, law, day or law.first_day, group, known_language(self.carried.language))
        return subject_of(case, draft=self.carried.draft)

    @cached_property
    def anew(self) -> Extract:
        """Return what the same paper holds when it is printed today."""
        made = self.carried
        if made is None:
            return Extract()
        if made.form:
            law, data = self.subject.programme, self.base.model_dump_json()
            asked = (made.language, made.on, made.draft, made.everything)
            # What is kept under the key holds the law and the group too: while it is kept, no other has their ids.
            form = _Form((*asked, data, self.template, id(law), id(self.group)), self)
            return (_form_of if len(data) <= _USUAL_DATA else _form_of.__wrapped__)(form)
        return read_extract(
            read_package(print_paper(document(made.document, self.group), self.subject, data=False))
        )

    def fields(self, found: Collection[str]) -> Mapping[str, str] | None:
        """Return the fields that the paper had when it was made, each with its heading, if that is known.

        A paper says so itself since it carries their names. Of an older one they are those of today's template,
        without those whose label, heading or column it did not have.
        """
        made = self.carried
        if made is None or self.is_untouched:
            return None if made is None else dict.fromkeys(found, "")
        names = self._printed.bookmarks if self._printed is not None else None
        if names is None:
            return dict(self._fields_of_today(self._printed))
        had = [tag for tag in map(_names().tag, names) if tag is not None]
        headings = {} if all(tag in found for tag in had) else self.anew.headings
        return {tag: headings.get(tag, "") for tag in had}

    def _fields_of_today(self, held: Printed | None) -> Iterator[tuple[str, str]]:
        """Yield the fields of the paper as it is printed today, with their headings: those that it `held` then."""
        anew, named = self.anew, self._words_by_fields
        for tag in anew.anchors:
            if tag not in anew.headings:
                continue  # only a copy
            if held is not None and self.is_loose:
                item = item_of(tag[: tag.rindex("]") + 1]) if "]" in tag else None
                if item is not None and item[1] not in held.rows.get(item[0], ()):
                    continue
                words = named.get(tag, anew.headings[tag])
                if not words or not held.holds(words):
                    continue
            yield tag, anew.headings[tag]

    @cached_property
    def _words_by_fields(self) -> Mapping[str, str]:
        """Return for each field in a table the words that name it: the heading of its column, or its label.

        Of several in one cell they name the first.
        """
        named: dict[str, str] = {}
        heads = {row.table: row for row in reversed(self.anew.rows) if row.header}
        for row in self.anew.rows:
            head = heads.get(row.table)
            for at, (tags, _) in enumerate(row.cells):
                if row.item and head is not None and at < len(head.cells):
                    words = head.cells[at][1]
                else:
                    words = next((text for others, text in reversed(row.cells[:at]) if not others), "")
                named |= {tag: "" if number else words for number, tag in enumerate(tags)}
        return named

    @property
    def patterns(self) -> frozenset[str] | None:
        """Return the patterns of the fields that the paper says it was made with; None where it says nothing."""
        names = self._printed.bookmarks if self._printed is not None else None
        tags = map(_names().tag, names or ())
        return None if names is None else frozenset(pattern_of(tag) for tag in tags if tag is not None)

    def holds_other_paper(self, extract: Extract, *, of_any_kind: bool = False) -> bool:
        """Return whether most of what was written outside of the fields is another paper: one that has no fields.

        Or `of_any_kind`, where fields that are there twice may be its own.
        """
        made = self.carried
        if made is None or made.form:
            return False
        own = {squeezed(part.text) for parts in self.anew.prose.values() for part in parts}
        own |= {squeezed(text) for texts in self.anew.lines.values() for text in texts}
        outside = (squeezed(text) for _, text in self.typed_outside(extract, ()))
        texts = [text for text in outside if text not in own]  # what has lost its mark is still this paper's
        if len(texts) < _MANY_TEXTS:
            return False
        others = (one for one in documents_of(self.group) if one.key != made.document)
        for other_paper in (one for one in others if of_any_kind or one.published):
            other = read_extract(read_package(print_paper(other_paper, self.subject, data=False)))
            shown = {squeezed(text) for _, text in other.outside}
            shown |= {squeezed(text) for texts in other.lines.values() for text in texts}
            known = sum(text in shown for text in texts)
            if known >= len(texts) - known:
                return True
        return False

    def is_heading_of(self, path: str, row: Row) -> bool:
        """Return whether a row is the heading of the table that a list was printed in."""
        return row.header and row_text(row) in self._headings_of_lists.get(path, ())

    @cached_property
    def _headings_of_lists(self) -> Mapping[str, frozenset[str]]:
        heads = {row.table: row_text(row) for row in reversed(self.anew.rows) if row.header}
        found: dict[str, set[str]] = {}
        for row in self.anew.rows:
            if (item := item_of(row.item)) is not None and row.table in heads:
                found.setdefault(item[0], set()).add(heads[row.table])
        return {path: frozenset(texts) for path, texts in found.items()}

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        """Return how each field is printed, wherever the paper has it."""
        if self.carried is None:
            return {}
        return dict(_shown_in(document(self.carried.document, self.group).content(self.subject)))

    @cached_property
    def _texts(self) -> frozenset[str]:
        """Return the paragraphs that are no field's own, without blanks."""
        before = self.anew
        copies = (text for texts in before.copies.values() for text in texts)
        outside = (text for _, text in before.outside)
        return frozenset(map(squeezed, (*copies, *before.beside, *outside, *before.titles)))

    @cached_property
    def _is_of_group(self) -> bool:
        """Return whether the paper was made with the data of the Leader group that is known here, or of none."""
        if self.carried is None or self.group is None:
            return self.carried is not None and not self.carried.group
        return self.carried.group == self.group.name.text(known_language(self.carried.language))

    @property
    def in_line(self) -> Collection[str] | None:
        """Return the long texts that are part of a line, as only a group's own template may have them.

        None where the paper's own template is not known.
        """
        made, group = self.carried, self.group
        if made is None or not (made.form or self._is_of_group):
            return None
        if made.form or group is None or group.template(made.document, known_language(made.language)) is None:
            return ()
        return self.anew.in_line

    @property
    def prompts(self) -> KnownPrompts | None:
        """Return the prompts that the paper was made with, as far as they are known."""
        made = self.carried
        if made is None:
            return None
        printed = self._printed
        says_all = printed is not None and printed.prompts is not None
        return KnownPrompts(
            self.anew.prompts if made.form else {},
            lambda text: printed is not None and printed.holds_prompt(text),
            are_all=says_all or (self._is_of_group and not self.is_loose),
        )

    @property
    def rows(self) -> Sequence[Row]:
        """Return the rows of its tables; nothing while all of their fields are there."""
        return () if self.is_untouched else self.anew.rows

    def row(self, item: str) -> Row | None:
        """Return the row of an item of a list; None where it is untouched, or there was none."""
        return None if self.is_untouched else self._rows_by_item.get(item)

    @cached_property
    def _rows_by_item(self) -> Mapping[str, Row]:
        return {row.item: row for row in reversed(self.anew.rows)}

    def items(self, path: str) -> list[int]:
        """Return the places of the items of a list in the order of their rows."""
        if self._printed is not None:
            return [*dict.fromkeys(self._printed.rows.get(path, ()))]
        numbers = (item_number(row, path) for row in self.anew.rows)
        return [*dict.fromkeys(number for number in numbers if number is not None)]

    def is_line(self, tag: str, text: str) -> bool:
        """Return whether a field of one line is as it was printed, blanks apart."""
        if self.is_untouched or self.carried is None:
            return self.is_untouched
        before = self.anew.lines.get(tag) or self.anew.copies.get(tag) or [self._shown.get(tag, "")]
        is_same = normal(text) == normal(before[0]) or self._is_same_word(tag, text, before[0])
        return is_same or self._holds_field(tag, text)

    def _is_same_word(self, tag: str, *texts: str) -> bool:
        """Return whether texts name one entry of the field's vocabulary: what an older paper called it, or today's."""
        place = schema().get(pattern_of(tag))
        words = self.subject.programme.vocabularies_by_name.get(place.vocabulary) if place else None
        entries = [words.find(text) for text in texts] if words is not None else [None]
        return entries[0] is not None and all(entry is entries[0] for entry in entries)

    def is_prose(self, tag: str, paragraphs: Sequence[Paragraph]) -> bool:
        """Return whether a long text is as it was printed, paragraph by paragraph."""
        if self.carried is None:
            return False
        before, now = (
            [part for part in parts if part.text.strip()]
            for parts in (self.anew.prose.get(tag, []), paragraphs)
        )
        return before == now or self._holds_field(tag, "".join(part.text for part in paragraphs))

    def is_boxes(self, tag: str) -> bool | None:
        """Return whether a long text was printed as boxes to tick; None where that is not known."""
        before = self.anew.prose.get(tag)
        return is_ticked_or_not(before[0].text) if before else None

    @property
    def _printed(self) -> Printed | None:
        return self.carried.printed if self.carried is not None else None

    def _holds_field(self, tag: str, text: str) -> bool:
        return self._printed is not None and self._printed.holds_field(tag, text)

    def is_fixed(self, text: str) -> bool:
        """Return whether a paragraph that is no field's was there when the paper was made.

        Of a paper without data nobody knows that; what is a word of papers at all is no answer.
        """
        if not self.is_known:
            return _is_of_papers(squeezed(text))
        bare = squeezed(text)
        if self._was_there(bare):
            return True
        ends = [at.end() for at in islice(_SENTENCE_END.finditer(bare), _MOST_SENTENCES)]
        return bool(ends) and _is_made_of(bare, ends, self._was_there)

    def _was_there(self, bare: str) -> bool:
        return (self._printed is not None and self._printed.holds(bare)) or bare in self._texts

    def is_fixed_row(self, row: Row) -> bool:
        """Return whether a row without fields was there when the paper was made."""
        if not self.is_known:
            return self.is_fixed(next((text for _, text in row.cells if text.strip()), ""))
        is_known = self._printed is not None and self._printed.holds_row(
            "".join(text for _, text in row.cells)
        )
        # A column may have been deleted, so that nothing but its cells is as it was.
        is_made_of_known = all(self.is_fixed(text) for _, text in row.cells if text.strip())
        return is_known or is_made_of_known or row_text(row) in self._texts_of_rows

    @cached_property
    def _texts_of_rows(self) -> frozenset[str]:
        return frozenset(row_text(row) for row in self.anew.rows if not row.item)

    def typed_outside(self, extract: Extract, read: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what was typed outside of fields, with its heading; not texts that were `read` without an anchor."""
        left = Counter(map(squeezed, read))
        for heading, text in extract.outside if self.is_known else ():
            if left and left[squeezed(text)] > 0:
                left[squeezed(text)] -= 1
            elif not self.is_fixed(text):
                yield heading, text


@dataclass(frozen=True, slots=True)
class _Form:
    """A form: the same as another that is made of the same data, by the same group, law and template."""

    key: tuple[object, ...]
    printed: AsPrinted = field(compare=False)


_USUAL_DATA = 65_536
"""Of as many letters of data what a form holds is kept: few are given a form with hundreds of rows in it."""


@lru_cache(maxsize=8)
def _form_of(form: _Form) -> Extract:
    """Return what a form holds that nobody has filled: people are given many of the same."""
    made, subject = form.printed.carried, form.printed.subject
    assert made is not None  # noqa: S101 - asked by the caller
    printed = print_form(subject, data=False, day=made.on, everything=made.everything)
    return read_extract(read_package(printed), in_line=())


_MANY_TEXTS = 6
"""So many texts outside of the fields may be another paper."""


@cache
def _words_of_papers() -> frozenset[str]:
    """Return the labels, headings and sentences that papers of the library are printed with, without blanks."""
    own = (
        message
        for one in LANGUAGES
        for key, message in open_catalogue(one).messages.items()
        if key.startswith(("application-file.", "documents.", "form.", "guidance."))
    )
    terms = (term.in_language(one) for term in open_glossary().values() for one in LANGUAGES)
    return frozenset(squeezed(text).casefold() for text in (*own, *terms))


def _is_of_papers(text: str) -> bool:
    """Return whether a text without blanks is a sentence that papers are printed with, or several in one paragraph."""
    own, text = _words_of_papers(), text.casefold()
    ends = [at + 1 for at, letter in enumerate(text) if letter in ".:"]
    return bool(text) and _is_made_of(text, ends, lambda part: part in own or part.rstrip(":") in own)


_SENTENCE_END = re.compile(r"[.:](?=[^\W\d_a-zåäö])")
_MOST_SENTENCES = 8
"""How many sentences of ours are looked for in one paragraph: its work grows with the square."""


def _is_made_of(text: str, ends: Sequence[int], is_ours: Callable[[str], bool]) -> bool:
    """Return whether a text without blanks is of sentences of ours alone: somebody has joined their paragraphs."""
    reached = {0}
    for end in (*ends, len(text)):
        if any(is_ours(text[start:end]) for start in reached):
            reached.add(end)
    return len(text) in reached


@cache
def _names() -> Names:
    """Return the way from bookmarks back to fields."""
    return Names(tuple(pattern for pattern, field in schema().items() if not field.part))


def read_extract(
    package: Package,
    is_fixed: Callable[[str], bool] | None = None,
    prompts: KnownPrompts | None = None,
    in_line: Collection[str] | None = None,
) -> Extract:
    """Return what a paper holds; long texts that are `in_line` are read as short ones.

    Where it is not known which these are, those that are in the midst of other text.
    """

    def extract_with(short: Collection[str]) -> Extract:
        is_prose = lambda tag: is_long(tag) and tag not in short  # noqa: E731
        return Extractor(package, _names(), is_prose, is_fixed, prompts).read()

    short = frozenset(in_line or ())
    extract = extract_with(short)
    if in_line is None and extract.in_line:
        short = frozenset(extract.in_line)
        extract = extract_with(short)
    extract.in_line = [*short]
    return extract


def _shown_in(content: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Yield every field of a paper's content with its text."""
    if isinstance(content, Shown):
        yield content.tag, str(content)
    elif isinstance(content, Mapping):
        for inner in content.values():
            yield from _shown_in(inner)
    elif isinstance(content, list | tuple):
        for inner in content:
            yield from _shown_in(inner)


def item_number(row: Row, path: str) -> int | None:
    """Return the place of the item of a list that a row shows, or None."""
    item = item_of(row.item)
    return item[1] if item is not None and item[0] == path else None


def row_text(row: Row) -> str:
    """Return the text of a row, for comparing."""
    return normal(" | ".join(text for _, text in row.cells))
