"""The threads: one loop, one queue, both end."""

import asyncio
import threading

import pytest

from cashier.core.background import Background, Worker


def test_a_coroutine_runs_on_the_loops_own_thread() -> None:
    async def where() -> str:
        return threading.current_thread().name

    with Background("network") as background:
        assert background.submit(where()).result(5) == "network"


def test_what_it_raises_is_held_by_the_future() -> None:
    async def fail() -> None:
        raise LookupError("as planned")

    with Background() as background, pytest.raises(LookupError):
        background.submit(fail()).result(5)


def test_closing_cancels_what_still_runs() -> None:
    started = threading.Event()

    async def forever() -> None:
        started.set()
        await asyncio.Event().wait()

    background = Background()
    future = background.submit(forever())
    assert started.wait(5)
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
