"""Every stage and every sweep is there for a picture that nothing else reads."""

import zlib
from dataclasses import replace

import cv2
import numpy as np
import pytest

from benchmarks.render import stress
from benchmarks.render.shapes import cylinder, wrinkled
from benchmarks.render.trial import SEED, plain_trial, shoot
from cashier.scan import attempt, readout, rectify, search
from cashier.scan import effort as efforts
from cashier.scan.filters import turned
from cashier.scan.grid import Grid
from cashier.scan.kernel import Kernel, load
from cashier.scan.kernel.inputs import Hold
from cashier.scan.lattice import CLOSE, LIMBER, STIFF, SUPPLE, Ground, from_three, is_joined
from cashier.scan.locate import Sweep
from cashier.scan.sample import NEAR
from cashier.scan.search import Effort, Search
from cashier.scan.symbol import EVERY_STAGE, Stage, Symbol
from cashier.scan.tries import Tries
from tests.helpers.codes import PAYMENT, contrast, drawn
from tests.helpers.scenes import (
    Picture,
    Shot,
    Wave,
    centres_of,
    defocused,
    noisy,
    scene,
    seen_from,
)
from tests.helpers.symbols import written

TEXT = "https://example.org/pay"
LAST_RESORTS = {Stage.BENT, Stage.FROM_ONE, Stage.FLATTENED}
"""Stages that come after all others, in stills only, and read much of what those lose."""


def texts(
    picture: Picture, stages: frozenset[Stage] = EVERY_STAGE, effort: Effort = Effort.STILL
) -> list[str]:
    symbols = Search(load(), effort, stages).symbols(picture)
    return [one.text.reveal() for one in symbols if one.text]


def without(sweep: Sweep, effort: Effort) -> Search:
    """Return a search that leaves out one sweep, and what comes after all of them."""
    reader = Search(load(), effort, EVERY_STAGE - LAST_RESORTS)
    kept = tuple(one for one in reader._budget.sweeps if one is not sweep)
    reader._budget = replace(reader._budget, sweeps=kept)
    return reader


def of_symbol(shot: Shot) -> Picture:
    return shot.of(written(TEXT, shot.version, shot.level))


