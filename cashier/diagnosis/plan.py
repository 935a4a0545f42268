"""The quickest way to a closed sale, in numbers only: what to try, or what to ask, first.

Decision-theoretic troubleshooting with one cause at work (Heckerman, Breese and Rommelse, 1995):
each way to mend costs its time and mends cause i with its chance; each question costs its time and
its answers move the shares. Solving this exactly takes too long at a till. One move is looked
ahead, of the moves that come close two, three ways and three questions at each; beyond that, ways
are tried by chance for their time. benchmarks/optimum.py compares it with the exact solution.

What is said with the first way names the likeliest cause, and has its price where that is not the
one: once, for after it only time counts. The price falls with every answer that tells anything, so
that no question is worth less than nothing.

No ids, no playbook, no idea of what is safe: `next_step` hands in only what may be done.
"""

from bisect import insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import mul

_CLOSE = 1.1
_DEEPER = 3
_WAYS = 3
_QUESTIONS = 3
# The part of the shares at which trying on no longer changes a choice.
_ENOUGH = 0.02

Row = Sequence[float]
Places = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Way:
    """Something that may mend: its cost, and how likely it mends each cause."""

    cost: float
    chances: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Something that may be asked: its cost, and how likely each cause gives each answer."""

    cost: float
    answers: tuple[tuple[float, ...], ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """Causes with their shares (they add up to 1), and all that may be done about them.

    Args:
        shares: how likely each cause is.
        ways: what may be tried, each at most once.
        inquiries: what may be asked, each at most once.
        stuck: the cost when every way has failed.
        wrong_words: the cost of beginning with the words of a cause that is not the one.
        questions_left: how many questions may still be asked.
    """

    shares: tuple[float, ...]
    ways: tuple[Way, ...]
    inquiries: tuple[Inquiry, ...] = ()
    stuck: float = 0.0
    wrong_words: float = 0.0
    questions_left: int = 2


@dataclass(frozen=True, slots=True)
class Plan:
    """The first move, as a place in `ways` or `inquiries`, and the expected cost of going on so.

    Neither is set when nothing is left that is worth its cost.
    """

    cost: float
    way: int | None = None
    inquiry: int | None = None


def plan(problem: Problem) -> Plan:
    """Return the first move of the cheapest way found."""
    search = Search(problem)
    asks = tuple(range(len(problem.inquiries))) if problem.questions_left > 0 else ()
    return search.best(
        problem.shares, search.ways, search.telling(problem.shares, search.ways, asks)
    )


class Search:
    """One search. Shares in here are what is left of the whole, so that costs simply add up."""

    __slots__ = ("_asks", "_chances", "_costs", "_least", "_said", "_stuck", "_wrong", "ways")

    def __init__(self, problem: Problem) -> None:
        self.ways: Places = tuple(range(len(problem.ways)))
        self._costs = tuple(way.cost for way in problem.ways)
        self._chances = tuple(way.chances for way in problem.ways)
        self._asks = problem.inquiries
        self._stuck = problem.stuck
        self._wrong = problem.wrong_words
        # The same search once a cause has been named.
        self._said = Search(replace(problem, wrong_words=0.0)) if problem.wrong_words else self
        asked = min(len(problem.inquiries), _QUESTIONS)
        self._least = max(0, asked - problem.questions_left)

    def best(self, shares: Row, ways: Places, asks: Places) -> Plan:
        """Return the best first move: looked ahead once, and once more where it is close."""
        moves = self._moves(shares, ways, asks, deeper=False)
        nearly = min(moves, key=_cost).cost * _CLOSE
        close = sorted((move for move in moves if move.cost <= nearly), key=_cost)[:_DEEPER]
        if len(close) == 1:
            return close[0]
        return min(self._moves(shares, ways, asks, deeper=True, only=close), key=_cost)

    def closing(self, shares: Row, ways: Places) -> float:
        """Return the cost of naming the likeliest cause and trying way after way."""
        return self.naming(shares) + self.trying(shares, ways)

    def naming(self, shares: Row) -> float:
        """Return what it costs that the likeliest cause may not be the one."""
        return self._wrong * (sum(shares) - max(shares))

    def trying(self, shares: Row, ways: Places) -> float:
        """Return the cost of trying way after way, the best chance for its time first.

        It stops where giving up is cheaper. What a way is worth can only fall while shares are used
        up, so that only the one on top of the list has to be looked at again.
        """
        costs, chances, stuck = self._costs, self._chances, self._stuck
        left = sum(shares)
        total, enough = 0.0, left * _ENOUGH
        worths = sorted([(sum(map(mul, shares, chances[way])) / costs[way], way) for way in ways])
        while worths and left > enough:
            worth, way = worths.pop()
            worth = sum(map(mul, shares, chances[way])) / costs[way]
            if worths and worth < worths[-1][0]:
                insort(worths, (worth, way))
                continue
            if worth * stuck <= left:
                break
            total += costs[way] * left
            shares = unmended(shares, chances[way])
            left = sum(shares)
        return total + left * stuck

    def telling(self, shares: Row, ways: Places, asks: Places) -> Places:
        """Return the questions after which closing is cheapest, the best first."""
        costs = []
        for one in asks:
            asked = self._asks[one]
            after = sum(self.closing(tuple(map(mul, shares, row)), ways) for row in asked.answers)
            costs.append((asked.cost + after, one))
        return tuple(one for _, one in sorted(costs)[:_QUESTIONS])

    def ahead(self, shares: Row, ways: Places, asks: Places, *, deeper: bool) -> float:
        """Return the cost of going on: the best move's where looked deeper, else of closing."""
        if not deeper:
            return self.closing(shares, ways)
        return min(self._moves(shares, ways, asks, deeper=False), key=_cost).cost

    def _moves(
        self,
        shares: Row,
        ways: Places,
        asks: Places,
        *,
        deeper: bool,
        only: Sequence[Plan] | None = None,
    ) -> list[Plan]:
        """Return the moves worth a look with their costs; to end it here is one of them."""
        if only is None:
            only = [Plan(0.0), *(Plan(0.0, way=way) for way in self._promising(shares, ways))]
            if len(asks) > self._least:
                only += [Plan(0.0, inquiry=ask) for ask in asks]
        found = []
        for move in only:
            if move.way is not None:
                cost = self._tried(shares, move.way, ways, asks, deeper=deeper)
            elif move.inquiry is not None:
                cost = self._asked(shares, move.inquiry, ways, asks, deeper=deeper)
            else:
                cost = sum(shares) * self._stuck + self.naming(shares)
            found.append(Plan(cost, move.way, move.inquiry))
        return found

    def _promising(self, shares: Row, ways: Places) -> list[int]:
        """Return the ways with the best chance for their time."""
        costs, chances = self._costs, self._chances
        worths = sorted([(-sum(map(mul, shares, chances[way])) / costs[way], way) for way in ways])
        return [way for _, way in worths[:_WAYS]]

    def _tried(self, shares: Row, way: int, ways: Places, asks: Places, *, deeper: bool) -> float:
        after = unmended(shares, self._chances[way])
        rest = tuple(one for one in ways if one != way)
        cost = self._costs[way] * sum(shares) + self.naming(shares)
        return cost + self._said.ahead(after, rest, asks, deeper=deeper)

    def _asked(self, shares: Row, ask: int, ways: Places, asks: Places, *, deeper: bool) -> float:
        asked = self._asks[ask]
        rest = tuple(one for one in asks if one != ask)
        cost = asked.cost * sum(shares)
        for answer in asked.answers:
            cost += self.ahead(tuple(map(mul, shares, answer)), ways, rest, deeper=deeper)
        return cost


def _cost(move: Plan) -> float:
    return move.cost


def unmended(shares: Row, chances: Row) -> Row:
    """Return what is left of the shares when a way has not helped."""
    return [share - share * chance for share, chance in zip(shares, chances, strict=True)]
