"""The financing plan as a chart: a bar for each part that pays something."""

from hakemus.costing import Costing
from hakemus.documents.paper import Subject
from hakemus.texts import LANGUAGE_TAGS
from hakemus.word import Chart

_EUROS = '#,##0.00\\ "€"'


def financing_chart(subject: Subject) -> Chart:
    """Return the parts of the financing plan as bars; while none is stated, a chart that prints nothing."""
    costing, words = subject.costing, subject.words
    paying = [part for part in costing.financing if part.amount > 0] if _shows(costing) else []
    labels = [
        words.message(
            "documents.chart.bar",
            {
                "part": words.term(f"budget.financing.{part.key}"),
                "amount": part.amount,
                "share": part.share,
            },
        )
        for part in paying
    ]
    return Chart(
        title=words.message("documents.chart.financing"),
        amounts_title=words.message("documents.table.amount"),
        bars=tuple((label, part.amount) for label, part in zip(labels, paying, strict=True)),
        number_format=_EUROS,
        description=words.message("documents.chart.describe", {"bars": "; ".join(labels)}),
        language=LANGUAGE_TAGS[words.language],
    )


def _shows(costing: Costing) -> bool:
    return costing.states_financing and costing.financing_total > 0
