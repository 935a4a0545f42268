"""Things of a shop that carry no code: receipts, faces of goods, keyboards, textiles, hands.

Cards are grey levels before printing; scenes are linear light.
"""

import cv2
import numpy as np
from numpy.random import Generator

from benchmarks.render.camera import Picture, Plane, blurred, smooth_noise
from benchmarks.render.pages import words

_FONT = cv2.FONT_HERSHEY_SIMPLEX
_DARK = (25, 25, 25)


def receipt(rng: Generator) -> Picture:
    """Print a till's receipt: a name, lines with prices, a total, a rule of dashes."""
    card = np.full((900, 380), 236, np.uint8)
    words(card, (90, 20), (40, 5, _DARK), rng)
    for top in range(110, 640, 44):
        words(card, (20, top), (26, int(rng.integers(3, 7)), _DARK), rng)
        price = f"{rng.uniform(1, 200):.2f}"
        cv2.putText(card, price, (265, top + 24), _FONT, 0.8, 30, 2, cv2.LINE_AA)
    cv2.putText(card, "-" * 24, (14, 680), _FONT, 0.8, 30, 2, cv2.LINE_AA)
    cv2.putText(card, f"{rng.uniform(50, 900):.2f}", (200, 740), _FONT, 1.4, 10, 3, cv2.LINE_AA)
    for top in range(770, 870, 36):
        words(card, (30, top), (24, 12, _DARK), rng)
    return card


def face(rng: Generator) -> Picture:
    """Print the face of something sold: stripes, a logo, a grid, a name; no bar code."""
    card = np.full((520, 400), int(rng.integers(90, 245)), np.uint8)
    for draw in rng.choice(len(_FACES), int(rng.integers(2, 4)), replace=False):
        _FACES[int(draw)](card, rng)
    name = "".join(rng.choice(list("ABCDEFGHKLMNORSTUVWXYZ"), 6))
    cv2.putText(card, name, (30, 70), _FONT, 2.0, int(rng.integers(0, 60)), 8, cv2.LINE_AA)
    words(card, (30, 460), (36, int(rng.integers(5, 9)), _DARK), rng)
    return card


