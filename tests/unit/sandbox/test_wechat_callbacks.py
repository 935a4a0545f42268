import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from queue import Queue

import pytest

from cashier.core.clock import ManualClock
from cashier.core.threads import start_thread
from cashier.sandbox.faults import FaultBoard
from cashier.sandbox.merchant_calls import MerchantCalls
from cashier.sandbox.orders import CustomerAct, Offer, Order, OrderBook, Plan
from cashier.sandbox.platform_keys import PlatformKeys
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.signing import answer_genuine
from cashier.sandbox.surroundings import Surroundings
from cashier.sandbox.wechat_callbacks import LADDER_S, Callbacks, Sealed
from tests.helpers import sandbox as helper

KEYS = helper.keys()


@contextmanager
def shop(status: int, told: Queue[tuple[dict[str, str], bytes]]) -> Iterator[str]:
    """A shop's own server that always answers the same."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()
            told.put((dict(self.headers), body))

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = start_thread("shop", lambda: server.serve_forever(0.01))
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


class World:
    """An order book and its callbacks on the loop of the test."""

    def __init__(self, pace: float = 1e-6) -> None:
        self.clock = ManualClock()
        self.orders = OrderBook(self.clock)
        self.closing = asyncio.Event()
        around = Surroundings(
            KEYS, self.orders, FaultBoard(), self.clock, pace, closing=self.closing
        )
        self.callbacks = Callbacks(around)
        calls = MerchantCalls(KEYS.till.mchid, KEYS.till.appid, self.orders)
        self.letter = Sealed(PlatformKeys(KEYS, self.clock), calls)

    def offered(self, notify_url: str, plan: Plan | None = None) -> Order:
        made = self.orders.offer(
            Offer(helper.order_number(), 1600, notify_url=notify_url), plan or Plan()
        )
        assert isinstance(made, Order)
        self.callbacks.follow(made, self.letter)
        return made

    async def end(self) -> None:
        """Wait until nobody waits for anything any more."""
        await asyncio.gather(*self.callbacks._tasks)


def test_the_ladder_is_that_of_the_rules() -> None:
    assert LADDER_S[:6] == (15, 15, 30, 180, 600, 1200)
    assert sum(LADDER_S) == 24 * 3600 + 4 * 60


def test_a_paid_order_is_told_once_signed() -> None:
    told = Queue[tuple[dict[str, str], bytes]]()

    async def work(url: str) -> World:
        world = World()
        order = world.offered(url)
        world.callbacks.follow(order, world.letter)
        world.orders.customer(order.out_trade_no, CustomerAct.pays)
        await world.end()
        return world

    with shop(204, told) as url:
        world = asyncio.run(work(url))
    headers, body = told.get_nowait()
    assert told.empty()
    assert [(one.status, one.acknowledged) for one in world.callbacks.tries] == [(204, True)]
    till = KEYS.till
    lower = {name.lower(): value for name, value in headers.items()}
    assert answer_genuine(
        body, lower, key_id=till.public_key_id, public_key=till.platform_public_key
    )


def test_the_gateway_gives_up_after_the_last_step() -> None:
    async def work() -> World:
        world = World()
        order = world.offered("http://127.0.0.1:9/")
        world.orders.customer(order.out_trade_no, CustomerAct.pays)
        await world.end()
        return world

    tries = asyncio.run(work()).callbacks.tries
    assert len(tries) == len(LADDER_S) + 1
    assert {(one.status, one.acknowledged) for one in tries} == {(0, False)}
    assert len({one.id for one in tries}) == 1


def test_a_payment_that_time_brings_is_told_too() -> None:
    async def work() -> World:
        world = World()
        world.offered("http://127.0.0.1:9/", Plan(after_s=0))
        await world.end()
        return world

    assert asyncio.run(work()).callbacks.tries


@pytest.mark.parametrize("paid", [True, False])
def test_closing_ends_all_waiting(paid: bool) -> None:
    async def work() -> World:
        world = World(pace=1.0)
        order = world.offered("http://127.0.0.1:9/")
        if paid:
            world.orders.customer(order.out_trade_no, CustomerAct.pays)
        world.closing.set()
        await world.end()
        return world

    assert len(asyncio.run(work()).callbacks.tries) == paid


def test_a_closed_order_and_an_order_of_a_till_are_not_told() -> None:
    async def work() -> World:
        world = World()
        order = world.offered("http://127.0.0.1:9/")
        world.orders.cancel(order.out_trade_no)
        elsewhere = replace(order, out_trade_no="T1", notify_url="https://example.com/")
        world.callbacks.follow(elsewhere, world.letter)
        await world.end()
        return world

    assert asyncio.run(work()).callbacks.tries == []


def test_a_customer_after_the_end_of_the_loop_is_no_trouble() -> None:
    async def work() -> tuple[World, Order]:
        made = World()
        order = made.offered("http://127.0.0.1:9/")
        made.closing.set()
        await made.end()
        return made, order

    world, order = asyncio.run(work())
    assert world.orders.customer(order.out_trade_no, CustomerAct.pays) is not None


def test_the_running_sandbox_shows_its_tries() -> None:
    with SandboxGateway(clock=ManualClock(), keys=KEYS) as sandbox:
        assert sandbox.notices == ()
