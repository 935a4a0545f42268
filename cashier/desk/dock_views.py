"""What the dock shows around and above the case in front: frozen, and without a single word in it.

Ids, numbers and phrase keys only, as in `views`. Nothing here may hold a payment code.
"""

from dataclasses import dataclass
from datetime import datetime

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import CaseView
from cashier.desk.views import AlarmView, ChipView, Light, LightView, LinkView, Phrase, ScanView


@dataclass(frozen=True, slots=True)
class HeadView:
    """The one light and the one sentence; `checked_monotonic` is when the last probe ended."""

    state: Light
    sentence: Phrase
    detail: Phrase | None = None
    checked_monotonic: float | None = None


@dataclass(frozen=True, slots=True)
class BannerView:
    """Methods that are degraded, and what to use first; it takes the head's place."""

    state: Light
    sentence: Phrase
    detail: Phrase
    since: datetime
    methods: tuple[str, ...]
    good: str


@dataclass(frozen=True, slots=True)
class RecentView:
    """A closed case of this shift; `paid_late` where its order was paid after the customer left."""

    case_id: str
    at: datetime
    amount: Money | None
    method: str | None
    outcome: Outcome
    other_method: str | None = None
    paid_late: bool = False


@dataclass(frozen=True, slots=True)
class OpenCaseView:
    """A case somebody still has to see to; `locked` while its order is not known.

    `window_s` is from the beginning of its lock until the next way out opens, 0 where none is to
    come: the clock that the lock itself shows.
    """

    case_id: str
    amount: Money | None
    method: str | None
    since_monotonic: float
    window_s: float
    locked: bool = True
    at: datetime | None = None
    order_tail: str = ""


@dataclass(frozen=True, slots=True)
class UndoView:
    """A case that was just ended: until then it can be brought back as it was."""

    case_id: str
    outcome: Outcome
    amount: Money | None
    until_monotonic: float


@dataclass(frozen=True, slots=True)
class ShiftView:
    """The shift's figures."""

    since: datetime | None
    failures: int = 0
    saved: int = 0


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A line that needs to be read, until it is put away.

    `action` is what may be done about it, with `needs_pin` only by who has one.
    """

    id: str
    state: Light
    phrase: Phrase
    action: Phrase | None = None
    needs_pin: bool = False


@dataclass(frozen=True, slots=True)
class DockView:
    """All that the dock shows; `case` is the case in front, if any.

    `aloud` is a script for whoever stands at the till while no code can be paid with. `last_amount`
    is of the charge that the register reported last, which no case is about.
    """

    head: HeadView
    shift: ShiftView
    chips: tuple[ChipView, ...] = ()
    lights: tuple[LightView, ...] = ()
    scan: ScanView | None = None
    recent: tuple[RecentView, ...] = ()
    open_cases: tuple[OpenCaseView, ...] = ()
    notices: tuple[NoticeView, ...] = ()
    case: CaseView | None = None
    banner: BannerView | None = None
    links: tuple[LinkView, ...] = ()
    alarms: tuple[AlarmView, ...] = ()
    undo: UndoView | None = None
    aloud: Phrase | None = None
    last_amount: Money | None = None
