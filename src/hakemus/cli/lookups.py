"""Commands that look things up: the rules of the check, the law behind them, the fields of an application file."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hakemus.cli.command import GROUP, Argument, Option, command, day, document_key, documents_named
from hakemus.cli.session import Outcome, Session, cell, show, terms_table
from hakemus.errors import UnknownNameError
from hakemus.texts import LANGUAGES
from hakemus.values.paths import plain_path

if TYPE_CHECKING:
    from rich.table import Table

    from hakemus.desk import LawUnit
    from hakemus.group import LeaderGroup


def _rule_ids() -> Iterable[str]:
    from hakemus.desk import explain_rules

    return (rule.id for rule in explain_rules())


def _parts() -> list[str]:
    from hakemus.desk import list_fields

    return [field.path for field in list_fields() if "." not in field.path]


@command("cli.rules", Argument("rule", "rule", required=False, names=_rule_ids))
def rules(session: Session, rule: str | None) -> Outcome:
    """List the rules, or explain one."""
    from hakemus.desk import explain_rule, explain_rules

    language = session.spoken.language
    named = explain_rule(rule, session.today()) if rule is not None else None
    every = (named,) if named is not None else explain_rules(session.today())

    def tell() -> None:
        if named is not None:
            show(session.out, named.to_text(language))
        else:
            show(session.out, terms_table((one.id, one.text(language)) for one in every))

    return Outcome(tell=tell, more=lambda: {"rules": [one.as_mapping() for one in every]})


def _statutes() -> Iterable[str]:
    from hakemus.programme import programmes

    return (number for programme in programmes() for number in programme.statutes_by_number)


def _units(given: Mapping[str, Any]) -> Iterable[str]:
    from hakemus.programme import programmes

    statutes = (programme.statutes_by_number.get(given.get("statute") or "") for programme in programmes())
    return next((one.units for one in statutes if one is not None), ())


@command(
    "cli.law",
    Argument("statute", "statute", required=False, names=_statutes),
    Argument("unit", "unit", required=False, names_after=_units),
    Option("--on", "day", day, text="cli.option.on-law"),
)
def law(session: Session, statute: str | None, unit: str | None, on: date | None) -> Outcome:
    """List the statutes, the units of one with where each lives, or what the library holds of a unit."""
    from hakemus.desk import list_law
    from hakemus.programme import programme_on

    language, today = session.spoken.language, on or session.today()
    if statute is None:
        statutes = programme_on(today).statutes_by_number.values()
        return Outcome(
            tell=lambda: show(
                session.out, terms_table((one.number, one.title.text(language)) for one in statutes)
            ),
            more=lambda: {
                "statutes": [
                    {"number": one.number, "title": {key: one.title.text(key) for key in LANGUAGES}}
                    for one in statutes
                ]
            },
        )
    units = list_law(statute, unit or "", today)

    def tell() -> None:
        if unit is None:
            show(session.out, _law_table(units, session))
            counted = Counter(one.place for one in units)
            texts = [
                f"{session.words.message(f'statutes.place.{key}')} {number}"
                for key, number in counted.items()
            ]
            show(session.out, f"\n{session.say('law.counted', {'count': len(units), 'places': texts})}")
        else:
            show(session.out, "\n\n".join(one.to_text(language, on) for one in units))

    return Outcome(tell=tell, more=lambda: {"units": [one.as_mapping() for one in units]})


def _law_table(units: "Iterable[LawUnit]", session: Session) -> "Table":
    from rich.table import Table

    language = session.spoken.language
    table = Table.grid(padding=(0, 2, 0, 0))
    for column in ("unit", "says", "where"):
        table.add_column(
            session.say(f"law.{column}"),
            no_wrap=column == "unit",
            overflow="fold",
            ratio=None if column == "unit" else 1,
        )
    for one in units:
        table.add_row(*map(cell, (one.unit, one.says.text(language), one.where(language))))
    return table


@command(
    "cli.fields",
    Argument("part", "part", required=False, names=_parts),
    Option(
        "--for", "document", document_key, called="document", text="cli.option.for", names=documents_named
    ),
    GROUP,
)
def fields(
    session: Session, part: str | None, *, document: str | None, group: "LeaderGroup | None"
) -> Outcome:
    """List the fields of an application file, or of a part of it; or what the template of a document may show."""
    from hakemus.desk import list_fields

    if document is not None:
        from hakemus.proofing import list_placeholders

        offered = [
            one for one in list_placeholders(document, group) if part is None or _is_in(one.path, part)
        ]
        shown = [(one.tag, one.term(session.spoken.language)) for one in offered]
        return Outcome(
            tell=lambda: show(session.out, terms_table(shown)),
            more=lambda: {"placeholders": [one.as_mapping() for one in offered]},
        )
    chosen = [one for one in list_fields() if part is None or _is_in(one.path, part)]
    if not chosen:
        raise UnknownNameError("field", part, _parts())
    rows = [(one.path, one.term(session.spoken.language)) for one in chosen]
    return Outcome(
        tell=lambda: show(session.out, terms_table(rows)),
        more=lambda: {"fields": [one.as_mapping() for one in chosen]},
    )


def _is_in(path: str, part: str) -> bool:
    plain, wanted = plain_path(path), plain_path(part)
    return plain == wanted or plain.startswith(f"{wanted}.")
