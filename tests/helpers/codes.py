"""Draws codes as pictures, from made-up payloads."""

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

PAYMENT = "131234567890123456"
"""Looks like a WeChat payment code; counts up, so nobody ever had it."""


def drawn(text: str | bytes, *, scale: int = 6, border: int = 40, kind: str = "QRCode") -> Picture:
    """Return a code in black on white."""
    made = zxingcpp.create_barcode(text, zxingcpp.barcode_format_from_str(kind))
    code = np.array(made.to_image(scale=scale, add_quiet_zones=True), np.uint8)
    sides = (border, border, border, border)
    return np.asarray(cv2.copyMakeBorder(code, *sides, cv2.BORDER_CONSTANT, value=(255,)), np.uint8)


def blurred(picture: Picture, sigma: float) -> Picture:
    """Return the picture out of focus."""
    return np.asarray(cv2.GaussianBlur(picture, (0, 0), sigma), np.uint8)


def contrast(picture: Picture, low: int, high: int) -> Picture:
    """Return the picture with its light squeezed between two levels."""
    return np.asarray(low + picture.astype(np.float32) / 255 * (high - low), np.uint8)


def encoded(picture: Picture, suffix: str = ".png") -> bytes:
    """Return the picture as the bytes of a file."""
    # OpenCV writes GIF from colours only.
    pixels = cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR) if suffix == ".gif" else picture
    done, data = cv2.imencode(suffix, pixels)
    assert done
    return bytes(data.tobytes())


def spoilt() -> Picture:
    """Return a QR code whose middle is painted over beyond repair."""
    picture = drawn("https://example.org/" + "0123456789" * 6, scale=8)
    size = picture.shape[0]
    picture[size // 3 : size - 110, size // 3 : size - 60] = 128
    return picture
