"""Draws screens that the demo's story does not come to, from the one list of all screens.

    python -m benchmarks.screen_pictures --out FOLDER

The dock's states stand side by side; the manager's pages and the sheet of widgets alone.
"""

import os
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.drawn import draw_into
from benchmarks.history_pictures import ZONE
from cashier.ui.look import Taste
from cashier.ui.montage import side_by_side
from cashier.ui.put_away import put_away
from tests.ui.all_screens import SCREENS
from tests.ui.screens import Behind, behind, look_in, settle

_CHINESE, _DARK, _ENGLISH = Taste("zh_CN", "light"), Taste("zh_CN", "dark"), Taste("en", "light")
_DOCK = (1366, 800)
_OFFICE = (1100, 720)
_STATES = ("dock panel", "dock offline", "dock offline-in-doubt", "dock alarm health.internet:1",
           "dock scan-dark", "dock scan-none", "dock case-second")  # fmt: skip
_CASES = ("dock case-till", "dock case-locked", "dock case-by-hand", "dock case-question",
          "dock case-cause", "dock case-closing", "dock case-paid")  # fmt: skip
_LOCKS = ("dock case-reverse", "dock sure to reverse", "dock case-by-hand-over",
          "dock case-by-hand-paid", "dock case-claimed", "dock case-lock-asks",
          "dock case-unclear")  # fmt: skip
_RARE = ("dock moment-degraded", "dock moment-rules", "dock moment-offers",
         "dock moment-phone_offline", "dock clerk only", "strip degraded")  # fmt: skip

_CUSTOMER = ("customer case-locked", "customer case-cause", "customer case-paid")


@dataclass(frozen=True, slots=True)
class Picture:
    """A file: its name, the screens in it from left to right, its taste, and the screen's size."""

    name: str
    screens: tuple[str, ...]
    taste: Taste
    size: tuple[int, int] = _OFFICE

    @property
    def file(self) -> str:
        """The name with language and theme."""
        return f"{self.name}-{self.taste.language}-{self.taste.theme}.png"


PICTURES = (
    *(Picture("states", _STATES, taste, _DOCK) for taste in (_CHINESE, _DARK, _ENGLISH)),
    *(Picture("cases", _CASES, taste, _DOCK) for taste in (_CHINESE, _DARK, _ENGLISH)),
    Picture("locks", _LOCKS, _CHINESE, _DOCK),
    Picture("rare", _RARE, _CHINESE, _DOCK),
    Picture("health", ("manager health bad day",), _CHINESE),
    Picture("guidance", ("manager guidance scripts full",), _CHINESE),
    Picture("settings", ("manager settings wrong",), _CHINESE),
    Picture("set-up", ("set-up language", "set-up pin"), _CHINESE, (640, 560)),
    Picture("customer", _CUSTOMER, _CHINESE, (800, 480)),
    *(Picture("widgets", ("widgets",), taste) for taste in (_CHINESE, _ENGLISH)),
)


def draw(folder: Path) -> None:
    """Draw every picture, in a shop's time."""
    os.environ["TZ"] = ZONE
    if hasattr(time, "tzset"):
        time.tzset()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place, behind(Path(place)) as there:
        for picture in PICTURES:
            shots = [_shoot(name, picture, there, Path(place)) for name in picture.screens]
            if len(shots) == 1:
                shots[0].rename(folder / picture.file)
            else:
                side_by_side(shots, folder / picture.file)


def _shoot(name: str, picture: Picture, there: Behind, place: Path) -> Path:
    screen = next(one for one in SCREENS if one.name == name)
    window = screen.open(look_in(picture.taste.language, picture.taste.theme), there)
    screen.fit(window, *picture.size)
    settle()
    path = place / f"{name.replace(':', '-')}.png"
    window.grab().save(str(path))
    put_away(window)
    return path


if __name__ == "__main__":
    sys.exit(draw_into(draw, __doc__, sys.argv[1:]))
