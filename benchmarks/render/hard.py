"""Hard photos: conditions of real life that a single hardship does not show, in `trial`'s way.

The strengths are drawn at random, so that a cell holds easy and hopeless pictures alike.
"""

from collections.abc import Iterator
from dataclasses import replace

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render import damage
from benchmarks.render.camera import Plane, blurred, usual_lens
from benchmarks.render.effects import (
    lamp,
    lamps,
    moire,
    reflection,
    scratched_glass,
    stripes,
    sunlit,
)
from benchmarks.render.pages import WALLETS, payment_page
from benchmarks.render.shapes import after, crumpled, cylinder, tilted
from benchmarks.render.sheets import TEXTURE, Inks, Sheet, paper, printed, put, square, table
from benchmarks.render.shot import Place, Rendered, Stage, View, take, uneven
from benchmarks.render.symbols import any_symbol
from benchmarks.render.trial import SEED, SIZE, Maker, plain_trial, serve, shoot, trial

_SHEET_SIZE = (1280, 960)
_SLOT = 29
"""Modules from code to code on a crowded sheet."""


def pictures(cell: str, count: int = 20, seed: int = SEED) -> Iterator[Rendered]:
    """Render a cell's pictures; the same seed gives the same pictures, whatever the count."""
    return serve(_MAKERS, cell, count, seed)


def _bright_spots(rng: Generator) -> Rendered:
    made = plain_trial(rng).dimmed(float(np.exp(rng.uniform(np.log(0.008), np.log(0.08)))))
    return shoot(made, rng, effects=(lamp(rng, made.place, made.side),))


def _glare_stripes(rng: Generator) -> Rendered:
    made = plain_trial(rng)
    lean = tilted(rng.uniform(0.2, 0.7), rng.uniform(0, 2 * np.pi), 6 * made.side)
    return shoot(made, rng, lean, (stripes(rng, made.side),))


def _gloss(rng: Generator) -> Rendered:
    made = plain_trial(rng)
    lean = tilted(rng.uniform(0, 0.5), rng.uniform(0, 2 * np.pi), 6 * made.side)
    return shoot(made, rng, lean, lamps(rng, made.side))


def _sun_patches(rng: Generator) -> Rendered:
    made = plain_trial(rng)
    light = sunlit(rng, SIZE, made.side * made.place.pitch)
    lean = tilted(rng.uniform(0, 0.5), rng.uniform(0, 2 * np.pi), 6 * made.side)
    return shoot(replace(made, light=light), rng, lean)


def _crumpled(rng: Generator) -> Rendered:
    made = plain_trial(rng)
    lean = tilted(rng.uniform(0, 0.5), rng.uniform(0, 2 * np.pi), 7 * made.side)
    return shoot(made, rng, after(lean, crumpled(rng, rng.uniform(0.1, 0.22), made.side)))


def _cup(rng: Generator) -> Rendered:
    made = trial(rng, any_symbol(rng, (1, 5)), (4, 8))
    lean = (rng.uniform(-0.7, 0.7), rng.uniform(5, 9) * made.side)
    turn = rng.normal(0, 0.15)
    shape = cylinder(rng.uniform(0.5, 1.1), made.side / 2, turn, lean)
    inks = Inks(rng.uniform(0.15, 0.35), rng.uniform(0.6, 0.9))
    place = replace(made.place, turn=rng.normal(0, 0.3))
    return shoot(replace(made, place=place), rng, shape, sheet=paper(made.symbol, rng, inks))


def _damaged(rng: Generator) -> Rendered:
    made = plain_trial(rng, "MQH")
    sheet = paper(made.symbol, rng)
    ways = (damage.scribble, damage.stain, damage.rubbed, damage.stroke, damage.torn)
    for way in rng.choice(len(ways), int(rng.integers(1, 4)), replace=False):
        ways[int(way)](sheet, made.side, rng)
    lean = tilted(rng.uniform(0, 0.5), rng.uniform(0, 2 * np.pi), 7 * made.side)
    return shoot(made, rng, lean, sheet=sheet)


