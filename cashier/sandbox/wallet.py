"""The demo customer's phone: fresh payment codes for the sandbox. Worth nothing anywhere else."""

import secrets
from collections.abc import Callable

from cashier.core.privacy import Secret


def fresh_payment_code(
    below: Callable[[int], int] = secrets.randbelow, *, alipay: bool = False
) -> Secret:
    """Return an 18-digit code of the mainland class (13…), never the same twice in practice.

    Args:
        below: returns a random whole number from 0 up to, not including, its argument.
        alipay: a code of the other wallet (28…).
    """
    return Secret(f"{'28' if alipay else '13'}{below(10**16):016d}")
