"""From pixels to a reading, with real engines on drawn codes."""

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from cashier.core.clock import ManualClock
from cashier.scan.filters import turned
from cashier.scan.reading import Verdict, box_of
from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort
from tests.helpers.codes import PAYMENT, blurred, contrast, drawn, spoilt

SCANNER = Scanner(ManualClock())


@pytest.mark.parametrize("shape", [(20, 60000), (60000, 3), (8, 65535), (1, 200000)])
def test_a_picture_like_a_thread_is_looked_at(shape: tuple[int, int]) -> None:
    picture = np.random.default_rng(1).integers(0, 255, shape).astype(np.uint8)
    assert Scanner(effort=Effort.STILL).read(picture).reads == ()


def test_a_payment_code_is_ready() -> None:
    reading = SCANNER.read(drawn(PAYMENT))
    assert reading.verdict is Verdict.READY
    (read,) = reading.reads
    assert (read.symbology, read.kind) == ("QRCode", "wechat_payment")
    assert read.payload.reveal() == PAYMENT
    assert read.masked == "13••••••••••••••56"
    assert read.clarity.letter == "A"
    assert (read.faults, read.advice) == ((), ())
    assert reading.seen_at == ManualClock().now()


def test_corners_are_those_of_the_symbol() -> None:
    picture = drawn(PAYMENT, scale=8, border=50)
    (read,) = SCANNER.read(picture).reads
    (left, top), _, (right, bottom), _ = read.corners
    dark = np.argwhere(picture < 128)
    assert abs(top - dark[:, 0].min()) <= 8
    assert abs(left - dark[:, 1].min()) <= 8
    assert abs(bottom - dark[:, 0].max()) <= 8
    assert abs(right - dark[:, 1].max()) <= 8


@pytest.mark.parametrize("kind", ["Code128", "EAN-13"])
def test_bars(kind: str) -> None:
    text = PAYMENT if kind == "Code128" else "6901234567892"
    reading = SCANNER.read(drawn(text, kind=kind, scale=3))
    assert reading.reads[0].payload.reveal() == text
    assert reading.verdict is (Verdict.READY if kind == "Code128" else Verdict.WRONG_CODE)
    assert reading.reads[0].clarity.letter == "A"


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_colour_frames(channels: int) -> None:
    grey = drawn(PAYMENT)
    frame: NDArray[np.uint8] = np.repeat(grey[..., np.newaxis], channels, axis=2)
    assert SCANNER.read(frame).verdict is Verdict.READY


@pytest.mark.parametrize(
    "frame",
    [np.zeros((0, 5), np.uint8), np.zeros((5, 5, 2), np.uint8), np.zeros(5, np.uint8)],
)
def test_no_picture_is_our_own_mistake(frame: NDArray[np.uint8]) -> None:
    with pytest.raises(ValueError, match="a picture"):
        SCANNER.read(frame)


def test_nothing_is_nothing() -> None:
    reading = SCANNER.read(np.full((480, 640), 90, np.uint8))
    assert reading.verdict is Verdict.NONE
    assert (reading.reads, reading.unread) == ((), ())


def test_the_payment_code_comes_first() -> None:
    rows = [drawn("wxp://f2f0abc", scale=8), drawn(PAYMENT, scale=4)]
    width = max(row.shape[1] for row in rows)
    page = np.vstack(
        [np.pad(row, ((0, 0), (0, width - row.shape[1])), constant_values=255) for row in rows]
    )
    assert [read.kind for read in SCANNER.read(page).reads] == ["wechat_payment", "wechat_receive"]


def test_in_a_frame_with_many_codes_the_largest_is_judged_by_its_pixels() -> None:
    codes = [drawn(f"https://example.org/{k}", scale=4 + k, border=20) for k in range(6)]
    side = max(len(code) for code in codes)
    padded = [np.pad(one, (0, side - len(one)), constant_values=255) for one in codes]
    page = np.hstack(padded)
    frame, still = (Scanner(ManualClock(), effort).read(page).reads for effort in Effort)
    assert [len(read.clarity.parameters) > 2 for read in frame] == [True] + [False] * 5
    assert all(len(read.clarity.parameters) > 2 for read in still)
    assert len(still) == len(codes)


