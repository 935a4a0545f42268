"""Keeps the C library of Linux from holding memory that nobody uses. Elsewhere it does nothing.

glibc gives each thread a heap of its own, and hands back only what is free at the end of the
first. Pictures and pages come and go in many sizes on several threads, so that over a day a tenth
of all memory was held for nothing.
"""

import ctypes
from functools import cache

_ARENA_MAX = -8  # M_ARENA_MAX in malloc.h


def share_one_heap() -> bool:
    """Let all threads share one heap, of which all can be given back; return whether they do.

    To be called before the first thread starts. The threads hardly wait for each other: while they
    make and drop what is small, they hold Python's lock or have some at hand.
    """
    library = _glibc()
    return library is not None and library.mallopt(_ARENA_MAX, 1) == 1


def give_back() -> bool:
    """Hand back what is free between what is held; return whether anything was."""
    library = _glibc()
    return library is not None and library.malloc_trim(0) == 1


@cache
def _glibc() -> ctypes.CDLL | None:
    try:
        library = ctypes.CDLL(None)
        called = library.mallopt, library.malloc_trim
    except (OSError, TypeError, AttributeError):
        return None
    return library if all(called) else None
