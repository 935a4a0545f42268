from datetime import date
from pathlib import Path

from benchmarks.history_data import CREDIT, SCRIPT, Plan, fill
from cashier.cases.outcome import Outcome
from cashier.history.derive import judge_by_replay
from cashier.history.model import CaseFilter, WeekPart
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from tests.helpers.playbooks import shipped

PLAN = Plan(cases=240, days=14)


def opened(path: Path) -> Store:
    return Store.open(
        path, StoreOptions(rules=Rules(Privacy(CREDIT), judge_by_replay(shipped())))
    ).store


def test_the_same_seed_makes_the_same_history(tmp_path: Path) -> None:
    heads = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        path = tmp_path / name
        fill(path, Plan(cases=30, days=3, seed=seed))
        with opened(path) as store:
            heads.append([row.case_id for row in store.cases()])
            assert store.verify().sound
    assert heads[0] == heads[1] != heads[2]


def test_its_cases_can_be_replayed_and_stand_as_they_were_written(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    fill(path, PLAN)
    with opened(path) as store:
        assert store.count() == PLAN.cases
        before = [(row.case_id, row.open, row.outcome) for row in store.cases(limit=None)]
        rebuilt = store.rebuild()
        assert rebuilt.cases == PLAN.cases
        # It is written without a judge; all but the judgement comes out the same.
        assert set(rebuilt.differed) <= {"cases"}
        after = [(row.case_id, row.open, row.outcome) for row in store.cases(limit=None)]
        assert after == before
        assert [row.open for row in store.cases(limit=2)] == [True, False]


def test_it_has_something_to_tell(tmp_path: Path) -> None:
    path = tmp_path / "history.sqlite"
    fill(path, Plan(cases=900))
    with opened(path) as store:
        told = store.series()
        worst = told.week[0]
        assert worst.part == WeekPart(5, 18, 21)
        assert worst.causes[0].cause == "provider.outage"
        lost = CaseFilter(week=worst.part, outcome=Outcome.customer_left)
        assert store.count(lost) == worst.lost > 10
        assert told.split is not None
        assert told.split.script == SCRIPT
        before, after = told.split.before.median, told.split.after.median
        assert before is not None
        assert after is not None
        assert after.value < before.value
        assert store.figures().rate is not None
        assert {day.day for day in told.days} <= {date(2026, 10, d) for d in range(24, 32)} | {
            date(2026, 11, d) for d in range(1, 23)
        }
        assert store.current_shift() is not None
