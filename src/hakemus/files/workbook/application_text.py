"""An application file with another budget in it: comments, order and everything else stay as they are."""

import tomlkit

from hakemus.files.toml_tables import update_table
from hakemus.model import Budget

_EDITED = ("cost_model", "items", "in_kind_work", "income", "financing")


def with_budget(text: str, old: Budget, new: Budget) -> str:
    r"""Return the text of an application file (TOML) whose budget is `old`, with the budget `new`.

    Only what differs is written; rows that stay keep their place and their comments.

    >>> with_budget("[budget]\ncost_model = 'actual' # valittu\n", Budget(cost_model="actual"), Budget())
    '[budget]\n'
    """
    document = tomlkit.parse(text)
    if old == new:
        return text
    if "budget" not in document:
        document["budget"] = tomlkit.table()
    update_table(document["budget"], old, new, _EDITED)
    return tomlkit.dumps(document)
