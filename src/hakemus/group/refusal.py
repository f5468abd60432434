"""How a setting of a group is refused: a kind of fault, what was found, what is allowed."""

from pydantic_core import PydanticCustomError


def refusal(code: str, found: object, allowed: str) -> PydanticCustomError:
    """Return the error to raise in a validator; `code` names the kind of fault and its message in the catalogue."""
    return PydanticCustomError(code, "{code}", {"code": code, "found": str(found), "allowed": allowed})
