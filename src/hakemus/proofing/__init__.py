"""Whether templates can be printed with: each against what its document offers, and tried with the examples."""

from hakemus.proofing.checking import check_templates
from hakemus.proofing.report import TemplateFinding, TemplateReport

__all__ = ["TemplateFinding", "TemplateReport", "check_templates"]
