"""How likely each cause is, given what is known, and why.

One cause at a time plus `unclear`, which stands for everything that the playbook does not list.
Evidence counts independently given the cause, except the register's code and text: they are one
answer of one machine and count once.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.learning import Counts, learned_priors
from cashier.playbook.model import UNCLEAR, Cause, CodeRow, Near
from cashier.playbook.playbook import Playbook

_NEAR_SHARPNESS = 4
_CLEARLY = 0.05
_BESIDE = 0.2
_FOREIGN = 0.03
_UNCLEAR_PRIOR = 0.03
_STEP_BACKGROUND = {"helped": 0.08, "no_help": 0.92}
_RESULT_OF = {"paid": "helped", "failed": "no_help"}

Likelihoods = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Weighed:
    """One piece of evidence, and how likely each cause makes it; others take `otherwise`."""

    evidence: str
    chances: Likelihoods
    otherwise: float

    def chance(self, cause: str) -> float:
        """Return P(evidence | cause), never zero."""
        return self.chances.get(cause, self.otherwise)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A cause and its probability."""

    cause: str
    probability: float


@dataclass(frozen=True, slots=True)
class Reason:
    """How much a piece of evidence speaks for a cause: the log of the likelihood ratio, in nats."""

    evidence: str
    cause: str
    weight: float


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
    facts: Facts, playbook: Playbook, method: str | None = None, learned: Counts | None = None
) -> Posterior:
    """Judge the causes of a failed payment with `method` by everything that is known."""
    prior = priors(playbook, method, learned)
    weighed = tuple(weigh(facts, playbook, method))
    shares = _shares(prior, weighed)
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


def _playbook_priors(playbook: Playbook, method: str | None = None) -> dict[str, float]:
    raw = {
        cause.id: cause.prior * (_FOREIGN if _foreign(cause, method) else 1.0)
        for cause in playbook.causes
    }
    raw.setdefault(UNCLEAR, _UNCLEAR_PRIOR)
    total = sum(raw.values())
    return {cause: share / total for cause, share in raw.items()}


def _foreign(cause: Cause, method: str | None) -> bool:
    return method is not None and bool(cause.methods) and method not in cause.methods


def weigh(facts: Facts, playbook: Playbook, method: str | None = None) -> Iterable[Weighed]:
    """Turn each piece of known evidence into chances per cause."""
    answer = _weigh_answer(facts, playbook)
    if answer is not None:
        yield answer
    for name, value in facts.values.items():
        if name in ("register.code", "register.text"):
            continue
        kind = playbook.kind_for(method, value) if name == "code.kind" else value
        item = weigh_one(name, kind, playbook)
        if item is not None:
            yield Weighed(f"{name}={value}", item.chances, item.otherwise)


@lru_cache(maxsize=4096)
def weigh_one(name: str, value: str, playbook: Playbook) -> Weighed | None:
    """Return what one value says about the causes, or None when it says nothing."""
    shown = f"{name}={value}"
    if name.startswith("step."):
        return _weigh_tried(shown, (name.removeprefix("step."),), value, playbook)
    if name.startswith("tried."):
        remedy = playbook.method(name.removeprefix("tried.")).remedy
        steps = tuple(step.id for step in playbook.steps if step.remedy == remedy)
        return _weigh_tried(shown, steps, _RESULT_OF.get(value, value), playbook)
    chances: dict[str, float] = {}
    for cause in playbook.causes:
        chance = playbook.likelihood(cause.id, name, value)
        if chance is not None:
            chances[cause.id] = chance
    if len(set(chances.values())) < 2:
        return None
    healthy = sum(chances.values()) / len(chances)
    return Weighed(shown, chances, healthy)


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


def _shares(prior: Likelihoods, weighed: tuple[Weighed, ...]) -> dict[str, float]:
    """Multiply in logarithms, so that much evidence cannot underflow."""
    logs = {
        cause: math.log(share) + sum(math.log(item.chance(cause)) for item in weighed)
        for cause, share in prior.items()
    }
    highest = max(logs.values())
    shares = {cause: math.exp(value - highest) for cause, value in logs.items()}
    total = sum(shares.values())
    return {cause: share / total for cause, share in shares.items()}


