"""The one place that starts threads. No Qt here, and no other module may start one."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_TURN_S = 0.001


def start_thread(name: str, target: Callable[[], None]) -> threading.Thread:
    """Start a daemon thread: it must end by itself when its owner closes."""
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread


@contextmanager
def short_turns() -> Iterator[None]:
    """Let threads that compute take turns each millisecond instead of each fifth.

    Whoever lets Python's lock go, as most calls of Qt do, waits a turn for each thread that
    computes before it has the lock again: with two of them a touch took 15 ms instead of 134.
    """
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
