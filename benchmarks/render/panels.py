"""Panels to draw on, and what is drawn on them: frames, numbers, matrices of modules."""

import cv2
import numpy as np
from numpy.typing import NDArray

from cashier.scan.kernel.inputs import Floats, Pixels

SIDE, GAP = 300, 12
LEVELS = 16
"""Grey levels are drawn in steps of so many: what a page needs of noise, and small files."""
GREEN, RED, ORANGE = (60, 160, 0), (40, 40, 220), (0, 110, 255)

Colour = tuple[int, int, int]
Image = NDArray[np.uint8]


def matrix(soft: Pixels, truth: NDArray[np.bool_] | None = None) -> Image:
    """Draw readings as greys; with the truth, as black and white, wrong ones marked."""
    greys = np.clip(127 - 97 * soft, 0, 255) if truth is None else np.where(soft > 0, 30, 235)
    drawn = cv2.cvtColor(greys.astype(np.uint8), cv2.COLOR_GRAY2BGR)
    if truth is not None:
        drawn[(soft > 0) != truth] = RED
    return np.asarray(cv2.resize(drawn, (SIDE, SIDE), interpolation=cv2.INTER_NEAREST), np.uint8)


def coloured(grey: Pixels | Image, factor: float = 1.0) -> Image:
    """Return a grey picture, in fewer levels, to draw on."""
    steps = (np.clip(grey, 0, 255) // LEVELS * LEVELS).astype(np.uint8)
    drawn = cv2.cvtColor(steps, cv2.COLOR_GRAY2BGR)
    return resized(np.asarray(drawn, np.uint8), factor)


def beside(panels: list[Image]) -> Image:
    """Lay panels in a row, of the first one's height."""
    height = panels[0].shape[0]
    row: list[Image] = []
    for panel in panels:
        row += [np.full((height, GAP, 3), 255, np.uint8), resized(panel, height / panel.shape[0])]
    return np.hstack(row[1:])


def resized(image: Image, factor: float) -> Image:
    """Return an image of another size; enlarged, its pixels stay square."""
    if factor == 1:
        return image
    height, width = image.shape[:2]
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_NEAREST
    size = (round(width * factor), round(height * factor))
    return np.asarray(cv2.resize(image, size, interpolation=way), np.uint8)


def outline(image: Image, frame: Floats, colour: Colour, reach: float = 3.5) -> None:
    """Draw the square that reaches so many modules from a frame's middle."""
    square = np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)]) * reach
    ring = np.round(frame[0] + square @ frame[1:]).astype(np.int32)
    cv2.polylines(image, [ring], isClosed=True, color=colour, thickness=2, lineType=cv2.LINE_AA)


def number(image: Image, x: float, y: float, value: float) -> None:
    """Write a number on white, right of a place."""
    left, bottom = round(x) + 16, round(y) + 5
    cv2.rectangle(image, (left - 2, bottom - 11), (left + 32, bottom + 2), (255, 255, 255), -1)
    font = cv2.FONT_HERSHEY_SIMPLEX
    cv2.putText(image, f"{value:.2f}", (left, bottom), font, 0.42, (0, 0, 0), 1, cv2.LINE_AA)


def at(point: Floats) -> tuple[int, int]:
    """Return a point as OpenCV wants it."""
    return round(float(point[0])), round(float(point[1]))
