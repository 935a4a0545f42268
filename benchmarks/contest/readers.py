"""The readers in this process: zxing-cpp, ZBar, and ours with its two efforts.

Every reader gets the same grey pixels and gives texts. Its cost is processor time, of one thread a
reader, so that other programs on the machine do not count.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from cashier.scan.scanner import Scanner
from cashier.scan.search import Effort

Picture = NDArray[np.uint8]

BASE = "zxing-cpp"
OURS_LIVE = "ours, frame"
OURS_STILL = "ours, still"

_FORMATS = zxingcpp.BarcodeFormats(
    [
        zxingcpp.BarcodeFormat.QRCode,
        zxingcpp.BarcodeFormat.Code128,
        zxingcpp.BarcodeFormat.EAN13,
        zxingcpp.BarcodeFormat.EAN8,
        zxingcpp.BarcodeFormat.UPCA,
    ]
)
"""What a till meets. More formats would make this reader slower, and no better here."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The texts that a reader read in one picture, and the seconds of processor time it took."""

    texts: list[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Reader:
    """A reader by name; one that is not `live` takes no part in films."""

    name: str
    read: Callable[[Picture], Answer]
    live: bool = True


def local_readers() -> list[Reader]:
    """Return the readers of this process; the first one is what the others are compared with."""
    live, still = Scanner(effort=Effort.FRAME), Scanner(effort=Effort.STILL)
    readers = [Reader(BASE, _timed(_zxing)), Reader(OURS_LIVE, _timed(_ours(live)))]
    readers.append(Reader(OURS_STILL, _timed(_ours(still)), live=False))
    try:
        from pyzbar import pyzbar
    except (ImportError, OSError):
        return readers
    wanted = [pyzbar.ZBarSymbol[name] for name in ("QRCODE", "CODE128", "EAN13", "EAN8", "UPCA")]

    def zbar(picture: Picture) -> list[str]:
        found = pyzbar.decode(picture, symbols=wanted)
        return [one.data.decode("utf-8", "replace") for one in found]

    return [*readers, Reader("ZBar", _timed(zbar))]


@contextmanager
def one_thread() -> Iterator[None]:
    """Hold OpenCV to one thread: processor time is then what a quiet machine would take."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)


def _timed(way: Callable[[Picture], list[str]]) -> Callable[[Picture], Answer]:
    def read(picture: Picture) -> Answer:
        started = time.process_time()
        texts = way(picture)
        return Answer(texts, time.process_time() - started)

    return read


def _zxing(picture: Picture) -> list[str]:
    found = zxingcpp.read_barcodes(picture, formats=_FORMATS, text_mode=zxingcpp.TextMode.Plain)
    return [one.text for one in found]


def _ours(scanner: Scanner) -> Callable[[Picture], list[str]]:
    return lambda picture: [read.payload.reveal() for read in scanner.read(picture).reads]
