# The names of the room, each listed once: `names_on_demand` reads them here.

from hakemus.changes import (
    Conflict as Conflict,
)
from hakemus.desk.board import (
    BoardEntry as BoardEntry,
    BoardResult as BoardResult,
    hold_meeting as hold_meeting,
    render_agenda as render_agenda,
    render_statement as render_statement,
    write_forms as write_forms,
)
from hakemus.desk.bundling import (
    Bundle as Bundle,
    bundle as bundle,
    BundledFile as BundledFile,
)
from hakemus.desk.change_check import (
    ChangesOfFiles as ChangesOfFiles,
    check_changes as check_changes,
    FileChange as FileChange,
)
from hakemus.desk.group_folder import (
    accept_group as accept_group,
    check_group as check_group,
    copy_template as copy_template,
    diff_group as diff_group,
    GroupChanges as GroupChanges,
    GroupFinding as GroupFinding,
    GroupReport as GroupReport,
    new_group as new_group,
)
from hakemus.desk.lookups import (
    explain_rule as explain_rule,
    explain_rules as explain_rules,
    FieldTerm as FieldTerm,
    LawPlace as LawPlace,
    LawUnit as LawUnit,
    list_fields as list_fields,
    list_law as list_law,
    RuleExplanation as RuleExplanation,
    term as term,
)
from hakemus.desk.updates import (
    BudgetUpdate as BudgetUpdate,
    place_read as place_read,
    plan_update as plan_update,
    Planned as Planned,
    Update as Update,
    update as update,
    update_budget as update_budget,
    WORKBOOKS as WORKBOOKS,
)
from hakemus.group import (
    find_group as find_group,
)
