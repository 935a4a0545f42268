"""What failed at this till lately, which methods a failure speaks about, and whether two are alike.

Pure: seconds are the caller's own, on one scale that never goes back. Whether a method is still
offered is decided in `outage`.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from cashier.playbook.evidence import PROVIDERS
from cashier.playbook.model import Method

# A customer's account or code says nothing about the method; the other sides may.
TELLING_SIDES = frozenset({"merchant", "network", "provider"})
# They speak of one order or of the till's own scanner: another method would have failed as well.
_NOT_THE_METHOD = frozenset(
    {
        "merchant.order_already_paid",
        "merchant.order_number_reused",
        "merchant.scanner_fault",
    }
)
_EVERYBODYS = frozenset({"internet", "phone"})


@dataclass(frozen=True, slots=True)
class Failure:
    """One failed payment of this till.

    Args:
        key: what tells it from others; news about the same one replaces it.
        at_s: when it failed.
        method: how the customer wanted to pay, where known.
        cause: the likeliest cause when the case ended.
        recovered: the customer paid this very order after all.
        said: the register's code and text, in one spelling.
    """

    key: str
    at_s: float
    method: str | None = None
    cause: str = ""
    recovered: bool = False
    said: frozenset[str] = frozenset()

    @property
    def side(self) -> str:
        """Whose side the cause is on: the part before the dot, `none` where nobody knows."""
        side, dot, _ = self.cause.partition(".")
        return side if dot else "none"

    @property
    def telling(self) -> bool:
        """Whether it may be the method's fault, not the customer's, the code's or the order's."""
        if self.recovered or self.cause in _NOT_THE_METHOD:
            return False
        return self.side in TELLING_SIDES

    def touches(self, method: Method, methods: Mapping[str, Method]) -> bool:
        """Whether what broke is part of `method` too.

        The network touches all that needs the internet; a provider's outage all that runs over
        this provider; anything else the failed method alone.
        """
        if self.method == method.id:
            return True
        failed = methods.get(self.method or "")
        if self.side == "network":
            return "internet" in method.shares and (failed is None or "internet" in failed.shares)
        if self.cause == "provider.outage":
            parts = set(failed.shares) if failed is not None else self._providers()
            return bool((set(method.shares) & parts) - _EVERYBODYS)
        return False

    def _providers(self) -> set[str]:
        """Return whose answer the register's code is: all that is known when the method is not."""
        return {one.partition("/")[0] for one in self.said} & set(PROVIDERS)


@dataclass(frozen=True, slots=True)
class Lately:
    """The failures of this till that still count, and what may be asked of them."""

    methods: Mapping[str, Method]
    failures: tuple[Failure, ...] = ()

    def with_failure(self, failure: Failure, now_s: float, memory_s: float) -> "Lately":
        """Add a failure, or put news in place of what was known of it; the old ones are let go."""
        kept = (
            one for one in self.failures if one.key != failure.key and now_s - one.at_s <= memory_s
        )
        return replace(self, failures=(*kept, failure))

    def known(self, key: str) -> Failure | None:
        """Return a failure by its key."""
        return next((one for one in self.failures if one.key == key), None)

    def tells_of(self, failure: Failure, method: str) -> bool:
        """Whether this failure may be the method's own fault."""
        return failure.telling and failure.touches(self.methods[method], self.methods)

    def on_one_side(self, method: str, after_s: float) -> tuple[Failure, ...]:
        """Return the failures later than `after_s` that tell of a method and blame the same side.

        Those of the side that is blamed most, oldest first.
        """
        sides: dict[str, list[Failure]] = defaultdict(list)
        for one in self._later(after_s):
            if self.tells_of(one, method):
                sides[one.side].append(one)
        most = max((len(found) for found in sides.values()), default=0)
        return next((tuple(one) for one in sides.values() if len(one) == most), ())

    def of_method(self, method: str, after_s: float) -> tuple[Failure, ...]:
        """Return every failure of a method later than `after_s`, whoever is to blame."""
        return tuple(one for one in self._later(after_s) if one.method == method)

    def same_failure(self, this: Failure, within_s: float) -> str | None:
        """Return the value of `recent.same_failure` for a payment; None while too little is known.

        Args:
            this: the payment in question; its `at_s` is now.
            within_s: how long ago the other one may have failed.
        """
        known = this.method in self.methods
        for other in self._later(this.at_s - within_s):
            if other.key == this.key:
                continue
            alike = this.method is not None and known and self.tells_of(other, this.method)
            echoed = bool(other.said & this.said) and other.side not in ("customer", "code")
            if alike or echoed:
                return "this_till"
        return "none" if known else None

    def _later(self, after_s: float) -> list[Failure]:
        found = (one for one in self.failures if one.at_s > after_s)
        return sorted(found, key=lambda failure: failure.at_s)
