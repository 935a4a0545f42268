"""The sandbox for tests: one set of throw-away keys per run, gateways against it."""

import asyncio
import itertools
from collections.abc import Coroutine
from dataclasses import replace
from functools import cache
from typing import Any, TypeVar

import httpx

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.exchange import Patience
from cashier.providers.gateway import Gateway
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_account import Account
from cashier.providers.wechat_v2 import V2Credentials, WeChatV2Gateway
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.providers.wechat_xml import SignType
from cashier.sandbox.fault_model import Delivery
from cashier.sandbox.faults import BY_NAME
from cashier.sandbox.keys import SandboxKeys, make_keys
from cashier.sandbox.orders import Offer, Order, OrderBook, Plan, Sale
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.till_http import TillHttp
from cashier.sandbox.till_outcome import Client
from cashier.sandbox.wechat_mutual import MutualDoor
from cashier.sandbox.wire import TradeState

Result = TypeVar("Result")
PATIENCE_S = 30.0
SOON_S = 1.0
"""How long a till waits for an answer that never comes, once its question has been sent."""
PATIENT = Patience(connect_s=PATIENCE_S, answer_s=PATIENCE_S)
"""What a busy machine may take; whoever waits goes on as soon as the answer is there."""
HASTY = Patience(connect_s=PATIENCE_S, answer_s=0.05)
"""For what holds its answer back for seconds."""
_numbers = itertools.count(1)


@cache
def keys() -> SandboxKeys:
    """Return the run's keys; making them takes a while."""
    return make_keys()


def payment_code() -> Secret:
    """Return a payment code that no test had before."""
    return Secret(f"13{next(_numbers):016d}")


def order_number() -> str:
    """Return an order number that no test had before."""
    return f"T{next(_numbers):09d}"


def place(book: OrderBook, plan: Plan | None = None, amount_fen: int = 1600) -> Order:
    """Charge a fresh code on a fresh number and return the order."""
    order = book.charge(Sale(order_number(), amount_fen, payment_code()), plan or Plan())
    assert isinstance(order, Order)
    return order


def offered(book: OrderBook, plan: Plan | None = None, notify_url: str = "") -> Order:
    """Make a code for the customer to scan on a fresh number and return the order."""
    order = book.offer(Offer(order_number(), 1600, notify_url=notify_url), plan or Plan())
    assert isinstance(order, Order)
    return order


def place_in(book: OrderBook, state: TradeState) -> Order:
    """Return a fresh order that has come to `state` the way orders do."""
    if state is TradeState.REFUND:
        order = book.refund(place(book).out_trade_no)
    elif state is TradeState.CLOSED:
        order = book.close(place(book, Plan(TradeState.NOTPAY)).out_trade_no)
    elif state is TradeState.REVOKED:
        reversed_ = book.reverse(place(book, Plan(TradeState.NOTPAY)).out_trade_no)
        order = reversed_ if isinstance(reversed_, Order) else None
    else:
        order = place(book, Plan(state))
    assert order is not None
    return order


def credentials(known: SandboxKeys | None = None) -> WeChatCredentials:
    """Return what a merchant of the sandbox would enter in the settings."""
    till = (known or keys()).till
    return WeChatCredentials(
        mchid=till.mchid,
        appid=till.appid,
        serial_no=till.serial_no,
        private_key=till.private_key,
        platform_keys={till.public_key_id: till.platform_public_key},
    )


def by_certificates(known: SandboxKeys, *, public_key: bool = False) -> WeChatCredentials:
    """Return what a merchant enters who uses platform certificates, with the public key or not."""
    entered = replace(credentials(known), api_v3_key=known.api_v3_key)
    return entered if public_key else replace(entered, platform_keys={})


def wechat(
    sandbox: SandboxGateway,
    clock: Clock,
    patience: Patience | None = None,
    entered: WeChatCredentials | None = None,
) -> WeChatGateway:
    """Return the real provider client, pointed at the sandbox."""
    patience = patience or PATIENT
    hosts = WeChatHosts(sandbox.base_url, None, query=patience, reverse=patience)
    return WeChatGateway(entered or credentials(sandbox.keys), clock, hosts)


def v2_credentials(
    known: SandboxKeys, certificate: str | None = None, kind: SignType = SignType.hmac_sha256
) -> V2Credentials:
    """Return what a merchant enters for the older protocol."""
    till = known.till
    shown = None if certificate is None else ClientCertificate(certificate, till.private_key)
    return V2Credentials(Account(till.mchid, till.appid), known.api_v2_key, shown, kind)


def wechat_v2(
    sandbox: SandboxGateway,
    door: MutualDoor,
    clock: Clock,
    entered: V2Credentials | None = None,
) -> WeChatV2Gateway:
    """Return the client of the older protocol, pointed at the sandbox and its second door."""
    to_them, theirs = sandbox.base_url, door.papers.authority
    hosts = WeChatHosts(to_them, None, PATIENT, PATIENT, door.base_url, theirs)
    held = entered or v2_credentials(sandbox.keys, door.papers.merchant_certificate)
    return WeChatV2Gateway(held, clock, hosts)


def meets(client: Client, fault: str) -> None:
    """Let a till give up soon where this fault of the sandbox keeps its answer for ever."""
    if BY_NAME[fault].delivery is Delivery.silent:
        http: TillHttp = client._http  # type: ignore[attr-defined]
        http._client.timeout = httpx.Timeout(PATIENCE_S, read=SOON_S)


def run(gateway: Gateway, work: Coroutine[Any, Any, Result]) -> Result:
    """Do one thing with a gateway, and close its client."""

    async def and_close() -> Result:
        try:
            return await work
        finally:
            await gateway.close_client()

    return asyncio.run(and_close())
