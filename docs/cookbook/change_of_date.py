"""Show what a change of date changes.

The law of a day decides. The same application is checked by the law of two days, and the findings that differ are
shown: those that disappear with `-`, those that appear with `+`.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus
from hakemus.texts import Language


def main(application_file: Path, one: date, other: date, language: Language = "en") -> None:
    """Print which findings of one day are missing on the other, and the other way round."""
    application = hakemus.load(application_file)
    before = messages(hakemus.check(application, on=one), language)
    after = messages(hakemus.check(application, on=other), language)
    for line in before:
        if line not in after:
            print(f"- {line}")
    for line in after:
        if line not in before:
            print(f"+ {line}")


def messages(report: hakemus.Report, language: Language) -> list[str]:
    """Return the findings of a report as lines."""
    return [f"{finding.severity}: {finding.message(language)}" for finding in report.findings]


if __name__ == "__main__":
    days = [date.fromisoformat(day) for day in sys.argv[2:]] or [date(2025, 12, 31), date(2026, 1, 1)]
    example = Path("examples/preparatory-funding/application.toml")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else example, days[0], days[1])
