"""The figures of a shift or a period: what failed, why, what became of it, what it cost.

Durations are the cases' own and never wall time.
"""

from dataclasses import dataclass, field

from cashier.core.intervals import Median
from cashier.core.money import Money
from cashier.history.chain import Head
from cashier.history.model import CaseRow, Shift


@dataclass(frozen=True, slots=True)
class Count:
    """How often something came up."""

    id: str
    times: int


@dataclass(frozen=True, slots=True)
class Switched:
    """How often customers were switched to a method, and how often they paid with it."""

    method: str
    times: int
    paid: int


@dataclass(frozen=True, slots=True)
class FailureRate:
    """Failures against all payments, over the shifts whose payments somebody has noted."""

    failures: int
    payments: int

    @property
    def per_hundred(self) -> float | None:
        """How many of a hundred payments failed; None where there were no payments."""
        return 100 * self.failures / self.payments if self.payments else None


@dataclass(frozen=True, slots=True)
class Faces:
    """How the customers took it, as far as the cashiers noted it."""

    fine: int = 0
    so_so: int = 0
    upset: int = 0

    @property
    def noted(self) -> int:
        """How many were noted."""
        return self.fine + self.so_so + self.upset


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodFigures:
    """The figures of some cases. Cases opened by mistake count in `cancelled` and nowhere else.

    Args:
        failures: all cases, also those still open.
        saved: those that were paid in the end; `switched` of them another way.
        lost: those whose customer left.
        still_open: those that somebody still has to look at.
        cancelled: opened by mistake.
        money_saved, money_lost: sums of the amounts that are known.
        without_amount: how many saved or lost ones have no amount.
        mean_wait_s: seconds until the till was free again, on average.
        to_close: the same as a median.
        to_sentence: seconds until the first words were on the screen, as a median.
        causes, sides: of the cases that have an outcome, the commonest first; of a shift, causes
            are its counters, so that credit causes show there and with no case.
        methods: the methods that failed, the commonest first; empty where none was noted.
        switched_to: where customers were switched to.
        faces: how they took it.
        rate: None where no shift has its payments noted.
    """

    failures: int = 0
    saved: int = 0
    switched: int = 0
    lost: int = 0
    still_open: int = 0
    cancelled: int = 0
    money_saved: Money = field(default_factory=lambda: Money(0))
    money_lost: Money = field(default_factory=lambda: Money(0))
    without_amount: int = 0
    mean_wait_s: float | None = None
    to_close: Median | None = None
    to_sentence: Median | None = None
    causes: tuple[Count, ...] = ()
    sides: tuple[Count, ...] = ()
    methods: tuple[Count, ...] = ()
    switched_to: tuple[Switched, ...] = ()
    faces: Faces = Faces()
    rate: FailureRate | None = None


@dataclass(frozen=True, slots=True)
class ShiftFigures:
    """A shift with its figures, the cases it handed over open, and the chain's head just now.

    `handed_over` are the cases as they stand today, by the list that was kept at the close.
    """

    shift: Shift
    figures: PeriodFigures
    head: Head
    handed_over: tuple[CaseRow, ...] = ()