def _steep(rng: Generator) -> Rendered:
    made = trial(rng, any_symbol(rng, (2, 5)), (8, 13))
    angle, axis = np.radians(rng.uniform(60, 78)), rng.choice([0, np.pi / 2]) + rng.normal(0, 0.15)
    place = replace(made.place, turn=rng.normal(0, 0.25))
    made = replace(made, place=place)
    shape = tilted(float(angle), float(axis), rng.uniform(4, 7) * made.side)
    return shoot(made, rng, shape, (reflection(rng, rng.uniform(0.02, 0.2)),))


def _crowded(rng: Generator) -> Rendered:
    columns, rows = int(rng.integers(4, 7)), int(rng.integers(3, 6))
    width, height = columns * _SLOT + 4, rows * _SLOT + 4
    grey = np.full((height * TEXTURE, width * TEXTURE), 255, np.uint8)
    codes = []
    for number in range(columns * rows):
        row, column = divmod(number, columns)
        symbol = any_symbol(rng, (1, 2))
        left, top = column * _SLOT + 4, row * _SLOT + 4
        put(grey, symbol.dark, left, top)
        x, y = (side + symbol.size / 2 for side in (left, top))
        codes.append((symbol.payload, square(symbol.size, x - width / 2, y - height / 2)))
    middle = (width * TEXTURE / 2, height * TEXTURE / 2)
    sheet = Sheet(printed(grey, Inks(), rng), middle, tuple(codes))
    pitch = rng.uniform(1.5, 2.6)
    place = Place(_SHEET_SIZE[0] / 2, _SHEET_SIZE[1] / 2, rng.normal(0, 0.15), pitch)
    stage = Stage(table(rng, _SHEET_SIZE), uneven(rng, _SHEET_SIZE))
    shape = tilted(rng.uniform(0.05, 0.6), rng.uniform(0, 2 * np.pi), 3.0 * width)
    return take(sheet, shape, place, stage, (usual_lens(rng), rng))


def _dim_screen(rng: Generator) -> Rendered:
    made = plain_trial(rng).dimmed(rng.uniform(0.02, 0.2))
    sheet = screen_sheet(rng)
    side = float(sheet.codes[0][1][1][0] - sheet.codes[0][1][0][0])
    place = replace(made.place, pitch=rng.uniform(130, 230) / side)
    shape = tilted(rng.uniform(0, 0.6), rng.uniform(0, 2 * np.pi), 7 * side)
    shine = rng.uniform(0.04, 0.16)

    def glow(seen: Plane, _view: View) -> Plane:
        return np.asarray(seen / np.maximum(made.light, 1e-3) * shine, np.float32)

    beat = moire(rng, rng.uniform(0.9, 2.4) / place.pitch, rng.uniform(0.05, 0.3))
    glass = scratched_glass(rng, rng.uniform(0.01, 0.06))
    effects = (glow, beat, glass, reflection(rng, rng.uniform(0.0, 0.03)))
    return shoot(replace(made, place=place), rng, shape, effects, sheet)


def screen_sheet(rng: Generator) -> Sheet:
    """Return a phone with a payment page as a sheet: black around the page."""
    page = payment_page(WALLETS[int(rng.integers(len(WALLETS)))], rng)
    framed = cv2.copyMakeBorder(page.pixels, 30, 30, 24, 24, cv2.BORDER_CONSTANT, value=(4, 4, 4))
    grey = np.asarray(cv2.cvtColor(framed, cv2.COLOR_BGR2GRAY), np.float32) / 255
    side = float(page.corners[1, 0] - page.corners[0, 0])
    factor = TEXTURE * page.modules / side
    small = cv2.resize(grey**2.2, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
    middle = ((page.middle[0] + 24.5) * factor, (page.middle[1] + 30.5) * factor)
    # A display's black still shines a little.
    albedo = np.asarray(0.015 + 0.985 * blurred(np.asarray(small, np.float32), 0.8), np.float32)
    return Sheet(albedo, middle, ((page.payload, square(page.modules)),))


_MAKERS: dict[str, Maker] = {
    "bright-spots": _bright_spots,
    "glare-stripes": _glare_stripes,
    "gloss": _gloss,
    "sun-patches": _sun_patches,
    "crumpled": _crumpled,
    "cup": _cup,
    "damaged": _damaged,
    "steep": _steep,
    "crowded": _crowded,
    "dim-screen": _dim_screen,
}
CELLS: tuple[str, ...] = tuple(_MAKERS)
