"""One try at one symbol."""

import cv2
import numpy as np
import pytest

from cashier.core.privacy import Secret
from cashier.scan.attempt import Attempt, _Seen
from cashier.scan.grid import Grid, values_at
from cashier.scan.kernel import load
from cashier.scan.kernel.inputs import Hold
from cashier.scan.lattice import STIFF, Lattice
from cashier.scan.locate import Triple
from cashier.scan.qr.decode import decode
from cashier.scan.qr.layout import finder_modules
from cashier.scan.sample import soften, soften_by_ratio, soften_closely
from cashier.scan.symbol import EVERY_STAGE, Stage, Symbol
from tests.helpers.kernels import RememberingKernel
from tests.helpers.scenes import (
    FLAT,
    Floats,
    Picture,
    Wave,
    centres_of,
    defocused,
    frames_of,
    noisy,
    scene,
    seen_from,
)
from tests.helpers.symbols import written

TEXT = "https://example.org/pay"
MODULES = written(TEXT, 3)
SIZE = len(MODULES)
VIEW = seen_from(SIZE, 6.0, turn=25)


def picture(wave: Wave = FLAT, blur: float = 0.3) -> Picture:
    return noisy(defocused(scene(MODULES, VIEW, wave), blur * 6), 2, 1)


def attempt(
    seen: Picture, stages: frozenset[Stage] = EVERY_STAGE, frames: Floats | None = None
) -> Symbol | None:
    triple = Triple(frames_of(SIZE, VIEW) if frames is None else frames, 1.0)
    return Attempt(seen, triple, load(), stages).read()


@pytest.mark.parametrize(
    ("stage", "wave", "blur"),
    [
        (Stage.FLAT, FLAT, 0.3),
        (Stage.FLAT_DEBLURRED, FLAT, 0.6),
        (Stage.LATTICE, Wave(0.5, 24.0), 0.3),
        (Stage.LATTICE_FROM_THREE, Wave(0.5, 24.0), 0.3),
        (Stage.LATTICE_DEBLURRED, Wave(0.4, 24.0), 0.35),
        (Stage.SHARPENED, Wave(0.2, 24.0), 0.35),
    ],
)
def test_each_stage_reads_by_itself_and_says_so(stage: Stage, wave: Wave, blur: float) -> None:
    found = attempt(picture(wave, blur), frozenset({stage}))
    assert found is not None
    assert (found.stage, found.text) == (stage, Secret(TEXT))
    assert (found.symbology, found.version, found.level) == ("QRCode", 3, "M")
    true = np.array([(0, 0, 1), (SIZE, 0, 1), (SIZE, SIZE, 1), (0, SIZE, 1)]) @ VIEW.T
    assert np.abs(np.array(found.corners) - true[:, :2]).max() < 1.5 * 6


def test_the_cheapest_stage_reads_first() -> None:
    found = attempt(picture())
    assert found is not None
    assert found.stage is Stage.FLAT


def test_without_stages_nothing_is_read() -> None:
    assert attempt(picture(), frozenset()) is None


def crossed(light: int) -> Picture:
    """Return the symbol crossed by many thin lines: cracks in the print, or a pen."""
    seen = scene(MODULES, VIEW)
    random = np.random.default_rng(3)
    for start, end in random.uniform(0, seen.shape[0], (36, 2, 2)).astype(int).tolist():
        cv2.line(seen, start, end, light, 2, cv2.LINE_AA)
    return noisy(seen, 2, 1)


@pytest.mark.parametrize("light", [215, 35])
def test_what_is_left_of_ink_between_cracks_is_read(light: int) -> None:
    picture = crossed(light)
    middles = values_at(picture, Grid(centres_of(SIZE, VIEW)))
    assert all(decode(way(middles)) is None for way in (soften, soften_closely, soften_by_ratio))
    found = attempt(picture)
    assert found is not None
    assert found.text == Secret(TEXT)


@pytest.mark.parametrize("light", [0, 128, 255])
def test_nothing_is_read_from_nothing(light: int) -> None:
    assert attempt(np.full((250, 250), light, np.uint8)) is None


def test_finders_outside_the_picture_are_survived() -> None:
    frames = frames_of(SIZE, VIEW)
    frames[:, 0] -= 5000
    assert attempt(picture(), frames=frames) is None


def test_lattices_without_a_size_are_survived(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Lattice, "sizes", lambda _: [])
    stages = EVERY_STAGE - {Stage.FLAT, Stage.FLAT_DEBLURRED, Stage.SHARPENED}
    assert attempt(picture(Wave(0.9, 9.0)), stages) is None


