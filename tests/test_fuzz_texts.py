"""What goes into a free-text field comes out of the paper as typed, or is refused by the field's name.

Each case is an application of random shape (which fields it has, how many items its lists). It is printed twice: with a
mark in every free-text field, and with random texts in the place of some marks. The two papers must be the same but for
that: so nothing is lost, nothing is added, and nothing else moves.
"""

import io
import random
import re
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

import hakemus
from hakemus.assembly import list_items, template_of
from hakemus.model import CostItem
from hakemus.model.schema import Field, fields_of, schema
from hakemus.programme import open_programme
from hakemus.texts import LANGUAGES, Language
from hakemus.values.text import LONGEST_LINE, LONGEST_PROSE, blocks, composed
from hakemus.word import inspect, text

PAPERS = [(document, language) for document in hakemus.list_documents() for language in LANGUAGES]
CASES_OF_A_PAPER = -(-10_000 // len(PAPERS))
MARK = re.compile(r"⟦\d+⟧")
COUNTED = re.compile(r"(?m)^(Merkkejä|Antal tecken:|Characters:) [\d\s]+\.$")
SIGNING = {
    f"{signing}.{name}"
    for signing in ("application_decision.certified_by", "partners[].signatories[]")
    for name in ("name", "position")
}
"""Shown only by the places to sign, which loop over those who sign."""
Path_ = tuple[str | int, ...]
Values = dict[str, Any]

FRAGMENTS = (
    "a<b", "&", "&amp;", "&#0;", "]]>", "<!--", "-->", "</w:t>", "<w:p/>", "<?x?>", '"', "'",
    "{{", "}}", "{{ x }}", "{%", "%}", "{% endfor %}", "{%p if x %}", "{#", "#}", "{_{", "}_}", "{_%", "%_}",
    "\\a", "\\n", "%s", "{0}", "${x}", "\N{MAN}\N{ZERO WIDTH JOINER}\N{GIRL}", "\N{COMBINING DIAERESIS}",
    "\N{RIGHT-TO-LEFT OVERRIDE}", "\N{NO-BREAK SPACE}", "\N{NON-BREAKING HYPHEN}", "\N{SOFT HYPHEN}",
    "\N{LINE SEPARATOR}", "\x85", "\x7f", "\ufeff", "\U0010ffff", "  ", "\t", " ", "ä", "1. ", "- ",
)  # fmt: skip
PROSE_FRAGMENTS = (*FRAGMENTS, "\n", "\n\n", "\r\n", "\r", "\n- ", "\n1. ", "\n \n", "\n-", "\n10. x\n\n- y")
UNPRINTABLE = ("\x00", "\x07", "\x0b", "\x0c", "\x1f", "\ud800", "\udfff", "\ufffe", "\uffff")

_printable = st.characters(
    codec="utf-8", exclude_categories=["Cs"], exclude_characters=[*map(chr, range(32)), "\ufffe", "\uffff"]
)


def texts(fragments: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Return texts of nasty fragments and random letters, none of them blank (blank text is a missing field)."""
    piece = st.one_of(st.sampled_from(fragments), st.text(_printable, max_size=12))
    return st.lists(piece, min_size=1, max_size=8).map("".join).filter(str.strip)


def _as_a_name(text: str) -> str:
    """Return what distinguishes a row from others: two of one name belong together, and are printed so."""
    return " ".join(text.split()).casefold()


LINES = st.lists(texts(FRAGMENTS), min_size=4, max_size=4, unique_by=_as_a_name)
PROSE = st.lists(texts(PROSE_FRAGMENTS), min_size=4, max_size=4)
SEEDS = st.integers(0, 2**32)


FIELDS = {pattern: field.kind for pattern, field in schema().items() if field.kind in ("line", "prose")}
"""The kind of every free-text field."""


class Shape:
    """An application of random shape as plain values, with a mark in every free-text field that it has."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - no secret
        self.places: list[Path_] = []
        self.values = self._part(fields_of(), ())
        if self._random.random() < 0.5:  # a measure that the law knows, which the papers then name
            known = open_programme().vocabulary("measure").keys
            self.values["classification"]["measure"] = self._random.choice(known)
            self.places = [place for place in self.places if place != ("classification", "measure")]

    def filled(self, texts: Mapping[Path_, str]) -> Values:
        """Return the values with these texts in place of their marks."""
        return self._copied(self.values, (), texts)  # type: ignore[no-any-return]

    def chosen(self, kind: str, most: int) -> list[Path_]:
        """Return at most so many of the places of a kind that hold a mark."""
        fitting = [place for place in self.places if FIELDS[general(place)] == kind]
        return self._random.sample(fitting, min(most, len(fitting)))

    def at(self, place: Path_) -> Any:
        """Return what is at a place."""
        here: Any = self.values
        for step in place:
            here = here[step]
        return here

    def _part(self, fields: Sequence[Field], path: Path_) -> Values:
        values = {
            field.name: self._field(field, (*path, field.name))
            for field in fields
            if self._random.random() < 0.7 or (field.name in ("date", "classification") and not path)
        }
        if "amount" in values and fields[0].owner is CostItem:
            values.pop("quantity", None)
            values.pop("unit_price", None)
        self.places = [
            place for place in self.places if place[: len(path)] != path or place[len(path)] in values
        ]
        return values

    def _field(self, field: Field, path: Path_) -> Any:
        if field.pattern in FIELDS:
            self.places.append(path)
            return f"⟦{len(self.places)}{self._random.randrange(10**6)}⟧"
        if field.is_list:
            return [self._part(field.fields, (*path, at)) for at in range(self._random.randrange(4))]
        if field.part is not None:
            return self._part(field.fields, path)
        if field.choices is not None:
            return self._random.choice([*field.choices])
        return SAMPLES[field.name if field.name in SAMPLES else field.kind]

    def _copied(self, value: Any, path: Path_, texts: Mapping[Path_, str]) -> Any:
        if isinstance(value, dict):
            return {name: self._copied(item, (*path, name), texts) for name, item in value.items()}
        if isinstance(value, list):
            return [self._copied(item, (*path, at), texts) for at, item in enumerate(value)]
        return texts.get(path, value)


SAMPLES = {
    "schema_version": 1, "language": "sv", "money": "1234.50", "percent": "42.5", "quantity": "7.125",
    "day": "2024-12-01", "yes-no": True, "whole": 17, "year": 2025,
    "business_id": "1572860-0", "iban": "FI21 1234 5600 0007 85", "project_number": 290170,
}  # fmt: skip


def general(place: Path_) -> str:
    """Return the path of a place with its numbers left out, as in `partners[].role`."""
    return "".join("[]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def specific(place: Path_) -> str:
    """Return the path of a place as a fault names it, as in `partners[1].role`."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in place).lstrip(".")


def as_printed(value: str, kind: str) -> str:
    """Return a text as the text of a paper holds it: a line as typed, prose paragraph by paragraph."""
    if kind == "line":
        return value
    shown = (
        f"{block.marker}\t{block.text}" if block.kind == "number" else block.text for block in blocks(value)
    )
    return "\n".join(shown)


def paper_of(values: Values, document: str, language: Language) -> bytes:
    """Return a draft of an application of plain values; of a paper made once a company, the first one's."""
    application = hakemus.load(values)
    item = next(iter(list_items(application, document)), None)
    return hakemus.render(application, document, item=item, language=language, draft=True)


def title_of(paper: bytes) -> str:
    """Return the title that a paper says it has."""
    with zipfile.ZipFile(io.BytesIO(paper)) as archive:
        root = etree.fromstring(archive.read("docProps/core.xml"))
    return root.findtext("{http://purl.org/dc/elements/1.1/}title") or ""


SHAPED = {"phone", "email", "website", "postal_code", "supplier", "chosen_supplier", "name"}


def uncounted(told: str) -> str:
    """Return what is visible of a sheet of answers, without their lengths."""
    return "".join(COUNTED.sub("", told).split())


def prove(document: str, language: Language, seed: int, lines: list[str], prose: list[str]) -> bytes:
    """Print a case, prove that texts come out as typed and that the file is sound, and return the paper."""
    shape = Shape(seed)
    chosen = {
        **dict(zip(shape.chosen("line", len(lines)), lines, strict=False)),
        **dict(zip(shape.chosen("prose", len(prose)), prose, strict=False)),
    }
    if document == "checklist":  # it reports what is no telephone number, e-mail address, …
        chosen = {place: value for place, value in chosen.items() if place[-1] not in SHAPED}
    copied = document == "hyrra-sheet"  # its answers stand as typed, lists too
    printed = {
        shape.at(place): composed(value if copied else as_printed(value, FIELDS[general(place)]))
        for place, value in chosen.items()
    }
    marked = paper_of(shape.values, document, language)
    paper = paper_of(shape.filled(chosen), document, language)

    def replaced(told: str) -> str:
        return MARK.sub(lambda mark: printed.get(mark.group(), mark.group()), told)

    told = uncounted if copied else str
    assert told(text(paper)) == told(replaced(text(marked)))
    assert title_of(paper) == replaced(title_of(marked))
    assert inspect(paper) == ()
    return paper


def _settings(cases: int, *, fixed: bool) -> settings:
    every_check = [*HealthCheck]
    return settings(max_examples=cases, derandomize=fixed, suppress_health_check=every_check)


@pytest.mark.parametrize("document", hakemus.list_documents())
@_settings(7, fixed=True)
@given(st.sampled_from(LANGUAGES), SEEDS, LINES, PROSE)
def test_texts_come_out_as_typed(
    document: str, language: Language, seed: int, lines: list[str], prose: list[str]
) -> None:
    """In any language, random texts in any application are in the paper as they were typed, and the file is sound."""
    prove(document, language, seed, lines, prose)


@pytest.mark.fuzz
@pytest.mark.parametrize(("document", "language"), PAPERS)
@_settings(CASES_OF_A_PAPER, fixed=False)
@given(SEEDS, LINES, PROSE)
def test_texts_come_out_as_typed_in_ten_thousand_cases(
    document: str, language: Language, seed: int, lines: list[str], prose: list[str]
) -> None:
    """As above, ten thousand times."""
    prove(document, language, seed, lines, prose)


@pytest.mark.parametrize("document", hakemus.list_documents())
@_settings(1, fixed=True)
@given(seed=SEEDS, lines=LINES, prose=PROSE)
def test_samples_are_valid_office_documents(
    document: str, seed: int, lines: list[str], prose: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A validator that follows Word's own finds no error in a paper of random texts."""
    validate(prove(document, "fi", seed, lines, prose), tmp_path_factory.mktemp("paper") / "paper.docx")


@pytest.mark.fuzz
@pytest.mark.parametrize("document", hakemus.list_documents())
@_settings(25, fixed=False)
@given(seed=SEEDS, lines=LINES, prose=PROSE)
def test_a_hundred_samples_are_valid_office_documents(
    document: str, seed: int, lines: list[str], prose: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """As above, a hundred times."""
    validate(prove(document, "sv", seed, lines, prose), tmp_path_factory.mktemp("paper") / "paper.docx")


def validate(paper: bytes, file: Path) -> None:
    """Prove that a paper is valid."""
    file.write_bytes(paper)
    assert [str(error) for error in OpenXmlValidator().validate(file).errors] == []


def test_every_free_text_field_is_among_the_cases() -> None:
    """Some paper shows each of them, so that no field goes unproved; the marks of a full shape are all there."""
    shown = {field for document in hakemus.list_documents() for field in template_of(document, "fi").fields}
    assert set(FIELDS) - SIGNING <= shown
    shapes = [Shape(seed) for seed in range(40)]
    assert {general(place) for shape in shapes for place in shape.places} == set(FIELDS)


@pytest.mark.parametrize("document", hakemus.list_documents())
def test_what_a_template_shows_is_in_the_paper(document: str) -> None:
    """A field that a template names is there whenever it has a text: no condition hides one behind another field."""
    shown = set(template_of(document, "fi").fields)
    for seed in range(12):
        shape = Shape(seed)
        paper = text(paper_of(shape.values, document, "fi"))
        hidden = {
            general(place)
            for place in shape.places
            if general(place) in shown and is_of(document, place) and str(shape.at(place)) not in paper
        }
        assert hidden == set()


def is_of(document: str, place: Path_) -> bool:
    """Return whether a place is reported in the paper of the first company, where each company has its own."""
    return document != "de-minimis-declaration" or place[0] != "companies" or place[1] == 0


@_settings(60, fixed=True)
@given(SEEDS, st.sampled_from(UNPRINTABLE), st.text(_printable, max_size=9), st.sampled_from([*FIELDS]))
def test_what_no_paper_can_hold_is_refused_by_name(seed: int, bad: str, around: str, field: str) -> None:
    """A character that XML cannot hold is refused with the path of its very field, in every free-text field."""
    shape = next(
        shape for shape in map(Shape, range(seed, seed + 500)) if field in map(general, shape.places)
    )
    place = next(place for place in shape.places if general(place) == field)
    with pytest.raises(hakemus.LoadError) as raised:
        hakemus.load(shape.filled({place: f"x{around}{bad}{around}"}))
    assert [(fault.path, fault.code) for fault in raised.value.faults] == [(specific(place), "unprintable")]


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_refuses_what_it_cannot_hold(field: str) -> None:
    """Too long a text, and line breaks in a field of one line, are refused by the field's path."""
    shape = next(shape for shape in map(Shape, range(500)) if field in map(general, shape.places))
    place = next(place for place in shape.places if general(place) == field)
    longest = {"line": LONGEST_LINE, "prose": LONGEST_PROSE}[FIELDS[field]]
    wrong = {
        "x" * (longest + 1): "too-long",
        **({"a\r\nb": "not-one-line"} if longest == LONGEST_LINE else {}),
    }
    for value, code in wrong.items():
        with pytest.raises(hakemus.LoadError) as raised:
            hakemus.load(shape.filled({place: value}))
        assert [(fault.path, fault.code) for fault in raised.value.faults] == [(specific(place), code)]


def test_lines_of_a_contact_person_are_no_list_however_they_begin() -> None:
    """Fields of one line that a paper puts next to one another keep their hyphens and numbers."""
    person = {"name": "- Maija", "position": "1. varapuheenjohtaja"}
    paper = paper_of({"date": "2024-12-01", "contact_person": person}, "public-description", "fi")
    assert "- Maija, 1. varapuheenjohtaja" in text(paper)


@_settings(300, fixed=True)
@given(texts(PROSE_FRAGMENTS))
def test_reading_prose_loses_no_visible_character(value: str) -> None:
    """Paragraphs and lists hold every visible line of what was typed, in its order."""
    held = "\n".join(f"{block.marker} {block.text}".strip("\n") for block in blocks(value))
    typed = value.replace("\r\n", "\n").replace("\r", "\n")
    assert "".join(held.split()) == "".join(typed.split())
