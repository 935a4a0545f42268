import asyncio
import json
from collections.abc import Callable
from datetime import timedelta

import pytest

from cashier.cli.order import OrderTalk, Permit, reverse_order, show_order
from cashier.config.pin import PinWrong
from cashier.core.clock import ManualClock
from cashier.core.words import LANGUAGES, Words
from cashier.providers.errors import GatewayUnreachable
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.sandbox.orders import Plan
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState
from tests.helpers import sandbox as helper
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.playbooks import shipped

NUMBER = "20261122063207000042"
Answer = OrderState | list[OrderState]
TIMINGS = shipped().timings


class Told:
    """A talk with a fake provider, and what was printed."""

    def __init__(self, state: Answer, language: str = "zh_CN", as_json: bool = False) -> None:
        self.clock = ManualClock()
        self.gateway = FakeGateway(self.clock, {NUMBER: state})
        self.lines: list[str] = []
        words = Words(language, ("cli",))
        self.talk = OrderTalk(self.gateway, words, self.lines.append, as_json)

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def reversed(self) -> bool:
        return ("reverse", NUMBER) in self.gateway.asked

    def reverse(
        self,
        ask_pin: Callable[[], None] = lambda: None,
        *,
        sure: bool = True,
        charged_s: float | None = None,
    ) -> int:
        """Take it back; `charged_s` is for how many seconds it is known to be charged."""
        at = None if charged_s is None else self.clock.now() - timedelta(seconds=charged_s)
        return reverse_order(self.talk, NUMBER, Permit(ask_pin, lambda: sure, TIMINGS, at))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", list(OrderState))
def test_every_state_has_words_and_exit_0(state: OrderState, language: str) -> None:
    told = Told(state, language)
    assert show_order(told.talk, NUMBER) == 0
    assert len(told.lines) == 3
    assert "000042" in told.text
    assert NUMBER not in told.text
    assert told.gateway.closed


def test_only_what_is_over_may_be_charged_again() -> None:
    for state in OrderState:
        told = Told(state)
        show_order(told.talk, NUMBER)
        over = state in {"failed", "reversed", "closed", "refunded"}
        assert ("不要再次收款" not in told.text) == over


def test_json_names_the_state_and_hides_the_number() -> None:
    told = Told(OrderState.paying, as_json=True)
    show_order(told.talk, NUMBER)
    shown = json.loads(told.text)
    assert (shown["state"], shown["provider"], shown["order"]) == ("paying", "wechat", "…000042")


def test_the_amount_is_shown_where_it_is_told() -> None:
    clock = ManualClock()
    lines: list[str] = []
    with SandboxGateway(clock=clock, keys=helper.keys()) as sandbox:
        number = helper.place(sandbox.orders, Plan(TradeState.NOTPAY)).out_trade_no
        words = Words("zh_CN", ("cli",))
        talk = OrderTalk(helper.wechat(sandbox, clock), words, lines.append)
        assert show_order(talk, number) == 0
    assert "16.00" in "\n".join(lines)


def test_without_the_pin_nothing_is_asked() -> None:
    def wrong() -> None:
        raise PinWrong(left=4)

    told = Told(OrderState.not_paid)
    with pytest.raises(PinWrong):
        told.reverse(wrong)
    assert told.gateway.asked == []


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (OrderState.paid, 2),
        (OrderState.unknown, 3),
        (OrderState.reversed, 0),
        (OrderState.closed, 0),
        (OrderState.refunded, 0),
    ],
)
def test_a_fresh_answer_can_forbid_the_reverse(state: OrderState, code: int) -> None:
    told = Told(state)
    assert told.reverse() == code
    assert not told.reversed
    assert told.gateway.closed
    as_json = Told(state, as_json=True)
    assert as_json.reverse() == code
    assert json.loads(as_json.lines[-1]) == {"reverse": "not_sent"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("state", "window_s"),
    [
        (OrderState.not_paid, TIMINGS.reverse_after_s),
        (OrderState.not_found, TIMINGS.reverse_after_s),
        (OrderState.failed, TIMINGS.reverse_after_s),
        (OrderState.paying, TIMINGS.query_window_s),
    ],
)
def test_within_its_time_the_customer_is_let_be(
    state: OrderState, window_s: float, language: str
) -> None:
    for charged_s in (0.0, window_s - 0.5):
        told = Told(state, language)
        assert told.reverse(charged_s=charged_s) == 2
        assert not told.reversed
        assert str(round(window_s - charged_s + 0.01)) in told.lines[-1]
        as_json = Told(state, as_json=True)
        assert as_json.reverse(charged_s=charged_s) == 2
        assert json.loads(as_json.lines[-1])["wait_s"] >= 1
    over = Told(state)
    over.reverse(charged_s=window_s, sure=False)
    assert over.reversed


def test_where_nobody_knows_when_it_was_charged_somebody_must_be_sure() -> None:
    told = Told(OrderState.not_paid)
    assert told.reverse(sure=False) == 0
    assert told.gateway.asked == []
    assert told.text == "没有撤销。"
    as_json = Told(OrderState.not_paid, as_json=True)
    assert as_json.reverse(sure=False) == 0
    assert json.loads(as_json.text) == {"reverse": "not_sent"}


def test_the_fresh_answer_counts_not_an_older_one() -> None:
    told = Told([OrderState.not_paid, OrderState.paid])
    asyncio.run(told.gateway.query(NUMBER))
    assert told.reverse() == 2
    assert not told.reversed


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("as_json", [False, True])
@pytest.mark.parametrize(
    "state", [OrderState.not_paid, OrderState.failed, OrderState.paying, OrderState.not_found]
)
def test_a_reverse_is_followed_by_the_state(
    state: OrderState, as_json: bool, language: str
) -> None:
    told = Told(state, language, as_json)
    assert told.reverse() == 0
    assert [what for what, _ in told.gateway.asked] == ["query", "reverse", "query"]
    if as_json:
        assert [set(json.loads(line)) & {"reverse", "state"} for line in told.lines] == [
            {"reverse"},
            {"state"},
        ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_outcome_of_a_reverse_has_words(language: str) -> None:
    words = Words(language, ("cli",))
    keys = [f"order-reverse-{outcome.replace('_', '-')}" for outcome in ReverseOutcome]
    assert [key for key in keys if not words.has(key)] == []


def test_a_lost_answer_is_said_to_be_unknown() -> None:
    told = Told(OrderState.not_paid)
    told.gateway.lost_reverse = True
    assert told.reverse() == 0
    assert "不知道有没有撤销成功" in told.text


def test_without_a_network_nothing_is_reversed() -> None:
    told = Told(OrderState.not_paid)
    told.gateway.unreachable()
    with pytest.raises(GatewayUnreachable):
        told.reverse()
    assert not told.reversed or told.gateway.states[NUMBER] is OrderState.not_paid
    assert told.gateway.closed
