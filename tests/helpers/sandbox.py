"""The sandbox for tests: one set of throw-away keys per run, gateways against it."""

import itertools
from functools import cache

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers.exchange import Patience
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.keys import SandboxKeys, make_keys
from cashier.sandbox.orders import Order, OrderBook, Plan, Sale
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import TradeState

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


def wechat(
    sandbox: SandboxGateway, clock: Clock, patience: Patience | None = None
) -> WeChatGateway:
    """Return the real provider client, pointed at the sandbox."""
    quick = patience or Patience(connect_s=2.0, answer_s=5.0)
    hosts = WeChatHosts(sandbox.base_url, None, query=quick, reverse=quick)
    return WeChatGateway(credentials(sandbox.keys), clock, hosts)
