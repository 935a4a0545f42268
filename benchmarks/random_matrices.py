"""Feeds our QR decoder noise that looks like a symbol: nothing of it may be accepted.

Fixed patterns and format are perfect, only the data is noise: versions 1 to 7, all levels and
masks. Real symbols damaged beyond their correction follow: those may be read, but never as
another text.
`python -m benchmarks.random_matrices 1000000` takes another count.
"""

import argparse
import time
from itertools import product

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure, as_table
from cashier.scan.qr.blocks import LEVELS, blocks_of
from cashier.scan.qr.decode import decode
from cashier.scan.qr.layout import MASKS, function_modules, size_of
from cashier.scan.qr.symbol import Make

COUNT = 100_000
DAMAGED_SHARE = 10
TIMED = 200
SEED = 8
KINDS = tuple(
    Make(version, level, mask)
    for version, level, mask in product(range(1, 8), LEVELS, range(MASKS))
)

Soft = NDArray[np.float32]


def frame(make: Make) -> Soft:
    """Return sure readings of a symbol of zeros: its fixed parts, format and version are right."""
    nothing = np.zeros(sum(blocks_of(make.version, make.level).lengths), np.uint8)
    return readings(make.drawn(nothing))


def readings(modules: NDArray[np.bool_]) -> Soft:
    """Return modules as sure readings."""
    return np.where(modules, 1, -1).astype(np.float32)


def noise(make: Make, frames: dict[Make, Soft], random: np.random.Generator) -> Soft:
    """Return a frame whose data is noise of any strength."""
    soft = frames[make].copy()
    data = function_modules(make.version).data
    soft[data] = random.uniform(-1.3, 1.3, int(data.sum()))
    return soft


def accepted_noise(count: int) -> int:
    """Return how many of `count` matrices of noise were read."""
    random = np.random.default_rng(SEED)
    frames = {make: frame(make) for make in KINDS}
    return sum(
        decode(noise(KINDS[index % len(KINDS)], frames, random)) is not None
        for index in range(count)
    )


def damaged(count: int) -> tuple[int, int]:
    """Return how many badly damaged symbols were read right, and how many as another text."""
    random = np.random.default_rng(SEED)
    symbols = [(soft, text_of(soft)) for soft in map(_written, KINDS)]
    right = wrong = 0
    for index in range(count):
        soft, text = symbols[index % len(symbols)]
        read = decode(_spoilt(soft, random))
        right += read is not None and read.text.reveal() == text
        wrong += read is not None and read.text.reveal() != text
    return right, wrong


def text_of(soft: Soft) -> str:
    """Return what a clean symbol says."""
    read = decode(soft)
    if read is None:
        raise ValueError("a clean symbol is read")
    return read.text.reveal()


def _written(make: Make) -> Soft:
    import zxingcpp

    code = zxingcpp.create_barcode(
        "1234567",
        zxingcpp.BarcodeFormat.QRCode,
        ec_level=make.level,
        version=make.version,
        data_mask=make.mask,
    )
    return readings(np.array(code.to_image(scale=1, add_quiet_zones=False)) < 128)


def _spoilt(soft: Soft, random: np.random.Generator) -> Soft:
    """Return readings with a blot, within which anything may be read, often weakly."""
    size = soft.shape[0]
    side = int(random.integers(size // 4, size - 8))
    top, left = random.integers(0, size - side, 2)
    data = function_modules((size - 17) // 4).data.copy()
    inside = np.zeros_like(data)
    inside[top : top + side, left : left + side] = True
    changed = data & inside
    spoilt = soft.copy()
    spoilt[changed] = random.uniform(-1, 1, int(changed.sum()))
    return spoilt


def milliseconds(softs: list[Soft]) -> float:
    """Return the median time of reading one of them."""
    taken = []
    for soft in softs:
        start = time.perf_counter()
        decode(soft)
        taken.append(time.perf_counter() - start)
    return float(np.median(taken)) * 1000


def timed(version: int) -> list[Figure]:
    """Return what a clean and a hopeless symbol of a version take, at the slowest level."""
    random = np.random.default_rng(SEED)
    makes = [Make(version, level, 2) for level in LEVELS]
    frames = {make: frame(make) for make in makes}
    clean = max(milliseconds([_written(make)] * TIMED) for make in makes)
    noises = ([noise(make, frames, random) for _ in range(TIMED)] for make in makes)
    lost = max(milliseconds(softs) for softs in noises)
    name = f"version {version}, {size_of(version)} modules"
    return [
        Figure(f"{name}: clean", clean, "ms", 0.5),
        Figure(f"{name}: noise", lost, "ms", 1.0),
    ]


def measure(count: int = COUNT) -> list[Figure]:
    start = time.perf_counter()
    accepted = accepted_noise(count)
    seconds = time.perf_counter() - start
    right, wrong = damaged(count // DAMAGED_SHARE)
    return [
        Figure("matrices of noise", count, ""),
        Figure("accepted of them", accepted, "", 0),
        Figure("time for one", seconds / count * 1000, "ms"),
        Figure("damaged symbols", count // DAMAGED_SHARE, ""),
        Figure("read right", right, ""),
        Figure("read as another text", wrong, "", 0),
        *(figure for version in (3, 6, 10) for figure in timed(version)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.random_matrices", description=__doc__
    )
    parser.add_argument("count", type=int, nargs="?", default=COUNT, help=f"usually {COUNT}")
    print(as_table(measure(parser.parse_args().count)))


if __name__ == "__main__":
    main()
