"""Give the findings to another program, as JSON.

Ids and paths never change with the language, so that a program can go by them; the messages come in all three
languages. Here they become rows of a table, one a finding.
"""

import csv
import json
import sys
from pathlib import Path
from typing import TextIO

import hakemus


def main(application_file: Path, out: TextIO) -> None:
    """Write the findings of an application as a table of comma-separated values."""
    report = hakemus.check(hakemus.load(application_file))
    findings = json.loads(report.to_json())["findings"]
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["severity", "id", "path", "message"])
    for finding in findings:
        table.writerow([finding["severity"], finding["id"], finding["path"], finding["message"]["en"]])


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "examples/investment/application.toml"), sys.stdout)
