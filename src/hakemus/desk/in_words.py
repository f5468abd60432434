"""What was read, changed, not understood or refused, in words: fields by their terms, values as people read them."""

import difflib
import os.path
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import TYPE_CHECKING, Any

from hakemus.desk.lookups import list_fields
from hakemus.errors import (
    ArgumentError,
    DataError,
    DayMissingError,
    ExtraMissingError,
    Fault,
    FileError,
    FormError,
    HakemusError,
    LoadError,
    NotReadyError,
    PackageError,
    PdfError,
    TemplateError,
    TemplateProblem,
    UnknownNameError,
    ValueRefusedError,
    WordError,
    count_faults,
    message_of,
)
from hakemus.findings import Report
from hakemus.model.schema import field_at
from hakemus.programme import entry_named, spoken_names
from hakemus.programme.vocabularies import normal_form
from hakemus.texts import Language, Wording, describe_fault, fault_message, in_language, wording

if TYPE_CHECKING:
    from hakemus.forms import NotUnderstood

_NOTHING = "–"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def problem_text(problem: "NotUnderstood", words: Wording) -> str:
    """Return what was not understood, and how to write it."""
    term, key = term_of(problem.path, words), f"cli.read.problem.{problem.code}"
    place = field_at(problem.path)
    of_kind = f"{key}-{place.kind}" if place is not None else key
    key = of_kind if of_kind in words.catalogue else key  # a year, an age and hours are written in other ways
    if key in words.catalogue:
        said = words.message(key, {"field": term, "typed": problem.typed, "allowed": problem.allowed})
        if place is None or problem.code != "not-a-choice":
            return said
        keys = dict.fromkeys(key for _, key in spoken_names(place.vocabulary))
        entries = [
            entry_named(place.vocabulary, key) for key in likely_names(problem.typed, keys, place.vocabulary)
        ]
        likely = [entry.label.text(words.language) for entry in entries if entry is not None]
        return f"{said} {words.message('cli.complaint.likely', {'names': likely})}" if likely else said
    fault = Fault(problem.path, problem.code, problem.typed, problem.allowed)
    return words.message("faults.line", {"path": term, "message": fault_message(fault, words.language)})


def term_of(path: str, words: Wording) -> str:
    """Return the official term of a field, under that of its part where two fields share it; of one without, its path.

    >>> from hakemus.texts import wording
    >>> term_of("contact_person.email", wording("en")), term_of("applicant.business_id", wording("en"))
    ('Contact person: E-mail', 'Business ID')
    """
    try:
        term = words.term(path)
        shared = "[" not in path and "." in path and term in _shared_terms(words.language)
        return f"{words.term(path.rpartition('.')[0])}: {term}" if shared else term
    except DataError:
        return path


@cache
def _shared_terms(language: Language) -> frozenset[str]:
    """Return the terms that more than one field has."""
    counted = Counter(field.term(language) for field in list_fields() if "[" not in field.path)
    return frozenset(term for term, count in counted.items() if count > 1)


def value_text(path: str, value: Any, words: Wording) -> str:  # noqa: ANN401
    """Return a plain value of a field as people read it."""
    if value is None or value in ("", [], {}):
        return _NOTHING
    if isinstance(value, bool):
        return words.yes_no(value)
    if isinstance(value, dict):
        return ", ".join(value_text(f"{path}.{key}", one, words) for key, one in value.items())
    if isinstance(value, list):  # the order of a list is shown by the places that its items had, from one
        return ", ".join(
            str(one + 1) if isinstance(one, int) else value_text(f"{path}[{at}]", one, words)
            for at, one in enumerate(value)
        )
    return _text(path, value, words) if isinstance(value, str) else str(value)


def _text(path: str, value: str, words: Wording) -> str:

    place = field_at(path)
    if place is not None and place.vocabulary:
        entry = entry_named(place.vocabulary, value)
        return entry.label.text(words.language) if entry is not None and entry.key == value else value
    written = {"money": words.money, "percent": words.percent, "quantity": words.number}
    if place is not None and place.kind in written:
        try:
            return written[place.kind](Decimal(value))
        except InvalidOperation:
            return value
    return _day_text(value, words)


def _day_text(text: str, words: Wording) -> str:
    """Return a day of a file as people write it; another text as it is."""
    try:
        return words.day(date.fromisoformat(text)) if _DAY.fullmatch(text) else text
    except ValueError:
        return text


# Errors, for people: what is wrong, where, and how to correct it.


def error_text(error: HakemusError, language: str) -> str:
    """Return what an error says in a language; of several faults, each on a line."""
    lines: list[str] = []
    for piece in error_pieces(error, wording(language)):
        lines += [piece] if isinstance(piece, str) else [f"  - {line}" for line in piece]
    return "\n".join(lines)