def _stripes(card: Picture, rng: Generator) -> None:
    """Bars as packages have for looks: all of one width, or fading."""
    left, top = (int(value) for value in rng.integers(20, 150, 2))
    wide, grey = int(rng.integers(4, 16)), int(rng.integers(0, 90))
    for number in range(int(rng.integers(6, 14))):
        x = left + number * 2 * wide
        width = max(1, wide - number // 2)
        cv2.rectangle(card, (x, top), (x + width, top + 130), grey, -1)


def _rings(card: Picture, rng: Generator) -> None:
    """A logo of nested shapes, square or round; its rings are not a finder's."""
    x, y = int(rng.integers(120, 280)), int(rng.integers(180, 380))
    sides = np.cumsum(rng.integers(14, 26, 5))[::-1]
    for number, side in enumerate(int(value) for value in sides):
        grey = (30, 225)[number % 2]
        if rng.integers(2):
            cv2.circle(card, (x, y), side, grey, -1, cv2.LINE_AA)
        else:
            cv2.rectangle(card, (x - side, y - side), (x + side, y + side), grey, -1)


def _checks(card: Picture, rng: Generator) -> None:
    """A chequered field or scattered squares, like pixel art."""
    cells = rng.integers(0, 2, (8, 8)) if rng.integers(2) else np.indices((8, 8)).sum(0) % 2
    side = int(rng.integers(10, 26))
    field = np.kron(np.where(cells, 40, 215).astype(np.uint8), np.ones((side, side), np.uint8))
    left, top = int(rng.integers(10, 150)), int(rng.integers(120, 280))
    field = field[: card.shape[0] - top, : card.shape[1] - left]
    card[top : top + field.shape[0], left : left + field.shape[1]] = field


def _panel(card: Picture, rng: Generator) -> None:
    """The panel of what is in it: a table with numbers."""
    cv2.rectangle(card, (40, 150), (350, 440), 240, -1)
    for top in range(150, 441, 36):
        cv2.line(card, (40, top), (350, top), 20, 2)
        text = f"{rng.uniform(0, 99):.1f} g"
        cv2.putText(card, text, (230, top + 27), _FONT, 0.7, 20, 2, cv2.LINE_AA)
        words(card, (52, top + 6), (24, 4, _DARK), rng)
    cv2.line(card, (215, 150), (215, 440), 20, 2)


_FACES = (_stripes, _rings, _checks, _panel)


def keys(rng: Generator, rows: int = 5, columns: int = 14) -> Picture:
    """Return a keyboard or a payment terminal's keypad."""
    card = np.full((rows * 60 + 20, columns * 60 + 20), 35, np.uint8)
    for row in range(rows):
        for column in range(columns):
            x, y = 14 + column * 60 + (row * 9) % 30, 14 + row * 60
            cv2.rectangle(card, (x, y), (x + 48, y + 48), int(rng.integers(55, 80)), -1)
            letter = str(rng.choice(list("QWERTYUIOPASDFGHJKLZXCVBNM0123456789")))
            cv2.putText(card, letter, (x + 8, y + 28), _FONT, 0.7, 215, 2, cv2.LINE_AA)
    return card


def textile(rng: Generator, size: tuple[int, int]) -> Plane:
    """Return cloth of (width, height): checked, dotted or striped, woven and folded."""
    width, height = size
    y, x = np.mgrid[:height, :width].astype(np.float32)
    x = x + 14 * smooth_noise(rng, size, (220, 180))
    y = y + 14 * smooth_noise(rng, size, (220, 180))
    pitch = rng.uniform(18, 60)
    across, along = np.sin(2 * np.pi * x / pitch), np.sin(2 * np.pi * y / pitch)
    looks = ((across > 0.2) * 0.5 + (along > 0.2) * 0.5, across * along > 0.45, across > 0.6)
    look = np.asarray(looks[int(rng.integers(3))], np.float32)
    weave = 1 + 0.12 * np.sin(2 * np.pi * x / 3.7) * np.sin(2 * np.pi * y / 3.7)
    folds = 1 + 0.25 * smooth_noise(rng, size, (260, 140))
    return np.asarray(np.clip((0.08 + 0.45 * look) * weave * folds, 0.01, 1), np.float32)


def lay(scene: Plane, card: Picture, place: tuple[float, float, float, float]) -> None:
    """Lay a card on a scene: the place's x, y, turn (radians) and pixels of the card a pixel."""
    x, y, turn, factor = place
    height, width = card.shape
    cos, sin = factor * np.cos(turn), factor * np.sin(turn)
    shift = np.array([x, y]) - np.array([[cos, -sin], [sin, cos]]) @ np.array([width, height]) / 2
    matrix = np.array([[cos, -sin, shift[0]], [sin, cos, shift[1]]])
    size = scene.shape[::-1]
    # Cards are drawn larger than they are shown: without a blur their edges would flicker.
    light = (blurred(card.astype(np.float32), 0.35 / factor) / 255) ** 2.2 * 0.8
    there = cv2.warpAffine(np.ones_like(light), matrix, size)
    shade = cv2.GaussianBlur(there, (0, 0), 7.0)
    seen = cv2.warpAffine(light, matrix, size)
    scene[:] = scene * (1 - 0.5 * shade) * (1 - there) + seen


def hand(size: tuple[int, int], at: tuple[float, float], reach: float, turn: float) -> Plane:
    """Return a hand's light and, where it is not, not a number; (x, y) is the knuckles' middle."""
    width, height = size
    mask = np.zeros((height, width), np.float32)
    along = np.array([np.cos(turn), np.sin(turn)])
    across = np.array([-along[1], along[0]])
    middle = np.array(at)
    for number, length in enumerate((0.75, 0.95, 1.0, 0.85)):
        base = middle + across * (number - 1.5) * 0.24 * reach
        tip = base + along * length * reach + across * (number - 1.5) * 0.05 * reach
        _bone(mask, base, tip, 0.21 * reach)
    _bone(mask, middle - along * 0.3 * reach, middle - along * 0.4 * reach, 0.95 * reach)
    _bone(
        mask,
        middle - along * 0.5 * reach - across * 0.4 * reach,
        middle - across * reach,
        0.24 * reach,
    )
    _bone(mask, middle - along * 0.6 * reach, middle - along * 6 * reach, 0.75 * reach)
    round_ = blurred(mask, max(1.0, 0.07 * reach))
    return np.asarray(np.where(mask > 0.5, 0.12 + 0.3 * round_**2, np.nan), np.float32)


def _bone(
    mask: Plane,
    start: np.ndarray[tuple[int], np.dtype[np.float64]],
    end: np.ndarray[tuple[int], np.dtype[np.float64]],
    thick: float,
) -> None:
    ends = [tuple(int(value) for value in point) for point in (start, end)]
    cv2.line(mask, ends[0], ends[1], 1.0, max(2, int(thick)), cv2.LINE_AA)
