"""What can be done about a failed payment: the playbook's steps and methods, ready to plan with.

Gathers; it does not choose, and it does not know what is safe: `next_step` does both.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from operator import mul

from cashier.diagnosis.facts import UNKNOWN, Facts
from cashier.diagnosis.plan import Inquiry, Problem
from cashier.diagnosis.trying import Row, Way
from cashier.diagnosis.weigh import Likelihoods, weigh_one
from cashier.playbook.model import Method, Question, Remedy, Stakes, Step
from cashier.playbook.playbook import Playbook

# Waiting and asking belong to an unknown order; switching is offered by method, not as a step.
NOT_A_STEP = frozenset(
    {"query", "reverse", "confirm_on_phone", "wait", "switch_wallet", "card", "cash"}
)
# What may be done while the order is unknown, because it ends in the same charge or in none.
WHILE_UNKNOWN = frozenset({"confirm_on_phone", "phone_network", "wait"})
# What a class of remedy is still good for once one of its kind has failed; own guess.
_ONCE_MORE = 0.3
_MOST_CAUSES = 16
_ENOUGH_OF_ALL = 0.995
_DOES_NOT_KNOW = 0.08


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
    """The next step: an evidence name for ask, a method for switch, a step for do; its seconds."""

    kind: NextKind
    id: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Option:
    """One way to mend: as what it is advised, its class, its time, its chance for every cause."""

    step: NextStep
    remedy: Remedy
    chances: Mapping[str, float]
    seconds_for: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Focus:
    """The likeliest causes, nearly all of the belief, with shares that add up to 1."""

    causes: tuple[str, ...]
    shares: tuple[float, ...]

    @classmethod
    def of(cls, shares: Likelihoods) -> "Focus":
        """Keep the likeliest; what is left out is too little to change a choice."""
        kept: list[tuple[str, float]] = []
        covered = 0.0
        for cause, share in sorted(shares.items(), key=lambda pair: -pair[1])[:_MOST_CAUSES]:
            kept.append((cause, share))
            covered += share
            if covered >= _ENOUGH_OF_ALL:
                break
        return cls(tuple(cause for cause, _ in kept), tuple(share / covered for _, share in kept))

    def with_answer(self, chances: Likelihoods) -> Row:
        """Return the shares with an answer that each cause gives with its chance."""
        return tuple(map(mul, self.shares, map(chances.__getitem__, self.causes)))

    def way(self, option: Option, stakes: Stakes, failed: frozenset[Remedy]) -> Way:
        """Return an option in the order of these causes; worth less once its class has failed."""
        chances = tuple(map(option.chances.__getitem__, self.causes))
        if option.remedy in failed:
            chances = tuple([chance * _ONCE_MORE for chance in chances])
        return Way(stakes.cost(self._seconds(option)), chances)

    def ways(
        self, found: Iterable[Option], stakes: Stakes, failed: frozenset[Remedy]
    ) -> list[tuple[Option, Way]]:
        """Return the options that may mend one of these causes at all, each as a way."""
        all_ways = ((option, self.way(option, stakes, failed)) for option in found)
        return [(option, way) for option, way in all_ways if any(way.chances)]

    def problem(self, stakes: Stakes, ways: Iterable[Way], failed: frozenset[Remedy]) -> Problem:
        """Return the problem of these causes with these ways, and nothing to ask.

        Once something has failed, a cause has been named for it, and only time counts.
        """
        price = 0.0 if failed else stakes.wrong_words_s
        return Problem(self.shares, tuple(ways), stuck=stakes.lost_sale_s, wrong_words=price)

    def inquiry(self, question: Question, playbook: Playbook) -> Inquiry:
        """Return a question in the order of these causes; now and then nobody knows the answer."""
        answers = tuple(
            tuple(map(row.__getitem__, self.causes)) for row in _answers(question.name, playbook)
        )
        silence = _DOES_NOT_KNOW if answers else 1.0
        return Inquiry(playbook.stakes.cost(question.seconds), answers, silence)

    def _seconds(self, option: Option) -> float:
        if not option.seconds_for:
            return option.step.seconds
        return sum(
            share * option.seconds_for.get(cause, option.step.seconds)
            for cause, share in zip(self.causes, self.shares, strict=True)
        )


@lru_cache(maxsize=64)
def _answers(name: str, playbook: Playbook) -> tuple[Likelihoods, ...]:
    """Return how likely each cause gives each answer to a question that tells anything."""
    values = (value for value in playbook.question(name).values if value != UNKNOWN)
    said = [weigh_one(name, value, playbook) for value in values]
    rows = [item.chances for item in said if item is not None]
    whole = {
        cause: sum(row[cause] for row in rows) / (1 - _DOES_NOT_KNOW)
        for cause in playbook.cause_ids
    }
    return tuple({cause: row[cause] / total for cause, total in whole.items()} for row in rows)


def options(
    playbook: Playbook, facts: Facts, offered: Iterable[str]
) -> tuple[tuple[Option, ...], frozenset[Remedy]]:
    """Return what may be done once nothing is locked, and the classes of remedy that have failed.

    Steps that were done already are left out. Of the methods on offer, best first, each class of
    remedy counts once, and not where a step of the same class is still to be tried.
    """
    found = [
        one
        for one in all_steps(playbook)
        if one.remedy not in NOT_A_STEP and f"step.{one.step.id}" not in facts.asked
    ]
    classes = {one.remedy for one in found}
    for method in offered:
        option = switching(playbook, method)
        if option.remedy not in classes:
            classes.add(option.remedy)
            found.append(option)
    return tuple(found), failed_remedies(playbook, facts)


def failed_remedies(playbook: Playbook, facts: Facts) -> frozenset[Remedy]:
    """Return the classes of what was tried and did not help."""
    steps = {
        playbook.step(name.removeprefix("step.")).remedy
        for name, value in facts.starting("step.")
        if value == "no_help" and _has_step(playbook, name)
    }
    methods = {
        playbook.method(name.removeprefix("tried.")).remedy
        for name, value in facts.starting("tried.")
        if value == "failed"
    }
    return frozenset(steps | methods)


@lru_cache(maxsize=8)
def all_steps(playbook: Playbook) -> tuple[Option, ...]:
    """Return every step as an option."""
    return tuple(_stepping(playbook, step) for step in playbook.steps)


@lru_cache(maxsize=64)
def switching(playbook: Playbook, method_id: str) -> Option:
    """Return the option of paying with another method: as good as the best step of its class."""
    method = playbook.method(method_id)
    alike = [one for one in all_steps(playbook) if one.remedy == method.remedy]
    chances = dict.fromkeys(playbook.cause_ids, 0.0)
    for option in alike:
        for cause, chance in option.chances.items():
            chances[cause] = max(chance, chances[cause])
    return Option(_switch(method), method.remedy, chances, {})


def method_chance(shares: Likelihoods, playbook: Playbook, method: str) -> float:
    """Return how likely the sale closes when the customer pays with this method instead."""
    chances = switching(playbook, method).chances
    closes: float = sum(map(mul, chances.values(), map(shares.__getitem__, chances)))
    return min(1.0, closes)


def _switch(method: Method) -> NextStep:
    return NextStep(NextKind.switch, method.id, method.seconds)


def _stepping(playbook: Playbook, step: Step) -> Option:
    kind = NextKind.wait if step.remedy in ("confirm_on_phone", "wait") else NextKind.do
    chances = dict.fromkeys(playbook.cause_ids, 0.0)
    seconds: dict[str, float] = {}
    for cause in playbook.causes:
        for mend in cause.mends:
            if mend.step == step.id:
                chances[cause.id] = mend.chance
                if mend.seconds != step.seconds:
                    seconds[cause.id] = mend.seconds
    return Option(NextStep(kind, step.id, step.seconds), step.remedy, chances, seconds)


def _has_step(playbook: Playbook, name: str) -> bool:
    return any(f"step.{step.id}" == name for step in playbook.steps)
