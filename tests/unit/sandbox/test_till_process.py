import sys

import pytest

from cashier.core.money import Money
from cashier.sandbox.orders import CustomerAct
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_process import TillGone, TillProcess, till_command
from tests.helpers import alipay
from tests.helpers import sandbox as helper

PRICE = Money(1600)


@pytest.fixture(autouse=True)
def no_haste(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a till leave by itself, however busy the machine is."""
    monkeypatch.setattr("cashier.sandbox.till_process._LEAVE_S", helper.PATIENCE_S)


def test_a_till_of_its_own_charges_and_settles(live: SandboxGateway) -> None:
    live.faults.queue("userpaying_forever", "healthy")
    with TillProcess(till_command(live.base_url), live.keys.till) as till:
        first = till.charge(PRICE, helper.payment_code(), "fenfu")
        second = till.start_charge(PRICE, helper.payment_code(), "wechat")
        third = till.start_settle(first.order_number)
        assert (first.screen, first.code) == ("支付失败，条码无法识别", None)
        assert second.result(helper.PATIENCE_S).screen == "收款成功"
        assert third.result(helper.PATIENCE_S).state == "waiting"
        assert till.settle(second.result(helper.PATIENCE_S).order_number).state == "paid"
    assert [order.amount_fen for order in live.orders.all()] == [1600, 1600]
    assert till._process.returncode == 0


def test_a_code_that_the_customer_scans_is_heard_of(live: SandboxGateway) -> None:
    with TillProcess(till_command(live.base_url), live.keys.till) as till:
        offered = till.start_offer(PRICE, "wechat").result(helper.PATIENCE_S)
        assert (offered.state, offered.qr.startswith("weixin://")) == ("waiting", True)
        waiting = till.start_await(offered.order_number, helper.PATIENCE_S)
        live.orders.customer(offered.order_number, CustomerAct.pays)
        assert waiting.result(helper.PATIENCE_S).state == "paid"


@pytest.mark.parametrize("protocol", ["v3", "v2"])
def test_both_protocols_and_the_other_provider_charge(live: SandboxGateway, protocol: str) -> None:
    command = till_command(live.base_url, protocol=protocol)
    with TillProcess(command, live.keys.till) as till:
        assert till.charge(PRICE, helper.payment_code(), "wechat").state == "paid"
        assert till.charge(PRICE, alipay.payment_code(), "alipay").state == "paid"


def test_no_key_or_code_stands_in_its_command_line(live: SandboxGateway) -> None:
    command = till_command(live.base_url, shows="code", timeout_s=2.0)
    assert command[-4:] == ["--shows", "code", "--protocol", "v3"]
    assert not [part for part in command if "KEY" in part or live.keys.till.serial_no in part]


def test_without_credentials_it_leaves(live: SandboxGateway) -> None:
    command = till_command(live.base_url)
    talk = "import sys, subprocess; subprocess.run(sys.argv[1:], input='{}\\n', text=True)"
    with TillProcess([sys.executable, "-c", talk, *command], live.keys.till) as till:
        assert till.settle("T1").code == "till-credentials-invalid"
        with pytest.raises(TillGone):
            till.settle("T2")


def test_a_till_that_ends_takes_the_waiting_answers_with_it() -> None:
    code = "import sys; [sys.stdin.readline() for _ in range(2)]; print('not json')"
    till = TillProcess([sys.executable, "-c", code], helper.keys().till)
    with pytest.raises(TillGone) as gone:
        till.charge(PRICE, helper.payment_code(), "fenfu")
    assert gone.value.fields == {"reason": "ended"}
    with pytest.raises(TillGone):
        till.settle("T1")
    till.close()
    till.close()


def test_a_till_that_does_not_leave_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cashier.sandbox.till_process._LEAVE_S", 0.1)
    stubborn = "import sys, threading; sys.stdin.read(); threading.Event().wait()"
    till = TillProcess([sys.executable, "-c", stubborn], helper.keys().till)
    waiting = till.start_settle("T1")
    till.close()
    with pytest.raises(TillGone):
        waiting.result(helper.PATIENCE_S)


def test_a_till_that_is_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cashier.sandbox.till_process._PATIENCE_S", 0.05)
    with TillProcess(
        [sys.executable, "-c", "input(); input(); input()"], helper.keys().till
    ) as till:
        with pytest.raises(TillGone) as gone:
            till.settle("T1")
        assert gone.value.fields == {"reason": "silent"}


def test_a_program_that_is_not_there_is_said_so() -> None:
    with pytest.raises(TillGone):
        TillProcess(["/no/such/till"], helper.keys().till)
