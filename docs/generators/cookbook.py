"""The cookbook: every script of `docs/cookbook`, under what its docstring says, in an order to read them in."""

import ast
from pathlib import Path

from generators.markdown import page

FOLDER = Path(__file__).resolve().parents[1] / "cookbook"
_ORDER = (
    "check_a_folder",
    "papers_for_fifty",
    "papers_as_pdf",
    "read_back_a_paper",
    "budget_from_a_workbook",
    "own_template",
    "another_group",
    "change_of_date",
    "findings_as_json",
    "board_meeting",
)


def cookbook_page() -> str:
    """Return the page of the cookbook; a script that the order lacks comes last."""
    scripts = sorted(FOLDER.glob("*.py"), key=_place)
    return page(
        "Cookbook",
        "Scripts to begin from. Each is run by the tests.\n"
        "Call them from a checkout, such as `python docs/cookbook/check_a_folder.py examples`; most take the examples\n"
        "when no file is named, and the others say what they need.",
        *map(_recipe, scripts),
    )


def _place(script: Path) -> tuple[int, str]:
    return (_ORDER.index(script.stem) if script.stem in _ORDER else len(_ORDER), script.stem)


def _recipe(script: Path) -> str:
    module = ast.parse(script.read_text(encoding="utf-8"))
    title, _, told = (ast.get_docstring(module) or "").partition("\n\n")
    begins = module.body[1].lineno
    return "\n".join(
        (
            f"## {title.rstrip('.')}",
            "",
            told,
            "",
            f"```{{literalinclude}} cookbook/{script.name}",
            ":language: python",
            f":lines: {begins}-",
            f":caption: docs/cookbook/{script.name}",
            "```",
        )
    )
