"""Which methods to offer now: healthy ones first, within their limits, never the one that failed.

Under lock there is nothing to offer. Instalment methods stand in the list like any other: the
assistant never presses credit on anybody.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from cashier.cases.rules import Fired, kept_back, recommended
from cashier.core.money import Money
from cashier.diagnosis.actions import method_chance
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.posterior import Posterior
from cashier.playbook.model import Method
from cashier.playbook.playbook import Playbook
from cashier.playbook.rules import CREDIT_METHODS

_RANK = {"ok": 0, "unknown": 1, "warn": 3}
# What always works is also slowest: after all that may work well, before what works badly.
_ALWAYS_RANK = 2
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


@dataclass(frozen=True, slots=True)
class Conditions:
    """What the choice depends on beside lights and causes.

    Args:
        failed: the method that has just failed, if known.
        amount: what is to be paid, if known.
        fired: the rules that hold.
    """

    failed: str | None = None
    amount: Money | None = None
    fired: tuple[Fired, ...] = ()


def choose(facts: Facts, after: Posterior, playbook: Playbook, conditions: Conditions) -> Choice:
    """Choose the methods to offer when nothing is locked.

    Args:
        facts: lights and what was tried.
        after: the judgement of the causes.
        playbook: the methods and what they need.
        conditions: what else it depends on.
    """
    offers: list[tuple[tuple[bool, bool, int, bool, int], Offer]] = []
    withheld: list[Withheld] = []
    moved_up = recommended(conditions.fired)
    for place, method in enumerate(playbook.methods):
        health = method_health(method, facts)
        why = _why_not(method, health, facts, conditions)
        if why:
            withheld.append(Withheld(method.id, why))
            continue
        chance = method_chance(after.shares, playbook, method.id)
        unlikely = chance < _LEAST_CHANCE
        offer = Offer(method.id, health, _why(method, health, conditions.failed))
        rank = _ALWAYS_RANK if offer.why == "always" else _RANK[health]
        credit = method.id in CREDIT_METHODS
        offers.append(((unlikely, credit, rank, method.id not in moved_up, place), offer))
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


def _why_not(method: Method, health: str, facts: Facts, conditions: Conditions) -> str:
    amount = conditions.amount
    if not method.taken:
        return "not_taken"
    if method.id == conditions.failed or facts.get(f"tried.{method.id}") == "failed":
        return "just_failed"
    if health == "fail":
        return "broken"
    if amount is not None and not method.limits.allow(amount.fen):
        return "outside_limits"
    return "rule" if method.id in kept_back(conditions.fired) else ""


def _why(method: Method, health: str, failed: str | None) -> str:
    if not method.needs and not method.shares:
        return "always"
    if method.id == "wechat" and failed == "fenfu" and health == "ok":
        return "same_wallet"
    return {"ok": "healthy", "warn": "slow"}.get(health, "unchecked")


def offered_ids(offers: Iterable[Offer]) -> tuple[str, ...]:
    """Return the methods of some offers, in their order."""
    return tuple(offer.method for offer in offers)