def test_a_mirrored_symbol_is_read() -> None:
    frames = frames_of(SIZE, VIEW)[:, :, ::-1]
    found = attempt(np.ascontiguousarray(picture().T), frames=np.ascontiguousarray(frames))
    assert found is not None
    assert found.text == Secret(TEXT)


@pytest.mark.parametrize("wave", [Wave(1.0, 9.0), Wave(1.2, 11.0)])
def test_no_lattice_is_grown_twice(wave: Wave) -> None:
    kernel = RememberingKernel()
    lost = noisy(scene(MODULES, VIEW, wave), 2, 1)
    assert Attempt(lost, Triple(frames_of(SIZE, VIEW), 1.0), kernel, EVERY_STAGE).read() is None
    assert len(kernel.grown) > 6
    assert len(set(kernel.grown)) == len(kernel.grown)


def tried(seen: Picture, frames: Floats, *, doubt: bool = True) -> tuple[Symbol | None, list[Hold]]:
    """Return what one try reads, and how the lattices were grown that it took."""
    kernel = RememberingKernel()
    symbol = Attempt(seen, Triple(frames, 0.6), kernel, EVERY_STAGE).read(doubt=doubt)
    return symbol, [hold for *_, hold in kernel.grown]


def test_where_two_of_three_are_no_finders_nothing_is_grown() -> None:
    frames = frames_of(SIZE, VIEW)
    moved = frames.copy()
    moved[:2, 0] += 9 * frames[:2, 2]
    assert tried(picture(), moved) == (None, [])
    assert tried(picture(), moved, doubt=False)[1]


def test_frames_that_lie_off_lead_a_lattice_only_once_they_are_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames, bent = frames_of(SIZE, VIEW), picture(Wave(0.5, 24.0))
    off = 0.4 * np.array([(1, -1), (-1, 1), (1, 1)])
    frames[:, 0] += (off[:, :, None] * frames[:, 1:]).sum(axis=1)
    found = attempt(bent, frames=frames)
    assert found is not None
    assert found.text == Secret(TEXT)
    monkeypatch.setattr("cashier.scan.attempt.all_refined", lambda _, frames: frames)
    assert attempt(bent, frames=frames) is None


def test_where_blur_leaves_no_grid_around_finders_no_more_is_grown() -> None:
    kernel = RememberingKernel()
    triple = Triple(frames_of(SIZE, VIEW), 1.0)
    assert Attempt(picture(blur=0.9), triple, kernel, EVERY_STAGE).read() is None
    assert {shape for _, shape, _ in kernel.grown} == {(15, 15)}


def test_one_of_the_finders_may_be_covered() -> None:
    seen, frames = scene(MODULES, VIEW, Wave(0.5, 24.0)), frames_of(SIZE, VIEW)
    x, y = frames[0, 0].astype(int)
    seen[y - 9 : y + 9, x - 9 : x + 9] = 128
    symbol, grown = tried(noisy(defocused(seen, 1.8), 2, 1), frames)
    assert symbol is not None
    assert symbol.stage is Stage.LATTICE
    assert grown


@pytest.mark.parametrize("seed", [1, 3, 5])
def test_finders_of_no_symbol_are_not_mended(seed: int) -> None:
    random = np.random.default_rng(seed).random(MODULES.shape) < 0.5
    modules = np.where(finder_modules(3), MODULES, random)
    seen = noisy(defocused(scene(modules, VIEW), 1.8), 2, 1)
    symbol, grown = tried(seen, frames_of(SIZE, VIEW))
    # All grids agree with the finders that they start from, by .6; what comes last is stiff.
    assert symbol is None
    assert grown
    assert STIFF not in grown


@pytest.mark.parametrize(
    ("stage", "between", "nothing"),
    [
        (Stage.LATTICE_FROM_THREE, 0.1, True),
        (Stage.LATTICE_FROM_THREE, 0.5, False),
        (Stage.LATTICE, 0.1, False),
    ],
)
def test_agreeing_with_the_finders_it_starts_from_is_no_sign(
    stage: Stage, between: float, nothing: bool
) -> None:
    tried = Attempt(picture(), Triple(frames_of(SIZE, VIEW), 1.0), load(), EVERY_STAGE)
    tried._seen.append(_Seen(Grid(centres_of(SIZE, VIEW)), 0.6, between, stage, deep=False))
    assert tried.shows_nothing() is nothing


@pytest.mark.parametrize("seed", range(4))
def test_no_text_comes_out_of_noise(seed: int) -> None:
    random = np.random.default_rng(seed)
    noise = random.integers(0, 256, (220, 220)).astype(np.uint8)
    frames = frames_of(SIZE, VIEW) + random.normal(0, 1, (3, 3, 2))
    assert attempt(noise, frames=frames) is None
