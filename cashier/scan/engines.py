"""The decoding engine, zxing-cpp: whole pictures and straightened symbols → codes.

Library types stop here. `Barcode.to_image` of zxing-cpp 3.1 is called on decoded QR symbols only:
on linear and on undecoded ones it ends the whole process with a division by zero.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from cashier.core.privacy import Secret
from cashier.scan.bars import is_confirmed
from cashier.scan.charset import text_of
from cashier.scan.qr.ideal import compare
from cashier.scan.reading import Corners, centre, inside
from cashier.scan.symbol import Symbol
from cashier.scan.unused_ec import unused_ec

Picture = NDArray[np.uint8]
"""Rows × columns of grey levels."""

_LINEAR = (
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.EAN13,
    zxingcpp.BarcodeFormat.EAN8,
    zxingcpp.BarcodeFormat.UPCA,
)
_QR = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])
_FORMATS = zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode, *_LINEAR])
_BARS = zxingcpp.BarcodeFormats(list(_LINEAR))
_CODE128 = zxingcpp.BarcodeFormat.Code128.name
_SHORTEST_PAYMENT = 16
_BOGUS_DIGITS = 4
_DARK = 128


def find(picture: Picture, *, upright: bool = False) -> tuple[Symbol, ...]:
    """Run zxing-cpp in its default mode; undecoded QR symbols are returned too.

    upright: leave out bar codes that stand on their side, a third of the work: `find_turned`.
    """
    return _found(np.ascontiguousarray(picture), _FORMATS, upright=upright)


def find_qr(picture: Picture) -> tuple[Symbol, ...]:
    """Return the QR symbols that `find` gives, in a fifth of its time where it reads none."""
    picture = np.ascontiguousarray(picture)
    found = _found(picture, _QR)
    if any(symbol.text is not None for symbol in found):
        # What lies in bars may be a false read, and only who looks for bars knows.
        found = _found(picture, _FORMATS)
    return tuple(symbol for symbol in found if symbol.symbology == "QRCode")


def find_known(picture: Picture) -> tuple[Symbol, ...]:
    """Return the QR symbols alone, much sooner than `find`, of which one is known already.

    What else reads as one may be false, and only who looks for bars knows.
    """
    return _found(np.ascontiguousarray(picture), _QR, upright=True)


def _found(
    picture: Picture, formats: zxingcpp.BarcodeFormats, *, upright: bool = False
) -> tuple[Symbol, ...]:
    found = zxingcpp.read_barcodes(
        picture,
        formats=formats,
        try_rotate=not upright,
        return_errors=True,
        # Plain keeps control characters; the default spells them out, which no code says.
        text_mode=zxingcpp.TextMode.Plain,
    )
    symbols = [symbol for barcode in found if (symbol := _symbol(barcode)) is not None]
    sure = [symbol for symbol in symbols if _is_sure(picture, symbol, symbols)]
    return without_bogus(sure)


def find_turned(picture: Picture, known: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Return the bar codes that stand on their side, beside what is known to be there upright."""
    aside = np.asarray(cv2.rotate(picture, cv2.ROTATE_90_COUNTERCLOCKWISE), np.uint8)
    found = zxingcpp.read_barcodes(
        aside, formats=_BARS, try_rotate=False, text_mode=zxingcpp.TextMode.Plain
    )
    symbols = [symbol for barcode in found if (symbol := _symbol(barcode)) is not None]
    sure = (one for one in symbols if _is_sure(aside, one, [*known, *symbols]))
    return tuple(replace(one, corners=_back(one.corners, picture.shape[1])) for one in sure)


def _back(corners: Corners, width: int) -> Corners:
    """Return corners of a picture turned a quarter to the left as those of the picture itself."""
    a, b, c, d = ((width - 1 - y, x) for x, y in corners)
    return (a, b, c, d)


def _is_sure(picture: Picture, symbol: Symbol, others: list[Symbol]) -> bool:
    """Whether long digits in a Code128 are said by a QR symbol too, or when they are read again."""
    if symbol.symbology != _CODE128 or symbol.text is None or not _is_long(symbol.text.reveal()):
        return True
    agreed = any(other.text == symbol.text for other in others if other.symbology == "QRCode")
    return agreed or is_confirmed(picture, symbol.corners, symbol.text.reveal())


