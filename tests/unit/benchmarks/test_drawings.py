"""The pictures of docs/reading.md: they exist, are small, and are drawn as they say."""

import re

import numpy as np

from benchmarks import drawings
from benchmarks.drawings import FOLDER, draw_frames
from benchmarks.render.panels import GAP, RED, matrix

PAGE = FOLDER.parents[1] / "reading.md"


def test_the_page_shows_every_drawing_and_no_other() -> None:
    shown = re.findall(r"\(pictures/reading/(\w+)\.png\)", PAGE.read_text(encoding="utf-8"))
    assert sorted(shown) == sorted(drawings.DRAWINGS)
    assert sorted(path.stem for path in FOLDER.iterdir()) == sorted(drawings.DRAWINGS)
    assert max(path.stat().st_size for path in FOLDER.iterdir()) < 150_000


def test_wrong_modules_are_red() -> None:
    soft = np.array([[1.0, -1.0], [-1.0, 1.0]], np.float32)
    truth = np.array([[True, True], [False, True]])
    image = matrix(soft, truth)
    assert image[0, -1].tolist() == list(RED)
    assert image[0, 0].tolist() == [30, 30, 30]
    assert image[-1, 0].tolist() == [235, 235, 235]


def test_a_drawing_is_two_panels() -> None:
    height, width, _ = draw_frames().shape
    assert width == 2 * height + GAP
