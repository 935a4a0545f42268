"""Draws the steps of reading a code for docs/reading.md: rendered scenes, our reader's own results.

`python -m benchmarks.drawings` writes docs/pictures/reading/*.png anew. Scenes come from the
renderer, never from photos; what is drawn on them is what the reader's parts return for them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.idle import SIZES, frames
from benchmarks.render.panels import (
    GREEN,
    ORANGE,
    RED,
    SIDE,
    Colour,
    Image,
    at,
    beside,
    coloured,
    matrix,
    number,
    outline,
)
from benchmarks.render.panels import resized as smaller
from benchmarks.render.shapes import cylinder, tilted, wrinkled
from benchmarks.render.shot import Rendered
from benchmarks.render.trial import Trial, plain_trial, shoot
from cashier.scan.binarise import Binarising, dark_of, resized
from cashier.scan.deblur import Optics, deblurred
from cashier.scan.finder import looks, refined
from cashier.scan.grid import Grid, patch_of, values_at
from cashier.scan.kernel import load
from cashier.scan.kernel.inputs import Floats
from cashier.scan.lattice import SUPPLE, Ground, from_three
from cashier.scan.locate import Sweep, Triple, shapes_in, triples_of
from cashier.scan.rectify import Flat, flats
from cashier.scan.region import Region, region_of
from cashier.scan.sample import soften

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures" / "reading"
SWEEP = Sweep((Binarising(1, 31), Binarising(1, 15)))
GATE, GATE_SIDE = Binarising(1, 51), 480


@dataclass(frozen=True, slots=True, eq=False)
class Scene:
    """A rendered code, and what was found of it up to the flat symbols."""

    made: Trial
    shot: Rendered
    shapes: Floats
    triples: list[Triple]
    region: Region
    planes: list[Flat]


def scene(made: Trial, shot: Rendered) -> Scene:
    """Look for a code, as far as its plane."""
    kernel, grey = load(), shot.picture.astype(np.float32)
    shapes = shapes_in(shot.picture, grey, SWEEP, kernel)
    triples = triples_of(grey, shapes, SWEEP, kernel)
    found = region_of(shot.picture, triples[0].frames)
    if found is None:
        raise ValueError("the code lies in the picture")
    sharp = np.stack([refined(found.picture, frame) for frame in found.frames])
    region = replace(found, frames=sharp)
    return Scene(made, shot, shapes, triples, region, flats(region.picture, sharp))


def bent(random: Generator) -> Scene:
    """Return a code on wrinkled paper."""
    made = plain_trial(random)
    return scene(made, shoot(made, random, wrinkled(random, 0.9)))


def curved(random: Generator) -> Scene:
    """Return a code on a jar."""
    made = plain_trial(random)
    jar = cylinder(0.95, made.side / 2, 0.0, (0.2, 6.0 * made.side))
    return scene(made, shoot(made, random, jar))


def blurred(random: Generator) -> Scene:
    """Return a code out of focus."""
    made = plain_trial(random)
    lens = replace(made.lens, defocus=0.62 * made.place.pitch)
    return scene(made, shoot(replace(made, lens=lens), random))


def leaning(random: Generator) -> Scene:
    """Return a code that leans away."""
    made = plain_trial(random)
    return scene(made, shoot(made, random, tilted(0.9, 0.5, 5.0 * made.side)))


def draw_gate() -> Image:
    """An idle counter and a bent code at the gate's size: places that look like finders."""
    idle = next(frames("keyboard", SIZES[0], 1))
    return beside([_gate_panel(idle), _gate_panel(bent(np.random.default_rng(21)).shot.picture)])


def _gate_panel(picture: Image) -> Image:
    small = np.ascontiguousarray(resized(picture, GATE_SIDE / max(picture.shape)))
    grey, kernel = small.astype(np.float32), load()
    finders = kernel.find_finders(dark_of(small, GATE))
    shapes = kernel.measure_shapes(grey, finders, looks(0.0, 0.6))
    panel = coloured(small)
    for x, y, *_, likeness in shapes:
        colour = GREEN if likeness >= 0.7 else RED
        cv2.circle(panel, (round(x), round(y)), 12, colour, 2, cv2.LINE_AA)
        number(panel, x, y, likeness)
    return panel


