"""How far the planned way to a closed sale is from the best possible one.

Random small problems (up to 8 causes, up to 8 ways and questions together) are solved exactly by
dynamic programming; the plan is followed move by move through every answer, and its expected cost
is compared. Nothing here is fitted: the problems are drawn from the seeds 0, 1, 2, …
"""

import random
import statistics
from collections.abc import Sequence
from dataclasses import replace
from operator import mul

from benchmarks.figures import Figure
from cashier.diagnosis.plan import Inquiry, Problem, plan
from cashier.diagnosis.trying import Way

_PROBLEMS = 500
_NOTHING_LEFT = 1e-12

Shares = tuple[float, ...]
Places = tuple[int, ...]
Answers = tuple[int | None, ...]


def measure() -> list[Figure]:
    """Compare the plan with the exact solution of every problem."""
    over = []
    for seed in range(_PROBLEMS):
        problem = small_problem(random.Random(seed))
        over.append((followed(problem) / exact(problem) - 1) * 100)
    return [
        Figure("cost above the exact optimum, mean of 500", statistics.mean(over), "%", limit=3),
        Figure("cost above the exact optimum, worst", max(over), "%", limit=10),
        Figure("problems solved exactly", 100 * sum(one < 1e-6 for one in over) / len(over), "%"),
    ]


def small_problem(rng: random.Random) -> Problem:
    """Draw a problem: few causes, ways that mend some of them, questions that tell some apart."""
    causes = rng.randint(3, 8)
    questions = rng.randint(0, 4)
    weights = [rng.expovariate(1) for _ in range(causes)]
    return Problem(
        shares=tuple(weight / sum(weights) for weight in weights),
        ways=tuple(_way(rng, causes) for _ in range(rng.randint(2, 8 - questions))),
        inquiries=tuple(_inquiry(rng, causes) for _ in range(questions)),
        stuck=rng.uniform(80, 400),
        questions_left=questions,
    )


def exact(problem: Problem) -> float:
    """Return the least expected cost: every order of moves, every answer."""
    known: dict[tuple[Places, Answers], float] = {}

    def best(shares: Shares, ways: Places, told: Answers) -> float:
        # Not by the shares: one and the same multiplied in another order differ in their last bits.
        if (ways, told) not in known:
            known[ways, told] = solve(shares, ways, told)
        return known[ways, told]

    def solve(shares: Shares, ways: Places, told: Answers) -> float:
        left = sum(shares)
        if left < _NOTHING_LEFT:
            return 0.0
        costs = [left * problem.stuck]
        for way in ways:
            after = _unmended(shares, problem.ways[way])
            costs.append(problem.ways[way].cost * left + best(after, _without(ways, way), told))
        for ask in (place for place, answer in enumerate(told) if answer is None):
            rows = enumerate(tuple(map(mul, shares, row)) for row in problem.inquiries[ask].answers)
            cost = problem.inquiries[ask].cost * left
            costs.append(
                cost + sum(best(row, ways, _with(told, ask, answer)) for answer, row in rows)
            )
        return min(costs)

    ways, asks = _all_of(problem)
    return best(problem.shares, ways, (None,) * len(asks))


def followed(problem: Problem) -> float:
    """Return the expected cost of doing what the plan says, planning anew after every answer."""

    def go(shares: Shares, ways: Places, asks: Places) -> float:
        left = sum(shares)
        if left < _NOTHING_LEFT:
            return 0.0
        here = replace(
            problem,
            shares=tuple(share / left for share in shares),
            ways=tuple(problem.ways[way] for way in ways),
            inquiries=tuple(problem.inquiries[ask] for ask in asks),
            questions_left=len(asks),
        )
        move = plan(here)
        if move.way is not None:
            way = ways[move.way]
            after = _unmended(shares, problem.ways[way])
            return problem.ways[way].cost * left + go(after, _without(ways, way), asks)
        if move.inquiry is not None:
            ask = asks[move.inquiry]
            rest = _without(asks, ask)
            answers = (tuple(map(mul, shares, row)) for row in problem.inquiries[ask].answers)
            cost = problem.inquiries[ask].cost * left
            return cost + sum(go(answer, ways, rest) for answer in answers)
        return left * problem.stuck

    return go(problem.shares, *_all_of(problem))


def _way(rng: random.Random, causes: int) -> Way:
    chances = [rng.uniform(0.1, 0.97) if rng.random() < 0.45 else 0.0 for _ in range(causes)]
    if not any(chances):
        chances[rng.randrange(causes)] = rng.uniform(0.3, 0.97)
    return Way(rng.uniform(5, 90), tuple(chances))


def _inquiry(rng: random.Random, causes: int) -> Inquiry:
    answers = rng.randint(2, 3)
    columns = []
    for _ in range(causes):
        weights = [rng.gammavariate(0.5, 1) + 1e-3 for _ in range(answers)]
        columns.append([weight / sum(weights) for weight in weights])
    return Inquiry(rng.uniform(3, 15), tuple(zip(*columns, strict=True)))


def _unmended(shares: Shares, way: Way) -> Shares:
    return tuple(share * (1 - chance) for share, chance in zip(shares, way.chances, strict=True))


def _without(places: Sequence[int], one: int) -> Places:
    return tuple(place for place in places if place != one)


def _with(told: Answers, ask: int, answer: int) -> Answers:
    return (*told[:ask], answer, *told[ask + 1 :])


def _all_of(problem: Problem) -> tuple[Places, Places]:
    return tuple(range(len(problem.ways))), tuple(range(len(problem.inquiries)))
