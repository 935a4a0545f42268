"""What the history hands out: frozen values, never rows of a library."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from cashier.cases.events import Event
from cashier.cases.outcome import Outcome
from cashier.cases.records import from_record
from cashier.core.money import Money
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
    """One failed payment in a list. Texts are empty where nothing is known.

    `said_s` is when the first words were on the screen, `waited_s` when the till was free again:
    seconds since the case was opened.
    """

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
    said_s: float | None = None
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


@dataclass(frozen=True, slots=True)
class WeekPart:
    """Some hours of a day of the week: Monday is 0, `until_hour` is no longer part of it."""

    weekday: int
    from_hour: int
    until_hour: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFilter:
    """Which cases to list; None leaves a part out, the parts that are set must all hold.

    Args:
        opened_from, opened_before: when it was opened, by the wall clock of then.
        week: the part of the week in which it was opened, as this machine's zone has it.
        cause: the cause as it was kept.
        side: whose side that cause is on.
        method: the one that failed.
        outcome: how it ended.
        open: whether somebody still has to look at it.
        shift: the id of the shift that owns it.
        cashier: who opened it.
        least, most: bounds of the amount, both included; a case without amount is in none.
        text: what the register showed holds this, or the order number or the amount does.
    """

    opened_from: datetime | None = None
    opened_before: datetime | None = None
    week: WeekPart | None = None
    cause: str | None = None
    side: str | None = None
    method: str | None = None
    outcome: str | None = None
    open: bool | None = None
    shift: str | None = None
    cashier: str | None = None
    least: Money | None = None
    most: Money | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Shift:
    """A shift at this till.

    `handed_to` is who takes over, `open_cases` the ids of what was open at the close, `payments`
    how many payments the register counted; None while nobody has noted it.
    """

    id: str
    opened_at: datetime
    opened_by: str
    closed_at: datetime | None = None
    closed_by: str = ""
    note: str = ""
    handed_to: str = ""
    payments: int | None = None
    open_cases: tuple[str, ...] = ()


def to_text(moment: datetime) -> str:
    """Return a moment in the one spelling the tables hold: it sorts as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def from_text(text: str) -> datetime:
    """Return the moment that `to_text` wrote."""
    return datetime.fromisoformat(text)