def _is_long(text: str) -> bool:
    """Whether it may be money: shorter texts, and letters, are no payment codes."""
    return len(text) >= _SHORTEST_PAYMENT and text.isdigit()


def _symbol(barcode: zxingcpp.Barcode) -> Symbol | None:
    corners = _corners(barcode.position)
    is_qr = barcode.format == zxingcpp.BarcodeFormat.QRCode
    if not is_qr and barcode.format not in _LINEAR:
        # Asked for QR codes, the engine gives micro ones too; half of a finder looks like one.
        return None
    if not barcode.valid:
        return Symbol("QRCode", None, corners, _version(_extra(barcode))) if is_qr else None
    extra = _extra(barcode)
    exact = _exact(barcode, extra) if is_qr else None
    if exact is not None:
        return exact
    sure = barcode.content_type != zxingcpp.ContentType.Binary
    share = extra.get("UEC")
    version, level = _version(extra), str(extra.get("ECLevel", ""))
    return Symbol(
        symbology=barcode.format.name,
        text=Secret(text_of(barcode.bytes, barcode.text, sure=sure)),
        corners=corners,
        version=version,
        level=level,
        unused_ec=unused_ec(float(share), version, level) if share is not None else None,
    )


def _exact(barcode: zxingcpp.Barcode, extra: Mapping[str, Any]) -> Symbol | None:
    """Return a QR symbol as our own decoder reads the engine's modules: text, unused correction."""
    version, level, mask = _version(extra), str(extra.get("ECLevel", "")), extra.get("DataMask")
    if version is None or level not in {"L", "M", "Q", "H"} or not isinstance(mask, int):
        return None
    sampled = np.array(barcode.to_image(scale=1, add_quiet_zones=False)) < _DARK
    if sampled.shape != (17 + 4 * version,) * 2:
        return None
    decoded = compare(sampled, version=version, level=level, mask=mask)
    if decoded is None:
        return None
    return Symbol(
        symbology="QRCode",
        text=decoded.text,
        corners=_corners(barcode.position),
        version=version,
        level=level,
        unused_ec=decoded.unused_ec,
        decoded=decoded,
    )


def read_patch(patch: Picture) -> Symbol | None:
    """Return the QR symbol that a straightened patch shows, or None."""
    found = zxingcpp.read_barcodes(
        patch,
        formats=_QR,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return next((_symbol(barcode) for barcode in found if barcode.valid), None)


def _version(extra: Mapping[str, Any]) -> int | None:
    version = str(extra.get("Version", ""))
    return int(version) if version.isdigit() and 1 <= int(version) <= 40 else None


def _extra(barcode: zxingcpp.Barcode) -> Mapping[str, Any]:
    # It is parsed at each access.
    extra = barcode.extra
    return extra if isinstance(extra, dict) else {}


def _corners(position: zxingcpp.Position) -> Corners:
    a, b, c, d = (
        (float(point.x), float(point.y))
        for point in (
            position.top_left,
            position.top_right,
            position.bottom_right,
            position.bottom_left,
        )
    )
    return (a, b, c, d)


def without_bogus(symbols: Sequence[Symbol]) -> tuple[Symbol, ...]:
    """Leave out short numbers "seen" inside another code, false reads of zxing 3.x."""
    return tuple(
        symbol
        for symbol in symbols
        if not (may_be_bogus(symbol) and _is_inside_another(symbol, symbols))
    )


def may_be_bogus(symbol: Symbol) -> bool:
    """Whether this is so short a number that it is one only where no other code lies around it."""
    if symbol.text is None or symbol.symbology != "QRCode" or len(symbol.text) > _BOGUS_DIGITS:
        return False
    return symbol.text.reveal().isdigit()


def _is_inside_another(symbol: Symbol, others: Sequence[Symbol]) -> bool:
    middle = centre(symbol.corners)
    return any(
        other is not symbol and other.text is not None and inside(middle, other.corners)
        for other in others
    )
