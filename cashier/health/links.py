"""The six links of this shop's payments as they were last observed, by many payments together.

`chain` judges one payment; this judges the shop. One customer's refusal says nothing about the
shop, so a link reddens only when several payments fail at it in a short time, and comes back when
several pass. Nothing is green without an observation within the hour. Pure: time is an argument.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Literal

from cashier.health.chain import LINKS, Learnt, LinkName
from cashier.health.lights import State

COUNTS_FOR = timedelta(hours=1)
TOGETHER = timedelta(minutes=15)
_CLEARED_BY = 2
_KEPT = 40

How = Literal[Learnt, "unused"]
"""How a link's state is known; `unused`: this shop's payments do not go that way."""


@dataclass(frozen=True, slots=True)
class Observation:
    """What one payment, or one look at the shop's own code, says about one link.

    `about` tells payments apart and means nothing else; it is never an order number.
    """

    link: LinkName
    good: bool
    learnt: Learnt
    at: datetime
    about: str


@dataclass(frozen=True, slots=True)
class ShopLink:
    """One link of the shop: its state, how that is known, when it was last observed."""

    name: LinkName
    state: State
    learnt: How = "nothing"
    at: datetime | None = None


_OWN_CODE = "own_code"
_SHAKY_FROM, _BROKEN_FROM = 2, 3


@dataclass(frozen=True, slots=True)
class LinkBoard:
    """All observations that still count, by link, each payment's last one, oldest first."""

    seen: Mapping[LinkName, tuple[Observation, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    def with_seen(self, new: Observation) -> "LinkBoard":
        """Return the board after one more observation; it replaces what its payment said before."""
        before = self.seen.get(new.link, ())
        kept = [one for one in before if one.about != new.about and _counts(one, new.at)]
        kept = sorted([*kept, new], key=lambda one: one.at)[-_KEPT:]
        return replace(self, seen=MappingProxyType({**self.seen, new.link: tuple(kept)}))

    def links(self, now: datetime) -> tuple[ShopLink, ...]:
        """Return the six links as they stand, in their order."""
        return tuple(self._link(name, now) for name in LINKS)

    def _link(self, name: LinkName, now: datetime) -> ShopLink:
        every = [one for one in self.seen.get(name, ()) if _counts(one, now)]
        if not every:
            return ShopLink(name, "unknown", "unused" if name == "callback" else "nothing")
        failed = _standing_failures(every, now)
        good = [one for one in every if one.good]
        if failed >= _SHAKY_FROM:
            state: State = "fail" if failed >= _BROKEN_FROM else "warn"
            return ShopLink(name, state, every[-1].learnt, every[-1].at)
        if good:
            return ShopLink(name, "ok", good[-1].learnt, good[-1].at)
        return ShopLink(name, "unknown", "nothing", every[-1].at)


def _standing_failures(every: list[Observation], now: datetime) -> int:
    """Count the payments that failed lately; enough good ones in a row wipe out those before.

    A foreign sticker over the shop's own code needs no second witness, and no other code clears it.
    """
    failed, in_a_row = 0, 0
    for one in every:
        if one.about == _OWN_CODE:
            if not one.good:
                return _BROKEN_FROM
        elif one.good:
            in_a_row += 1
            failed = 0 if in_a_row >= _CLEARED_BY else failed
        elif now - one.at <= TOGETHER:
            failed, in_a_row = failed + 1, 0
    # One good payment after several bad ones: better, but not yet sure.
    return min(failed, _SHAKY_FROM) if in_a_row else failed


def of_own_code(at: datetime, *, good: bool) -> Observation:
    """Return what a look at the shop's own code says; the next look replaces it."""
    return Observation("code_shown", good, "picture", at, _OWN_CODE)


def _counts(one: Observation, now: datetime) -> bool:
    return timedelta(0) <= now - one.at <= COUNTS_FOR
