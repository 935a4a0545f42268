"""Photos of codes with one known fault, from slight to hopeless: what a judge of faults must name.

Half the codes are on paper, half on a phone's payment page; everything else about a picture is
drawn as for a decent photo. The renderer knows how a fault comes about, never how it is judged.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render import damage
from benchmarks.render.camera import Plane
from benchmarks.render.effects import blob, moire, stripes
from benchmarks.render.hard import screen_sheet
from benchmarks.render.shapes import Shape, cylinder, flat, tilted, wrinkled
from benchmarks.render.sheets import TEXTURE, Inks, Sheet, paper
from benchmarks.render.shot import Effect, Rendered, View
from benchmarks.render.trial import SEED, SIZE, Maker, Trial, plain_trial, serve, shoot

_BARS_ABOVE = (0.6, 0.2)
"""Where the bar code of a payment page begins and ends above the QR code, in sides of that."""


@dataclass(frozen=True, slots=True, eq=False)
class _Scene:
    """A code to be taken: on its sheet, before anything goes wrong."""

    made: Trial
    sheet: Sheet
    side: float
    on_screen: bool


def pictures(fault: str, strength: int, count: int = 20, seed: int = SEED) -> Iterator[Rendered]:
    """Render pictures of a fault at a strength from 0 (slight) to 4; `clean` has one strength."""
    return serve(_MAKERS, f"{fault}-{strength}", count, seed)


def _scene(rng: Generator, pitch: tuple[float, float] | None = None) -> _Scene:
    """Return a code on paper or on a phone, this many pixels a module, seen almost from above."""
    made = plain_trial(rng)
    on_screen = bool(rng.integers(2))
    sheet = _without_bars(screen_sheet(rng)) if on_screen else paper(made.symbol, rng)
    corners = sheet.codes[0][1]
    side = float(corners[1][0] - corners[0][0])
    px = rng.uniform(*pitch) if pitch else rng.uniform(4.0, 8.0)
    turn = rng.normal(0, 0.2) if on_screen else made.place.turn
    place = replace(made.place, pitch=px, turn=turn)
    return _Scene(replace(made, place=place), sheet, side, on_screen)


def _without_bars(sheet: Sheet) -> Sheet:
    """Return a payment page without its bar code, which says the same and would be read instead."""
    side = float(np.ptp(sheet.codes[0][1][:, 0]))
    top, bottom = (int(sheet.middle[1] - (0.5 + above) * side * TEXTURE) for above in _BARS_ABOVE)
    left, right = (int(sheet.middle[0] + far * side * TEXTURE) for far in (-0.72, 0.72))
    sheet.albedo[top:bottom, left:right] = sheet.albedo.max()
    return sheet


def _taken(
    scene: _Scene, rng: Generator, shape: Shape | None = None, effects: tuple[Effect, ...] = ()
) -> Rendered:
    """Take the photo; a phone shines whatever light falls on it, and mirrors a little of that."""
    made = scene.made
    if shape is None:
        shape = tilted(rng.uniform(0, 0.3), rng.uniform(0, 2 * np.pi), 8 * scene.side)
    if scene.on_screen:
        effects = (_shining(made.light, rng.uniform(0.55, 0.95)), *effects)
    return shoot(made, rng, shape, effects, scene.sheet)


def _shining(light: Plane, shine: float) -> Effect:
    def effect(seen: Plane, _view: View) -> Plane:
        return np.asarray(seen / np.maximum(light, 1e-3) * shine + 0.01, np.float32)

    return effect


def _clean(rng: Generator) -> Rendered:
    return _taken(_scene(rng), rng)


def _out_of_focus(sigma: float, rng: Generator) -> Rendered:
    scene = _scene(rng)
    lens = replace(
        scene.made.lens, defocus=sigma * scene.made.place.pitch, disk=bool(rng.integers(2))
    )
    return _taken(replace(scene, made=replace(scene.made, lens=lens)), rng)


def _moved(length: float, rng: Generator) -> Rendered:
    scene = _scene(rng)
    far, turn = length * scene.made.place.pitch, rng.uniform(0, np.pi)

    def effect(seen: Plane, _view: View) -> Plane:
        return np.asarray(cv2.filter2D(seen, -1, _path(far, turn)), np.float32)

    return _taken(scene, rng, effects=(effect,))


def _path(length: float, turn: float) -> Plane:
    """Return the kernel of a straight motion of so many pixels; its weights sum to 1."""
    reach = int(np.ceil(length / 2 + 1))
    kernel = np.zeros((2 * reach + 1,) * 2, np.float32)
    for share in np.linspace(-0.5, 0.5, 8 * reach):
        x, y = reach + share * length * np.cos(turn), reach + share * length * np.sin(turn)
        column, row = int(x), int(y)
        dx, dy = x - column, y - row
        kernel[row : row + 2, column : column + 2] += np.outer((1 - dy, dy), (1 - dx, dx))
    return np.asarray(kernel / kernel.sum(), np.float32)


def _glaring(share: float, rng: Generator) -> Rendered:
    """Mirror a lamp in the glass: round, or a tube, or the soft stripes of a ceiling."""
    scene = _scene(rng)
    half = scene.side / 2
    x, y = rng.uniform(-0.6, 0.6, 2) * half
    kind = int(rng.integers(3))
    if kind == 0:
        effects: tuple[Effect, ...] = (blob(x, y, share * half, rng.uniform(1.2, 3.0)),)
    elif kind == 1:
        effects = (_tube((x, y), share * half, rng.uniform(0, np.pi), rng.uniform(1.0, 2.5)),)
    else:
        effects = (stripes(rng, scene.side), blob(x, y, 0.6 * share * half, 1.5))
    return _taken(scene, rng, effects=effects)


def _tube(at: tuple[float, float], reach: float, turn: float, light: float) -> Effect:
    """Return the mirror image of a lamp three times as long as wide; lengths in modules."""

    def effect(seen: Plane, view: View) -> Plane:
        dx, dy = (
            np.nan_to_num(axis - middle, nan=1e6) for axis, middle in zip(view, at, strict=False)
        )
        along = np.abs(np.cos(turn) * dx + np.sin(turn) * dy) - 1.4 * reach
        across = np.abs(np.cos(turn) * dy - np.sin(turn) * dx) - 0.5 * reach
        away = np.maximum(along, across)
        veil = light / (1 + np.exp(np.clip(away * 3, -30, 30)))
        return np.asarray(seen + veil + 0.1 * light * np.exp(-np.maximum(away, 0) / 4), np.float32)

    return effect


def _dim(factor: float, rng: Generator) -> Rendered:
    scene = _scene(rng)
    scene = replace(scene, made=scene.made.dimmed(factor))

    def dimmed(seen: Plane, _view: View) -> Plane:
        return np.asarray(seen * factor, np.float32)

    # A phone's own light does not follow the room's: its brightness is turned down as well.
    return _taken(scene, rng, effects=(dimmed,) if scene.on_screen else ())


def _washed_out(difference: float, rng: Generator) -> Rendered:
    """Pale print, or a screen in bright light: a veil over everything, the exposure taken back."""
    scene = _scene(rng)
    if not scene.on_screen:
        dark = rng.uniform(0.35, 0.6)
        sheet = paper(scene.made.symbol, rng, Inks(dark, dark + difference))
        return _taken(replace(scene, sheet=sheet), rng)
    level = rng.uniform(0.4, 0.65)
    low, high = level**2.2, (level + difference) ** 2.2

    def veil(seen: Plane, _view: View) -> Plane:
        return np.asarray(low + seen / 0.9 * (high - low), np.float32)

    return _taken(scene, rng, effects=(veil,))


def _slanted(degrees: float, rng: Generator) -> Rendered:
    scene = _scene(rng, (6, 10))
    axis, distance = rng.uniform(0, 2 * np.pi), rng.uniform(4, 8) * scene.side
    return _taken(scene, rng, tilted(float(np.radians(degrees)), axis, distance))


def _bent(amount: float, rng: Generator) -> Rendered:
    """Paper around a bottle, or wavy."""
    made = plain_trial(rng)
    side = float(made.side)
    scene = _Scene(made, paper(made.symbol, rng), side, on_screen=False)
    if rng.integers(2):
        axis = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.06)
        distance = rng.uniform(5, 9) * side
        return _taken(scene, rng, cylinder(amount, side / 2, axis, (0.0, distance)))
    return _taken(scene, rng, wrinkled(rng, amount * 1.1))


def _far_away(pitch: float, rng: Generator) -> Rendered:
    scene = _scene(rng, (pitch * 0.97, pitch * 1.03))
    return _taken(scene, rng, flat)


def _beside_the_frame(share: float, rng: Generator) -> Rendered:
    """Let the frame end within the code, at one of its four sides."""
    scene = _scene(rng)
    place, (width, height) = scene.made.place, SIZE
    reach = scene.side * place.pitch
    wide = reach * (abs(np.cos(place.turn)) + abs(np.sin(place.turn)))
    off = (0.5 - share) * wide
    side = int(rng.integers(4))
    x = (off, width - off, place.x, place.x)[side]
    y = (place.y, place.y, off, height - off)[side]
    place = replace(place, x=float(x), y=float(y))
    return _taken(replace(scene, made=replace(scene.made, place=place)), rng)


def _under_a_thumb(share: float, rng: Generator) -> Rendered:
    """Lay a thumb over the code from one of its sides, as a hand that holds it does."""
    scene = _scene(rng)
    half, turn = scene.side / 2, rng.uniform(0, 2 * np.pi)
    wide = rng.uniform(0.42, 0.62) * scene.side
    way = np.array([np.cos(turn), np.sin(turn)])
    edge = half / np.abs(way).max()
    tip = way * (edge + wide / 2 - 2 * share * half * 1.4) + rng.normal(0, 0.08, 2) * half
    return _taken(scene, rng, effects=(_thumb(tip, way, wide / 2, rng.uniform(0.12, 0.4)),))


def _thumb(tip: Plane, way: Plane, radius: float, skin: float) -> Effect:
    """Return a thumb that comes along `way` and ends at the tip's middle; lengths in modules."""

    def effect(seen: Plane, view: View) -> Plane:
        dx, dy = (np.nan_to_num(axis - at, nan=1e6) for axis, at in zip(view, tip, strict=False))
        along = np.maximum(0, way[0] * dx + way[1] * dy)
        away = np.hypot(dx - along * way[0], dy - along * way[1]) / radius
        mask = 1 / (1 + np.exp(np.clip((away - 1) * 40, -30, 30)))
        round_ = np.sqrt(np.clip(1 - 0.8 * np.minimum(away, 1) ** 2, 0, 1))
        nail = np.exp(-((((dx - 0.1 * radius) ** 2 + dy**2) / (0.5 * radius) ** 2) ** 2))
        light = skin * (0.35 + 0.65 * round_) * (1 + 0.25 * nail)
        return np.asarray(seen * (1 - mask) + mask * light, np.float32)

    return effect


