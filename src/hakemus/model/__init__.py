"""What an application is: typed, frozen objects. They know no file, no law and no Word."""

from hakemus import names_on_demand

__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
