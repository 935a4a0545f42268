"""What the history hands out: frozen values, never rows of a library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from cashier.cases.events import Event, from_record
from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.history.chain import Head
from cashier.history.privacy import readable

SAVED = frozenset({Outcome.paid_same, Outcome.paid_other})
STILL_GOING = frozenset({"", Outcome.check_later})


@dataclass(frozen=True, slots=True)
class StoredEvent:
    """An event as it was kept: its place in the chain and its record."""

    seq: int
    hash: str
    record: Mapping[str, object]

    @property
    def event(self) -> Event:
        """The event itself; an answer that was kept private reads `unknown`.

        Raises:
            EventUnreadable: this version does not know the kind.
        """
        return from_record(readable(self.record))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a case stands: the state of its money and whether somebody still has to look at it."""

    state: str
    open: bool


Judge: TypeAlias = Callable[[Sequence[Event]], Standing]


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One failed payment in a list. Texts are empty where nothing is known."""

    case_id: str
    opened_seq: int
    opened_at: datetime
    closed_at: datetime | None = None
    shift_id: str | None = None
    till: str = ""
    cashier: str = ""
    amount: Money | None = None
    order_tail: str = ""
    method_failed: str = ""
    method_switched: str = ""
    method_paid: str = ""
    cause_kept: str = ""
    side: str = "none"
    outcome: str = ""
    mood: str = ""
    state: str = ""
    waited_s: float | None = None
    overridden: bool = False
    open: bool = True

    @property
    def saved(self) -> bool:
        """Whether the customer paid in the end."""
        return self.outcome in SAVED

    @property
    def lost(self) -> bool:
        """Whether the customer left without paying."""
        return self.outcome == Outcome.customer_left


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases to list; None leaves a part out, the parts that are set must all hold."""

    opened_from: datetime | None = None
    opened_before: datetime | None = None
    cause: str | None = None
    side: str | None = None
    method: str | None = None
    outcome: str | None = None
    open: bool | None = None
    shift: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift at this till."""

    id: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""


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
class Summary:
    """The figures of a shift or a period. Cases opened by mistake count nowhere else."""

    failures: int
    saved: int
    lost: int
    still_open: int
    cancelled: int
    money_saved: Money
    money_lost: Money
    without_amount: int
    mean_wait_s: float | None
    causes: tuple[Count, ...]
    sides: tuple[Count, ...]
    switched: tuple[Switched, ...]


@dataclass(frozen=True, slots=True)
class ShiftSummary:
    """A shift with its figures and the head of the chain at this moment."""

    shift: Shift
    figures: Summary
    head: Head


def to_text(moment: datetime) -> str:
    """Return a moment in the one spelling the tables hold: it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """Return the moment that `to_text` wrote."""
    return datetime.fromisoformat(text)
