"""What the sheet of sums says of itself: the support rate, the limits, the balance, and rows that no sum takes."""

from openpyxl.formatting.rule import CellIsRule

from hakemus.files.workbook import formulas, styles
from hakemus.files.workbook.rates import limit_label
from hakemus.files.workbook.summary import Page

_SUPPORT = "financing_leader_support_total"


def add_checks(page: Page) -> None:
    """Write the checks below the sums, each with its verdict beside it."""
    subject, say = page.subject, page.subject.say
    rate = formulas.ratio(_SUPPORT, "net_costs")
    page.line(say("row.support-rate"), rate, "support_rate_counted", styles.PERCENT)
    for number, limit in enumerate(subject.limits, 1):
        own = f"limit_{number}"
        left = {
            "rate": formulas.percentage("net_costs", own),
            "support": own,
            "public-support": f"MAX(ROUND({own}-financing_other_public_total,2),0)",
        }[limit.kind]
        _verdict(page, f"{_SUPPORT}>ROUND({left},2)", say("verdict.over"), say("verdict.within"))
        page.line(f"{say('row.largest')}: {limit_label(limit, subject)}", left, f"largest_{number}")
    _verdict(page, f"B{page.row}<>0", say("verdict.unbalanced"), say("verdict.balanced"))
    page.line(say("row.balance"), "ROUND(financing_total-net_costs,2)", "balance", bold=True)
    _verdict(page, f"B{page.row}>0", say("verdict.uncounted"), say("verdict.counted"))
    page.line(say("row.uncounted"), _uncounted(), "uncounted", styles.WHOLE)


def _verdict(page: Page, is_bad: str, bad: str, good: str) -> None:
    cell = page.sheet.cell(page.row, 3)
    cell.value = f'=IF({is_bad},"{bad}","{good}")'
    styles.plain(cell)
    page.sheet.merge_cells(f"{cell.coordinate}:{page.total}{page.row}")
    for text, fill in ((bad, styles.BAD), (good, styles.GOOD)):
        page.sheet.conditional_formatting.add(cell.coordinate, CellIsRule("equal", [f'"{text}"'], fill=fill))


def _uncounted() -> str:
    """Return how many rows have numbers that no sum takes: text for a number, a formula that is gone, no kind."""
    given = '(items_amount<>"")+(items_quantity<>"")*(items_unit_price<>"")'
    hours = '(work_hours<>"")+(work_machine_hours<>"")'
    known = "((financing_kind=kind_other_public)+(financing_kind=kind_private))"
    return "+".join(
        (
            f"SUMPRODUCT((({given})>0)*(1-ISNUMBER(items_counted)))",
            f"SUMPRODUCT((({hours})>0)*(1-ISNUMBER(work_value)))",
            "SUMPRODUCT(--ISTEXT(income_amount))",
            f'SUMPRODUCT((financing_amount<>"")*(1-ISNUMBER(financing_amount)*{known}))',
        )
    )
