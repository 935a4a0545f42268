"""How long one must wait after wrong PINs, and the record on disk that makes the wait last.

Five tries are free, then 30 s, doubling to an hour. In a running program the wait is monotonic;
across a restart it is wall time, and a wall that stands before the latest ever seen starts it anew.
"""

import json
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from cashier.config.files import write_atomic
from cashier.core.clock import Clock
from cashier.core.errors import Unavailable

FREE_TRIES = 5
FIRST_WAIT_S = 30
LONGEST_WAIT_S = 3600


class PinStoreBroken(Unavailable):
    """The PIN file cannot be read, written or understood; nobody is manager. Fields: file."""

    code = "pin-store-broken"


@dataclass(frozen=True, slots=True)
class PinRecord:
    """What is kept of the PINs. `pepper` is None when the keyring has it; times are wall seconds.

    `hash` is the manager's; `it_hash` is None until somebody chose a PIN for IT.
    """

    hash: str = field(repr=False)
    pepper: str | None = field(repr=False)
    tries: int = 0
    not_before: float = 0.0
    high_water: float = 0.0
    it_hash: str | None = field(default=None, repr=False)


def wait_after(tries: int) -> int:
    """Return the seconds to wait after so many wrong tries in a row."""
    if tries < FREE_TRIES:
        return 0
    return min(LONGEST_WAIT_S, FIRST_WAIT_S << min(tries - FREE_TRIES, 10))


def read_record(file: Path) -> PinRecord | None:
    """Return the record, or nothing when no PIN was chosen.

    Raises:
        PinStoreBroken: there is a file, but no record in it.
    """
    try:
        content = json.loads(file.read_bytes())
        return _record(content)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError) as error:
        raise PinStoreBroken(file=str(file)) from error


def write_record(file: Path, record: PinRecord) -> None:
    """Keep the record, durable before this returns.

    Raises:
        PinStoreBroken: it could not be kept; the old one still stands.
    """
    try:
        write_atomic(file, json.dumps(asdict(record)).encode())
    except OSError as error:
        raise PinStoreBroken(file=str(file)) from error


class Lockout:
    """Counts tries and measures the wait. Pure but for the clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._known: tuple[float, float] | None = None  # not_before and its monotonic deadline

    def remaining(self, record: PinRecord) -> float:
        """Return the seconds until the next try is allowed."""
        if record.not_before <= 0:
            return 0.0
        if self._known is None or self._known[0] != record.not_before:
            self._known = (record.not_before, self._clock.monotonic() + self._by_wall(record))
        return max(0.0, self._known[1] - self._clock.monotonic())

    def counted(self, record: PinRecord) -> PinRecord:
        """Return the record with one more try, and the wait that follows if it was wrong."""
        wall, wait = self._clock.now().timestamp(), wait_after(record.tries + 1)
        not_before = wall + wait if wait else 0.0
        if wait:
            self._known = (not_before, self._clock.monotonic() + wait)
        seen = max(record.high_water, wall)
        return replace(record, tries=record.tries + 1, not_before=not_before, high_water=seen)

    def cleared(self, record: PinRecord) -> PinRecord:
        """Return the record after the right PIN: no tries, and the wall as it stands is trusted."""
        wall = self._clock.now().timestamp()
        return replace(record, tries=0, not_before=0.0, high_water=wall)

    def _by_wall(self, record: PinRecord) -> float:
        whole, wall = wait_after(record.tries), self._clock.now().timestamp()
        if wall < record.high_water:
            return whole
        return min(whole, max(0.0, record.not_before - wall))


def _record(content: object) -> PinRecord:
    if not isinstance(content, dict):
        raise TypeError("not a record")
    pepper, it_hash = content["pepper"], content.get("it_hash")
    return PinRecord(
        hash=str(content["hash"]),
        pepper=None if pepper is None else bytes.fromhex(pepper).hex(),
        tries=max(0, int(content["tries"])),
        not_before=float(content["not_before"]),
        high_water=float(content["high_water"]),
        it_hash=None if it_hash is None else str(it_hash),
    )
