"""Rules on what a Leader group sets under conditions: what the application must state for them to be known."""

from collections.abc import Iterator
from dataclasses import dataclass

from hakemus.findings import Finding, Spoken
from hakemus.group import Conditional, Question, Rate, Setting, path_of_fact
from hakemus.rules.case import Case, found, rule
from hakemus.texts import wording

PLACE = 95


@dataclass(frozen=True, slots=True)
class _SetByGroup:
    """Something that a group sets, by the name of its list in the group's data."""

    listed: str
    setting: Conditional

    def text(self, language: str) -> str:
        """Return what it is, with what makes it known among those of its list."""
        words, setting = wording(language), self.setting
        values = {"name": ""}
        if isinstance(setting, Rate) and setting.percent is not None:
            values["name"] = words.percent(setting.percent)
        elif (name := getattr(setting, "name", None) or getattr(setting, "label", None)) is not None:
            values["name"] = name.text(language)
        elif hasattr(setting, "field"):
            values["name"] = words.term(setting.field)
        return words.message(f"words.set-by-group.{self.listed}", values).strip()


@rule("leader-group.fact-missing")
def fact_missing(case: Case) -> Iterator[Finding]:
    """What the Leader group's decisions depend on is stated: as long as it is not, nobody can tell whether they hold.

    Each fact that is missing is reported once, with all that depends on it.
    """
    if case.group is None or case.measure is None:
        return
    depends: dict[str, list[_SetByGroup]] = {}
    for listed, setting, missing in case.group.undecided(case.measure.key, case.on, case.facts):
        for name in missing:
            depends.setdefault(name, []).append(_SetByGroup(listed, setting))
    for name, several in depends.items():
        first, (fact, _, key) = several[0].setting, name.partition(".")
        source = first if isinstance(first, Setting) else None
        values: dict[str, tuple[Spoken, ...]] = {"depends": tuple(dict.fromkeys(several))}
        if fact == "question":
            question = case.group.question(key)
            label = question.label if isinstance(question, Question) else key
            yield found(path_of_fact(name), source, "question", "note", **values, question=label)
        else:
            variant = fact if fact in {"annex", "duration_months", "round"} else ""
            yield found(path_of_fact(name), source, variant.replace("_", "-"), "note", **values)
