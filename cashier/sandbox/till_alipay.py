"""The demo till at Alipay: form fields with RSA2 to one address."""

import json
import ssl
from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

from cashier.core.clock import Clock
from cashier.core.json_text import json_object
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import alipay_signing
from cashier.sandbox.keys import ALIPAY_APP_ID, TillCredentials
from cashier.sandbox.till_http import TillHttp
from cashier.sandbox.till_outcome import Heard, Outcome
from cashier.sandbox.wire import BEIJING

_PATH = "/gateway.do"
_GOODS = "门店消费"
_FORM = {"Content-Type": "application/x-www-form-urlencoded;charset=utf-8"}
_DONE = "10000"


class AlipayTillClient:
    """Charges, has codes made, asks and hears. See `Client`."""

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
        self._clock = clock
        self._http = TillHttp(base_url, clock, timeout_s, trust)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def new_order_number(self) -> str:
        """Return a fresh order number as tills make them: time, then chance."""
        return self._http.new_order_number()

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge `auth_code` once."""
        sale = _sale(order_number, amount)
        return self._call(
            "alipay.trade.pay", sale | {"scene": "bar_code", "auth_code": auth_code.reveal()}
        )

    def offer(self, order_number: str, amount: Money, notify_url: str) -> Outcome:
        """Have a code made for the customer to scan."""
        return self._call("alipay.trade.precreate", _sale(order_number, amount), notify_url)

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""
        return self._call("alipay.trade.query", {"out_trade_no": order_number})

    def heard(self, headers: Mapping[str, str], body: bytes) -> Heard | None:
        """Read a notice of payment; None for what Alipay did not sign."""
        del headers
        fields = dict(parse_qsl(body.decode("utf-8", "replace")))
        number = fields.get("out_trade_no")
        genuine = alipay_signing.notice_genuine(fields, self._credentials.platform_public_key)
        if number is None or not genuine:
            return None
        return Heard(number, Outcome("answered", 200, fields.get("trade_status", "")))

    def _call(self, method: str, content: Mapping[str, str], notify_url: str = "") -> Outcome:
        fields = {
            "app_id": ALIPAY_APP_ID,
            "method": method,
            "format": "JSON",
            "charset": "utf-8",
            "sign_type": "RSA2",
            "timestamp": f"{self._clock.now().astimezone(BEIJING):%Y-%m-%d %H:%M:%S}",
            "version": "1.0",
            "biz_content": json.dumps(content, ensure_ascii=False),
            **({"notify_url": notify_url} if notify_url else {}),
        }
        signed = alipay_signing.signed_fields(fields, self._credentials.private_key)
        answer = self._http.send("POST", _PATH, urlencode(signed).encode(), _FORM)
        if isinstance(answer, Outcome):
            return answer
        if not answer.is_success:
            return Outcome("answered", answer.status_code)
        return self._read(f"{method.replace('.', '_')}_response", answer.content)

    def _read(self, node: str, body: bytes) -> Outcome:
        content = _member(body, node)
        if content is None:
            return Outcome("broken")
        code, sub_code = str(content.get("code", "")), str(content.get("sub_code", ""))
        genuine = alipay_signing.answer_genuine(body, node, self._credentials.platform_public_key)
        # Refusals that come before the key is looked at are not signed; nothing else may be so.
        if not genuine and (not sub_code or sub_code.startswith("ACQ.")):
            return Outcome("broken")
        if sub_code:
            return Outcome("answered", 200, sub_code, str(content.get("sub_msg", "")))
        qr = str(content.get("qr_code", ""))
        state = "WAIT_BUYER_PAY" if qr else str(content.get("trade_status", code))
        message = "" if code == _DONE else str(content.get("msg", ""))
        return Outcome("answered", 200, state, message, qr=qr)


def _sale(order_number: str, amount: Money) -> dict[str, str]:
    return {"out_trade_no": order_number, "subject": _GOODS, "total_amount": amount.yuan}


def _member(body: bytes, node: str) -> dict[str, Any] | None:
    content = (json_object(body) or {}).get(node)
    return content if isinstance(content, dict) else None
