"""What could be done now, and what each would cost if the causes were as likely as they seem.

Costs are expected seconds until the sale is closed: the action's own, what follows when it fails,
and what it costs not to know why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from cashier.playbook.model import UNCLEAR, Remedy
from cashier.playbook.playbook import Playbook

_AFTER_FAILURE_S = 50.0
# What it costs not to know why: the clerk has no sentence to say, and the shift learns nothing.
_NO_SENTENCE_S = 80.0
_UNLISTED_CHANCE = {"switch_wallet": 0.75, "cash": 0.9, "card": 0.75, "change_source": 0.35}
_LEAST_UNLISTED = 0.2
_METHOD_SECONDS = {"change_source": 20.0, "switch_wallet": 22.0, "card": 35.0, "cash": 40.0}
_REMEDY_OF_METHOD: dict[str, Remedy] = {
    "fenfu": "change_source",
    "wechat": "change_source",
    "alipay": "switch_wallet",
    "alipay_instalment": "switch_wallet",
    "unionpay": "switch_wallet",
    "ecny": "switch_wallet",
    "card": "card",
    "card_instalment": "card",
    "cash": "cash",
    "split": "cash",
}
# Waiting and asking belong to an unknown order; switching is offered by method, not as a step.
NOT_A_STEP = frozenset(
    {"query", "reverse", "confirm_on_phone", "wait", "switch_wallet", "card", "cash"}
)


class NextKind(StrEnum):
    """What sort of step comes next."""

    ask = "ask"
    do = "do"
    wait = "wait"
    query = "query"
    reverse = "reverse"
    cancel_order = "cancel_order"
    switch = "switch"
    close = "close"


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step: an evidence name for ask, a method for switch, a step for do."""

    kind: NextKind
    id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, its own seconds, and how likely it mends each cause."""

    kind: NextKind
    id: str
    seconds: float
    chances: Mapping[str, float]

    def cost(self, shares: Mapping[str, float]) -> float:
        """Return the expected seconds until the sale is closed."""
        mended = sum(chance * shares.get(cause, 0.0) for cause, chance in self.chances.items())
        return self.seconds + (1 - min(1.0, mended)) * _AFTER_FAILURE_S


def possible(
    playbook: Playbook, asked: frozenset[str], offered: Iterable[str]
) -> tuple[Action, ...]:
    """Return the clerk's steps not tried yet and the best method on offer.

    Which method is best is the offer's own judgement: `offered` comes best first.
    """
    steps = tuple(
        Action(NextKind.do, step.id, step.seconds, chances)
        for step in playbook.steps
        if step.remedy not in NOT_A_STEP and f"step.{step.id}" not in asked
        if (chances := _mends(playbook, {step.id}))
    )
    first = next(iter(offered), None)
    return steps if first is None else (*steps, switching(playbook, first))


@lru_cache(maxsize=64)
def switching(playbook: Playbook, method: str) -> Action:
    """Return the action of paying with another method."""
    remedy = _REMEDY_OF_METHOD[method]
    chances = _mends(playbook, {step.id for step in playbook.steps if step.remedy == remedy})
    chances[UNCLEAR] = _UNLISTED_CHANCE.get(remedy, _LEAST_UNLISTED)
    return Action(NextKind.switch, method, _METHOD_SECONDS[remedy], chances)


def method_chance(shares: Mapping[str, float], playbook: Playbook, method: str) -> float:
    """Return how likely the sale closes when the customer pays with this method instead."""
    chances = switching(playbook, method).chances
    return min(1.0, sum(chance * shares.get(cause, 0.0) for cause, chance in chances.items()))


def best(actions: Iterable[Action], shares: Mapping[str, float]) -> NextStep:
    """Return the cheapest action as a step, with its whole expected cost as seconds."""
    costs = ((action.cost(shares), action) for action in actions)
    cost, action = min(costs, key=lambda pair: pair[0], default=(0.0, None))
    if action is None:
        return NextStep(NextKind.close, "leave", 0)
    vague = (1 - max(shares.values())) * _NO_SENTENCE_S
    return NextStep(action.kind, action.id, round(cost + vague, 1))


def _mends(playbook: Playbook, steps: set[str]) -> dict[str, float]:
    """Return, for each cause that one of the steps mends, the best chance."""
    found: dict[str, float] = {}
    for cause in playbook.causes:
        chances = [mend.chance for mend in cause.mends if mend.step in steps]
        if chances:
            found[cause.id] = max(chances)
    return found
