"""What people do at their desks: the bundle that is handed in, a board's meeting, a group's folder, an edited paper."""

from hakemus import names_on_demand

__all__, __getattr__, __dir__ = names_on_demand(__name__, __file__)
