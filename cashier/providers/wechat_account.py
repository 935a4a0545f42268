"""Who asks WeChat Pay, and how an order is addressed: for a merchant itself or a service provider.

A service provider's calls go to addresses of their own and name both sides with `sp_` and `sub_`.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from cashier.providers.errors import OrderNumberInvalid

_ORDER_NUMBER = re.compile(r"[0-9A-Za-z_\-*|]{1,32}")


@dataclass(frozen=True, slots=True)
class Account:
    """The numbers a call is made with; `sub_mchid` only where a service provider asks."""

    mchid: str
    appid: str = ""
    sub_mchid: str = ""

    @property
    def identity(self) -> dict[str, str]:
        """What a query states, and what every answer about an order has to repeat."""
        if self.sub_mchid:
            return {"sp_mchid": self.mchid, "sub_mchid": self.sub_mchid}
        return {"mchid": self.mchid}

    def query_target(self, out_trade_no: str) -> str:
        """Return path and query that ask about an order.

        Raises:
            OrderNumberInvalid: no such number can exist.
        """
        return f"{self._path(out_trade_no)}?{urlencode(self.identity)}"

    def reverse_target(self, out_trade_no: str) -> str:
        """Return the path that takes an order back.

        Raises:
            OrderNumberInvalid: no such number can exist.
        """
        return f"{self._path(out_trade_no)}/reverse"

    def close_target(self, out_trade_no: str) -> str:
        """Return the path that closes an order.

        Raises:
            OrderNumberInvalid: no such number can exist.
        """
        return f"{self._path(out_trade_no)}/close"

    def reverse_body(self) -> bytes:
        """Return the JSON that a reverse sends: without the app, the provider answers nonsense."""
        app = {"sp_appid" if self.sub_mchid else "appid": self.appid}
        return json.dumps(app | self.identity).encode()

    def close_body(self) -> bytes:
        """Return the JSON that a close sends."""
        return json.dumps(self.identity).encode()

    def _path(self, out_trade_no: str) -> str:
        side = "/partner" if self.sub_mchid else ""
        number = quote(checked_number(out_trade_no), safe="")
        return f"/v3/pay{side}/transactions/out-trade-no/{number}"


def checked_number(out_trade_no: str) -> str:
    """Return an order number as merchants of WeChat Pay can make them.

    Raises:
        OrderNumberInvalid: it is none.
    """
    if not _ORDER_NUMBER.fullmatch(out_trade_no):
        raise OrderNumberInvalid(length=str(len(out_trade_no)))
    return out_trade_no
