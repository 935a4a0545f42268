"""What a camera is asked for when it is opened."""

import cv2
import pytest

from cashier.scan.wishes import ask_for_720p, keeps_packed


class Webcam:
    """A camera that knows some formats, and may break off when asked for another."""

    def __init__(self, *, packs: bool = True, breaks: bool = False) -> None:
        self._packs = packs
        self._breaks = breaks
        self.format = {cv2.CAP_PROP_FRAME_WIDTH: 640.0, cv2.CAP_PROP_FRAME_HEIGHT: 480.0}
        self.changes = 0

    def get(self, what: int) -> float:
        return self.format.get(what, 0.0)

    def set(self, what: int, value: float) -> bool:
        if self._breaks:
            raise cv2.error("the driver is gone")
        if what == cv2.CAP_PROP_FOURCC and not self._packs:
            return False
        self.format[what] = value
        self.changes += 1
        return True


@pytest.mark.parametrize("packs", [True, False])
def test_a_camera_gives_720_lines_packed_where_it_can(*, packs: bool) -> None:
    camera = Webcam(packs=packs)
    ask_for_720p(camera)
    assert camera.format[cv2.CAP_PROP_FRAME_WIDTH] == 1280
    assert camera.format[cv2.CAP_PROP_FRAME_HEIGHT] == 720
    assert (cv2.CAP_PROP_FOURCC in camera.format) is packs
    changes = camera.changes
    ask_for_720p(camera)
    assert camera.changes == changes, "what it has already is not asked for again"


def test_a_camera_that_cannot_be_asked_stays_as_it_was() -> None:
    camera = Webcam(breaks=True)
    ask_for_720p(camera)
    assert camera.format[cv2.CAP_PROP_FRAME_WIDTH] == 640


@pytest.mark.parametrize(
    ("backend", "packs", "kept"),
    [
        (cv2.CAP_V4L2, True, True),
        (cv2.CAP_FFMPEG, True, True),
        (cv2.CAP_DSHOW, True, False),
        (cv2.CAP_MSMF, True, False),
        (cv2.CAP_V4L2, False, False),
    ],
)
def test_only_a_camera_that_packs_is_left_to_it(backend: int, *, packs: bool, kept: bool) -> None:
    camera = Webcam(packs=packs)
    camera.format[cv2.CAP_PROP_BACKEND] = backend
    ask_for_720p(camera)
    assert keeps_packed(camera) is kept
    assert (camera.format.get(cv2.CAP_PROP_CONVERT_RGB) == 0) is (kept and backend == cv2.CAP_V4L2)


def test_a_driver_that_breaks_off_is_left_to_unpack() -> None:
    camera = Webcam()
    camera.format[cv2.CAP_PROP_BACKEND] = cv2.CAP_V4L2
    ask_for_720p(camera)
    camera._breaks = True
    assert not keeps_packed(camera)
