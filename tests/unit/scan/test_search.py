"""Searching pictures: efforts, cancelling, odd pictures."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.engines import find
from cashier.scan.kernel import load
from cashier.scan.search import Effort, Search, never
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, blurred, drawn, spoilt
from tests.helpers.kernels import RememberingKernel
from tests.helpers.scenes import Picture, Wave, noisy, scene, seen_from
from tests.helpers.symbols import written

FRAME, STILL = (Search(load(), effort) for effort in Effort)
TEXTS = ("https://example.org/pay", "https://example.org/tip", "https://example.org/top")


def wrinkled(text: str) -> Picture:
    """Return a symbol that the engine sees but does not read."""
    return noisy(scene(written(text, 3), seen_from(29, 5.0, turn=8), Wave(0.7, 24.0)), 2, 1)


def texts(search: Search, picture: Picture, cancelled: Callable[[], bool] = never) -> set[str]:
    return {one.text.reveal() for one in search.symbols(picture, cancelled) if one.text}


def after(calls: int) -> Callable[[], bool]:
    """Return what says no so many times, then yes."""
    left = iter([False] * calls)
    return lambda: next(left, True)


def test_what_the_engine_does_not_read_is_read() -> None:
    picture = wrinkled(TEXTS[0])
    assert not any(one.text for one in find(picture))
    assert texts(FRAME, picture) == texts(STILL, picture) == {TEXTS[0]}


def test_a_frame_is_done_with_what_the_engine_reads_and_a_still_looks_on() -> None:
    easy = np.full_like(wrinkled(TEXTS[1]), 255)
    code = drawn(TEXTS[0], scale=4, border=8)
    easy[: len(code), : len(code)] = code
    page = np.hstack([easy, wrinkled(TEXTS[1])])
    assert texts(FRAME, page) == {TEXTS[0]}
    assert texts(STILL, page) == set(TEXTS[:2])


def test_a_frame_that_shows_no_finder_costs_one_look_and_a_still_many() -> None:
    stripes = np.tile(np.repeat(np.array([40, 200], np.uint8), 9), (240, 20))
    kernel = RememberingKernel()
    assert Search(kernel, Effort.FRAME).symbols(stripes) == ()
    assert kernel.scans == 1
    assert texts(Search(kernel, Effort.STILL), stripes) == set()
    assert kernel.scans > 10


def test_a_still_of_which_the_engine_read_all_is_looked_over_in_every_other_row() -> None:
    code = drawn(TEXTS[0], scale=4, border=8)
    spot = np.full_like(code, 255)
    for picture, steps in ((code, [2, 2, 1, 1, 1]), (spot, [1] * 5)):
        kernel = RememberingKernel()
        Search(kernel, Effort.STILL).symbols(picture)
        assert kernel.steps[: len(steps)] == steps


def test_corners_lie_where_the_symbol_lies() -> None:
    picture = scene(written(TEXTS[0], 3), seen_from(29, 5.0, turn=8), Wave(0.3, 24.0))
    (found,) = STILL.symbols(picture)
    true = np.array([(0, 0, 1), (29, 0, 1), (29, 29, 1), (0, 29, 1)]) @ seen_from(29, 5, turn=8).T
    assert np.abs(np.array(found.corners) - true[:, :2]).max() < 6


def test_the_same_picture_always_gives_the_same() -> None:
    page = np.hstack([wrinkled(text) for text in TEXTS])
    assert STILL.symbols(page) == STILL.symbols(page.copy())


def test_what_was_found_before_the_end_was_called_stays() -> None:
    page = np.hstack([wrinkled(text) for text in TEXTS])
    found = [texts(STILL, page, after(calls)) for calls in (0, 4, 8, 30)]
    assert found[0] == set()
    assert all(less <= more for less, more in pairwise(found))
    assert found[2]
    assert found[3] == set(TEXTS)


def test_a_frame_is_worth_some_tries_although_a_newer_one_waits() -> None:
    assert texts(FRAME, wrinkled(TEXTS[0]), after(0)) == {TEXTS[0]}


@pytest.mark.parametrize("search", [FRAME, STILL])
@pytest.mark.parametrize("calls", [0, 1, 3])
def test_nothing_is_lost_by_stopping_an_unreadable_picture(search: Search, calls: int) -> None:
    noise = np.random.default_rng(2).integers(0, 256, (300, 400)).astype(np.uint8)
    assert texts(search, noise, after(calls)) == set()


@pytest.mark.parametrize("search", [FRAME, STILL])
@pytest.mark.parametrize(
    "shape", [(1, 1), (2, 3), (4, 1), (1, 700), (700, 1), (30, 30), (400, 300)]
)
@pytest.mark.parametrize("light", [0, 128, 255])
def test_an_even_picture_of_any_size_shows_nothing(
    search: Search, shape: tuple[int, int], light: int
) -> None:
    assert search.symbols(np.full(shape, light, np.uint8)) == ()


@settings(max_examples=6)
@given(st.integers(1, 90), st.integers(1, 90), st.integers(0, 2**32), st.booleans())
def test_noise_of_any_size_says_nothing(height: int, width: int, seed: int, coarse: bool) -> None:
    noise = np.random.default_rng(seed).integers(0, 256, (height, width)).astype(np.uint8)
    picture = np.kron(noise, np.ones((3, 3), np.uint8)) if coarse else noise
    for search in (FRAME, STILL):
        assert texts(search, picture) == set()


def test_twelve_megapixels_of_noise_are_survived() -> None:
    noise = np.random.default_rng(3).integers(0, 256, (3000, 4000)).astype(np.uint8)
    assert texts(FRAME, noise) == set()


def test_a_small_code_in_twelve_megapixels_is_read() -> None:
    page = np.full((3000, 4000), 215, np.uint8)
    code = wrinkled(TEXTS[0])
    page[2000 : 2000 + len(code), 3000 : 3000 + len(code)] = code
    assert texts(STILL, page) == {TEXTS[0]}


def test_a_picture_that_is_a_view_of_another_is_read() -> None:
    page = np.repeat(drawn(PAYMENT), 2, axis=1)[:, ::2]
    assert texts(STILL, page) == {PAYMENT}
    assert texts(STILL, np.asfortranarray(page)) == {PAYMENT}


def test_what_is_seen_but_not_read_is_given_without_a_text() -> None:
    for search in (FRAME, STILL):
        (found,) = search.symbols(spoilt())
        assert (found.symbology, found.text) == ("QRCode", None)


@pytest.mark.parametrize("there", ["dark on light", "light on dark", "nothing"])
def test_what_the_engine_sees_only_in_changed_pictures_must_look_like_a_symbol_in_this_one(
    monkeypatch: pytest.MonkeyPatch,
    there: str,
) -> None:
    code = drawn(TEXTS[0], scale=4)
    (known,) = find(code)
    soft = blurred(code, 5.0)
    picture = {"dark on light": soft, "light on dark": 255 - soft}.get(there, np.full_like(soft, 9))
    unread = Symbol("QRCode", None, known.corners, known.version)

    def find_in_changed(seen: Picture) -> tuple[Symbol, ...]:
        return () if seen is picture else (unread,)

    monkeypatch.setattr("cashier.scan.search.find", find_in_changed)
    for way in ("partly_seen", "sighted", "silhouette", "textured"):
        monkeypatch.setattr(f"cashier.scan.search.{way}", lambda *_: None)
    seen = STILL.symbols(picture)
    expected = [known.corners] * (there != "nothing")
    assert [one.corners for one in seen if one.text is None] == expected


@pytest.mark.parametrize("glimpsed", [True, False])
def test_what_the_engine_has_no_place_for_in_changed_pictures_is_a_reason_to_look_on(
    monkeypatch: pytest.MonkeyPatch,
    glimpsed: bool,
) -> None:
    picture = np.full((300, 300), 200, np.uint8)
    (known,) = find(drawn(TEXTS[0], scale=4))
    there = Symbol("QRCode", None, known.corners, known.version)
    nowhere = Symbol("QRCode", None, ((0.0, 0.0),) * 4)
    assert not nowhere.has_place

    def find_in_changed(seen: Picture) -> tuple[Symbol, ...]:
        return (nowhere,) if glimpsed and seen is not picture else ()

    monkeypatch.setattr("cashier.scan.search.find", find_in_changed)
    monkeypatch.setattr("cashier.scan.search.sighted", lambda _picture: there)
    monkeypatch.setattr("cashier.scan.hunt.likeness", lambda *_: 1.6)
    assert [one.corners for one in STILL.symbols(picture)] == [known.corners] * glimpsed


def test_a_text_is_a_secret() -> None:
    (found,) = STILL.symbols(drawn(PAYMENT))
    assert found.text == Secret(PAYMENT)
    assert PAYMENT not in repr(found)


@pytest.mark.parametrize("turns", range(2))
@pytest.mark.parametrize("aside", [True, False])
@pytest.mark.parametrize("beside", [True, False])
def test_a_short_number_inside_bars_hides_no_bars_however_they_stand(
    turns: int, aside: bool, beside: bool
) -> None:
    picture = np.repeat(drawn("6901234567892", kind="EAN13", scale=3), 6, axis=0)
    number = drawn("17", scale=2)
    top, left = ((whole - len(number)) // 2 for whole in picture.shape)
    picture[top : top + len(number), left : left + len(number)] = number
    picture = np.rot90(picture, turns)
    if beside:
        code = drawn(TEXTS[0], scale=4)
        low = len(picture) - len(code)
        picture = np.hstack([picture, np.pad(code, ((0, low), (0, 0)), constant_values=255)])
    found = FRAME.symbols(np.ascontiguousarray(picture), aside=aside)
    expected = {"6901234567892"} | ({TEXTS[0]} if beside else set())
    assert {one.text.reveal() for one in found if one.text} == expected
