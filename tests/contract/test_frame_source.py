"""What every frame source must do, the real ones and the fake of the tests alike."""

from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.scan.camera import FileSource, FrameSource, OpenCvSource, is_film, open_source
from cashier.scan.errors import CameraAbsent
from cashier.scan.packed import Frame, Packed, grey_of
from cashier.scan.quiet import keep_to_one_thread
from tests.helpers.cameras import FakeSource, frame

FRAMES = 5
Maker = Callable[[Path], FrameSource]


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48)
    )
    for number in range(FRAMES):
        writer.write(np.full((48, 64, 3), 40 * number, np.uint8))
    writer.release()
    return path


def _paced(film: Path, *, loop: bool) -> FileSource:
    clock = ManualClock()
    return FileSource(film, clock, loop=loop, wait=clock.advance)


MAKERS: dict[str, Maker] = {
    "opencv": lambda film: OpenCvSource(str(film)),
    "opencv, packed": lambda film: OpenCvSource(str(film), packed=True),
    "film once": lambda film: _paced(film, loop=False),
    "fake": lambda film: FakeSource([frame(level) for level in range(FRAMES)]),
}


@pytest.fixture(params=MAKERS)
def source(request: pytest.FixtureRequest, film: Path) -> FrameSource:
    return MAKERS[request.param](film)


def test_gives_every_frame_then_none(source: FrameSource) -> None:
    frames = []
    while (seen := source.read()) is not None:
        frames.append(seen)
    assert len(frames) == FRAMES
    assert source.read() is None
    source.close()


def test_skips_one_frame_then_says_that_there_are_no_more(source: FrameSource) -> None:
    assert source.skip()
    left = 0
    while source.read() is not None:
        left += 1
    assert left == FRAMES - 1
    assert not source.skip()
    source.close()
    assert not source.skip()


def test_frames_are_pictures_of_bytes(source: FrameSource) -> None:
    seen = source.read()
    assert seen is not None
    pixels = grey_of(seen)
    assert pixels.dtype == np.uint8
    assert pixels.ndim == 2
    source.close()


def test_a_closed_source_gives_nothing_and_closes_again(source: FrameSource) -> None:
    source.close()
    assert source.read() is None
    source.close()


def test_frames_are_not_written_to_later(source: FrameSource) -> None:
    first = source.read()
    assert first is not None
    before = grey_of(first).copy()
    source.read()
    assert np.array_equal(grey_of(first), before)
    source.close()


def test_a_looping_film_starts_again(film: Path) -> None:
    source = _paced(film, loop=True)
    frames = [source.read() for _ in range(2 * FRAMES)]
    levels = [int(grey_of(seen).mean()) for seen in frames if seen is not None]
    assert len(levels) == 2 * FRAMES
    assert levels[:FRAMES] == levels[FRAMES:]
    source.close()


def test_a_film_keeps_its_own_pace(film: Path) -> None:
    clock = ManualClock()
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        clock.advance(seconds)

    source = FileSource(film, clock, wait=wait)
    for _ in range(4):
        source.read()
    assert waits == pytest.approx([0.1, 0.1, 0.1])
    clock.advance(5)
    source.read()
    assert len(waits) == 3, "a late reader is not made to wait, and does not race to catch up"
    source.read()
    assert waits[-1] == pytest.approx(0.1)
    source.close()


def test_a_skipped_frame_takes_its_time_and_a_looping_film_skips_over_its_end(film: Path) -> None:
    clock = ManualClock()
    source = FileSource(film, clock, wait=clock.advance)
    assert all(source.skip() for _ in range(2 * FRAMES))
    assert clock.monotonic() == pytest.approx((2 * FRAMES - 1) * 0.1)
    source.close()


@pytest.mark.parametrize(
    ("name", "film"),
    [
        ("0", False),
        ("name:usb-C920-video-index0", False),
        ("rtsp://10.0.0.5/a", False),
        ("phone.avi", True),
        ("C:/film.avi", True),
    ],
)
def test_a_film_is_no_camera(name: str, *, film: bool) -> None:
    assert is_film(name) is film


def test_a_film_that_vanishes_ends(film: Path) -> None:
    source = _paced(film, loop=True)
    film.unlink()
    seen = [source.read() for _ in range(FRAMES + 1)]
    assert seen[-1] is None
    source.close()


@pytest.mark.parametrize("name", ["no-such-film.avi", "97", "name:none of that name"])
def test_what_is_not_there_is_absent(name: str) -> None:
    with pytest.raises(CameraAbsent) as caught:
        open_source(name)
    assert caught.value.fields == {"name": name}


def test_a_url_is_shown_without_its_password() -> None:
    with pytest.raises(CameraAbsent) as caught:
        open_source("http://user:word@127.0.0.1:9/video")
    assert caught.value.fields == {"name": "http://127.0.0.1"}


def test_a_file_that_is_no_film_is_absent(tmp_path: Path) -> None:
    path = tmp_path / "note.avi"
    path.write_text("no film")
    with pytest.raises(CameraAbsent):
        open_source(str(path))


def test_the_demo_film_is_a_camera() -> None:
    film = Path(__file__).resolve().parents[2] / "resources" / "samples" / "phone.avi"
    source = open_source(str(film), ManualClock())
    seen = source.read()
    assert seen is not None
    assert seen.shape == (480, 640, 3)
    source.close()


def test_a_packed_film_comes_packed_and_says_the_same(film: Path) -> None:
    plain, packed = OpenCvSource(str(film)), OpenCvSource(str(film), packed=True)
    for _ in range(FRAMES):
        one, other = plain.read(), packed.read()
        assert one is not None
        assert isinstance(other, Packed)
        assert np.abs(grey_of(one).astype(int) - grey_of(other)).max() <= 2
    plain.close()
    packed.close()


def test_frames_are_worked_on_by_one_thread(film: Path) -> None:
    before = cv2.getNumThreads()
    keep_to_one_thread.cache_clear()
    try:
        cv2.setNumThreads(2)
        OpenCvSource(str(film)).close()
        assert cv2.getNumThreads() == 1
    finally:
        cv2.setNumThreads(before)


def test_a_film_that_is_not_packed_as_it_says_is_opened_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    film = Path(__file__).resolve().parents[2] / "resources" / "samples" / "phone.avi"
    monkeypatch.setattr("cashier.scan.wishes._MJPG", cv2.VideoWriter.fourcc(*"FMP4"))
    source = OpenCvSource(str(film), packed=True)
    frames = [source.read() for _ in range(3)]
    assert all(seen is not None and seen.shape == (480, 640, 3) for seen in frames)
    source.close()


def test_packed_frames_that_cannot_be_unpacked_are_left_to_opencv(
    film: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Strange(Packed):
        def small(self, step: int) -> Frame:
            raise ValueError(step)

    monkeypatch.setattr("cashier.scan.camera.Packed", Strange)
    source = OpenCvSource(str(film), packed=True)
    assert all(isinstance(source.read(), np.ndarray) for _ in range(3))
    source.close()
