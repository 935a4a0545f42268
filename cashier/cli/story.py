"""`cashier story` and `cashier pictures`: the demo's rescue and more, drawn without a display."""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.core.clock import SystemClock
from cashier.core.litter import left_lying
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.ui.look import Taste
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.montage import side_by_side
from cashier.ui.story import Story, application

_TOLD = ("asked", "question-1", "cause", "done")
# Of the story in Chinese these pictures are kept beside the row; in English the row is enough.
_KEPT = ("idle", "scan", "till-message", "locked", "cause", "closing", "manager")


def play(out: Path, lang: str, theme: str = "light") -> int:
    """Play the story, print each step with its picture, and say where they are."""
    application()
    words = Words(lang, ("cli",))
    print(words("story-begins"))
    with left_lying(), tempfile.TemporaryDirectory(prefix="cashier-story-") as folder:
        app = App(First(Launch(home=Home.at(Path(folder)), demo=True)))
        manager = partial(ManagerWindow, desk=app.desk, exports=app.exports)
        story = Story(app, manager, SystemClock(), Taste(lang, theme), out)
        try:
            for number, step in enumerate(story.play(), start=1):
                name = step.name.rstrip("-0123456789")
                print(f"{number:2}. {words(f'story-{name}')}  [{step.picture.name}]", flush=True)
        finally:
            story.close()
    print(words("story-ends", folder=str(out.absolute())))
    return 0


def draw_all(out: Path) -> int:
    """Play the story in Chinese and in English, and keep the best of it."""
    kept = out / "story-zh_CN-light"
    kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cashier-pictures-") as place:
        for lang in ("zh_CN", "en"):
            folder = Path(place) / lang
            play(folder, lang)
            side_by_side([folder / f"{name}.png" for name in _TOLD], out / f"rescue-{lang}.png")
        for name in _KEPT:
            shutil.copyfile(Path(place) / "zh_CN" / f"{name}.png", kept / f"{name}.png")
    return 0
