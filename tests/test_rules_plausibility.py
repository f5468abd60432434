"""The shapes of addresses: what may be right is left alone, and what reaches nobody is found."""

import pytest

import hakemus
from hakemus.rules import RULES, plausibility
from hakemus.texts import LANGUAGES, wording


def found_in(path: str, text: str) -> set[str]:
    """Return the ids of what is found at a field of a small application."""
    values: dict[str, object] = {"schema_version": 1, "date": "2026-03-16"}
    *owners, last = path.split(".")
    place = values
    for owner in owners:
        inner: dict[str, object] = {}
        place[owner] = inner
        place = inner
    place[last] = text
    report = hakemus.check(hakemus.load(values))
    return {
        finding.id
        for finding in report.findings
        if finding.path == path and finding.id.startswith("contact.")
    }


@pytest.mark.parametrize(
    "text",
    [
        "maija@mallikyla.fi",
        "maija.meikalainen+leader@posti.mallikyla.fi",
        "m'aija_o-k@x1.co",
        "maija@123.fi",
        "maija@posti.4.fi",
        "päivä@hämeenkyrö.example",
        "用户@例子.公司",
        "maija@xn--hmeenkyr-0za4s.example",
        '"Maija M"@mallikyla.fi',
        "Maija Meikäläinen <maija@mallikyla.fi>",
        "maija@mallikyla.fi, teppo@mallikyla.fi; liisa@mallikyla.fi",
        "maija@mallikyla.fi tai teppo@mallikyla.fi",
        " maija@mallikyla.fi ",
    ],
)
def test_an_email_address_that_may_be_right_is_left_alone(text: str) -> None:
    """Plus addresses, domains and names in any script, several addresses, a name before one."""
    assert found_in("contact_person.email", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "maija",
        "maija(at)mallikyla.fi",
        "maija@mallikyla",
        "maija@.fi",
        "maija@mallikyla..fi",
        "maija..m@mallikyla.fi",
        "maija@mallikyla.fi.",
        "maija@mallikyla,fi",
        "@mallikyla.fi",
        "maija @mallikyla.fi",
        "maija@mallikyla.f",
        "maija@10.0.0.100",
        "maija@mallikyla.100",
        "maija@-mallikyla.fi",
        "maija@mallikyla.fi, teppo@",
        "https://mallikyla.fi",
        "040 123 4567",
        "-",
    ],
)
def test_an_email_address_that_reaches_nobody_is_found(text: str) -> None:
    """No @, no domain, a blank or a point too many."""
    assert found_in("contact_person.email", text) == {"contact.email"}


@pytest.mark.parametrize(
    "text",
    [
        "040 123 4567",
        "0401234567",
        "+358 40 123 4567",
        "+358 (0)40 123 4567",
        "00358401234567",
        "09-1234 567",
        "(09) 123 456",
        "+46 8 123 456 78",
        "+1-202-555-0123 ext. 12",
        "040 123 4567 / 050 123 4567, 09 123 456",
        "040 123 4567 (arkisin)",
        "020 12345",
        "10123",
    ],
)
def test_a_telephone_number_that_may_be_right_is_left_alone(text: str) -> None:
    """Numbers of any country, of exchanges, with extensions, several of them, with words."""
    assert found_in("contact_person.phone", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "1234",
        "kysy toimistolta",
        "maija@mallikyla.fi",
        "maija040123@mallikyla.fi",
        "0401234567040123456",
        "+358 040 123 4567",
        "00358 0401234567",
    ],
)
def test_a_telephone_number_that_nobody_can_call_is_found(text: str) -> None:
    """Too few digits or too many, none at all, a zero after the number of Finland."""
    assert found_in("contact_person.phone", text) == {"contact.phone"}


