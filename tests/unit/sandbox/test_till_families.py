"""The till in every family of calls: what it hears, what it shows, codes that customers scan."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import httpx
import pytest

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.orders import CustomerAct
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till import Till, TillScreen
from cashier.sandbox.till_alipay import AlipayTillClient
from cashier.sandbox.till_charge import TillClient
from cashier.sandbox.till_charge_v2 import TillClientV2
from cashier.sandbox.till_ear import Ear
from cashier.sandbox.till_outcome import Client, Outcome
from cashier.sandbox.wallet import fresh_payment_code
from tests.helpers import sandbox as helper

PRICE = Money(1600)
FAMILIES: dict[Tongue, Callable[..., Client]] = {
    Tongue.wechat_v3: TillClient,
    Tongue.wechat_v2: TillClientV2,
    Tongue.alipay: AlipayTillClient,
}
Made = Callable[[Tongue], Client]


@pytest.fixture
def made(sandbox: SandboxGateway, clock: ManualClock) -> Iterator[Made]:
    """Make a client of a family; all are closed in the end."""
    with ExitStack() as parts:

        def make(tongue: Tongue) -> Client:
            kind = FAMILIES[tongue]
            keys, patience_s = sandbox.keys.till, helper.PATIENCE_S
            found = kind(sandbox.base_url, keys, clock, timeout_s=patience_s)
            parts.callback(found.close)
            return found

        yield make


def _code(tongue: Tongue) -> Secret:
    return fresh_payment_code(method="alipay" if tongue is Tongue.alipay else "wechat")


def _charge(client: Client, tongue: Tongue) -> Outcome:
    return client.charge(client.new_order_number(), PRICE, _code(tongue))


@pytest.mark.parametrize("tongue", Tongue)
def test_money_is_taken_and_the_order_known(
    sandbox: SandboxGateway, made: Made, tongue: Tongue
) -> None:
    client = made(tongue)
    number = client.new_order_number()
    assert client.charge(number, PRICE, _code(tongue)).state == "paid"
    assert client.ask(number).state == "paid"
    assert [order.amount_fen for order in sandbox.orders.all()] == [1600]
    assert client.ask("T404").state == "timeout"


SPELT = [
    (fault.name, tongue, fault.told_in(tongue).before or fault.told_in(tongue).after)
    for fault in FAULTS
    for tongue in sorted(fault.tongues)
    if tongue in fault.spelt or fault.tongues == {tongue}
]


@pytest.mark.parametrize(
    ("name", "tongue", "says"), SPELT, ids=[f"{name}-{tongue}" for name, tongue, _ in SPELT]
)
def test_each_fault_is_told_in_the_familys_own_words(
    sandbox: SandboxGateway, made: Made, name: str, tongue: Tongue, says: object
) -> None:
    sandbox.faults.set(name)
    outcome = _charge(made(tongue), tongue)
    assert outcome.kind == "answered"
    assert (outcome.code, outcome.message) == (says.code, says.message)  # type: ignore[attr-defined]
    assert outcome.state in ("failed", "timeout")


@pytest.mark.parametrize("tongue", Tongue)
@pytest.mark.parametrize(
    ("fault", "state"),
    [
        ("userpaying_forever", "waiting"),
        ("no_answer", "timeout"),
        ("lost_answer", "timeout"),
        ("http_500", "timeout"),
        ("forged_answer", "timeout"),
    ],
)
def test_what_is_open_is_never_called_failed(
    sandbox: SandboxGateway, made: Made, tongue: Tongue, fault: str, state: str
) -> None:
    sandbox.faults.set(fault)
    client = made(tongue)
    helper.meets(client, fault)
    assert _charge(client, tongue).state == state


@pytest.mark.parametrize("tongue", [Tongue.wechat_v3, Tongue.wechat_v2])
def test_a_request_has_a_fault_for_itself_only(made: Made, tongue: Tongue) -> None:
    client = made(tongue)
    client._http._client.headers["Wechatpay-Negative-Test"] = "MICROPAY_BANKERROR"  # type: ignore[attr-defined]
    assert _charge(client, tongue).code.replace("_", "") == "BANKERROR"
    del client._http._client.headers["Wechatpay-Negative-Test"]  # type: ignore[attr-defined]
    assert _charge(client, tongue).state == "paid"


@pytest.fixture
def desk(made: Made) -> Iterator[Till]:
    clients = {"wechat": made(Tongue.wechat_v3), "alipay": made(Tongue.alipay)}
    ear = Ear(clients)
    yield Till(clients, ear=ear)
    ear.close()


def _say(till: Till, **asked: object) -> TillScreen:
    screen = till.handle(json.dumps(asked))
    assert screen is not None
    return screen


def _scan(sandbox: SandboxGateway, offered: TillScreen) -> None:
    if offered.qr.startswith("weixin:"):
        sandbox.orders.customer(offered.order_number, CustomerAct.pays)
        return
    token = sandbox.keys.control_token.reveal()
    httpx.post(
        f"{sandbox.base_url}/sandbox/alipay/scan",
        json={"qr_code": offered.qr},
        headers={"authorization": f"Bearer {token}"},
        trust_env=False,
    ).raise_for_status()


@pytest.mark.parametrize("method", ["wechat", "alipay"])
def test_a_scanned_code_is_paid_when_the_notice_comes(
    sandbox: SandboxGateway, desk: Till, method: str
) -> None:
    offered = _say(desk, do="offer", amount_fen=1600, method=method)
    assert (offered.state, bool(offered.qr)) == ("waiting", True)
    assert _say(desk, do="await", order_number=offered.order_number, seconds=0) == (
        TillScreen("等待顾客付款", offered.order_number, "waiting")
    )
    _scan(sandbox, offered)
    heard = _say(desk, do="await", order_number=offered.order_number, seconds=helper.PATIENCE_S)
    assert heard.state == "paid"


@pytest.mark.parametrize("method", ["wechat", "alipay"])
def test_a_lost_notice_leaves_the_till_waiting_until_it_asks(
    sandbox: SandboxGateway, desk: Till, method: str
) -> None:
    sandbox.faults.set("callback_lost")
    offered = _say(desk, do="offer", amount_fen=1600, method=method)
    _scan(sandbox, offered)
    waited = _say(desk, do="await", order_number=offered.order_number, seconds=0.2)
    assert waited.state == "waiting"
    assert _say(desk, do="settle", order_number=offered.order_number).state == "paid"


def test_a_notice_comes_again_though_it_was_acknowledged(
    sandbox: SandboxGateway, desk: Till
) -> None:
    sandbox.faults.set("callback_repeated")
    offered = _say(desk, do="offer", amount_fen=1600, method="wechat")
    _scan(sandbox, offered)
    _say(desk, do="await", order_number=offered.order_number, seconds=helper.PATIENCE_S)
    reached = _until(lambda: len(sandbox.notices) == 4)
    assert reached
    assert {one.acknowledged for one in sandbox.notices} == {True}


def _until(true: Callable[[], bool]) -> bool:
    """Look again until it is true, for some seconds at most."""
    never = threading.Event()
    return any(true() or never.wait(0.05) for _ in range(200))


def test_what_is_not_signed_is_no_notice(desk: Till, made: Made) -> None:
    clients = {"wechat": made(Tongue.wechat_v3), "alipay": made(Tongue.alipay)}
    ear = Ear(clients)
    try:
        for provider in ("wechat", "alipay", "nobody"):
            for body in (b"", b"{}", b"out_trade_no=T1&trade_status=TRADE_SUCCESS&sign=eA=="):
                answer = httpx.post(ear.address(provider), content=body, trust_env=False)
                assert answer.status_code == 400
        huge = httpx.post(ear.address("alipay"), content=b"x" * 70_000, trust_env=False)
        assert huge.status_code == 400
        assert ear.wait("T1", 0) is None
    finally:
        ear.close()


def test_an_older_protocols_notice_must_be_signed_with_the_shared_key(made: Made) -> None:
    client = made(Tongue.wechat_v2)
    assert client.heard({}, b"<xml><out_trade_no>T1</out_trade_no></xml>") is None
    assert client.heard({}, b"not xml") is None


@pytest.mark.parametrize(
    ("shows", "screen", "state", "code"),
    [
        ("code", "支付失败 NOT_ENOUGH 余额不足", "failed", "NOT_ENOUGH"),
        ("text", "支付失败：余额不足", "failed", None),
        ("nothing", "", "nothing", None),
    ],
)
def test_a_till_shows_as_much_as_it_is_told_to(
    sandbox: SandboxGateway, made: Made, shows: str, screen: str, state: str, code: str | None
) -> None:
    sandbox.faults.set("not_enough")
    till = Till({"wechat": made(Tongue.wechat_v3)}, shows=shows)  # type: ignore[arg-type]
    code_shown = _code(Tongue.wechat_v3).reveal()
    shown = _say(till, do="charge", amount_fen=1600, auth_code=code_shown, method="wechat")
    assert (shown.screen, shown.state, shown.code) == (screen, state, code)
    sandbox.faults.set()
    code_shown = _code(Tongue.wechat_v3).reveal()
    paid = _say(till, do="charge", amount_fen=1600, auth_code=code_shown, method="wechat")
    assert paid.state == "paid"


def test_a_code_that_cannot_be_made_is_said(sandbox: SandboxGateway, desk: Till) -> None:
    sandbox.faults.set("no_auth")
    assert _say(desk, do="offer", amount_fen=1600, method="wechat").qr == ""
    assert _say(desk, do="offer", amount_fen=1600, method="cash").code == "TILL_INPUT"
