"""The vocabularies: complete labels, no name twice, and every word of the register's real record is found."""

import pytest

from hakemus.errors import UnknownNameError
from hakemus.programme import Label, open_programme
from hakemus.texts import LANGUAGES

LAW = open_programme()
RECORD_290170 = {
    "programme": ("Euroopan maaseuturahasto 2023–2027", "eafrd-2023-2027"),
    "rural_type": ("Maaseudun paikalliskeskukset", "M4"),
    "measure": ("Valmisteluraha", "preparatory-funding"),
    "sub_measure": ("Maaseudun palvelujen ja toimintaympäristön kehittämisen yhteistyöhankkeet", "services"),
    "measure_type": ("Yhteistyöhankkeet", "cooperation"),
    "measure_specification": (
        "Yritys- tai viljelijäryhmähankkeen valmisteluraha, 5 000 €",
        "group-project-preparation",
    ),
    "project_nature": ("Paikallinen/Alueellinen", "local-regional"),
    "specific_objective": ("SO8", "SO8"),
    "state": ("Käynnissä", "in-progress"),
}
NAMES = [vocabulary.name for vocabulary in LAW.vocabularies()]


@pytest.mark.parametrize("name", RECORD_290170)
def test_the_register_s_words_are_found(name: str) -> None:
    """Every word of the classification of project 290170 resolves to its key, and is certain."""
    text, key = RECORD_290170[name]
    entry = LAW.vocabulary(name).find(text)

    assert entry is not None
    assert entry.key == key
    assert entry.certainty == "A"


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_is_whole(name: str) -> None:
    """Every entry has a label in each language, a certainty and a source."""
    vocabulary = LAW.vocabulary(name)

    assert vocabulary.entries
    for entry in vocabulary.entries:
        assert all(entry.label.text(language).strip() for language in LANGUAGES)
        assert entry.certainty in {"A", "B", "C"}
        assert all(entry.reference.text(language) for language in ("fi", "sv", "en"))
        assert entry.reference.address.startswith("https://")


@pytest.mark.parametrize("name", NAMES)
def test_every_name_finds_its_own_entry(name: str) -> None:
    """The key and each label find the entry they belong to, in any case and with any blanks."""
    vocabulary = LAW.vocabulary(name)
    for entry in vocabulary.entries:
        for text in (entry.key, *(entry.label.text(language) for language in LANGUAGES)):
            assert vocabulary.find(f"  {text.upper()}\N{NO-BREAK SPACE}") is entry


def test_another_word_finds_nothing() -> None:
    """Neither a part of a label nor a near miss is taken for an entry."""
    assert LAW.vocabulary("rural_type").find("Maaseudun") is None
    assert LAW.vocabulary("rural_type").find("K4") is None
    assert LAW.measure("Valmisteluraha 2") is None


def test_a_key_that_is_none_is_refused() -> None:
    """Asking for the entry of a label, or of an unknown key, names the keys that there are."""
    with pytest.raises(UnknownNameError, match="calculated-19"):
        LAW.vocabulary("cost_model").entry("Tosiasialliset kustannukset")
    with pytest.raises(UnknownNameError, match="cost_model"):
        LAW.vocabulary("cost-model")


@pytest.mark.parametrize(
    ("name", "size"),
    [("rural_type", 7), ("specific_objective", 10), ("measure", 20), ("leader_group", 43), ("authority", 25)],
)
def test_the_lists_are_as_long_as_their_tables(name: str, size: int) -> None:
    """Each list holds every row of its source, and no other."""
    assert len(LAW.vocabulary(name).entries) == size


def test_lists_that_nobody_knows_in_full_say_so() -> None:
    """The register's vocabularies are open; the classes of the classification are all there are."""
    assert not LAW.vocabulary("state").complete
    assert not LAW.vocabulary("leader_group").complete
    assert LAW.vocabulary("rural_type").complete


def test_urban_and_rural_classes() -> None:
    """Classes 1 to 3 are urban, 4 to 7 rural."""
    groups = {entry.key: entry.text("group") for entry in LAW.vocabulary("rural_type").entries}

    assert groups == dict.fromkeys(("K1", "K2", "K3"), "urban") | dict.fromkeys(
        ("M4", "M5", "M6", "M7"), "rural"
    )


def test_the_swedish_speaking_groups() -> None:
    """Four groups work in Swedish, too."""
    groups = LAW.vocabulary("leader_group").entries
    swedish = {entry.key for entry in groups if "sv" in entry.keys("languages")}

    assert swedish == {"aktion-osterbotten", "i-samma-bat-samassa-veneessa", "leader-pomovast", "silmu"}


def test_what_is_not_known_of_a_group_is_left_out() -> None:
    """A group without a known website has none, and not an invented one."""
    emo = LAW.vocabulary("leader_group").entry("emo")

    assert emo.text("website") == ""
    assert "website" not in emo.columns


@pytest.mark.parametrize(
    ("vocabulary", "key", "swedish", "ours"),
    [
        ("measure", "preparatory-funding", "Förberedelsepengar", False),
        ("measure", "company-group", "Företagsgruppsprojekt", False),
        ("measure", "business-trial", "Stöd för försök med ny företagsverksamhet", True),
        ("cost_model", "calculated-19", "Kalkylerade kostnader 19 %", False),
        ("payment_method", "output-based", "Utfallsbaserat", False),
        ("rural_type", "M7", "Glesbygd", False),
        ("body_law", "public-law", "Offentligrättsligt samfund", False),
        ("annex_kind", "letter-of-intent", "Intentionsavtal", False),
        ("authority", "elinvoimakeskus-pohjanmaa", "Livskraftscentralen i Österbotten", False),
        ("authority", "elinvoimakeskus-lappi", "Livskraftscentralen i Lappland", True),
    ],
)
def test_swedish_terms_and_whose_they_are(vocabulary: str, key: str, swedish: str, ours: bool) -> None:
    """A Swedish term is the official one where it is known, and marked ours where it is not."""
    words = LAW.vocabulary(vocabulary)

    assert words.label(key, "sv") == swedish
    assert words.entry(key).label.is_ours("sv") is ours


def test_a_label_knows_three_languages() -> None:
    """A label in a fourth language is refused by name, as is the question whose wording it is."""
    label = Label(fi="Hanke", sv="Projekt", en="Project", ours=("en",))

    assert label.is_ours("en")
    with pytest.raises(UnknownNameError, match="language"):
        label.text("de")
    with pytest.raises(UnknownNameError, match="language"):
        label.is_ours("se")


def test_annexes_say_when_they_are_asked_for() -> None:
    """Every kind of annex is asked for always, on a condition that is known, or as needed."""
    conditions = {entry.text("asked") for entry in LAW.vocabulary("annex_kind").entries}

    assert conditions == {
        "always", "price-evidence", "in-kind", "group-project", "as-needed", "construction", "permit", "site",
        "result",
    }  # fmt: skip


def test_municipality_and_state_need_no_financial_statements() -> None:
    """The latest financial statements are asked of all but municipalities and the state."""
    statements = LAW.vocabulary("annex_kind").entry("financial-statements")

    assert statements.keys("not_for") == ("municipality", "state")
