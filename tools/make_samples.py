"""Draws the sample pictures and the sample film of resources/samples, all from made-up codes.

Run it again after a change: `python tools/make_samples.py`. No real payment code was ever here.
"""

from math import cos, pi
from pathlib import Path

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

Picture = NDArray[np.uint8]

SAMPLES = Path(__file__).resolve().parents[1] / "resources" / "samples"
PAYMENT_CODE = "131234567890123456"
RECEIVE_CODE = "wxp://f2f0EXAMPLE-EXAMPLE-EXAMPLE"

_FRAME = (640, 480)
_FPS = 12
_FRAMES = 42
_PHONE = (680, 900)
_GREEN, _INK, _GREY = (96, 174, 7), (40, 36, 32), (150, 150, 150)


def code(text: str, kind: zxingcpp.BarcodeFormat, scale: int) -> Picture:
    """Return a code as grey pixels, `scale` pixels a module, without a quiet zone."""
    made = zxingcpp.create_barcode(text, kind)
    drawn = np.array(made.to_image(scale=scale, add_quiet_zones=True), np.uint8)
    ys, xs = np.nonzero(drawn < 128)
    return drawn[ys.min() : ys.max() + 1, xs.min() : xs.max() + 1]


def phone(payload: str) -> Picture:
    """Return a phone that shows a payment page: bars above, QR code below."""
    width, height = _PHONE
    body = np.full((height, width, 3), _INK, np.uint8)
    cv2.rectangle(body, (24, 24), (width - 25, height - 25), (250, 250, 250), -1)
    cv2.rectangle(body, (24, 24), (width - 25, 120), _GREEN, -1)
    cv2.putText(body, "DEMO", (270, 92), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (255, 255, 255), 4)
    bars = code(payload, zxingcpp.BarcodeFormat.Code128, 4)[:110]
    square = code(payload, zxingcpp.BarcodeFormat.QRCode, 20)
    for drawn, top in ((bars, 170), (square, 350)):
        left = (width - drawn.shape[1]) // 2
        body[top : top + drawn.shape[0], left : left + drawn.shape[1]] = drawn[..., np.newaxis]
    cv2.rectangle(body, (220, 810), (460, 826), _GREY, -1)
    return body


def scene(body: Picture, *, top: float, angle: float, blur: float = 0.0) -> Picture:
    """Return a camera frame: a counter, and the phone at a height and angle."""
    width, height = _FRAME
    slope = np.linspace(70, 120, height, dtype=np.float32)[:, np.newaxis, np.newaxis]
    counter = np.broadcast_to(slope * np.array([0.8, 0.9, 1.0], np.float32), (height, width, 3))
    scale = 0.5
    turn = cv2.getRotationMatrix2D((_PHONE[0] / 2, _PHONE[1] / 2), angle, scale)
    turn[0, 2] += (width - _PHONE[0]) / 2
    turn[1, 2] += top + _PHONE[1] * (scale - 1) / 2
    soft = cv2.GaussianBlur(body, (0, 0), 0.8 + blur)
    layer = cv2.warpAffine(soft, turn, _FRAME, flags=cv2.INTER_LINEAR)
    mask = cv2.warpAffine(np.ones(body.shape[:2], np.float32), turn, _FRAME)[..., np.newaxis]
    return np.asarray(counter * (1 - mask) + layer * mask, np.uint8)


def film(path: Path) -> None:
    """Write a phone coming into view, being held, and leaving again."""
    way = cv2.VideoWriter.fourcc(*"XVID")
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, way, _FPS, _FRAME)
    body = phone(PAYMENT_CODE)
    for number in range(_FRAMES):
        arriving = min(1.0, number / 12)
        leaving = max(0.0, (number - 36) / 6)
        top = 480 - 465 * (1 - cos(pi * arriving)) / 2 + 465 * leaving
        moving = 1.2 if number < 12 or number > 36 else 0.0
        writer.write(scene(body, top=top, angle=5 * (1 - arriving) - 2, blur=moving))
    writer.release()


def main() -> None:
    """Write every sample."""
    SAMPLES.mkdir(parents=True, exist_ok=True)
    film(SAMPLES / "phone.avi")
    best = [cv2.IMWRITE_PNG_COMPRESSION, 9]
    shown = scene(phone(PAYMENT_CODE), top=15, angle=-2)
    cv2.imwrite(str(SAMPLES / "payment_code.png"), shown, best)
    receive = cv2.copyMakeBorder(
        code(RECEIVE_CODE, zxingcpp.BarcodeFormat.QRCode, 8),
        *(40, 40, 40, 40),
        cv2.BORDER_CONSTANT,
        value=(255, 255, 255),
    )
    cv2.imwrite(str(SAMPLES / "receive_code.png"), receive, best)
    cv2.imwrite(str(SAMPLES / "no_code.png"), scene(phone(PAYMENT_CODE), top=480, angle=0), best)
    for path in sorted(SAMPLES.iterdir()):
        print(f"{path.name}: {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
