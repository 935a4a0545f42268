"""What a gateway lets a till know, whichever family of calls it speaks, and what the till shows.

Pure. The sentences on the screen are a till's, not the assistant's: they are never translated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol, get_args

from cashier.core.money import Money
from cashier.core.privacy import Secret

Shows = Literal["code", "text", "nothing"]
SHOWS: tuple[Shows, ...] = get_args(Shows)

_TOO_MANY, _BROKEN = 429, 500
_PAID = frozenset({"SUCCESS", "10000", "TRADE_SUCCESS", "TRADE_FINISHED"})
_WAITING = frozenset({"USERPAYING", "NOTPAY", "10003", "WAIT_BUYER_PAY"})
_OPEN = frozenset(
    {
        "ORDER_NOT_EXIST",
        "ORDERNOTEXIST",
        "SYSTEMERROR",
        "BANKERROR",
        "ACQ.TRADE_NOT_EXIST",
        "ACQ.SYSTEM_ERROR",
        "isp.unknow-error",
        "aop.unknow-error",
    }
)
_LIKE_A_BAD_CODE = _WAITING | {"AUTH_CODE_INVALID", "ACQ.PAYMENT_AUTH_CODE_INVALID"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway let the till know: `kind` is answered, timeout or broken.

    `transport` says how it ended below HTTP: timeout, refused, reset; empty where it was answered.
    `qr` is the code for the customer to scan, where one was asked for.
    """

    kind: str
    status: int = 0
    code: str = ""
    message: str = ""
    transport: str = ""
    qr: str = ""

    @property
    def state(self) -> str:
        """paid, waiting, failed or timeout, as an honest till would have it."""
        if self.kind != "answered" or self.status == _TOO_MANY or self.status >= _BROKEN:
            return "timeout"
        if self.code in _OPEN:
            return "timeout"
        if self.code in _WAITING:
            return "waiting"
        return "paid" if self.code in _PAID else "failed"


@dataclass(frozen=True, slots=True)
class Heard:
    """A notice of payment that the gateway signed: which order, what became of it."""

    out_trade_no: str
    outcome: Outcome


class Client(Protocol):
    """One provider as a till charges it.

    Failure policy: no transport error leaves it; it becomes an `Outcome`. Nothing is sent twice.
    """

    def new_order_number(self) -> str:
        """Return a fresh order number."""

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge a payment code once."""

    def offer(self, order_number: str, amount: Money, notify_url: str) -> Outcome:
        """Have a code made for the customer to scan."""

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""

    def heard(self, headers: Mapping[str, str], body: bytes) -> Heard | None:
        """Read a notice of payment; None for what the provider did not sign."""

    def close(self) -> None:
        """Close the connections."""


def careless_screen(outcome: Outcome) -> str:
    """Return what many tills show: everything unclear looks like a bad barcode."""
    if outcome.kind == "timeout":
        return "支付超时"
    if outcome.kind == "broken":
        return "网络异常，请重试"
    if outcome.state == "paid":
        return "收款成功"
    if outcome.code in _LIKE_A_BAD_CODE or not outcome.message:
        return "支付失败，条码无法识别"
    return f"支付失败：{outcome.message}"


def honest_screen(outcome: Outcome) -> str:
    """Return what a till should show: the state, the code and the provider's own sentence."""
    if outcome.kind == "timeout":
        return "支付超时，结果未知，请查询"
    if outcome.kind == "broken":
        return "连接中断，结果未知，请查询"
    shown = {"paid": "收款成功", "waiting": "等待顾客确认", "timeout": "结果未知，请查询"}
    head = shown.get(outcome.state, "支付失败")
    return f"{head} {outcome.code} {outcome.message}".rstrip()
