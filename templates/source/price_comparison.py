"""The price comparison's source: each purchase with its offers, the choice and the reason."""

import sections
from builder import Paper
from law_table import law_table
from tables import Column, Field
from wording import Words

_DOCUMENT = "price-comparison"
_TERM = "budget.price_evidence"


def build(words: Words) -> bytes:
    """Return the template of the price comparison."""
    paper = Paper(language=words.language, kind_label=words.kind(_DOCUMENT))
    paper.title("{{ project.name }}")
    paper.heading(1, words.heading("applicant"))
    sections.applicant_and_project(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "purchases"))
    with paper.when("not comparison.purchases"):
        paper.text(words.own(_DOCUMENT, "none"))
    with paper.each("purchase in comparison.purchases"):
        paper.heading(2, "{{ purchase.purchase }}")
        _purchase(paper, words)
    paper.heading(1, words.own(_DOCUMENT, "basis"))
    law_table(paper, words, "comparison")
    return paper.save()


def _purchase(paper: Paper, words: Words) -> None:
    own = {
        key: words.own(_DOCUMENT, key) for key in ("amount", "years", "difference", "chosen", "chosen-price")
    }
    paper.rows(
        loop="offer in purchase.offers",
        columns=[
            Column(words.term(f"{_TERM}.offers.supplier"), "offer.supplier"),
            Column(words.term(f"{_TERM}.offers.amount"), "offer.amount", 32, "right"),
            Column(own["difference"], "offer.difference", 36, "right"),
            Column(own["chosen"], "offer.chosen", 20),
        ],
        caption=words.term(f"{_TERM}.offers"),
        description=words.own(_DOCUMENT, "describe-offers"),
        when_empty=words.table("none"),
        kept="with-next",
    )
    paper.fields(
        [
            Field(own["amount"], "purchase.amount", when="purchase.amount"),
            Field(own["years"], "purchase.years", when="purchase.years"),
            words.field(f"{_TERM}.chosen_supplier").of("purchase.chosen_supplier"),
            Field(own["chosen-price"], "purchase.chosen_price", when="purchase.chosen_price"),
            words.field(f"{_TERM}.reason", prose=True).of("purchase.reason"),
        ],
        caption=words.own(_DOCUMENT, "choice"),
        description=words.own(_DOCUMENT, "describe-choice"),
    )
