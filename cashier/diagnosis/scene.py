"""What the choice of the next step depends on beside the evidence, and what may still be asked."""

from dataclasses import dataclass

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import Known, OrderKind
from cashier.playbook.model import Question
from cashier.playbook.playbook import Playbook

MOST_QUESTIONS = 2


@dataclass(frozen=True, slots=True)
class Scene:
    """How the customer pays, how long ago, who can be asked about the order, what is on offer."""

    method: str | None = None
    order_kind: OrderKind = OrderKind.payment_code
    charged_s: float | None = None
    can_query: bool = False
    offered: tuple[str, ...] = ()


def open_questions(
    facts: Facts, known: Known, playbook: Playbook, scene: Scene
) -> tuple[Question, ...]:
    """Return the questions that make sense and have not been asked, in the playbook's order."""
    return tuple(
        question
        for question in playbook.questions
        if question.name not in facts.asked
        and question.when.fits(scene.method, scene.order_kind.value, known.state.value)
        and not (question.name.startswith("register.") and register_spoke(facts))
    )


def asked_so_far(facts: Facts) -> int:
    """Return how many questions the cashier has answered or waved away."""
    return sum(1 for name in facts.asked if name.startswith("ask."))


def register_spoke(facts: Facts) -> bool:
    """Return whether it is known, or known to be unknowable, what the register shows."""
    return bool({"register.code", "register.text"} & facts.asked)
