"""A finding by its source: the law, or the decision of a Leader group."""

from typing import Any

from hakemus.findings import Finding
from hakemus.group import Setting
from hakemus.programme import DatedValue
from hakemus.rules.case import by_law


def by_source(
    source: DatedValue | Setting, rule: str, path: str, values: dict[str, Any], variant: str = ""
) -> Finding:
    """Return a finding by the law, as grave as it is certain, or by the group's own decision: a warning."""
    if isinstance(source, DatedValue):
        return by_law(rule, path, source, values, variant)
    variant = f"{variant}-group" if variant else "group"
    return Finding(rule, "warning", path, values, source.reference, variant)
