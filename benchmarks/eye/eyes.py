"""Two eyes before one film: ours with all it knows, and zxing-cpp with the two-frame rule.

An eye says which payload it would act on now, and what the look cost by the table.
"""

import time
from dataclasses import dataclass
from math import inf
from typing import Protocol

import zxingcpp

from benchmarks.contest.readers import Picture
from benchmarks.eye.work import ENGINE_MS, CountingKernel
from cashier.core.clock import ManualClock
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.recall import Recall
from cashier.scan.scanner import Scanner
from cashier.scan.watch import Watch

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

    def look(self, picture: Picture, at: float, room_ms: float = inf, /) -> Glimpse:
        """Look at a grey frame that was taken at so many seconds of its film.

        room_ms: until the next frame comes.
        """


class _FilmClock(ManualClock):
    """A clock that goes on with the work that is counted while a frame is looked at."""

    def __init__(self, kernel: CountingKernel) -> None:
        super().__init__()
        self._kernel = kernel

    def monotonic(self) -> float:
        """Return when the frame was taken, and what looking at it has cost since."""
        return super().monotonic() + self._kernel.ms / 1000

    def begin(self, at: float) -> None:
        """Take up the frame that was taken at so many seconds of the film."""
        self.advance(at - super().monotonic())


class OurEye:
    """The scanner as the till's camera has it; acts on a payment code that counts.

    Times are those of the film; they must not go back.
    """

    name = "ours"

    def __init__(self) -> None:
        self._kernel = CountingKernel()
        self._clock = _FilmClock(self._kernel)
        self._scanner = Scanner(self._clock, kernel=self._kernel, recall=Recall())
        self._watch = Watch({}, b"films")

    def look(self, picture: Picture, at: float, room_ms: float = inf, /) -> Glimpse:
        """Read, judge, and remember what was read; a hard look is cut short by the next frame."""
        self._clock.begin(at)
        started = time.process_time()
        reading = self._scanner.read(picture, lambda: self._kernel.ms >= room_ms)
        seen = self._watch.see(reading, at)
        seconds = time.process_time() - started
        work = self._kernel.taken(len(reading.reads) + len(reading.unread))
        acting = seen.counts and seen.front is not None and is_payment(seen.front.kind)
        # A code that the watch holds over frames that miss it is no news.
        read_now = acting and bool(reading.reads)
        payload = seen.front.payload.reveal() if seen.front is not None and read_now else None
        return Glimpse(payload, work.ms, seconds)


class EngineEye:
    """zxing-cpp in its default mode on every frame; acts when two frames agree."""

    name = "zxing-cpp"

    def __init__(self) -> None:
        self._earlier: dict[str, float] = {}

    def look(self, picture: Picture, at: float, _room_ms: float = inf, /) -> Glimpse:
        """Read, and remember what was read; that is done long before the next frame comes."""
        started = time.process_time()
        found = zxingcpp.read_barcodes(picture, formats=FORMATS, text_mode=zxingcpp.TextMode.Plain)
        texts = [one.text for one in found]
        known = (t for t in texts if at - self._earlier.get(t, -WITHIN_S * 2) <= WITHIN_S)
        acted = next(known, None)
        self._earlier |= dict.fromkeys(texts, at)
        return Glimpse(acted, ENGINE_MS, time.process_time() - started)
