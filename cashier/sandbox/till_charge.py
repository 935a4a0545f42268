"""The demo till's one dangerous ability: it charges a payment code. Nothing outside the till may.

WeChat Pay's third API; its HTTP client and signatures are the till's own, and it shares nothing
with the assistant's providers.
"""

import base64
import binascii
import json
import ssl
from collections.abc import Mapping
from typing import Any

import httpx
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from cashier.core.clock import Clock
from cashier.core.json_text import json_object
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import signing
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till_http import TillHttp
from cashier.sandbox.till_outcome import Heard
from cashier.sandbox.till_outcome import Outcome as Outcome

_TRANSACTIONS = "/v3/pay/transactions"
_CODEPAY = f"{_TRANSACTIONS}/codepay"
_NATIVE = f"{_TRANSACTIONS}/native"
_ORDER = f"{_TRANSACTIONS}/out-trade-no"
_GOODS = "门店消费"


class TillClient:
    """Charges, has codes made, asks and hears, with a merchant's signature. See `Client`."""

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
        self._http = TillHttp(base_url, clock, timeout_s, trust)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def new_order_number(self) -> str:
        """Return a fresh order number as tills make them: time, then chance."""
        return self._http.new_order_number()

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge `auth_code` once."""
        body = self._sale(order_number, amount) | {
            "payer": {"auth_code": auth_code.reveal()},
            "scene_info": {"store_info": {"out_id": "demo-1"}},
        }
        return self._call("POST", _CODEPAY, body)

    def offer(self, order_number: str, amount: Money, notify_url: str) -> Outcome:
        """Have a code made for the customer to scan."""
        body = self._sale(order_number, amount) | {"notify_url": notify_url}
        return self._call("POST", _NATIVE, body)

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""
        return self._call("GET", f"{_ORDER}/{order_number}?mchid={self._credentials.mchid}", None)

    def heard(self, headers: Mapping[str, str], body: bytes) -> Heard | None:
        """Read a notice of payment; None for what the gateway did not sign or seal."""
        if not self._genuine(body, headers):
            return None
        sealed = (json_object(body) or {}).get("resource")
        content = self._opened(sealed) if isinstance(sealed, dict) else {}
        number = content.get("out_trade_no")
        if not isinstance(number, str):
            return None
        return Heard(number, _told(200, content))

    def _sale(self, order_number: str, amount: Money) -> dict[str, Any]:
        return {
            "appid": self._credentials.appid,
            "mchid": self._credentials.mchid,
            "description": _GOODS,
            "out_trade_no": order_number,
            "amount": {"total": amount.fen, "currency": "CNY"},
        }

    def _call(self, method: str, target: str, content: Mapping[str, Any] | None) -> Outcome:
        body = b"" if content is None else json.dumps(content, ensure_ascii=False).encode()
        request = signing.Received(method, target, body, None)
        authorization = signing.request_header(
            request,
            self._merchant,
            self._credentials.private_key,
            self._clock.now(),
            self._http.nonce(),
        )
        headers = {
            "Authorization": authorization,
            "Accept": "application/json",
            "Content-Type": "application/json",
            "Wechatpay-Serial": self._credentials.public_key_id,
        }
        answer = self._http.send(method, target, body, headers)
        return answer if isinstance(answer, Outcome) else self._read(answer)

    def _read(self, answer: httpx.Response) -> Outcome:
        content = json_object(answer.content) or {}
        if not answer.is_success:
            code, message = content.get("code", ""), content.get("message", "")
            return Outcome("answered", answer.status_code, str(code), str(message))
        if not self._genuine(answer.content, answer.headers):
            return Outcome("broken")
        return _told(answer.status_code, content)

    def _genuine(self, body: bytes, headers: Mapping[str, str]) -> bool:
        return signing.answer_genuine(
            body,
            headers,
            key_id=self._credentials.public_key_id,
            public_key=self._credentials.platform_public_key,
        )

    def _opened(self, sealed: Mapping[str, Any]) -> dict[str, Any]:
        key = self._credentials.api_v3_key.reveal().encode()
        try:
            hidden = base64.b64decode(str(sealed["ciphertext"]), validate=True)
            nonce, bound = str(sealed["nonce"]).encode(), str(sealed["associated_data"]).encode()
            return json_object(AESGCM(key).decrypt(nonce, hidden, bound)) or {}
        except (KeyError, ValueError, binascii.Error, InvalidTag):
            return {}


def _told(status: int, content: Mapping[str, Any]) -> Outcome:
    qr = str(content.get("code_url", ""))
    code = "NOTPAY" if qr else str(content.get("trade_state", ""))
    return Outcome("answered", status, code, str(content.get("trade_state_desc", "")), qr=qr)
