"""How likely each cause is, given what is known.

One cause at a time plus `unclear`, which stands for everything that the playbook does not list.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import Counts, learned_priors
from cashier.diagnosis.weigh import Likelihoods, Weighed, weigh
from cashier.playbook.model import UNCLEAR, Cause
from cashier.playbook.playbook import Playbook

# Parts of what the camera says of one code.
_ONE_LOOK = frozenset({"code.clarity", "code.fault", "code.freshness"})
_FOREIGN = 0.03
_UNCLEAR_PRIOR = 0.03


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cause and its probability."""

    cause: str
    probability: float


@dataclass(frozen=True, slots=True)
class Posterior:
    """All causes, likeliest first, with the evidence that moved them."""

    prior: Likelihoods
    shares: Likelihoods
    ranked: tuple[Ranked, ...]
    weighed: tuple[Weighed, ...]

    @property
    def top(self) -> Ranked:
        """The likeliest cause."""
        return self.ranked[0]

    def probability(self, cause: str) -> float:
        """Return the probability of one cause; 0 when the playbook does not have it."""
        return self.shares.get(cause, 0.0)


def posterior(
    facts: Facts,
    playbook: Playbook,
    method: str | None = None,
    learned: Counts | None = None,
    *,
    charged: bool = True,
) -> Posterior:
    """Judge the causes of a payment with `method` by everything that is known.

    Args:
        facts: the evidence as it stands.
        playbook: what it says about the causes.
        method: how the customer pays, None where nobody said.
        learned: what the store has confirmed.
        charged: whether a charge was sent, so that it can have failed.
    """
    prior = priors(playbook, method, learned)
    if not charged:
        prior = _before_a_charge(prior, playbook)
    weighed = tuple(weigh(facts, playbook, method))
    shares = _shares(prior, weighed, playbook)
    ranked = (Ranked(cause, share) for cause, share in shares.items())
    order = tuple(sorted(ranked, key=lambda one: (-one.probability, one.cause)))
    return Posterior(prior, shares, order, weighed)


def updated(shares: Likelihoods, item: Weighed) -> tuple[float, dict[str, float]]:
    """Look ahead: how likely this evidence is, and the probabilities once it is there."""
    joint = {cause: share * item.chance(cause) for cause, share in shares.items()}
    total = sum(joint.values())
    return total, {cause: share / total for cause, share in joint.items()}


def priors(
    playbook: Playbook, method: str | None = None, learned: Counts | None = None
) -> Likelihoods:
    """Return how common each cause is before anything is seen; sums to 1.

    A cause that belongs to other methods than the one that failed is all but excluded: the cashier
    may have named the wrong one. What the store has learned moves them within bounds.
    """
    if learned is None:
        return _playbook_priors(playbook, method)
    return _learned_priors(playbook, method, learned)


@lru_cache(maxsize=64)
def _learned_priors(playbook: Playbook, method: str | None, learned: Counts) -> Likelihoods:
    own, whole = _playbook_priors(playbook, method), _playbook_priors(playbook)
    return learned_priors(own, learned, whole)


@lru_cache(maxsize=64)
def _playbook_priors(playbook: Playbook, method: str | None = None) -> Likelihoods:
    raw = {
        cause.id: cause.prior * (_FOREIGN if _foreign(cause, method) else 1.0)
        for cause in playbook.causes
    }
    raw.setdefault(UNCLEAR, _UNCLEAR_PRIOR)
    total = sum(raw.values())
    return {cause: share / total for cause, share in raw.items()}


def _before_a_charge(prior: Likelihoods, playbook: Playbook) -> Likelihoods:
    """All but exclude what happens only after a charge: somebody may have charged unseen."""
    late = {cause.id for cause in playbook.causes if cause.after_charge}
    raw = {cause: share * (_FOREIGN if cause in late else 1.0) for cause, share in prior.items()}
    total = sum(raw.values())
    return {cause: share / total for cause, share in raw.items()}


def _foreign(cause: Cause, method: str | None) -> bool:
    return method is not None and bool(cause.methods) and method not in cause.methods


def _shares(
    prior: Likelihoods, weighed: tuple[Weighed, ...], playbook: Playbook
) -> dict[str, float]:
    """Multiply in logarithms, so that much evidence cannot underflow."""
    logs = [item.logs for item in weighed if item.name not in _ONE_LOOK]
    looked = [item for item in weighed if item.name in _ONE_LOOK]
    if looked:
        logs.append(_one_look(looked, playbook))
    said = zip(*logs, strict=True) if logs else repeat(())
    values = [
        math.log(share) + sum(each) for share, each in zip(prior.values(), said, strict=False)
    ]
    highest = max(values)
    shares = [math.exp(value - highest) for value in values]
    total = sum(shares)
    return {cause: share / total for cause, share in zip(prior, shares, strict=True)}


def _one_look(looked: Sequence[Weighed], playbook: Playbook) -> tuple[float, ...]:
    """Return the logs of all that one look at the code shows, cause by cause.

    The register looks at another moment and from another side: now and then our look shows
    nothing of what is wrong, and then nothing in any part of it.
    """
    unseen, well = playbook.leaks.unseen, 1.0
    for item in looked:
        _, _, value = item.evidence.partition("=")
        well *= playbook.healthy.get(item.name, {}).get(value, playbook.leaks.unlisted)
    return tuple(
        math.log((1 - unseen) * math.exp(sum(each)) + unseen * well)
        for each in zip(*(item.logs for item in looked), strict=True)
    )
