"""The one place that starts threads. No Qt here, and no other module may start one."""

import threading
from collections.abc import Callable


def start_thread(name: str, target: Callable[[], None]) -> threading.Thread:
    """Start a daemon thread: it must end by itself when its owner closes."""
    thread = threading.Thread(target=target, name=name, daemon=True)
    thread.start()
    return thread
