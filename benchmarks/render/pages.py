"""Pages that phones show: a payment page with the QR and the Code128 of one number, in colours.

Words are drawn as strokes that look like Chinese from afar: no font is needed, nothing can be read.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.render.sheets import Points, square
from benchmarks.render.symbols import Flags, bars, qr_symbol

Colours = NDArray[np.uint8]
"""Rows × columns × (blue, green, red)."""
Colour = tuple[int, int, int]

WIDTH, HEIGHT = 720, 1500
_INK: Colour = (40, 40, 40)
_PALE: Colour = (150, 150, 150)
_WHITE: Colour = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Wallet:
    """How one wallet's payment page looks, and how its numbers are made.

    `begins` are two digits each; `digits` is the shortest and the longest number. With an
    `emblem`, a little square of the header's colour lies in the middle of the QR symbol.
    """

    name: str
    header: Colour
    ground: Colour
    begins: tuple[str, ...]
    digits: tuple[int, int]
    top: int
    emblem: bool = True

    def number(self, rng: Generator) -> str:
        """Make a number up."""
        begin = self.begins[int(rng.integers(len(self.begins)))]
        length = int(rng.integers(self.digits[0], self.digits[1] + 1))
        rest = rng.integers(0, 10, length - len(begin))
        return begin + "".join(str(digit) for digit in rest)


WALLETS = (
    Wallet(
        "weixin",
        (89, 163, 60),
        (89, 163, 60),
        ("10", "11", "12", "13", "14", "15"),
        (18, 18),
        330,
        emblem=False,
    ),
    Wallet(
        "alipay",
        (255, 119, 22),
        (247, 244, 242),
        ("25", "26", "27", "28", "29", "30"),
        (16, 24),
        300,
    ),
    Wallet("unionpay", (60, 45, 205), (240, 240, 240), ("62",), (19, 19), 360),
    Wallet("ecny", (40, 36, 168), (238, 238, 242), ("01",), (19, 19), 340),
)


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """A screen's pixels, its payload, and the QR symbol's corners and modules in them."""

    pixels: Colours
    payload: str
    corners: Points
    modules: int

    @property
    def middle(self) -> tuple[float, float]:
        """The QR symbol's middle."""
        x, y = self.corners.mean(0)
        return float(x), float(y)


def payment_page(wallet: Wallet, rng: Generator) -> Page:
    """Draw a payment page of a made-up number."""
    payload = wallet.number(rng)
    page = np.full((HEIGHT, WIDTH, 3), wallet.ground, np.uint8)
    cv2.rectangle(page, (0, 0), (WIDTH, wallet.top - 120), wallet.header, -1)
    _status_bar(page)
    words(page, (WIDTH // 2 - 90, 130), (44, 4, _WHITE), rng)
    cv2.rectangle(page, (36, wallet.top - 60), (WIDTH - 36, wallet.top + 900), _WHITE, -1)
    words(page, (80, wallet.top - 30), (30, 7, wallet.header), rng)
    _draw(page, bars(payload), (80, wallet.top + 40), (WIDTH - 160, 150))
    cv2.putText(
        page, f"{payload[:4]} ****", (80, wallet.top + 225), cv2.FONT_HERSHEY_SIMPLEX, 0.9, _PALE, 2
    )
    corners, modules = _draw_symbol(page, payload, wallet, rng)
    _foot(page, wallet, rng)
    return Page(page, payload, corners, modules)


def _draw_symbol(page: Colours, payload: str, wallet: Wallet, rng: Generator) -> tuple[Points, int]:
    """Draw the QR symbol, return its corners and modules a side."""
    level = str(rng.choice(list("MQ" if wallet.emblem else "LMQ")))
    version = int(rng.integers(2 if wallet.emblem else 1, 4))
    symbol = qr_symbol(payload, version, level, int(rng.integers(8)))
    pitch = 420 // symbol.size
    side = pitch * symbol.size
    left, top = (WIDTH - side) // 2, wallet.top + 280
    _draw(page, symbol.dark, (left, top), (side, side))
    if wallet.emblem:
        middle, reach = (WIDTH // 2, top + side // 2), 2 * pitch
        for shrunk, colour in ((0, _WHITE), (pitch // 4, wallet.header)):
            start, end = (
                (middle[0] + way * (reach - shrunk), middle[1] + way * (reach - shrunk))
                for way in (-1, 1)
            )
            cv2.rectangle(page, start, end, colour, -1)
    return square(side, left + side / 2 - 0.5, top + side / 2 - 0.5), symbol.size


def _status_bar(page: Colours) -> None:
    cv2.putText(page, "10:09", (30, 50), cv2.FONT_HERSHEY_SIMPLEX, 1, _WHITE, 3, cv2.LINE_AA)
    cv2.rectangle(page, (WIDTH - 90, 26), (WIDTH - 40, 50), _WHITE, 2)
    cv2.rectangle(page, (WIDTH - 86, 30), (WIDTH - 56, 46), _WHITE, -1)


def _foot(page: Colours, wallet: Wallet, rng: Generator) -> None:
    """Draw how to pay, and rows of other things below."""
    words(page, (150, wallet.top + 740), (28, 12, _PALE), rng)
    cv2.circle(page, (100, wallet.top + 840), 20, wallet.header, -1)
    words(page, (140, wallet.top + 822), (34, 6, _INK), rng)
    for top in range(wallet.top + 940, HEIGHT - 90, 100):
        cv2.rectangle(page, (36, top), (WIDTH - 36, top + 88), _WHITE, -1)
        words(page, (80, top + 28), (32, int(rng.integers(3, 8)), _INK), rng)


def words(
    page: NDArray[np.uint8], at: tuple[int, int], look: tuple[int, int, Colour], rng: Generator
) -> None:
    """Draw strokes that look like Chinese; `look` is their size, how many, and their colour."""
    size, count, colour = look
    for number in range(count):
        left, top = at[0] + round(number * size * 1.08), at[1]
        for _ in range(int(rng.integers(4, 8))):
            start = rng.uniform(0.08, 0.6, 2)
            end = start.copy()
            end[int(rng.integers(2))] = rng.uniform(0.7, 0.95)
            a, b = (
                (int(left + x * size), int(top + y * size))
                for x, y in (start.tolist(), end.tolist())
            )
            cv2.line(page, a, b, colour, max(1, size // 14), cv2.LINE_AA)


def _draw(page: Colours, dark: Flags, at: tuple[int, int], size: tuple[int, int]) -> None:
    grey = cv2.resize(
        np.where(dark, 0, 255).astype(np.uint8), size, interpolation=cv2.INTER_NEAREST
    )
    page[at[1] : at[1] + size[1], at[0] : at[0] + size[0]] = grey[:, :, None]
