"""Why a cause is believed, and what would change that. For people: nothing is decided here."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cashier.diagnosis.facts import UNKNOWN
from cashier.diagnosis.posterior import Posterior, updated
from cashier.diagnosis.weigh import weigh_one
from cashier.playbook.model import Question
from cashier.playbook.playbook import Playbook


@dataclass(frozen=True, slots=True)
class Reason:
    """How much a piece of evidence speaks for a cause: the log of the likelihood ratio, in nats."""

    evidence: str
    cause: str
    weight: float


@dataclass(frozen=True, slots=True)
class Turn:
    """An answer that would put another cause first, and how likely it is to be given."""

    evidence: str
    cause: str
    chance: float


def reasons(after: Posterior, cause: str, *, least: float = 0.05) -> tuple[Reason, ...]:
    """Say what speaks for or against a cause, heaviest first."""
    rest = {other: share for other, share in after.prior.items() if other != cause}
    found = []
    for item in after.weighed:
        others = sum(share * item.chance(other) for other, share in rest.items())
        weight = math.log(item.chance(cause) / (others / sum(rest.values())))
        if abs(weight) >= least:
            found.append(Reason(item.evidence, cause, round(weight, 2)))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def turns(after: Posterior, questions: Iterable[Question], playbook: Playbook) -> tuple[Turn, ...]:
    """Say which answers of a person would change the judgement, the likeliest first.

    Args:
        after: the judgement as it stands.
        questions: what may still be asked.
        playbook: what the answers say about the causes.
    """
    found = []
    for question in questions:
        if not question.name.startswith("ask."):
            continue
        for value in question.values:
            item = weigh_one(question.name, value, playbook) if value != UNKNOWN else None
            if item is None:
                continue
            chance, then = updated(after.shares, item)
            first = max(then, key=lambda cause: then[cause])
            if first != after.top.cause:
                found.append(Turn(f"{question.name}={value}", first, round(chance, 3)))
    return tuple(sorted(found, key=lambda turn: -turn.chance))
