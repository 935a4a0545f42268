"""Phones held still before the camera, each with one thing wrong, for the pictures of guides."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from benchmarks.render.camera import Lens
from benchmarks.render.glass import Frame, Glass, Moment, Studio
from benchmarks.render.motion import FRAME, Motion
from benchmarks.render.pages import HEIGHT, WALLETS, WIDTH, Colours, Page, payment_page
from benchmarks.render.shapes import cylinder
from benchmarks.render.sheets import Points, paper, square, table
from benchmarks.render.shot import Place, Stage, take, uneven
from benchmarks.render.symbols import bars, qr_symbol

_LATE = 8.0
"""Seconds after which the camera's exposure has come to rest."""
_CALM = Glass(
    shine=0.8,
    mirror=0.004,
    dots=0.0,
    fixed_focus=False,
    exposure=0.001,
    noise=1.0,
    quality=88,
    over=(0.9, 0.35, 0.75, 0.55),
)
_STILL = np.zeros((2, 6))
_SWING = np.array([(2.0, 1.1, 1.4, 1.0, 1.2, 0.9), (0.2, 0.5, 0.1, 0.4, 0.6, 0.3)])
_PLAIN = Moment(_LATE)
_SHINES = 110
"""Grey level from which on, softened, a picture shows a screen that shines."""
_CHANGED = 40
"""Grey levels by which a fault has changed a pixel that lies in its box."""

Place3 = tuple[float, float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Spoilt:
    """A frame with one fault, and where the fault is."""

    picture: Colours
    corners: Points
    box: Box


def held(at: Place3 = (0, 2, 140), lean: Place3 = (0.06, -0.08, 0.05)) -> Motion:
    """Hold a phone still: millimetres from the middle and from the camera; radians."""
    there = np.array(at, np.float64)
    return Motion(there, there, 1.0, np.array(lean), 0.0, _STILL)


def phone(
    page: Page, motion: Motion | None = None, glass: Glass = _CALM, moment: Moment = _PLAIN
) -> Frame:
    """Take one frame of a phone, the same every time."""
    studio = Studio((page,), glass, np.random.default_rng(5))
    return studio.shoot(moment, motion if motion is not None else held(), np.random.default_rng(6))


def wallet_page(wallet: int = 0, seed: int = 1) -> Page:
    """Return a wallet's payment page."""
    return payment_page(WALLETS[wallet], np.random.default_rng(seed))


def poster_page(text: str, colour: tuple[int, int, int]) -> Page:
    """Return a screen that shows one QR code on a ground of a colour."""
    pixels = np.full((HEIGHT, WIDTH, 3), colour, np.uint8)
    cv2.rectangle(pixels, (60, 420), (WIDTH - 60, 1140), (255, 255, 255), -1)
    symbol = qr_symbol(text, 4, "M", 3)
    side = 480 // symbol.size * symbol.size
    left, top = (WIDTH - side) // 2, 540
    _put(pixels, np.where(symbol.dark, 0, 255), (left, top, side, side))
    corners = square(side, left + side / 2 - 0.5, top + side / 2 - 0.5)
    return Page(pixels, text, corners, symbol.size)


def goods_page(number: str) -> Page:
    """Return a label with the bars of a thing on sale."""
    pixels = np.full((HEIGHT, WIDTH, 3), (214, 220, 226), np.uint8)
    cv2.rectangle(pixels, (40, 480), (WIDTH - 40, 1050), (250, 250, 250), -1)
    _put(pixels, np.where(bars(number), 20, 250), (100, 560, WIDTH - 200, 330))
    write = (cv2.FONT_HERSHEY_SIMPLEX, 1.25, (30, 30, 30), 3)
    cv2.putText(pixels, " ".join(number), (105, 960), *write)
    return Page(pixels, number, square(400, WIDTH / 2, 725), 1)


def _put(pixels: Colours, grey: NDArray[np.int_], at: tuple[int, int, int, int]) -> None:
    left, top, width, height = at
    drawn = cv2.resize(grey.astype(np.uint8), (width, height), interpolation=cv2.INTER_NEAREST)
    pixels[top : top + height, left : left + width] = drawn[:, :, None]


# --------------------------------------------------------------------------------------- faults


def _whole(frame: Frame) -> Spoilt:
    """A fault of the whole code."""
    (left, top), (right, bottom) = frame.corners.min(0), frame.corners.max(0)
    return Spoilt(frame.picture, frame.corners, (left, top, right, bottom))


def _part(frame: Frame, clean: Frame) -> Spoilt:
    """A fault of the part of the code that differs from the clean frame."""
    gone = cv2.absdiff(cv2.GaussianBlur(frame.picture, (0, 0), 4), _soft(clean.picture)).max(2)
    inside = np.zeros(gone.shape, np.uint8)
    cv2.fillConvexPoly(inside, np.round(frame.corners).astype(np.int32), 1)
    y, x = np.nonzero((gone > _CHANGED) & (inside > 0))
    box = (float(x.min()), float(y.min()), float(x.max()), float(y.max()))
    return Spoilt(frame.picture, frame.corners, box)


def _soft(picture: Colours) -> Colours:
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), 4), np.uint8)


