from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.sandbox.orders import (
    CODE_LIFE_S,
    CustomerAct,
    Offer,
    Order,
    OrderBook,
    Plan,
    Sale,
)
from cashier.sandbox.wire import Refusal, Refused, TradeState
from tests.helpers import sandbox as helper

PASSWORD = Plan(TradeState.USERPAYING)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def book(clock: ManualClock) -> OrderBook:
    return OrderBook(clock)


def state(book: OrderBook, number: str) -> TradeState | None:
    order = book.query(number)
    return None if order is None else order.state


def test_a_code_is_scanned_once(book: OrderBook) -> None:
    number = helper.offered(book).out_trade_no
    assert state(book, number) is TradeState.NOTPAY
    paid = book.customer(number, CustomerAct.pays)
    assert paid is not None
    assert (paid.state, paid.taken) == (TradeState.SUCCESS, 1)
    assert book.by_transaction(paid.transaction_id) == paid
    assert book.by_transaction("x") is None
    assert book.customer(number, CustomerAct.pays) is None
    assert book.customer("x", CustomerAct.pays) is None
    assert book.cancel(number) is Refused.already_paid
    assert book.offer(Offer(number, 1600), Plan()) is Refused.already_paid


def test_a_code_that_nobody_scans_ends_after_two_hours(book: OrderBook, clock: ManualClock) -> None:
    number = helper.offered(book).out_trade_no
    clock.advance(CODE_LIFE_S - 1)
    assert state(book, number) is TradeState.NOTPAY
    clock.advance(1)
    assert state(book, number) is TradeState.CLOSED


def test_it_was_paid_when_the_customer_paid_however_late_somebody_asks(
    book: OrderBook, clock: ManualClock
) -> None:
    number = helper.offered(book, Plan(after_s=5)).out_trade_no
    due = clock.now() + timedelta(seconds=5)
    clock.advance(600)
    for _ in range(2):
        order = book.query(number)
        assert order is not None
        assert order.paid_at == due
        clock.advance(60)
    refunded = book.refund(number)
    assert refunded is not None
    assert refunded.paid_at == due


def test_a_plan_lets_the_customer_scan_by_itself(book: OrderBook, clock: ManualClock) -> None:
    number = helper.offered(book, Plan(after_s=5)).out_trade_no
    clock.advance(5)
    assert state(book, number) is TradeState.SUCCESS


def test_what_is_scanned_by_whom_decides_how_it_is_taken_back(book: OrderBook) -> None:
    scanned_by_till = helper.place(book, Plan(TradeState.NOTPAY)).out_trade_no
    scanned_by_customer = helper.offered(book).out_trade_no
    assert book.cancel(scanned_by_till) is Refused.only_reverse
    assert book.reverse(scanned_by_customer) is Refused.only_close
    assert book.customer(scanned_by_till, CustomerAct.pays) is None
    assert book.cancel("x") is Refused.unknown_order


def test_who_follows_an_order_hears_of_each_change(book: OrderBook) -> None:
    number, heard = helper.offered(book).out_trade_no, list[TradeState | None]()
    book.follow(number, lambda: heard.append(state(book, number)))
    book.customer(number, CustomerAct.pays)
    book.refund(number)
    assert heard == [TradeState.SUCCESS, TradeState.REFUND]


def test_a_charge_takes_the_money_once(book: OrderBook) -> None:
    order = helper.place(book)
    assert (order.state, order.taken, order.given_back) == (TradeState.SUCCESS, 1, 0)
    assert book.all() == (order,)


def test_the_code_itself_is_not_kept(book: OrderBook) -> None:
    code = helper.payment_code()
    book.charge(Sale("T1", 1, code), Plan())
    assert code.reveal() not in repr(vars(book))


