"""A short film of a phone that shows a payment code, of any size and speed."""

from pathlib import Path

import cv2
import numpy as np

from cashier.core.resources import resource

_PICTURES = 90


def clip(path: Path, size: tuple[int, int], fps: float = 30.0) -> Path:
    """Write the film and return its path; the code drifts a little, as in a hand."""
    code = cv2.imread(str(resource("samples", "payment_code.png")))
    assert code is not None
    width, height = size
    side = height * 2 // 3
    code = cv2.resize(code, (side, side * code.shape[0] // code.shape[1]))
    film = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), fps, size)
    rng = np.random.default_rng(5)
    for number in range(_PICTURES):
        frame = np.full((height, width, 3), 90, np.uint8)
        drift = round(12 * np.sin(number / 15))
        top, left = 20 + abs(drift), width // 4 + drift
        part = code[: height - top, : width - left]
        frame[top : top + part.shape[0], left : left + part.shape[1]] = part
        noise = rng.integers(0, 6, frame.shape, dtype=np.uint8)
        film.write(cv2.add(frame, noise))
    film.release()
    return path