def _weigh_answer(facts: Facts, playbook: Playbook) -> Weighed | None:
    """Weigh the register's code and text together: the code's rows, narrowed by the text."""
    code, text = facts.get("register.code"), facts.get("register.text")
    exact = playbook.codes.by_text(text) if text else ()
    if code is not None:
        provider, _, bare = code.partition("/")
        rows = playbook.codes.by_code(provider, bare)
        rows = tuple(row for row in rows if row.call == "charge") or rows
        picked = tuple(row for row in rows if row in exact) or rows
        if picked:
            return _weigh_rows(f"register.code={code}", picked, playbook)
    if exact:
        return _weigh_rows(f"register.text={text}", exact, playbook)
    return _weigh_text(text, playbook) if text else None


def _weigh_rows(shown: str, rows: tuple[CodeRow, ...], playbook: Playbook) -> Weighed:
    return Weighed(shown, playbook.row_likelihoods(rows), playbook.leaks.other_row)


def _weigh_text(text: str, playbook: Playbook) -> Weighed | None:
    phrase = playbook.codes.phrase(text)
    if phrase is not None:
        item = weigh_one("register.text", phrase, playbook)
        return Weighed(f"register.text={text}", item.chances, item.otherwise) if item else None
    near = playbook.codes.near(text)
    if not near:
        return None
    return Weighed(f"register.text={text}", *_mixed(near, playbook))


def _mixed(near: tuple[Near, ...], playbook: Playbook) -> tuple[Likelihoods, float]:
    """What a text says that may mean any of several things, or none: the likelier, the more alike.

    Each thing counts by how much oftener it is said under a cause than it is said at all.
    """
    best = max(one.score for one in near)
    weights = [_weight(one, near) for one in near]
    strange = 1 - best
    ratios = dict.fromkeys((cause.id for cause in playbook.causes), strange)
    for one, weight in zip(near, weights, strict=True):
        said = _said_by(one, playbook)
        ever = sum(cause.prior * said.chance(cause.id) for cause in playbook.causes)
        for cause in ratios:
            ratios[cause] += best * weight / sum(weights) * said.chance(cause) / ever
    scale = playbook.leaks.own_row / max(ratios.values())
    return {cause: ratio * scale for cause, ratio in ratios.items()}, strange * scale


def _weight(one: Near, near: tuple[Near, ...]) -> float:
    """How far one likeness counts; a common phrase little beside a message as much alike."""
    telling = max((other.score for other in near if other.rows), default=0.0)
    beside = bool(one.phrase) and telling > one.score - _CLEARLY
    return one.score**_NEAR_SHARPNESS * (_BESIDE if beside else 1.0)


def _said_by(one: Near, playbook: Playbook) -> Weighed:
    if one.rows:
        return _weigh_rows("", one.rows, playbook)
    return weigh_one("register.text", one.phrase, playbook) or Weighed("", {}, 1.0)


def _weigh_tried(
    shown: str, steps: tuple[str, ...], value: str, playbook: Playbook
) -> Weighed | None:
    """What helped or did not says how far the causes that it mends are to be believed.

    Of several steps of one class, each cause is judged by the one that mends it best.
    """
    otherwise = _STEP_BACKGROUND.get(value)
    if otherwise is None:
        return None
    mended: dict[str, float] = {}
    for cause in playbook.causes:
        for mend in cause.mends:
            if mend.step in steps:
                mended[cause.id] = max(mend.chance, mended.get(cause.id, 0.0))
    chances = {}
    for cause_id, chance in mended.items():
        helped = min(0.97, max(0.03, chance))
        chances[cause_id] = helped if value == "helped" else 1 - helped
    return Weighed(shown, chances, otherwise) if chances else None
