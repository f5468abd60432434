"""Whether two spellings name one Leader group: case, ry and rf, apostrophes and either half of a double name aside."""

import re

from hakemus.programme.vocabularies import normal_form

_APOSTROPHES = re.compile("['\u2019\u2018\u02bc\u00b4`]")
_HALVES = re.compile(r"[()/]|\s[-\u2010-\u2015]\s")
_MARKS = re.compile(r"[^\w]+")
_OF_EVERY_GROUP = frozenset({"ry", "rf", "leader"})
_ASSOCIATION = re.compile(r"\br\.?\s?([yf])\b\.?")


def spellings(name: str) -> frozenset[str]:
    """Return what is left of a name when all that people write in many ways is taken off it.

    A double name, parted by a dash, a slash or brackets, is also each of its halves.

    >>> spellings("Veej\u2019jakaja r.y.") == spellings("LEADER VEEJ'JAKAJA") == {"veejjakaja"}
    True
    >>> sorted(spellings("I samma båt – Samassa veneessä rf ry"))
    ['i samma båt', 'i samma båt samassa veneessä', 'samassa veneessä']
    """
    return frozenset(filter(None, map(_plain, (name, *_HALVES.split(name)))))


def _plain(name: str) -> str:
    whole = _ASSOCIATION.sub(r" r\1", _APOSTROPHES.sub("", normal_form(name)))
    return " ".join(word for word in _MARKS.sub(" ", whole).split() if word not in _OF_EVERY_GROUP)
