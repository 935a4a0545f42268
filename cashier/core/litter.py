"""When Python looks for litter: not while the program starts, and never again at what it made then.

Each full look at everything holds all threads up, and there are several of them in a start that
only ever adds. What stands once the program has started stays until its end.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def left_lying() -> Iterator[Callable[[], None]]:
    """Look for no litter until the function that is handed out says that the start is over.

    At the end all is as before, and that function, called later still, does nothing.
    """
    looked = gc.isenabled()
    lying = True

    def start_over() -> None:
        if lying:
            gc.freeze()
            _look(again=looked)

    gc.disable()
    try:
        yield start_over
    finally:
        lying = False
        gc.unfreeze()
        _look(again=looked)


def _look(*, again: bool) -> None:
    if again:
        gc.enable()