def test_a_code_serves_one_order_even_when_it_failed(book: OrderBook) -> None:
    code = helper.payment_code()
    book.charge(Sale("T1", 1, code), Plan(TradeState.PAYERROR))
    assert book.charge(Sale("T2", 1, code), Plan()) is Refused.code_used
    assert book.query("T2") is None


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (TradeState.SUCCESS, Refused.already_paid),
        (TradeState.REVOKED, Refused.already_reversed),
        (TradeState.CLOSED, Refused.already_closed),
        (TradeState.REFUND, Refused.already_closed),
        (TradeState.USERPAYING, Refused.number_used),
        (TradeState.NOTPAY, Refused.number_used),
        (TradeState.PAYERROR, Refused.number_used),
    ],
)
def test_a_new_code_on_an_old_number_is_refused(
    book: OrderBook, before: TradeState, told: Refusal
) -> None:
    order = helper.place_in(book, before)
    again = Sale(order.out_trade_no, order.amount_fen, helper.payment_code())
    assert book.charge(again, Plan()) is told
    assert book.query(order.out_trade_no) == order


def test_the_very_same_charge_again_changes_nothing(book: OrderBook) -> None:
    sale = Sale("T1", 1, helper.payment_code())
    first = book.charge(sale, PASSWORD)
    assert book.charge(sale, Plan()) == first
    assert book.charge(Sale("T1", 2, sale.auth_code), Plan()) is Refused.number_used
    book.customer("T1", CustomerAct.cancels)
    assert book.charge(sale, Plan()) is Refused.failed_before


def test_time_turns_an_order_once(book: OrderBook, clock: ManualClock) -> None:
    number = helper.place(book, Plan(TradeState.USERPAYING, after_s=6.0)).out_trade_no
    clock.advance(5.9)
    assert state(book, number) is TradeState.USERPAYING
    clock.advance(0.1)
    assert state(book, number) is TradeState.SUCCESS
    clock.advance(100)
    order = book.query(number)
    assert order is not None
    assert order.taken == 1


def test_a_wall_clock_set_back_turns_nothing(book: OrderBook, clock: ManualClock) -> None:
    number = helper.place(book, Plan(TradeState.USERPAYING, after_s=6.0)).out_trade_no
    clock.jump(3600)
    assert state(book, number) is TradeState.USERPAYING


@pytest.mark.parametrize(
    ("act", "after"),
    [
        (CustomerAct.enters_password, TradeState.SUCCESS),
        (CustomerAct.chooses_other, TradeState.SUCCESS),
        (CustomerAct.cancels, TradeState.PAYERROR),
    ],
)
def test_the_customer_decides_while_the_phone_asks(
    book: OrderBook, act: CustomerAct, after: TradeState
) -> None:
    number = helper.place(book, PASSWORD).out_trade_no
    acted = book.customer(number, act)
    assert acted is not None
    assert acted.state is after
    assert book.customer(number, act) is None
    assert book.customer("T-none", act) is None


def test_the_password_can_lead_to_a_limit(book: OrderBook) -> None:
    plan = Plan(TradeState.USERPAYING, 8.0, TradeState.PAYERROR, TradeState.PAYERROR)
    number = helper.place(book, plan).out_trade_no
    book.customer(number, CustomerAct.enters_password)
    assert state(book, number) is TradeState.PAYERROR


def test_reversing_while_the_customer_pays_is_refused(book: OrderBook) -> None:
    number = helper.place(book, PASSWORD).out_trade_no
    assert book.reverse(number) is Refused.still_paying


def test_a_reversed_order_never_succeeds_late(book: OrderBook, clock: ManualClock) -> None:
    number = helper.place(book, Plan(TradeState.NOTPAY, after_s=12.0)).out_trade_no
    book.reverse(number)
    clock.advance(60)
    order = book.query(number)
    assert order is not None
    assert (order.state, order.taken) == (TradeState.REVOKED, 0)


def test_reversing_a_paid_order_gives_the_money_back_once(book: OrderBook) -> None:
    number = helper.place(book).out_trade_no
    for _ in range(3):
        order = book.reverse(number)
        assert isinstance(order, Order)
        assert (order.taken, order.given_back) == (1, 1)


