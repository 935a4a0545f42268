"""The camera switch: on, off, and what is told of a camera that is not there."""

from pathlib import Path
from queue import Queue
from threading import enumerate as enumerate_threads
from typing import Any

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.desk.camera import CameraSwitch, _Shop
from cashier.desk.dock_views import DockView
from cashier.desk.views import Phrase
from cashier.scan.errors import CameraAbsent, CameraLost, PictureEmpty
from cashier.scan.own_code import NotAShopCode, OwnCodes
from cashier.scan.reading import Clarity, OwnCode, Read
from tests.helpers.codes import drawn
from tests.helpers.desks import Till
from tests.helpers.readings import CORNERS, frame, read

PATIENCE = 60


@pytest.fixture
def film(tmp_path: Path) -> str:
    path = tmp_path / "film.avi"
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, (64, 48)
    )
    for level in range(5):
        writer.write(np.full((48, 64, 3), 40 * level, np.uint8))
    writer.release()
    return str(path)


def until(views: "Queue[DockView]", wanted: Any) -> Any:  # noqa: ANN401 - any test of a view
    while True:
        view = views.get(timeout=PATIENCE)
        if wanted(view):
            return view


def test_what_the_camera_sees_is_shown_until_it_is_switched_off(tmp_path: Path, film: str) -> None:
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        switch = CameraSwitch(film, till.desk, ManualClock())
        till.desk.on_camera(switch.toggle)
        till.desk.toggle_camera()
        scan = until(views, lambda view: view.scan is not None and view.scan.frame).scan
        assert (scan.verdict, scan.camera) == ("none", "live")
        till.desk.toggle_camera()
        assert till.view().scan is None
        switch.close()
        assert till.view().scan is None


def test_no_picture_is_made_while_nobody_looks(tmp_path: Path, film: str) -> None:
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        till.desk.watch_camera(seen=False)
        switch = CameraSwitch(film, till.desk, ManualClock())
        till.desk.on_camera(switch.toggle)
        till.desk.toggle_camera()
        until(views, lambda view: view.scan is not None and view.scan.camera == "live")
        assert till.view().scan is not None
        assert all(view.scan is None or view.scan.frame is None for view in views.queue)
        till.desk.watch_camera(seen=True)
        until(views, lambda view: view.scan is not None and view.scan.frame)
        switch.close()


def test_a_camera_that_is_not_there_is_told_until_it_comes(tmp_path: Path, film: str) -> None:
    late = tmp_path / "late.avi"
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        switch = CameraSwitch(str(late), till.desk, ManualClock())
        assert switch.toggle()
        view = until(views, lambda view: view.notices)
        assert view.notices[0].phrase == Phrase("error-camera-absent", (("name", "late.avi"),))
        assert view.scan.camera == "absent"
        Path(film).rename(late)
        view = until(views, lambda view: view.scan is not None and view.scan.camera == "live")
        assert view.notices == ()
        switch.close()
        switch.close()


def with_code(path: Path, payload: str) -> str:
    picture = cv2.cvtColor(drawn(payload), cv2.COLOR_GRAY2BGR)
    height, width = picture.shape[:2]
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, (width, height)
    )
    for level in range(3):
        # No two frames of a camera are the same.
        writer.write(cv2.subtract(picture, np.full_like(picture, 4 * level)))
    writer.release()
    return str(path)


def shop() -> OwnCodes:
    """Return a shop with one registered code, as each switching on reads it."""
    blank = OwnCodes(b"k" * 32)
    clarity = Clarity("A", 4.0)
    own = Read("QRCode", "wechat_receive", Secret("wxp://f2f0Shop"), "•", CORNERS, clarity)
    return OwnCodes(blank.key, [blank.entry(own)])


@pytest.mark.parametrize(
    ("payload", "verdict", "alarms"),
    [
        ("wxp://f2f0Shop", "wrong_code", []),
        ("wxp://f2f0Other", "swapped", ["own-code-changed"]),
    ],
)
def test_a_receive_code_that_is_not_the_registered_one_is_an_alarm(
    tmp_path: Path, payload: str, verdict: str, alarms: list[str]
) -> None:
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        film = with_code(tmp_path / "code.avi", payload)
        switch = CameraSwitch(film, till.desk, ManualClock(), shop)
        switch.toggle()
        try:
            view = until(views, lambda view: view.scan is not None and view.scan.verdict != "none")
            assert view.scan.verdict == verdict
            if alarms:
                view = until(views, lambda view: view.notices)
            assert [notice.id for notice in view.notices if notice.id.startswith("own")] == alarms
        finally:
            switch.close()


def test_one_frame_may_be_misread_and_is_no_alarm_yet(tmp_path: Path) -> None:
    changed = frame(read("wxp://f2f0Other", "wechat_receive"))
    with Till(tmp_path) as till:
        before_camera = _Shop(till.desk, shop)
        for reading in (changed, frame(), changed):
            before_camera.judged(reading)
        assert before_camera.judged(changed, repeated=True).own is OwnCode.CHANGED
        assert till.view().notices == ()
        before_camera.judged(changed)
        assert [notice.id for notice in till.view().notices] == ["own-code-changed"]
        for lesser in (CameraLost(), CameraAbsent(name="0"), PictureEmpty(), NotAShopCode()):
            till.desk.notice(lesser)
        assert till.view().notices[-1].id == "own-code-changed"
        till.desk.dismiss_notice("own-code-changed")
        before_camera.judged(changed)
        assert all(notice.id != "own-code-changed" for notice in till.view().notices)


def test_off_and_on_again_at_once_waits_for_the_camera_to_be_free(
    tmp_path: Path, film: str
) -> None:
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        switch = CameraSwitch(film, till.desk, ManualClock())
        assert [switch.toggle() for _ in range(5)] == [True, False, True, False, True]
        until(views, lambda view: view.scan is not None and view.scan.frame)
        assert not switch.toggle()
        switch.close()


def test_no_thread_runs_while_the_camera_is_off(tmp_path: Path, film: str) -> None:
    with Till(tmp_path) as till:
        switch = CameraSwitch(film, till.desk, ManualClock())
        before = {thread.name for thread in enumerate_threads()}
        switch.toggle()
        switch.toggle()
        switch.close()
        assert {thread.name for thread in enumerate_threads()} <= before
