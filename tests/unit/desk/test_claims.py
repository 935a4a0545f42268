"""The customer says that it was paid after all: what the desk does about it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cashier.core.clock import ManualClock
from cashier.desk.case_views import CasePage, SettledBy
from cashier.desk.ports import NumberSafe
from cashier.desk.views import Phrase
from cashier.providers.errors import GatewayUnreachable, UnreachableKind
from cashier.providers.gateway import OrderState
from tests.helpers.desks import Safe, Till
from tests.helpers.fake_gateway import FakeGateway

NUMBER = "DEMO20261122000123"


@contextmanager
def known_to_have_failed(
    folder: Path, *, code: str = "", numbers: NumberSafe | None = None
) -> Iterator[tuple[Till, FakeGateway]]:
    """A till with a case in front whose provider has said that the order failed."""
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: OrderState.failed})
    with Till(folder, gateway=gateway, clock=clock, numbers=numbers) as till:
        till.charges(NUMBER, code=code)
        till.desk.open_case()
        till.wait(10)
        yield till, gateway


def test_a_customer_who_says_that_it_was_paid_is_looked_up_and_pays_nothing_meanwhile(
    tmp_path: Path,
) -> None:
    with Till(tmp_path) as till:
        till.desk.open_case()
        till.desk.say_till_text("余额不足")
        till.desk.skip_questions()
        till.desk.choose_method("cash")
        assert till.case().page is CasePage.closing
        assert till.case().claimable
        till.desk.claim_paid()
        case = till.case()
        assert case.page is CasePage.locked
        assert case.script == Phrase("lock-claimed")
        assert (case.offers, case.steps, case.settled, case.claimable) == ((), (), None, False)
        till.desk.choose_method("cash")
        assert till.case().page is CasePage.locked
        till.wait(46)
        till.desk.override_lock()
        assert till.settled().by is SettledBy.override
        assert till.case().page is not CasePage.locked


def test_the_provider_is_asked_at_once_when_the_customer_says_that_it_was_paid(
    tmp_path: Path,
) -> None:
    with known_to_have_failed(tmp_path, code="wechat/NOTENOUGH") as (till, gateway):
        before = len(gateway.asked)
        gateway.states[NUMBER] = OrderState.paid
        till.desk.claim_paid()
        till.wait(1)
        assert len(gateway.asked) > before
        assert till.settled().state == "paid"


def test_what_the_provider_said_before_the_customers_word_is_no_answer_to_it(
    tmp_path: Path,
) -> None:
    with known_to_have_failed(tmp_path) as (till, gateway):
        assert till.settled().by is SettledBy.provider
        gateway.failure = GatewayUnreachable(UnreachableKind.connect, "fake")
        till.desk.claim_paid()
        till.wait(1)
        assert till.case().page is CasePage.locked
        assert [one.detail for one in till.case().timeline] == [None, None, None]


def test_the_number_of_an_order_that_was_known_is_asked_for_once_the_customer_claims(
    tmp_path: Path,
) -> None:
    safe = Safe()
    with known_to_have_failed(tmp_path, numbers=safe) as (till, gateway):
        assert till.settled().state == "failed"
    with Till(tmp_path, gateway=gateway, clock=till.clock, numbers=safe) as till:
        till.desk.resume_case(till.view().open_cases[0].case_id)
        assert till.view().notices == ()
        till.desk.claim_paid()
        assert till.case().page is CasePage.locked
        assert [one.phrase.key for one in till.view().notices] == ["error-order-number-forgotten"]
        gateway.states[NUMBER] = OrderState.paid
        till.desk.set_details(order_number=NUMBER)
        till.wait(5)
        assert till.settled().state == "paid"


def test_a_payment_that_goes_through_while_another_way_is_taken_asks_for_a_refund(
    tmp_path: Path,
) -> None:
    with known_to_have_failed(tmp_path) as (till, gateway):
        till.desk.choose_method("cash")
        gateway.states[NUMBER] = OrderState.paid
        till.desk.claim_paid()
        till.wait(1)
        assert till.settled().state == "paid"
        assert [one.phrase.key for one in till.view().notices] == ["notice-paid_meanwhile"]
