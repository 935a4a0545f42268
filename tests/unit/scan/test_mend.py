"""Nodes of a lattice that lie off are moved to where their modules are; slips are found."""

import numpy as np
import pytest

from cashier.scan.grid import Floats
from cashier.scan.mend import alignment_seed, relaxed
from tests.helpers.scenes import Wave, centres_of, noisy, scene, seen_from
from tests.helpers.symbols import written

VERSION, SIZE, RINGS = 3, 29, 2
VIEW, WAVE = seen_from(SIZE, 6.0, turn=20), Wave(0.5, 20.0)
PICTURE = noisy(scene(written("https://example.org/pay", VERSION), VIEW, WAVE), 3, 1)
GREY = PICTURE.astype(np.float32)


def true_nodes() -> Floats:
    """Return the nodes as they should be, the rings around carried on."""
    inner = centres_of(SIZE, VIEW, WAVE)
    nodes = np.pad(inner, [(RINGS, RINGS)] * 2 + [(0, 0)], mode="reflect", reflect_type="odd")
    return np.dstack([nodes, np.full(nodes.shape[:2], 0.7)])


def off(nodes: Floats) -> Floats:
    """Return how far nodes of the symbol lie from their modules, in modules."""
    inner = nodes[RINGS:-RINGS, RINGS:-RINGS, :2]
    return np.asarray(np.linalg.norm(inner - centres_of(SIZE, VIEW, WAVE), axis=2) / 6.0)


@pytest.mark.parametrize("seed", range(4))
def test_a_few_nodes_that_lie_off_come_back(seed: int) -> None:
    random = np.random.default_rng(seed)
    nodes = true_nodes()
    strays = random.integers(RINGS, SIZE, (40, 2))
    nodes[strays[:, 0], strays[:, 1], :2] += random.normal(0, 4, (40, 2))
    nodes[strays[:, 0], strays[:, 1], 2] = 0.05
    mended = relaxed(GREY, nodes)
    assert off(mended).max() < 0.35
    assert off(nodes).max() > 0.8


def test_seeds_stay_where_they_are() -> None:
    nodes = true_nodes()
    nodes[5, 5] = (*nodes[5, 5, :2] + 1.5, 1.0)
    np.testing.assert_array_equal(relaxed(GREY, nodes)[5, 5], nodes[5, 5])


def test_a_right_lattice_has_its_alignment_pattern_in_its_place() -> None:
    nodes = true_nodes()
    seed = alignment_seed(GREY, nodes, RINGS)
    assert seed is not None
    place = SIZE - 7 + RINGS
    assert tuple(seed[:2]) == (place, place)
    assert np.abs(seed[2:4] - nodes[place, place, :2]).max() < 1e-6


@pytest.mark.parametrize(("rows", "columns"), [(1, 0), (0, -1), (2, 2), (-3, 1)])
def test_rows_that_were_lost_are_found_by_the_alignment_pattern(rows: int, columns: int) -> None:
    nodes = np.roll(true_nodes(), (rows, columns), axis=(0, 1))
    seed = alignment_seed(GREY, nodes, RINGS)
    assert seed is not None
    place = SIZE - 7 + RINGS
    assert tuple(seed[:2]) == (place, place)
    assert np.abs(seed[2:4] - true_nodes()[place, place, :2]).max() < 1e-6


def test_where_no_pattern_shows_there_is_no_seed() -> None:
    assert alignment_seed(np.full_like(GREY, 200), true_nodes(), RINGS) is None
