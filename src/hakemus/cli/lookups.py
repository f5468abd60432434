"""Commands that look things up: the rules of the check, the fields of an application file."""

# ruff: noqa: PLC0415 - a command imports what it works with when it runs, so that help and complaints come at once

from collections.abc import Iterable

from hakemus.cli.command import Argument, command
from hakemus.cli.session import Outcome, Session, show, terms_table
from hakemus.errors import UnknownNameError
from hakemus.values.paths import plain_path


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


@command("cli.fields", Argument("part", "part", required=False, names=_parts))
def fields(session: Session, part: str | None) -> Outcome:
    """List the fields of an application file, or of a part of it."""
    from hakemus.desk import list_fields

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