def scratched(seed: int) -> Picture:
    """Return a large wrinkled symbol with a scratch through each finder."""
    random = np.random.default_rng(seed)
    wave, view = Wave(0.4, 21.0), seen_from(25, 5.0, turn=21)
    picture = Shot(2, turn=21, wave=wave).of(written(TEXT, 2))
    centres = centres_of(25, view, wave)
    for row, column in ((3, 3), (3, 21), (21, 3)):
        angle, aside = random.uniform(0, np.pi), random.normal(0, 7, 2)
        half = 25 * np.array([np.cos(angle), np.sin(angle)])
        start, end = (centres[row, column] + aside + way * half for way in (-1, 1))
        ink = int(random.choice([35, 215]))
        cv2.line(picture, start.astype(int).tolist(), end.astype(int).tolist(), ink, 4, cv2.LINE_AA)
    large = cv2.resize(picture, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    return noisy(np.asarray(large, np.uint8), 2, seed)


def bars(low: int, high: int, blur: float, noise: float, scale: int) -> Picture:
    """Return a bar code in flat light, a bar so many pixels wide."""
    code = contrast(drawn(PAYMENT, kind="Code128", scale=scale), low, high)
    return noisy(defocused(code, blur), noise, 1)


def glowing(seed: int) -> Picture:
    """Return a dim, grainy symbol of tiny modules, a lamp's light on it."""
    random = np.random.default_rng(seed)
    version = int(random.integers(4, 6))
    pixels, tilt, turn = (random.uniform(*span) for span in ((2.4, 3.0), (0, 30), (0, 90)))
    view = seen_from(17 + 4 * version, pixels, turn=turn, tilt=tilt)
    picture = defocused(scene(written(TEXT, version, "H"), view), 0.2 * pixels)
    place, reach = random.uniform(0.3, 0.7, 2), random.uniform(0.1, 0.3)
    rows, columns = np.mgrid[: len(picture), : len(picture)] / len(picture)
    far = np.hypot(rows - place[0], columns - place[1]) / reach
    lamp = random.uniform(0, 180) * np.exp(-(far**2) / 2)
    lit = np.clip(0.4 * picture + lamp, 0, 255).astype(np.uint8)
    return noisy(lit, random.uniform(20, 35), seed)


STAGES = {
    Stage.FLAT_DEBLURRED: (
        Shot(3, "L", 4.9, turn=22, tilt=9, blur=0.61, noise=7, seed=27),
        Shot(3, pixels=6.3, turn=32, tilt=14, blur=0.57, noise=6, seed=86),
        Shot(4, pixels=6.1, turn=35, tilt=6, blur=0.62, noise=14, seed=18),
    ),
    Stage.LATTICE: (
        Shot(2, pixels=4.6, turn=76, wave=Wave(0.5, 19), blur=0.35, noise=12, seed=59),
        Shot(3, pixels=5.5, turn=78, wave=Wave(0.6, 16), blur=0.18, noise=18, seed=16),
        Shot(4, "Q", 5.8, turn=70, wave=Wave(0.5, 14), blur=0.19, noise=12, seed=40),
        Shot(4, "Q", 5.8, turn=81, wave=Wave(0.7, 18), blur=0.18, noise=23, seed=96),
    ),
    Stage.LATTICE_DEBLURRED: (
        Shot(3, "L", 5.5, turn=37, wave=Wave(0.53, 21), blur=0.43, noise=4, seed=48),
        Shot(2, pixels=6.8, turn=42, blur=0.15, shake=2.4, seed=14),
        Shot(3, "Q", 5.4, turn=42, blur=0.16, shake=2.7, noise=1, seed=83),
    ),
}
SWEEPS = {
    "small": (
        Shot(3, pixels=1.3, turn=59, wave=Wave(0.1, 23), blur=0.49),
        Shot(3, pixels=1.3, turn=61, wave=Wave(0.1, 24), blur=0.47, noise=1),
    ),
    "blurred": (
        Shot(3, pixels=7.4, turn=11, blur=0.2, shake=2.5, noise=3, seed=78),
        Shot(4, pixels=6.1, turn=8, shake=2.5, noise=1, seed=59),
        Shot(4, pixels=7.3, turn=11, blur=0.3, shake=2.5, noise=3, seed=14),
    ),
}

SHAKEN = (
    Shot(4, pixels=7.5, turn=10, blur=0.3, shake=2.5, noise=3, seed=1),
    Shot(4, pixels=7.3, turn=11, blur=0.3, shake=2.5, noise=3, seed=14),
)
STIFFLY = (
    Shot(2, "L", 6.9, turn=76, tilt=38, wave=Wave(0.3, 19), blur=0.33, noise=12, seed=1023),
    Shot(2, pixels=6.6, turn=75, tilt=28, wave=Wave(0.3, 22), blur=0.42, noise=12, seed=2014),
    Shot(2, "L", 5.9, turn=70, tilt=34, wave=Wave(0.3, 22), blur=0.35, noise=8, seed=3006),
    Shot(3, "L", 5.9, turn=64, tilt=25, wave=Wave(0.3, 22), blur=0.38, noise=12, seed=3012),
)
FAR = (
    Shot(5, pixels=1.57, turn=23, wave=Wave(0.28, 21), blur=0.4, seed=2),
    Shot(3, pixels=1.78, turn=89, wave=Wave(0.17, 26), blur=0.44, noise=2, seed=201),
)


def reads_only_with(stage: Stage, picture: Picture) -> bool:
    """Whether only this stage reads it, in a still or live, where no last resort follows."""
    return any(
        texts(picture, effort=effort) == [TEXT]
        and not texts(picture, EVERY_STAGE - {stage}, effort)
        for effort in Effort
    )


@pytest.mark.parametrize("stage", STAGES)
def test_a_symbol_is_read_by_one_stage_alone(stage: Stage) -> None:
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert any(reads_only_with(stage, of_symbol(shot)) for shot in STAGES[stage])


def test_shaken_symbols_need_planes_beside_the_one_closest_to_their_finders(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shaken = [of_symbol(shot) for shot in SHAKEN]
    assert all(texts(picture) == [TEXT] for picture in shaken)
    monkeypatch.setattr(rectify, "other_homographies", lambda *_: iter(()))
    # Which of the pictures needs it may change with how finders are refined.
    assert not all(texts(picture) for picture in shaken)


def test_a_symbol_with_a_deep_fold_needs_a_lattice_from_three_finders() -> None:
    [fold] = (shot.picture for shot in stress.pictures("wrinkle-1.3", 1, seed=3))
    symbols = Search(load(), Effort.STILL, EVERY_STAGE).symbols(fold)
    assert [one.stage for one in symbols if one.text] == [Stage.LATTICE_FROM_THREE]
    assert texts(fold, EVERY_STAGE - LAST_RESORTS - {Stage.LATTICE_FROM_THREE}) == []


def without_close_strips(
    kernel: Kernel, ground: Ground, estimate: int, hold: Hold = SUPPLE
) -> bool:
    return hold is not CLOSE and is_joined(kernel, ground, estimate, hold)


@pytest.mark.parametrize(
    ("way", "without", "length", "shots"),
    [
        ("is_joined", without_close_strips, 17, [(5, 0), (5, 63), (6, 25)]),
        ("in_all_ways", lambda *_: iter(()), 16, [(5, 25), (6.5, 0)]),
    ],
    ids=["close_strips", "all_ways"],
)
def test_folds_that_a_lattice_is_lost_in_need_those_for_deep_folds(
    way: str,
    without: object,
    length: float,
    shots: list[tuple[float, float]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folds = [
        of_symbol(Shot(3, pixels=pixels, turn=turn, wave=Wave(1.2, length), noise=2, seed=1))
        for pixels, turn in shots
    ]
    assert all(texts(fold) == [TEXT] for fold in folds)
    monkeypatch.setattr(attempt, way, without)
    # Which of the pictures needs it may change with how lattices grow.
    assert not all(texts(fold) for fold in folds)


def without_stiff_lattice(kernel: Kernel, ground: Ground, size: int, hold: Hold) -> Grid:
    """Grow a limber one again: it says nothing new."""
    return from_three(kernel, ground, size, LIMBER if hold is STIFF else hold)


def test_folds_seen_through_blur_and_grain_need_a_stiff_lattice(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folds = [of_symbol(shot) for shot in STIFFLY]
    assert all(texts(fold, effort=Effort.FRAME) == [TEXT] for fold in folds)
    monkeypatch.setattr(attempt, "from_three", without_stiff_lattice)
    # Which of the pictures needs it may change with how lattices grow.
    assert not all(texts(fold, effort=Effort.FRAME) for fold in folds)


def test_grain_needs_modules_held_against_what_lies_farther_beside_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    grains = [glowing(seed) for seed in (2019, 2027)]
    assert all(texts(picture) == [TEXT] for picture in grains)
    monkeypatch.setattr(readout, "WIDER", NEAR)
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert not all(texts(picture) for picture in grains)


def test_a_symbol_whose_lattice_slips_in_a_corner_is_read_by_the_engine_once_sharpened() -> None:
    *_, folds = (shot.picture for shot in stress.pictures("wrinkle-1.3", 2, seed=42))
    assert len(texts(folds, EVERY_STAGE - LAST_RESORTS)) == 1
    assert texts(folds, EVERY_STAGE - LAST_RESORTS - {Stage.SHARPENED}) == []


@pytest.mark.parametrize("middle", [(3, 3), (3, 25), (25, 3)])
def test_a_symbol_with_a_finder_burnt_out_needs_the_other_two(middle: tuple[int, int]) -> None:
    view = seen_from(29, 6.0, turn=20)
    picture = scene(written(TEXT, 3, "Q"), view)
    spot = centres_of(29, view)[middle].round().astype(int).tolist()
    cv2.circle(picture, spot, 30, 250, -1, cv2.LINE_AA)
    assert reads_only_with(Stage.FROM_TWO, noisy(picture, 3, 1))


def covered(seed: int) -> Picture:
    """Return a blurred, mostly bent symbol, one of its finders covered."""
    random = np.random.default_rng(seed)
    version, level = int(random.integers(3, 6)), str(random.choice(list("MQ")))
    pixels, tilt, turn = (random.uniform(*span) for span in ((3.5, 7), (0, 35), (0, 90)))
    size, wave = 17 + 4 * version, Wave(random.uniform(0.1, 0.5), random.uniform(16, 28))
    view = seen_from(size, pixels, turn=turn, tilt=tilt)
    picture = scene(written(TEXT, version, level), view, wave)
    middle = ((3, 3), (3, size - 4), (size - 4, 3))[int(random.integers(3))]
    spot = centres_of(size, view, wave)[middle].round().astype(int).tolist()
    cv2.circle(picture, spot, int(random.uniform(3.5, 5) * pixels), 250, -1, cv2.LINE_AA)
    blurred = defocused(picture, random.uniform(0.35, 0.6) * pixels)
    return noisy(blurred, random.uniform(1, 8), seed)


def test_a_blurred_symbol_with_a_finder_covered_needs_pairs_that_are_not_clear(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pictures = [covered(seed) for seed in (4001, 5000, 6000)]
    assert all(texts(picture) == [TEXT] for picture in pictures)
    monkeypatch.setattr(Search, "_doubt", lambda *_: None)
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert not all(texts(picture) for picture in pictures)


@pytest.mark.parametrize("seen", [(3, 3), (3, 29), (29, 3)])
def test_a_symbol_of_which_one_finder_is_left_needs_it(seen: tuple[int, int]) -> None:
    view = seen_from(33, 6.0, turn=20)
    picture = scene(written(TEXT, 4, "H"), view)
    for middle in {(3, 3), (3, 29), (29, 3)} - {seen}:
        spot = centres_of(33, view)[middle].round().astype(int).tolist()
        cv2.circle(picture, spot, 30, 250, -1, cv2.LINE_AA)
    assert reads_only_with(Stage.FROM_ONE, noisy(picture, 3, 1))


def strapped(seed: int) -> Picture:
    """Return a symbol with a strap across the corner that has no finder: beyond it nodes slip."""
    random = np.random.default_rng(seed)
    version, level = int(random.integers(2, 7)), str(random.choice(list("MQH")))
    pixels, tilt, turn = (random.uniform(*span) for span in ((3.5, 7), (0, 35), (0, 90)))
    size = 17 + 4 * version
    view = seen_from(size, pixels, turn=turn, tilt=tilt)
    picture = scene(written(TEXT, version, level), view)
    far, half, edge = random.uniform(0.25, 0.6) * size, 2 * random.uniform(1.5, 4), size + 2
    ends = ((far - half, edge), (far + half, edge), (edge, far + half), (edge, far - half))
    strap = cv2.perspectiveTransform(np.array([ends]), view)[0]
    light = int(random.choice([250, 35, 215]))
    cv2.fillPoly(picture, [np.round(16 * strap).astype(np.int32)], light, cv2.LINE_AA, 4)
    blurred = defocused(picture, random.uniform(0.2, 0.4) * pixels)
    return noisy(blurred, random.uniform(2, 14), seed)


def test_a_flat_symbol_under_a_strap_needs_its_plane() -> None:
    # Which of the pictures needs it may change with how lattices grow.
    assert any(reads_only_with(Stage.FLAT, strapped(seed)) for seed in (102, 110, 126, 128))


@pytest.mark.parametrize("seed", [14, 29, 30])
def test_a_symbol_on_a_leaning_cup_needs_finders_that_look_past_each_other(seed: int) -> None:
    random = np.random.default_rng(seed)
    made = plain_trial(random)
    lean = (random.uniform(0.8, 1.1), random.uniform(4, 8) * made.side)
    bend, turn = random.uniform(0.6, 0.9), random.uniform(0, 2 * np.pi)
    shot = shoot(made, random, cylinder(bend, made.side / 2, turn, lean))
    assert texts(shot.picture) == [shot.payload]
    assert texts(shot.picture, EVERY_STAGE - {Stage.BENT}) == []


def sunny(seed: int) -> Picture:
    """Return a symbol under leaves: patches of sun nine times as bright as shade."""
    random = np.random.default_rng(seed)
    version, pixels = int(random.integers(2, 6)), random.uniform(3.5, 6)
    view = seen_from(17 + 4 * version, pixels, turn=random.uniform(0, 90))
    picture = scene(written(TEXT, version), view)
    patches = [int(side / random.uniform(4, 7) / pixels) + 2 for side in picture.shape]
    coarse = random.normal(size=patches)
    leaves = cv2.resize(coarse, picture.shape[::-1], interpolation=cv2.INTER_CUBIC)
    light = 0.15 + 1.2 / (1 + np.exp(-10 * leaves))
    return noisy(np.clip(picture * light, 0, 255).astype(np.uint8), 2, seed)


def test_a_symbol_in_patches_of_sun_needs_its_light_made_even() -> None:
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert any(reads_only_with(Stage.FLATTENED, sunny(seed)) for seed in (0, 2, 3, 4))


@pytest.mark.parametrize(("side", "seeds"), [(9, (5, 9)), (21, (50, 62))])
def test_patches_of_sun_need_their_light_made_even_closely_and_widely(
    side: int, seeds: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    patches = [sunny(seed) for seed in seeds]
    assert all(texts(picture) == [TEXT] for picture in patches)
    others = tuple(one for one in search._FLAT_SIDES if one != side)
    monkeypatch.setattr(search, "_FLAT_SIDES", others)
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert not all(texts(picture) for picture in patches)


@pytest.mark.parametrize(
    ("version", "pixels", "turn", "span", "noise", "seed"),
    [(4, 8.0, 22, 10, 8, 41), (3, 6.0, 30, 8, 7, 1), (2, 6.0, 75, 8, 8, 6)],
)
def test_a_dark_grainy_symbol_needs_its_grain_smoothed(
    version: int, pixels: float, turn: float, span: int, noise: float, seed: int
) -> None:
    bright = scene(written(TEXT, version), seen_from(17 + 4 * version, pixels, turn=turn))
    dark = 25 + (bright.astype(np.float64) - 35) / 180 * span
    assert reads_only_with(Stage.CALMED, noisy(dark.astype(np.uint8), noise, seed))


@pytest.mark.parametrize(
    ("change", "light"),
    [
        ("darkened", (175, 193, 0.9, 1, 2)),
        ("evened", (202, 221, 1.0, 1, 2)),
        ("sharpened", (89, 120, 1.1, 0, 2)),
        ("resized", (154, 207, 1.5, 3, 3)),
    ],
)
def test_bars_in_flat_light_are_read_in_another_light_or_size(
    change: str, light: tuple[int, int, float, float, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = bars(*light)
    assert texts(picture) == [PAYMENT]
    monkeypatch.setattr(search, change, lambda seen, *_: np.full_like(seen, 255))
    assert texts(picture) == []


@pytest.mark.parametrize("degrees", [29, 38, 41, 61])
def test_slanted_bars_are_read_when_the_picture_is_turned(degrees: float) -> None:
    picture, _ = turned(drawn(PAYMENT, kind="Code128", scale=3), degrees)
    assert texts(picture) == [PAYMENT]
    assert texts(picture, EVERY_STAGE - {Stage.TURNED}) == []


def needs(sweep: Sweep, picture: Picture) -> bool:
    """Whether only this sweep leads to it, in a still or live, where no last resort follows."""
    return any(
        texts(picture, effort=effort) == [TEXT]
        and not any(one.text for one in without(sweep, effort).symbols(picture))
        for effort in Effort
    )


def test_small_symbols_need_their_sweep() -> None:
    assert any(needs(efforts.SMALL, of_symbol(shot)) for shot in SWEEPS["small"])


def test_far_symbols_that_the_engine_sees_are_read_from_a_closer_look(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    far = [of_symbol(shot) for shot in FAR]
    assert all(texts(picture, effort=Effort.FRAME) == [TEXT] for picture in far)
    monkeypatch.setattr(Tries, "looked_closer", lambda *_: None)
    # Which of the pictures needs it may change with how the stages before it are tuned.
    assert not all(texts(picture, effort=Effort.FRAME) for picture in far)


def test_blurred_symbols_need_their_sweep() -> None:
    assert any(needs(efforts.BLURRED, of_symbol(shot)) for shot in SWEEPS["blurred"])


def test_scratched_symbols_need_their_sweep() -> None:
    assert any(needs(efforts.BROKEN, scratched(seed)) for seed in (10, 35))


def test_where_folds_hide_what_lies_between_them_three_finders_are_believed_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rng = np.random.default_rng([SEED, zlib.crc32(b"wrinkle-0.9"), 14])
    shot = shoot(plain_trial(rng), rng, wrinkled(rng, 0.9))
    few = frozenset({Stage.LATTICE, Stage.LATTICE_FROM_THREE})
    assert texts(shot.picture, few) == [shot.payload]
    asked = attempt.Attempt.read

    def doubtful(
        self: attempt.Attempt, *, mend: bool = True, doubt: bool = False, believe: bool = False
    ) -> Symbol | None:
        return asked(self, mend=mend, doubt=doubt)

    monkeypatch.setattr(attempt.Attempt, "read", doubtful)
    assert texts(shot.picture, few) == []
