"""A symbol that was read: what it says, and how it should look. Pure."""

from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cashier.core.privacy import Secret
from cashier.scan.qr.blocks import blocks_of
from cashier.scan.qr.correction import Codewords, Corrected
from cashier.scan.qr.format import (
    FIRST_WITH_VERSION,
    format_places,
    format_word,
    version_places,
    version_word,
)
from cashier.scan.qr.layout import (
    Flags,
    codeword_path,
    frozen,
    function_modules,
    leftover_modules,
    mask_modules,
)
from cashier.scan.qr.segments import Content, Malformed, content_of


@dataclass(frozen=True, slots=True, eq=False)
class Decoded:
    """A symbol that was read. Nothing that says what it says is shown by `repr`.

    `unused_ec`: share of the correction left in the worst block, 0 to 1.
    `ideal`: the (n, n) symbol as its maker meant it, True = dark; `errors`: where the readings
    differ from it. Both lie as the readings lay, also when the symbol is `mirrored`.
    """

    raw: bytes = field(repr=False)
    text: Secret
    version: int
    level: str
    mask: int
    unused_ec: float
    ideal: NDArray[np.bool_] = field(repr=False)
    errors: NDArray[np.bool_] = field(repr=False)
    mirrored: bool
    erasures: int


@dataclass(frozen=True, slots=True)
class Make:
    """What is fixed before the data: version, level and mask."""

    version: int
    level: str
    mask: int

    def codewords_of(self, modules: Flags) -> Codewords:
        """Return the codewords of a matrix (n, n), end to end as `Blocks` lays them."""
        path, inverted = _path(self.version, self.mask)
        bits = modules.ravel()[path] ^ inverted
        return np.packbits(bits)[blocks_of(self.version, self.level).order]

    def content_of(self, codewords: Codewords) -> Content | None:
        """Return what codewords that lie end to end say; None where that breaks the rules."""
        blocks = blocks_of(self.version, self.level)
        data = codewords[blocks.powers >= blocks.check].tobytes()
        try:
            return content_of(data, self.version)
        except Malformed:
            return None

    def drawn(self, codewords: Codewords) -> Flags:
        """Return the matrix (n, n) of codewords that lie end to end."""
        stream = np.empty_like(codewords)
        stream[blocks_of(self.version, self.level).order] = codewords
        path, inverted = _path(self.version, self.mask)
        modules = _frame(self.version, self.level, self.mask).copy()
        modules.ravel()[path] = np.unpackbits(stream).astype(np.bool_) ^ inverted
        return frozen(modules)

    def decoded(self, sampled: Flags, right: Corrected, content: Content) -> Decoded:
        """Put a symbol together from what was sampled and what it was corrected to."""
        ideal = self.drawn(right.codewords)
        return Decoded(
            raw=content.raw,
            text=content.text,
            version=self.version,
            level=self.level,
            mask=self.mask,
            unused_ec=right.unused,
            ideal=ideal,
            errors=frozen(sampled ^ ideal),
            mirrored=False,
            erasures=right.erasures,
        )


def mirror(symbol: Decoded) -> Decoded:
    """Return the symbol as it lay before the readings were transposed."""
    ideal, errors = symbol.ideal.T, symbol.errors.T
    return replace(symbol, ideal=ideal, errors=errors, mirrored=True)


@cache
def _path(version: int, mask: int) -> tuple[NDArray[np.intp], Flags]:
    """Return the codeword modules in reading order, and which of them the mask inverts."""
    path = codeword_path(version)
    return path, frozen(mask_modules(version, mask).ravel()[path])


@cache
def _frame(version: int, level: str, mask: int) -> Flags:
    """Return a matrix with everything drawn but the codewords."""
    modules = function_modules(version).dark.copy()
    flat = modules.ravel()
    flat[format_places(version)] = format_word(level, mask)
    if version >= FIRST_WITH_VERSION:
        flat[version_places(version)] = version_word(version)
    rest = leftover_modules(version)
    flat[rest] = mask_modules(version, mask).ravel()[rest]
    return frozen(modules)
