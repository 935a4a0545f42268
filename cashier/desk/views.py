"""What a window may know: frozen pictures of the desk, without a single word in them.

Ids, numbers and phrase keys only; the window finds the words. `*_monotonic` values are on the
desk's clock, so that a countdown runs without new views. Nothing here may hold a payment code.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cashier.cases.outcome import Outcome
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.playbook.variants import OwnText


class Light(StrEnum):
    """One light: works, shaky, broken, not known."""

    ok = "ok"
    warn = "warn"
    fail = "fail"
    unknown = "unknown"


class Beat(StrEnum):
    """One probe in a heartbeat."""

    ok = "ok"
    slow = "slow"
    fail = "fail"
    none = "none"


class Certainty(StrEnum):
    """How sure a cause is, in the three words a cashier gets."""

    likely = "likely"
    possible = "possible"
    unsure = "unsure"


class CasePage(StrEnum):
    """The one thing a case asks of the cashier now."""

    till_message = "till_message"
    question = "question"
    locked = "locked"
    cause = "cause"
    closing = "closing"
    done = "done"


class ReverseState(StrEnum):
    """Whether a person may reverse the order now.

    One that was asked for is `waiting` while the customer is paying and is let be.
    """

    hidden = "hidden"
    later = "later"
    ready = "ready"
    waiting = "waiting"
    running = "running"


class SettledBy(StrEnum):
    """Who made the order known."""

    provider = "provider"
    code = "code"
    clerk = "clerk"
    override = "override"


class StepState(StrEnum):
    """Where a line of the timeline stands."""

    done = "done"
    now = "now"
    later = "later"


@dataclass(frozen=True, slots=True)
class Ref:
    """A thing named by its id inside a phrase: `Ref("method", "fenfu")` is the word for it."""

    kind: str
    id: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text by its key and the values it needs; a shop's `own` words take its place."""

    key: str
    args: tuple[tuple[str, str | int | float | Ref], ...] = ()
    own: tuple[OwnText, ...] = ()


def error_phrase(error: CashierError) -> Phrase:
    """Return what happened in words; `.do` is what to do about it."""
    return Phrase(f"error-{error.code}", tuple(error.fields.items()))


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
class BeatView:
    """One bar of a heartbeat."""

    beat: Beat
    ms: float | None = None


