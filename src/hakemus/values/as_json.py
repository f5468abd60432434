"""What can be given as plain values, and so as JSON."""

import json
from typing import Any


class AsJson:
    """A report that gives itself as plain values, and these as JSON."""

    __slots__ = ()

    def as_mapping(self) -> dict[str, Any]:
        """Return it as plain values: texts, numbers as text, lists and mappings."""
        raise NotImplementedError

    def to_json(self) -> str:
        """Return as JSON what `as_mapping` states; letters stay as they are."""
        return json.dumps(self.as_mapping(), ensure_ascii=False, indent=2)
