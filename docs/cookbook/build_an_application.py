"""Build an application in a program: typed, checked, counted, saved, printed.

Every part and every list of choices is at the front door, so an editor completes them and a type checker holds them.
What no application may hold is refused at once, by an error that names each field and says what may be there.
"""

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path

import hakemus

APPLICATION = hakemus.Application(
    date=date(2026, 3, 2),
    leader_group="Leader Mallimaa ry",
    classification=hakemus.Classification(measure="preparatory-funding"),
    project=hakemus.Project(name="Kylätalon lämpö", start_date=date(2026, 5, 1), end_date=date(2026, 12, 31)),
    applicant=hakemus.Applicant(
        name="Mallikylän kyläyhdistys ry",
        business_id="1572860-0",
        legal_form=hakemus.LegalForm.ASSOCIATION,
        signatories=(hakemus.Signatory(name="Maija Malli", position="puheenjohtaja"),),
    ),
    plan=hakemus.ProjectPlan(need="Kylätalon lämmitys on vanha.\n\nÖljyä kuluu paljon."),
    budget=hakemus.Budget(
        cost_model=hakemus.CostModel.LUMP_SUM,
        financing=hakemus.Financing(leader_support=Decimal(5000)),
    ),
)


def main(out: Path) -> int:
    """Write the application with its papers and its workbook, and return how the program ends."""
    report = hakemus.check(APPLICATION)
    for finding in report.errors:
        print(f"{finding.path}: {finding.message('en')}")
    costing = hakemus.cost(APPLICATION)
    print(f"costs {costing.total_costs} €, support {costing.leader_support} €")

    hakemus.save(APPLICATION, out / "application.toml", overwrite=True)
    (out / "budget.xlsx").write_bytes(hakemus.budget_workbook(APPLICATION))
    for paper in hakemus.assemble(APPLICATION, out, draft=not report.ok, overwrite=True):
        print(paper)

    try:
        hakemus.CostItem(amount=Decimal(-10), category=hakemus.CostCategory.TRAVEL)
    except hakemus.HakemusError as error:
        print(error.message("fi"), file=sys.stderr)
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("papers/built")))
