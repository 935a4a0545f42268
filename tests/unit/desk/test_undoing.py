"""Several cases at once, and taps that are taken back: none of it takes a lock off."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import CasePage
from cashier.desk.ports import TillInfo
from tests.helpers.desks import Till

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
