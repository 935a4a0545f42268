"""What earlier shifts have taught: handed to every judgement, or to none when switched off."""

from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import pytest

from cashier.cases.advice import Advice
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.desk.guidance_views import GuidanceView, TryWish
from cashier.desk.manager import LearnedView, LearningView
from cashier.diagnosis.learning import MOST_CHANGE, UNCONFIRMED, Counts
from cashier.diagnosis.posterior import priors
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.errors import StorageFailed
from cashier.history.shifts import Handover
from cashier.history.store import Store
from tests.helpers.desks import Till
from tests.helpers.histories import NOON, Sale
from tests.helpers.playbooks import shipped

DAY_S = 86_400.0
COMMON = "customer.realname"
Found = TypeVar("Found")


def on_disk(till: Till, call: Callable[[], Found]) -> Found:
    return till.disk.submit(call).result(60)


def taught(folder: Path, cause: str = COMMON, *, confirmed: bool = True) -> ManualClock:
    """Leave a history of two days with six failures each; return the clock as it stands then."""
    clock = ManualClock(NOON)
    with Till(folder, clock=clock) as till:
        for day in range(2):
            sales = [Sale(f"{day}{n}", cause=cause, confirmed=confirmed) for n in range(6)]
            for sale in sales:
                on_disk(till, lambda sale=sale: till.store.append(sale.events()))  # type: ignore[misc]
            clock.advance(DAY_S)
            till.desk.change_shift(Handover())
            till.settle()
    return clock


def judged(till: Till) -> Advice:
    """Open a case about which little is known, and return what the desk thinks of it."""
    till.desk.open_case()
    till.desk.say_till_text("支付失败")
    till.settle()
    work = till.desk._work
    assert work.front is not None
    return work.judging.advice(work.front, can_query=False)


def ranked(advice: Advice) -> list[str]:
    return [one.cause for one in advice.after.ranked]


def learning(till: Till) -> LearningView:
    got: list[GuidanceView] = []
    till.desk.ask_guidance(TryWish(), got.append)
    till.settle()
    return got[0].learning


def test_confirmed_causes_of_earlier_shifts_move_a_case_with_little_evidence(
    tmp_path: Path,
) -> None:
    clock = taught(tmp_path / "taught")
    with Till(tmp_path / "taught", clock=clock) as till, Till(tmp_path / "new") as new:
        with_history, without = judged(till), judged(new)
    assert ranked(with_history).index(COMMON) < ranked(without).index(COMMON)
    assert with_history.known == without.known
    prior = priors(shipped())[COMMON]
    assert with_history.after.prior[COMMON] == pytest.approx(prior * MOST_CHANGE)


def test_switched_off_or_not_confirmed_the_playbook_holds(tmp_path: Path) -> None:
    clock = taught(tmp_path / "taught")
    doubtful = taught(tmp_path / "doubtful", confirmed=False)
    with (
        Till(tmp_path / "taught", clock=clock, learn=False) as off,
        Till(tmp_path / "doubtful", clock=doubtful) as unsure,
        Till(tmp_path / "new") as new,
    ):
        plain = judged(new).after
        assert judged(off).after == plain
        assert judged(unsure).after == plain


def test_a_new_shift_counts_what_the_last_one_has_taught(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        for _ in range(3):
            till.desk.open_case()
            till.desk.set_details(method="wechat")
            till.desk.say_till_text("余额不足")
            till.desk.close_case(Outcome.customer_left, None, None)
        till.settle()
        assert till.desk._work.memory.learned == Counts()
        till.desk.change_shift(Handover())
        till.settle()
        learned = till.desk._work.memory.learned
        assert learned is not None
        assert dict(learned.weights) == pytest.approx({"customer.no_funds": 3.0})


def test_what_was_learned_confirms_nothing_by_itself(tmp_path: Path) -> None:
    clock = taught(tmp_path, "customer.no_funds")
    with Till(tmp_path, clock=clock) as till:
        till.desk.open_case()
        till.desk.set_details(method="fenfu")
        till.desk.say_till_text("余额不足")
        till.settle()
        work = till.desk._work
        assert work.front is not None
        assert (
            work.judging.advice(work.front, can_query=False).after.probability("customer.no_funds")
            > 0.7
        )
        till.desk.close_case(Outcome.customer_left, None, None)
        counted = on_disk(till, lambda: till.store.learned_counts(clock.now()))
        today = [(one.cause, one.times) for one in counted if one.closed_at is None]
        assert today == [(UNCONFIRMED, 1)]


def test_a_history_that_cannot_be_read_teaches_nothing_and_guidance_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> NoReturn:
        raise StorageFailed(file="history.sqlite", reason="I/O")

    clock = taught(tmp_path)
    monkeypatch.setattr(Store, "learned_counts", broken)
    with Till(tmp_path, clock=clock) as till:
        advice = judged(till)
        assert advice.after.prior == priors(shipped())
        assert till.case() is not None
        assert {notice.id for notice in till.view().notices} == {"storage-failed"}


def test_the_manager_sees_every_cause_the_greatest_change_first(tmp_path: Path) -> None:
    clock = taught(tmp_path)
    with Till(tmp_path, clock=clock) as till:
        view = learning(till)
    assert (view.on, view.switched_at, view.since) == (True, None, NOON)
    base = priors(shipped())
    credit = {cause.id for cause in shipped().causes if cause.credit}
    assert {one.cause for one in view.learned} == set(base) - credit | {"customer.account"}
    first = view.learned[0]
    prior = base[COMMON]
    assert first == LearnedView(COMMON, prior, first.learned, view.confirmed)
    assert first.learned == pytest.approx(prior * MOST_CHANGE)
    assert sum(one.learned for one in view.learned) == pytest.approx(1.0)
    changes = [abs(one.learned - one.playbook) for one in view.learned]
    assert changes == sorted(changes, reverse=True)


def test_switching_is_kept_once_with_its_time_and_shown(tmp_path: Path) -> None:
    clock = taught(tmp_path)
    times = []
    kept: tuple[AuditRecord, ...] = ()
    for learn in (True, False, False, True):
        with Till(tmp_path, clock=clock, learn=learn) as till:
            view = learning(till)
            times.append(view.switched_at)
            assert view.on is learn
            assert view.learned[0].cause == COMMON
            kept = on_disk(till, till.store.changes)
        clock.advance(3600)
    begin = clock.now().timestamp() - 4 * 3600
    seconds = [None if at is None else at.timestamp() - begin for at in times]
    assert seconds == [None, 3600, 3600, 3 * 3600]
    assert [(one.kind, one.what, one.before, one.after) for one in kept] == [
        (AuditKind.learning_switched, "guidance.learn", "off", "on"),
        (AuditKind.learning_switched, "guidance.learn", "on", "off"),
    ]
