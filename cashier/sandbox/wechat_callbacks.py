"""Tells the shop's own server that a customer paid: signed, sealed, again until it is acknowledged.

Only orders that the customer scans or opens have callbacks, and only this machine is called. How a
notice is written and acknowledged is the protocol's: a `Letter`.
"""

import asyncio
import contextlib
import json
import secrets
from dataclasses import dataclass
from typing import Protocol

import httpx

from cashier.core.json_text import json_object
from cashier.sandbox import signing
from cashier.sandbox.faults import Call, Delivery
from cashier.sandbox.merchant_calls import MerchantCalls
from cashier.sandbox.merchant_fields import is_here
from cashier.sandbox.orders import Order
from cashier.sandbox.platform_keys import PlatformKeys
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.wire import TradeState, stamp

_MINUTE, _HOUR = 60.0, 3600.0
LADDER_S = (
    15.0,
    15.0,
    30.0,
    3 * _MINUTE,
    10 * _MINUTE,
    20 * _MINUTE,
    *(30 * _MINUTE,) * 3,
    _HOUR,
    *(3 * _HOUR,) * 3,
    *(6 * _HOUR,) * 2,
)
"""Seconds between one try and the next; after the last the gateway gives up."""

PATIENCE_S = 5.0
_OPEN = frozenset({TradeState.NOTPAY, TradeState.USERPAYING})


@dataclass(frozen=True, slots=True)
class Notice:
    """One try: which order, the same id each time, HTTP status (0: none), acknowledged or not."""

    out_trade_no: str
    id: str
    status: int
    acknowledged: bool


class Letter(Protocol):
    """How one protocol tells of a payment."""

    def written(self, order: Order, notice_id: str) -> tuple[bytes, dict[str, str]]:
        """Return body and headers of a notice; the same id each time."""

    def acknowledged(self, answer: httpx.Response) -> bool:
        """Whether the shop's server says that it has heard."""


class Callbacks:
    """Follows orders to their payment and tells about it. Lives on the server's loop.

    Failure policy: whatever the shop's server does is one more try on the ladder. Closing the
    gateway ends all waiting.
    """

    def __init__(self, around: Surroundings) -> None:
        self._orders = around.orders
        self._faults = around.faults
        self._clock = around.clock
        self._closing = around.closing
        self._pace = around.pace
        self._tasks: set[asyncio.Task[None]] = set()
        self._followed: set[str] = set()
        self.tries: list[Notice] = []

    def follow(self, order: Order, letter: Letter) -> None:
        """Call back about `order` once it is paid; asking twice is once."""
        if order.out_trade_no in self._followed or not is_here(order.notify_url):
            return
        self._followed.add(order.out_trade_no)
        loop, changed = asyncio.get_running_loop(), asyncio.Event()

        def tell() -> None:
            # The loop may be gone when a test still plays the customer.
            with contextlib.suppress(RuntimeError):
                loop.call_soon_threadsafe(changed.set)

        self._orders.follow(order.out_trade_no, tell)
        task = loop.create_task(self._until_told(order, letter, changed))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _until_told(self, order: Order, letter: Letter, changed: asyncio.Event) -> None:
        known = self._orders.query(order.out_trade_no)
        while known is not None and known.state in _OPEN:
            changed.clear()
            due = known.due or float("inf")
            await self._wait(changed, due - self._clock.monotonic())
            if self._closing.is_set():
                return
            known = self._orders.query(order.out_trade_no)
        if known is not None and known.state is TradeState.SUCCESS:
            await self._deliver(known, letter)

    async def _deliver(self, order: Order, letter: Letter) -> None:
        notice_id = secrets.token_hex(16)
        async with httpx.AsyncClient(trust_env=False, timeout=PATIENCE_S) as client:
            heard = 0
            for pause_s in (*LADDER_S, 0.0):
                terms = self._faults.terms(Call.callback)
                await self._wait(asyncio.Event(), terms.delay_s * self._pace)
                status, acknowledged = 0, False
                if terms.delivery is Delivery.normal:
                    status, acknowledged = await self._try(client, order, letter, notice_id)
                self.tries.append(Notice(order.out_trade_no, notice_id, status, acknowledged))
                heard += acknowledged
                if heard > terms.repeats or self._closing.is_set():
                    return
                await self._wait(asyncio.Event(), pause_s * self._pace)

    async def _try(
        self, client: httpx.AsyncClient, order: Order, letter: Letter, notice_id: str
    ) -> tuple[int, bool]:
        body, headers = letter.written(order, notice_id)
        try:
            answer = await client.post(order.notify_url, content=body, headers=headers)
        except httpx.HTTPError:
            return 0, False
        return answer.status_code, letter.acknowledged(answer)

    async def _wait(self, event: asyncio.Event, seconds: float) -> None:
        waits = {asyncio.ensure_future(one.wait()) for one in (event, self._closing)}
        timeout = None if seconds == float("inf") else max(seconds, 0.0)
        _, left = await asyncio.wait(waits, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
        for one in left:
            one.cancel()


class Sealed:
    """A notice of APIv3: signed with the platform's key, its content sealed."""

    def __init__(self, platform: PlatformKeys, calls: MerchantCalls) -> None:
        self._platform = platform
        self._calls = calls

    def written(self, order: Order, notice_id: str) -> tuple[bytes, dict[str, str]]:
        """Return body and headers."""
        now = self._platform.clock.now()
        paid = self._calls.paid_content(order)
        body = json.dumps(
            {
                "id": notice_id,
                "create_time": stamp(now),
                "resource_type": "encrypt-resource",
                "event_type": "TRANSACTION.SUCCESS",
                "summary": "支付成功",
                "resource": self._platform.sealed_notice(paid) | {"original_type": "transaction"},
            },
            ensure_ascii=False,
        ).encode()
        key = self._platform.chosen(self._platform.keys.till.public_key_id)
        headers = signing.answer_headers(
            body,
            private_key=key.private_key,
            key_id=key.name,
            now=now,
            nonce=lambda: secrets.token_hex(16),
        )
        return body, headers | {"Content-Type": "application/json"}

    def acknowledged(self, answer: httpx.Response) -> bool:
        """Whether it says so by its status, and by no other code."""
        said = (json_object(answer.content) or {}).get("code", "SUCCESS")
        return answer.status_code in {200, 204} and said == "SUCCESS"
