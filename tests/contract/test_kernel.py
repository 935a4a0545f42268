"""The compiled kernel and its twin in Python keep one contract."""

import cv2
import numpy as np
import pytest

from cashier.scan.kernel import Kernel
from cashier.scan.kernel.inputs import Bytes, Floats, Hold, Pixels
from cashier.scan.kernel.twin import PythonKernel
from tests.helpers.kernels import FINDER, Shown, compiled, dark_in, drawn, looks, shown
from tests.helpers.symbols import written

LOOKS = looks()
COMPILED = compiled()
needs_compiled = pytest.mark.skipif(COMPILED is None, reason="the kernel is not compiled here")
HOLD = Hold(1.6, 0.5)
SQUARE = [(20.0, 20.0), (145.0, 20.0), (145.0, 145.0), (20.0, 145.0)]
STEEP = [(40.0, 20.0), (160.0, 45.0), (150.0, 150.0), (25.0, 120.0)]


@pytest.fixture(
    params=[
        pytest.param(COMPILED, marks=needs_compiled, id="compiled"),
        pytest.param(PythonKernel(), id="python"),
    ]
)
def kernel(request: pytest.FixtureRequest) -> Kernel:
    chosen: Kernel = request.param
    return chosen


def grown(kernel: Kernel, symbol: Shown, seeds: Floats | None = None) -> Floats:
    rows = symbol.seeds() if seeds is None else seeds
    return kernel.grow_lattice(symbol.grey, rows, (symbol.size + 4,) * 2, HOLD)


