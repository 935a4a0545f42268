"""What register and platform say while an end is held back: the same as had it been written."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.desk.ports import TillInfo
from cashier.providers.gateway import OrderState
from tests.helpers.desks import Till
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.playbooks import shipped

NUMBER = "DEMO20261122000123"
HELD_S = pytest.mark.parametrize("held_s", [0.0, 5.0])


@dataclass(frozen=True)
class Register:
    """A till whose register tells what became of one order."""

    till: Till
    gateway: FakeGateway

    def tells(self, code: str) -> None:
        self.till.charges(NUMBER, code=f"wechat/{code}")
        self.till.settle()

    def begins(self, code: str) -> str:
        self.tells(code)
        self.till.desk.open_case()
        return self.till.case().case_id

    def written(self, case_id: str) -> Case:
        self.till.wait(6)
        self.gateway.failure = None
        self.till.desk.woke()
        self.till.wait(3)
        rows = self.till.disk.submit(self.till.store.events, case_id).result()
        return Case.replay([row.event for row in rows], shipped())

    def notices(self) -> list[str]:
        return [one.phrase.key for one in self.till.view().notices]


def register(folder: Path, state: OrderState, held_s: float) -> Register:
    clock = ManualClock()
    gateway = FakeGateway(clock, {NUMBER: state})
    till = Till(folder, gateway=gateway, clock=clock, who=TillInfo("1", undo_s=held_s))
    return Register(till, gateway)


@HELD_S
def test_a_second_payment_is_told_where_the_register_doubts_the_first_again(
    tmp_path: Path, held_s: float
) -> None:
    shop = register(tmp_path, OrderState.paid, held_s)
    with shop.till as till:
        shop.gateway.unreachable()
        case_id = shop.begins("NOTENOUGH")
        till.desk.close_case(Outcome.paid_other, "cash", None)
        shop.tells("SYSTEMERROR")
        case = shop.written(case_id)
        assert (case.outcome, case.paid_twice) == (Outcome.paid_other, True)
        assert not case.is_open
        assert "notice-paid_twice" in shop.notices()


@HELD_S
def test_one_payment_is_not_called_two_where_the_register_says_failed_after_it_was_paid(
    tmp_path: Path, held_s: float
) -> None:
    shop = register(tmp_path, OrderState.paid, held_s)
    with shop.till as till:
        shop.gateway.unreachable()
        case_id = shop.begins("SYSTEMERROR")
        till.desk.close_case(Outcome.paid_same, None, None)
        shop.tells("NOTENOUGH")
        case = shop.written(case_id)
        assert (case.outcome, case.paid_twice) == (Outcome.paid_same, False)
        assert "notice-paid_twice" not in shop.notices()


@HELD_S
def test_no_reverse_leaves_once_the_order_was_said_to_be_paid(
    tmp_path: Path, held_s: float
) -> None:
    shop = register(tmp_path, OrderState.not_paid, held_s)
    with shop.till as till:
        case_id = shop.begins("SYSTEMERROR")
        till.wait(20)
        shop.gateway.unreachable()
        till.desk.request_reverse(None)
        till.settle()
        till.wait(3)
        shop.gateway.failure = None
        shop.gateway.asked.clear()
        till.desk.close_case(Outcome.paid_same, None, None)
        assert shop.written(case_id).outcome is Outcome.paid_same
        assert shop.gateway.states[NUMBER] is OrderState.not_paid
