"""Which methods to offer now: healthy ones first, within their limits, never the one that failed.

Under lock there is nothing to offer. Instalment methods stand in the list like any other: the
assistant never presses credit on anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cashier.core.money import Money
from cashier.diagnosis.actions import method_chance
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import Posterior
from cashier.playbook.model import Method
from cashier.playbook.playbook import Playbook

_RANK = {"ok": 0, "unknown": 1, "warn": 3}
# What always works is also slowest: after all that may work well, before what works badly.
_ALWAYS_RANK = 2
# Credit is offered to nobody before everything else: the customer may ask for it.
_CREDIT = frozenset({"fenfu", "alipay_instalment", "card_instalment"})
_LEAST_CHANCE = 0.25


@dataclass(frozen=True, slots=True)
class Offer:
    """A method that can be offered: its health (ok, warn, unknown) and why it stands there."""

    method: str
    health: str
    why: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """A method that is not offered now, and why."""

    method: str
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What to offer, best first, and what not."""

    offers: tuple[Offer, ...]
    withheld: tuple[Withheld, ...]


def choose(
    facts: Facts,
    after: Posterior,
    playbook: Playbook,
    *,
    failed: str | None,
    amount: Money | None,
) -> Choice:
    """Choose the methods to offer when nothing is locked.

    Args:
        facts: lights and what was tried.
        after: the judgement of the causes.
        playbook: the methods and what they need.
        failed: the method that has just failed, if known.
        amount: what is to be paid, if known.
    """
    offers: list[tuple[tuple[bool, bool, int, int], Offer]] = []
    withheld: list[Withheld] = []
    for place, method in enumerate(playbook.methods):
        health = method_health(method, facts)
        why = _why_not(method, health, facts, failed, amount)
        if why:
            withheld.append(Withheld(method.id, why))
            continue
        chance = method_chance(after.shares, playbook, method.id)
        unlikely = chance < _LEAST_CHANCE
        offer = Offer(method.id, health, _why(method, health, failed))
        rank = _ALWAYS_RANK if offer.why == "always" else _RANK[health]
        offers.append(((unlikely, method.id in _CREDIT, rank, place), offer))
    offers.sort(key=lambda pair: pair[0])
    return Choice(tuple(offer for _, offer in offers), tuple(withheld))


def method_health(method: Method, facts: Facts) -> str:
    """Return the worst light that the method needs: fail, warn, unknown or ok.

    What shares nothing with anything always works; what has no light of its own is unknown.
    """
    if not method.needs:
        return "unknown" if method.shares else "ok"
    lights = [facts.get(_light(need)) or "unknown" for need in method.needs]
    for state in ("fail", "warn"):
        if state in lights:
            return state
    return "ok" if any(light == "ok" for light in lights) else "unknown"


def _light(need: str) -> str:
    return need if need.startswith("health.") else f"health.{need}"


def _why_not(
    method: Method, health: str, facts: Facts, failed: str | None, amount: Money | None
) -> str:
    if method.id == failed or facts.get(f"tried.{method.id}") == "failed":
        return "just_failed"
    if health == "fail":
        return "broken"
    if amount is not None and not method.limits.allow(amount.fen):
        return "outside_limits"
    return ""


def _why(method: Method, health: str, failed: str | None) -> str:
    if not method.needs and not method.shares:
        return "always"
    if method.id == "wechat" and failed == "fenfu" and health == "ok":
        return "same_wallet"
    return {"ok": "healthy", "warn": "slow"}.get(health, "unchecked")


def offered_ids(offers: Iterable[Offer]) -> tuple[str, ...]:
    """Return the methods of some offers, in their order."""
    return tuple(offer.method for offer in offers)