def draw_finders() -> Image:
    """Dark pixels of a scene; every place that resembles a finder; the three that fit."""
    one = bent(np.random.default_rng(21))
    dark = coloured(np.asarray(255 - dark_of(one.shot.picture, SWEEP.ways[0]), np.uint8), 0.5)
    found = coloured(one.shot.picture, 0.5)
    three = one.triples[0].frames / 2
    for finder in three:
        outline(found, finder, GREEN)
    for end in (1, 2):
        cv2.line(found, at(three[0, 0]), at(three[end, 0]), GREEN, 2, cv2.LINE_AA)
    for x, y, *_, likeness in one.shapes:
        cv2.circle(found, (round(x / 2), round(y / 2)), 9, ORANGE, 2, cv2.LINE_AA)
        number(found, x / 2, y / 2, likeness)
    return beside([dark, found])


def draw_frames() -> Image:
    """A finder's frame as its stone says, and moved to where the edges are."""
    one = leaning(np.random.default_rng(5))
    before = region_of(one.shot.picture, one.triples[0].frames)
    if before is None:
        raise ValueError("the code lies in the picture")
    panels = []
    for three, colour in ((before.frames, RED), (one.region.frames, GREEN)):
        x, y = one.region.frames[1, 0]
        half, factor = 50, 3
        left, top = max(0, round(x) - half), max(0, round(y) - half)
        cut = one.region.picture[top : top + 2 * half, left : left + 2 * half]
        panel = coloured(cut, factor)
        moved = three[1] * factor
        moved[0] = (three[1, 0] - (left, top) + 0.5) * factor - 0.5
        for reach in (1.5, 2.5, 3.5):
            outline(panel, moved, colour, reach)
        panels.append(panel)
    return beside(panels)


def draw_flat() -> Image:
    """A leaning code: its plane, and the grid of modules."""
    one = leaning(np.random.default_rng(5))
    return _gridded(one.region, one.planes[0].grid(), GREEN)


def draw_lattice() -> Image:
    """On a jar: the grid of the best plane, and the lattice grown module by module."""
    one = curved(np.random.default_rng(1))
    ground = Ground(one.region.picture, one.region.frames)
    grown = from_three(load(), ground, one.made.side, SUPPLE)
    plane = max(one.planes, key=lambda flat: flat.agreement).grid()
    return beside([_gridded(one.region, plane, RED), _gridded(one.region, grown, GREEN)])


def draw_soft() -> Image:
    """A bent code in uneven light: straightened, its soft readings, and what is wrong in them."""
    one = bent(np.random.default_rng(21))
    ground = Ground(one.region.picture, one.region.frames)
    grid = from_three(load(), ground, one.made.side, SUPPLE)
    soft = soften(values_at(one.region.picture, grid))
    return beside([_patch(one.region, grid), matrix(soft), matrix(soft, one.made.symbol.dark)])


def draw_deblurred() -> Image:
    """A code out of focus: straightened, sampled, deblurred; wrong modules are marked."""
    one = blurred(np.random.default_rng(4))
    flat, truth = one.planes[0], one.made.symbol.dark
    sampled = soften(values_at(one.region.picture, flat.grid()))
    solved = deblurred(one.region.picture, flat.grid(), flat.version, Optics(0.65, 10.0))
    return beside([_patch(one.region, flat.grid()), matrix(sampled, truth), matrix(solved, truth)])


def _gridded(region: Region, grid: Grid, colour: Colour) -> Image:
    """Draw the middle of each module on a cut-out."""
    factor = 1.4 * SIDE / max(region.picture.shape)
    panel = coloured(region.picture, factor)
    for point in ((grid.centres + 0.5) * factor - 0.5).reshape(-1, 2):
        cv2.circle(panel, at(point), 1, colour, -1, cv2.LINE_AA)
    return panel


def _patch(region: Region, grid: Grid) -> Image:
    return smaller(coloured(patch_of(region.picture, grid, 8)), SIDE / (8 * grid.size))


DRAWINGS: dict[str, Callable[[], Image]] = {
    "gate": draw_gate,
    "finders": draw_finders,
    "frames": draw_frames,
    "flat": draw_flat,
    "lattice": draw_lattice,
    "soft": draw_soft,
    "deblurred": draw_deblurred,
}


def main() -> None:
    """Write all pictures."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, draw in DRAWINGS.items():
        path = FOLDER / f"{name}.png"
        cv2.imwrite(str(path), draw(), (cv2.IMWRITE_PNG_COMPRESSION, 9))
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    main()
