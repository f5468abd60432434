"""Check applications by a rule of your own, without a fork.

A rule is an id and a function of a case: the application, its day, the law of that day, the budget as counted, the
group. It brings its own messages, by language and by the finding's `variant`. An installed package brings rules for
every check by an entry point:

    [project.entry-points."hakemus.rules"]
    village = "our_package:RULE"
"""

from collections.abc import Iterator
from pathlib import Path

import hakemus


def volunteers_are_named(case: hakemus.Case) -> Iterator[hakemus.Finding]:
    """An application with in-kind work names who leads it."""
    work = case.application.budget.in_kind_work
    if work and not case.application.responsible_person.name:
        yield hakemus.Finding("", "warning", "responsible_person.name", {"works": len(work)})


RULE = hakemus.Rule(
    "our.leads-the-work",
    volunteers_are_named,
    messages={
        "fi": {"": "{field} puuttuu, vaikka talkootyötä on {works} lajia: kirjoita, kuka sitä johtaa."},
        "sv": {"": "{field} saknas, fast det finns {works} slag av talkoarbete: skriv vem som leder det."},
        "en": {"": "{field} is missing, though there are {works} kinds of in-kind work: write who leads it."},
    },
)


def main(application_file: Path) -> None:
    """Print what the rule finds, next to what the law does."""
    application = hakemus.load(application_file)
    unled = application.model_copy(update={"responsible_person": type(application.responsible_person)()})
    for finding in hakemus.check(unled, rules=[RULE]).findings:
        if finding.id == RULE.id:
            print(f"{finding.severity} {finding.id}: {finding.message('en')}")


if __name__ == "__main__":
    main(Path("examples/cooperation-complete/application.toml"))
