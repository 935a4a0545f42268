"""A provider in memory for tests of rooms above providers. Passes the contract of every gateway."""

import os
import re
from dataclasses import dataclass, field, replace

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.playbook.evidence import Evidence
from cashier.providers.errors import (
    GatewayError,
    GatewayUnreachable,
    OrderNumberInvalid,
    UnreachableKind,
)
from cashier.providers.gateway import (
    OrderAnswer,
    OrderState,
    ReverseAnswer,
    ReverseOutcome,
    Version,
)

_NUMBER = re.compile(r"[0-9A-Za-z_\-*|]{1,32}")
_OUTCOMES = {
    OrderState.paying: ReverseOutcome.still_paying,
    OrderState.not_found: ReverseOutcome.not_found,
    OrderState.closed: ReverseOutcome.refused,
    OrderState.unknown: ReverseOutcome.unknown,
}
_CANCELS = {
    OrderState.not_paid: ReverseOutcome.reversed,
    OrderState.closed: ReverseOutcome.reversed,
    OrderState.reversed: ReverseOutcome.reversed,
    OrderState.paying: ReverseOutcome.still_paying,
    OrderState.not_found: ReverseOutcome.not_found,
    OrderState.unknown: ReverseOutcome.unknown,
}


@dataclass
class FakeGateway:
    """Answers what it was told to.

    `states` holds each order's state; a list is told one by one, its last item for ever. `failure`
    is raised instead of any answer. `lost_reverse` lets a reverse or a cancel happen and loses its
    answer. `amounts` are told with the states. `asked` counts the calls. Refuses to be built
    outside a test.
    """

    clock: Clock
    states: dict[str, OrderState | list[OrderState]] = field(default_factory=dict)
    failure: GatewayError | None = None
    lost_reverse: bool = False
    closed: bool = False
    amounts: dict[str, Money] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        if "PYTEST_CURRENT_TEST" not in os.environ:
            raise RuntimeError("the fake gateway answers what it is told: tests only")

    @property
    def name(self) -> str:
        return "wechat"

    @property
    def versions(self) -> tuple[Version, ...]:
        return (Version("fake.protocol", "1"),)

    async def query(self, out_trade_no: str) -> OrderAnswer:
        self._ask("query", out_trade_no)
        answer = self._answer(self._next(out_trade_no))
        return replace(answer, amount=self.amounts.get(out_trade_no))

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        self._ask("reverse", out_trade_no)
        outcome = _OUTCOMES.get(self._next(out_trade_no), ReverseOutcome.reversed)
        if outcome is ReverseOutcome.reversed:
            self.states[out_trade_no] = OrderState.reversed
        if self.lost_reverse:
            outcome = ReverseOutcome.unknown
        return ReverseAnswer(outcome, str(outcome).upper(), "", self.clock.now(), 0.0, 0.0)

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        self._ask("cancel", out_trade_no)
        state = self._next(out_trade_no)
        outcome = _CANCELS.get(state, ReverseOutcome.refused)
        if state is OrderState.not_paid:
            self.states[out_trade_no] = OrderState.closed
        if self.lost_reverse:
            outcome = ReverseOutcome.unknown
        return ReverseAnswer(outcome, str(outcome).upper(), "", self.clock.now(), 0.0, 0.0)

    async def readiness(self) -> tuple[Evidence, ...]:
        self.asked.append(("readiness", ""))
        value = "ok" if self.failure is None else "fail"
        return (Evidence("health.gateway.wechat", value, "probe"),)

    async def close_client(self) -> None:
        self.closed = True

    def unreachable(self, kind: UnreachableKind = UnreachableKind.connect) -> None:
        """Let every later call fail before it is sent."""
        self.failure = GatewayUnreachable(kind, "fake")

    def _ask(self, what: str, out_trade_no: str) -> None:
        if not _NUMBER.fullmatch(out_trade_no):
            raise OrderNumberInvalid(length=str(len(out_trade_no)))
        self.asked.append((what, out_trade_no))
        if self.failure is not None:
            raise self.failure

    def _next(self, out_trade_no: str) -> OrderState:
        held = self.states.get(out_trade_no, OrderState.not_found)
        if isinstance(held, OrderState):
            return held
        return held.pop(0) if len(held) > 1 else held[0]

    def _answer(self, state: OrderState) -> OrderAnswer:
        return OrderAnswer(state, str(state).upper(), "", self.clock.now(), 0.0, 0.0)
