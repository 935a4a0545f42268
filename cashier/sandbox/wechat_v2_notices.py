"""Notices in the older protocol: flat XML, signed with the key that shop and platform share.

They go to the address that a dynamic order named; payments by payment code have none. Nothing in
them is sealed, as at the real gateway.
"""

import httpx

from cashier.sandbox import wechat_v2_wire as wire
from cashier.sandbox.orders import Order
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.wechat_v2_calls import Fields, V2Calls


class Letter:
    """Tells of one order, signed the way the order itself was asked for."""

    def __init__(self, around: Surroundings, calls: V2Calls, asked: Fields) -> None:
        self._around = around
        self._calls = calls
        self._identity = calls.identity(asked)
        self._kind = asked.get("sign_type", wire.MD5)

    def written(self, order: Order, notice_id: str) -> tuple[bytes, dict[str, str]]:
        """Return body and headers; a notice of this protocol has no id but its order."""
        del notice_id
        fields = {
            "return_code": "SUCCESS",
            "result_code": "SUCCESS",
            **self._identity,
            "nonce_str": self._around.nonce(),
            **self._calls.paid(order),
            # The real one names the kind only where it is not the usual one.
            "sign_type": "" if self._kind == wire.MD5 else self._kind,
        }
        fields["sign"] = wire.sign(fields, self._around.keys.api_v2_key, self._kind)
        return wire.written(fields), {"Content-Type": "text/xml; charset=utf-8"}

    def acknowledged(self, answer: httpx.Response) -> bool:
        """Whether the shop's server says SUCCESS in the same XML."""
        said = wire.read(answer.content) or {}
        return answer.status_code == 200 and said.get("return_code") == "SUCCESS"
