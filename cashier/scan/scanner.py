"""Picture or frame → Reading: decode, measure, judge.

A scanner holds no state between pictures: the second scan starts clean. With the `Recall` of one
camera, a code that is held still is judged by its pixels only now and then, though it is found and
read anew in every frame; one that nobody could read gets a rest between hard looks. It never opens,
runs or follows what a code says, and payloads leave it only as `Secret`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import cv2
import numpy as np

from cashier.core.clock import Clock, SystemClock
from cashier.core.privacy import mask_payload
from cashier.scan.advice import FALLBACK, advice_for
from cashier.scan.clarity import clarity_of, quick_clarity_of
from cashier.scan.engines import Picture, find_known
from cashier.scan.faults import faults_of, held_faults
from cashier.scan.grammar.content import content_of, kind_of
from cashier.scan.grammar.kinds import is_payment
from cashier.scan.grammar.oddities import plain
from cashier.scan.hunt import Cancelled
from cashier.scan.kernel import Kernel, load
from cashier.scan.packed import AnyFrame, grey_of, half_of
from cashier.scan.pauses import Outcome, Pauses
from cashier.scan.reading import Clarity, Corners, Fault, Read, Reading, Unread, box_of, scaled
from cashier.scan.recall import Recall
from cashier.scan.search import Effort, Search, never
from cashier.scan.settle import settled
from cashier.scan.standing import alone_in
from cashier.scan.symbol import Stage, Symbol
from cashier.scan.verdict import verdict_of

LARGEST, LONGEST = 12_000_000, 30_000
"""Pixels that are looked at, and of one side; a larger picture is reduced first."""
_THINNEST = 500
"""Times as long as wide: whatever is thinner holds no code, and is no picture to OpenCV."""
_JUDGED = {Effort.FRAME: 1, Effort.STILL: 1000}
"""Codes whose pixels are judged; of the others only what is known anyway is told.

