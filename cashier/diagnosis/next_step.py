"""What to do next: the cheapest way to a closed sale that is safe while the order is not known.

Safety first: under lock only what cannot charge again is even looked at (`unknown_order`). What is
left is planned by expected cost: everybody's time, the customer's patience, the wrong words.
"""

from cashier.diagnosis.actions import Focus, NextKind, NextStep, options
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, MoneyState
from cashier.diagnosis.plan import Problem, plan
from cashier.diagnosis.posterior import Posterior
from cashier.diagnosis.scene import MOST_QUESTIONS, Scene, asked_so_far, open_questions
from cashier.diagnosis.unknown_order import while_unknown
from cashier.playbook.playbook import Playbook


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
    focus = Focus.of(after.shares)
    found, failed = options(playbook, facts, scene.offered)
    questions = [
        one for one in open_questions(facts, known, playbook, scene) if one.name.startswith("ask.")
    ]
    first = plan(
        Problem(
            shares=focus.shares,
            ways=tuple(focus.way(option, playbook.stakes, failed) for option in found),
            inquiries=tuple(focus.inquiry(question, playbook) for question in questions),
            stuck=playbook.stakes.lost_sale_s,
            wrong_words=playbook.stakes.wrong_words_s,
            questions_left=max(0, MOST_QUESTIONS - asked_so_far(facts)),
        )
    )
    if first.inquiry is not None:
        question = questions[first.inquiry]
        return NextStep(NextKind.ask, question.name, question.seconds)
    if first.way is not None:
        return found[first.way].step
    return NextStep(NextKind.close, "leave", 0)
