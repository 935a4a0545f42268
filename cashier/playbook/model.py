"""The playbook as frozen values: causes, code rows, questions, steps, methods, stakes.

Plain data and look-ups over it. Nothing here reads a file, ranks a cause or chooses a step.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Side = Literal["customer", "merchant", "network", "provider", "code", "none"]
Mender = Literal["customer", "register", "network", "back_office", "provider", "shop"]
Reach = Literal["clerk", "manager", "customer"]
Call = Literal[
    "charge", "query", "reverse", "state", "close", "order", "refund", "callback", "certificates"
]
Remedy = Literal[
    "confirm_on_phone",
    "refresh_code",
    "adjust_code",
    "show_right_code",
    "change_source",
    "switch_wallet",
    "card",
    "cash",
    "scan_customer",
    "phone_network",
    "wait",
    "retry_same",
    "new_order",
    "mend_clock",
    "mend_network",
    "mend_scanner",
    "mend_settings",
    "query",
    "reverse",
]
MENDERS: tuple[str, ...] = get_args(Mender)
REACHES: tuple[str, ...] = get_args(Reach)
CALLS: tuple[str, ...] = get_args(Call)
REMEDIES: tuple[str, ...] = get_args(Remedy)
UNCLEAR = "unclear"

Chances = Mapping[str, float]


def cause_key(cause: str) -> str:
    """Return the Fluent key of a cause's words."""
    return "cause-" + cause.replace(".", "-")


@dataclass(frozen=True, slots=True)
class Mend:
    """A step that may mend a cause: how likely, and how long it takes."""

    step: str
    chance: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a payment failed: who can mend it, how common it is, what is seen, what mends it.

    `methods` names the payment methods that it belongs to; empty means any. A `credit` cause is
    kept nowhere by its name; one that is `discreet` speaks of somebody's money or account, so that
    no customer may read or hear it at the till. Every credit cause is discreet. What happens only
    `after_charge` is no cause of what goes wrong before one was sent.
    """

    id: str
    side: Side
    mender: Mender
    prior: float
    sees: Mapping[str, Chances]
    mends: tuple[Mend, ...]
    credit: bool = False
    discreet: bool = False
    methods: tuple[str, ...] = ()
    after_charge: bool = False

    @property
    def text_key(self) -> str:
        """The Fluent key of this cause's words."""
        return cause_key(self.id)


@dataclass(frozen=True, slots=True)
class CodeRow:
    """One answer a provider can give to one call.

    `final` is true only for an answer to the charge itself that proves nothing was charged.
    """

    provider: str
    api: str
    call: Call
    code: str
    http_status: str
    message: str
    cause: str
    final: bool
    source: str


@dataclass(frozen=True, slots=True)
class When:
    """Where a question or a step makes sense; an empty part allows everything."""

    methods: tuple[str, ...] = ()
    order_kinds: tuple[str, ...] = ()
    states: tuple[str, ...] = ()

    def fits(self, method: str | None, order_kind: str | None, state: str) -> bool:
        """True when this case is not excluded; what is not known about it excludes nothing."""
        return (
            (not self.methods or method is None or method in self.methods)
            and (not self.order_kinds or order_kind is None or order_kind in self.order_kinds)
            and (not self.states or state in self.states)
        )


@dataclass(frozen=True, slots=True)
class Question:
    """Something a person can be asked; `values` in the order they are shown, unknown last.

    `words` are what many other answers hold: each leads to the answers that hold it.
    """

    name: str
    values: tuple[str, ...]
    seconds: float
    when: When = When()
    words: tuple[str, ...] = ()

    @property
    def text_key(self) -> str:
        """The Fluent key of the question: `ask.others_pay` and `order.state` alike get `ask-`."""
        return "ask-" + self.name.removeprefix("ask.").replace(".", "-")


@dataclass(frozen=True, slots=True)
class Step:
    """Something that can be done. `charges` marks steps that end in charging once more."""

    id: str
    remedy: Remedy
    seconds: float
    reach: Reach
    charges: bool = True
    when: When = When()

    @property
    def text_key(self) -> str:
        """The Fluent key of the step's words."""
        return f"step-{self.id}"


@dataclass(frozen=True, slots=True)
class Limits:
    """The amounts a method takes, in fen; None where no bound is known."""

    min_fen: int | None = None
    max_fen: int | None = None
    source: str = ""

    def allow(self, fen: int) -> bool:
        """True when the amount lies inside the bounds."""
        above = self.min_fen is None or fen >= self.min_fen
        return above and (self.max_fen is None or fen <= self.max_fen)


@dataclass(frozen=True, slots=True)
class Method:
    """A way to pay: what it needs healthy, what it shares with others, what amounts it takes.

    `remedy` is the class of step that switching to it is, `seconds` how long that takes.
    `taken` is false where a shop said that it does not take it at all.
    """

    id: str
    remedy: Remedy
    seconds: float
    shares: tuple[str, ...]
    needs: tuple[str, ...]
    limits: Limits = Limits()
    code_kinds: tuple[str, ...] = ()
    taken: bool = True

    @property
    def text_key(self) -> str:
        """The Fluent key of the method's name."""
        return f"method-{self.id}"


@dataclass(frozen=True, slots=True)
class Stakes:
    """What time and mistakes cost at a till, all in seconds of one person's time.

    Args:
        patience_half_s: half of the customers have left after so long.
        lost_sale_s: what a customer who leaves costs.
        people_behind: how many wait behind the customer whose payment failed.
        wrong_words_s: what it costs to begin with the words of a cause that is not the one.
    """

    patience_half_s: float
    lost_sale_s: float
    people_behind: float
    wrong_words_s: float

    def cost(self, seconds: float) -> float:
        """Return what so many seconds cost: everybody's time, and the customers who leave."""
        leaving = 1 - 2 ** (-seconds / self.patience_half_s)
        return seconds * (1 + self.people_behind) + self.lost_sale_s * leaving


@dataclass(frozen=True, slots=True)
class TillPhrase:
    """Words of the register itself. They are evidence; they never settle the money."""

    id: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wordings:
    """How else messages are worded: what is set around them, words and whole texts for others.

    All of it is for likeness only: none of it makes a text exact.
    """

    around: tuple[str, ...] = ()
    same: Mapping[str, str] = field(default_factory=dict)
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Near:
    """A known text that a shown one resembles, and how much, below 1.

    `rows` are the charge rows that say the known text; a register's own words have a `phrase`.
    """

    score: float
    rows: tuple[CodeRow, ...] = ()
    phrase: str = ""
