"""The words: every message and term is in three languages, in its own, and says the same in each."""

import re
import string
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal

import pytest

import hakemus
from hakemus import model
from hakemus.errors import DataError
from hakemus.files import OF_A_FILE
from hakemus.model import Assessment, Meeting
from hakemus.model.schema import schema
from hakemus.model.vocabulary import ClosedList, ProgrammeList
from hakemus.programme import DatedValue, Label, Reference, Words, open_programme
from hakemus.rules import REPORT_FINDINGS
from hakemus.rules.board import ASSESSMENT_RULES, MEETING_RULES
from hakemus.texts import LANGUAGES, Language, wording
from hakemus.texts.wording import open_catalogue, open_glossary

LAW = open_programme()
GLOSSARY = open_glossary()
MESSAGES = {language: open_catalogue(language).messages for language in LANGUAGES}
RULES = frozenset(
    {
        *(rule.id for rule in hakemus.list_rules()),
        *(rule.id for rule in ASSESSMENT_RULES),
        *(rule.id for rule in MEETING_RULES),
        *REPORT_FINDINGS,
        OF_A_FILE,
    }
)

SAME_IN_ALL = frozenset(
    {
        "cli.completion.examples",
        "cli.open.examples",
        "words.missing",
        "board.authority-in-general",
        "faults.line",
        "values.eu",
        "cli.schema.examples",
        "cli.update.letter-file",
        "cli.update.letter-no",
        "cli.pdf.making",
        "workbook.title",
        "engine.place.cell",
        "documents.chart.bar",
        "board.section",
    }
)
"""The messages that hold no word to translate: a dash, a letter, two places, a short name, a command, the number of a
section; and the cell of a table, which English and Swedish call alike."""

NAMES = (
    "Hyrrä",
    "hakemus",
    "elinvoimakeskus",
    "JyväsRiihi ry",
    "Maaseutukehitys ry",
    "Leader Viisari",
    "Business Finland",
    "Hämeenlinna",
)
"""Proper names, and the one office that has no English name, which stay as they are in every language."""

FOREIGN: dict[Language, str] = {
    "fi": r"å|\b(och|eller|inte|att|från|ska|är|för|likaså|saknas|ansökan|projektet|stödet|rätta)\b"
    r"|\b(the|and|or|of|is|not|with|for|likewise|missing|application|project|support)\b",
    "sv": r"aa|(?<!\b)(?<!\bi)ii(?!n)|uu|yy|ää|öö"
    r"|\b(hakemuksen|tai|ei|eikä|että|joka|jos|kun|vain|sekä|mutta|samoin|mukaan|kanssa)\b"
    r"|\b(hanke|hankkeen|tuki|tuen|liite|liitteet|kohta|ryhmä|rahoitus|kustannukset|puuttuu|korjaa|kirjoita)\b"
    r"|\b(the|and|or|of|not|with|for|likewise|missing|application|project|support)\b",
    "en": r"[åäö]|\b(tai|eikä|joka|jos|kun|vain|mutta|samoin|hanke|hankkeen|tuki|tuen|liite|puuttuu|korjaa)\b"
    r"|\b(och|eller|inte|att|ska|projektet|saknas)\b",
}
"""Letters and small words that betray another language than the one a text is in."""


def _places(message: str) -> set[tuple[str, str]]:
    return {(name, form or "") for _, name, form, _ in string.Formatter().parse(message) if name is not None}


def _law_texts() -> Iterator[tuple[str, Words]]:
    """Yield every text of the programme's data with where it is."""
    yield "programme", LAW.label
    yield from _of_reference("programme", LAW.reference)
    for parameter in LAW.parameters():
        yield parameter.path, parameter.label
        for entry in parameter.timeline:
            yield from _of_reference(parameter.path, entry.reference)
            if entry.note is not None:
                yield f"{parameter.path} (note)", entry.note
            if isinstance(entry, DatedValue) and isinstance(entry.value, Label):
                yield f"{parameter.path} (value)", entry.value
    for listed in LAW.vocabularies():
        yield listed.name, listed.title
        for word in listed.entries:
            yield from _of_reference(f"{listed.name}.{word.key}", word.reference)
            if listed.name not in {"leader_group", "authority"}:
                yield f"{listed.name}.{word.key}", word.label


def _of_reference(place: str, reference: Reference) -> Iterator[tuple[str, Words]]:
    title = reference.title
    if not title.fi == title.sv == title.en:
        yield f"{place} (source)", title
    yield f"{place} (section)", reference.section


