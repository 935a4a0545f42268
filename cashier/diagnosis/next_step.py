"""What to do next: the cheapest way to a closed sale that is safe while the order is not known.

Costs are expected seconds until the sale is closed. One question is looked ahead: it is asked only
if what it may answer saves more than it takes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind
from cashier.diagnosis.posterior import Posterior, Weighed, updated, weigh_one
from cashier.playbook.model import UNCLEAR, Question, Remedy
from cashier.playbook.playbook import Playbook

MOST_QUESTIONS = 2
_AFTER_FAILURE_S = 50.0
# What it costs not to know why: the clerk has no sentence to say, and the shift learns nothing.
_NO_SENTENCE_S = 80.0
_UNLISTED_CHANCE = {"switch_wallet": 0.75, "cash": 0.9, "card": 0.75, "change_source": 0.35}
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
_METHOD_SECONDS = {"change_source": 20.0, "switch_wallet": 22.0, "card": 35.0, "cash": 40.0}


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
class Scene:
    """What the choice depends on beside the evidence."""

    method: str | None = None
    order_kind: OrderKind = OrderKind.payment_code
    charged_s: float | None = None
    can_query: bool = False
    offered: tuple[str, ...] = ()


def next_step(
    facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
) -> NextStep:
    """Choose the next step; under lock it never leads to another charge."""
    if known.state is MoneyState.paid:
        return NextStep(NextKind.close, "paid", 0)
    if known.charge_lock:
        return _while_unknown(facts, after, playbook, scene)
    best = _best_action(after, playbook, scene, facts)
    if asked_so_far(facts) >= MOST_QUESTIONS:
        return best
    asked = [
        (one.seconds + _cost_after(one, facts, after, playbook, scene), one)
        for one in open_questions(facts, known, playbook, scene)
    ]
    cost, question = min(asked, key=lambda pair: pair[0], default=(float("inf"), None))
    if question is None or cost >= best.seconds:
        return best
    return NextStep(NextKind.ask, question.name, question.seconds)


def open_questions(
    facts: Facts, known: Known, playbook: Playbook, scene: Scene
) -> tuple[Question, ...]:
    """Return the questions that make sense and have not been asked, in the playbook's order."""
    return tuple(
        question
        for question in playbook.questions
        if question.name not in facts.asked
        and question.when.fits(scene.method, scene.order_kind.value, known.state.value)
        and not (question.name.startswith("register.") and _register_spoke(facts))
    )


def asked_so_far(facts: Facts) -> int:
    """Return how many questions the cashier has answered or waved away."""
    return sum(1 for name in facts.asked if name.startswith("ask."))


def method_chance(after: Posterior, playbook: Playbook, method: str) -> float:
    """Return how likely the sale closes when the customer pays with this method instead."""
    return _remedy_chance(after, playbook, _REMEDY_OF_METHOD[method])


def _register_spoke(facts: Facts) -> bool:
    return bool({"register.code", "register.text"} & facts.asked)


def _while_unknown(facts: Facts, after: Posterior, playbook: Playbook, scene: Scene) -> NextStep:
    timings = playbook.timings
    if not _register_spoke(facts) and scene.order_kind is OrderKind.payment_code:
        return NextStep(NextKind.ask, "register.text", 5)
    if _may_reverse(facts, scene, timings.reverse_after_s):
        return NextStep(NextKind.reverse, "order", 10)
    if scene.order_kind is OrderKind.static and "ask.phone_shows_paid" not in facts.asked:
        return NextStep(NextKind.ask, "ask.phone_shows_paid", 5)
    if after.top.cause == "customer.password_pending" and after.top.probability >= 0.5:
        return NextStep(NextKind.wait, "customer_confirms_on_phone", timings.query_window_s)
    unasked = "ask.phone_asks_password" not in facts.asked
    if unasked and not scene.can_query and scene.order_kind is OrderKind.payment_code:
        return NextStep(NextKind.ask, "ask.phone_asks_password", 5)
    return NextStep(NextKind.query, "order", timings.query_every_s)


def _may_reverse(facts: Facts, scene: Scene, after_s: float) -> bool:
    """A reverse waits for its time and for a query that has just said `not paid`."""
    answered = facts.get("order.state") in ("not_paid", "paying", "not_found")
    late = scene.charged_s is not None and scene.charged_s >= after_s
    return answered and late and scene.order_kind is OrderKind.payment_code


def _best_action(after: Posterior, playbook: Playbook, scene: Scene, facts: Facts) -> NextStep:
    actions = [*_steps(after, playbook, facts), *_switch(after, playbook, scene)]
    if not actions:
        return NextStep(NextKind.close, "leave", 0)
    cost, step = min(actions, key=lambda action: action[0])
    vague = (1 - after.top.probability) * _NO_SENTENCE_S
    return NextStep(step.kind, step.id, round(cost + vague, 1))


def _steps(after: Posterior, playbook: Playbook, facts: Facts) -> Iterable[tuple[float, NextStep]]:
    chances: dict[str, float] = {}
    seconds: dict[str, float] = {}
    for cause in playbook.causes:
        share = after.probability(cause.id)
        for mend in cause.mends:
            chances[mend.step] = chances.get(mend.step, 0.0) + share * mend.chance
            seconds[mend.step] = mend.seconds
    for step in playbook.steps:
        tried = f"step.{step.id}" in facts.asked
        waiting = step.remedy in ("query", "reverse", "confirm_on_phone", "wait")
        switching = step.remedy in ("switch_wallet", "card", "cash")
        if step.id in chances and not tried and not waiting and not switching:
            cost = seconds[step.id] + (1 - chances[step.id]) * _AFTER_FAILURE_S
            yield cost, NextStep(NextKind.do, step.id, seconds[step.id])


def _switch(after: Posterior, playbook: Playbook, scene: Scene) -> Iterable[tuple[float, NextStep]]:
    """Weigh the best method on offer; which one is best is the offer's own judgement."""
    for method in scene.offered[:1]:
        remedy = _REMEDY_OF_METHOD[method]
        seconds = _METHOD_SECONDS[remedy]
        chance = _remedy_chance(after, playbook, remedy)
        cost = seconds + (1 - chance) * _AFTER_FAILURE_S
        yield cost, NextStep(NextKind.switch, method, seconds)


def _remedy_chance(after: Posterior, playbook: Playbook, remedy: Remedy) -> float:
    ids = {step.id for step in playbook.steps if step.remedy == remedy}
    total = after.probability(UNCLEAR) * _UNLISTED_CHANCE.get(remedy, 0.2)
    for cause in playbook.causes:
        found = [mend.chance for mend in cause.mends if mend.step in ids]
        total += after.probability(cause.id) * (max(found) if found else 0.0)
    return min(1.0, total)


def _cost_after(
    question: Question, facts: Facts, after: Posterior, playbook: Playbook, scene: Scene
) -> float:
    items = [weigh_one(question.name, value, playbook) for value in _known_values(question.values)]
    weighed: Sequence[Weighed] = [item for item in items if item is not None]
    if not weighed:
        return float("inf")
    total, cost = 0.0, 0.0
    for item in weighed:
        share = sum(one.probability * item.chance(one.cause) for one in after.ranked)
        action = _best_action(updated(after, item), playbook, scene, facts)
        total += share
        cost += share * action.seconds
    return cost / total


def _known_values(values: Iterable[str]) -> Iterable[str]:
    return (value for value in values if value != "unknown")
