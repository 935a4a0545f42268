"""What it costs to try way after way until one mends it, in numbers only.

The best chance for its time comes first. Shares are what is left of the whole, so that costs simply
add up. No questions and no words in here: `plan` has those.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import repeat
from operator import mul

# The part of the shares at which trying on no longer changes a choice.
_ENOUGH = 0.02

Row = tuple[float, ...]
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may mend: its cost, and how likely it mends each cause."""

    cost: float
    chances: Row

    def after(self, shares: Row) -> Row:
        """Return what is left of the shares when it has not helped."""
        return tuple(
            [share - share * chance for share, chance in zip(shares, self.chances, strict=True)]
        )


class Tries:
    """The ways of one problem. What a run of tries costs is worked out once for the same shares.

    `worthwhile` are the places of those that are worth their cost for one cause at least: of the
    others none is ever tried, for to be stuck is cheaper.
    """

    __slots__ = ("_costs", "_gains", "_kept", "_known", "_least", "_sorted", "_stuck", "worthwhile")

    def __init__(self, ways: Sequence[Way], causes: int, stuck: float) -> None:
        self._stuck = stuck
        self._costs = tuple(way.cost for way in ways)
        self._kept = tuple(tuple([1 - chance for chance in way.chances]) for way in ways)
        self._gains = tuple(tuple([chance / way.cost for chance in way.chances]) for way in ways)
        best = map(max, zip(*self._gains, strict=True)) if ways else repeat(0.0, causes)
        self._least = tuple([min(stuck, 1 / gain) if gain else stuck for gain in best])
        self._known: dict[tuple[Row, Places], float] = {}
        self._sorted: dict[tuple[Row, Places], list[tuple[float, int]]] = {}
        self.worthwhile: Places = tuple(
            way for way, gains in enumerate(self._gains) if max(gains) * stuck > 1
        )

    def one(self, shares: Row, way: int) -> float:
        """Return the cost of trying one way, whatever comes of it."""
        return self._costs[way] * sum(shares)

    def after(self, shares: Row, way: int) -> Row:
        """Return what is left of the shares when a way has not helped."""
        return tuple(map(mul, shares, self._kept[way]))

    def least(self, shares: Row) -> float:
        """Return a cost below which nothing can close the sale, whatever is asked or tried.

        As if each cause were known, and the best chance for its time could be had again and again.
        """
        cost: float = sum(map(mul, shares, self._least))
        return cost

    def promising(self, shares: Row, ways: Places, most: int) -> list[int]:
        """Return the ways with the best chance for their time, the best first."""
        return [way for _, way in self._worths(shares, ways)[: -most - 1 : -1]]

    def cost(self, shares: Row, ways: Places) -> float:
        """Return the cost of trying way after way, the best chance for its time first."""
        key = shares, ways
        if key not in self._known:
            self._known[key] = self._tried(shares, ways)
        return self._known[key]

    def _worths(self, shares: Row, ways: Places) -> list[tuple[float, int]]:
        """Return each way's chance for its time, the best last."""
        key = shares, ways
        if key not in self._sorted:
            gains = self._gains
            found = [(sum(map(mul, shares, gains[way])), way) for way in ways]
            self._sorted[key] = sorted(found)
        return self._sorted[key]

    def _tried(self, shares: Row, ways: Places) -> float:
        """Try until giving up is cheaper.

        What a way is worth can only fall while shares are used up, so that only the one on top of
        the list has to be looked at again.
        """
        gains, kept, stuck = self._gains, self._kept, self._stuck
        left = sum(shares)
        total, enough = 0.0, left * _ENOUGH
        worths = list(self._worths(shares, ways))
        while worths and left > enough:
            worth, way = worths.pop()
            if total:
                worth = sum(map(mul, shares, gains[way]))
                if worths and worth < worths[-1][0]:
                    insort(worths, (worth, way))
                    continue
            if worth * stuck <= left:
                break
            total += self._costs[way] * left
            shares = tuple(map(mul, shares, kept[way]))
            left = sum(shares)
        return total + left * stuck