def _spoilt(count: float, rng: Generator) -> Rendered:
    """Scratch, scribble on or rub off a print; crack the glass of a phone."""
    scene = _scene(rng)
    ways = (_crack,) if scene.on_screen else (damage.scribble, damage.stroke, damage.rubbed)
    times = int(count) + int(rng.uniform() < count % 1)
    for _ in range(times):
        ways[int(rng.integers(len(ways)))](scene.sheet, scene.side, rng)
    return _taken(scene, rng)


def _crack(sheet: Sheet, side: float, rng: Generator) -> None:
    """Break the glass at one point: jagged lines out of it, dark and bright, and splinters."""
    at = np.array(sheet.middle) + rng.uniform(-0.5, 0.5, 2) * side * TEXTURE
    for turn in rng.uniform(0, 2 * np.pi, int(rng.integers(5, 9))):
        turns = turn + np.cumsum(rng.normal(0, 0.25, 14))
        steps = np.stack((np.cos(turns), np.sin(turns)), 1) * side * TEXTURE * 0.08
        line = np.vstack((at, at + np.cumsum(steps, 0))).astype(np.int32)
        shade = float(rng.choice([0.01, 0.9]))
        thick = max(1, int(rng.uniform(0.25, 0.6) * TEXTURE))
        cv2.polylines(
            sheet.albedo, [line], isClosed=False, color=shade, thickness=thick, lineType=cv2.LINE_AA
        )
    for _ in range(int(rng.integers(0, 3))):
        splinter = at + rng.normal(0, 0.18, (3, 2)) * side * TEXTURE
        cv2.fillPoly(sheet.albedo, [splinter.astype(np.int32)], float(rng.choice([0.02, 0.6])))


