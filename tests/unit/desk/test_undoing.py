"""Several cases at once, and taps that are taken back: none of it takes a lock off."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.ports import TillInfo
from cashier.providers.gateway import OrderState
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.playbooks import shipped

UNREADABLE = "支付失败，条码无法识别"
NO_METHOD = "103 暂无可用的支付方式,请绑定其它银行卡完成支付"
HELD = TillInfo("1", undo_s=5.0)


def at_the_cause(till: Till) -> None:
    """Bring a case to its cause."""
    till.desk.open_case()
    till.desk.set_details(amount=Money(1600), method="fenfu")
    till.desk.say_till_text(NO_METHOD)
    while (question := till.case().question) and till.case().page is CasePage.question:
        till.desk.answer(question.name, question.values[1])


def test_another_payment_fails_while_one_is_in_doubt(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        first = till.case().case_id
        assert till.view().open_cases == ()
        till.clock.advance(2)
        till.desk.open_another()
        second = till.case()
        assert second.case_id > first
        assert second.page is CasePage.till_message
        pinned = till.view().open_cases
        assert [(one.case_id, one.locked) for one in pinned] == [(first, True)]
        till.desk.resume_case(first)
        assert till.case().page is CasePage.locked
        assert till.case().offers == ()
        assert [one.case_id for one in till.view().open_cases] == [second.case_id]


def test_a_case_that_waits_without_a_lock_says_so(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        at_the_cause(till)
        till.desk.open_another()
        assert [one.locked for one in till.view().open_cases] == [False]


def test_answers_and_ticks_are_taken_back_one_by_one(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        at_the_cause(till)
        step = till.case().steps[0].id
        till.desk.step_done(step)
        assert till.case().steps[0].ticked
        till.desk.choose_method(till.case().offers[0].method)
        assert till.case().page is CasePage.closing
        till.desk.undo()
        assert till.case().page is CasePage.cause
        assert till.case().chosen_method is None
        till.desk.undo()
        assert not till.case().steps[0].ticked
        for _ in range(3):
            till.desk.undo()
            assert till.case().page is CasePage.till_message


def test_an_end_can_be_taken_back_for_some_seconds(tmp_path: Path) -> None:
    with Till(tmp_path, who=HELD) as till:
        at_the_cause(till)
        till.desk.close_case(Outcome.customer_left, None, None)
        view = till.view()
        assert view.case is None
        assert view.undo is not None
        assert view.undo.outcome is Outcome.customer_left
        assert view.open_cases == ()
        assert "CaseClosed" not in till.kinds()
        till.wait(4)
        till.desk.undo()
        assert till.case().page is CasePage.closing
        assert till.view().undo is None
        till.wait(10)
        assert "CaseClosed" not in till.kinds()


def test_an_end_that_nobody_takes_back_counts_from_when_it_was_told(tmp_path: Path) -> None:
    with Till(tmp_path, who=HELD) as till:
        at_the_cause(till)
        till.wait(10)
        till.desk.close_case(Outcome.customer_left, None, None)
        view = till.wait(6)
        assert view.undo is None
        assert [one.outcome for one in view.recent] == [Outcome.customer_left]
        row = till.disk.submit(till.store.cases).result()[0]
        assert row.waited_s == pytest.approx(10, abs=0.1)
        till.desk.undo()
        assert till.view().case is None


def test_what_is_held_back_is_written_before_the_next_end_and_when_the_program_ends(
    tmp_path: Path,
) -> None:
    with Till(tmp_path, who=HELD) as till:
        for _ in range(2):
            at_the_cause(till)
            till.desk.close_case(Outcome.customer_left, None, None)
        assert till.kinds().count("CaseClosed") == 1
    with Till(tmp_path) as again:
        assert again.kinds().count("CaseClosed") == 2
        assert again.view().open_cases == ()


def test_an_end_that_must_not_be_is_refused_at_once(tmp_path: Path) -> None:
    with Till(tmp_path, who=HELD) as till:
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        till.desk.close_case(Outcome.paid_other, "cash", None)
        assert till.case().page is CasePage.locked
        assert [one.id for one in till.view().notices] == ["charge-still-locked"]
        till.desk.close_case(Outcome.check_later, None, None)
        view = till.view()
        assert view.undo is None
        assert [one.locked for one in view.open_cases] == [True]


@pytest.mark.parametrize("how", ["undo", "go_back"])
def test_that_the_customer_scanned_is_not_withdrawn_while_it_keeps_the_lock(
    tmp_path: Path, how: str
) -> None:
    with Till(tmp_path, who=HELD) as till:
        till.desk.open_case()
        till.desk.say_till_text(NO_METHOD)
        assert till.case().lock is None
        till.desk.answer("ask.who_scanned", "customer")
        assert till.case().lock is not None
        getattr(till.desk, how)()
        assert till.case().lock is not None
        assert till.case().offers == ()


NUMBER = "DEMO20261122000123"
SHOWN = {"notice-paid_late", "notice-paid_twice", "notice-paying_after_all"}


@dataclass(frozen=True)
class Came:
    """What a case came to: its end, what is known of its order, and what was told about it."""

    outcome: str
    paid_by: str | None
    known: str
    paid_elsewhere: bool
    locked: bool
    open: bool
    told: tuple[str, ...]
    shown: tuple[str, ...]


def ended(
    folder: Path, held_s: float, taken_off: bool, outcome: Outcome, said: list[OrderState]
) -> Came:
    """Let a payment in doubt end while its order is being asked about."""
    folder.mkdir(parents=True, exist_ok=True)
    clock, told = ManualClock(), []
    gateway = FakeGateway(clock, {NUMBER: list(said)})
    with Till(folder, gateway=gateway, clock=clock, who=TillInfo("1", undo_s=held_s)) as till:
        # Nothing is known of the order before its end is told: what is said then is news.
        gateway.unreachable()
        till.charges(NUMBER)
        till.desk.open_case()
        till.desk.say_till_text(UNREADABLE)
        if taken_off:
            till.settle()
            clock.advance(50)
            till.desk.override_lock()
        case_id = till.case().case_id
        gateway.failure = None
        method = "cash" if outcome is Outcome.paid_other else None
        till.desk.close_case(outcome, method, None)
        till.view()
        for _ in said:
            # As a machine that wakes up asks about every order at once.
            till.desk.woke()
            told += [one.phrase.key for one in till.view().notices if one.phrase.key in SHOWN]
            clock.advance(1)
        till.wait(6)
        events = till.disk.submit(till.store.events, case_id).result()
        case = Case.replay([one.event for one in events], shipped())
        return Came(
            outcome=str(case.outcome),
            paid_by=case.paid_by,
            known=case.known.state,
            paid_elsewhere=case.paid_elsewhere,
            locked=case.charge_lock,
            open=case.is_open,
            told=tuple(dict.fromkeys(told)),
            shown=tuple(one.phrase.key for one in till.view().notices),
        )


def test_an_order_that_is_paid_while_its_end_is_held_back_is_told_and_not_lost(
    tmp_path: Path,
) -> None:
    left = ended(tmp_path / "1", 5.0, False, Outcome.customer_left, [OrderState.paid])
    assert (left.outcome, left.known, left.told) == (
        "customer_left",
        "paid",
        ("notice-paid_late",),
    )
    other = ended(tmp_path / "2", 5.0, True, Outcome.paid_other, [OrderState.paid])
    assert (other.outcome, other.known, other.paid_elsewhere) == ("paid_other", "paid", True)
    assert other.told == ("notice-paid_twice",)


def test_an_order_that_is_being_paid_while_its_end_is_held_back_is_told_and_stays_open(
    tmp_path: Path,
) -> None:
    left = ended(tmp_path / "1", 5.0, False, Outcome.customer_left, [OrderState.paying])
    assert (left.locked, left.open, left.told) == (True, True, ("notice-paying_after_all",))
    other = ended(tmp_path / "2", 5.0, True, Outcome.paid_other, [OrderState.paying])
    assert (other.locked, other.open, other.told) == (True, True, ("notice-paying_after_all",))


@pytest.mark.parametrize("then", [OrderState.not_paid, OrderState.failed])
def test_that_the_customer_is_paying_is_told_as_long_as_it_is_so(
    tmp_path: Path, then: OrderState
) -> None:
    left = ended(tmp_path, 5.0, False, Outcome.customer_left, [OrderState.paying, then])
    assert left.told == ("notice-paying_after_all",)
    assert left.shown == ()


def test_paid_the_same_way_after_the_lock_was_taken_off_says_nothing_of_the_first_payment(
    tmp_path: Path,
) -> None:
    again = ended(tmp_path, 5.0, True, Outcome.paid_same, [OrderState.paying])
    assert (again.known, again.paid_elsewhere, again.locked) == ("unknown", True, True)


ENDS = st.sampled_from([Outcome.paid_same, Outcome.paid_other, Outcome.customer_left])
SAID = st.lists(st.sampled_from([one for one in OrderState if one != "unknown"]), max_size=3)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.booleans(), ENDS, SAID.filter(bool))
def test_an_end_that_is_held_back_comes_to_the_same_as_one_that_is_written_at_once(
    tmp_path_factory: pytest.TempPathFactory,
    taken_off: bool,
    outcome: Outcome,
    said: list[OrderState],
) -> None:
    folder = tmp_path_factory.mktemp("till")
    held, at_once = (
        ended(folder / str(held_s), held_s, taken_off, outcome, said) for held_s in (5.0, 0.0)
    )
    assert held == at_once


TAPS = st.lists(
    st.one_of(
        st.sampled_from([UNREADABLE, NO_METHOD, "余额不足", "系统繁忙"]).map(lambda t: ("say", t)),
        st.sampled_from(["waiting", "timeout", "nothing"]).map(lambda v: ("outcome", v)),
        st.just(("ask", "ask.phone_shows_paid", "no")),
        st.just(("ask", "ask.who_scanned", "customer")),
        st.just(("ask", "ask.phone_asks_password", "yes")),
        st.just(("paid",)),
        st.just(("close",)),
    ),
    max_size=5,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(TAPS, st.integers(1, 7))
def test_undo_takes_no_lock_off(
    tmp_path_factory: pytest.TempPathFactory, taps: list[tuple[str, ...]], undone: int
) -> None:
    with Till(tmp_path_factory.mktemp("till"), who=HELD) as till:
        till.desk.open_case()
        for tap in taps:
            match tap:
                case ("say", text):
                    till.desk.say_till_text(text)
                case ("outcome", value):
                    till.desk.answer("register.outcome", value)
                case ("ask", name, value):
                    till.desk.answer(name, value)
                case ("paid",):
                    till.desk.clerk_order_state("paid")
                case _:
                    till.desk.close_case(Outcome.customer_left, None, None)
        for _ in range(undone):
            before = till.view().case
            locked = before is not None and before.lock is not None
            till.desk.undo()
            after = till.view().case
            if locked and after is not None:
                paid = after.settled is not None and after.settled.state == "paid"
                assert after.lock is not None or paid
                assert after.offers == ()
