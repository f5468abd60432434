"""Show what a change of date changes.

The law of a day decides. The same application is checked by the law of two days: findings that disappear are shown with
`-`, those that appear with `+`, those that say something else with `~`, and amounts that differ with `=`.
"""

import sys
from datetime import date
from pathlib import Path

import hakemus


def main(application_file: Path, one: date, other: date, language: str = "en") -> None:
    """Print what is another by the law of the other day."""
    change = hakemus.check_change(hakemus.load(application_file), on=one, against=other)
    print(change.to_text(language))


if __name__ == "__main__":
    days = [date.fromisoformat(day) for day in sys.argv[2:]] or [date(2025, 12, 31), date(2026, 1, 1)]
    example = Path("examples/preparatory-funding/application.toml")
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else example, days[0], days[1])