def _beating(depth: float, rng: Generator) -> Rendered:
    """Let the dots of a screen beat with the camera's pixels: bands across the code."""
    scene = _scene(rng)
    while not scene.on_screen:
        scene = _scene(rng)
    pitch = rng.choice([1.0, 0.5]) * rng.uniform(0.86, 1.14) / scene.made.place.pitch
    beat = moire(rng, float(pitch), depth)
    height, width = scene.sheet.albedo.shape
    middle = scene.sheet.middle

    def effect(seen: Plane, view: View) -> Plane:
        x, y = (axis * TEXTURE + at for axis, at in zip(view, middle, strict=False))
        shown = (x > 0) & (y > 0) & (x < width) & (y < height)
        return np.asarray(np.where(shown, beat(seen, view), seen), np.float32)

    return _taken(scene, rng, effects=(effect,))


_FAULTS: tuple[tuple[str, Callable[..., Rendered], tuple[float, ...]], ...] = (
    ("blur_focus", _out_of_focus, (0.4, 0.55, 0.7, 0.85, 1.0)),
    ("blur_motion", _moved, (1.2, 1.6, 2.0, 2.5, 3.0)),
    ("glare", _glaring, (0.25, 0.35, 0.45, 0.55, 0.65)),
    ("dark", _dim, (0.03, 0.015, 0.009, 0.006, 0.004)),
    ("low_contrast", _washed_out, (0.15, 0.09, 0.06, 0.045, 0.03)),
    ("tilt", _slanted, (48, 57, 64, 70, 75)),
    ("curved", _bent, (0.6, 0.75, 0.9, 1.05, 1.2)),
    ("small", _far_away, (1.9, 1.6, 1.4, 1.25, 1.1)),
    ("cut_off", _beside_the_frame, (0.08, 0.16, 0.24, 0.32, 0.4)),
    ("covered", _under_a_thumb, (0.1, 0.18, 0.26, 0.34, 0.42)),
    ("damaged", _spoilt, (1, 1.5, 2, 3, 4)),
    ("moire", _beating, (0.3, 0.5, 0.7, 0.85, 1.0)),
)
FAULTS: tuple[str, ...] = tuple(name for name, _, _ in _FAULTS)
STRENGTHS = 5
_MAKERS: dict[str, Maker] = {
    "clean-0": _clean,
    **{
        f"{name}-{number}": partial(make, strength)
        for name, make, strengths in _FAULTS
        for number, strength in enumerate(strengths)
    },
}
