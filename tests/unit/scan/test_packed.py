"""Packed frames are unpacked as far as somebody looks; what is no JPEG is refused."""

import cv2
import numpy as np
import pytest

from cashier.scan.motion import glance
from cashier.scan.packed import Packed, grey_of, half_of
from cashier.scan.shown import preview
from tests.helpers.cameras import Frame

NOTE = b"\xff\xfe\x00\x06note"


def scene(width: int = 1280, height: int = 720) -> Frame:
    """Return soft colours, which a JPEG keeps."""
    small = np.random.default_rng(3).integers(60, 200, (9, 16, 3)).astype(np.uint8)
    return np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)


def packed(frame: Frame, quality: int = 95) -> Packed:
    return Packed(jpeg(frame, quality))


def jpeg(frame: Frame, quality: int = 95) -> bytes:
    done, data = cv2.imencode(".jpg", frame, [cv2.IMWRITE_JPEG_QUALITY, quality])
    assert done
    return bytes(data.tobytes())


def off(one: Frame, other: Frame) -> float:
    return float(np.abs(one.astype(np.int16) - other).mean())


def test_grey_and_half_are_those_of_the_frame_itself() -> None:
    frame = scene()
    one = packed(frame)
    assert one.shape == (720, 1280)
    assert grey_of(one).shape == (720, 1280)
    assert off(grey_of(one), grey_of(frame)) < 2
    assert half_of(one).shape == half_of(frame).shape == (360, 640)
    assert off(half_of(one), half_of(frame)) < 2


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (640, 480), (641, 481), (2560, 1440)])
def test_it_is_shown_like_a_frame_that_came_unpacked(size: tuple[int, int]) -> None:
    frame = scene(*size)
    ours, plain = preview(packed(frame)), preview(frame)
    assert (ours.width, ours.height, ours.step) == (plain.width, plain.height, plain.step)
    assert not ours.grey
    pixels = [np.frombuffer(one.pixels, np.uint8) for one in (ours, plain)]
    assert off(*pixels) < 6


def test_what_was_unpacked_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    one = packed(scene())
    ways = []
    imdecode = cv2.imdecode

    def counted(data: Frame, way: int) -> object:
        ways.append(way)
        return imdecode(data, way)

    monkeypatch.setattr(cv2, "imdecode", counted)
    for _ in range(2):
        glance(one)
        preview(one)
        half_of(one)
    assert len(ways) == 1, "a frame that is shown and seen again at half its size"
    grey_of(one)
    grey_of(one)
    assert len(ways) == 2


def test_a_glance_sees_motion_and_darkness_and_tells_frames_apart() -> None:
    frame = scene()
    held = frame.copy()
    held[200:400, 500:700] = 250
    assert glance(packed(held)).moved_from(glance(packed(frame)))
    assert not glance(packed(frame)).moved_from(glance(frame))
    assert glance(packed(frame // 8)).black
    assert not glance(packed(frame)).black
    assert glance(packed(frame)).digest == glance(packed(frame)).digest
    assert glance(packed(frame)).digest != glance(packed(frame, 94)).digest


def test_a_camera_that_counts_its_frames_in_their_notes_still_stands_still() -> None:
    data = jpeg(scene())
    noted = Packed(data[:2] + NOTE + data[2:])
    assert noted.shape == (720, 1280)
    small = jpeg(scene(64, 48))
    thumb = b"\xff\xe1" + (len(small) + 2).to_bytes(2, "big") + small
    pictured = Packed(data[:2] + thumb + NOTE + data[2:])
    timed = Packed(data + b"frame 17")
    digests = {glance(one).digest for one in (noted, pictured, timed, Packed(data))}
    assert len(digests) == 1


def test_a_note_about_turning_is_ignored_as_by_a_camera() -> None:
    turned = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0"
    data = jpeg(scene(64, 48))
    note = b"\xff\xe1" + (len(turned) + 2).to_bytes(2, "big") + turned
    one = Packed(data[:2] + note + data[2:])
    assert grey_of(one).shape == one.small(1).shape[:2] == (48, 64)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\x89PNG\r\n\x1a\n" + bytes(30),
        bytes(2000),
        b"\xff\xd8\xff\xe0" + b"a" * 9,
    ],
)
def test_what_is_no_jpeg_with_a_size_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="a packed frame"):
        Packed(data)


@pytest.mark.parametrize("lost", [1, 50, 500])
def test_a_jpeg_without_its_end_is_refused(lost: int) -> None:
    with pytest.raises(ValueError, match="a packed frame"):
        Packed(jpeg(scene(320, 240))[:-lost])


def test_a_jpeg_of_a_monstrous_size_is_refused() -> None:
    data = bytearray(jpeg(scene(64, 48)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"
    with pytest.raises(ValueError, match="a packed frame"):
        Packed(bytes(data))


def test_a_damaged_one_is_refused_when_it_is_looked_at() -> None:
    data = jpeg(scene(64, 48))
    one = Packed(data[: data.index(b"\xff\xc0") + 12] + b"\xff\xd9")
    with pytest.raises(ValueError, match="a damaged frame"):
        grey_of(one)
    with pytest.raises(ValueError, match="a damaged frame"):
        glance(one)