class TestFinders:
    def test_a_clean_symbol_has_three_in_the_order_of_rows(self, kernel: Kernel) -> None:
        dark = dark_in(drawn(written("clean", 2)))
        found = kernel.find_finders(dark)
        assert found[:, :4].tolist() == [[37, 37, 5, 5], [127, 37, 5, 5], [37, 127, 5, 5]]
        assert found[:, 4].tolist() == [15, 15, 15]
        every_third = kernel.find_finders(dark, step=3)
        assert every_third[:, :4].tolist() == found[:, :4].tolist()
        assert every_third[:, 4].tolist() == [5, 5, 5]

    @pytest.mark.parametrize("turn", [0, 20, 45, 75])
    def test_turned_symbols_have_three_too(self, kernel: Kernel, turn: float) -> None:
        grey = drawn(written("turned", 2), border=60)
        middle = (grey.shape[0] - 1) / 2
        matrix = cv2.getRotationMatrix2D((middle, middle), turn, 1)
        turned = cv2.warpAffine(grey, matrix, grey.shape, borderValue=(220,))
        found = kernel.find_finders(dark_in(np.asarray(turned, np.float32)))
        best = found[np.argsort(-found[:, 4])][:3, :2]
        wanted = np.array([[77, 77, 1], [167, 77, 1], [77, 167, 1]]) @ matrix.T
        far = np.abs(wanted[:, None] - best[None, :]).max(axis=2).min(axis=1)
        assert far.max() <= 2

    @pytest.mark.parametrize("module", [(3, 0), (3, 6), (0, 3), (6, 3)])
    def test_a_broken_rim_is_seen_by_the_lenient_only(
        self, kernel: Kernel, module: tuple[int, int]
    ) -> None:
        broken = FINDER.copy()
        broken[module] = False
        dark = dark_in(drawn(broken, scale=8))
        assert len(kernel.find_finders(dark)) == 0
        found = kernel.find_finders(dark, strict=False)
        # Rows beside the gap give it away, so it is not in the middle of the finder.
        assert np.abs(found[:, :2] - 47.5).max(axis=1).min() <= 12

    def test_a_rim_run_into_what_lies_around_is_seen_by_the_lenient_only(
        self, kernel: Kernel
    ) -> None:
        dark = dark_in(drawn(np.pad(FINDER, 5, constant_values=True), scale=4))
        assert len(kernel.find_finders(dark)) == 0
        found = kernel.find_finders(dark, strict=False)
        assert np.abs(found[:, :2] - 53.5).max(axis=1).min() <= 1

    def test_noise_holds_few_stones_for_the_lenient(self, kernel: Kernel) -> None:
        noise = np.random.default_rng(3).random((60, 400)) < 0.5
        found = kernel.find_finders(np.where(noise, 255, 0).astype(np.uint8), strict=False)
        # Of stones of any width there are 793.
        assert len(found) == 141

    @pytest.mark.parametrize(("scale", "count"), [(1, 0), (2, 1)])
    def test_a_small_stone_is_wide_enough_for_the_lenient(
        self, kernel: Kernel, scale: int, count: int
    ) -> None:
        dark = dark_in(drawn(FINDER, scale=scale))
        assert len(kernel.find_finders(dark)) == 1
        assert len(kernel.find_finders(dark, strict=False)) == count

    @pytest.mark.parametrize("strict", [True, False])
    def test_symbols_may_touch_the_border(self, kernel: Kernel, strict: bool) -> None:
        dark = dark_in(drawn(written("border", 1), border=0))
        found = kernel.find_finders(dark, strict=strict)
        for x, y in ((17, 17), (87, 17), (17, 87)):
            assert np.abs(found[:, :2] - (x, y)).max(axis=1).min() <= 1

    def test_a_module_may_be_huge(self, kernel: Kernel) -> None:
        dark = dark_in(drawn(FINDER, scale=90, border=100))
        assert kernel.find_finders(dark, step=45)[:, :4].tolist() == [[414.5, 415, 90, 90]]

    @pytest.mark.parametrize("strict", [True, False])
    @pytest.mark.parametrize(
        "dark",
        [
            np.zeros((0, 0), np.uint8),
            np.zeros((0, 9), np.uint8),
            np.zeros((9, 0), np.uint8),
            np.full((1, 1), 255, np.uint8),
            np.full((40, 50), 255, np.uint8),
            np.zeros((40, 50), np.uint8),
            np.kron(np.tile(np.array([[255, 0]], np.uint8), (1, 9)), np.ones((30, 5), np.uint8)),
        ],
        ids=["empty", "no-rows", "no-columns", "a-pixel", "dark", "light", "stripes"],
    )
    def test_nothing_is_found_in_nothing(self, kernel: Kernel, dark: Bytes, strict: bool) -> None:
        assert kernel.find_finders(dark, strict=strict).shape == (0, 5)

    @pytest.mark.parametrize("strict", [True, False])
    def test_a_line_of_one_pixel_is_no_finder(self, kernel: Kernel, strict: bool) -> None:
        row = dark_in(drawn(FINDER, border=0))[17:18]
        assert len(kernel.find_finders(row, strict=strict)) == 0
        assert len(kernel.find_finders(np.ascontiguousarray(row.T), strict=strict)) == 0

    def test_no_more_than_asked_for_are_kept(self, kernel: Kernel) -> None:
        found = kernel.find_finders(dark_in(drawn(written("clean", 2))), most=2)
        assert found.tolist() == [[37, 37, 5, 5, 15], [127, 37, 5, 5, 15]]

    def test_a_picture_with_gaps_is_read_as_it_looks(self, kernel: Kernel) -> None:
        dark = dark_in(drawn(written("gaps", 1)))
        gaps = np.repeat(np.repeat(dark, 2, axis=0), 2, axis=1)[::2, ::2]
        assert not gaps.flags.c_contiguous
        assert kernel.find_finders(gaps).tolist() == kernel.find_finders(dark).tolist()

    def test_what_does_not_fit_is_refused(self, kernel: Kernel) -> None:
        flat = np.zeros((5, 5), np.uint8)
        with pytest.raises(ValueError):
            kernel.find_finders(np.zeros((5, 5, 3), np.uint8))
        with pytest.raises(ValueError):
            kernel.find_finders(np.zeros((5, 5)).astype(np.int8))
        for wrong in (0, -1):
            with pytest.raises(ValueError):
                kernel.find_finders(flat, step=wrong)
            with pytest.raises(ValueError):
                kernel.find_finders(flat, most=wrong)


