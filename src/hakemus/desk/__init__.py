"""What people do at their desks: the bundle that is handed in, a board's meeting, a group's folder, an edited paper."""

from hakemus.changes import Conflict
from hakemus.desk.board import BoardEntry, BoardResult, hold_meeting, render_agenda, render_statement
from hakemus.desk.bundling import Bundle, BundledFile, bundle
from hakemus.desk.group_changes import (
    GroupChanges,
    accept_group,
    copy_template,
    diff_group,
    new_group,
)
from hakemus.desk.group_check import GroupFinding, GroupReport, check_group
from hakemus.desk.paper_update import Update, update
from hakemus.desk.rule_explanation import FieldTerm, RuleExplanation, explain_rule, explain_rules, list_fields
from hakemus.group import find_group

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