def error_pieces(error: HakemusError, words: Wording) -> Iterator[str | list[str]]:
    """Yield what an error says: sentences, and lists of faults."""
    say, language = words.message, words.language
    values: dict[str, object]
    match error:
        case LoadError():
            yield say("faults.heading", {"source": error.source, "count": count_faults(error.faults)})
            yield [
                describe_fault(
                    _with_labels(fault, error.fields, words),
                    language,
                    error.fields,
                    in_python=error.in_python,
                )
                for fault in error.faults
            ]
        case FileError():
            is_folder = os.path.isdir(error.path)  # noqa: PTH112 - that of a path raises where nobody may look
            code = "is-folder" if error.code == "exists" and is_folder else error.code
            yield say(f"files.{code}", {"path": error.path})
        case UnknownNameError():
            yield from unknown_pieces(error, words)
        case PdfError():
            values = {"papers": [*error.papers], "first": "".join(error.papers[:1]), "detail": error.detail}
            yield say(f"cli.pdf.{error.code}", values)
        case FormError():
            code = "shows-only" if error.code == "no-form" and "document" in error.values else error.code
            yield say(f"cli.complaint.{code}", {"path": "", **_document_named(error.values, words)})
        case NotReadyError(report=Report() as report):
            values = {"errors": len(report.errors), "first": report.errors[0].message(language)}
            yield say("report.not-ready", values)
        case ArgumentError():
            values = {"verb": error.verb, "argument": error.argument, "given": error.given}
            yield say("errors.argument", {**values, "allowed": [*error.allowed]})
            if error.is_path_for_application:
                yield say("errors.load")
        case DayMissingError() | ExtraMissingError():
            yield _lacking(error, words)
        case DataError(faults=(Fault(code="before-programme") as early, *_)):
            values = {"found": early.found, "allowed": early.allowed}
            yield say("cli.complaint.before-programme", values)
        case DataError():
            key = "errors.data" if error.faults else "cli.complaint.data"
            yield say(key, {"detail": error.source or str(error).partition("\n")[0]})
            yield [describe_fault(fault, language) for fault in error.faults]
        case TemplateError():
            yield say("cli.complaint.template", {"source": error.source or "–"})
            yield [template_problem_text(one, language) for one in error.problems]
        case WordError():
            source = error.source if isinstance(error, ValueRefusedError) else ""
            detail = in_language(message_of(error), language)
            # Of a file that cannot be opened, nothing was to be made.
            made = say("cli.complaint.word", {"detail": f"{source}: {detail}" if source else detail})
            yield detail if isinstance(error, PackageError) else made
        case _:
            yield say("cli.complaint.other", {"detail": str(error)})


def _with_labels(fault: Fault, fields: str | None, words: Wording) -> Fault:
    """Return the fault of a choice with what each key is called, and what was likely meant; another as it is."""
    is_choice = fault.code == "not-allowed" and fields is not None
    field = field_at(f"{fields}{fault.path}") if is_choice else None
    keys = fault.allowed.split(", ")
    entries = (
        [entry_named(field.vocabulary, key) for key in keys] if field is not None and field.vocabulary else []
    )
    if field is None or not entries or None in entries:
        return fault
    labels = [
        one.label.text(words.language).replace(", ", ",\N{NO-BREAK SPACE}")
        for one in entries
        if one is not None
    ]
    named = ", ".join(f"{key} ({label})" for key, label in zip(keys, labels, strict=True))
    likely = likely_names(fault.found.strip("'"), keys, field.vocabulary)[:1]
    return replace(fault, allowed=named, suggestion="".join(likely))


def _lacking(error: DayMissingError | ExtraMissingError, words: Wording) -> str:
    if isinstance(error, DayMissingError):
        return words.message("report.day-missing", {"field": "date"})
    return words.message("errors.extra", {"missing": str(error.name), "extra": error.extra})


def unknown_pieces(error: UnknownNameError, words: Wording, *, is_listed: bool = False) -> Iterator[str]:
    """Yield that a name is not known with those that are likely meant, then all that there are; or that they follow."""
    say, key = words.message, f"cli.complaint.unknown-{error.kind}"
    vocabulary = {"document": "paper"}.get(error.kind, error.kind)
    entries = {name: entry_named(vocabulary, name) for name in error.allowed}
    labels = {name: entry.label for name, entry in entries.items() if entry is not None}
    said = [say(key if key in words.catalogue else "cli.complaint.unknown-other", {"name": str(error.name)})]
    # A unit of a statute is a number, and no number is likely for being spelt like another.
    likely = [] if error.kind == "unit" else likely_names(str(error.name), error.allowed, vocabulary)
    if likely:
        said.append(say("cli.complaint.likely", {"names": likely}))
    if is_listed:
        said.append(say("cli.complaint.choose-listed"))
    elif error.allowed and error.kind != "rule":
        names = [
            f"{name} ({labels[name].text(words.language)})"
            if error.kind == "document" and name in labels
            else name
            for name in error.allowed
        ]
        said.append(say("cli.complaint.choose", {"allowed": names}))
    yield " ".join(said[:2])
    yield from said[2:]


def likely_names(typed: str, keys: Iterable[str], vocabulary: str) -> list[str]:
    """Return the keys that are themselves, or by a name, close to what was typed, begin with it or hold it."""
    given, known = normal_form(typed), [*keys]
    names = [(normal_form(key), key) for key in known]
    names += [(name, key) for name, key in spoken_names(vocabulary) if key in known]
    close = difflib.get_close_matches(given, dict.fromkeys(name for name, _ in names), n=3)
    begun = [key for name, key in names if given and name.startswith(given)]
    holding = [key for name, key in names if len(given) > _SHORT and given in name]
    near = [key for one in close for name, key in names if name == one]
    return list(dict.fromkeys((*begun, *holding, *near)))[:3]


_SHORT = 3
"""So few letters are in too many names for one of these to be meant."""


def _document_named(values: Mapping[str, str], words: Wording) -> Mapping[str, str]:
    """Return the values of a message with a document by its name instead of its key."""
    entry = entry_named("paper", values.get("document", ""))
    return values if entry is None else {**values, "document": entry.label.text(words.language)}


def template_problem_text(problem: TemplateProblem, language: Language) -> str:
    """Return what is wrong with a template, with its place, as one line."""
    where = ", ".join(filter(None, (problem.part, in_language(problem.place, language))))
    tag = f" [{problem.tag}]" if problem.tag else ""
    return f"{where}: {in_language(problem.message, language)}{tag}"