def _defocused() -> Spoilt:
    frame = phone(wallet_page())
    soft = np.asarray(cv2.GaussianBlur(frame.picture, (0, 0), 6.5), np.uint8)
    return _whole(Frame(soft, frame.corners))


def _shaken() -> Spoilt:
    still = held()
    moving = replace(still, tremor=9.0, beats=_SWING)
    return _whole(phone(wallet_page(), moving, replace(_CALM, exposure=0.045)))


def _glaring() -> Spoilt:
    clean = phone(wallet_page())
    return _part(phone(wallet_page(), moment=Moment(_LATE, lamps=((0.62, 0.5, 0.2),))), clean)


def _dimmed() -> Spoilt:
    return _whole(phone(wallet_page(), moment=Moment(_LATE, 0.035)))


def _pale() -> Spoilt:
    return _whole(phone(wallet_page(), glass=replace(_CALM, mirror=0.24, shine=0.2)))


def _leaning() -> Spoilt:
    return _whole(phone(wallet_page(), held((0, 0, 135), (0.1, 1.0, 0.1))))


def _rolled() -> Spoilt:
    """A printed code on a roll of paper."""
    rng = np.random.default_rng(3)
    symbol = qr_symbol("130012345678901234", 3, "M", 3)
    bent = cylinder(1.15, symbol.size / 2, 0.12, (0.15, 6.0 * symbol.size))
    stage = Stage(table(rng, FRAME), uneven(rng, FRAME, 0.7, 0.9))
    place = Place(FRAME[0] / 2, FRAME[1] / 2, 0.08, 15.0)
    made = take(paper(symbol, rng), bent, place, stage, (Lens(0.6), rng))
    return _whole(Frame(np.repeat(made.picture[:, :, None], 3, 2), made.corners))


def _far() -> Spoilt:
    return _whole(phone(wallet_page(), held((0, 20, 620))))


def _cut() -> Spoilt:
    frame = phone(wallet_page(), held((4, 43, 140)))
    whole = _whole(frame)
    left, top, right, _ = whole.box
    return replace(whole, box=(left, (top + FRAME[1]) / 2, right, FRAME[1] - 1.0))


def _thumbed() -> Spoilt:
    clean = phone(wallet_page())
    return _part(phone(wallet_page(), moment=Moment(_LATE, over=0.0)), clean)


def _scratched() -> Spoilt:
    """A broken glass: bright cracks from one point over the code."""
    page, rng = wallet_page(), np.random.default_rng(8)
    cracked = page.pixels.copy()
    x, y = (page.corners[1] * 0.55 + page.corners[3] * 0.45).tolist()
    for angle in rng.uniform(0, 2 * np.pi, 13):
        line = [(x, y)]
        for _ in range(7):
            angle += rng.normal(0, 0.25)
            step = rng.uniform(18, 34)
            line.append((line[-1][0] + step * np.cos(angle), line[-1][1] + step * np.sin(angle)))
        points, width = np.round(line).astype(np.int32), int(rng.integers(8, 14))
        cv2.polylines(cracked, [points], isClosed=False, color=(190, 190, 190), thickness=width)
    return _part(phone(replace(page, pixels=cracked)), phone(page))


def _striped() -> Spoilt:
    """Bands over the screen alone: neither the hand nor what lies behind has dots that beat."""
    page = wallet_page()
    frame = phone(page, glass=replace(_CALM, dots=0.25))
    y, x = np.mgrid[: FRAME[1], : FRAME[0]].astype(np.float32)
    waves = 0.3 * np.sin(0.13 * x + 0.05 * y + 2.2 * np.sin(0.006 * y))
    beat = 1 + waves * _shining(page, frame)
    picture = np.clip(frame.picture.astype(np.float32) * beat[:, :, None], 0, 255)
    return _whole(Frame(picture.astype(np.uint8), frame.corners))


def _shining(page: Page, frame: Frame) -> NDArray[np.float32]:
    """Return where the screen is seen, 0 to 1, but for the fingers on it: they shine less."""
    onto = cv2.getPerspectiveTransform(
        page.corners.astype(np.float32), frame.corners.astype(np.float32)
    )
    screen = cv2.warpPerspective(np.ones((HEIGHT, WIDTH), np.float32), onto, FRAME)
    light = cv2.GaussianBlur(frame.picture, (0, 0), 12).max(2) > _SHINES
    return np.asarray(screen * cv2.GaussianBlur(light.astype(np.float32), (0, 0), 6), np.float32)


SPOILT: dict[str, Callable[[], Spoilt]] = {
    "blur_focus": _defocused,
    "blur_motion": _shaken,
    "glare": _glaring,
    "dark": _dimmed,
    "low_contrast": _pale,
    "tilt": _leaning,
    "curved": _rolled,
    "small": _far,
    "cut_off": _cut,
    "covered": _thumbed,
    "damaged": _scratched,
    "moire": _striped,
}
"""One fault each, by the names of the contracts."""
