"""`cashier run`: opens the window. What stands behind it loads after the first paint."""

import tempfile
import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.words import LANGUAGES
from cashier.sandbox.till_outcome import Shows
from cashier.ui.look import Taste
from cashier.ui.run import Built, run

_THEMES = ("light", "dark", "system")


def open_window(
    home: Home | None,
    *,
    demo: bool,
    camera: str | None,
    lang: str | None,
    painted: Callable[[], None] | None = None,
    shows: Shows = "text",
) -> int:
    """Run the window until it is closed.

    Args:
        home: where settings and data are; None is the platform's own place, but for a demo, which
            then leaves nothing behind.
        demo: with the embedded sandbox and the demo till.
        camera: index, name, film or address instead of the one in the settings.
        lang: the language instead of the one in the settings.
        painted: called once after the first paint.
        shows: how much of the truth the demo till's screen tells.
    """
    with ExitStack() as stack:
        place = home
        if place is None and demo:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cashier-demo-"))
            place = Home.at(Path(folder))
        chosen = (place or Home.default()).make()

        def build() -> Built:
            from cashier.app import App, Launch
            from cashier.core.logs import log_to
            from cashier.ui.demo_till import DemoTill
            from cashier.ui.manager.window import ManagerWindow

            log = log_to(chosen.log_dir)
            if log is not None:
                stack.callback(log.close)
            app = App(Launch(home=chosen, demo=demo, camera=camera, demo_shows=shows))
            liked = app.settings.appearance
            taste = Taste(lang or app.settings.language, liked.theme, liked.reduce_motion)
            manager = partial(ManagerWindow, exports=app.exports, doors=app.doors)
            return Built(app, taste, manager, DemoTill)

        return run(build, SystemClock(), first_taste(chosen.settings_file, lang), painted)


def first_taste(settings_file: Path, lang: str | None) -> Taste:
    """Return the look to paint with before the settings are read and checked: a guess, no more."""
    try:
        found = tomllib.loads(settings_file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        found = {}
    appearance = found.get("appearance")
    theme = appearance.get("theme") if isinstance(appearance, dict) else None
    language = lang or found.get("language")
    return Taste(
        language if language in LANGUAGES else LANGUAGES[0],
        theme if theme in _THEMES else "system",
    )