def test_the_back_office_acts_only_where_it_can(book: OrderBook) -> None:
    paid, waiting = helper.place(book), helper.place(book, PASSWORD)
    assert book.close(paid.out_trade_no) is None
    assert book.refund(waiting.out_trade_no) is None
    assert book.refund("T-none") is None
    closed = helper.place_in(book, TradeState.CLOSED).out_trade_no
    assert book.reverse(closed) is Refused.already_closed
    refunded = helper.place_in(book, TradeState.REFUND)
    assert book.reverse(refunded.out_trade_no) == refunded


plans = st.builds(
    Plan,
    at_once=st.sampled_from(
        [TradeState.SUCCESS, TradeState.NOTPAY, TradeState.USERPAYING, TradeState.PAYERROR]
    ),
    after_s=st.none() | st.floats(0, 60),
    then=st.sampled_from([TradeState.SUCCESS, TradeState.PAYERROR]),
    password=st.sampled_from([TradeState.SUCCESS, TradeState.PAYERROR]),
)
numbers = st.sampled_from(["T1", "T2", "T3"])
codes = st.integers(0, 5).map(lambda n: Secret(f"13{n:016d}"))


class Shop(RuleBasedStateMachine):
    """Whatever till, customer and back office do in any order, the money stays right."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = ManualClock()
        self.book = OrderBook(self.clock)
        self.before: dict[str, Order] = {}
        self.used: dict[Secret, str] = {}

    @rule(number=numbers, code=codes, fen=st.integers(1, 3), plan=plans)
    def charge(self, number: str, code: Secret, fen: int, plan: Plan) -> None:
        known = self.book.query(number)
        answer = self.book.charge(Sale(number, fen, code), plan)
        if isinstance(answer, Order) and known is None:
            assert self.used.setdefault(code, number) == number

    @rule(number=numbers, fen=st.integers(1, 3), plan=plans)
    def offer(self, number: str, fen: int, plan: Plan) -> None:
        answer = self.book.offer(Offer(number, fen), plan)
        if isinstance(answer, Order):
            assert answer.state is TradeState.NOTPAY

    @rule(number=numbers)
    def cancel(self, number: str) -> None:
        answer = self.book.cancel(number)
        if isinstance(answer, Order):
            assert (answer.state, answer.taken) == (TradeState.CLOSED, 0)

    @rule(number=numbers)
    def reverse(self, number: str) -> None:
        self.book.reverse(number)

    @rule(number=numbers, act=st.sampled_from(CustomerAct))
    def customer(self, number: str, act: CustomerAct) -> None:
        self.book.customer(number, act)

    @rule(number=numbers)
    def refund(self, number: str) -> None:
        self.book.refund(number)

    @rule(number=numbers)
    def close(self, number: str) -> None:
        self.book.close(number)

    @rule(seconds=st.floats(0, 90), jump=st.floats(-7200, 7200))
    def wait(self, seconds: float, jump: float) -> None:
        self.clock.advance(seconds)
        self.clock.jump(jump)

    @invariant()
    def money_is_right(self) -> None:
        for order in self.book.all():
            assert order.taken <= 1
            assert 0 <= order.given_back <= order.taken
            paid = order.state is TradeState.SUCCESS
            assert paid == (order.taken > order.given_back)

    @invariant()
    def what_is_over_stays_over(self) -> None:
        over = {TradeState.REVOKED, TradeState.CLOSED, TradeState.REFUND}
        for order in self.book.all():
            before = self.before.get(order.out_trade_no)
            if before is not None and before.state in over:
                assert order == before
            if before is not None and before.state is TradeState.SUCCESS:
                assert order.state in {TradeState.SUCCESS, TradeState.REVOKED, TradeState.REFUND}
            self.before[order.out_trade_no] = order


TestShop = Shop.TestCase
