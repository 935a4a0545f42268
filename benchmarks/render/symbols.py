"""Made-up payloads and their ideal symbols, from zxing-cpp's writer."""

from dataclasses import dataclass

import numpy as np
import zxingcpp
from numpy.random import Generator
from numpy.typing import NDArray

Flags = NDArray[np.bool_]
"""Rows × columns of modules; True is dark."""

LEVELS = "LMQH"
_BYTES = {
    1: (17, 14, 11, 7),
    2: (32, 26, 20, 14),
    3: (53, 42, 32, 24),
    4: (78, 62, 46, 34),
    5: (106, 84, 60, 44),
    6: (134, 106, 74, 58),
    7: (154, 122, 86, 64),
}
_LETTERS = "abcdefghijkmnpqrstuvwxyz23456789-/"
_ADDRESS = "https://example.org/"


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """A payload and the modules that say it."""

    payload: str
    dark: Flags

    @property
    def size(self) -> int:
        """Modules a side."""
        return int(self.dark.shape[0])


def any_symbol(rng: Generator, versions: tuple[int, int] = (2, 6), levels: str = LEVELS) -> Symbol:
    """Return a QR symbol of a version between two (both included), of one of the levels."""
    version = int(rng.integers(versions[0], versions[1] + 1))
    level = str(rng.choice(list(levels)))
    most = _BYTES[version][LEVELS.index(level)]
    length = int(rng.integers(max(6, round(0.6 * most)), most + 1))
    letters = "".join(rng.choice(list(_LETTERS), length))
    text = _ADDRESS + letters[len(_ADDRESS) :] if length > len(_ADDRESS) + 6 else letters
    return qr_symbol(text, version, level, int(rng.integers(8)))


def qr_symbol(text: str, version: int, level: str, mask: int) -> Symbol:
    """Return the QR symbol of a text."""
    made = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, version=version, data_mask=mask
    )
    return Symbol(text, _modules(made))


def bars(text: str) -> Flags:
    """Return the modules of a Code128 as one row."""
    made = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128)
    return _modules(made)[:1]


def _modules(made: zxingcpp.Barcode) -> Flags:
    return np.asarray(np.array(made.to_image(scale=1, add_quiet_zones=False)) < 128)
