"""Second tries on what the first pass found but could not decode, or missed.

Every text still comes from zxing-cpp. Each try here reads pictures that the first pass does not;
the order and the limits are by measured gain (see benchmarks/reading.py).
"""

from collections.abc import Callable, Iterable
from enum import StrEnum

import cv2
import numpy as np

from cashier.scan.engines import Picture, Symbol, find, second_look
from cashier.scan.reading import Corners, box_of, centre, inside, scaled

Change = Callable[[Picture], Picture]

_TARGET_PX = 600
_MARGIN = 0.35
_SMALLEST_PX = 20
_SMALL_PICTURE = 1_500_000


class Effort(StrEnum):
    """How much time a picture is worth: a live frame is followed by another one, a still is not."""

    FRAME = "frame"
    STILL = "still"


_TRIES = {Effort.FRAME: 2, Effort.STILL: 8}


def _sharpened(picture: Picture, sigma: float = 3.0) -> Picture:
    soft = cv2.GaussianBlur(picture, (0, 0), sigma)
    return np.asarray(cv2.addWeighted(picture, 3.0, soft, -2.0, 0), np.uint8)


def _evened(picture: Picture) -> Picture:
    return np.asarray(cv2.createCLAHE(3.0, (4, 4)).apply(picture), np.uint8)


def _darkened(picture: Picture) -> Picture:
    curve = (255 * (np.arange(256) / 255) ** 2.2).astype(np.uint8)
    return np.asarray(cv2.LUT(picture, curve), np.uint8)


def _softened(picture: Picture) -> Picture:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 2.0), np.uint8)


def _evened_and_sharpened(picture: Picture) -> Picture:
    return _sharpened(_evened(picture))


_REGION_CHANGES: dict[Effort, tuple[Change, ...]] = {
    Effort.FRAME: (_sharpened,),
    Effort.STILL: (_sharpened, _evened_and_sharpened, _softened),
}
_WHOLE_CHANGES: tuple[Change, ...] = (_darkened, _evened, _sharpened)


def rescue(picture: Picture, symbols: tuple[Symbol, ...], effort: Effort) -> tuple[Symbol, ...]:
    """Return the symbols, with what more could be read; still undecoded ones stay undecoded."""
    known = _retry_regions(picture, symbols, effort)
    if effort is Effort.FRAME or _any_read(known):
        return known
    for change in _WHOLE_CHANGES:
        known = _merged(known, find(change(picture)))
        if _any_read(known):
            return known
    if picture.size < _SMALL_PICTURE:
        known = _merged(known, _enlarged(picture))
    return known if _any_read(known) else _ask_second_reader(picture, known)


def _any_read(symbols: Iterable[Symbol]) -> bool:
    return any(symbol.text is not None for symbol in symbols)


def _retry_regions(
    picture: Picture, symbols: tuple[Symbol, ...], effort: Effort
) -> tuple[Symbol, ...]:
    known = symbols
    undecoded = [symbol for symbol in symbols if symbol.text is None]
    for symbol in undecoded[: _TRIES[effort]]:
        known = _merged(known, _read_region(picture, symbol.corners, _REGION_CHANGES[effort]))
    return known


def _read_region(
    picture: Picture, corners: Corners, changes: tuple[Change, ...]
) -> tuple[Symbol, ...]:
    """Cut the region out, bring it to one size and try each change until something is read."""
    left, top, right, bottom = box_of(corners)
    margin = _MARGIN * max(right - left, bottom - top)
    height, width = picture.shape[:2]
    x0, y0 = int(max(0, left - margin)), int(max(0, top - margin))
    x1, y1 = int(min(width, right + margin)), int(min(height, bottom + margin))
    if min(x1 - x0, y1 - y0) < _SMALLEST_PX:
        return ()
    cut = picture[y0:y1, x0:x1]
    factor = _TARGET_PX / max(cut.shape)
    way = cv2.INTER_CUBIC if factor > 1 else cv2.INTER_AREA
    region = np.asarray(cv2.resize(cut, None, fx=factor, fy=factor, interpolation=way), np.uint8)
    for change in changes:
        found = [symbol for symbol in find(change(region)) if symbol.text is not None]
        if found:
            return tuple(_moved(symbol, scaled(symbol.corners, factor, x0, y0)) for symbol in found)
    return ()


def _enlarged(picture: Picture) -> tuple[Symbol, ...]:
    twice = np.asarray(
        cv2.resize(picture, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8
    )
    return tuple(_moved(symbol, scaled(symbol.corners, 2.0)) for symbol in find(twice))


def _ask_second_reader(picture: Picture, known: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Where ZBar sees a code, look again; what only ZBar reads stays unread: its texts guess."""
    for corners in second_look(picture):
        found = _read_region(picture, corners, _REGION_CHANGES[Effort.STILL])
        known = _merged(known, found or (Symbol("QRCode", None, corners),))
    return known


def _moved(symbol: Symbol, corners: Corners) -> Symbol:
    return Symbol(
        symbol.symbology, symbol.text, corners, symbol.version, symbol.level, symbol.reported_uec
    )


def _merged(known: tuple[Symbol, ...], found: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Add what is new; a read takes the place of an undecoded symbol that lies where it lies."""
    merged = list(known)
    for symbol in found:
        middle = centre(symbol.corners)
        here = [other for other in merged if _same_place(middle, symbol, other)]
        if symbol.text is None and here:
            continue
        if any(other.text is not None for other in here):
            continue
        merged = [other for other in merged if other not in here]
        merged.append(symbol)
    return tuple(merged)


def _same_place(middle: tuple[float, float], symbol: Symbol, other: Symbol) -> bool:
    return inside(middle, other.corners) or inside(centre(other.corners), symbol.corners)