class TestShapes:
    def test_a_finder_is_measured_between_pixels(self, kernel: Kernel) -> None:
        symbol = shown(STEEP)
        finders = kernel.find_finders(dark_in(symbol.grey))
        finders = finders[np.argsort(-finders[:, 4])][:3]
        shapes = kernel.measure_shapes(symbol.grey, finders, LOOKS)
        centres = np.array([seed[2:4] for seed in symbol.seeds()])
        far = np.abs(centres[:, None] - shapes[None, :, :2]).max(axis=2)
        assert far.min(axis=1).max() < 0.25
        assert shapes[:, 5].min() > 0.8
        for nearest, seed in zip(far.argmin(axis=1), symbol.seeds(), strict=True):
            a, b, c = shapes[nearest, 2:5]
            area = seed[4] * seed[7] - seed[5] * seed[6]
            assert a * c - b * b == pytest.approx(area, rel=0.12)

    def test_where_there_is_none_the_finder_stays_and_looks_like_nothing(
        self, kernel: Kernel
    ) -> None:
        flat = np.full((30, 30), 100, np.float32)
        shapes = kernel.measure_shapes(flat, np.array([[12.5, 9, 3, 4, 1]]), LOOKS)
        assert shapes[0, :5].tolist() == [12.5, 9, 3, 0, 4]
        assert abs(shapes[0, 5]) < 0.01

    @pytest.mark.parametrize("size", [(0, 0), (1, 1), (1, 30), (30, 1), (2, 2)])
    @pytest.mark.parametrize("level", [0.0, 255.0, np.nan, np.inf])
    def test_odd_pictures_and_odd_finders_never_break_it(
        self, kernel: Kernel, size: tuple[int, int], level: float
    ) -> None:
        odd = [np.nan, np.inf, -np.inf, -5.0, 0.0, 1.0, 1e5, 1e300]
        finders = np.array([[x, y, m, m, 1] for x in odd for y in (1.0, odd[3]) for m in odd])
        shapes = kernel.measure_shapes(np.full(size, level, np.float32), finders, LOOKS)
        assert shapes.shape == (len(finders), 6)
        assert np.isfinite(shapes[:, 5]).all()
        triples = kernel.find_triples(
            np.full(size, level, np.float32), shapes[:40], LOOKS, least=-2
        )
        assert triples.shape[1] == 22

    def test_what_does_not_fit_is_refused(self, kernel: Kernel) -> None:
        flat = np.zeros((5, 5), np.float32)
        none = np.zeros((0, 5))
        assert kernel.measure_shapes(flat, none, LOOKS).shape == (0, 6)
        for looks_of in (np.zeros((0, 7, 7)), np.zeros((5, 7, 7)), np.zeros((1, 5, 5))):
            with pytest.raises(ValueError):
                kernel.measure_shapes(flat, none, looks_of.astype(np.float32))
        with pytest.raises(ValueError):
            kernel.measure_shapes(flat, np.zeros((3, 4)), LOOKS)
        with pytest.raises(ValueError):
            kernel.measure_shapes(np.zeros(5, np.float32), none, LOOKS)


