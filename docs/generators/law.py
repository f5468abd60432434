"""The law as the library has it: every rule in plain words, and every value by date with its source."""

from collections import Counter
from collections.abc import Iterator

from generators.markdown import code, page, table
from hakemus.desk import LawUnit, list_law
from hakemus.programme import DatedMark, DatedValue, Label, Parameter, Programme, Reference, open_programme
from hakemus.rules import REPORT_FINDINGS, RULES, Rule, list_rules
from hakemus.texts import LANGUAGES, wording

_MARKS = {
    "group": "set by each Leader group",
    "authority": "set by the authority in each decision",
    "unknown": "no known source states it",
    "repealed": "repealed",
}
_EVERY = "every measure"
_IN_LANGUAGES = "What it checks, in English, Finnish and Swedish"


def rules_page() -> str:
    """Return the page of all rules, in the order of a report."""
    return page(
        "Rules",
        "What `hakemus.check` checks.\n"
        "The id of a rule is that of its findings, and never changes.\n"
        "A value is named by its path in the [values of the law](values.md). What a rule reads is recorded:\n"
        "it is run on a blank application of every measure.",
        table(
            ("Rule, and of which measures", _IN_LANGUAGES, "Values"),
            (_rule_row(identifier) for identifier in _identifiers()),
        ),
        "## Of the board\n\n"
        "What is checked of a Leader group's assessments and of the meetings of its board; see\n"
        "[scoring and the board](../board.md).",
        table(("Rule", _IN_LANGUAGES, "Values"), _board_rows()),
    )


def values_page() -> str:
    """Return the page of all parameters of the programme, file by file, each value with its day and its source."""
    programme = open_programme()
    files = sorted({parameter.path.partition(".")[0] for parameter in programme.parameters()})
    return page(
        "Values of the law",
        "Every amount, rate, limit, date and list that a rule reads.\n"
        "A value holds from its day until the next one of the same name.",
        "Certainty: A the law or the authority, B a Leader group, a regional authority or the press, C older or\n"
        "inferred; °: the wording is the library's own.\n"
        "To change a value, see [the law as dated data](../programme.md).",
        *(block for file in files for block in _file_blocks(file, programme)),
    )


def coverage_page() -> str:
    """Return the page of all units of the statutes, each with where it lives in the library."""
    return page(
        "The statutes, unit by unit",
        "Every section, subsection and point of the decree on projects, and those of the act and of the decree on\n"
        "business aids that bind an applicant, in the library's own words, with where each lives.\n"
        "`hakemus law 617/2023` prints the list, `hakemus law 617/2023 25` what the library holds of section 25, and\n"
        "`hakemus.list_law` returns both. How the list is made: [the law as dated data](../programme.md#a-statute).",
        *(
            block
            for number in open_programme().statutes_by_number
            for block in _statute_blocks(list_law(number))
        ),
    )


def _statute_blocks(units: tuple[LawUnit, ...]) -> Iterator[str]:
    words, statute = wording("en"), units[0].statute
    yield f"## {statute.number}"
    counted = Counter(one.place for one in units).most_common()
    places = ", ".join(f"{words.message(f'statutes.place.{place}')} {number}" for place, number in counted)
    yield f"{_words(statute.title)}\n\n{len(units)} units: {places}.".replace("\n", "\\\n", 2)
    rows = (
        (one.unit, "\n".join(one.says.text(language) for language in ("en", "fi", "sv")), one.where("en"))
        for one in units
    )
    yield table(("Unit", "What it says, in English, Finnish and Swedish", "Where it lives"), rows)


def _identifiers() -> tuple[str, ...]:
    return tuple(dict.fromkeys((*REPORT_FINDINGS, *(rule.id for rule in RULES))))


def _rule_row(identifier: str) -> tuple[str, ...]:
    rules = [rule for rule in RULES if rule.id == identifier]
    texts = {language: wording(language).message(f"rules.{identifier}") for language in LANGUAGES}
    return (
        f"{code(identifier)}\n{_measures(rules)}",
        "\n".join(texts[language] for language in ("en", "fi", "sv")),
        "\n".join(code(name) for name in dict.fromkeys(name for rule in rules for name in rule.parameters)),
    )


def _board_rows() -> Iterator[tuple[str, ...]]:
    for rule in (*list_rules("assessment"), *list_rules("meeting")):
        texts = [rule.in_language(language) for language in ("en", "fi", "sv")]
        yield (code(rule.id), "\n".join(texts), "\n".join(code(name) for name in rule.parameters))


def _measures(rules: list[Rule]) -> str:
    if any(not rule.measures for rule in rules) or not rules:
        return _EVERY
    return "\n".join(code(key) for key in dict.fromkeys(key for rule in rules for key in rule.measures))


def _file_blocks(file: str, programme: Programme) -> Iterator[str]:
    yield f"({file})=\n\n## {file}"
    rows = (row for parameter in programme.parameters(file) for row in _value_rows(parameter))
    yield table(("Name", "From", "Value", "Certainty and source"), rows)


def _value_rows(parameter: Parameter) -> Iterator[tuple[str, ...]]:
    head = f"{code(parameter.path.partition('.')[2])}\n{_words(parameter.label)}"
    for entry in parameter.timeline:
        yield (head, entry.start.isoformat(), _value(entry, parameter), _source(entry))
        head = ""


def _value(entry: DatedValue | DatedMark, parameter: Parameter) -> str:
    if isinstance(entry, DatedMark):
        text = _MARKS[entry.kind]
    elif isinstance(entry.value, Label):
        text = _words(entry.value)
    elif isinstance(entry.value, tuple):
        unit = "" if parameter.unit == "keys" else f" {parameter.unit}"
        text = (
            ", ".join(code(value) if isinstance(value, str) else f"{value}" for value in entry.value) + unit
        )
    elif isinstance(entry.value, bool):
        text = "yes" if entry.value else "no"
    else:
        text = f"{entry.value}" if parameter.unit == "date" else f"{entry.value} {parameter.unit}"
    return text if entry.note is None else f"{text}\n{entry.note.text('en')}"


def _words(label: Label) -> str:
    return "\n".join(
        f"{label.text(language)}{'°' * label.is_ours(language)}" for language in ("en", "fi", "sv")
    )


def _source(entry: DatedValue | DatedMark) -> str:
    reference: Reference = entry.reference
    title, section = reference.title.text("en"), reference.section.text("en")
    return f"{entry.certainty}: [{title}]({reference.address}), {section}"
