# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.changes import (
    Conflict as Conflict,
)
from hakemus.desk.board import (
    BoardEntry as BoardEntry,
    BoardResult as BoardResult,
    hold_meeting as hold_meeting,
    render_agenda as render_agenda,
    write_forms as write_forms,
    render_statement as render_statement,
)
from hakemus.desk.budget_update import (
    BudgetUpdate as BudgetUpdate,
    update_budget as update_budget,
)
from hakemus.desk.bundling import (
    Bundle as Bundle,
    BundledFile as BundledFile,
    bundle as bundle,
)
from hakemus.desk.change_check import (
    ChangesOfFiles as ChangesOfFiles,
    FileChange as FileChange,
    check_changes as check_changes,
)
from hakemus.desk.group_changes import (
    GroupChanges as GroupChanges,
    accept_group as accept_group,
    copy_template as copy_template,
    diff_group as diff_group,
    new_group as new_group,
)
from hakemus.desk.group_check import (
    GroupFinding as GroupFinding,
    GroupReport as GroupReport,
    check_group as check_group,
)
from hakemus.desk.law_coverage import (
    LawPlace as LawPlace,
    LawUnit as LawUnit,
    list_law as list_law,
)
from hakemus.desk.paper_update import (
    Update as Update,
    update as update,
)
from hakemus.desk.rule_explanation import (
    FieldTerm as FieldTerm,
    RuleExplanation as RuleExplanation,
    explain_rule as explain_rule,
    explain_rules as explain_rules,
    list_fields as list_fields,
    term as term,
)
from hakemus.group import (
    find_group as find_group,
)
