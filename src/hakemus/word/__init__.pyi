# The names of the room, each listed once: `names_on_demand` reads them here.
from hakemus.errors import TemplateProblem as TemplateProblem
from hakemus.word.branding import (
    Branding as Branding,
    Logo as Logo,
    Picture as Picture,
    read_picture as read_picture,
)
from hakemus.word.charts import Chart as Chart
from hakemus.word.data_part import data_item as data_item
from hakemus.word.inspection import (
    inspect as inspect,
    outline as outline,
    text as text,
)
from hakemus.word.markup import Limits as Limits
from hakemus.word.printing import (
    Control as Control,
    ControlKind as ControlKind,
    FormField as FormField,
    Prose as Prose,
    Shown as Shown,
)
from hakemus.word.ready import Properties as Properties
from hakemus.word.schedules import (
    Schedule as Schedule,
    Span as Span,
)
from hakemus.word.template import Template as Template

__all__: list[str]  # noqa: PYI035 - it is made of the names above
