"""Tells the shop's server of a paid dynamic order, signed, until it answers `success`.

Only servers on this machine are told: the sandbox never speaks to the world.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from datetime import datetime

import httpx

from cashier.core.money import Money
from cashier.sandbox import alipay_signing, alipay_wire
from cashier.sandbox.alipay_calls import trade_no
from cashier.sandbox.alipay_codes import DynamicCode
from cashier.sandbox.fault_model import Tongue
from cashier.sandbox.faults import Call, Delivery
from cashier.sandbox.orders import Order
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.wire import BEIJING

# How long Alipay waits before it tells again, in seconds.
WAITS_S = (0.0, 240.0, 600.0, 600.0, 3600.0, 7200.0, 21600.0, 54000.0)
_HEARD = b"success"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
_PATIENCE_S = 5.0


def notice(around: Surroundings, app_id: str, order: Order) -> dict[str, str]:
    """Return the fields of the notice about an order."""
    now = around.clock.now()
    fields = {
        "notify_time": _hour(now),
        "notify_type": "trade_status_sync",
        "notify_id": around.nonce(),
        "app_id": app_id,
        "charset": "utf-8",
        "version": "1.0",
        "trade_no": trade_no(order),
        "out_trade_no": order.out_trade_no,
        "trade_status": alipay_wire.trade_status(order),
        "total_amount": Money(order.amount_fen).yuan,
        "gmt_payment": _hour(order.paid_at or now),
    }
    return alipay_signing.signed_notice(fields, around.keys.platform_private_key)


async def tell(around: Surroundings, app_id: str, order: Order, code: DynamicCode) -> bool:
    """Tell the shop's server until it has heard; False where it never did."""
    if not _on_this_machine(code.notify_url):
        return False
    fields = notice(around, app_id, order)
    async with httpx.AsyncClient(trust_env=False, timeout=_PATIENCE_S) as client:
        heard = 0
        for seconds in WAITS_S:
            terms = around.faults.terms(Call.callback, Tongue.alipay)
            if await _closing(around, (seconds + terms.delay_s) * around.pace):
                return False
            if terms.delivery is Delivery.normal:
                heard += await _heard(client, code.notify_url, fields)
            if heard > terms.repeats:
                return True
    return False


async def _heard(client: httpx.AsyncClient, url: str, fields: Mapping[str, str]) -> bool:
    try:
        answer = await client.post(url, data=dict(fields))
    except (httpx.HTTPError, OSError):
        return False
    return answer.status_code == 200 and answer.content.strip() == _HEARD


def _hour(when: datetime) -> str:
    return f"{when.astimezone(BEIJING):%Y-%m-%d %H:%M:%S}"


async def _closing(around: Surroundings, seconds: float) -> bool:
    if seconds:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(around.closing.wait(), seconds)
    return around.closing.is_set()


def _on_this_machine(url: str) -> bool:
    try:
        parts = httpx.URL(url)
    except httpx.InvalidURL:
        return False
    return parts.scheme == "http" and parts.host in _LOOPBACK
