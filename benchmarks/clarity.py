"""Measures clarity against drawings whose contrast, shape and damage are known.

Truth is computed from what was drawn, never from how clarity is measured. Ladders make one kind of
damage worse step by step, as long as the engine reads the symbol: no grade may rise on the way.
`python -m benchmarks.clarity 20` takes another number of symbols.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.figures import Figure, as_table
from benchmarks.render.exact import (
    QUIET,
    ROOM,
    Greys,
    Picture,
    View,
    bulge,
    draw,
    sheet,
    view,
)
from benchmarks.render.ladders import INK, LADDERS, PAPER
from benchmarks.render.symbols import Symbol as Written
from benchmarks.render.symbols import any_symbol, qr_symbol
from cashier.scan.clarity import clarity_of
from cashier.scan.clarity.bands import AXIAL, GRID, MODULATION, UNUSED_EC, graded
from cashier.scan.clarity.light import Look, look_at
from cashier.scan.clarity.placing import Placed, placed
from cashier.scan.engines import find
from cashier.scan.qr.blocks import blocks_of
from cashier.scan.qr.format import format_places
from cashier.scan.qr.layout import codeword_path, version_of
from cashier.scan.symbol import Symbol

SYMBOLS = 3
SEED = 4
STEPS = 6
TIMED = 60
BEST = 4.0
"""Grades have one decimal: their errors are shares of the best one."""
PAYMENT = "131234567890123456"
"""Looks like a payment code; counts up, so nobody ever had it."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """A drawing, as it was read and measured."""

    symbol: Symbol
    where: Placed
    look: Look
    grades: dict[str, float]
    score: float


def seen(greys: Greys, how: View) -> Seen | None:
    """Draw, read and measure; None where the engine does not read it."""
    picture = draw(greys, how)
    symbol = next((one for one in find(picture) if one.decoded is not None), None)
    if symbol is None or symbol.decoded is None:
        return None
    where = placed(picture, symbol, symbol.decoded)
    if where is None:
        return None
    clarity = clarity_of(picture, symbol)
    look = look_at(picture, where.grid, symbol.decoded.ideal)
    return Seen(symbol, where, look, dict(clarity.parameters), clarity.score)


def flipped(dark: NDArray[np.bool_], places: NDArray[np.intp]) -> NDArray[np.bool_]:
    """Return the modules with those at flat places turned into the other colour."""
    wrong = dark.copy()
    wrong.ravel()[places] ^= True
    return wrong


def codeword_places(symbol: Symbol, count: int, rng: Generator) -> NDArray[np.intp]:
    """Return one module each of `count` codewords of the worst-off, first block."""
    version, level = symbol.version or 1, symbol.level
    blocks = blocks_of(version, level)
    chosen = rng.choice(blocks.lengths[0], count, replace=False)
    path = codeword_path(version).reshape(-1, 8)
    return path[blocks.order[chosen], rng.integers(8, size=count)]


def errors_of_unused(symbols: list[Written], rng: Generator) -> float:
    """Return the share (%) of symbols whose unused correction is told exactly."""
    right = total = 0
    for written in symbols:
        how = view(written.size)
        clean = seen(sheet(written.dark), how)
        if clean is None:
            continue
        blocks = blocks_of(clean.symbol.version or 1, clean.symbol.level)
        room = blocks.check - blocks.protection
        for count in range(room // 2 + 1):
            places = codeword_places(clean.symbol, count, rng)
            found = seen(sheet(flipped(written.dark, places)), how)
            if found is None or found.symbol.unused_ec is None:
                continue
            truth = 1 - 2 * count / blocks.check
            wanted = round(float(graded(1 - 2 * count / room, UNUSED_EC)), 1)
            total += 1
            right += (
                abs(found.symbol.unused_ec - truth) < 1e-9 and found.grades["unused_ec"] == wanted
            )
    return 100 * right / max(1, total)


def worst(pairs: Iterator[tuple[float, float]], least: float) -> float:
    """Return the largest error (%) of (measured, true), against the truth or at least `least`."""
    errors = (100 * abs(m - t) / max(abs(t), least) for m, t in pairs)
    return round(max(errors, default=np.inf), 6)


def contrasts(symbols: list[Written]) -> Iterator[tuple[float, float]]:
    """Yield contrast, measured and true."""
    for written in symbols:
        for ink, paper in ((20, 240), (60, 240), (120, 240), (160, 220), (20, 120), (60, 110)):
            found = seen(sheet(written.dark, ink, paper), view(written.size, turn=0.2))
            if found is not None:
                yield found.look.contrast, (paper - ink) / max(paper, 128)


def shapes(symbols: list[Written]) -> Iterator[tuple[Written, View, Seen]]:
    """Yield symbols stretched, tilted and turned, as they were drawn and measured."""
    for number, written in enumerate(symbols):
        for stretch, tilt in ((0.0, 0.1), (0.04, 0.0), (0.08, 0.3), (-0.12, 0.2), (0.14, 0.5)):
            how = view(written.size, stretch=stretch, tilt=tilt, turn=0.7 * number)
            found = seen(sheet(written.dark), how)
            if found is not None:
                yield written, how, found


def middles(size: int) -> NDArray[np.float64]:
    """Return the middles of all modules, (n, n, 2)."""
    line = np.arange(size) + 0.5
    return np.stack(np.meshgrid(line, line), axis=2)


def true_steps(how: View, size: int) -> tuple[float, float]:
    """Return the true mean pixels a module, along the rows and along the columns."""
    pixels = how.seen(middles(size))
    across, down = (
        float(np.linalg.norm(np.diff(pixels, axis=axis), axis=2).mean()) for axis in (1, 0)
    )
    return across, down


def unlike(steps: tuple[float, float]) -> float:
    """Return the axial non-uniformity of two lengths."""
    return 2 * abs(steps[0] - steps[1]) / (steps[0] + steps[1])


def bends(symbols: list[Written]) -> Iterator[tuple[float, float]]:
    """Yield the bend of the grid, measured and true."""
    for written in symbols:
        points = middles(written.size)
        for most in (0.3, 0.6, 0.9):
            how = replace(view(written.size, px=5, turn=0.3), bend=bulge(written.size, most))
            found = seen(sheet(written.dark), how)
            if found is None:
                continue
            pulled = (points + how.bend(points)).reshape(-1, 2)
            plane = cv2.findHomography(points.reshape(-1, 2), pulled, 0)[0]
            back = cv2.perspectiveTransform(pulled[:, None], np.linalg.inv(plane))[:, 0]
            truth = np.linalg.norm(back - points.reshape(-1, 2), axis=1).max()
            yield found.where.bend, float(truth)


def intruded(dark: NDArray[np.bool_], clean: int) -> Greys:
    """Return a sheet whose quiet zone above is only so many modules deep."""
    greys = sheet(dark)
    greys[: ROOM - clean] = INK
    return greys


def quiet_zones(symbols: list[Written]) -> Iterator[tuple[float, float]]:
    """Yield the depth of the quiet zone in modules, measured and true."""
    for written in symbols:
        for clean in range(1, QUIET + 1):
            found = seen(intruded(written.dark, clean), view(written.size))
            if found is not None:
                share = 1 - np.clip(found.look.quiet / 0.25, 0, 1)
                yield float(np.cumprod(share, axis=1).sum(axis=1).min()), clean


def damages(symbols: list[Written]) -> Iterator[tuple[float, float]]:
    """Yield grades of finders and format information, measured and true, by modules spoilt."""
    for written in symbols:
        size = written.size
        for count in range(1, 4):
            finder = np.array([size + 1, 2 * size - 2, 5 * size + 1])[:count]
            found = seen(sheet(flipped(written.dark, finder)), view(size, px=8))
            if found is not None:
                # The second place lies in the finder to the right.
                yield found.grades["fixed_pattern"], 4 - max(1, count - 1)
            places = format_places(version_of(size))[0][:count]
            found = seen(sheet(flipped(written.dark, places)), view(size, px=8))
            if found is not None:
                yield found.grades["format_info"], (8 - count) / 2


def modulations(symbols: list[Written], rng: Generator) -> Iterator[tuple[float, float]]:
    """Yield grades of modulation, measured and true, where some codewords have a grey module."""
    for written in symbols:
        clean = seen(sheet(written.dark), view(written.size))
        if clean is None:
            continue
        blocks = blocks_of(clean.symbol.version or 1, clean.symbol.level)
        room = blocks.check - blocks.protection
        for depth, count in ((0.15, 1), (0.25, 2), (0.35, 3), (0.45, room // 2 + 1)):
            places = codeword_places(clean.symbol, min(count, blocks.lengths[0]), rng)
            greys = sheet(written.dark)
            row, column = np.unravel_index(places, written.dark.shape)
            sign = np.where(written.dark.ravel()[places], -1, 1)
            middle, half = (INK + PAPER) / 2, (PAPER - INK) / 2
            greys[row + ROOM, column + ROOM] = middle + sign * half * depth
            found = seen(greys, view(written.size, px=8))
            if found is not None:
                corrected = (
                    float(graded(1 - 2 * count / room, UNUSED_EC)) if count <= room / 2 else 0
                )
                yield found.grades["modulation"], max(corrected, float(graded(depth, MODULATION)))


def rises(symbols: list[Written]) -> tuple[int, int]:
    """Return how often a grade rose while damage grew, and how often it might have."""
    risen = steps = 0
    for climb in LADDERS.values():
        for written in symbols:
            before: dict[str, float] | None = None
            for step in range(STEPS + 1):
                found = seen(*climb(written.dark, step / STEPS))
                if found is None:
                    break
                grades = found.grades | {"overall": found.score}
                if before is not None:
                    steps += len(grades)
                    risen += sum(grades[name] > before[name] for name in grades)
                before = grades
    return risen, steps


def cost(written: Written) -> tuple[float, float]:
    """Return milliseconds to grade a clean code in a 720p frame, and all of it to the engine."""
    code = draw(sheet(written.dark), view(written.size, px=7))
    frame: Picture = np.full((720, 1280), 150, np.uint8)
    high, wide = (min(a, b) for a, b in zip(frame.shape, code.shape, strict=True))
    frame[:high, 300 : 300 + wide] = code[:high, :wide]
    symbol = next(one for one in find(frame) if one.decoded is not None)
    engine, grading = [], []
    for _ in range(TIMED):
        started = time.perf_counter()
        find(frame)
        middle = time.perf_counter()
        clarity_of(frame, symbol)
        engine.append(middle - started)
        grading.append(time.perf_counter() - middle)
    return 1000 * min(grading), 1 + float(np.median(grading) / np.median(engine))


def figures(count: int) -> list[Figure]:
    """Measure over so many symbols, versions 1 to 7 and all levels."""
    rng = np.random.default_rng(SEED)
    symbols = [any_symbol(rng, (1, 7)) for _ in range(count)]
    shaped = list(shapes(symbols))
    axial = [
        (unlike(found.where.steps()), unlike(true_steps(how, written.size)))
        for written, how, found in shaped
    ]
    sizes = [
        (min(found.where.steps()), min(true_steps(how, written.size)))
        for written, how, found in shaped
    ]
    milliseconds, share = cost(qr_symbol(PAYMENT, 2, "M", 3))
    risen, steps = rises(symbols)
    return [
        Figure("unused correction exact", errors_of_unused(symbols, rng), "%", 100, "higher"),
        Figure("contrast: largest error", worst(contrasts(symbols), 0.2), "%", 5),
        Figure("modulation: largest error", worst(modulations(symbols, rng), BEST), "%", 5),
        Figure("finders, format: largest error", worst(damages(symbols), BEST), "%", 5),
        Figure("axial: largest error", worst(iter(axial), AXIAL[0][0]), "%", 5),
        Figure("module size: largest error", worst(iter(sizes), 1), "%", 5),
        Figure("grid: largest error", worst(bends(symbols), GRID[0][0]), "%", 5),
        Figure("quiet zone: largest error", worst(quiet_zones(symbols), 1), "%", 5),
        Figure(f"grades that rose with damage, of {steps}", risen, "", 0),
        Figure("grading a clean code, best", milliseconds, "ms"),
        Figure("engine and grading, 720p (engine = 1)", share, "", 1.3),
    ]


def measure() -> list[Figure]:
    """Measure over the usual number of symbols."""
    return figures(SYMBOLS)


def main() -> None:
    """Measure over as many symbols as asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=SYMBOLS)
    print(as_table(figures(parser.parse_args().count)))


if __name__ == "__main__":
    main()
