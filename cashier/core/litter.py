"""When Python looks for litter: not while the program starts, and never again at what it made then.

Each full look at everything holds all threads up, and there are several of them in a start that
only ever adds. What stands once the program has started stays until its end.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def left_lying() -> Iterator[Callable[[], None]]:
    """Look for no litter until the function that is handed out says that the start is over."""
    gc.disable()
    try:
        yield _start_over
    finally:
        gc.unfreeze()
        gc.enable()


def _start_over() -> None:
    gc.freeze()
    gc.enable()
