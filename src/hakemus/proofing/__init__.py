"""Whether templates can be printed with: each against what its document offers, and tried with the examples."""

from hakemus.proofing.checking import (
    TemplateFinding,
    TemplateReport,
    check_template,
    check_templates,
    try_template,
)
from hakemus.proofing.trials import Trial, examples, trials

__all__ = [
    "TemplateFinding",
    "TemplateReport",
    "Trial",
    "check_template",
    "check_templates",
    "examples",
    "trials",
    "try_template",
]
