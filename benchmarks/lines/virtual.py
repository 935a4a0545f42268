"""An event loop whose time passes at once: it jumps to the next thing due instead of waiting."""

import asyncio
import selectors
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

_START = datetime(2026, 11, 22, 0, 0, tzinfo=UTC)
Result = TypeVar("Result")


class _Jumping(selectors.DefaultSelector):
    """Never waits; says how long it would have."""

    passed = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Let the time asked for pass at once."""
        if timeout is not None and timeout > 0:
            self.passed += timeout
        return super().select(0)


class VirtualLoop(asyncio.SelectorEventLoop):
    """The loop; everything in it must live on its timers alone."""

    def __init__(self) -> None:
        self._jumping = _Jumping()
        super().__init__(self._jumping)

    def time(self) -> float:
        """Return the virtual seconds since the loop was made."""
        return self._jumping.passed


class VirtualClock:
    """A clock that reads a virtual loop."""

    def __init__(self, loop: VirtualLoop) -> None:
        self._loop = loop

    def now(self) -> datetime:
        """Return the virtual wall time."""
        return _START + timedelta(seconds=self._loop.time())

    def monotonic(self) -> float:
        """Return the virtual seconds."""
        return self._loop.time()


def run_virtual(loop: VirtualLoop, work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine to its end and close the loop."""
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(work)
    finally:
        asyncio.set_event_loop(None)
        loop.close()
