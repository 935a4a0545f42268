"""Picture or frame → Reading: decode, measure, judge.

A scanner holds no state between pictures: the second scan starts clean. It never opens, runs or
follows what a code says, and payloads leave it only as `Secret`.
"""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.core.clock import Clock, SystemClock
from cashier.core.privacy import mask_payload
from cashier.scan.advice import FALLBACK, advice_for
from cashier.scan.clarity import clarity_of, quick_clarity_of
from cashier.scan.engines import Picture
from cashier.scan.faults import faults_of
from cashier.scan.grammar.content import content_of, kind_of
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.grammar.oddities import plain
from cashier.scan.kernel import Kernel, load
from cashier.scan.patch import measure
from cashier.scan.reading import Clarity, Corners, Read, Reading, Unread, box_of, scaled
from cashier.scan.search import Cancelled, Effort, Search, never
from cashier.scan.symbol import Symbol
from cashier.scan.verdict import verdict_of

LARGEST = 12_000_000
"""Pixels that are looked at; a larger picture is reduced first."""
_GRADED = {Effort.FRAME: 4, Effort.STILL: 1000}
"""Codes whose pixels are graded; of the others only what is known anyway is."""


class Scanner:
    """Reads pictures; one for as many as you like, from one thread at a time.

    Failure policy: any array of grey, BGR or BGRA bytes gives a Reading; one that is no picture
    (wrong type or shape) is a ValueError, our own mistake. Another kernel than this process's is
    for measuring.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        effort: Effort = Effort.FRAME,
        kernel: Kernel | None = None,
    ) -> None:
        self._clock = clock if clock is not None else SystemClock()
        self._search = Search(kernel if kernel is not None else load(), effort)
        self._graded = _GRADED[effort]

    def read(self, frame: NDArray[np.uint8], cancelled: Cancelled = never) -> Reading:
        """Return everything that one picture or frame gives; what there is once `cancelled`."""
        started = self._clock.monotonic()
        picture, factor = _fitting(_grey(frame))
        symbols = self._search.symbols(picture, cancelled)
        texts = sorted((symbol for symbol in symbols if symbol.text), key=_counts_for_little)
        first, others = texts[: self._graded], texts[self._graded :]
        reads = (
            *_best_first(_read(picture, one, factor, clarity_of(picture, one)) for one in first),
            *(_read(picture, one, factor, quick_clarity_of(one)) for one in others),
        )
        unread = tuple(
            _unread(picture, symbol, factor) for symbol in symbols if symbol.text is None
        )
        now = self._clock.now()
        return Reading(
            verdict=verdict_of(reads, unread, now),
            reads=reads,
            unread=unread,
            ms=round((self._clock.monotonic() - started) * 1000, 2),
            seen_at=now,
        )


def _counts_for_little(symbol: Symbol) -> tuple[bool, float]:
    """Payment codes before others, large before small."""
    payload = symbol.text.reveal() if symbol.text is not None else ""
    left, top, right, bottom = box_of(symbol.corners)
    return not is_payment(kind_of(payload, symbol.symbology)), (left - right) * (bottom - top)


def _best_first(reads: Iterable[Read]) -> tuple[Read, ...]:
    """Payment codes before others, the clearer ones before the less clear."""
    return tuple(sorted(reads, key=lambda read: (not is_payment(read.kind), -read.clarity.score)))


def _grey(frame: NDArray[np.uint8]) -> Picture:
    if frame.dtype != np.uint8 or frame.size == 0:
        raise ValueError("a picture is a non-empty array of bytes")
    if frame.ndim == 2:
        return frame
    if frame.ndim == 3 and frame.shape[2] in (3, 4):
        way = cv2.COLOR_BGR2GRAY if frame.shape[2] == 3 else cv2.COLOR_BGRA2GRAY
        return np.asarray(cv2.cvtColor(frame, way), np.uint8)
    raise ValueError("a picture has one, three or four values a pixel")


def _fitting(picture: Picture) -> tuple[Picture, float]:
    """Return the picture at a size worth looking at, and the factor it was scaled with."""
    if picture.size <= LARGEST:
        return picture, 1.0
    factor = float((LARGEST / picture.size) ** 0.5)
    smaller = cv2.resize(picture, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8), factor


def _read(picture: Picture, symbol: Symbol, factor: float, clarity: Clarity) -> Read:
    text = symbol.text
    if text is None:
        raise ValueError("an undecoded symbol is not a read")
    measures = measure(picture, symbol)
    corners = _rounded(scaled(symbol.corners, factor))
    faults = faults_of(measures, box_of(corners))
    payload = text.reveal()
    content = content_of(payload, symbol.symbology)
    return Read(
        symbology=symbol.symbology,
        kind=content.kind,
        payload=text,
        masked=mask_payload(plain(payload)),
        corners=corners,
        clarity=clarity,
        faults=faults,
        advice=advice_for(faults),
        unused_ec=symbol.unused_ec,
        expires_at=content.expires_at,
        oddities=content.oddities,
    )


def _unread(picture: Picture, symbol: Symbol, factor: float) -> Unread:
    corners = _rounded(scaled(symbol.corners, factor))
    faults = faults_of(measure(picture, symbol), box_of(corners))
    return Unread(corners, faults, advice_for(faults) or FALLBACK)


def _rounded(corners: Corners) -> Corners:
    a, b, c, d = ((round(x, 1), round(y, 1)) for x, y in corners)
    return (a, b, c, d)
