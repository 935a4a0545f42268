"""A round is short when all is well, asks for help when it is not; one lost try is no trouble."""

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest

from cashier.core.clock import SystemClock
from cashier.health import prober
from cashier.health.own_network import OwnNetwork
from cashier.health.plan import Plan
from cashier.health.prober import Prober, Round
from cashier.health.reach import Reach
from cashier.health.reached import Reached, Target
from tests.helpers.hosts import HostPlan, host

_MAIN = "gateway.wechat"


def _reach(timeout_s: float = 30.0) -> Reach:
    return Reach(SystemClock(), timeout_s)


def _closed() -> Target:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return Target(f"http://127.0.0.1:{taken.getsockname()[1]}")


def _run(plan: HostPlan, use: Callable[[Target], Awaitable[Round]]) -> Round:
    async def run() -> Round:
        async with host(plan) as port:
            return await use(Target(f"http://127.0.0.1:{port}"))

    return asyncio.run(run())


def test_where_all_is_well_nobody_else_is_asked() -> None:
    async def use(target: Target) -> Round:
        return await Prober(_reach(), Plan({_MAIN: target}, (_closed(),))).round()

    found = _run(HostPlan(), use)
    assert found.gateways[_MAIN].best.ok
    assert (found.others, found.portal, found.own) == ((), None, OwnNetwork())


def test_trouble_asks_the_others_the_portal_page_and_this_machine() -> None:
    async def use(target: Target) -> Round:
        plan = Plan({_MAIN: _closed()}, (target,), (target,))
        return await Prober(_reach(), plan, lambda: OwnNetwork(route=False)).round()

    found = _run(HostPlan(status=302), use)
    assert found.gateways[_MAIN].best.reason == "refused"
    assert [one.ok for one in found.others] == [True]
    assert found.portal is not None
    assert found.portal.status == 302
    assert found.own.route is False
    assert found.names_elsewhere is None


def test_a_hurried_round_tries_three_times_and_counts_as_two() -> None:
    async def run() -> Round:
        return await Prober(_reach(), Plan({_MAIN: _closed()}, ())).round(hurried=True)

    tried = asyncio.run(run()).gateways[_MAIN]
    assert (len(tried.tries), tried.weight) == (3, 2)


def test_one_host_may_stand_for_two_lights() -> None:
    async def run() -> Round:
        target = _closed()
        plan = Plan({_MAIN: target, "gateway.alipay": target}, ())
        return await Prober(_reach(), plan).round(hurried=True)

    found = asyncio.run(run())
    assert [len(tried.tries) for tried in found.gateways.values()] == [3, 3]


def test_after_a_bad_round_a_calm_one_looks_closer() -> None:
    async def run() -> list[int]:
        watcher = Prober(_reach(), Plan({_MAIN: _closed()}, ()))
        rounds = [await watcher.round() for _ in range(2)]
        return [len(one.gateways[_MAIN].tries) for one in rounds]

    assert asyncio.run(run()) == [1, 3]


class _RefusesTheFirst(Reach):
    """Refuses the first try of each round and answers the others."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.tries = 0

    async def attempt(
        self, target: Target, patience_s: float | None = None, *, hear_out: bool = False
    ) -> Reached:
        del patience_s, hear_out
        self.tries += 1
        if self.tries == 1:
            return Reached(target, "tcp", "refused", 1.0)
        return Reached(target, "done", "", 20.0, (("first_byte", 20.0),))


def test_a_host_that_came_back_is_looked_at_closely_for_four_rounds() -> None:
    async def run() -> list[bool]:
        reach, good = _RefusesTheFirst(), []
        watcher = Prober(reach, Plan({_MAIN: Target("http://127.0.0.1:1")}, ()))
        for _ in range(6):
            reach.tries = 0
            good.append((await watcher.round()).gateways[_MAIN].best.ok)
        return good

    assert asyncio.run(run()) == [False, True, True, True, True, False]


def test_who_is_late_is_heard_out_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prober, "CALM_PATIENCE_S", 0.5)

    async def run() -> list[Reached]:
        async with host(HostPlan("silent")) as port:
            plan = Plan({_MAIN: Target(f"http://127.0.0.1:{port}")}, ())
            watcher = Prober(_reach(1.5), plan)
            return [(await watcher.round()).gateways[_MAIN].best for _ in range(2)]

    first, second = asyncio.run(run())
    assert (first.reason, first.late) == ("late", True)
    assert (second.reason, second.stage) == ("timeout", "first_byte")


class _LosesTheFirst(Reach):
    """Loses the first try of each round, as a packet may be lost; the next one gets through."""

    def __init__(self) -> None:
        super().__init__(SystemClock())
        self.tries = 0

    async def attempt(
        self, target: Target, patience_s: float | None = None, *, hear_out: bool = False
    ) -> Reached:
        del patience_s, hear_out
        self.tries += 1
        if self.tries == 1:
            await asyncio.get_running_loop().create_future()
        return Reached(target, "done", "", 20.0, (("first_byte", 20.0),))


def test_one_lost_try_is_overtaken_by_the_next() -> None:
    async def run() -> Round:
        plan = Plan({_MAIN: Target("http://127.0.0.1:1")}, ())
        watcher = Prober(_LosesTheFirst(), plan)
        found = await watcher.round(hurried=True)
        await watcher.rest()
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return found

    tried = asyncio.run(run()).gateways[_MAIN]
    assert tried.best.ok
    assert tried.weight == 1


def test_public_name_servers_are_asked_when_names_are_needed() -> None:
    async def nowhere(_host: str) -> tuple[str, ...]:
        raise OSError

    async def run(*servers: str) -> Round:
        reach = Reach(SystemClock(), 30.0, resolve=nowhere)
        plan = Plan({_MAIN: Target("https://pay.example.com")}, (), (), servers)
        return await Prober(reach, plan).round()

    assert asyncio.run(run()).names_elsewhere is None
    assert asyncio.run(run("127.0.0.1:1", "odd")).names_elsewhere is False
