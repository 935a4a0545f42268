"""A cash register of the kind that many shops have: it charges, and shows little of the truth.

Runs as a process of its own, lines of JSON in and out, so that nothing of the assistant is near the
charging. The first line in holds the credentials; each further line is one order. How much its
screen says is chosen at the start: the provider's code, a text like most tills have, or nothing.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from typing import Any

from cashier.core.clock import SystemClock
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till_alipay import AlipayTillClient
from cashier.sandbox.till_charge import TillClient
from cashier.sandbox.till_charge_v2 import TillClientV2
from cashier.sandbox.till_ear import Ear
from cashier.sandbox.till_outcome import (
    SHOWS,
    Client,
    Outcome,
    Shows,
    careless_screen,
    honest_screen,
)

PROVIDERS = {"wechat": "wechat", "fenfu": "wechat", "alipay": "alipay"}
"""The methods that are charged over the network, and whose."""

# These count as taken at the counter, and never fail here.
COUNTER_METHODS = frozenset(
    {"cash", "card", "card_instalment", "unionpay", "alipay_instalment", "ecny", "split"}
)
_PROTOCOLS = ("v3", "v2")
_LONGEST_WAIT_S = 25.0


@dataclass(frozen=True, slots=True)
class TillScreen:
    """What the cashier sees after pressing a key on the till.

    `state` is paid, failed, waiting, timeout, or nothing; `qr` is a code for the customer to scan.
    """

    screen: str
    order_number: str
    state: str
    code: str | None = None
    qr: str = ""

    def to_line(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)


class Till:
    """Takes one order line at a time and shows a screen for it.

    Args:
        clients: how each provider is charged.
        shows: how much of the truth its screen tells when it has charged.
        ear: where it hears of payments that customers make by scanning.
    """

    def __init__(
        self, clients: Mapping[str, Client], *, shows: Shows = "text", ear: Ear | None = None
    ) -> None:
        self._clients = clients
        self._shows = shows
        self._ear = ear
        self._provider: dict[str, str] = {}

    def handle(self, line: str) -> TillScreen | None:
        """Do what a line says; None means close. A line it cannot read is not repeated."""
        try:
            asked: dict[str, Any] = json.loads(line)
            if asked["do"] == "close":
                return None
            return self._done(asked)
        except (ValueError, TypeError, KeyError, RecursionError, CashierError):
            return TillScreen("操作无效", "", "failed", "TILL_INPUT")

    def _done(self, asked: Mapping[str, Any]) -> TillScreen:
        do, method = asked["do"], str(asked.get("method", "wechat"))
        if do == "charge":
            auth_code = Secret(str(asked.get("auth_code", "")))
            return self._charge(Money(asked["amount_fen"]), auth_code, method)
        if do == "offer":
            return self._offer(Money(asked["amount_fen"]), method)
        number = str(asked["order_number"])
        if do == "await":
            return self._await(number, float(asked["seconds"]))
        if do == "settle":
            client = self._clients[self._provider.get(number, "wechat")]
            return self._told(number, client.ask(number))
        raise KeyError(do)

    def _charge(self, amount: Money, auth_code: Secret, method: str) -> TillScreen:
        provider = PROVIDERS.get(method, "")
        client = self._clients.get(provider)
        if client is None:
            number = self._clients["wechat"].new_order_number()
            if method in COUNTER_METHODS:
                return TillScreen("收款成功", number, "paid")
            return TillScreen("本机未开通此支付方式", number, "failed", "TILL_METHOD")
        number = client.new_order_number()
        self._provider[number] = provider
        return self._shown(number, client.charge(number, amount, auth_code))

    def _offer(self, amount: Money, method: str) -> TillScreen:
        provider = PROVIDERS[method]
        client, number = self._clients[provider], self._clients[provider].new_order_number()
        self._provider[number] = provider
        address = "" if self._ear is None else self._ear.address(provider)
        outcome = client.offer(number, amount, address)
        if outcome.qr:
            return TillScreen("请顾客扫码付款", number, "waiting", qr=outcome.qr)
        return self._shown(number, outcome)

    def _await(self, number: str, seconds: float) -> TillScreen:
        """Wait for the notice. Without one the till goes on waiting, as tills do."""
        longest = min(max(seconds, 0.0), _LONGEST_WAIT_S)
        heard = None if self._ear is None else self._ear.wait(number, longest)
        if heard is None:
            return TillScreen("等待顾客付款", number, "waiting")
        return self._told(number, heard)

    def _shown(self, number: str, outcome: Outcome) -> TillScreen:
        if self._shows == "code":
            return self._told(number, outcome)
        paid = outcome.state == "paid"
        if self._shows == "nothing" and not paid:
            return TillScreen("", number, "nothing")
        state = outcome.state if paid or outcome.kind != "answered" else "failed"
        return TillScreen(careless_screen(outcome), number, state)

    def _told(self, number: str, outcome: Outcome) -> TillScreen:
        return TillScreen(honest_screen(outcome), number, outcome.state, outcome.code or None)


def serve(till: Till, lines: Iterable[str], show: Callable[[str], None]) -> None:
    """Answer each line with a screen until the lines end or one says close."""
    for line in lines:
        if not line.strip():
            continue
        screen = till.handle(line)
        if screen is None:
            return
        show(screen.to_line())


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the till on this process's stdin and stdout; 2 when it was not handed its credentials."""
    options = _options(arguments)
    stdin = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8")
    stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)

    def show(line: str) -> None:
        stdout.write(line + "\n")

    try:
        credentials = TillCredentials.from_line(stdin.readline())
    except CashierError as error:
        show(TillScreen("密钥缺失", "", "failed", error.code).to_line())
        return error.exit_code
    with ExitStack() as parts:
        clock, url, patience_s = SystemClock(), options.base_url, options.timeout
        kind = TillClientV2 if options.protocol == "v2" else TillClient
        wechat: Client = kind(url, credentials, clock, timeout_s=patience_s)
        alipay = AlipayTillClient(url, credentials, clock, timeout_s=patience_s)
        clients: dict[str, Client] = {"wechat": wechat, "alipay": alipay}
        for client in clients.values():
            parts.callback(client.close)
        ear = Ear(clients)
        parts.callback(ear.close)
        serve(Till(clients, shows=options.shows, ear=ear), iter(stdin.readline, ""), show)
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m cashier.sandbox.till")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--shows", choices=SHOWS, default="text")
    parser.add_argument("--protocol", choices=_PROTOCOLS, default="v3")
    parser.add_argument("--timeout", type=float, default=10.0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