def _own_words(text: str) -> str:
    """Return a text without what is no word of its language: places, commands, quotes, files, sites, proper names."""
    bare = re.sub(
        r"\{[^}]*\}|”[^”]*”|“[^”]*”|[\w-]+\.(fi|net|info|com)\b\S*|[\w/-]+\.docx|--[a-z]+|\w+\[cli\]|\bI{1,3}\b",
        " ",
        text,
    )
    for name in NAMES:
        bare = bare.replace(name, " ")
    return bare


def _foreign(text: str, language: Language) -> str:
    found = re.search(FOREIGN[language], _own_words(text), re.IGNORECASE)
    return found.group() if found else ""


FIELDS = (
    *(field.path for field in schema().values()),
    *("assessment", *(f"assessment.{field.path}" for field in schema(Assessment).values())),
    *("meeting", *(f"meeting.{field.path}" for field in schema(Meeting).values())),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_message(language: Language) -> None:
    """No message is in one language only."""
    assert set(MESSAGES[language]) == set(MESSAGES["fi"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_tells_the_same_values_in_every_language(language: Language) -> None:
    """The places of a message, and the way each is written, are the same in the three languages."""
    differing = [
        key for key, message in MESSAGES[language].items() if _places(message) != _places(MESSAGES["fi"][key])
    ]

    assert differing == []


@pytest.mark.parametrize(("one", "other"), [("fi", "sv"), ("fi", "en"), ("sv", "en")])
def test_no_message_is_left_untranslated(one: Language, other: Language) -> None:
    """A message that reads the same in two languages is one of the few that hold no word."""
    same = {key for key, message in MESSAGES[one].items() if message == MESSAGES[other][key]}

    assert same <= SAME_IN_ALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_message_holds_no_word_of_another_language(language: Language) -> None:
    """Neither letters nor small words of another language stand in a message, but for proper names."""
    strangers = {
        key: word
        for key, message in MESSAGES[language].items()
        if not key.endswith(".examples") and (word := _foreign(message, language))
    }

    assert strangers == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_term_holds_no_word_of_another_language(language: Language) -> None:
    """Every field's term is in the language it says."""
    strangers = {
        path: word
        for path, term in GLOSSARY.items()
        if (word := _foreign(term.in_language(language), language))
    }

    assert strangers == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_law_is_told_in_the_readers_language(language: Language) -> None:
    """Labels, notes and provisions are in the language they say, so that no paper mixes two."""
    strangers = {
        place: (word, words.text(language))
        for place, words in _law_texts()
        if (word := _foreign(words.text(language), language))
    }

    assert strangers == {}


def test_a_foreign_word_is_seen() -> None:
    """The eye for foreign words is open: it sees a Finnish word in Swedish, and lets proper names pass."""
    assert _foreign("Livsmedelsverket: Tuen maksaminen", "sv")
    assert _foreign("Ruokavirasto, stödets belopp och villkor", "fi")
    assert _foreign("Ansökan: valmisteluraha ja tuki", "en")
    assert not _foreign("Ansökan görs i tjänsten Hyrrä; likaså kalakukkory.fi", "sv")


@pytest.mark.parametrize("path", FIELDS)
def test_every_field_has_a_term(path: str) -> None:
    """What a person may be asked for has a name in three languages."""
    term = GLOSSARY[path]

    assert all(term.in_language(language).strip() for language in LANGUAGES)


def test_every_term_is_of_a_field() -> None:
    """The glossary names nothing that an application, an assessment or a meeting does not have."""
    assert set(GLOSSARY) - set(FIELDS) == set()


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, id=kind.__name__)
        for kind in (*ClosedList.__subclasses__(), *ProgrammeList.__subclasses__())
        if kind is not ProgrammeList
    ],
)
def test_every_closed_list_has_its_words(kind: type[ClosedList]) -> None:
    """A closed list of the model is printed by a vocabulary that names just its choices, in the same order."""
    assert LAW.vocabulary(kind.vocabulary()).keys == tuple(member.value for member in kind)


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("programme", "classification.programme"),
        ("sub_measure", "classification.sub_measure"),
        ("measure_type", "classification.measure_type"),
        ("measure_specification", "classification.measure_specification"),
        ("project_nature", "classification.project_nature"),
        ("rural_type", "classification.rural_type"),
        ("legal_form", "applicant.legal_form"),
        ("vat_liability", "applicant.vat_liability"),
        ("leader_group", "leader_group"),
        ("cost_model", "budget.cost_model"),
        ("cost_category", "budget.items.category"),
        ("annex_state", "annexes.state"),
    ],
)
def test_a_list_and_its_field_have_one_name_in_finnish_and_swedish(name: str, path: str) -> None:
    """A thing has one word: the list of choices is called what the field that takes one of them is called."""
    title = LAW.vocabulary(name).title

    assert (title.fi, title.sv) == (GLOSSARY[path].fi, GLOSSARY[path].sv)