class TestTriples:
    def triples(self, kernel: Kernel, grey: Pixels, most: int = 64) -> tuple[Floats, Floats]:
        finders = kernel.find_finders(dark_in(grey))
        shapes = kernel.measure_shapes(grey, finders, LOOKS)
        return shapes, kernel.find_triples(grey, shapes, LOOKS, least=0.5, most=most)

    @pytest.mark.parametrize("corners", [SQUARE, STEEP])
    def test_corner_row_and_column_come_in_this_order(
        self, kernel: Kernel, corners: list[tuple[float, float]]
    ) -> None:
        symbol = shown(corners)
        _, found = self.triples(kernel, symbol.grey)
        frames = found[0, 4:].reshape(3, 3, 2)
        for frame, seed in zip(frames, symbol.seeds(), strict=True):
            assert np.abs(frame[0] - seed[2:4]).max() < 0.25
            # Beside the symbol's own grid they may be a little off: it is bent by perspective.
            assert np.abs(frame[1:].ravel() - seed[4:]).max() < 0.9

    def test_a_mirrored_symbol_comes_transposed(self, kernel: Kernel) -> None:
        symbol = shown(SQUARE)
        mirrored = np.ascontiguousarray(symbol.grey[:, ::-1])
        _, found = self.triples(kernel, mirrored)
        corner, along_row, along_column = found[0, 4:].reshape(3, 3, 2)[:, 0]
        assert corner[0] > mirrored.shape[1] / 2
        # Right-handed again: what lies below the corner is taken for its row.
        assert along_row[1] > corner[1] + 50
        assert along_column[0] < corner[0] - 50

    def test_only_shapes_beyond_the_first_128_are_passed_over(self, kernel: Kernel) -> None:
        shapes, found = self.triples(kernel, shown(SQUARE).grey)
        grey = shown(SQUARE).grey
        filled = np.vstack([np.tile([-500, -500, 1, 0, 1, -1], (126, 1)), shapes[:3]])
        assert len(found) > 0
        assert len(kernel.find_triples(grey, filled, LOOKS, least=0.5)) == 0
        assert len(kernel.find_triples(grey, filled[1:], LOOKS, least=0.5)) > 0

    def test_no_more_than_asked_for_are_kept(self, kernel: Kernel) -> None:
        grey = np.tile(shown(SQUARE).grey, (1, 2))
        _, every = self.triples(kernel, grey)
        _, one = self.triples(kernel, grey, most=1)
        assert len(every) > 1
        assert one.tolist() == every[:1].tolist()

    @pytest.mark.parametrize("count", [0, 1, 2, 3, 200])
    def test_shapes_that_are_all_alike_make_none(self, kernel: Kernel, count: int) -> None:
        grey = np.zeros((20, 20), np.float32)
        for row in ([5, 5, 2, 0, 2, 1], [np.nan] * 6, [5, 5, 0, 0, 0, 1], [5, 5, 1, 1, 1, 1]):
            shapes = np.array([row] * count, np.float64).reshape(-1, 6)
            assert kernel.find_triples(grey, shapes, LOOKS, least=-2).shape == (0, 22)

    def test_what_does_not_fit_is_refused(self, kernel: Kernel) -> None:
        flat = np.zeros((5, 5), np.float32)
        with pytest.raises(ValueError):
            kernel.find_triples(flat, np.zeros((3, 5)), LOOKS, least=0)
        with pytest.raises(ValueError):
            kernel.find_triples(flat, np.zeros((3, 6)), LOOKS, least=0, most=0)


