"""DOCX and nothing else: a template is compiled once and printed often; and documents are inspected."""

from hakemus import names_on_demand

__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
