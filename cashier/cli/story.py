"""`cashier story` and `cashier pictures`: the demo's rescue and more, drawn without a display."""

import tempfile
from pathlib import Path

from cashier.app import App, Launch
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.ui.gallery import draw_moments
from cashier.ui.look import Taste
from cashier.ui.montage import side_by_side
from cashier.ui.story import Story, application

_TOLD = ("asked", "question-1", "cause", "done")


def play(out: Path, lang: str, theme: str = "light") -> int:
    """Play the story, print each step with its picture, and say where they are."""
    application()
    words = Words(lang, ("cli",))
    print(words("story-begins"))
    with tempfile.TemporaryDirectory(prefix="cashier-story-") as folder:
        app = App(Launch(home=Home.at(Path(folder)), demo=True))
        story = Story(app, app.desk, SystemClock(), Taste(lang, theme), out)
        try:
            for number, step in enumerate(story.play(), start=1):
                name = step.name.rstrip("-0123456789")
                print(f"{number:2}. {words(f'story-{name}')}  [{step.picture.name}]", flush=True)
        finally:
            story.close()
    print(words("story-ends", folder=str(out.absolute())))
    return 0


def draw_all(out: Path) -> int:
    """Play the story in Chinese, light and dark, and in English; draw what it does not come to."""
    for lang, theme in (("zh_CN", "light"), ("zh_CN", "dark"), ("en", "light")):
        folder = out / f"story-{lang}-{theme}"
        play(folder, lang, theme)
        if theme == "light":
            side_by_side([folder / f"{name}.png" for name in _TOLD], out / f"rescue-{lang}.png")
    for taste in (Taste("zh_CN", "light"), Taste("en", "dark")):
        draw_moments(taste, out / "moments")
    return 0
