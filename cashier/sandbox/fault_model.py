"""What a fault of the sandbox is: which calls it touches, what it does to them, how it is told.

Data only. Refusals stand in the words of WeChat Pay's third API; another family of calls has its
own words where they differ by more than an underscore.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from cashier.sandbox.orders import Plan
from cashier.sandbox.wire import Refusal


class Call(StrEnum):
    """The calls a fault can touch. `callback` is the gateway's own call to the shop."""

    charge = "charge"
    query = "query"
    reverse = "reverse"
    certificates = "certificates"
    probe = "probe"
    callback = "callback"


class Delivery(StrEnum):
    """What becomes of an answer on its way back."""

    normal = "normal"
    silent = "silent"
    cut = "cut"


class Tongue(StrEnum):
    """The families of calls, each with its own spelling."""

    wechat_v3 = "wechat_v3"
    wechat_v2 = "wechat_v2"
    alipay = "alipay"


CHARGE = frozenset({Call.charge})
REVERSE = frozenset({Call.reverse})
CALLBACK = frozenset({Call.callback})
ORDERS = frozenset({Call.charge, Call.query, Call.reverse})
EVERY = frozenset(Call) - CALLBACK
ALL_TONGUES = frozenset(Tongue)

Sight = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        name: how it is asked for.
        calls: which calls it touches.
        cause: the cause of the contracts that it shows; empty where it shows none by itself.
        before: refused with this before any order is looked at.
        plan: how a charged order develops in truth.
        after: told instead of the truth, once the truth has happened.
        spelt: `before` or `after` in the words of other families.
        tongues: the families that it touches.
        seen: what people see besides, as evidence names and values (the phone, the code).
        delivery: what becomes of the answer.
        lost_request: the request never reaches the order book.
        forged: the answer is signed by a stranger.
        delay_s: the answer is held back so long.
        jitter_s: and up to so much longer.
        skew_s: the gateway's clock, seconds ahead of the caller's.
        repeats: how often a callback is sent once more although it was acknowledged.
    """

    name: str
    calls: frozenset[Call] = CHARGE
    cause: str = ""
    before: Refusal | None = None
    plan: Plan | None = None
    after: Refusal | None = None
    spelt: Mapping[Tongue, Refusal] = field(default_factory=dict)
    tongues: frozenset[Tongue] = ALL_TONGUES
    seen: Sight = ()
    delivery: Delivery = Delivery.normal
    lost_request: bool = False
    forged: bool = False
    delay_s: float = 0.0
    jitter_s: float = 0.0
    skew_s: int = 0
    repeats: int = 0

    @property
    def key(self) -> str:
        """The Fluent key of its description."""
        return f"sandbox-fault-{self.name.replace('_', '-')}"

    def touches(self, call: Call, tongue: Tongue) -> bool:
        """Whether it is felt by this call of this family."""
        return call in self.calls and tongue in self.tongues

    def told_in(self, tongue: Tongue) -> "Fault":
        """Return it with its refusal in the words of a family."""
        words = self.spelt.get(tongue)
        if words is None:
            return self
        if self.before is not None:
            return replace(self, before=words)
        return replace(self, after=words)


HEALTHY = Fault("healthy")


def merged(first: Fault, second: Fault) -> Fault:
    """Return both felt together; where they contradict each other, the first counts."""
    calm = first.delivery is Delivery.normal
    return Fault(
        name=second.name if first.name == HEALTHY.name else first.name,
        calls=first.calls,
        cause=first.cause or second.cause,
        before=first.before or second.before,
        plan=first.plan or second.plan,
        after=first.after or second.after,
        seen=first.seen or second.seen,
        delivery=second.delivery if calm else first.delivery,
        lost_request=first.lost_request or second.lost_request,
        forged=first.forged or second.forged,
        delay_s=first.delay_s + second.delay_s,
        jitter_s=first.jitter_s + second.jitter_s,
        skew_s=first.skew_s + second.skew_s,
        repeats=max(first.repeats, second.repeats),
    )
