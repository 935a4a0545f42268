"""`cashier run`: opens the window. What stands behind it loads after the first paint."""

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from cashier.config.settings_file import load
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.ui.look import Taste
from cashier.ui.run import run

if TYPE_CHECKING:
    from cashier.app import App


def open_window(
    home: Home | None,
    *,
    demo: bool,
    camera: str | None,
    lang: str | None,
    painted: Callable[[], None] | None = None,
) -> int:
    """Run the window until it is closed.

    Args:
        home: where settings and data are; None is the platform's own place, but for a demo, which
            then leaves nothing behind.
        demo: with the embedded sandbox and the demo till.
        camera: index, film or address instead of the one in the settings.
        lang: the language instead of the one in the settings.
        painted: called once after the first paint.
    """
    with ExitStack() as stack:
        place = home
        if place is None and demo:
            folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cashier-demo-"))
            place = Home.at(Path(folder))
        chosen = (place or Home.default()).make()
        settings = load(chosen).settings
        taste = Taste(
            lang or settings.language,
            settings.appearance.theme,
            settings.appearance.reduce_motion,
        )

        def build() -> "App":
            from cashier.app import App, Launch

            return App(Launch(home=chosen, demo=demo, camera=camera))

        return run(build, SystemClock(), taste, painted)
