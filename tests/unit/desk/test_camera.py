"""The camera switch: on, off, and off by itself when the camera is lost."""

from pathlib import Path
from queue import Queue
from typing import Any

import cv2
import numpy as np
import pytest

from cashier.core.clock import ManualClock
from cashier.desk.camera import CameraSwitch
from cashier.desk.views import DockView
from tests.helpers.desks import Till

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
