"""An application with something in every field: a paper of it shows where each field stands."""

from functools import cache

from hakemus.forms.field_places import FieldPlace, field_places
from hakemus.forms.tree import put, seed
from hakemus.model import Application
from hakemus.programme import open_programme

_OF_KIND: dict[str, object] = {
    "money": "7.00",
    "percent": "7",
    "quantity": "7",
    "whole": 27,
    "year": 2027,
    "day": "2027-07-17",
    "yes-no": True,
    "language": "fi",
}
_IDENTIFIERS = {"iban": "FI2112345600000785", "project_number": 7, "business_id": "1572860-0"}
_PRICED = ("budget.items[].quantity", "budget.items[].unit", "budget.items[].unit_price")


@cache
def specimen() -> Application:
    """Return the application; of costs there are two, since a price is either told or counted.

    >>> specimen().partners[0].name
    'name'
    """
    values: dict[str, object] = {}
    for pattern, place in field_places().items():
        if pattern == "schema_version":
            continue
        at = pattern.replace("[]", "[1]" if pattern in _PRICED else "[0]", 1).replace("[]", "[0]")
        for end in (number + 1 for number, letter in enumerate(at) if letter == "]"):
            seed(values, at[:end])
        put(values, at, _value(place))
    return Application.model_validate(values)


def _value(place: FieldPlace) -> object:
    name = place.pattern.rpartition(".")[2]
    if place.kind == "identifier":
        return _IDENTIFIERS.get(name, name)
    if place.closed and place.vocabulary:
        return open_programme().vocabulary(place.vocabulary).keys[0]
    return _OF_KIND.get(place.kind, name)
