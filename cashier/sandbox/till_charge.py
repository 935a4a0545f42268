"""The demo till's one dangerous ability: it charges a payment code. Nothing outside the till may.

Its HTTP client and signatures are its own; it shares nothing with the assistant's providers.
"""

import json
import random
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import signing
from cashier.sandbox.keys import TillCredentials

_CODEPAY = "/v3/pay/transactions/codepay"
_TOO_MANY, _BROKEN = 429, 500
_ORDER = "/v3/pay/transactions/out-trade-no"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the gateway let the till know: `kind` is answered, timeout or broken.

    `transport` says how it ended below HTTP: timeout, refused, reset; empty where it was answered.
    """

    kind: str
    status: int = 0
    code: str = ""
    message: str = ""
    transport: str = ""

    @property
    def state(self) -> str:
        """paid, waiting, failed or timeout, as an honest till would have it."""
        if self.kind != "answered" or self.status == _TOO_MANY or self.status >= _BROKEN:
            return "timeout"
        if self.code == "ORDER_NOT_EXIST":
            return "timeout"
        if self.code in {"USERPAYING", "NOTPAY"}:
            return "waiting"
        return "paid" if self.code == "SUCCESS" else "failed"


class TillClient:
    """Charges and re-asks over HTTP with a merchant's signature.

    Failure policy: no transport error leaves this class; it becomes an `Outcome`. Nothing is sent
    twice.
    """

    def __init__(
        self,
        base_url: str,
        credentials: TillCredentials,
        clock: Clock,
        *,
        timeout_s: float,
        trust: ssl.SSLContext | None = None,
    ) -> None:
        self._credentials = credentials
        self._merchant = signing.Merchant(credentials.mchid, credentials.serial_no, "")
        self._clock = clock
        self._client = httpx.Client(
            base_url=base_url, timeout=timeout_s, trust_env=False, verify=trust or True
        )
        self._random = random.SystemRandom()

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def new_order_number(self) -> str:
        """Return a fresh order number as tills make them: time, then chance."""
        return f"{self._clock.now():%Y%m%d%H%M%S}{self._random.randrange(10**6):06d}"

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge `auth_code` once."""
        body = {
            "appid": self._credentials.appid,
            "mchid": self._credentials.mchid,
            "description": "门店消费",
            "out_trade_no": order_number,
            "payer": {"auth_code": auth_code.reveal()},
            "amount": {"total": amount.fen, "currency": "CNY"},
            "scene_info": {"store_info": {"out_id": "demo-1"}},
        }
        return self._call("POST", _CODEPAY, json.dumps(body, ensure_ascii=False).encode())

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""
        return self._call("GET", f"{_ORDER}/{order_number}?mchid={self._credentials.mchid}", b"")

    def _call(self, method: str, target: str, body: bytes) -> Outcome:
        request = signing.Received(method, target, body, None)
        authorization = signing.request_header(
            request,
            self._merchant,
            self._credentials.private_key,
            self._clock.now(),
            f"{self._random.getrandbits(128):032x}",
        )
        headers = {
            "Authorization": authorization,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "User-Agent": "demo-till/1",
            "Wechatpay-Serial": self._credentials.public_key_id,
        }
        try:
            answer = self._client.request(method, target, content=body, headers=headers)
        except httpx.TimeoutException:
            return Outcome("timeout", transport="timeout")
        except httpx.HTTPError as error:
            refused = isinstance(error, httpx.ConnectError)
            return Outcome("broken", transport="refused" if refused else "reset")
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> Outcome:
        content = _object(answer)
        if not answer.is_success:
            code, message = content.get("code", ""), content.get("message", "")
            return Outcome("answered", answer.status_code, str(code), str(message))
        genuine = signing.answer_genuine(
            answer.content,
            answer.headers,
            key_id=self._credentials.public_key_id,
            public_key=self._credentials.platform_public_key,
        )
        if not genuine:
            return Outcome("broken")
        code, message = content.get("trade_state", ""), content.get("trade_state_desc", "")
        return Outcome("answered", answer.status_code, str(code), str(message))


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


Screen = Callable[[Outcome], str]


def careless_screen(outcome: Outcome) -> str:
    """Return what many tills show: everything unclear looks like a bad barcode."""
    if outcome.kind == "timeout":
        return "支付超时"
    if outcome.kind == "broken":
        return "网络异常，请重试"
    if outcome.state == "paid":
        return "收款成功"
    if outcome.code in {"USERPAYING", "NOTPAY", "AUTH_CODE_INVALID"} or not outcome.message:
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
