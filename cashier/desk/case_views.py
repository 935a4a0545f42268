"""What a window may know of one failed payment: frozen, and without a single word in it.

Ids, numbers and phrase keys only, as in `views`. Nothing here may hold a payment code.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from cashier.core.money import Money
from cashier.desk.views import Light, Phrase


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
    opens; the lock's own beginning where none is to come any more. `claimed`: the customer says
    that it was paid. `charged_at` is about when it was charged, None where nobody knows.
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
    claimed: bool = False
    charged_at: datetime | None = None

    @property
    def said_paid(self) -> bool:
        """Whether the customer says that it was paid, and the phone does not say otherwise."""
        return self.phone_paid == "yes" or (self.claimed and self.phone_paid != "no")

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
    """The order became known: paid, failed, reversed, closed, refunded or not_charged.

    It `goes_on` where the provider is still asked by itself about what only a clerk has looked up.
    `other_in_doubt`: beside it stands a payment in doubt that may be the same customer's.
    """

    state: str
    by: SettledBy
    provider: str | None = None
    at: datetime | None = None
    goes_on: bool = False
    other_in_doubt: bool = False


@dataclass(frozen=True, slots=True)
class WhyView:
    """One piece of evidence for the cause; what a code `says` in the provider's own words."""

    evidence: str
    value: str
    says: str = ""


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

    `wallet` is the app that the customer pays with, where that is known.
    `phrases` are what registers show most, `words` what stands in many of their other messages.
    """

    case_id: str
    page: CasePage
    opened_monotonic: float
    opened_at: datetime | None = None
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
    wallet: str = ""
    timeline: tuple[TimelineView, ...] = ()
    checked: tuple[CheckedView, ...] = ()
    methods: tuple[str, ...] = ()
