"""A case while somebody works on it: the pure case and what only the screen and the queries need.

Owned by the desk's thread; nothing here is kept on disk. The whole order number lives here alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from cashier.cases.case import Case
from cashier.desk.views import TillPhrase
from cashier.register.report import OrderNumber


@dataclass(slots=True)
class LiveCase:
    """A case in the desk's memory; `zero` is the desk's monotonic time of its opening."""

    case: Case
    zero: float
    order_number: OrderNumber = field(default_factory=OrderNumber)
    closing: bool = False
    chosen_method: str | None = None
    answered: list[tuple[str, ...]] = field(default_factory=list)
    ticked: set[str] = field(default_factory=set)
    found: tuple[TillPhrase, ...] = ()
    querying: bool = False
    reversing: bool = False
    cancel_timer: Callable[[], None] | None = None
    shown_script: str = ""

    def elapsed(self, monotonic: float) -> float:
        """Return seconds since the case was opened, never less than what it has already seen."""
        return max(self.case.elapsed_s, round(monotonic - self.zero, 3))

    def stop_timer(self) -> None:
        """Forget the next planned query."""
        if self.cancel_timer is not None:
            self.cancel_timer()
            self.cancel_timer = None
