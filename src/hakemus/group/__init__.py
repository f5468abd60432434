"""What a Leader group is: its data, questions and criteria, and the words, templates and look of its folder."""

from hakemus import names_on_demand

__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
