"""The camera switch: on, off, and off by itself when the camera is lost."""

from pathlib import Path
from queue import Queue
from typing import Any

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.desk.camera import CameraSwitch
from cashier.desk.views import DockView
from cashier.scan.own_code import OwnCodes
from cashier.scan.reading import Clarity, Read
from tests.helpers.codes import drawn
from tests.helpers.desks import Till
from tests.helpers.readings import CORNERS

PATIENCE = 20


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


def until(views: "Queue[DockView]", wanted: Any) -> DockView:  # noqa: ANN401 - any test of a view
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
        scan = until(views, lambda view: view.scan is not None).scan
        assert scan is not None
        assert scan.verdict == "none"
        till.desk.toggle_camera()
        assert till.view().scan is None
        switch.close()


def test_a_camera_that_is_not_there_is_told_and_can_be_tried_again(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        views: Queue[DockView] = Queue()
        till.desk.subscribe(views.put)
        switch = CameraSwitch(str(tmp_path / "nothing.avi"), till.desk, ManualClock())
        assert switch.toggle()
        view = until(views, lambda view: view.notices)
        assert view.scan is None
        assert switch.toggle()
        switch.close()
        switch.close()


def with_code(path: Path, payload: str) -> str:
    picture = cv2.cvtColor(drawn(payload), cv2.COLOR_GRAY2BGR)
    height, width = picture.shape[:2]
    writer = cv2.VideoWriter(
        str(path), cv2.CAP_OPENCV_MJPEG, cv2.VideoWriter.fourcc(*"MJPG"), 10, (width, height)
    )
    for _ in range(3):
        writer.write(picture)
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
        view = until(views, lambda view: view.scan is not None)
        assert view.scan is not None
        assert view.scan.verdict == verdict
        assert [notice.id for notice in view.notices if notice.id.startswith("own")] == alarms
        switch.close()
