"""The demo till's HTTP: one client with the till's own patience, and fresh order numbers."""

import random
import ssl
from collections.abc import Mapping

import httpx

from cashier.core.clock import Clock
from cashier.sandbox.till_outcome import Outcome

_NAME = "demo-till/1"


class TillHttp:
    """Sends once; what happens to it below HTTP becomes an `Outcome`.

    Args:
        base_url: the gateway.
        clock: for order numbers.
        timeout_s: how long it waits for each answer.
        trust: TLS that trusts the gateway; None for the usual authorities.
    """

    def __init__(
        self, base_url: str, clock: Clock, timeout_s: float, trust: ssl.SSLContext | None = None
    ) -> None:
        self._clock = clock
        self._client = httpx.Client(
            base_url=base_url,
            timeout=timeout_s,
            trust_env=False,
            # Reading all authorities takes longer than a call, and plain HTTP asks none of them.
            verify=trust or base_url.startswith("https:"),
            headers={"User-Agent": _NAME},
        )
        self.random = random.SystemRandom()

    def new_order_number(self) -> str:
        """Return a fresh order number as tills make them: time, then chance."""
        return f"{self._clock.now():%Y%m%d%H%M%S}{self.random.randrange(10**6):06d}"

    def nonce(self) -> str:
        """Return 32 random hexadecimal digits."""
        return f"{self.random.getrandbits(128):032x}"

    def send(
        self, method: str, target: str, body: bytes, headers: Mapping[str, str]
    ) -> httpx.Response | Outcome:
        """Return the answer, or how it ended without one."""
        try:
            return self._client.request(method, target, content=body, headers=headers)
        except httpx.TimeoutException:
            return Outcome("timeout", transport="timeout")
        except httpx.HTTPError as error:
            refused = isinstance(error, httpx.ConnectError)
            return Outcome("broken", transport="refused" if refused else "reset")

    def close(self) -> None:
        """Close the connections."""
        self._client.close()
