"""What a camera is asked for once it is open: many lines, and its frames as it packs them."""

from typing import Protocol

import cv2

_MJPG = cv2.VideoWriter.fourcc(*"MJPG")
_WANTED = (
    (cv2.CAP_PROP_FOURCC, _MJPG),
    (cv2.CAP_PROP_FRAME_WIDTH, 1280),
    (cv2.CAP_PROP_FRAME_HEIGHT, 720),
)
"""What a camera is asked for: OpenCV takes 640 by 480 otherwise, half as many pixels a module.

Packed first, since over USB 2 most cameras give 720 lines unpacked no more than ten times a second.
"""
_AS_PACKED = {
    cv2.CAP_V4L2: (cv2.CAP_PROP_CONVERT_RGB, 0),
    cv2.CAP_FFMPEG: (cv2.CAP_PROP_FORMAT, -1),
}
"""By OpenCV's backend, what makes it give frames as they come; DirectShow unpacks them itself."""


class Settable(Protocol):
    """What can be asked for something: an opened `cv2.VideoCapture`."""

    def get(self, what: int) -> float:
        """Return the value that holds now."""

    def set(self, what: int, value: float) -> bool:
        """Ask for a value; False where it cannot be had."""


def ask_for_720p(camera: Settable) -> None:
    """Ask an opened camera for 1280 by 720; what it cannot do it leaves as it was."""
    for what, value in _WANTED:
        try:
            # Some drivers take a second for each change, also for one to what they have.
            if camera.get(what) != value:
                camera.set(what, value)
        except cv2.error:
            return


def keeps_packed(camera: Settable) -> bool:
    """Ask an opened camera that gives JPEGs to leave them as they are; False where it unpacks."""
    try:
        if camera.get(cv2.CAP_PROP_FOURCC) != _MJPG:
            return False
        wish = _AS_PACKED.get(int(camera.get(cv2.CAP_PROP_BACKEND)))
        return wish is not None and bool(camera.set(*wish))
    except cv2.error:
        return False
