"""What people do with the library at their desks: a meeting of the board, a Leader group's folder."""

from hakemus.desk.board import BoardEntry, BoardResult, hold_meeting
from hakemus.desk.board_papers import render_agenda, render_statement
from hakemus.desk.field_list import FieldTerm, list_fields
from hakemus.desk.finding_group import find_group
from hakemus.desk.group_changes import GroupChanges, accept_group, diff_group
from hakemus.desk.group_check import check_group
from hakemus.desk.group_report import GroupFinding, GroupReport
from hakemus.desk.new_group import copy_template, new_group
from hakemus.desk.rule_explanation import RuleExplanation, explain_rule, explain_rules

__all__ = [
    "BoardEntry",
    "BoardResult",
    "FieldTerm",
    "GroupChanges",
    "GroupFinding",
    "GroupReport",
    "RuleExplanation",
    "accept_group",
    "check_group",
    "copy_template",
    "diff_group",
    "explain_rule",
    "explain_rules",
    "find_group",
    "hold_meeting",
    "list_fields",
    "new_group",
    "render_agenda",
    "render_statement",
]