@pytest.mark.parametrize(
    "text",
    [
        "www.mallikyla.fi",
        "mallikyla.fi",
        "HTTPS://WWW.MALLIKYLA.FI",
        "https://mallikyla.fi:8080/hanke?x=1#osa",
        "hämeenkyrö.example/kylät",
        "facebook.com/mallikyla",
        "Facebook: https://facebook.com/mallikyla",
        "mallikyla.fi, mallimaa.fi",
        "https://medium.com/@mallikyla",
    ],
)
def test_a_web_address_that_may_be_right_is_left_alone(text: str) -> None:
    """With or without https, in any script, with a path, with words before it."""
    assert found_in("applicant.website", text) == set()


@pytest.mark.parametrize(
    "text",
    [
        "mallikyla",
        "www.mallikyla",
        "maija@mallikyla.fi",
        "https:/mallikyla.fi",
        "ei ole",
        "-",
        "www.malli kyla",
        "http://",
    ],
)
def test_a_web_address_that_leads_nowhere_is_found(text: str) -> None:
    """No domain with a point, or an e-mail address."""
    assert found_in("applicant.website", text) == {"contact.website"}


@pytest.mark.parametrize(
    "text",
    [
        "00100",
        " 09120 ",
        "FI-00100",
        "AX-22100",
        "fi-00100",
        "SE-111 22",
        "SE 111 22",
        "EE10151",
        "GB-SW1A 1AA",
    ],
)
def test_a_postal_code_that_may_be_right_is_left_alone(text: str) -> None:
    """Five digits, or the letters of a country and whatever it has."""
    assert found_in("applicant.address.postal_code", text) == set()


@pytest.mark.parametrize(
    "text", ["9", "0010", "001000", "00l00", "FI-0100", "FI0100", "Mallikylä", "00100 MALLI"]
)
def test_a_postal_code_of_a_wrong_shape_is_found(text: str) -> None:
    """Too few digits or too many, letters among them, a town."""
    assert found_in("applicant.address.postal_code", text) == {"contact.postal-code"}


@pytest.mark.parametrize(
    ("text", "is_found"), [("MALLIKYLÄ", False), ("Mallikylä 2", False), ("09120", True)]
)
def test_a_post_office_is_a_name(text: str, is_found: bool) -> None:
    """A number belongs to the field before it."""
    assert bool(found_in("applicant.address.post_office", text)) is is_found


def test_plain_sense_is_never_an_error_and_says_that_it_has_no_provision() -> None:
    """A finding without a provision has no certainty either, and its note says so in every language."""
    values = {"schema_version": 1, "date": "2026-03-16", "contact_person": {"email": "x", "phone": "x"}}
    ids = {rule.id for rule in RULES if rule.check.__module__ == plausibility.__name__}
    of_sense = [one for one in hakemus.check(hakemus.load(values)).findings if one.id in ids]

    assert {one.id for one in of_sense} == {"contact.email", "contact.phone"}
    for finding in of_sense:
        assert (finding.severity, finding.reference, finding.certainty) == ("warning", None, "")
        for language in LANGUAGES:
            assert wording(language).message("report.no-provision") in finding.explain(language)
    assert of_sense[0].as_mapping()["note"]["fi"] == wording("fi").message("report.no-provision")


@pytest.mark.parametrize(
    ("named", "variant"),
    [("Kone", "earlier-begun"), ("Lupamaksu", "earlier"), ("Toteutettavuustutkimus", "earlier")],
)
def test_what_begins_a_business_investment_is_said_of_nothing_else(named: str, variant: str) -> None:
    """A permit or a feasibility study of the year before may be refused support, and begins nothing."""
    report = hakemus.check(
        hakemus.load(
            {
                "schema_version": 1,
                "date": "2026-03-02",
                "classification": {"measure": "business-investment"},
                "project": {"start_date": "2026-04-01"},
                "budget": {"items": [{"description": named, "year": 2025}]},
            }
        )
    )
    (finding,) = (one for one in report.findings if one.id == "budget.year-outside-period")
    assert finding.variant == variant
