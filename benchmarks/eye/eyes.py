"""Two eyes before one film: ours with all it knows, and zxing-cpp with the two-frame rule.

An eye says which payload it would act on now, and what the look cost by the table.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import zxingcpp

from benchmarks.contest.readers import Picture
from benchmarks.eye.work import ENGINE_MS, CountingKernel
from cashier.scan.kinds import is_payment
from cashier.scan.reading import Read, Reading
from cashier.scan.scanner import Scanner

FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.UPCA,
    ]
)
WITHIN_S = 1.0
"""Two frames agree when the same payload was read so short a time ago."""
SURE_EC = 0.25
"""Unused error correction from which one frame is enough."""


@dataclass(frozen=True, slots=True)
class Glimpse:
    """One look: the payload that counts now, if any; its cost by the table; real seconds."""

    payload: str | None
    table_ms: float
    seconds: float


class Eye(Protocol):
    """Looks at frames, one after the other, and remembers a little."""

    @property
    def name(self) -> str:
        """Who looks."""

    def look(self, picture: Picture, at: float) -> Glimpse:
        """Look at a grey frame that was taken at so many seconds of its film."""


def counts(reads: Sequence[Read], earlier: dict[str, float], at: float) -> bool:
    """Whether the first read is sure enough to act on.

    Two frames agree on it, or two symbologies of this frame do, or enough of its error correction
    was left. `earlier` says when each payload was last read before.
    """
    first, *others = reads
    payload = first.payload.reveal()
    seen = earlier.get(payload)
    if seen is not None and at - seen <= WITHIN_S:
        return True
    if any(
        other.symbology != first.symbology and other.payload.reveal() == payload for other in others
    ):
        return True
    return first.unused_ec is not None and first.unused_ec >= SURE_EC


class OurEye:
    """The scanner in frame mode; acts on a payment code that counts, however clear it is."""

    name = "ours"

    def __init__(self) -> None:
        self._kernel = CountingKernel()
        self._scanner = Scanner(kernel=self._kernel)
        self._earlier: dict[str, float] = {}

    def look(self, picture: Picture, at: float) -> Glimpse:
        """Read, judge, and remember what was read."""
        started = time.process_time()
        reading = self._scanner.read(picture)
        acting = _is_payment(reading) and counts(reading.reads, self._earlier, at)
        for read in reading.reads:
            self._earlier[read.payload.reveal()] = at
        seconds = time.process_time() - started
        work = self._kernel.taken(len(reading.reads) + len(reading.unread))
        return Glimpse(reading.reads[0].payload.reveal() if acting else None, work.ms, seconds)


def _is_payment(reading: Reading) -> bool:
    return bool(reading.reads) and is_payment(reading.reads[0].kind)


class EngineEye:
    """zxing-cpp in its default mode on every frame; acts when two frames agree."""

    name = "zxing-cpp"

    def __init__(self) -> None:
        self._earlier: dict[str, float] = {}

    def look(self, picture: Picture, at: float) -> Glimpse:
        """Read, and remember what was read."""
        started = time.process_time()
        found = zxingcpp.read_barcodes(picture, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
        texts = [one.text for one in found]
        known = (t for t in texts if at - self._earlier.get(t, -WITHIN_S * 2) <= WITHIN_S)
        acted = next(known, None)
        self._earlier |= dict.fromkeys(texts, at)
        return Glimpse(acted, ENGINE_MS, time.process_time() - started)
