"""Gives memory back to the system that is free but lies between what is not.

The C library of Linux hands back only what is free at the end of its heaps. Pictures and pages come
and go in many sizes, so that over a day a tenth of all memory is held for nothing.
"""

import ctypes
from collections.abc import Callable
from functools import cache


def give_back() -> bool:
    """Hand back what is free; return whether anything was. Does nothing where it cannot be told."""
    trim = _trim()
    return trim is not None and trim(0) == 1


@cache
def _trim() -> Callable[[int], int] | None:
    """Return glibc's own call, None with another C library."""
    try:
        trim: Callable[[int], int] = ctypes.CDLL(None).malloc_trim
    except (OSError, TypeError, AttributeError):
        return None
    return trim
