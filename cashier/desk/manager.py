"""What the manager's window may know: the shift's figures and its list of failures, word-free."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from cashier.history.model import CaseFilter, CaseRow, ShiftSummary

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class ManagerView:
    """The present shift with its figures, and the rows that fit the filter, newest first."""

    summary: ShiftSummary | None
    rows: tuple[CaseRow, ...]
    wanted: CaseFilter


class ManagerCommands(Protocol):
    """The desk as the manager's window sees it. Calls return at once."""

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the list; `deliver` is called on the desk's thread."""

    def change_shift(self) -> None:
        """Close the shift and open the next one."""
