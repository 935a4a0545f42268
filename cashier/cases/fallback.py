"""Which methods to offer now: healthy ones first, within their limits, never the one that failed.

Under lock there is nothing to offer. Credit and instalments are listed behind the plain ways, and
splitting last of all: the assistant never presses them on anybody.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cashier.cases.rules import Fired, kept_back, recommended
from cashier.cases.track import Degraded
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
_SPLIT = "split"
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
        degraded: the methods that are not what they should be across the till.
        fired: the rules that hold.
    """

    failed: str | None = None
    amount: Money | None = None
    degraded: Mapping[str, Degraded] = field(default_factory=dict)
    fired: tuple[Fired, ...] = ()


def choose(facts: Facts, after: Posterior, playbook: Playbook, conditions: Conditions) -> Choice:
    """Choose the methods to offer when nothing is locked.

    Args:
        facts: lights, what was tried, what the customer's phone showed.
        after: the judgement of the causes.
        playbook: the methods and what they need.
        conditions: what else it depends on.
    """
    offers: list[tuple[tuple[int, bool, bool, int, bool, int], Offer]] = []
    withheld: list[Withheld] = []
    moved_up = recommended(conditions.fired)
    for place, method in enumerate(playbook.methods):
        health = method_health(method, facts)
        why = _why_not(method, health, facts, conditions)
        if why:
            withheld.append(Withheld(method.id, why))
            continue
        chance = method_chance(after.shares, playbook, method.id)
        offer = _offer(method, health, facts, conditions)
        unlikely = offer.why == "needs_phone" or chance < _LEAST_CHANCE
        rank = _ALWAYS_RANK if offer.why == "always" else _RANK[offer.health]
        last = method.id not in moved_up
        key = (_group(method), offer.why == "trial", unlikely, rank, last, place)
        offers.append((key, offer))
    offers.sort(key=lambda pair: pair[0])
    return _without_idle_split(Choice(tuple(offer for _, offer in offers), tuple(withheld)))


def _group(method: Method) -> int:
    """Return where a method may stand at best: plain ways first, credit after them, split last."""
    if method.id == _SPLIT:
        return 2
    return 1 if method.id in CREDIT_METHODS else 0


def _without_idle_split(choice: Choice) -> Choice:
    """Leave splitting out while every plain way is fine: it takes longer and helps nobody."""
    plain = [one for one in choice.offers if one.method not in CREDIT_METHODS | {_SPLIT}]
    fine = all(one.health != "warn" and one.why != "needs_phone" for one in plain)
    trouble = any(one.why in ("broken", "degraded") for one in choice.withheld)
    if trouble or not fine or _SPLIT not in offered_ids(choice.offers):
        return choice
    offers = tuple(one for one in choice.offers if one.method != _SPLIT)
    return Choice(offers, (*choice.withheld, Withheld(_SPLIT, "not_needed")))


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
    if not method.taken:
        return "not_taken"
    if method.id == conditions.failed or facts.get(f"tried.{method.id}") == "failed":
        return "just_failed"
    if method.id == "fenfu" and facts.get("ask.fenfu_choice") in ("greyed", "missing"):
        return "not_on_phone"
    if health == "fail":
        return "broken"
    if method.id in kept_back(conditions.fired):
        return "rule"
    degraded = conditions.degraded.get(method.id)
    if degraded is not None and degraded.withheld:
        return "degraded"
    amount = conditions.amount
    if amount is None:
        return "outside_limits" if method.id == _SPLIT else ""
    return "" if method.limits.allow(amount.fen) else "outside_limits"


def _offer(method: Method, health: str, facts: Facts, conditions: Conditions) -> Offer:
    """Return the offer of a method, with what is to be known about it first."""
    if facts.get("ask.phone_notice") == "network" and "phone" in method.shares:
        return Offer(method.id, health, "needs_phone")
    degraded = conditions.degraded.get(method.id)
    if degraded is not None:
        return Offer(method.id, "warn", "trial" if degraded.trial else "slow")
    return Offer(method.id, health, _why(method, health, conditions.failed))


def _why(method: Method, health: str, failed: str | None) -> str:
    if (method.id in CREDIT_METHODS or method.id == _SPLIT) and health != "warn":
        return "if_asked"
    if not method.needs and not method.shares:
        return "always"
    if method.id == "wechat" and failed == "fenfu" and health == "ok":
        return "same_wallet"
    return {"ok": "healthy", "warn": "slow"}.get(health, "unchecked")


def offered_ids(offers: Iterable[Offer]) -> tuple[str, ...]:
    """Return the methods of some offers, in their order."""
    return tuple(offer.method for offer in offers)


def advised_ids(offers: Iterable[Offer]) -> tuple[str, ...]:
    """Return the methods that may be named as the next step, best first.

    Credit and splitting are there for whoever asks; what is on trial or needs a network that the
    phone has not is there for whoever has nothing else.
    """
    every = tuple(offers)
    sure = tuple(
        one.method
        for one in every
        if one.method not in CREDIT_METHODS | {_SPLIT} and one.why not in ("trial", "needs_phone")
    )
    return sure or offered_ids(every)
