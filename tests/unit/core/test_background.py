"""The threads: one loop, one queue, both end."""

import asyncio
import threading

import pytest

from cashier.core.background import Background, Worker

PATIENCE = 60


def test_a_coroutine_runs_on_the_loops_own_thread() -> None:
    async def where() -> str:
        return threading.current_thread().name

    with Background("network") as background:
        assert background.submit(where()).result(PATIENCE) == "network"


def test_what_it_raises_is_held_by_the_future() -> None:
    async def fail() -> None:
        raise LookupError("as planned")

    with Background() as background, pytest.raises(LookupError):
        background.submit(fail()).result(PATIENCE)


def test_closing_cancels_what_still_runs() -> None:
    started = threading.Event()

    async def forever() -> None:
        started.set()
        await asyncio.Event().wait()

    background = Background()
    future = background.submit(forever())
    assert started.wait(PATIENCE)
    background.close()
    background.close()
    assert future.cancelled()
    with pytest.raises(RuntimeError):
        background.submit(forever())


def test_a_worker_keeps_the_order() -> None:
    seen: list[int] = []
    with Worker("disk") as worker:
        for number in range(50):
            worker.submit(seen.append, number)
    assert seen == list(range(50))


def test_long_work_lets_others_through_in_their_order() -> None:
    seen: list[int] = []
    ready = threading.Event()
    with Worker("disk") as worker:

        def long_work() -> list[int]:
            ready.wait(PATIENCE)
            assert worker.give_way()
            return list(seen)

        lasting = worker.submit(long_work)
        others = [worker.submit(seen.append, number) for number in range(20)]
        ready.set()
        assert lasting.result(PATIENCE) == list(range(20))
        assert [other.result(PATIENCE) for other in others] == [None] * 20
    assert seen == list(range(20))


def test_long_work_is_told_that_the_end_is_near() -> None:
    begun, told = threading.Event(), threading.Event()
    worker = Worker("disk")

    def long_work() -> bool:
        begun.set()
        while worker.give_way():
            told.wait(0.01)
        return True

    lasting = worker.submit(long_work)
    last = worker.submit(threading.get_ident)
    assert begun.wait(PATIENCE)
    worker.close()
    assert lasting.result(PATIENCE)
    assert last.result(PATIENCE)
    with pytest.raises(RuntimeError):
        worker.submit(begun.set)


def test_what_a_call_let_through_raises_is_its_own_futures() -> None:
    def fail() -> None:
        raise LookupError("as planned")

    with Worker("disk") as worker:
        gate = threading.Event()
        lasting = worker.submit(lambda: (gate.wait(PATIENCE), worker.give_way())[1])
        failing = worker.submit(fail)
        given_up = worker.submit(fail)
        given_up.cancel()
        gate.set()
        assert lasting.result(PATIENCE)
        with pytest.raises(LookupError):
            failing.result(PATIENCE)


def test_a_name_that_nobody_resolves_does_not_hold_up_closing() -> None:
    begun, held = threading.Event(), threading.Event()

    def resolve() -> None:
        begun.set()
        held.wait(3 * PATIENCE)

    async def ask() -> None:
        await asyncio.get_running_loop().run_in_executor(None, resolve)

    background = Background()
    asked = background.submit(ask())
    assert begun.wait(PATIENCE)
    try:
        background.close(timeout=PATIENCE)
        assert asked.cancelled()
    finally:
        held.set()
        for thread in threading.enumerate():
            if "names" in thread.name:
                thread.join(PATIENCE)
