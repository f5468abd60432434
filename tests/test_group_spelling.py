"""Spellings of a Leader group's name: what names one group, and what does not."""

from itertools import combinations

import pytest

from hakemus.group.leader_group import spellings
from hakemus.programme import open_programme


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Veej'jakaja ry", "VEEJ\u2019JAKAJA"),
        ("Veej'jakaja ry", "Leader Veej\u00b4jakaja r.y."),
        ("SILMU ry", "Silmu rf"),
        ("SILMU ry", "Silmu r. f."),
        ("Aktion Österbotten rf", "aktion  österbotten"),
        ("I samma båt – Samassa veneessä rf ry", "Samassa veneessä ry"),
        ("I samma båt – Samassa veneessä rf ry", "I samma båt - Samassa veneessä"),
        ("Leader Pohjois-Satakunta (Aktiivinen Pohjois-Satakunta ry)", "Aktiivinen Pohjois-Satakunta"),
        ("Oulun Seudun Leader ry", "Leader Oulun seudun"),
        ("Leader Pohjois-Satakunta", "Leader Pohjois\u2013Satakunta"),
    ],
)
def test_one_group_is_spelt_in_many_ways(one: str, other: str) -> None:
    """Case, ry and rf, apostrophes, dashes, the word Leader and half of a double name make no difference."""
    assert spellings(one) & spellings(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Aktion Österbotten rf", "Aktion Osterbotten rf"),
        ("Leader ry", "ry"),
        ("Viisari", "Viisarit"),
        ("", ""),
    ],
)
def test_another_name_is_another(one: str, other: str) -> None:
    """A letter with dots is another letter, and a name of nothing but what every group has names none."""
    assert not spellings(one) & spellings(other)


def test_no_two_groups_of_the_list_are_taken_for_one() -> None:
    """However forgiving the comparison is, each listed group stays itself."""
    groups = open_programme().vocabulary("leader_group")
    names = {key: spellings(groups.label(key, "fi")) for key in groups.keys}

    assert all(names.values())
    assert [pair for pair in combinations(names, 2) if names[pair[0]] & names[pair[1]]] == []
