"""What to do next: the cheapest way to a closed sale that is safe while the order is not known.

Safety first: under lock only what cannot charge again is even looked at (`unknown_order`). What is
left is planned by expected cost: everybody's time, the customer's patience, the wrong words.
"""

from dataclasses import replace

from cashier.diagnosis.actions import Focus, NextKind, NextStep, options
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState, OrderKind
from cashier.diagnosis.plan import plan
from cashier.diagnosis.posterior import Posterior
from cashier.diagnosis.scene import (
    MOST_QUESTIONS,
    Scene,
    asked_so_far,
    open_questions,
    register_spoke,
)
from cashier.diagnosis.unknown_order import while_unknown
from cashier.playbook.playbook import Playbook

_PLAIN_ENOUGH = 0.8


def next_step(
    facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
) -> NextStep:
    """Choose the next step; under lock it never leads to another charge."""
    if known.state is MoneyState.paid or (facts.paid_otherwise and not known.charge_lock):
        return NextStep(NextKind.close, "paid", 0)
    if known.charge_lock:
        return while_unknown(facts, known, after, playbook, scene)
    return _once_known(facts, known, after, playbook, scene)


def _once_known(
    facts: Facts, known: Known, after: Posterior, playbook: Playbook, scene: Scene
) -> NextStep:
    """Plan over everything that may be done and asked when nothing is locked."""
    if _till_is_worth_a_look(facts, known, after, scene):
        question = playbook.question("register.text")
        return NextStep(NextKind.ask, question.name, question.seconds)
    focus = Focus.of(after.shares)
    found, failed = options(playbook, facts, scene.offered)
    ways = focus.ways(found, playbook.stakes, failed)
    questions = [
        one for one in open_questions(facts, known, playbook, scene) if one.name.startswith("ask.")
    ]
    problem = replace(
        focus.problem(playbook.stakes, [way for _, way in ways], failed),
        inquiries=tuple(focus.inquiry(question, playbook) for question in questions),
        questions_left=max(0, MOST_QUESTIONS - asked_so_far(facts)),
    )
    first = plan(problem)
    if first.inquiry is not None:
        question = questions[first.inquiry]
        return NextStep(NextKind.ask, question.name, question.seconds)
    if first.way is not None:
        return ways[first.way][0].step
    return NextStep(NextKind.close, "leave", 0)


def _till_is_worth_a_look(facts: Facts, known: Known, after: Posterior, scene: Scene) -> bool:
    """Whether a charge failed, nobody has said what the register shows, and it could tell more."""
    charged = known.state is not MoneyState.not_charged
    by_code = scene.order_kind is OrderKind.payment_code
    plain = after.top.probability >= _PLAIN_ENOUGH
    return charged and by_code and not plain and not register_spoke(facts)
