"""Money, shares, identifiers and text: exact for any value, and refused where they must be."""

from decimal import Decimal

import pytest
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st
from stdnum.fi import ytunnus

from hakemus.texts import wording
from hakemus.values.money import percentage_of, rate, rate_against, shares, to_cents, total
from hakemus.values.text import blocks, first_unprintable, unix_lines
from hakemus.values.typed import IdentifierError, account_number, business_id, print_account_number

AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


@pytest.mark.parametrize(
    ("part", "rate_shown"), [("29999", "29.99"), ("30000", "30.00"), ("30001", "30.01"), ("40000", "40.00")]
)
def test_a_rate_beside_its_limit_is_never_shown_as_the_limit(part: str, rate_shown: str) -> None:
    """Of 100 000 euros, a euro less or more than 30 per cent is shown on its own side of it."""
    assert rate_against(Decimal(part), Decimal(100000), Decimal(30)) == Decimal(rate_shown)
    assert rate_against(Decimal(part), Decimal(0), Decimal(30)) is None


@given(st.lists(AMOUNTS, min_size=1, max_size=40))
def test_shares_are_exactly_a_hundred_per_cent(parts: list[Decimal]) -> None:
    """Shares of anything that is not nothing sum to 100.0, each within a tenth of the exact share."""
    each = shares(parts)
    whole = sum(parts)
    assert sum(each) == (Decimal("100.0") if whole else 0)
    for part, share in zip(parts, each, strict=True):
        assert share.as_tuple().exponent == -1
        if whole:
            assert abs(share - part * 100 / whole) < Decimal("0.1")


def test_equal_remainders_go_to_the_earlier_part() -> None:
    """5 500 and 1 300 of 28 000 leave the same remainder: their quotients, cut off somewhere, did not show it."""
    assert shares([Decimal(21_200), Decimal(5_500), Decimal(1_300)]) == (
        Decimal("75.7"),
        Decimal("19.7"),
        Decimal("4.6"),
    )


@given(st.decimals(min_value=0, max_value=10**6, places=4))
def test_cents_are_rounded_half_up(amount: Decimal) -> None:
    """The cents are the nearest, and half a cent goes up."""
    cents = to_cents(amount)
    assert abs(cents - amount) <= Decimal("0.005")
    assert cents - amount != Decimal("-0.005")


def test_a_total_of_nothing_has_cents() -> None:
    """The sum of nothing is 0.00, not 0."""
    assert str(total([])) == "0.00"


def test_a_rate_of_nothing_is_none() -> None:
    """Nothing has no share of nothing."""
    assert rate(Decimal(0), Decimal(0)) is None
    assert rate(Decimal(1), Decimal(3)) == Decimal("33.33")


def test_percentages_are_in_cents() -> None:
    """Nineteen per cent of 0.13 euros is 0.02 euros."""
    assert percentage_of(Decimal("0.13"), Decimal(19)) == Decimal("0.02")


@given(AMOUNTS, st.sampled_from(["fi_FI", "sv_FI", "en_FI"]))
def test_numbers_print_as_the_cldr_has_them(amount: Decimal, locale: str) -> None:
    """Thousands by non-breaking spaces and a decimal comma: in every language alike, as Babel prints them."""
    assert wording("fi").money(amount) == f"{format_decimal(amount, '#,##0.00', locale)}\N{NO-BREAK SPACE}€"
    assert wording("sv").number(amount) == format_decimal(amount, "#,##0.###", locale)


def test_half_a_point_of_a_rate_is_kept() -> None:
    """42.5 per cent is not printed as 42 per cent."""
    assert wording("fi").percent(Decimal("42.50")) == "42,5\N{NO-BREAK SPACE}%"
    assert wording("fi").share(Decimal(100)) == "100,0\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize("text", ["1572860-0", "1234567-1", "0000001-9"])
def test_a_right_business_id_is_taken(text: str) -> None:
    """Right check digits pass unchanged."""
    assert business_id(text) == text


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1572860-1", "check-digit"),
        ("1111111-0", "check-digit"),  # the sum leaves 1: such a number is never issued
        ("1111111-1", "check-digit"),
        ("15728600", "format"),
        ("FI15728600", "format"),
        ("572860-0", "format"),
        ("1572860-0 ", "format"),
        ("", "format"),
        ("\N{FULLWIDTH DIGIT ONE}572860-0", "format"),
    ],
)
def test_a_wrong_business_id_is_refused(text: str, code: str) -> None:
    """Wrong check digits and wrong forms are distinguished."""
    with pytest.raises(IdentifierError) as raised:
        business_id(text)
    assert raised.value.code == code


@given(st.from_regex(r"[0-9]{7}-[0-9]", fullmatch=True))
def test_a_check_digit_is_that_of_python_stdnum(text: str) -> None:
    """A business id is right exactly when the library of identifiers says so."""
    try:
        business_id(text)
    except IdentifierError:
        assert not ytunnus.is_valid(text)
    else:
        assert ytunnus.is_valid(text)


def test_an_iban_is_kept_without_spaces_and_printed_in_fours() -> None:
    """The sample number of the banks goes in and out."""
    assert print_account_number(account_number("FI21 1234 5600 0007 85")) == "FI21 1234 5600 0007 85"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("FI21 1234 5600 0007 86", "check-digit"),
        ("FI21", "format"),
        ("", "format"),
        ("viisi", "format"),
        ("1234567-2", "format"),
    ],
)
def test_a_wrong_iban_is_refused(text: str, code: str) -> None:
    """A number with a wrong check digit, and what is no account number at all, are distinguished."""
    with pytest.raises(IdentifierError) as raised:
        account_number(text)
    assert raised.value.code == code


@given(st.text(max_size=300))
def test_blocks_lose_no_character(text: str) -> None:
    """Put together again with their markers, the blocks hold every visible character in order."""
    typed = "".join(unix_lines(text).split())
    shown = "".join(f"{block.marker} {block.text}" for block in blocks(text))
    assert "".join(shown.split()) == typed


def test_blank_lines_part_paragraphs_and_single_breaks_stay() -> None:
    """One line break is a line of the paragraph, two are a new one."""
    assert [block.text for block in blocks("a\nb\n\n\n \nc")] == ["a\nb", "c"]


def test_lists_keep_their_numbers() -> None:
    """A list that starts at three starts at three."""
    assert [(block.kind, block.marker, block.text) for block in blocks("3. a\n4. b\n- c\n-d")] == [
        ("number", "3.", "a"),
        ("number", "4.", "b"),
        ("bullet", "-", "c\n-d"),
    ]


@given(st.text())
def test_printable_text_has_no_unprintable_character(text: str) -> None:
    """Exactly the characters that XML cannot hold are found."""
    found = first_unprintable(text)
    bad = [
        one
        for one in text
        if (ord(one) < 32 and one not in "\t\n\r") or one in "\ufffe\uffff" or 0xD800 <= ord(one) <= 0xDFFF
    ]
    assert (found.character if found else None) == (bad[0] if bad else None)
