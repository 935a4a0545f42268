"""What to do next: the cheapest way to a closed sale that is safe while the order is not known.

One question is looked ahead: it is asked only if what it may answer saves more than it takes.
"""

from dataclasses import dataclass

from cashier.diagnosis.actions import Action, NextKind, NextStep, best, possible
from cashier.diagnosis.facts import UNKNOWN, Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind
from cashier.diagnosis.posterior import Likelihoods, Posterior, updated, weigh_one
from cashier.playbook.model import Question
from cashier.playbook.playbook import Playbook

MOST_QUESTIONS = 2
_SURELY_WAITING = 0.5


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
    if known.state is MoneyState.paid or (facts.paid_otherwise and not known.charge_lock):
        return NextStep(NextKind.close, "paid", 0)
    if known.charge_lock:
        return _while_unknown(facts, after, playbook, scene)
    actions = possible(playbook, facts.asked, scene.offered)
    now = best(actions, after.shares)
    if asked_so_far(facts) >= MOST_QUESTIONS:
        return now
    asked = [
        (one.seconds + _cost_after(one, actions, after.shares, playbook), one)
        for one in open_questions(facts, known, playbook, scene)
    ]
    cost, question = min(asked, key=lambda pair: pair[0], default=(float("inf"), None))
    if question is None or cost >= now.seconds:
        return now
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


def _register_spoke(facts: Facts) -> bool:
    return bool({"register.code", "register.text"} & facts.asked)


def _while_unknown(facts: Facts, after: Posterior, playbook: Playbook, scene: Scene) -> NextStep:
    timings = playbook.timings
    by_code = scene.order_kind is OrderKind.payment_code
    if by_code and not _register_spoke(facts):
        return _ask("register.text", playbook)
    if _may_reverse(facts, scene, timings.reverse_after_s):
        return NextStep(NextKind.reverse, "order", playbook.step("reverse_order").seconds)
    if scene.order_kind is OrderKind.static and "ask.phone_shows_paid" not in facts.asked:
        return _ask("ask.phone_shows_paid", playbook)
    waiting = after.probability("customer.password_pending") >= _SURELY_WAITING
    if waiting:
        return NextStep(NextKind.wait, "customer_confirms_on_phone", timings.query_window_s)
    if by_code and not scene.can_query and "ask.phone_asks_password" not in facts.asked:
        return _ask("ask.phone_asks_password", playbook)
    return NextStep(NextKind.query, "order", timings.query_every_s)


def _ask(name: str, playbook: Playbook) -> NextStep:
    return NextStep(NextKind.ask, name, playbook.question(name).seconds)


def _may_reverse(facts: Facts, scene: Scene, after_s: float) -> bool:
    """A reverse waits for its time and for a query that has just said that it is not paid."""
    answered = facts.order_states[-1:] in (("not_paid",), ("paying",), ("not_found",))
    late = scene.charged_s is not None and scene.charged_s >= after_s
    return answered and late and scene.order_kind is OrderKind.payment_code


def _cost_after(
    question: Question, actions: tuple[Action, ...], shares: Likelihoods, playbook: Playbook
) -> float:
    """Return the expected cost once the question is answered; infinite when it tells nothing."""
    total, cost = 0.0, 0.0
    for value in question.values:
        item = weigh_one(question.name, value, playbook) if value != UNKNOWN else None
        if item is not None:
            chance, then = updated(shares, item)
            total += chance
            cost += chance * best(actions, then).seconds
    return cost / total if total else float("inf")
