"""The renderer tells the truth about its pictures: what they say, where, each time the same."""

from collections.abc import Iterator
from itertools import pairwise

import cv2
import numpy as np
import pytest
import zxingcpp
from numpy.random import Generator

from benchmarks.render import hard, idle, phones, stress
from benchmarks.render.camera import Picture
from benchmarks.render.front import levels_of
from benchmarks.render.pages import WALLETS, Wallet, payment_page
from benchmarks.render.shapes import Shape, crumpled, cylinder, flat, tilted, wrinkled
from benchmarks.render.shot import Rendered
from benchmarks.render.symbols import Flags, bars
from benchmarks.render.trial import Trial, plain_trial, shoot

SMALL = (1280, 720)


def read(picture: Picture) -> set[str]:
    return {found.text for found in zxingcpp.read_barcodes(picture)}


def sampled(rendered: Rendered, size: int) -> Flags:
    """Sample the middle of every module through the homography of the four corners."""
    across = 8
    ideal = np.array([(0, 0), (size, 0), (size, size), (0, size)], np.float32) * across - 0.5
    matrix = cv2.getPerspectiveTransform(rendered.corners.astype(np.float32), ideal)
    patch = cv2.warpPerspective(rendered.picture, matrix, (size * across, size * across))
    light = patch[across // 2 :: across, across // 2 :: across].astype(np.float32)
    threshold = cv2.blur(light, (9, 9))
    return np.asarray(light < threshold)


@pytest.mark.parametrize("cell", ["plain", "cylinder-1.15", "glare-finder-5", "strokes-3"])
def test_a_seed_gives_the_same_pictures_whatever_the_count(cell: str) -> None:
    two = list(stress.pictures(cell, 2, seed=5))
    again = next(stress.pictures(cell, 1, seed=5))
    other = next(stress.pictures(cell, 1, seed=6))
    assert np.array_equal(two[0].picture, again.picture)
    assert two[0].payload == again.payload
    assert np.array_equal(two[0].corners, again.corners)
    assert two[1].payload != again.payload
    assert other.payload != again.payload


@pytest.mark.parametrize("cell", hard.CELLS)
def test_every_hard_cell_gives_the_same_photo_again(cell: str) -> None:
    first, again = (next(hard.pictures(cell, 1, seed=3)) for _ in range(2))
    assert np.array_equal(first.picture, again.picture)
    assert first.picture.dtype == np.uint8
    height, width = first.picture.shape
    assert (12 <= len(first.codes) <= 30) if cell == "crowded" else len(first.codes) == 1
    assert len({code.payload for code in first.codes}) == len(first.codes)
    for code in first.codes:
        x, y = code.corners.mean(0)
        assert 0 < x < width
        assert 0 < y < height


@pytest.mark.parametrize("lean", [0.0, 0.5, 0.9])
def test_the_ideal_symbol_lies_between_the_corners_of_flat_codes(lean: float) -> None:
    for seed in range(2):
        rng = np.random.default_rng(seed)
        made = plain_trial(rng)
        shape = tilted(lean, rng.uniform(0, 6), 6.0 * made.side) if lean else flat
        rendered = shoot(made, rng, shape)
        agreement = np.mean(sampled(rendered, made.side) == made.symbol.dark)
        assert agreement > 0.97, (seed, agreement)


def bent(made: Trial, rng: Generator) -> Iterator[Shape]:
    yield cylinder(1.0, made.side / 2, 0.2, (0.4, 6.0 * made.side))
    yield wrinkled(rng, 0.9)
    yield crumpled(rng, 0.15, made.side)


def test_corners_of_bent_codes_are_the_sheets_corners() -> None:
    rng = np.random.default_rng(8)
    made = plain_trial(rng)
    half = made.side / 2
    wanted = [(-half, -half), (half, -half), (half, half), (-half, half)]
    place = made.place
    turned = np.array(
        [
            [np.cos(place.turn), np.sin(place.turn)],
            [-np.sin(place.turn), np.cos(place.turn)],
        ]
    )
    for shape in bent(made, rng):
        corners = shoot(made, rng, shape).corners
        view = ((corners - (place.x, place.y)) / place.pitch @ turned.T).astype(np.float32)
        u, v, _ = shape(view[:, 0], view[:, 1])
        assert np.column_stack((u, v)) == pytest.approx(np.array(wanted), abs=0.05)


def test_what_is_easy_is_read_and_says_its_payload() -> None:
    for rendered in stress.pictures("plain", 3):
        assert read(rendered.picture) == {rendered.payload}


def test_a_covered_finder_leaves_two_and_nothing_for_a_plain_reader() -> None:
    for rendered in stress.pictures("glare-finder-5", 3):
        assert read(rendered.picture) == set()
        assert (rendered.picture == 255).sum() > 300


@pytest.mark.parametrize("name", idle.FILMS)
def test_idle_frames_hold_nothing_that_is_read(name: str) -> None:
    frames = list(idle.frames(name, SMALL, 4))
    assert [frame.shape for frame in frames] == [SMALL[::-1]] * 4
    assert all(read(frame) == set() for frame in frames)
    assert not np.array_equal(frames[0], frames[3])
    assert np.array_equal(next(idle.frames(name, SMALL, 1)), frames[0])


@pytest.mark.parametrize("wallet", WALLETS, ids=lambda wallet: wallet.name)
def test_both_codes_of_a_page_say_one_number(wallet: Wallet) -> None:
    page = payment_page(wallet, np.random.default_rng(1))
    found = zxingcpp.read_barcodes(page.pixels)
    assert sorted(one.format.name for one in found) == ["Code128", "QRCode"]
    assert {one.text for one in found} == {page.payload}
    assert page.payload.isdigit()
    assert wallet.digits[0] <= len(page.payload) <= wallet.digits[1]
    assert page.payload.startswith(wallet.begins)


@pytest.mark.parametrize("kind", phones.KINDS)
def test_a_film_lasts_three_to_five_seconds_and_repeats(kind: str) -> None:
    film, again = phones.film(kind, 1), phones.film(kind, 1)
    assert 3 <= film.count / phones.RATE / len(film.motions) <= 5
    assert len(film.corners) == film.count
    first, same = next(film.frames()), again.frame(0)
    assert first.picture.shape == (720, 1280, 3)
    assert np.array_equal(first.picture, same.picture)
    assert phones.film(kind, 2).payload != film.payload


def test_a_films_corners_are_where_a_reader_sees_the_code() -> None:
    film = phones.film("approach", 1)
    last = film.frame(film.count - 1)
    qr = next(
        found
        for found in zxingcpp.read_barcodes(last.picture)
        if found.format == zxingcpp.BarcodeFormat.QRCode
    )
    seen = [
        (point.x, point.y)
        for point in (
            qr.position.top_left,
            qr.position.top_right,
            qr.position.bottom_right,
            qr.position.bottom_left,
        )
    ]
    assert np.array(seen) == pytest.approx(last.corners, abs=4)
    assert qr.text == film.payload


def test_a_page_that_refreshes_says_the_old_number_then_the_new_one() -> None:
    film = phones.film("refresh", 1)
    old, new = (page.payload for page in film.pages)
    said = [film.said(number) for number in range(film.count)]
    assert said[0] == {old}
    assert said[-1] == {new}
    changes = [number for number in range(1, film.count) if said[number] != said[number - 1]]
    assert len(changes) <= 2
    last = read(film.frame(film.count - 1).picture)
    assert last == {new}


def test_a_reused_screenshot_comes_again_when_its_code_is_long_dead() -> None:
    film = phones.film("reused", 1)
    times = [film.seconds(number) for number in range(film.count)]
    gaps = [later - earlier for earlier, later in pairwise(times)]
    assert max(gaps) > 60
    assert gaps.index(max(gaps)) == film.count // 2 - 1
    assert film.said(0) == film.said(film.count - 1) == {film.payload}


def test_the_light_of_a_hand_covers_what_is_behind_it() -> None:
    rng = np.random.default_rng(4)
    page = payment_page(WALLETS[0], rng)
    finest, *smaller = levels_of((page,), 0.01, rng)
    cover = finest.still[:, :, 3]
    assert cover.min() == 0
    assert cover.max() == pytest.approx(1)
    middle = finest.at(*page.middle)
    assert cover[middle[1], middle[0]] == 1
    assert [level.scale for level in smaller] == [0.25, 0.125]
    assert finest.lit((0.0,)).mean() < finest.lit((1.0,)).mean()


def test_bars_are_one_row() -> None:
    assert bars("131234567890123456").shape[0] == 1