A live frame is about one code: what lies beside it comes in front when it is gone.
"""

_CLEAR = 2.5
"""Clarity from which on a code is read well, so that little need be said."""
_FLAWLESS = 3.5
"""Clarity from which on no fault is looked for at all: every till reads such a code."""
_CLEAR_ENOUGH = 1.5
"""Clarity from which on only cheap faults are looked for."""


class Scanner:
    """Reads pictures; one for as many as you like, from one thread at a time.

    Failure policy: any array of grey, BGR or BGRA bytes gives a Reading; one that is no picture
    (wrong type or shape) is a ValueError, our own mistake. Another kernel than this process's is
    for measuring. A recall is for frames that follow one another; without it each is judged anew.
    """

    def __init__(
        self,
        clock: Clock | None = None,
        effort: Effort = Effort.FRAME,
        kernel: Kernel | None = None,
        recall: Recall | None = None,
    ) -> None:
        self._clock = clock if clock is not None else SystemClock()
        self._kernel = kernel if kernel is not None else load()
        self._search = Search(self._kernel, effort)
        self._most_judged = _JUDGED[effort]
        self._recall = recall

    def read(self, frame: AnyFrame, cancelled: Cancelled = never) -> Reading:
        """Return everything that one picture or frame gives; what there is once `cancelled`.

        A frame gets the few steps that read nearly all that is ever read, cancelled or not.
        """
        started = self._clock.monotonic()
        standing = self._standing(frame, started)
        if standing:
            ended = self._clock.monotonic()
            return self._told(Outcome(hard=False, read=True, begun=started, ended=ended), standing)
        picture, factor = _fitting(grey_of(frame))
        pauses = self._recall.pauses if self._recall is not None else Pauses()
        hard, aside = pauses.are_over(started), pauses.aside
        found = (
            self._search.symbols(picture, cancelled, hard=hard, aside=aside)
            if max(picture.shape) <= _THINNEST * min(picture.shape)
            else ()
        )
        symbols = [settled(picture, symbol) for symbol in found]
        texts = [symbol for symbol in symbols if symbol.text]
        if len(texts) > 1:
            texts.sort(key=_counts_for_little)
        first, others = texts[: self._most_judged], texts[self._most_judged :]
        look = _Look(picture, factor, self._kernel)
        reads = (
            *_best_first(self._judged(look, one, started) for one in first),
            *(look.read(one, quick_clarity_of(one)) for one in others),
        )
        unread = tuple(look.unread(one) for one in symbols if one.text is None and (hard or reads))
        outcome = Outcome(hard=hard, read=bool(reads), begun=started, ended=self._clock.monotonic())
        unread = pauses.after(outcome, unread)
        if self._recall is not None:
            self._recall.standing.looked(reads, unread, started)
        return self._told(outcome, reads, unread, thorough=hard and aside)

    def _told(
        self,
        outcome: Outcome,
        reads: tuple[Read, ...],
        unread: tuple[Unread, ...] = (),
        *,
        thorough: bool = False,
    ) -> Reading:
        now = self._clock.now()
        return Reading(
            verdict=verdict_of(reads, unread, now),
            reads=reads,
            unread=unread,
            ms=round((outcome.ended - outcome.begun) * 1000, 2),
            seen_at=now,
            thorough=thorough,
        )

    def _standing(self, frame: AnyFrame, at: float) -> tuple[Read, ...]:
        """Return the code that stands as in the last frames, where half the size shows as much."""
        recall = self._recall
        if recall is None or not recall.holds(at) or not recall.standing.may_do(at):
            return ()
        half = half_of(frame)
        symbol = alone_in(find_known(half))
        if symbol is None:
            recall.standing.missed(at)
            return ()
        read = _Look(half, 0.5, self._kernel).read(symbol, quick_clarity_of(symbol))
        known = recall.again(read, at)
        return recall.standing.with_beside(known) if known is not None else ()

    def _judged(self, look: "_Look", symbol: Symbol, at: float) -> Read:
        """Judge a symbol that was read, or say again what was said of it a moment ago."""
        if self._recall is None:
            return look.judged(symbol)
        known = self._recall.again(look.read(symbol, quick_clarity_of(symbol)), at)
        if known is None:
            known = look.judged(symbol)
            self._recall.keep(known, at)
        return known


def _counts_for_little(symbol: Symbol) -> tuple[bool, bool, float]:
    """Payment codes before others, QR codes before bars, large before small."""
    payload = symbol.text.reveal() if symbol.text is not None else ""
    left, top, right, bottom = box_of(symbol.corners)
    other = not is_payment(kind_of(payload, symbol.symbology))
    return other, symbol.symbology != "QRCode", (left - right) * (bottom - top)


def _best_first(reads: Iterable[Read]) -> tuple[Read, ...]:
    """Payment codes before others, the clearer ones before the less clear."""
    return tuple(sorted(reads, key=lambda read: (not is_payment(read.kind), -read.clarity.score)))


def _fitting(picture: Picture) -> tuple[Picture, float]:
    """Return the picture at a size worth looking at, and the factor it was scaled with."""
    factor = min(1.0, (LARGEST / picture.size) ** 0.5, LONGEST / max(picture.shape))
    if factor == 1.0:
        return picture, factor
    height, width = (max(1, round(side * factor)) for side in picture.shape)
    smaller = cv2.resize(picture, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(smaller, np.uint8), factor


@dataclass(frozen=True, slots=True, eq=False)
class _Look:
    """One picture as it is looked at; `factor` is what it was scaled with."""

    picture: Picture
    factor: float
    kernel: Kernel

    def judged(self, symbol: Symbol) -> Read:
        """Judge a symbol that was read by its pixels."""
        clarity = clarity_of(self.picture, symbol)
        easy = symbol.stage is Stage.ENGINE
        if easy and clarity.score >= _FLAWLESS:
            return self.read(symbol, clarity)
        if easy and clarity.score >= _CLEAR:
            # Neither a shadow nor a lamp that leaves so much is worth a word.
            return self.read(symbol, clarity, self._scaled(held_faults(self.picture, symbol)))
        closely = clarity.score < _CLEAR_ENOUGH or not easy
        return self.read(symbol, clarity, self._faults(symbol, closely=closely))

    def read(self, symbol: Symbol, clarity: Clarity, faults: tuple[Fault, ...] = ()) -> Read:
        """Put together what is known of a symbol that was read."""
        text = symbol.text
        if text is None:
            raise ValueError("an undecoded symbol is not a read")
        payload = text.reveal()
        content = content_of(payload, symbol.symbology)
        return Read(
            symbology=symbol.symbology,
            kind=content.kind,
            payload=text,
            masked=mask_payload(plain(payload)),
            corners=self._corners(symbol),
            clarity=clarity,
            faults=faults,
            advice=advice_for(faults, read_well=clarity.score >= _CLEAR),
            unused_ec=symbol.unused_ec,
            expires_at=content.expires_at,
            oddities=content.oddities,
        )

    def unread(self, symbol: Symbol) -> Unread:
        """Say what keeps a symbol from being read."""
        faults = self._faults(symbol, closely=True) if symbol.has_place else ()
        return Unread(self._corners(symbol), faults, advice_for(faults) or FALLBACK)

    def _faults(self, symbol: Symbol, *, closely: bool) -> tuple[Fault, ...]:
        return self._scaled(faults_of(self.picture, symbol, self.kernel, closely=closely))

    def _scaled(self, faults: tuple[Fault, ...]) -> tuple[Fault, ...]:
        """Return the faults with boxes of the picture that came, to a tenth of a pixel."""
        scaled_back = []
        for fault in faults:
            left, top, right, bottom = (round(edge / self.factor, 1) for edge in fault.box)
            scaled_back.append(replace(fault, box=(left, top, right, bottom)))
        return tuple(scaled_back)

    def _corners(self, symbol: Symbol) -> Corners:
        return _rounded(scaled(symbol.corners, self.factor))


def _rounded(corners: Corners) -> Corners:
    a, b, c, d = ((round(x, 1), round(y, 1)) for x, y in corners)
    return (a, b, c, d)
