"""When Python looks for litter, and on which thread.

Not while the program starts, and never again at what it made then: each full look at everything
holds all threads up, and there are several of them in a start that only ever adds. What stands once
the program has started stays until its end.

And with a window only where it is told to: Python looks on whatever thread has just made something,
and Qt's objects that it finds there end on that thread, with their timers and connections. That may
happen on the window's thread alone.
"""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def left_lying() -> Iterator[Callable[[], None]]:
    """Look for no litter by itself until the end; `look` does it meanwhile.

    The function that is handed out says that the start is over: what stands then is looked at no
    more. At the end all is as before, and that function, called later still, does nothing.
    """
    looked = gc.isenabled()
    lying = True

    def start_over() -> None:
        if lying:
            gc.freeze()

    gc.disable()
    try:
        yield start_over
    finally:
        lying = False
        gc.unfreeze()
        if looked:
            gc.enable()


def look() -> bool:
    """Look for as much as is due, on this thread; return whether anything was.

    As often and as far as Python would by itself: the oldest of the three ages that is due.
    """
    counts, most = gc.get_count(), gc.get_threshold()
    for age in (2, 1, 0):
        if counts[age] > most[age]:
            gc.collect(age)
            return True
    return False
