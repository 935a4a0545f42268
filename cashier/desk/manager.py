"""What the manager's window may know: figures, list of failures, what was learned; word-free."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from cashier.history.model import CaseFilter, CaseRow, ShiftSummary

MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class LearnedView:
    """How common a cause is by the playbook and as learned; how much was counted for it."""

    cause: str
    playbook: float
    learned: float
    weight: float


@dataclass(frozen=True, slots=True)
class LearningView:
    """What the store's confirmed causes have taught, the greatest change first.

    Args:
        on: whether it is used; while it is off, the playbook's figures hold.
        switched_at: when that was last switched; None when it never was, or not noted yet.
        since: when the oldest shift that counts was opened; None while nothing counts.
        confirmed: the weight of the failures whose cause was confirmed.
        unconfirmed: the weight of the others, which hold the figures where the playbook has them.
        learned: every cause.
    """

    on: bool
    switched_at: datetime | None
    since: datetime | None
    confirmed: float
    unconfirmed: float
    learned: tuple[LearnedView, ...]


@dataclass(frozen=True, slots=True)
class ManagerView:
    """The present shift with its figures, and the rows that fit the filter, newest first."""

    summary: ShiftSummary | None
    rows: tuple[CaseRow, ...]
    wanted: CaseFilter
    learning: LearningView | None = None


class ManagerCommands(Protocol):
    """The desk as the manager's window sees it. Calls return at once."""

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        """Read the list; `deliver` is called on the desk's thread."""

    def change_shift(self) -> None:
        """Close the shift and open the next one."""
