"""Takes spoilt small pictures through the compiled kernel: none may raise, crash or hang.

A drawn symbol or noise is cut, bent, blotted, inverted, or gets values that no camera gives; what
the kernel finds then goes on, itself sometimes spoilt. Every hundredth picture also goes through
the twin, which must find the same. `python -m benchmarks.mutated 1000000` takes another count.
"""

import argparse
import time
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.figures import Absent, Figure, as_table
from benchmarks.render.symbols import qr_symbol
from cashier.scan.kernel import Kernel, load
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Looks, Pixels
from cashier.scan.kernel.twin import PythonKernel

COUNT = 20_000
SEED = 8
TWIN_EVERY = 100
MOST_SIDE = 72
ODD = (np.nan, np.inf, -np.inf, 0.0, -1.0, 1e-300, 1e9, 1e300, 3.4e38)
HOLDS = (Hold(1.6, 0.5), Hold(1.6, 0.1, bends=True))


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """What pictures are made from."""

    symbols: tuple[Pixels, ...]
    looks: Looks


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """What a kernel says at each of the four steps."""

    finders: Floats
    shapes: Floats
    triples: Floats
    nodes: Floats

    def is_like(self, other: "Found") -> bool:
        """Say whether another kernel found the same."""
        pairs = (
            (self.finders, other.finders, 1e-6),
            (self.shapes, other.shapes, 1e-6),
            (self.triples, other.triples, 1e-6),
            (self.nodes, other.nodes, 1e-3),
        )
        return all(
            one.shape == two.shape and np.allclose(one, two, rtol=1e-9, atol=within, equal_nan=True)
            for one, two, within in pairs
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pictures were taken through, what was found, and where the twin differed."""

    pictures: int
    with_finders: int
    with_triples: int
    compared: int
    unlike: int
    seconds: float


def material() -> Material:
    """Draw a few symbols, and the looks of a finder."""
    made = [qr_symbol(f"picture {version}", version, "L", version) for version in (1, 2, 3)]
    symbols = [np.where(np.pad(one.dark, 4), 20, 230).astype(np.float32) for one in made]
    finder = symbols[0][4:11, 4:11]
    looks = np.array([finder, cv2.GaussianBlur(finder, (0, 0), 0.6)])
    looks = looks.mean(axis=(1, 2), keepdims=True) - looks
    looks /= np.linalg.norm(looks, axis=(1, 2), keepdims=True)
    return Material(tuple(symbols), looks.astype(np.float32))


def mutated(material: Material, random: Generator) -> Pixels:
    """Return a small picture with anything wrong."""
    grey = _start(material, random)
    for _ in range(int(random.integers(0, 4))):
        grey = _MUTATIONS[int(random.integers(len(_MUTATIONS)))](grey, random)
    top, left = random.integers(0, 6, 2) ** 2
    height, width = random.integers(0, MOST_SIDE, 2) if random.random() < 0.3 else grey.shape
    return np.ascontiguousarray(grey[top : top + height, left : left + width][:200, :200])


def take(kernel: Kernel, material: Material, grey: Pixels, seed: int) -> Found:
    """Take one picture through all four steps, each fed with what the one before found."""
    random = np.random.default_rng(seed)
    strict, inverted = random.random() < 0.5, random.random() < 0.1
    dark = _dark(grey, inverted=inverted)
    finders = kernel.find_finders(dark, step=int(random.integers(1, 4)), strict=strict, most=40)
    shapes = kernel.measure_shapes(grey, _spoilt(finders, random), material.looks)
    best = _spoilt(shapes[np.argsort(-shapes[:, 5], kind="stable")][:16], random)
    triples = kernel.find_triples(grey, best, material.looks, least=random.choice([-2, 0.2, 0.4]))
    side = int(random.integers(1, 14))
    seeds = random.uniform(-3, 20, (3, 8))
    if len(triples):
        frames = triples[0, 4:].reshape(3, 6)
        seeds = np.hstack([random.integers(-1, side + 1, (3, 2)), frames])
    shape = int(random.integers(1, 14)), side
    hold = HOLDS[int(random.integers(2))]
    nodes = kernel.grow_lattice(grey, _spoilt(seeds, random), shape, hold)
    return Found(finders, shapes, triples, nodes)


def run(kernel: Kernel, count: int, seed: int = SEED) -> Tally:
    """Take `count` pictures through a kernel; whatever it raises gets out."""
    random, made, twin = np.random.default_rng(seed), material(), PythonKernel()
    finders = triples = compared = unlike = 0
    started = time.perf_counter()
    for index in range(count):
        grey, chance = mutated(made, random), int(random.integers(2**32))
        found = take(kernel, made, grey, chance)
        finders += len(found.finders) > 0
        triples += len(found.triples) > 0
        if index % TWIN_EVERY == 0:
            compared += 1
            unlike += not take(twin, made, grey, chance).is_like(found)
    return Tally(count, finders, triples, compared, unlike, time.perf_counter() - started)


def _start(material: Material, random: Generator) -> Pixels:
    if random.random() < 0.15:
        height, width = random.integers(0, MOST_SIDE, 2)
        return random.uniform(0, 255, (height, width)).astype(np.float32)
    symbol = material.symbols[int(random.integers(len(material.symbols)))]
    scale = random.uniform(1.3, 3.2)
    way = cv2.INTER_LINEAR if random.random() < 0.5 else cv2.INTER_NEAREST
    return np.asarray(cv2.resize(symbol, None, fx=scale, fy=scale, interpolation=way), np.float32)


def _warped(grey: Pixels, random: Generator) -> Pixels:
    if grey.size == 0:
        return grey
    height, width = grey.shape
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = corners + random.normal(0, 0.12 * max(height, width), (4, 2)).astype(np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(grey, matrix, (width, height)), np.float32)


def _blotted(grey: Pixels, random: Generator) -> Pixels:
    blotted = grey.copy()
    top, left = (int(random.integers(0, length + 1)) for length in grey.shape)
    height, width = random.integers(1, 25, 2)
    level = random.choice([0.0, 128.0, 255.0])
    blotted[top : top + height, left : left + width] = level
    return blotted


def _noisy(grey: Pixels, random: Generator) -> Pixels:
    return np.asarray(grey + random.normal(0, random.uniform(1, 90), grey.shape), np.float32)


def _odd(grey: Pixels, random: Generator) -> Pixels:
    odd = grey.copy()
    where = random.random(grey.shape) < random.choice([0.001, 0.02, 0.5, 1.0])
    with np.errstate(over="ignore"):
        odd[where] = np.float32(random.choice(ODD))
    return odd


def _blurred(grey: Pixels, random: Generator) -> Pixels:
    if grey.size == 0:
        return grey
    return np.asarray(cv2.GaussianBlur(grey, (0, 0), random.uniform(0.4, 4)), np.float32)


def _turned(grey: Pixels, random: Generator) -> Pixels:
    turned = np.rot90(grey, int(random.integers(4)))
    return np.ascontiguousarray(turned[:, ::-1] if random.random() < 0.5 else turned)


_MUTATIONS = (_warped, _blotted, _noisy, _odd, _blurred, _turned)


def _dark(grey: Pixels, *, inverted: bool) -> Bytes:
    dark: NDArray[np.bool_] = grey < 120
    return np.asarray(np.where(dark ^ inverted, 255, 0), np.uint8)


def _spoilt(rows: Floats, random: Generator) -> Floats:
    """Return rows of numbers of which, one time in five, some are odd."""
    if random.random() > 0.2:
        return rows
    spoilt = rows.copy()
    where = random.random(rows.shape) < 0.2
    spoilt[where] = random.choice(ODD, int(where.sum()))
    return spoilt


def measure(count: int = COUNT) -> list[Figure]:
    kernel = load()
    if kernel.name != "compiled":
        raise Absent("the kernel is not compiled")
    tally = run(kernel, count)
    return [
        Figure("spoilt pictures taken through", tally.pictures, ""),
        Figure("with finders", tally.with_finders, ""),
        Figure("with three that fit", tally.with_triples, ""),
        Figure("compared with the twin", tally.compared, ""),
        Figure("where the twin differed", tally.unlike, "", 0),
        Figure("time for one", tally.seconds / tally.pictures * 1e6, "µs"),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutated", description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=COUNT, help=f"usually {COUNT}")
    print(as_table(measure(parser.parse_args().count)))


if __name__ == "__main__":
    main()
