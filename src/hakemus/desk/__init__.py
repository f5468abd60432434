"""What people do with the library at their desks: the papers of a whole meeting of the board."""

from hakemus.desk.board import BoardEntry, BoardResult, hold_meeting
from hakemus.desk.board_papers import render_agenda, render_statement

__all__ = ["BoardEntry", "BoardResult", "hold_meeting", "render_agenda", "render_statement"]
