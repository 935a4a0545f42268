"""Where a symbol lies once it was read, whatever its lattice lost its way in."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from cashier.scan.grid import Grid, middles_of
from cashier.scan.qr.decode import decode
from cashier.scan.reading import Corners
from cashier.scan.settle import bent_by, settled
from cashier.scan.symbol import Stage, Symbol
from tests.helpers.scenes import Floats, Wave, centres_of, noisy, scene, seen_from
from tests.helpers.symbols import written

SIZE = 33
VIEW = seen_from(SIZE, 6.0, turn=35)
MODULES = written("https://example.org/pay", 4, "H")
PICTURE = noisy(scene(MODULES, VIEW), 2, 1)
CENTRES = centres_of(SIZE, VIEW)
TRUE = Grid(CENTRES).corners()


def read_at(centres: Floats, stage: Stage = Stage.LATTICE) -> Symbol:
    """Return the symbol as read by a lattice that has its modules there."""
    decoded = decode(np.where(MODULES, 1, -1).astype(np.float32))
    assert decoded is not None
    grid = Grid(centres)
    return Symbol(
        "QRCode", decoded.text, grid.corners(), 4, stage=stage, decoded=decoded, grid=grid
    )


def off(corners: Corners) -> float:
    return float(np.abs(np.array(corners) - np.array(TRUE)).max())


def lost(corner: tuple[int, int], modules: int = 9) -> Floats:
    """Return centres of which some of a corner's lie anywhere."""
    rows, columns = (slice(None, modules) if one == 0 else slice(-modules, None) for one in corner)
    centres = CENTRES.copy()
    shape = centres[rows, columns].shape
    centres[rows, columns] += np.random.default_rng(3).normal(0, 60, shape)
    return centres


@pytest.mark.parametrize("corner", [(0, 0), (0, 1), (1, 0), (1, 1)])
def test_a_corner_in_which_a_lattice_lost_its_way_is_where_the_others_say(
    corner: tuple[int, int],
) -> None:
    symbol = read_at(lost(corner))
    assert off(symbol.corners) > 20
    found = settled(PICTURE, symbol)
    assert off(found.corners) < 1.5
    assert found.grid is not None
    assert np.abs(found.grid.centres - CENTRES).max() < 1.5


@pytest.mark.parametrize("where", [(900, -200), (20, 0)])
def test_what_lies_outside_the_picture_is_carried_on(where: tuple[int, int]) -> None:
    cut = PICTURE[:, : int(CENTRES[..., 0].max()) - 40]
    centres = CENTRES.copy()
    outside = centres[..., 0] > cut.shape[1]
    centres[outside] = where
    assert off(settled(cut, read_at(centres)).corners) < 2


def waved(wave: Wave) -> Floats:
    """Return the centres of a symbol on a wrinkled sheet."""
    flat = np.asarray(middles_of(SIZE), np.float64)
    seen = flat
    for _ in range(8):
        seen = flat + wave.shifts(seen)
    places = cv2.perspectiveTransform(seen.reshape(1, -1, 2), VIEW)
    return np.asarray(places, np.float64).reshape(flat.shape)


def test_a_bend_is_measured_and_kept() -> None:
    wave = Wave(0.8, 24.0)
    symbol = read_at(waved(wave))
    picture = scene(MODULES, VIEW, wave)
    bent = bent_by(picture, symbol)
    assert bent is not None
    assert 0.4 < bent < 1.2
    assert settled(picture, symbol) is symbol


def test_a_flat_symbol_is_not_bent_and_stays() -> None:
    symbol = read_at(CENTRES)
    assert bent_by(PICTURE, symbol) == pytest.approx(0, abs=0.01)
    assert settled(PICTURE, symbol) is symbol


def test_a_symbol_in_a_plane_by_its_making_tells_nothing_of_bends() -> None:
    assert bent_by(PICTURE, read_at(CENTRES, Stage.FLAT)) is None


@pytest.mark.parametrize("light", [0, 255])
def test_where_no_colour_is_right_nothing_is_moved(light: int) -> None:
    blank = np.full_like(PICTURE, light)
    symbol = read_at(CENTRES)
    assert settled(blank, symbol) is symbol
    assert bent_by(blank, symbol) is None


def test_what_the_engine_read_stays() -> None:
    plain = replace(read_at(CENTRES), grid=None, decoded=None)
    assert settled(PICTURE, plain) is plain
