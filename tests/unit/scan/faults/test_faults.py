"""Faults of symbols: each alone, growing with its amount, and any picture survived."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cashier.core.privacy import Secret
from cashier.scan.advice import FAULTS, WORTH_SAYING
from cashier.scan.engines import Picture, find
from cashier.scan.faults import faults_of, held_faults
from cashier.scan.faults.bend import SQUARE
from cashier.scan.faults.corners import finders_of
from cashier.scan.faults.fringes import fringes
from cashier.scan.faults.view import View
from cashier.scan.kernel import load
from cashier.scan.reading import Corners
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, blurred, contrast, drawn

KERNEL = load()
CLEAN = drawn("https://example.org/" + "abcdefgh" * 4, scale=8)
(CODE,) = find(CLEAN)
SIDE = 8.0 * 33
POINT = st.tuples(*(st.floats(allow_nan=True, allow_infinity=True, width=32) for _ in range(2)))
MINUS_ZERO = ((0.0, 0.0), (0.0, 0.0), (0.0, 0.0), (0.0, -0.0))
NEAR = st.tuples(st.floats(-40, 80), st.floats(-40, 80))


def severities(picture: Picture, symbol: Symbol = CODE) -> dict[str, float]:
    """Return the severity of each fault that is seen, closely looked at."""
    return {
        fault.name: fault.severity for fault in faults_of(picture, symbol, KERNEL, closely=True)
    }


def named(picture: Picture, symbol: Symbol = CODE) -> str:
    """Return the fault that is named first, or nothing."""
    return next(iter(severities(picture, symbol)), "")


def moved(pixels: int) -> Picture:
    kernel = np.zeros((pixels, pixels), np.float32)
    kernel[pixels // 2] = 1 / pixels
    return np.asarray(cv2.filter2D(CLEAN, -1, kernel), np.uint8)


def painted(grey: int, share: float = 0.45) -> Picture:
    """Paint a disk over the symbol's middle; its width is a share of the symbol's."""
    picture = CLEAN.copy()
    middle = tuple(round(sum(axis) / 4) for axis in zip(*CODE.corners, strict=True))
    cv2.circle(picture, middle, round(share * SIDE / 2), grey, -1)
    return picture


def scratched(count: int) -> Picture:
    picture = CLEAN.copy()
    left, top = (round(value) for value in CODE.corners[0])
    rng = np.random.default_rng(5)
    for number in range(count):
        start, end = (left + round(x) for x in rng.uniform(20, SIDE, 2))
        cv2.line(picture, (start, top), (end, top + round(SIDE)), 255 * (number % 2), 4)
    return picture


def squeezed(factor: float) -> tuple[Picture, Symbol]:
    """Show the symbol at an angle: squeezed one way."""
    picture = cv2.resize(CLEAN, None, fx=1.0, fy=1 / factor, interpolation=cv2.INTER_AREA)
    a, b, c, d = ((x, y / factor) for x, y in CODE.corners)
    return np.asarray(picture, np.uint8), Symbol("QRCode", None, (a, b, c, d), CODE.version)


def bowed(depth: float) -> Picture:
    """Bend the picture like paper around a bottle."""
    height, width = CLEAN.shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    sag = np.float32(depth) * np.cos((x / width - 0.5) * np.pi).astype(np.float32)
    return np.asarray(cv2.remap(CLEAN, x, y + sag, cv2.INTER_LINEAR), np.uint8)


def beaten(depth: float) -> Picture:
    y, x = np.mgrid[: CLEAN.shape[0], : CLEAN.shape[1]]
    wave = 1 + depth * np.cos(x * 0.83 + y * 0.51)
    return np.asarray(np.clip(CLEAN * 0.6 * wave + 20, 0, 255), np.uint8)


def shimmering(depth: float) -> Picture:
    """Lay fringes over everything that run ever closer and bend, so that none repeats."""
    y, x = np.mgrid[: CLEAN.shape[0], : CLEAN.shape[1]] / 8.0
    wave = np.cos(x * (1.2 + x / 50) + y * (0.9 + y / 60))
    return np.asarray(np.clip(CLEAN * (0.6 + 0.4 * depth * wave) + 10, 0, 255), np.uint8)


def crooked() -> tuple[Picture, Symbol]:
    """Shear the corners off: no plane leads to them, and nobody read what they span."""
    shear = 0.035 * np.array([(1, -1), (1, 1), (-1, 1), (-1, -1)]) * SIDE
    a, b, c, d = ((x + dx, y + dy) for (x, y), (dx, dy) in zip(CODE.corners, shear, strict=True))
    return CLEAN, Symbol("QRCode", None, (a, b, c, d), CODE.version)


def splintered() -> Picture:
    """Crack the glass all over, and let a grey splinter lie within."""
    picture = contrast(scratched(14), 20, 210)
    x, y = (round(sum(axis) / 4) for axis in zip(*CODE.corners, strict=True))
    cv2.fillPoly(picture, [np.array([(x - 40, y + 40), (x + 46, y + 52), (x, y + 100)])], 140)
    return picture


def striped(picture: Picture) -> Picture:
    """Mirror three thin lamps in the picture, one beside the other."""
    lit = picture.copy()
    top, height = CODE.corners[0][1], picture.shape[0]
    for share in (0.2, 0.5, 0.8):
        y = round(top + share * SIDE)
        cv2.line(lit, (0, y - 20), (height, y + 20), 255, 11)
    return lit


def cut() -> tuple[Picture, Symbol]:
    """Let the frame end within the symbol."""
    left = round(CODE.corners[0][0] + SIDE / 3)
    a, b, c, d = ((x - left, y) for x, y in CODE.corners)
    return CLEAN[:, left:].copy(), Symbol("QRCode", None, (a, b, c, d), CODE.version)


def test_a_clean_code_has_no_fault() -> None:
    assert severities(CLEAN) == {}


@pytest.mark.parametrize(
    ("picture", "fault"),
    [
        (blurred(CLEAN, 5.0), "blur_focus"),
        (moved(19), "blur_motion"),
        (contrast(CLEAN, 4, 30), "dark"),
        (contrast(CLEAN, 180, 205), "low_contrast"),
        (painted(255), "glare"),
        (painted(128), "covered"),
        (scratched(8), "damaged"),
        (bowed(14.0), "curved"),
        (beaten(0.5), "moire"),
    ],
)
def test_each_fault_alone(picture: Picture, fault: str) -> None:
    assert named(picture) == fault


def test_tilt_and_cut_off() -> None:
    assert named(*squeezed(2.6)) == "tilt"
    assert named(*cut()) == "cut_off"


def test_fringes_that_bend_are_told_by_the_margin_they_run_over() -> None:
    assert named(shimmering(0.8)) == "moire"
    found = [severities(shimmering(depth)).get("moire", 0.0) for depth in (0.1, 0.4, 0.6, 0.9)]
    assert found == sorted(found)
    assert found[0] == 0.0


def test_scratches_across_the_margin_are_no_fringes() -> None:
    assert "moire" not in severities(scratched(8))


def test_no_corner_pattern_square_means_bent_where_nothing_was_read() -> None:
    picture, symbol = crooked()
    assert named(picture, symbol) == "curved"
    assert named(blurred(picture, 6.0), symbol) == "blur_focus"


def test_print_that_is_gone_is_damage_and_a_hand_over_it_is_not() -> None:
    assert named(contrast(painted(255), 20, 210)) == "damaged"
    assert named(contrast(painted(110), 20, 210)) == "covered"


def test_a_finger_as_light_as_paper_is_round_and_rubbed_print_is_flat() -> None:
    dull = contrast(painted(255), 20, 210)
    y, x = np.mgrid[: dull.shape[0], : dull.shape[1]]
    middle_x, middle_y = (sum(axis) / 4 for axis in zip(*CODE.corners, strict=True))
    away = np.hypot(x - middle_x, y - middle_y) / (0.45 * SIDE / 2)
    finger = np.where(away < 1, 224 - 70 * away**2, dull).astype(np.uint8)
    assert named(dull) == "damaged"
    assert named(finger) == "covered"


def test_a_splinter_among_cracks_is_damage() -> None:
    assert named(splintered()) == "damaged"


def lines_and_disk(count: int) -> Picture:
    """Hide the middle, and draw lines beside it from top to bottom."""
    picture = painted(120, 0.5)
    left, top = (round(value) for value in CODE.corners[0])
    for x in range(left + 8, left + 8 + 13 * count, 13):
        cv2.line(picture, (x, top), (x + 30, top + round(SIDE)), 0, 4)
    return contrast(picture, 20, 210)


def test_what_hides_a_part_of_a_code_that_is_read_is_a_splinter_where_it_is_cracked() -> None:
    assert named(lines_and_disk(0)) == "covered"
    assert named(lines_and_disk(1)) == "covered", "one scratch is no broken glass"
    assert named(lines_and_disk(3)) == "damaged"
    unread = Symbol("QRCode", None, CODE.corners, CODE.version)
    assert named(lines_and_disk(3), unread) == "covered"


def test_a_scribble_over_a_corner_pattern_of_a_code_that_is_read_counts_for_more() -> None:
    picture = contrast(CLEAN, 20, 210)
    left, top = (round(value) for value in CODE.corners[0])
    cv2.line(picture, (left - 10, top + 60), (left + 70, top - 10), 60, 3)
    cv2.line(picture, (left - 10, top + 10), (left + 60, top + 60), 60, 3)
    assert severities(picture)["damaged"] >= WORTH_SAYING


def test_cracks_through_all_corner_patterns_of_what_lies_in_a_plane_bend_nothing() -> None:
    picture = contrast(CLEAN, 20, 210)
    (left, top), _, (right, bottom), _ = CODE.corners
    far = 7.0 * 8
    for x, y in ((left, top), (right - far, top), (left, bottom - far)):
        cv2.line(picture, (round(x), round(y + 20)), (round(x + far), round(y + 40)), 210, 15)
    unread = Symbol("QRCode", None, CODE.corners, CODE.version)
    assert max(like for like, _ in finders_of(View(picture, CODE.corners, 29))) < SQUARE
    assert named(picture, unread) == "damaged"


def test_a_bend_that_is_not_worth_a_word_hides_no_damage(monkeypatch: pytest.MonkeyPatch) -> None:
    unread = Symbol("QRCode", None, CODE.corners, CODE.version)
    monkeypatch.setattr("cashier.scan.faults._bend", lambda *_, **__: 0.19)
    found = severities(scratched(20), unread)
    assert found["curved"] < WORTH_SAYING < found["damaged"]
    monkeypatch.setattr("cashier.scan.faults._bend", lambda *_, **__: 0.4)
    assert named(scratched(20), unread) == "curved"


def test_four_torn_modules_of_a_corner_pattern_are_told_however_large_the_code() -> None:
    large = contrast(drawn("https://example.org/" + "abcdefgh" * 22, scale=8), 20, 210)
    (code,) = find(large)
    assert severities(large, code) == {}
    left, top = (round(value) for value in code.corners[0])
    cv2.line(large, (left - 8, top + 22), (left + 40, top + 22), 210, 4)
    assert severities(large, code)["damaged"] >= WORTH_SAYING
    unread = Symbol("QRCode", None, code.corners, code.version)
    assert "damaged" not in severities(large, unread), "nobody knows which corners have patterns"


def test_lamps_in_stripes_over_all_of_it_are_glare() -> None:
    assert named(striped(contrast(CLEAN, 60, 205))) == "glare"


def test_fringes_may_leave_one_side_calm_where_three_are_asked_for() -> None:
    picture = shimmering(0.8)
    right = round(CODE.corners[1][0]) + 8
    picture[:, right:] = np.median(picture[:, right:])
    view = View(picture, CODE.corners, 33)
    assert fringes(view) == 0.0
    assert fringes(view, 3) > 0.1
    assert fringes(View(scratched(8), CODE.corners, 33), 3) < fringes(view, 3) / 2


def test_a_thumb_on_the_rim_of_a_code_that_is_read_is_seen() -> None:
    picture = CLEAN.copy()
    left, top = (round(value) for value in CODE.corners[0])
    cv2.circle(picture, (left - 30, top - 30), 76, 120, -1)
    (read,) = Scanner(effort=Effort.STILL).read(picture).reads
    assert read.faults[0].name == "covered"
    assert read.faults[0].severity >= WORTH_SAYING


def test_how_it_is_held_is_told_without_a_close_look() -> None:
    picture, symbol = squeezed(2.6)
    assert [fault.name for fault in held_faults(picture, symbol)] == ["tilt"]
    assert held_faults(painted(255), CODE) == ()
    bars = Symbol("Code128", Secret(PAYMENT), ((40, 40), (442, 40), (442, 190), (40, 190)))
    soft = blurred(drawn(PAYMENT, kind="Code128", scale=3), 2.6)
    assert "blur_focus" in [fault.name for fault in held_faults(soft, bars)]


def test_small() -> None:
    picture = cv2.resize(CLEAN, None, fx=0.17, fy=0.17, interpolation=cv2.INTER_AREA)
    a, b, c, d = ((x * 0.17, y * 0.17) for x, y in CODE.corners)
    assert named(np.asarray(picture, np.uint8), Symbol("QRCode", None, (a, b, c, d), 4)) == "small"


@pytest.mark.parametrize(
    ("fault", "pictures"),
    [
        ("blur_focus", lambda: [blurred(CLEAN, sigma) for sigma in (2.5, 3.5, 4.5, 6.0)]),
        ("blur_motion", lambda: [moved(length) for length in (9, 13, 17)]),
        ("low_contrast", lambda: [contrast(CLEAN, 200 - half, 200) for half in (60, 40, 20, 10)]),
        ("dark", lambda: [contrast(CLEAN, 2, top) for top in (100, 70, 40, 20)]),
        ("covered", lambda: [painted(128, share) for share in (0.35, 0.45, 0.6)]),
    ],
)
def test_more_of_it_is_worse(fault: str, pictures: Callable[[], list[Picture]]) -> None:
    found = [severities(picture).get(fault, 0.0) for picture in pictures()]
    assert found == sorted(found)
    assert found[-1] > found[0]


def test_more_tilt_is_worse() -> None:
    found = [severities(*squeezed(factor)).get("tilt", 0.0) for factor in (1.2, 1.7, 2.2, 3.0)]
    assert found == sorted(found)
    assert found[0] == 0.0


def test_the_box_is_where_the_fault_is() -> None:
    (glare,) = (one for one in faults_of(painted(255), CODE, KERNEL, closely=False))
    left, top, right, bottom = glare.box
    x, y = (sum(axis) / 4 for axis in zip(*CODE.corners, strict=True))
    assert left < x < right
    assert top < y < bottom
    assert right - left < 0.8 * SIDE


def test_dear_looks_are_left_out_unless_asked_for() -> None:
    assert not faults_of(scratched(8), CODE, KERNEL, closely=False)


def test_bars_have_faults_too() -> None:
    picture = blurred(drawn(PAYMENT, kind="Code128", scale=3), 2.6)
    symbol = Symbol("Code128", Secret(PAYMENT), ((40, 40), (442, 40), (442, 190), (40, 190)))
    assert "blur_focus" in severities(picture, symbol)


@settings(max_examples=40, deadline=None)
@given(
    arrays(np.uint8, st.tuples(st.integers(1, 60), st.integers(1, 60))),
    st.one_of(st.tuples(POINT, POINT, POINT, POINT), st.tuples(NEAR, NEAR, NEAR, NEAR)),
    st.sampled_from([None, 1, 3, 11]),
    st.sampled_from(["QRCode", "Code128"]),
)
@example(CLEAN[:9, :9], MINUS_ZERO, None, "QRCode")
def test_any_picture_and_corners_are_survived(
    picture: Picture, corners: Corners, version: int | None, symbology: str
) -> None:
    if symbology == "Code128":
        corners = ((0.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 9.0))
    symbol = Symbol(symbology, None, corners, version)
    height, width = picture.shape
    for fault in faults_of(picture, symbol, KERNEL, closely=True):
        assert fault.name in FAULTS
        assert 0 < fault.severity <= 1
        if symbology == "QRCode":
            left, top, right, bottom = fault.box
            assert 0 <= left <= right <= width
            assert 0 <= top <= bottom <= height


def test_a_small_lamp_on_dull_paper_is_named() -> None:
    dull = np.where(CLEAN > 128, 200, 30).astype(np.uint8)
    middle = tuple(round(sum(axis) / 4) for axis in zip(*CODE.corners, strict=True))
    cv2.circle(dull, middle, round(0.14 * SIDE / 2), 255, -1)
    assert named(dull) == "glare"


def test_light_paper_is_no_lamp() -> None:
    assert "glare" not in severities(np.where(CLEAN > 128, 253, 20).astype(np.uint8))
