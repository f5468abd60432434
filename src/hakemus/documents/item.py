"""What a document is made for: the application as a whole, or each of its companies by itself."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from hakemus.model import Application


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a document is made for.

    `name` tells its paper from the others (a business id) and is empty where there is but one paper. `application`
    holds no other such thing, so that nobody reads of another company in the paper of one.
    """

    name: str
    application: Application


Items = Callable[[Application], tuple[Item, ...]]


def whole(application: Application) -> tuple[Item, ...]:
    """Return the application as the one thing that a document is made for."""
    return (Item("", application),)


def one_a_company(application: Application) -> tuple[Item, ...]:
    """Return the application once for each member company, by its business id; without companies, once as it is.

    A company without a business id has its place in the list for a name, and so has one whose id another has too.

    >>> [item.name for item in one_a_company(Application(companies=[{"business_id": "1572860-0"}, {}]))]
    ['1572860-0', '2']
    """
    companies = application.companies
    names = _told_apart(company.business_id for company in companies)
    alone = (application.model_copy(update={"companies": (company,)}) for company in companies)
    items = tuple(Item(name, narrowed) for name, narrowed in zip(names, alone, strict=True))
    return items or whole(application)


def _told_apart(names: Iterable[str | None]) -> tuple[str, ...]:
    listed = tuple(names)
    times = Counter(listed)
    return tuple(
        str(place) if name is None else name if times[name] == 1 else f"{name}-{place}"
        for place, name in enumerate(listed, start=1)
    )
