"""The law as dated data: a small reader, and a folder of TOML files for each programme next to it."""

from hakemus import names_on_demand

__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
