"""The plan: what is tried or asked first, against problems whose answer is plain or exact."""

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.optimum import exact, followed, small_problem
from cashier.diagnosis.plan import Inquiry, Plan, Problem, Search, plan
from cashier.diagnosis.trying import Way

HALVES = (0.5, 0.5)


def cost_of_trying(problem: Problem) -> float:
    return Search(problem).trying(problem.shares)


def test_the_best_chance_for_its_time_comes_first() -> None:
    quick, sure = Way(10, (0.5, 0.5)), Way(100, (0.9, 0.9))
    assert plan(Problem(HALVES, (sure, quick), stuck=500)).way == 1


def test_a_question_is_asked_when_it_saves_more_than_it_costs() -> None:
    ways = (Way(50, (0.95, 0.0)), Way(50, (0.0, 0.95)))
    cheap, dear = (Inquiry(cost, ((1.0, 0.0), (0.0, 1.0))) for cost in (5.0, 40.0))
    assert plan(Problem(HALVES, ways, (cheap,), stuck=500)).inquiry == 0
    assert plan(Problem(HALVES, ways, (dear,), stuck=500)).way is not None


def test_no_question_is_asked_once_enough_were() -> None:
    ways = (Way(50, (0.95, 0.0)), Way(50, (0.0, 0.95)))
    asks = (Inquiry(1.0, ((1.0, 0.0), (0.0, 1.0))),)
    assert plan(Problem(HALVES, ways, asks, stuck=500, questions_left=0)).inquiry is None


def test_what_is_not_worth_its_cost_is_left() -> None:
    hopeless = Way(100, (0.01, 0.01))
    assert plan(Problem(HALVES, (hopeless,), stuck=50)) == Plan(50.0)
    assert plan(Problem(HALVES, (), stuck=50)) == Plan(50.0)


def test_wrong_words_speak_for_a_question_that_names_the_cause() -> None:
    same = (Way(20, (0.9, 0.9)),)
    asks = (Inquiry(8.0, ((1.0, 0.0), (0.0, 1.0))),)
    plain = Problem(HALVES, same, asks, stuck=500)
    assert plan(plain).way == 0
    careful = Problem(HALVES, same, asks, stuck=500, wrong_words=60)
    assert plan(careful).inquiry == 0


@given(st.integers(0, 10_000), st.floats(0, 300))
def test_no_answer_is_worth_less_than_nothing_for_naming(seed: int, price: float) -> None:
    drawn = replace(small_problem(random.Random(seed)), wrong_words=price)
    search = Search(drawn)
    silent = search.naming(drawn.shares)
    for asked in drawn.inquiries:
        rows = (tuple(p * q for p, q in zip(drawn.shares, r, strict=True)) for r in asked.answers)
        assert sum(search.naming(row) for row in rows) <= silent + 1e-9


def test_a_cause_is_named_once() -> None:
    ways = (Way(20, (0.5, 0.0)), Way(20, (0.0, 0.5)))
    plain, careful = (Problem(HALVES, ways, stuck=100, wrong_words=price) for price in (0, 60))
    assert plan(careful).cost == pytest.approx(plan(plain).cost + 60 * 0.5)


def test_trying_way_after_way_costs_what_it_costs() -> None:
    problem = Problem((1.0,), (Way(10, (0.5,)), Way(30, (1.0,))), stuck=1000)
    assert cost_of_trying(problem) == pytest.approx(10 + 0.5 * 30)


PROBLEMS = st.integers(0, 10_000).map(lambda seed: small_problem(random.Random(seed)))


@given(PROBLEMS)
def test_a_plan_costs_at_most_what_giving_up_or_blind_trying_costs(problem: Problem) -> None:
    found = plan(problem)
    assert found.cost <= problem.stuck + 1e-9
    assert found.cost <= cost_of_trying(problem) * 1.01 + 1e-9
    assert found.way is None or found.inquiry is None


@given(PROBLEMS)
def test_nothing_costs_less_than_what_closing_costs_at_least(problem: Problem) -> None:
    search = Search(problem)
    assert search.least(problem.shares) <= exact(problem) + 1e-9
    for asked in problem.inquiries:
        for told in asked.told(problem.shares):
            assert search.least(told) <= search.trying(told) + 1e-9


def test_a_question_that_tells_nothing_is_not_asked() -> None:
    ways = (Way(50, (0.95, 0.0)), Way(50, (0.0, 0.95)))
    silent = Inquiry(1.0, (), silence=1.0)
    assert plan(Problem(HALVES, ways, (silent,), stuck=500, wrong_words=60)).inquiry is None


@given(PROBLEMS)
def test_the_order_in_which_things_are_listed_does_not_matter(problem: Problem) -> None:
    turned = replace(problem, ways=problem.ways[::-1], inquiries=problem.inquiries[::-1])
    assert plan(turned).cost == pytest.approx(plan(problem).cost)


@pytest.mark.parametrize("seed", range(12))
def test_following_the_plan_is_close_to_the_exact_optimum(seed: int) -> None:
    problem = small_problem(random.Random(seed))
    least = exact(problem)
    assert least - 1e-6 <= followed(problem) <= least * 1.1
