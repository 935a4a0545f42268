"""A picture file → grey pixels, safely: judged by its header before anything is unpacked.

Pixels come as they are stored: the orientation note of a phone camera is ignored, so corners refer
to the stored picture. Of an animated picture the first frame is taken.
"""

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.errors import (
    PictureDamaged,
    PictureEmpty,
    PictureIsFolder,
    PictureMissing,
    PictureTooHeavy,
    PictureTooLarge,
    PictureTruncated,
    PictureUnknown,
    PictureUnreadable,
)
from cashier.scan.headers import Header, header_of
from cashier.scan.quiet import hush

MOST_PIXELS = 40_000_000
MOST_BYTES = 64_000_000
SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif"})


@dataclass(frozen=True, slots=True, eq=False)
class Loaded:
    """The pixels of a picture, and whether it was the first of several."""

    pixels: Picture
    animated: bool


def load(path: Path) -> Loaded:
    """Return a picture's grey pixels.

    Raises:
        WrongUse: missing, a folder, empty, no picture, truncated, damaged, too large.
        PictureUnreadable: the file is there but cannot be read.
    """
    name = shown_name(path)
    data = _bytes_of(path, name)
    header = header_of(data)
    if header is None:
        raise PictureUnknown(name=name)
    _refuse_unfit(header, name)
    return Loaded(_unpacked(data, name), header.animated)


def shown_name(path: Path) -> str:
    """Return a file's name as it may be printed, also where its bytes are no text."""
    return (path.name or str(path)).encode("utf-8", "backslashreplace").decode("utf-8")


def _bytes_of(path: Path, name: str) -> bytes:
    try:
        if path.is_dir():
            raise PictureIsFolder(name=name)
        if path.exists() and not path.is_file():
            # A pipe or device may block or never end.
            raise PictureUnreadable(name=name, reason="not a file")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise PictureMissing(name=name) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or type(error).__name__
        raise PictureUnreadable(name=name, reason=reason) from error
    if not data:
        raise PictureEmpty(name=name)
    if len(data) > MOST_BYTES:
        raise PictureTooHeavy(name=name, limit=MOST_BYTES // 1_000_000)
    return data


def _refuse_unfit(header: Header, name: str) -> None:
    if header.pixels > MOST_PIXELS:
        millions = -(-header.pixels // 1_000_000)
        raise PictureTooLarge(name=name, megapixels=millions, limit=MOST_PIXELS // 1_000_000)
    if not header.whole:
        raise PictureTruncated(name=name)
    if header.pixels == 0:
        raise PictureDamaged(name=name)


def _unpacked(data: bytes, name: str) -> Picture:
    hush()
    way = cv2.IMREAD_GRAYSCALE | cv2.IMREAD_IGNORE_ORIENTATION
    try:
        pixels = cv2.imdecode(np.frombuffer(data, np.uint8), way)
    except cv2.error as error:
        raise PictureDamaged(name=name) from error
    if pixels is None or pixels.size == 0:
        raise PictureDamaged(name=name)
    return np.asarray(pixels, np.uint8)
