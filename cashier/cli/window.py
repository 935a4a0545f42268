"""`cashier run`: opens the window. What stands behind it loads after the first paint."""

import tempfile
import tomllib
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cashier.config.places import load_places
from cashier.core.clock import SystemClock
from cashier.core.crash import CrashBook
from cashier.core.errors import CashierError
from cashier.core.heap import share_one_heap
from cashier.core.lean import TERMINAL, without
from cashier.core.litter import left_lying
from cashier.core.paths import Home, HomePassing, HomeUnusable, passing_folder
from cashier.core.threads import short_turns
from cashier.core.words import LANGUAGES
from cashier.desk.dock_views import DockView
from cashier.sandbox.till_outcome import Shows
from cashier.ui.behind import Built, Later
from cashier.ui.look import Look, Taste
from cashier.ui.run import Start, run, taste_of
from cashier.ui.text_size import LARGEST, SMALLEST

if TYPE_CHECKING:
    from cashier.app.launch import Launch
    from cashier.app.parts import App
    from cashier.sandbox.keys import SandboxKeys
    from cashier.ui.demo_till import DemoTill
    from cashier.ui.manager.feed import ManagerDesk
    from cashier.ui.manager.window import ManagerWindow
    from cashier.ui.own_codes.check import CheckWindow
    from cashier.ui.setup.window import SetUpWindow

_THEMES = ("light", "dark", "system")


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowWish:
    """What the window is opened with.

    Args:
        demo: with the embedded sandbox and the demo till.
        camera: index, name, film or address instead of the one in the settings.
        lang: the language instead of the one in the settings.
        set_up: open the guided set-up, also where it was done before.
        shows: how much of the truth the demo till's screen tells.
    """

    demo: bool = False
    camera: str | None = None
    lang: str | None = None
    set_up: bool = False
    shows: Shows = "text"


NOTHING_SAID = WindowWish()


def open_window(
    home: Home | None,
    wish: WindowWish = NOTHING_SAID,
    painted: Callable[[], None] | None = None,
) -> int:
    """Run the window until it is closed.

    Args:
        home: where settings and data are; None is the platform's own place, but for a demo, which
            then leaves nothing behind.
        wish: how it is opened.
        painted: called once after the first paint.
    """
    share_one_heap()
    with ExitStack() as stack:
        stack.enter_context(short_turns())
        started = stack.enter_context(left_lying())
        chosen, problem = _made(home or _own_home(stack, demo=wish.demo), stack)

        def build(show: Callable[[DockView], None]) -> Built:
            return _build(_launch(wish, chosen, problem), show, stack, wish.lang)

        crashes = CrashBook(chosen.log_dir, SystemClock()).open()
        stack.callback(crashes.close)
        start = Start(load_places(chosen), painted, crashes, chosen.data_dir, started)
        return run(build, SystemClock(), first_taste(chosen.settings_file, wish.lang), start)


def _launch(wish: WindowWish, home: Home, problem: CashierError | None) -> "Launch":
    keys = _begin_keys() if wish.demo else None
    with without(*TERMINAL):
        from cashier.app.launch import Launch
    return Launch(
        home=home,
        demo=wish.demo,
        camera=wish.camera,
        set_up=wish.set_up,
        demo_shows=wish.shows,
        demo_keys=keys,
        problem=problem,
    )


def _build(
    launch: "Launch", show: Callable[[DockView], None], stack: ExitStack, lang: str | None
) -> Built:
    """Make the lights live, then load and join everything else; on a thread of its own."""
    with without(*TERMINAL):
        from cashier.app.first import First
        from cashier.core.logs import log_to
    log = log_to(launch.home.log_dir)
    if log is not None:
        stack.callback(log.close)
    first = First(launch)
    stack.callback(first.close)
    first.begin(show)
    with without(*TERMINAL):
        from cashier.app.parts import App
    return _built(App(first), lang)


def _own_home(stack: ExitStack, *, demo: bool) -> Home:
    """Return the platform's own place, or for a demo one that ends with us."""
    if not demo:
        return Home.default()
    folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="cashier-demo-"))
    return Home.at(Path(folder))


def _begin_keys() -> "Callable[[], SandboxKeys]":
    from cashier.sandbox.keys import begin_keys

    return begin_keys()


def _made(home: Home, stack: ExitStack) -> tuple[Home, CashierError | None]:
    """Make the folders; in place of those that cannot be, some that end with us, and why."""
    try:
        return home.make(), None
    except HomeUnusable as error:
        folder = Path(stack.enter_context(passing_folder()))
        chosen = home.passing(folder).make()
        kept = chosen.data_dir == home.data_dir
        return chosen, error if kept else HomePassing(**error.fields)


def _built(app: "App", lang: str | None) -> Built:
    """Return the windows over these parts; most of them are made when somebody opens them."""
    from cashier.ui.customer.display import CustomerDisplay

    shown, codes = app.settings, app.own_codes
    return Built(
        behind=app,
        taste=replace(taste_of(shown), language=lang or shown.language),
        manager_window=partial(_manager_window, app),
        demo_till=_demo_till,
        later=Later(
            display=CustomerDisplay,
            customer=shown.customer,
            shop=shown.store.name,
            check=partial(_check_window, app),
            set_up=partial(_set_up_window, app),
            own_codes=codes,
            set_up_now=app.begun is not None,
        ),
    )


# A tenth of the start, and of the memory of a till where nobody opens them: loaded when opened.


def _manager_window(app: "App", look: Look, desk: "ManagerDesk") -> "ManagerWindow":
    from cashier.ui.manager.settings_page import SettingsOffer
    from cashier.ui.manager.window import ManagerWindow

    offer = SettingsOffer(app.book, app.desk, app.own_codes, app.desk.test_alarm)
    place = app.settings.store.name
    return ManagerWindow(look, desk, place, app.exports, app.doors, offer)


def _demo_till(look: Look, *calls: Callable[..., Any]) -> "DemoTill":
    from cashier.ui.demo_till import DemoTill

    return DemoTill(look, *calls)


def _check_window(app: "App", look: Look) -> "CheckWindow":
    from cashier.ui.own_codes.check import CheckWindow

    return CheckWindow(look, desk=app.own_codes, lens=app.desk)


def _set_up_window(app: "App", look: Look) -> "SetUpWindow":
    from cashier.desk.setup_note import SetUp
    from cashier.ui.setup.window import SetUpOffer, SetUpWindow

    offer = SetUpOffer(app.book, app.own_codes, app.desk, app.set_up, app.begun or SetUp())
    return SetUpWindow(look, offer=offer)


def first_taste(settings_file: Path, lang: str | None) -> Taste:
    """Return the look to paint with before the settings are read and checked: a guess, no more."""
    try:
        found = tomllib.loads(settings_file.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        found = {}
    told = found.get("appearance")
    liked = told if isinstance(told, dict) else {}
    theme, scale, edge = (liked.get(name) for name in ("theme", "text_scale", "edge"))
    language = lang or found.get("language")
    return Taste(
        language if language in LANGUAGES else LANGUAGES[0],
        theme if theme in _THEMES else "system",
        text_scale=scale if isinstance(scale, float) and SMALLEST <= scale <= LARGEST else 1.0,
        edge="left" if edge == "left" else "right",
    )