@dataclass(frozen=True, slots=True)
class ChipView:
    """A payment method's light with its last probes, oldest first.

    `note` is the key part of `figure-<note>` when the method is degraded though its light is not.
    """

    method: str
    state: Light
    ms: float | None = None
    beats: tuple[BeatView, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class LightView:
    """One probe of the machine and the network; `name` as in `health.<name>`."""

    name: str
    state: Light
    detail: Phrase | None = None
    beats: tuple[BeatView, ...] = ()


@dataclass(frozen=True, slots=True)
class LinkView:
    """One link of the payment chain; `learnt` is the key part that says how its state is known.

    `at` is when it was last observed; a link not observed within the hour is unknown.
    """

    name: str
    state: Light
    learnt: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AlarmView:
    """One alarm: what broke (`chain.*`, `health.*` or a burst of like failures), what it touches.

    `checklist` holds the keys of what to do, in order; `silenced` means that it reminds nobody for
    now, `told` how often somebody was told of it.
    """

    id: str
    state: Light
    sentence: Phrase
    since: datetime
    methods: tuple[str, ...] = ()
    checklist: tuple[str, ...] = ()
    silenced: bool = False
    told: int = 0


@dataclass(frozen=True, slots=True)
class FrameView:
    """A camera picture as bytes: grey (1 byte a pixel) or BGR (3 bytes a pixel)."""

    pixels: bytes
    width: int
    height: int
    stride: int
    grey: bool = False


@dataclass(frozen=True, slots=True)
class FaultView:
    """What spoils a code and where, in pixels of the frame."""

    name: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ScanView:
    """What the camera sees now. `verdict`, `kind`, `freshness` and `advice` as in the contracts.

    `camera` is how the camera is: looking, live, black, frozen, lost or absent.
    Until it `counts`, a code is only looked at. `dies_monotonic` is known when its birth was seen;
    `lives_s` is how long its kind lives.
    """

    verdict: str
    frame: FrameView | None = None
    kind: str | None = None
    clarity: str | None = None
    freshness: str | None = None
    corners: tuple[tuple[tuple[float, float], ...], ...] = ()
    faults: tuple[FaultView, ...] = ()
    advice: str | None = None
    camera: str = "live"
    counts: bool = True
    seen_before: bool = False
    held_s: float | None = None
    dies_monotonic: float | None = None
    lives_s: float | None = None
    oddities: tuple[str, ...] = ()


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
class TillPhrase:
    """A message that registers show, as they show it."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class QuestionView:
    """One question: an evidence name and its values, the last of which is `unknown`."""

    name: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LockView:
    """Money in doubt: what is being done about it, and when which way out opens.

    `lookup` is where a person looks, step by step; empty while a provider is asked. `phone_paid` is
    what the clerk has seen on the customer's phone: yes, no, unknown, or empty when nobody looked.
    `opens_monotonic` is the one clock of the lock, wherever it is drawn: when the next way out
    opens; the lock's own beginning where none is to come any more.
    """

    since_monotonic: float
    window_s: float
    can_query: bool = False
    provider: str | None = None
    queries_done: int = 0
    reverse: ReverseState = ReverseState.hidden
    reverse_at_monotonic: float | None = None
    needs_pin: bool = True
    override_at_monotonic: float | None = None
    lookup: tuple[Phrase, ...] = ()
    phone_paid: str = ""

    @property
    def opens_monotonic(self) -> float:
        """When the next way out opens."""
        opens_at = None
        if self.reverse in (ReverseState.later, ReverseState.waiting):
            opens_at = self.reverse_at_monotonic
        elif not self.can_query:
            opens_at = self.override_at_monotonic
        return self.since_monotonic if opens_at is None else opens_at


@dataclass(frozen=True, slots=True)
class SettledView:
    """The order became known: paid, failed, reversed, closed, refunded or not_charged."""

    state: str
    by: SettledBy
    provider: str | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WhyView:
    """One piece of evidence for the cause."""

    evidence: str
    value: str


@dataclass(frozen=True, slots=True)
class CauseView:
    """The likeliest cause. A `discreet` one is shown only to the clerk, and never read aloud.

    Where no cause stands out, `side` is the one that it is mostly on, if any; nobody is its
    `mender`.
    """

    id: str
    side: str
    mender: str
    certainty: Certainty
    discreet: bool = False
    why: tuple[WhyView, ...] = ()


@dataclass(frozen=True, slots=True)
class StepView:
    """One step to tick."""

    id: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class OfferView:
    """One method to go on with; `why` is the key part of `offer-<why>`."""

    method: str
    health: Light
    why: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One line of what happened and what comes; when it comes is told by the lock's own clock."""

    phrase: Phrase
    state: StepState
    detail: Phrase | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CheckedView:
    """A probe that answered a question by itself."""

    name: str
    state: Light


@dataclass(frozen=True, slots=True)
class CaseView:
    """One failed payment. `script` is a phrase whose `.aloud` may be said; `rules` are not.

    `clerk_rules` are for the clerk's eyes, with the cause that is the customer's own affair.
    `step_first` says that a step mends this more likely than another method; where the steps are
    `in_order` they are one way, else each of them may do. `claimable`: a customer who says that it
    was paid can be looked up once more.

    `phrases` are what registers show most, `words` what stands in many of their other messages.
    """

    case_id: str
    page: CasePage
    opened_monotonic: float
    amount: Money | None = None
    method: str | None = None
    order_tail: str = ""
    asked: int = 0
    phrases: tuple[TillPhrase, ...] = ()
    found: tuple[TillPhrase, ...] = ()
    words: tuple[str, ...] = ()
    question: QuestionView | None = None
    lock: LockView | None = None
    settled: SettledView | None = None
    cause: CauseView | None = None
    script: Phrase | None = None
    steps: tuple[StepView, ...] = ()
    step_first: bool = False
    in_order: bool = False
    claimable: bool = False
    rules: tuple[Phrase, ...] = ()
    clerk_rules: tuple[Phrase, ...] = ()
    offers: tuple[OfferView, ...] = ()
    chosen_method: str | None = None
    timeline: tuple[TimelineView, ...] = ()
    checked: tuple[CheckedView, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DockView:
    """All that the dock shows; `case` is the case in front, if any.

    `aloud` is a script for whoever stands at the till while no code can be paid with.
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
