"""QR symbols as matrices: written by a library, or by hand from segments no library writes."""

from functools import cache

import numpy as np
import zxingcpp
from numpy.typing import NDArray

from cashier.scan.qr.blocks import Blocks, blocks_of
from cashier.scan.qr.layout import codeword_path
from cashier.scan.qr.symbol import Make

Flags = NDArray[np.bool_]
Soft = NDArray[np.float32]


def written(text: str | bytes, version: int, level: str = "M", mask: int = 0) -> Flags:
    """Return the (n, n) modules that zxing-cpp writes; True = dark."""
    # It obeys a version only together with another option.
    made = zxingcpp.create_barcode(
        text, zxingcpp.BarcodeFormat.QRCode, ec_level=level, version=version, data_mask=mask
    )
    return np.asarray(np.array(made.to_image(scale=1, add_quiet_zones=False)) < 128, np.bool_)


def read_by_library(modules: Flags) -> zxingcpp.Barcode:
    """Return what zxing-cpp reads from the modules, drawn as a picture."""
    side = np.kron(np.where(modules, 0, 255), np.ones((4, 4)))
    (barcode,) = zxingcpp.read_barcodes(np.pad(side, 16, constant_values=255).astype(np.uint8))
    return barcode


def readings(modules: Flags, strength: float = 1.0) -> Soft:
    """Return the modules as sure readings."""
    return np.where(modules, strength, -strength).astype(np.float32)


def bits(*fields: tuple[int, int]) -> str:
    """Return (value, width) fields as a row of 0 and 1."""
    return "".join(f"{value:0{width}b}" for value, width in fields)


def data_codewords(row: str, count: int, pads: bytes = b"\xec\x11") -> bytes:
    """Return a row of bits with its terminator, filled up to `count` codewords."""
    row += "0" * min(4, 8 * count - len(row))
    row += "0" * (-len(row) % 8)
    data = int("1" + row, 2).to_bytes(len(row) // 8 + 1, "big")[1:]
    return data + (pads * count)[: count - len(data)]


def by_hand(row: str, make: Make, pads: bytes = b"\xec\x11") -> Flags:
    """Return the (n, n) modules of a row of bits."""
    blocks = blocks_of(make.version, make.level)
    count = sum(blocks.lengths) - blocks.check * len(blocks.lengths)
    return make.drawn(with_check(data_codewords(row, count, pads), blocks))


def with_check(data: bytes, blocks: Blocks) -> NDArray[np.uint8]:
    """Return data, split into blocks, each with its check bytes: by long division, no tables."""
    divisor = [1]
    for power in range(blocks.check):
        divisor = _product(divisor, [1, _power(power)])
    whole = bytearray()
    for length in blocks.lengths:
        mine, data = data[: length - blocks.check], data[length - blocks.check :]
        rest = [*mine, *[0] * blocks.check]
        for place in range(len(mine)):
            factor = rest[place]
            for step, value in enumerate(divisor):
                rest[place + step] ^= _times(factor, value)
        whole += mine + bytes(rest[len(mine) :])
    return np.frombuffer(bytes(whole), np.uint8)


@cache
def _times(first: int, second: int) -> int:
    result = 0
    while second:
        result ^= first * (second & 1)
        first = first << 1 ^ (0x11D if first & 0x80 else 0)
        second >>= 1
    return result


def _power(exponent: int) -> int:
    result = 1
    for _ in range(exponent):
        result = _times(result, 2)
    return result


def _product(first: list[int], second: list[int]) -> list[int]:
    result = [0] * (len(first) + len(second) - 1)
    for i, a in enumerate(first):
        for j, b in enumerate(second):
            result[i + j] ^= _times(a, b)
    return result


def spoilt_codewords(
    modules: Flags, make: Make, places: list[int], random: np.random.Generator
) -> Flags:
    """Return the modules with something wrong in each of these codewords, counted end to end."""
    spoilt = modules.copy()
    path = codeword_path(make.version).reshape(-1, 8)
    for place in places:
        wrong = np.unpackbits(np.uint8(random.integers(1, 256))).astype(np.bool_)
        spoilt.ravel()[path[blocks_of(make.version, make.level).order[place]]] ^= wrong
    return spoilt


def places_of_block(make: Make, index: int) -> list[int]:
    """Return the places, end to end, of a block's codewords."""
    blocks = blocks_of(make.version, make.level)
    start = int(blocks.starts[index])
    return list(range(start, start + blocks.lengths[index]))
