"""The compiled kernel and its twin in Python give the same results."""

from itertools import product

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.render import stress
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Pixels
from cashier.scan.kernel.twin import PythonKernel
from tests.helpers.kernels import FINDER, compiled, dark_in, drawn, looks

COMPILED = compiled()
TWIN = PythonKernel()
LOOKS = looks()
HOLDS = (Hold(1.6, 0.5), Hold(0.8, 0.05, bends=True))

pytestmark = pytest.mark.skipif(COMPILED is None, reason="the kernel is not compiled here")


def alike(first: Floats, second: Floats, within: float) -> None:
    np.testing.assert_allclose(first, second, rtol=0, atol=within, equal_nan=True)


def agree(grey: Pixels, dark: Bytes) -> None:
    """Take a picture through all four steps; both kernels say the same at each."""
    assert COMPILED is not None
    for strict in (True, False):
        finders = COMPILED.find_finders(dark, strict=strict)
        alike(TWIN.find_finders(dark, strict=strict), finders, 1e-6)
        shapes = COMPILED.measure_shapes(grey, finders, LOOKS)
        alike(TWIN.measure_shapes(grey, finders, LOOKS), shapes, 1e-6)
        best = shapes[np.argsort(-shapes[:, 5], kind="stable")][:24]
        triples = COMPILED.find_triples(grey, best, LOOKS, least=0.3)
        alike(TWIN.find_triples(grey, best, LOOKS, least=0.3), triples, 1e-6)
        seeds = [[4, 4, *triple[4:10]] for triple in triples[:1]] or [[4, 4, 9, 9, 4, 1, -1, 4]]
        rows = np.array(seeds)
        for shape, hold in product(((16, 16), (6, 19)), HOLDS):
            nodes = COMPILED.grow_lattice(grey, rows, shape, hold)
            alike(TWIN.grow_lattice(grey, rows, shape, hold), nodes, 1e-3)


@pytest.mark.parametrize("cell", ["plain", "cylinder-0.9", "glare-0.35", "defocus-0.6"])
def test_both_agree_on_rendered_symbols(cell: str) -> None:
    [rendered] = stress.pictures(cell, 1)
    x, y = np.clip(rendered.corners.min(axis=0).astype(int) - 20, 0, None)
    right, below = rendered.corners.max(axis=0).astype(int) + 20
    grey = rendered.picture[y:below, x:right].astype(np.float32)
    dark = np.where(cv2.blur(grey, (31, 31)) > grey + 3, 255, 0).astype(np.uint8)
    agree(grey, dark)


@settings(max_examples=50)
@given(
    seed=st.integers(0, 2**32 - 1),
    height=st.integers(0, 40),
    width=st.integers(0, 40),
    grain=st.integers(1, 6),
    levels=st.sampled_from([2, 3, 250]),
)
def test_both_agree_on_any_small_picture(
    seed: int, height: int, width: int, grain: int, levels: int
) -> None:
    random = np.random.default_rng(seed)
    coarse = random.integers(0, levels, (40, 40)) * (250 // (levels - 1))
    grey = np.kron(coarse, np.ones((grain, grain)))[:height, :width].astype(np.float32)
    if random.random() < 0.5:
        finder = drawn(FINDER, scale=int(random.integers(1, 5)), border=2)
        part = grey[: finder.shape[0], : finder.shape[1]]
        part[:] = finder[: part.shape[0], : part.shape[1]]
    agree(grey, dark_in(grey))
