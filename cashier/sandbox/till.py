"""The demo till: a process of its own, the only thing in the house that can charge.

    python -m cashier.sandbox.till --base-url http://127.0.0.1:PORT [--honest] [--timeout SECONDS]

The first line on stdin holds its credentials; each further line is one order in JSON:

    {"do": "charge", "amount_fen": 1600, "auth_code": "…", "method": "fenfu"}
    {"do": "settle", "order_number": "…"}
    {"do": "close"}

and each is answered by one line on stdout, what the till's screen shows:

    {"screen": "…", "order_number": "…", "state": "failed|paid|waiting|timeout", "code": "…"}

By default it is as careless as many tills are. A payment code is never printed.
"""

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cashier.core.clock import SystemClock
from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till_alipay import AlipayTillClient
from cashier.sandbox.till_charge import Outcome, TillClient, careless_screen, honest_screen

WALLET_METHODS = frozenset({"wechat", "fenfu"})
ALIPAY_METHODS = frozenset({"alipay"})
# No provider of the sandbox takes these; they count as taken at the counter, and never fail here.
COUNTER_METHODS = frozenset(
    {"cash", "card", "card_instalment", "unionpay", "alipay_instalment", "ecny", "split"}
)


@dataclass(frozen=True, slots=True)
class TillScreen:
    """What the cashier sees after pressing a key on the till."""

    screen: str
    order_number: str
    state: str
    code: str | None = None

    def to_line(self) -> str:
        """Return it as one line of JSON."""
        return json.dumps(
            {
                "screen": self.screen,
                "order_number": self.order_number,
                "state": self.state,
                "code": self.code,
            },
            ensure_ascii=False,
        )


class Till:
    """Takes one order line at a time and shows a screen for it."""

    def __init__(
        self, client: TillClient, alipay: AlipayTillClient | None = None, *, honest: bool
    ) -> None:
        self._client = client
        self._alipay = alipay
        self._at_alipay: set[str] = set()
        self._honest = honest

    def handle(self, line: str) -> TillScreen | None:
        """Do what a line says; None means close. A line it cannot read is not repeated."""
        try:
            asked: dict[str, Any] = json.loads(line)
            match asked["do"]:
                case "charge":
                    return self._charge(
                        Money(asked["amount_fen"]),
                        Secret(str(asked.get("auth_code", ""))),
                        str(asked.get("method", "wechat")),
                    )
                case "settle":
                    number = str(asked["order_number"])
                    return self._shown(number, self._asked(number), settling=True)
                case "close":
                    return None
        except (ValueError, TypeError, KeyError, CashierError):
            pass
        return TillScreen("操作无效", "", "failed", "TILL_INPUT")

    def _charge(self, amount: Money, auth_code: Secret, method: str) -> TillScreen:
        number = self._client.new_order_number()
        if method in ALIPAY_METHODS and self._alipay is not None:
            self._at_alipay.add(number)
            outcome = self._alipay.charge(number, amount, auth_code)
            return self._shown(number, outcome, settling=False)
        if method in COUNTER_METHODS | ALIPAY_METHODS:
            return TillScreen("收款成功", number, "paid")
        if method not in WALLET_METHODS:
            return TillScreen("本机未开通此支付方式", number, "failed", "TILL_METHOD")
        return self._shown(number, self._client.charge(number, amount, auth_code), settling=False)

    def _asked(self, number: str) -> Outcome:
        if self._alipay is not None and number in self._at_alipay:
            return self._alipay.ask(number)
        return self._client.ask(number)

    def _shown(self, number: str, outcome: Outcome, *, settling: bool) -> TillScreen:
        if self._honest or settling:
            code = outcome.code or None
            return TillScreen(honest_screen(outcome), number, outcome.state, code)
        unclear = outcome.kind != "answered"
        state = outcome.state if unclear or outcome.state == "paid" else "failed"
        return TillScreen(careless_screen(outcome), number, state)


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
    client = TillClient(options.base_url, credentials, SystemClock(), timeout_s=options.timeout)
    alipay = AlipayTillClient(
        options.base_url, credentials, SystemClock(), timeout_s=options.timeout
    )
    try:
        serve(Till(client, alipay, honest=options.honest), iter(stdin.readline, ""), show)
    finally:
        client.close()
        alipay.close()
    return 0


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m cashier.sandbox.till")
    parser.add_argument("--base-url", required=True)
    parser.add_argument("--honest", action="store_true")
    parser.add_argument("--timeout", type=float, default=10.0)
    return parser.parse_args(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
