"""Identifiers that sort by the time they were made."""

import os
from collections.abc import Callable

from cashier.core.clock import Clock

_CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_id(clock: Clock, entropy: Callable[[int], bytes] = os.urandom) -> str:
    """Make a ULID: 48 bits of milliseconds, 80 random bits, 26 characters of Crockford's base 32.

    Args:
        clock: where the milliseconds come from.
        entropy: returns that many random bytes.
    """
    milliseconds = int(clock.now().timestamp() * 1000)
    number = (milliseconds << 80) | int.from_bytes(entropy(10), "big")
    return "".join(_CROCKFORD[(number >> shift) & 31] for shift in range(125, -1, -5))
