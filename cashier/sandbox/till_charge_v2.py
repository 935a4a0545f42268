"""The demo till in WeChat Pay's older protocol: XML and a shared key, as many tills still do."""

import ssl
from collections.abc import Mapping

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.core.privacy import Secret
from cashier.sandbox import wechat_v2_wire as wire
from cashier.sandbox.keys import TillCredentials
from cashier.sandbox.till_http import TillHttp
from cashier.sandbox.till_outcome import Heard, Outcome

_HERE = "127.0.0.1"
_GOODS = "门店消费"
_XML = {"Content-Type": "text/xml; charset=utf-8"}


class TillClientV2:
    """Charges, has codes made, asks, and hears of payments. See `Client`."""

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
        self._http = TillHttp(base_url, clock, timeout_s, trust)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def new_order_number(self) -> str:
        """Return a fresh order number as tills make them: time, then chance."""
        return self._http.new_order_number()

    def charge(self, order_number: str, amount: Money, auth_code: Secret) -> Outcome:
        """Charge `auth_code` once."""
        fields = self._sale(order_number, amount) | {"auth_code": auth_code.reveal()}
        return self._call("/pay/micropay", fields)

    def offer(self, order_number: str, amount: Money, notify_url: str) -> Outcome:
        """Have a code made for the customer to scan."""
        more = {"notify_url": notify_url, "trade_type": "NATIVE"}
        return self._call("/pay/unifiedorder", self._sale(order_number, amount) | more)

    def ask(self, order_number: str) -> Outcome:
        """Ask what became of an order."""
        return self._call("/pay/orderquery", {"out_trade_no": order_number})

    def heard(self, headers: Mapping[str, str], body: bytes) -> Heard | None:
        """Read a notice of payment; None for what was not signed with the shared key."""
        del headers
        fields = wire.read(body)
        if fields is None or not wire.signed_well(fields, self._credentials.api_v2_key):
            return None
        number = fields.get("out_trade_no")
        return None if number is None else Heard(number, _told(fields))

    def _sale(self, order_number: str, amount: Money) -> dict[str, str]:
        return {
            "body": _GOODS,
            "out_trade_no": order_number,
            "total_fee": str(amount.fen),
            "spbill_create_ip": _HERE,
        }

    def _call(self, path: str, asked: Mapping[str, str]) -> Outcome:
        key = self._credentials.api_v2_key
        fields = {
            "appid": self._credentials.appid,
            "mch_id": self._credentials.mchid,
            "nonce_str": self._http.nonce(),
            **asked,
        }
        fields["sign"] = wire.sign(fields, key, wire.MD5)
        answer = self._http.send("POST", path, wire.written(fields), _XML)
        if isinstance(answer, Outcome):
            return answer
        found = wire.read(answer.content)
        if not answer.is_success or found is None:
            return Outcome("answered" if not answer.is_success else "broken", answer.status_code)
        if found.get("return_code") != "SUCCESS":
            return Outcome("answered", 200, "return_code=FAIL", found.get("return_msg", ""))
        return _told(found) if wire.signed_well(found, key) else Outcome("broken")


def _told(fields: Mapping[str, str]) -> Outcome:
    if fields.get("result_code") != "SUCCESS":
        return Outcome("answered", 200, fields.get("err_code", ""), fields.get("err_code_des", ""))
    qr = fields.get("code_url", "")
    code = "NOTPAY" if qr else fields.get("trade_state", "SUCCESS")
    return Outcome("answered", 200, code, fields.get("trade_state_desc", ""), qr=qr)
