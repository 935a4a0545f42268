"""The demo till at Alipay: charges a payment code, and asks again. Its signatures are its own.

It says what it heard in the words that the till's screens know.
"""

import json
from datetime import timedelta, timezone
from typing import Any

import httpx

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import alipay_signing as signing
from cashier.sandbox.alipay_wire import APP_ID, PATH
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till_charge import Outcome

_BEIJING = timezone(timedelta(hours=8))
_PAY, _QUERY = "alipay.trade.pay", "alipay.trade.query"
_DONE, _WAITING = "10000", "10003"
_BUSY = frozenset({"20000", "40005"})
_STATES = {
    "TRADE_SUCCESS": "SUCCESS",
    "TRADE_FINISHED": "SUCCESS",
    "WAIT_BUYER_PAY": "USERPAYING",
}


class AlipayTillClient:
    """Charges and re-asks at Alipay.

    Failure policy: as the till's other client; nothing is sent twice.
    """

    def __init__(
        self, base_url: str, credentials: TillCredentials, clock: Clock, *, timeout_s: float
    ) -> None:
        self._credentials = credentials
        self._clock = clock
        self._client = httpx.Client(base_url=base_url, timeout=timeout_s, trust_env=False)

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge `auth_code` once."""
        content = {
            "out_trade_no": order_number,
            "scene": "bar_code",
            "auth_code": auth_code.reveal(),
            "subject": "门店消费",
            "total_amount": amount.yuan,
        }
        return self._call(_PAY, content)

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""
        return self._call(_QUERY, {"out_trade_no": order_number})

    def _call(self, method: str, content: dict[str, str]) -> Outcome:
        fields = {
            "app_id": APP_ID,
            "method": method,
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{self._clock.now().astimezone(_BEIJING):%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False),
        }
        signed = signing.signed_fields(fields, self._credentials.private_key)
        try:
            answer = self._client.post(PATH, data=signed)
        except httpx.TimeoutException:
            return Outcome("timeout")
        except httpx.HTTPError:
            return Outcome("broken")
        return _outcome(method, answer)


def _outcome(method: str, answer: httpx.Response) -> Outcome:
    told = _told(method, answer)
    if not told:
        return Outcome("broken")
    code, sub_code = str(told.get("code", "")), str(told.get("sub_code", ""))
    message = str(told.get("sub_msg") or told.get("msg") or "")
    if code in _BUSY or "SYSTEM_ERROR" in sub_code:
        return Outcome("answered", 500, sub_code, message)
    if code == _DONE and method == _PAY:
        return Outcome("answered", 200, "SUCCESS", message)
    if code == _DONE:
        status = str(told.get("trade_status", ""))
        return Outcome("answered", 200, _STATES.get(status, status), message)
    if code == _WAITING:
        return Outcome("answered", 200, "USERPAYING", message)
    missing = "TRADE_NOT_EXIST" in sub_code
    return Outcome("answered", 200, "ORDER_NOT_EXIST" if missing else sub_code, message)


def _told(method: str, answer: httpx.Response) -> dict[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    told = found.get(f"{method.replace('.', '_')}_response") if isinstance(found, dict) else None
    return told if isinstance(told, dict) else {}
