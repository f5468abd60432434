"""DOCX and nothing else: a template is compiled once and printed often; and documents are inspected."""

from hakemus.errors import TemplateProblem
from hakemus.word.branding import Branding, Logo, Picture, read_picture
from hakemus.word.charts import Chart
from hakemus.word.data_part import data_item
from hakemus.word.inspection import inspect, inspect_printed, outline, text
from hakemus.word.markup import Limits
from hakemus.word.printing import Control, ControlKind, FormField, Prose, Shown
from hakemus.word.properties import Properties
from hakemus.word.schedules import Schedule, Span
from hakemus.word.template import Template

__all__ = [
    "Branding",
    "Chart",
    "Control",
    "ControlKind",
    "FormField",
    "Limits",
    "Logo",
    "Picture",
    "Properties",
    "Prose",
    "Schedule",
    "Shown",
    "Span",
    "Template",
    "TemplateProblem",
    "data_item",
    "inspect",
    "inspect_printed",
    "outline",
    "read_picture",
    "text",
]
