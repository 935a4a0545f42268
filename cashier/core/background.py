"""The threads that work behind the window, and how they end. No Qt here.

`Background` is the network thread: one asyncio loop for probes and provider calls. `Worker` is one
thread with one queue: what is submitted runs in order (the disk has one writer).
"""

import asyncio
import contextlib
import sys
import threading
from collections import deque
from collections.abc import Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any, ParamSpec, TypeVar

from cashier.core.closing import Closing
from cashier.core.threads import start_thread

Result = TypeVar("Result")
Arguments = ParamSpec("Arguments")
_NAMES_END_S = 0.5


class Background(Closing):
    """One asyncio loop on a thread of its own.

    Failure policy: what a coroutine raises is held by its future; closing cancels what still runs,
    waits for it, and then stops the loop. A name that the system is still looking up is not waited
    for. Submitting after closing raises RuntimeError.
    """

    def __init__(self, name: str = "network") -> None:
        self._loop = _new_loop()
        # Where the loop itself has names looked up; a dead name server holds that for long.
        self._names = ThreadPoolExecutor(thread_name_prefix=f"{name}-names")
        self._loop.set_default_executor(self._names)
        self._closed = False
        self._thread = start_thread(name, self._loop.run_forever)

    def submit(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Run `work` on the loop; the future holds its result or what it raised."""
        if self._closed:
            work.close()
            raise RuntimeError("the background loop is closed")
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call `call` on the loop after so many seconds; return what cancels it."""

        async def wait() -> None:
            await asyncio.sleep(seconds)
            call()

        future = self.submit(wait())
        return lambda: (future.cancel(), None)[1]

    def close(self, timeout: float = 5.0) -> None:
        """Cancel what runs, wait for it to end, stop and join the thread. Safe to call twice."""
        if self._closed:
            return
        self._closed = True
        asyncio.run_coroutine_threadsafe(self._cancel_all(), self._loop).result(timeout)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(timeout)
        ending = start_thread(
            "names-end", lambda: self._names.shutdown(wait=True, cancel_futures=True)
        )
        ending.join(_NAMES_END_S)
        self._loop.close()

    async def _cancel_all(self) -> None:
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._loop.shutdown_asyncgens()


class Worker(Closing):
    """One thread that runs what it is given, one after the other.

    Failure policy: what a call raises is held by its future; closing lets queued calls finish.
    """

    def __init__(self, name: str) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)
        self._waiting: deque[Callable[[], None]] = deque()
        self._lock = threading.Lock()
        self._closing = False

    def submit(
        self,
        work: Callable[Arguments, Result],
        *args: Arguments.args,
        **kwargs: Arguments.kwargs,
    ) -> "Future[Result]":
        """Queue a call; the future holds its result or what it raised."""
        future: Future[Result] = Future()
        with self._lock:
            # First the pool, which refuses once it is closed; the lock keeps `_next` from looking.
            self._pool.submit(self._next)
            self._waiting.append(lambda: _fulfil(future, partial(work, *args, **kwargs)))
        return future

    def offer(self, work: Callable[[], object]) -> None:
        """Queue a call that nobody waits for; once the thread has ended it is dropped."""
        with contextlib.suppress(RuntimeError):
            self.submit(work)

    def give_way(self) -> bool:
        """Run what waits by now, from within a long call on this thread; False: end soon.

        A long call that asks this often keeps nobody waiting. What it runs may change everything
        that the long call does not hold in its own hands.
        """
        for _ in range(len(self._waiting)):
            self._next()
        return not self._closing

    def close(self) -> None:
        """Finish what is queued and end the thread. Safe to call twice."""
        self._closing = True
        self._pool.shutdown(wait=True)

    def _next(self) -> None:
        with self._lock:
            call = self._waiting.popleft() if self._waiting else None
        # Nothing waits when a long call has let it through before.
        if call is not None:
            call()


def _fulfil(future: "Future[Result]", work: Callable[[], Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        future.set_result(work())
    except BaseException as error:  # noqa: BLE001 - whoever waits for the future gets it
        future.set_exception(error)


def _new_loop() -> asyncio.AbstractEventLoop:
    # The proactor loop of Windows cannot watch the sockets that some libraries hand over.
    if sys.platform == "win32":
        return asyncio.SelectorEventLoop()
    return asyncio.new_event_loop()
