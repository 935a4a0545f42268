"""Takes spoilt small pictures through the whole reader: none may raise, nothing be made up.

What `benchmarks.mutated` does to a drawn symbol is done here as well; then the picture is read as a
live frame or as a still. All that may come out is the text that was drawn. Each picture follows
from the seed and its own number, so that one that fails can be made again.
`python -m benchmarks.mutated_reading 1000000 --effort frame --seed 9` takes another count.
"""

import argparse
import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.figures import Figure, as_table
from benchmarks.mutated import Material, material, mutated
from benchmarks.render.symbols import LEVELS, qr_symbol
from cashier.scan.kernel import load
from cashier.scan.kernel.inputs import Pixels
from cashier.scan.search import Effort, Search
from cashier.scan.symbol import Stage

COUNTS = {Effort.FRAME: 20_000, Effort.STILL: 2_000}
SEED = 8
TEXTS = ("8", "2026", "PAY", "code 17", "SALE-8")
"""Of symbols of version 1: their pictures are 38 to 93 pixels wide."""


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of the pictures.

    Attributes:
        read: pictures whose text was read.
        ours: those of them that the engine did not read.
        seen: pictures in which symbols were seen and not read.
        wrong: readings of what was not drawn.
    """

    pictures: int
    read: int
    ours: int
    seen: int
    wrong: tuple[str, ...]
    seconds: float


def symbols() -> list[tuple[str, Material]]:
    """Draw the symbols: each text at each level and with a mask of its own."""
    looks = material().looks
    drawn = []
    for index, text in enumerate(TEXTS):
        for level in LEVELS:
            dark = qr_symbol(text, 1, level, (index + LEVELS.index(level)) % 8).dark
            light = np.where(np.pad(dark, 4), 20, 230).astype(np.float32)
            drawn.append((text, Material((light,), looks)))
    return drawn


def run(search: Search, count: int, seed: int = SEED) -> Tally:
    """Take `count` pictures through a search; whatever it raises gets out, with its number."""
    drawn = symbols()
    read = ours = seen = 0
    wrong: list[str] = []
    started = time.perf_counter()
    for index in range(count):
        random = np.random.default_rng([seed, index])
        text, made = drawn[int(random.integers(len(drawn)))]
        try:
            found = search.symbols(as_bytes(mutated(made, random)))
        except Exception as error:
            error.add_note(f"picture {index} of seed {seed}")
            raise
        stages = [one.stage for one in found if one.text is not None and one.text.reveal() == text]
        read += bool(stages)
        ours += any(stage is not Stage.ENGINE for stage in stages)
        seen += any(one.text is None for one in found)
        wrong += [
            f"picture {index} of seed {seed}: {one.symbology}, {one.stage}"
            for one in found
            if one.text is not None and one.text.reveal() != text
        ]
    return Tally(count, read, ours, seen, tuple(wrong), time.perf_counter() - started)


def as_bytes(grey: Pixels) -> NDArray[np.uint8]:
    """Return grey levels as a camera gives them: bytes, and one pixel at least."""
    if grey.size == 0:
        return np.zeros((1, 1), np.uint8)
    return np.nan_to_num(grey).clip(0, 255).astype(np.uint8)


def figures(effort: Effort, tally: Tally) -> list[Figure]:
    """Return a tally as figures."""
    return [
        Figure(f"spoilt pictures read, {effort}", tally.pictures, ""),
        Figure(f"with the text that was drawn, {effort}", tally.read, ""),
        Figure(f"of them not read by the engine, {effort}", tally.ours, ""),
        Figure(f"with a symbol seen and not read, {effort}", tally.seen, ""),
        Figure(f"readings of what was not drawn, {effort}", len(tally.wrong), "", 0),
        Figure(f"time for one, {effort}", tally.seconds / tally.pictures * 1e6, "µs"),
    ]


def measure() -> list[Figure]:
    """Take the usual counts through both efforts."""
    kernel = load()
    rows: list[Figure] = []
    for effort, count in COUNTS.items():
        rows += figures(effort, run(Search(kernel, effort), count))
    return rows


def main() -> None:
    """Take a count through one effort; name every wrong reading."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.mutated_reading", description=__doc__
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--effort", type=Effort, choices=list(Effort), default=Effort.FRAME)
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    tally = run(Search(load(), chosen.effort), chosen.count, chosen.seed)
    print(as_table(figures(chosen.effort, tally)))
    print(*tally.wrong, sep="\n")


if __name__ == "__main__":
    main()
