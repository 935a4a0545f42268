"""Why a cause is believed, what would change that, what tells most. Nothing is decided here."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from operator import mul

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
    shares, whole = tuple(rest.values()), sum(rest.values())
    found = []
    for item in after.weighed:
        others = sum(map(mul, shares, map(item.chances.__getitem__, rest)))
        weight = math.log(item.chance(cause) / (others / whole))
        if abs(weight) >= least:
            found.append(Reason(item.evidence, cause, round(weight, 2)))
    return tuple(sorted(found, key=lambda reason: -abs(reason.weight)))


def most_telling(
    after: Posterior, questions: Iterable[Question], playbook: Playbook
) -> tuple[Question, ...]:
    """Put questions to a person in the order in which they name the cause, the best first.

    What is read off the till or looked up stays before them. The next step minds the time; this is
    for whoever has a moment while the customer does it.
    """

    def place(question: Question) -> tuple[bool, float]:
        asked = question.name.startswith("ask.")
        return asked, -_named(after, question, playbook) if asked else 0.0

    return tuple(sorted(questions, key=place))


def _named(after: Posterior, question: Question, playbook: Playbook) -> float:
    """Return how likely the cause that stands first is the one, once this has been answered."""
    values = (value for value in question.values if value != UNKNOWN)
    said = [weigh_one(question.name, value, playbook) for value in values]
    best = [
        max(share * item.chance(cause) for cause, share in after.shares.items())
        for item in said
        if item is not None
    ]
    return sum(best) if best else after.top.probability


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
