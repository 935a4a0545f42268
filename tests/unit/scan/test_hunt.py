"""What is known of a picture while it is searched: reads win, places in them no longer count."""

import numpy as np
import pytest

from cashier.core.privacy import Secret
from cashier.scan.engines import find
from cashier.scan.hunt import Hunt, Purse
from cashier.scan.locate import Triple
from cashier.scan.reading import Corners
from cashier.scan.search import never
from cashier.scan.symbol import Symbol
from tests.helpers.codes import drawn

HERE: Corners = ((10, 10), (50, 10), (50, 50), (10, 50))
THERE: Corners = ((60, 60), (90, 60), (90, 90), (60, 90))
READ, UNREAD = Symbol("QRCode", Secret("one"), HERE), Symbol("QRCode", None, THERE)
PLACES = np.array(
    [(20.0, 20.0, 3, 0, 3, 0.9), (70.0, 70.0, 3, 0, 3, 0.5), (5.0, 80.0, 3, 0, 3, 0.7)]
)


def hunt(*known: Symbol, first_only: bool = False) -> Hunt:
    return Hunt(np.full((100, 100), 200, np.uint8), known, never, first_only=first_only)


def test_places_in_what_was_read_are_not_free_and_the_likeliest_come_first() -> None:
    started = hunt(READ)
    started.look_over(PLACES[:2])
    started.look_over(PLACES[2:])
    np.testing.assert_array_equal(started.free_places(), PLACES[[2, 1]])
    assert started.strays(0.6) == 1


@pytest.mark.parametrize("first_only", [True, False])
def test_only_who_wants_but_one_code_is_done_with_the_first(first_only: bool) -> None:
    started = hunt(UNREAD, first_only=first_only)
    assert not started.is_over()
    started.add((READ,))
    assert started.is_over() is first_only
    assert (started.read(), started.unread()) == ((READ,), [UNREAD])
    assert started.solved() == [HERE]


def test_the_least_is_done_although_nobody_waits() -> None:
    blank = np.full((100, 100), 200, np.uint8)
    started = Hunt(blank, (), lambda: True, first_only=True, least_steps=2)
    for _ in range(2):
        assert not started.is_over()
        started.step()
    assert started.is_over()
    assert Hunt(blank, (), lambda: True, first_only=False).is_over()


def test_a_try_is_known_again_by_its_frames_and_by_what_is_hidden() -> None:
    started = hunt()
    frames = np.array([[(p, p), (3.0, 0.0), (0.0, 3.0)] for p in (10.0, 40.0, 70.0)])
    started.hopeless.append(Triple(frames, 0.9))
    started.mended.append(Triple(frames, 0.9, hidden=1, version=2))
    assert started.was_tried(Triple(frames + 0.1, 0.8))
    assert not started.was_tried(Triple(frames + 9.0, 0.8))
    assert started.may_mend(Triple(frames, 0.8))
    assert not started.may_mend(Triple(frames + 0.1, 0.8, hidden=1, version=2))
    assert not started.was_tried(Triple(frames, 0.8, hidden=2, version=2))


def test_of_a_page_full_of_symbols_that_do_not_read_only_some_are_mended() -> None:
    started = hunt()
    frames = np.array([[(p, p), (3.0, 0.0), (0.0, 3.0)] for p in (10.0, 40.0, 70.0)])
    for at in range(100):
        triple = Triple(frames + 9.0 * at, 0.8)
        if not started.may_mend(triple):
            break
        started.mended.append(triple)
    assert 5 < len(started.mended) < 20


def test_what_showed_something_is_tried_again_from_other_axes_only() -> None:
    started = hunt()
    frames = np.array([[(p, p), (3.0, 0.0), (0.0, 3.0)] for p in (10.0, 40.0, 70.0)])
    started.mended.append(Triple(frames, 0.9))
    assert started.was_tried(Triple(frames.copy(), 0.8))
    assert not started.was_tried(Triple(frames + 0.01, 0.8))


def test_a_purse_is_empty_when_it_is_paid_out_and_a_code_read_fills_it() -> None:
    purse = Purse(1000)
    purse.pay(999)
    assert not purse.is_empty()
    purse.pay(1)
    assert purse.is_empty()
    purse.earn()
    assert not purse.is_empty()


def test_what_is_made_of_a_picture_is_paid_from_its_purse() -> None:
    started = hunt()
    other = started.anew(np.full((100, 100), 9, np.uint8), (READ,))
    assert other.is_over()
    other.purse.pay(10**9)
    assert started.purse.is_empty()


def test_three_finders_that_look_like_no_symbol_do_not_end_the_search_for_one() -> None:
    picture = drawn("https://example.org/" + "abcdefgh" * 4, scale=7)
    (code,) = find(picture)
    unread = Symbol("QRCode", None, code.corners, code.version)
    blind = Hunt(picture, (), never, first_only=True)
    blind.see(Symbol("QRCode", None, HERE, 1))
    assert not blind.has_seen()
    assert blind.all() == ()
    blind.see(unread)
    assert blind.has_seen()


def test_of_two_that_lie_in_one_place_the_one_with_corners_is_told_before_mere_texture() -> None:
    picture = drawn("https://example.org/" + "abcdefgh" * 4, scale=7)
    (code,) = find(picture)
    rough = Symbol("QRCode", None, code.corners, code.version, rough=True)
    (a, b, c, d) = ((x + 3, y) for x, y in code.corners)
    aside = Symbol("QRCode", None, (a, b, c, d), code.version)
    seen = Hunt(picture, (), never, first_only=True)
    seen.see(rough)
    seen.see(aside)
    assert seen.all() == (aside,)