def test_a_huge_frame_is_reduced_and_corners_are_mapped_back() -> None:
    picture = drawn(PAYMENT, scale=60, border=2000)
    assert picture.size > 20_000_000
    (read,) = SCANNER.read(picture).reads
    left, top, right, bottom = box_of(read.corners)
    assert 2000 < left < right < picture.shape[1] - 2000 + 60
    assert 2000 < top < bottom < picture.shape[0] - 2000 + 60


@pytest.mark.parametrize("shape", [(1, 1), (1, 1, 3), (1, 4000), (2, 2, 4), (720, 1)])
def test_frames_of_hardly_any_size_are_nothing(shape: tuple[int, ...]) -> None:
    reading = SCANNER.read(np.full(shape, 90, np.uint8))
    assert (reading.verdict, reading.reads, reading.unread) == (Verdict.NONE, (), ())


def test_twelve_megapixels_are_read_as_they_come() -> None:
    frame = np.full((3000, 4000), 255, np.uint8)
    code = drawn(PAYMENT)
    frame[1200 : 1200 + code.shape[0], 1700 : 1700 + code.shape[1]] = code
    (read,) = SCANNER.read(frame).reads
    assert read.payload.reveal() == PAYMENT


def test_blur_lowers_the_grade_and_is_named() -> None:
    sharp, soft = (SCANNER.read(blurred(drawn(PAYMENT), sigma)) for sigma in (0.3, 3.0))
    assert soft.reads[0].clarity.score < sharp.reads[0].clarity.score
    assert "blur_focus" in [fault.name for fault in soft.reads[0].faults]
    assert "hold_still" in soft.reads[0].advice


@pytest.mark.parametrize(("low", "high", "fault"), [(5, 60, "dark"), (170, 215, "low_contrast")])
def test_weak_light_is_named(low: int, high: int, fault: str) -> None:
    (read,) = SCANNER.read(contrast(drawn(PAYMENT), low, high)).reads
    assert fault in [found.name for found in read.faults]
    assert "brighten_screen" in read.advice


def test_a_spoilt_code_is_unclear_and_covered() -> None:
    reading = SCANNER.read(spoilt())
    assert reading.verdict is Verdict.UNCLEAR
    (unread,) = reading.unread
    assert "covered" in [fault.name for fault in unread.faults]
    assert "uncover" in unread.advice


def test_a_still_is_worth_more_effort_than_a_frame() -> None:
    hard, _ = turned(drawn(PAYMENT, kind="Code128", scale=3), 38)
    assert not SCANNER.read(hard).reads
    reading = Scanner(ManualClock(), Effort.STILL).read(hard)
    assert [read.payload.reveal() for read in reading.reads] == [PAYMENT]


def test_charsets() -> None:
    for text, data in (
        ("微信收款", "微信收款".encode()),
        ("老王水果", "老王水果".encode("gb18030")),
    ):
        assert SCANNER.read(drawn(data)).reads[0].payload.reveal() == text


@settings(max_examples=15)
@given(st.integers(0, 359), st.floats(0.6, 1.6))
def test_any_turn_and_size_gives_the_same_payload(angle: int, size: float) -> None:
    picture = drawn(PAYMENT, scale=8, border=120)
    middle = picture.shape[0] / 2
    turn = cv2.getRotationMatrix2D((middle, middle), angle, size)
    turned = cv2.warpAffine(picture, turn, picture.shape[::-1], borderValue=(255,))
    reading = SCANNER.read(np.asarray(turned, np.uint8))
    assert [read.payload.reveal() for read in reading.reads] == [PAYMENT]


@settings(max_examples=8)
@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 2**32))
def test_any_noise_is_survived(width: int, height: int, seed: int) -> None:
    noise = np.random.default_rng(seed).integers(0, 255, (height, width), np.uint8)
    assert Scanner(ManualClock(), Effort.STILL).read(noise).verdict in (
        Verdict.NONE,
        Verdict.UNCLEAR,
    )
