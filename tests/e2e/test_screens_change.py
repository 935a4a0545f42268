"""Screens that come and go, and grow and shrink, under the real window: it is always to be seen."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.helpers.screens import MISSING, x_server
from tests.helpers.window_run import QUIET, Run

Box = tuple[int, int, int, int]
WHOLE: Box = (0, 0, 1920, 1080)
LEFT: Box = (0, 0, 960, 1080)
RIGHT: Box = (960, 0, 960, 1080)
SMALL: Box = (0, 0, 800, 600)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


@dataclass
class Counter:
    """A server whose screen can be cut into monitors, and the window on it."""

    display: str
    run: Run
    plugged: tuple[str, ...] = ()

    def monitors(self, *command: str) -> None:
        """Plug a monitor in or pull it out."""
        around = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xrandr", *command], env=around, check=True, capture_output=True)

    def plug(self, name: str, box: Box, output: str = "none") -> None:
        left, top, width, height = box
        place = f"{width}/{width}x{height}/{height}+{left}+{top}"
        self.plugged = ("--setmonitor", name, place, output)
        self.monitors(*self.plugged)

    def tell_again(self) -> None:
        """Pull out what was plugged in last and plug it in once more."""
        if self.plugged:
            self.monitors("--delmonitor", self.plugged[1])
            self.monitors(*self.plugged)

    def stands_in(self, box: Box) -> dict[str, Any]:
        """Wait until the window stands at an edge of this box, as high as it is, and is seen.

        Qt now and then misses that a monitor was changed twice in one moment (its own list of
        screens stays the old one), so the last change is told again.
        """
        left, top, width, height = box

        def holds(state: dict[str, Any]) -> bool:
            x, y, wide, high = state["place"]
            at_edge = x == left or x + wide == left + width
            return bool(state["seen"]) and at_edge and (y, high) == (top, height)

        return self.run.until(holds, self.tell_again)


def begin(stack: ExitStack, home: Path, display: str, **around: str) -> Counter:
    home.mkdir()
    (home / "settings.toml").write_text(QUIET, encoding="utf-8")
    run = Run(home, world={"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", **around})
    stack.callback(lambda: run.end(kill=True))
    return Counter(display, run)


@pytest.mark.skipif(
    bool(MISSING) or shutil.which("xrandr") is None, reason="needs Xvfb, xdotool and xrandr"
)
def test_a_screen_that_goes_takes_nothing_with_it(tmp_path: Path, stack: ExitStack) -> None:
    display = stack.enter_context(x_server(screens=("1920x1080x24",)))
    counter = begin(stack, tmp_path / "shop", display)
    counter.stands_in(WHOLE)
    counter.plug("far", RIGHT)
    counter.plug("near", LEFT, "screen")
    for _ in range(4):
        counter.run.ask("move on")
        if counter.run.ask("state")["place"][0] >= RIGHT[0]:
            break
    counter.stands_in(RIGHT)
    counter.monitors("--delmonitor", "far")
    counter.stands_in(LEFT)
    counter.plug("far", RIGHT)
    counter.stands_in(RIGHT)
    counter.monitors("--delmonitor", "far")
    counter.monitors("--delmonitor", "near")
    counter.plug("near", SMALL, "screen")
    counter.stands_in(SMALL)
    assert counter.run.end() == 0


@pytest.mark.parametrize("share", [1.0, 1.5, 2.0])
def test_several_screens_of_several_scales(tmp_path: Path, stack: ExitStack, share: float) -> None:
    """Offscreen, where the second screen has a scale of its own; the window keeps its place."""
    both = {
        "screens": [
            {"name": "till", "x": 0, "y": 0, "width": 800, "height": 600, "dpr": 1},
            {"name": "beside", "x": 800, "y": 0, "width": 1920, "height": 1080, "dpr": share},
        ]
    }
    file = tmp_path / "screens.json"
    file.write_text(json.dumps(both), encoding="utf-8")
    home = tmp_path / "shop"
    home.mkdir()
    (home / "settings.toml").write_text(QUIET, encoding="utf-8")
    run = Run(home, world={"QT_QPA_PLATFORM": f"offscreen:configfile={file}"})
    stack.callback(lambda: run.end(kill=True))
    places = set()
    for _ in range(4):
        run.ask("move on")
        x, y, wide, high = run.ask("state")["place"]
        assert (y, high) in ((0, 600), (0, 1080))
        assert x in (0, 800 - wide, 800, 800 + 1920 - wide)
        places.add(x)
    assert len(places) == 4
    assert run.end() == 0
