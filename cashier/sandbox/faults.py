"""What can go wrong on demand: every fault of the sandbox, declared once.

A fault is data: which calls it touches and what it does to them. `FaultBoard` holds the ones that
are on, and a queue of ones that each serve for a single call.
"""

import difflib
import threading
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from cashier.core.errors import WrongUse
from cashier.sandbox.orders import Plan
from cashier.sandbox.wire import Refusal, Refused, TradeState


class UnknownFault(WrongUse):
    """No fault has this name."""

    code = "unknown-fault"


class Call(StrEnum):
    """The calls a fault can touch."""

    charge = "charge"
    query = "query"
    reverse = "reverse"
    certificates = "certificates"
    probe = "probe"


class Delivery(StrEnum):
    """What becomes of an answer on its way back."""

    normal = "normal"
    silent = "silent"
    cut = "cut"


CHARGE = frozenset({Call.charge})
REVERSE = frozenset({Call.reverse})
ORDERS = frozenset({Call.charge, Call.query, Call.reverse})
EVERY = frozenset(Call)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that goes wrong.

    Attributes:
        name: how it is asked for.
        calls: which calls it touches.
        before: refused with this before any order is looked at.
        plan: how a charged order develops in truth.
        after: told instead of the truth, once the truth has happened.
        delivery: what becomes of the answer.
        lost_request: the request never reaches the order book.
        forged: the answer is signed by a stranger.
        delay_s: the answer is held back so long.
        skew_s: the gateway's clock, seconds ahead of the caller's.
    """

    name: str
    calls: frozenset[Call] = CHARGE
    before: Refusal | None = None
    plan: Plan | None = None
    after: Refusal | None = None
    delivery: Delivery = Delivery.normal
    lost_request: bool = False
    forged: bool = False
    delay_s: float = 0.0
    skew_s: int = 0

    @property
    def key(self) -> str:
        """The Fluent key of its description."""
        return f"sandbox-fault-{self.name.replace('_', '-')}"


_PASSWORD = Plan(at_once=TradeState.USERPAYING)
_REFUSED = Plan(at_once=TradeState.PAYERROR)


def _wallet_refuses(name: str, status: int, code: str, message: str) -> Fault:
    return Fault(name, plan=_REFUSED, after=Refusal(status, code, message))


FAULTS: tuple[Fault, ...] = (
    Fault("healthy"),
    Fault("userpaying_then_paid", plan=replace(_PASSWORD, after_s=6.0)),
    Fault("userpaying_then_failed", plan=replace(_PASSWORD, after_s=6.0, then=TradeState.PAYERROR)),
    Fault("userpaying_forever", plan=_PASSWORD),
    Fault(
        "fenfu_password_then_limit",
        plan=Plan(TradeState.USERPAYING, 8.0, TradeState.PAYERROR, TradeState.PAYERROR),
    ),
    Fault("auth_code_expired", before=Refusal(403, "AUTH_CODE_EXPIRE", "用户的条码已经过期")),
    Fault("auth_code_invalid", before=Refused.not_a_code),
    Fault("auth_code_used", before=Refused.code_used),
    _wallet_refuses("not_enough", 403, "NOT_ENOUGH", "余额不足"),
    _wallet_refuses("not_support_card", 403, "NOTSUPORTCARD", "不支持卡类型"),
    _wallet_refuses("account_error", 403, "ACCOUNT_ERROR", "账号异常"),
    _wallet_refuses(
        "no_usable_method",
        403,
        "TRADE_ERROR",
        "103 暂无可用的支付方式,请绑定其它银行卡完成支付",
    ),
    _wallet_refuses("rule_limit", 403, "RULE_LIMIT", "业务规则限制"),
    Fault("system_error", plan=Plan(), after=Refusal(500, "SYSTEM_ERROR", "系统错误")),
    Fault(
        "bank_error",
        plan=Plan(at_once=TradeState.NOTPAY),
        after=Refusal(500, "BANK_ERROR", "银行系统异常"),
    ),
    Fault(
        "late_success",
        plan=Plan(at_once=TradeState.NOTPAY, after_s=12.0),
        after=Refusal(500, "SYSTEM_ERROR", "系统错误"),
    ),
    Fault("no_answer", plan=Plan(), delivery=Delivery.silent),
    Fault("lost_answer", plan=Plan(), delivery=Delivery.cut),
    Fault("lost_request", delivery=Delivery.silent, lost_request=True),
    Fault("reverse_lost", REVERSE, delivery=Delivery.cut),
    Fault("http_500", EVERY, before=Refusal(500, "", "")),
    Fault("outage", ORDERS, before=Refusal(502, "SERVICE_UNAVAILABLE", "服务不可用")),
    Fault("rate_limited", ORDERS, before=Refusal(429, "FREQUENCY_LIMITED", "频率超限", 268447840)),
    Fault("sign_error", ORDERS, before=Refusal(401, "SIGN_ERROR", "签名错误")),
    Fault("certificate_expired", ORDERS, before=Refusal(401, "SIGN_ERROR", "商户证书已过期")),
    Fault("clock_skew", EVERY, skew_s=-720),
    Fault("no_auth", ORDERS, before=Refusal(403, "NO_AUTH", "商户暂无权限使用此功能")),
    Fault("forged_answer", ORDERS, forged=True),
    Fault("slow", EVERY, delay_s=4.0),
)
BY_NAME = {fault.name: fault for fault in FAULTS}


def fault(name: str) -> Fault:
    """Return the fault of that name, with hyphens or underscores.

    Raises:
        UnknownFault: there is none; the error names the nearest.
    """
    plain = name.strip().replace("-", "_")
    if plain not in BY_NAME:
        near = difflib.get_close_matches(plain, BY_NAME, n=1, cutoff=0.0)
        raise UnknownFault(name=name, nearest=near[0])
    return BY_NAME[plain]


class FaultBoard:
    """Which faults are on. Safe to use from the server's thread and another at once."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._lock = threading.Lock()
        self._active = tuple(map(fault, names))
        self._next: deque[Fault] = deque()

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the faults that stay on."""
        return tuple(one.name for one in self._active)

    def set(self, *names: str) -> None:
        """Replace the faults that stay on; no names switch all off."""
        chosen = tuple(map(fault, names))
        with self._lock:
            self._active = chosen
            self._next.clear()

    def queue(self, *names: str) -> None:
        """Add faults that serve once each, in this order, each at the next call it touches."""
        chosen = tuple(map(fault, names))
        with self._lock:
            self._next.extend(chosen)

    def terms(self, call: Call) -> Fault:
        """Return what applies to this call, merged; a queued fault is used up by it."""
        with self._lock:
            found = [one for one in self._active if call in one.calls]
            if self._next and call in self._next[0].calls:
                found.insert(0, self._next.popleft())
        merged = Fault("healthy")
        for one in found:
            merged = _merged(merged, one)
        return merged


def _merged(first: Fault, second: Fault) -> Fault:
    calm = first.delivery is Delivery.normal
    return Fault(
        name=second.name if first.name == "healthy" else first.name,
        calls=first.calls,
        before=first.before or second.before,
        plan=first.plan or second.plan,
        after=first.after or second.after,
        delivery=second.delivery if calm else first.delivery,
        lost_request=first.lost_request or second.lost_request,
        forged=first.forged or second.forged,
        delay_s=first.delay_s + second.delay_s,
        skew_s=first.skew_s + second.skew_s,
    )
