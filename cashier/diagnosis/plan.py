"""The quickest way to a closed sale, in numbers only: what to try, or what to ask, first.

Decision-theoretic troubleshooting with one cause at work (Heckerman, Breese and Rommelse, 1995):
each way to mend costs its time and mends cause i with its chance; each question costs its time and
its answers move the shares. Solving this exactly takes too long at a till. One move is looked
ahead, of the moves that come close two, three ways and three questions at each; beyond that, ways
are tried by chance for their time. benchmarks/optimum.py compares it with the exact solution.

What is said with the first way names the likeliest cause, and has its price where that is not the
one: once, for after it only time counts. The price falls with every answer that tells anything, so
that no question is worth less than nothing.

Moves are looked at by what they cost at least, so that most never have to be followed.
No ids, no playbook, no idea of what is safe: `next_step` hands in only what may be done.
"""

from bisect import insort
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import inf
from operator import mul
from typing import NamedTuple

from cashier.diagnosis.trying import Places, Row, Tries, Way

_CLOSE = 1.1
_DEEPER = 3
_WAYS = 3
_QUESTIONS = 3


@dataclass(frozen=True, slots=True)
class Inquiry:
    """Something that may be asked: its cost, and how likely each cause gives each answer.

    `silence` is how likely it is answered in a way that all causes give as likely.
    """

    cost: float
    answers: tuple[Row, ...]
    silence: float = 0.0

    def told(self, shares: Row) -> Iterator[Row]:
        """Yield the shares with each answer that tells anything."""
        return (tuple(map(mul, shares, row)) for row in self.answers)


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

    shares: Row
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
    return Search(problem).best()


class _Stand(NamedTuple):
    """Where a search stands: what is left, what may still be done, what wrong words would cost."""

    shares: Row
    ways: Places
    asks: Places
    price: float


class _Move(NamedTuple):
    """A way, a question, or neither: to end it here. In the order of costs, then of the list."""

    cost: float
    place: int
    way: int | None = None
    inquiry: int | None = None


class Search:
    """One search for the best first move, and what it costs to close with what is left."""

    __slots__ = ("_inquiries", "_least_asks", "_problem", "_tries", "_ways")

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._inquiries = problem.inquiries
        self._tries = Tries(problem.ways, len(problem.shares), problem.stuck)
        self._ways = self._tries.worthwhile
        asked = min(len(problem.inquiries), _QUESTIONS)
        self._least_asks = max(0, asked - problem.questions_left)

    def best(self) -> Plan:
        """Return the best first move: looked ahead once, and once more where it is close."""
        here = self._here()
        moves: list[_Move] = []
        for least in sorted(self._moves(here)):
            if moves and least.cost > min(moves).cost * _CLOSE:
                break
            moves.append(least._replace(cost=self._cost(here, least, self._closing)))
        nearly = min(moves).cost * _CLOSE
        close = sorted(move for move in moves if move.cost <= nearly)[:_DEEPER]
        if len(close) > 1:
            close = [move._replace(cost=self._cost(here, move, self._cheapest)) for move in close]
        first = min(close, key=lambda move: move.cost)
        return Plan(first.cost, first.way, first.inquiry)

    def closing(self, shares: Row) -> float:
        """Return the cost of naming the likeliest cause and trying way after way."""
        return self.naming(shares) + self.trying(shares)

    def trying(self, shares: Row) -> float:
        """Return the cost of trying way after way once a cause has been named."""
        return self._tries.cost(shares, self._ways)

    def least(self, shares: Row) -> float:
        """Return a cost below which the sale cannot be closed."""
        return self._tries.least(shares)

    def naming(self, shares: Row) -> float:
        """Return what it costs that the likeliest cause may not be the one."""
        return _naming(shares, self._problem.wrong_words)

    def _here(self) -> _Stand:
        """Return where the search begins: with the questions after which closing is cheapest."""
        problem = self._problem
        price = problem.wrong_words
        asks = tuple(range(len(problem.inquiries))) if problem.questions_left > 0 else ()
        every = _Stand(problem.shares, self._ways, asks, price)
        best: list[_Move] = []
        for least in sorted(self._questions(every)):
            if len(best) == _QUESTIONS and least.cost > best[-1].cost:
                break
            insort(best, least._replace(cost=self._cost(every, least, self._closing)))
            del best[_QUESTIONS:]
        asks = tuple(move.inquiry for move in best if move.inquiry is not None)
        return every._replace(asks=asks)

    def _cheapest(self, at: _Stand) -> float:
        """Return the cost of the best move, looked ahead once."""
        best = inf
        for move in sorted(self._moves(at)):
            if move.cost >= best:
                break
            best = min(best, self._cost(at, move, self._closing))
        return best

    def _closing(self, at: _Stand) -> float:
        return _naming(at.shares, at.price) + self._tries.cost(at.shares, at.ways)

    def _moves(self, at: _Stand) -> Iterator[_Move]:
        """Yield the moves worth a look with what they cost at least."""
        tries, named = self._tries, _naming(at.shares, at.price)
        yield _Move(sum(at.shares) * self._problem.stuck + named, 0)
        for place, way in enumerate(tries.promising(at.shares, at.ways, _WAYS), start=1):
            after = tries.after(at.shares, way)
            yield _Move(tries.one(at.shares, way) + named + tries.least(after), place, way=way)
        if len(at.asks) > self._least_asks:
            yield from self._questions(at)

    def _questions(self, at: _Stand) -> Iterator[_Move]:
        """Yield the questions with what they cost at least."""
        left, least = sum(at.shares), self._tries.least(at.shares)
        for place, ask in enumerate(at.asks, start=_WAYS + 1):
            asked = self._inquiries[ask]
            named = asked.silence * _naming(at.shares, at.price)
            if at.price:
                named += sum(_naming(told, at.price) for told in asked.told(at.shares))
            yield _Move(asked.cost * left + named + least, place, inquiry=ask)

    def _cost(self, at: _Stand, move: _Move, ahead: Callable[[_Stand], float]) -> float:
        """Return what a move costs with what comes after it."""
        if move.way is not None:
            ways = tuple(way for way in at.ways if way != move.way)
            after = _Stand(self._tries.after(at.shares, move.way), ways, at.asks, 0.0)
            named = _naming(at.shares, at.price)
            return self._tries.one(at.shares, move.way) + named + ahead(after)
        if move.inquiry is None:
            return move.cost
        asked = self._inquiries[move.inquiry]
        rest = tuple(ask for ask in at.asks if ask != move.inquiry)
        cost = asked.cost * sum(at.shares)
        if asked.silence:
            cost += asked.silence * ahead(at._replace(asks=rest))
        for told in asked.told(at.shares):
            cost += ahead(_Stand(told, at.ways, rest, at.price))
        return cost


def _naming(shares: Row, price: float) -> float:
    return price * (sum(shares) - max(shares)) if price else 0.0
