"""The real program on a small disk of its own, for `benchmarks.disk`.

    python -m benchmarks.child.disk FOLDER full|read_only

FOLDER is where a small file system is mounted that this process may fill or make read-only. Cases
are opened and closed all the while. Prints one JSON object with seconds and counts.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Condition

from cashier.app.first import First
from cashier.app.launch import Launch
from cashier.app.parts import App
from cashier.cases.outcome import Outcome
from cashier.core.paths import Home
from cashier.desk.dock_views import DockView
from cashier.history.rules import StoreOptions
from cashier.history.store import Store

_PATIENCE_S = 60.0


class Watcher:
    """Sees every view, and waits for one."""

    def __init__(self, app: App) -> None:
        self._news = Condition()
        self._view: DockView | None = None
        self.first_told: dict[str, float] = {}
        app.desk.subscribe(self._take)

    def until(self, fits: Callable[[DockView], bool]) -> float:
        """Wait for a view that fits; return the seconds it took."""
        begun = time.monotonic()
        with self._news:
            if not self._news.wait_for(
                lambda: self._view is not None and fits(self._view), _PATIENCE_S
            ):
                raise SystemExit("waited in vain")
        return time.monotonic() - begun

    def _take(self, view: DockView) -> None:
        with self._news:
            self._view = view
            for notice in view.notices:
                self.first_told.setdefault(notice.id, time.monotonic())
            self._news.notify_all()


def told(*codes: str) -> Callable[[DockView], bool]:
    """Whether one of these notices is on the screen."""
    return lambda view: any(one.id in codes for one in view.notices)


def quiet(view: DockView) -> bool:
    """Whether nothing is on the screen that has to be read."""
    return not view.notices


def case(app: App, watcher: Watcher) -> None:
    """One failed payment from the first key to the last."""
    app.desk.open_case()
    watcher.until(lambda view: view.case is not None)
    app.desk.say_till_text("余额不足")
    app.desk.close_case(Outcome.customer_left, None, None)
    watcher.until(lambda view: view.case is None)


def full(folder: Path) -> dict[str, float]:
    """Fill the disk under the running till, work on, and make room again."""
    app = App(First(Launch(home=Home.at(folder))))
    watcher = Watcher(app)
    app.start()
    case(app, watcher)
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 65536)
        except OSError:
            pass
    done, begun = 1, time.monotonic()
    while "storage-full" not in watcher.first_told:
        begun = time.monotonic()
        case(app, watcher)
        done += 1
    banner = watcher.first_told["storage-full"] - begun
    begun = time.monotonic()
    for _ in range(50):
        case(app, watcher)
    guided = (time.monotonic() - begun) / 50
    ballast.unlink()
    written = watcher.until(quiet)
    app.close()
    return {
        "banner_s": banner,
        "guided_s": guided,
        "written_s": written,
        "missing": done + 50 - kept(folder),
    }


def read_only(folder: Path) -> dict[str, float]:
    """Start on a disk that cannot be written, work, and let it be written again."""
    home = Home.at(folder)
    first = App(First(Launch(home=home)))
    watcher = Watcher(first)
    first.start()
    case(first, watcher)
    first.close()
    _mount("remount,ro", folder)
    begun = time.monotonic()
    app = App(First(Launch(home=home)))
    watcher = Watcher(app)
    app.start()
    watcher.until(told("database-read-only", "storage-failed"))
    banner = time.monotonic() - begun
    for _ in range(20):
        case(app, watcher)
    _mount("remount,rw", folder)
    begun = time.monotonic()
    while app.store.is_away and time.monotonic() < begun + _PATIENCE_S:
        case(app, watcher)
    written = time.monotonic() - begun
    cases = app.disk.submit(app.store.cases, limit=None).result()
    app.close()
    return {"banner_s": banner, "written_s": written, "missing": float(len(cases) - kept(folder))}


def kept(folder: Path) -> int:
    """Return how many cases the history holds, its chain being sound."""
    with Store.open(Home.at(folder).database, StoreOptions()).store as store:
        assert store.verify().sound
        return len(store.cases(limit=None))


def _mount(how: str, folder: Path) -> None:
    subprocess.run(["mount", "-o", how, str(folder)], check=True)


if __name__ == "__main__":
    modes = {"full": full, "read_only": read_only}
    print(json.dumps(modes[sys.argv[2]](Path(sys.argv[1]))))
