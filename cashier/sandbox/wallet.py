"""The demo customer's phone: fresh payment codes for the sandbox. Worth nothing anywhere else."""

import secrets
from collections.abc import Callable

from cashier.core.privacy import Secret

_CLASSES = {"alipay": "28"}
_WECHAT = "13"


def fresh_payment_code(
    below: Callable[[int], int] = secrets.randbelow, method: str = "wechat"
) -> Secret:
    """Return an 18-digit code of the mainland class, never the same twice in practice.

    Args:
        below: returns a random whole number from 0 up to, not including, its argument.
        method: whose code: 28… for Alipay, 13… for every other.
    """
    return Secret(f"{_CLASSES.get(method, _WECHAT)}{below(10**16):016d}")
