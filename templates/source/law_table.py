"""The table of the law that a paper rests on: what is unsure of it, and each value with its source."""

from builder import Paper
from tables import Column
from wording import Words


def law_table(paper: Paper, words: Words, place: str) -> None:
    """Add the values of the law that the content holds under `place`, under what is unsure of them."""
    with paper.when(f"{place}.caveat"):
        paper.text(f"{{{{ {place}.caveat }}}}")
    paper.rows(
        loop=f"row in {place}.law",
        columns=[
            Column(words.law("label"), "row.label"),
            Column(words.law("value"), "row.value", 34),
            Column(words.law("provision"), "row.provision", 62),
        ],
        kept="with-next",
        description=words.law("describe"),
    )
