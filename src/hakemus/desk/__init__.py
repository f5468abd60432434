"""What people do at their desks: the bundle that is handed in, a board's meeting, a group's folder, an edited paper."""

from hakemus.desk.board import BoardEntry, BoardResult, hold_meeting
from hakemus.desk.board_papers import render_agenda, render_statement
from hakemus.desk.bundle_result import Bundle, BundledFile
from hakemus.desk.bundling import bundle
from hakemus.desk.field_list import FieldTerm, list_fields
from hakemus.desk.finding_group import find_group
from hakemus.desk.group_changes import GroupChanges, accept_group, diff_group
from hakemus.desk.group_check import check_group
from hakemus.desk.group_report import GroupFinding, GroupReport
from hakemus.desk.new_group import copy_template, new_group
from hakemus.desk.paper_update import Update, update
from hakemus.desk.rule_explanation import RuleExplanation, explain_rule, explain_rules
from hakemus.desk.three_way import Conflict

__all__ = [
    "BoardEntry",
    "BoardResult",
    "Bundle",
    "BundledFile",
    "Conflict",
    "FieldTerm",
    "GroupChanges",
    "GroupFinding",
    "GroupReport",
    "RuleExplanation",
    "Update",
    "accept_group",
    "bundle",
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
    "update",
]
