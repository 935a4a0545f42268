"""Two finders lead to the symbol whose third one is covered, whichever that is."""

import cv2
import numpy as np
import pytest

from cashier.scan.binarise import Binarising
from cashier.scan.engines import find
from cashier.scan.kernel import load
from cashier.scan.locate import Sweep, Triple, shapes_in
from cashier.scan.pairs import pairs_of
from cashier.scan.search import Effort, Search
from cashier.scan.symbol import Stage, Symbol
from tests.helpers.scenes import Picture, frames_of, noisy, scene, seen_from
from tests.helpers.symbols import written

TEXT = "https://example.org/pay"
VERSION, SIZE, PIXELS = 4, 33, 6.0
SWEEP = Sweep((Binarising(1, 31),))


def covered(hidden: int, *, turn: float = 20, tilt: float = 0, light: int = 250) -> Picture:
    """Return a symbol with a round spot over one finder (0 corner, 1 row, 2 column)."""
    view = seen_from(SIZE, PIXELS, turn=turn, tilt=tilt)
    picture = scene(written(TEXT, VERSION, "Q"), view)
    middle = frames_of(SIZE, view)[hidden, 0].round().astype(int).tolist()
    cv2.circle(picture, middle, round(5 * PIXELS), light, -1, cv2.LINE_AA)
    return noisy(picture, 3, hidden)


def pairs(picture: Picture) -> list[Triple]:
    grey = picture.astype(np.float32)
    return pairs_of(grey, shapes_in(picture, grey, SWEEP, load()))


def read(picture: Picture, effort: Effort) -> list[Symbol]:
    return [one for one in Search(load(), effort).symbols(picture) if one.text is not None]


@pytest.mark.parametrize("effort", Effort)
@pytest.mark.parametrize("hidden", [0, 1, 2])
@pytest.mark.parametrize(("turn", "tilt"), [(0, 0), (33, 0), (120, 25), (250, 40)])
def test_a_symbol_is_read_with_any_finder_covered(
    effort: Effort, hidden: int, turn: float, tilt: float
) -> None:
    picture = covered(hidden, turn=turn, tilt=tilt)
    assert not any(one.text for one in find(picture))
    (symbol,) = read(picture, effort)
    assert symbol.text is not None
    assert symbol.text.reveal() == TEXT
    assert symbol.stage is Stage.FROM_TWO


@pytest.mark.parametrize("light", [10, 120])
def test_a_dark_spot_is_no_harder(light: int) -> None:
    assert len(read(covered(1, light=light), Effort.STILL)) == 1


@pytest.mark.parametrize("hidden", [0, 1, 2])
def test_the_likeliest_pair_says_which_finder_is_hidden_and_where(hidden: int) -> None:
    best = pairs(covered(hidden))[0]
    assert (best.hidden, best.version) == (hidden, VERSION)
    true = frames_of(SIZE, seen_from(SIZE, PIXELS, turn=20))
    assert np.abs(best.frames - true).max() < PIXELS / 2


def test_what_lies_outside_the_picture_is_unknown_and_not_wrong() -> None:
    whole = noisy(scene(written(TEXT, VERSION, "Q"), seen_from(SIZE, PIXELS)), 3, 1)
    cut = np.ascontiguousarray(whole[:, : -round((0.25 * SIZE + 4) * PIXELS)])
    (symbol,) = read(cut, Effort.STILL)
    assert symbol.text is not None
    assert symbol.text.reveal() == TEXT
    assert max(x for x, _ in symbol.corners) > cut.shape[1] + 3 * PIXELS


def test_without_two_patterns_there_is_no_pair() -> None:
    blank = np.full((200, 200), 215, np.uint8)
    assert pairs(blank) == []
    one = covered(0)[:, :140].copy()
    assert all(triple.hidden is not None for triple in pairs(one))
    noise = np.random.default_rng(1).integers(0, 256, (200, 200)).astype(np.uint8)
    assert pairs(noise) == []


def test_two_patterns_that_are_no_symbol_say_nothing() -> None:
    page = np.full((300, 420), 215, np.uint8)
    for left in (40, 300):
        for margin, light in ((0, 35), (6, 215), (12, 35)):
            cv2.rectangle(
                page, (left + margin, 100 + margin), (left + 42 - margin, 142 - margin), light, -1
            )
    assert read(page, Effort.STILL) == []