def test_the_headings_of_the_plan_have_one_wording() -> None:
    """What the law asks of the plan, and the field that takes it, are called the same in every language."""
    for heading in LAW.vocabulary("plan_heading").entries:
        term = GLOSSARY[f"plan.{heading.key.replace('-', '_')}"]
        assert (heading.label.fi, heading.label.sv, heading.label.en) == (term.fi, term.sv, term.en)


def _rule_of(message: str) -> str:
    """Return the id of the rule a message of a finding belongs to: the longest that begins its key."""
    name = message.removeprefix("findings.")
    fitting = [rule for rule in RULES if name == rule or name.startswith(f"{rule}-")]
    return max(fitting, key=len, default="")


def test_every_message_of_a_finding_belongs_to_a_rule() -> None:
    """No message stands for a rule that is not there: its key is a rule's id, perhaps with a variant."""
    strays = [key for key in MESSAGES["fi"] if key.startswith("findings.") and not _rule_of(key)]

    assert strays == []


def test_every_rule_has_a_message_and_an_explanation() -> None:
    """What a rule finds can be reported, and what it asks can be explained."""
    told = {_rule_of(key) for key in MESSAGES["fi"] if key.startswith("findings.")}

    assert told == RULES
    assert {key.removeprefix("rules.") for key in MESSAGES["fi"] if key.startswith("rules.")} == RULES


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_finding_ends_as_a_sentence(language: Language) -> None:
    """A finding is made of whole sentences, the last of which says what to do."""
    for key, message in MESSAGES[language].items():
        is_part = key.endswith("-among")  # what a sentence about several fields names one of them
        if key.startswith(("findings.", "rules.")) and not is_part:
            assert re.search(r"[.?]$", message), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_says_that_a_group_grants(language: Language) -> None:
    """The authority grants, on the statement of the group: the act, section 36(1)."""
    grants = re.compile(
        r"ryhmä myöntää|gruppen beviljar|beviljar gruppen|beviljas endast av Leader|groups? grants?\b",
        re.IGNORECASE,
    )
    texts = {**MESSAGES[language]} | {place: words.text(language) for place, words in _law_texts()}
    assert [place for place, text in texts.items() if grants.search(text)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_signs_are_those_of_print(language: Language) -> None:
    """No hyphen stands for a dash, no three points for an ellipsis, no two blanks in a row; % is set apart."""
    texts = {key: text for key, text in MESSAGES[language].items() if not key.startswith("cli.")}
    texts |= {place: words.text(language) for place, words in _law_texts()}
    texts |= {path: term.in_language(language) for path, term in GLOSSARY.items()}
    wrong = {
        place: found.group()
        for place, text in texts.items()
        if (found := re.search(r"\w - \w|\.\.\.|  |\d%|\d€|\d-\d{4}\b(?!-)", text))
    }

    assert wrong == {}


@pytest.mark.parametrize("language", ["fi", "sv"])
def test_quotes_are_those_of_finland(language: Language) -> None:
    """Finnish and Swedish texts quote ”so”, on both sides alike, and what is typed into a file with plain quotes."""
    for key, message in MESSAGES[language].items():
        assert not re.search("[“„«»]", message), key
        assert message.count("”") % 2 == 0, key


def test_no_field_is_named_twice_alike() -> None:
    """Two fields of one table never have the same name, so that a finding's field can be found."""
    for language in LANGUAGES:
        seen: set[tuple[str, str]] = set()
        for path in FIELDS:
            owner = path.rpartition(".")[0]
            named = (owner, GLOSSARY[path].in_language(language))
            assert named not in seen, named
            seen.add(named)


def test_the_model_is_walked_to_its_leaves() -> None:
    """The walk of the model reaches what is nested in lists of tables."""
    assert "companies.earlier_aid.amount" in FIELDS
    assert "budget.price_evidence.offers.supplier" in FIELDS
    assert all(name in FIELDS for name in model.Application.model_fields)


@pytest.mark.parametrize(
    "way", ["money", "percent", "share", "number", "day", "list", "either", "points", "term", "odd", ""]
)
@pytest.mark.parametrize("value", ["abc", 3, None, [1], True, Decimal("1E+999999")], ids=str)
def test_a_message_that_cannot_be_filled_says_which(way: str, value: object) -> None:
    """Whatever the value of a place is: a Leader group's message, or a rule of one's own, may ask for another kind."""
    words = wording("fi").changed({"words.yes": f"{{a:{way}}}" if way else "{a}"})
    with suppress(DataError):
        assert words.message("words.yes", {"a": value})