class TestLattice:
    @pytest.mark.parametrize("corners", [SQUARE, STEEP])
    @pytest.mark.parametrize("from_one", [True, False])
    def test_it_finds_the_centres_of_all_modules(
        self, kernel: Kernel, corners: list[tuple[float, float]], from_one: bool
    ) -> None:
        symbol = shown(corners)
        nodes = grown(kernel, symbol, symbol.seeds()[:1] if from_one else None)
        y, x = np.mgrid[: symbol.size, : symbol.size] + 0.5
        inner = nodes[2:-2, 2:-2]
        assert (inner[..., 2] > 0).all()
        off = np.hypot(*(inner[..., :2] - symbol.points(x, y)).transpose(2, 0, 1))
        assert off.max() < 1.2
        assert np.median(off) < 0.35

    def test_seeds_outside_are_passed_over(self, kernel: Kernel) -> None:
        symbol = shown(SQUARE)
        wrong = symbol.seeds().repeat(8, axis=0)
        outside = [-1, -0.5, symbol.size + 4, 1e300, -1e300, np.nan, np.inf, -np.inf]
        wrong[:, 0] = outside * 3
        both = np.vstack([wrong, symbol.seeds()])
        assert np.array_equal(grown(kernel, symbol, both), grown(kernel, symbol))
        assert (grown(kernel, symbol, wrong)[..., 2] == -1).all()
        assert (grown(kernel, symbol, np.zeros((0, 8)))[..., 2] == -1).all()

    def test_the_same_seed_twice_is_no_trouble(self, kernel: Kernel) -> None:
        symbol = shown(SQUARE)
        twice = grown(kernel, symbol, symbol.seeds().repeat(2, axis=0))
        assert np.abs(twice - grown(kernel, symbol)).max() < 1e-6

    def test_one_node_is_its_seed(self, kernel: Kernel) -> None:
        seed = np.array([[0, 0, 9.5, 8.25, 4, 1, -1, 4]])
        grey = np.zeros((20, 20), np.float32)
        nodes = kernel.grow_lattice(grey, seed, (1, 1), HOLD)
        assert nodes.tolist() == [[[9.5, 8.25, 1]]]

    @pytest.mark.parametrize("size", [(0, 0), (1, 1), (1, 30), (30, 1), (2, 2), (25, 25)])
    @pytest.mark.parametrize("level", [0.0, np.nan, np.inf])
    @pytest.mark.parametrize("value", [0.0, 5.0, np.nan, np.inf, 1e300])
    def test_odd_pictures_and_odd_seeds_never_break_it(
        self, kernel: Kernel, size: tuple[int, int], level: float, value: float
    ) -> None:
        grey = np.full(size, level, np.float32)
        seeds = np.array(
            [[2, 2, 3, 3, 4, 0, 0, 4], [1, 1, *[value] * 6], [3, 1, 3, 3, *[value] * 4]]
        )
        for prior in (0, HOLD.prior):
            nodes = kernel.grow_lattice(grey, seeds, (6, 6), Hold(HOLD.bell, prior))
            assert nodes.shape == (6, 6, 3)

    def test_it_stops_outside_the_picture(self, kernel: Kernel) -> None:
        seed = np.array([[20, 20, 10, 10, 5, 0, 0, 5]])
        grey = np.random.default_rng(3).uniform(0, 255, (21, 21)).astype(np.float32)
        nodes = kernel.grow_lattice(grey, seed, (41, 41), HOLD)
        known = nodes[nodes[..., 2] > -1][:, :2]
        assert 1 <= len(known) < 100
        assert ((known > -6) & (known < 27)).all()

    def test_it_may_be_wider_than_high(self, kernel: Kernel) -> None:
        grey = np.random.default_rng(3).uniform(0, 255, (60, 60)).astype(np.float32)
        seed = np.array([[1, 1, 20, 20, 4, 0, 0, 4]])
        nodes = kernel.grow_lattice(grey, seed, (3, 8), HOLD)
        assert nodes.shape == (3, 8, 3)
        assert (nodes[..., 2] > -1).all()

    def test_what_does_not_fit_is_refused(self, kernel: Kernel) -> None:
        flat, seeds = np.zeros((5, 5), np.float32), np.zeros((1, 8))
        for side in (0, -1, 100_000):
            with pytest.raises(ValueError):
                kernel.grow_lattice(flat, seeds, (side, 3), HOLD)
        for bell in (0, -1, np.nan, np.inf):
            with pytest.raises(ValueError):
                kernel.grow_lattice(flat, seeds, (3, 3), Hold(bell, HOLD.prior))
        with pytest.raises(ValueError):
            kernel.grow_lattice(flat, np.zeros((1, 6)), (3, 3), HOLD)
