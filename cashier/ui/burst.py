"""Tells a hand scanner from a person: its digits come within milliseconds."""

from cashier.core.clock import Clock

_TOGETHER_S = 0.06
SCAN = 6


class Burst:
    """Counts digits that come together. Keeps none of them."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._last = float("-inf")
        self._together = 0

    def add(self) -> int:
        """A digit came; return how many have come together, 1 for one that stands alone."""
        close = self._close()
        self._last = self._clock.monotonic()
        self._together = self._together + 1 if close else 1
        return self._together

    def ends_scan(self) -> bool:
        """Whether an Enter that comes now belongs to a scan; the count begins anew."""
        scanned = self._together >= SCAN and self._close()
        self._together = 0
        return scanned

    def _close(self) -> bool:
        return self._clock.monotonic() - self._last < _TOGETHER_S
