"""The best order of remedies when the cause is known: exact, by dynamic programming.

Without retries this is the rule "chance per second, best first, until the supervisor is quicker";
it also minds that a pending order must be taken back before another charge.
"""

from functools import lru_cache
from typing import NamedTuple

from benchmarks.simulation.sale import CHARGES_NOTHING, OUTSIDE_REACH, PENDING_CAUSES
from benchmarks.simulation.truth import DRAWN_ANEW
from benchmarks.simulation.world import TrueCause, World

_LEAST_CHANCE = 0.001


class State(NamedTuple):
    """What was tried in vain, whether the order was taken back and the supervisor fetched."""

    tried: frozenset[str] = frozenset()
    reversed: bool = False
    fetched: bool = False

    def after(self, remedy: str, *, pends: bool) -> "State":
        """Return what a try in vain leaves; some remedies are worth another try."""
        return State(
            self.tried if remedy in DRAWN_ANEW else self.tried | {remedy},
            self.reversed or (pends and remedy not in CHARGES_NOTHING),
            self.fetched or remedy in OUTSIDE_REACH,
        )


class Plan:
    """What to do next for one cause."""

    def __init__(self, world: World, cause: TrueCause) -> None:
        self._seconds = world.seconds
        self._mends = cause.mends
        self._pends = cause.id in PENDING_CAUSES
        self._best = lru_cache(maxsize=None)(self._find)

    def next(self, state: State) -> str | None:
        """Return the next remedy, or None when the supervisor is quicker."""
        return self._best(state)[1]

    def after(self, state: State, remedy: str) -> State:
        """Return the state when this remedy has not helped."""
        return state.after(remedy, pends=self._pends)

    def _find(self, state: State) -> tuple[float, str | None]:
        stuck = self._seconds["find_supervisor"] + self._seconds["cash"]
        best: tuple[float, str | None] = (stuck, None)
        for remedy, chance in self._mends.items():
            dead = remedy == "confirm_on_phone" and state.reversed
            if remedy not in state.tried and chance > _LEAST_CHANCE and not dead:
                cost = self._cost(remedy, chance, state)
                best = min(best, (cost, remedy), key=lambda pair: pair[0])
        return best

    def _cost(self, remedy: str, chance: float, state: State) -> float:
        then = self.after(state, remedy)
        cost = self._seconds[remedy] + self._seconds["say"]
        cost += self._seconds["reverse"] * (then.reversed and not state.reversed)
        cost += self._seconds["find_supervisor"] * (then.fetched and not state.fetched)
        if then == state:
            return cost / chance
        return cost + (1 - chance) * self._best(then)[0]


class Plans:
    """The plans of a world's causes, each made once."""

    def __init__(self, world: World) -> None:
        self._plans = {cause.id: Plan(world, cause) for cause in world.causes}

    def of(self, cause: TrueCause) -> Plan:
        """Return the plan of a cause."""
        return self._plans[cause.id]
