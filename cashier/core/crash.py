"""What nobody caught: a masked report on disk, and a word to whoever shows it. No Qt here.

A report names what broke and where in the program, and nothing else: no message of an exception, no
value of a variable, for either may hold a payment code, a key or an order number. For their sake
the system keeps no picture of our memory either.
"""

import contextlib
import faulthandler
import platform
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TextIO

from cashier import __version__
from cashier.core.clock import Clock

if sys.platform != "win32":
    import resource

_PACKAGE = Path(__file__).resolve().parent.parent
_FAULTS = "faults.log"
_NO_CORE = 1
_MOST_REPORTS = 20
_NOWHERE = "-"


@dataclass(frozen=True, slots=True)
class Crash:
    """An exception that nobody caught; `place` is the last line of ours, as `ui/dock.py:12`."""

    kind: str
    place: str
    thread: str
    report: Path | None = None


Tell = Callable[[Crash], None]


class CrashBook:
    """Writes a report of every exception that reaches the top of a thread, once a place and run.

    Failure policy: a report that cannot be written is left out; the crash is told all the same, and
    nothing that goes wrong here reaches the program.
    """

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self._lock = threading.Lock()
        self._known: set[tuple[str, str]] = set()
        self._tell: Tell | None = None
        self._waiting: list[Crash] = []
        self._faults: TextIO | None = None
        self._before = (sys.excepthook, threading.excepthook)
        self.last_run: Path | None = None

    def open(self) -> "CrashBook":
        """Watch from now on; say in `last_run` what the run before left when it was torn away."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_main
        threading.excepthook = self._on_thread
        _leave_no_core()
        with contextlib.suppress(OSError):
            self.last_run = self._take_faults()
            self._faults = (self._folder / _FAULTS).open("a", encoding="utf-8")
            faulthandler.enable(self._faults, all_threads=True)
        return self

    def close(self) -> None:
        """Watch no more. Safe to call twice."""
        sys.excepthook, threading.excepthook = self._before
        faults, self._faults = self._faults, None
        if faults is not None:
            faulthandler.disable()
            faults.close()
            with contextlib.suppress(OSError):
                (self._folder / _FAULTS).unlink()

    def tell_to(self, tell: Tell) -> None:
        """Call `tell` for each crash, on whatever thread it happened, those before included."""
        with self._lock:
            self._tell, waiting = tell, self._waiting
            self._waiting = []
        for crash in waiting:
            tell(crash)

    def note(self, error: BaseException, thread: str) -> None:
        """Report an exception, unless it is one that was reported before."""
        frames = list(_frames(error))
        ours = [place for place, own in frames if own]
        crash = Crash(type(error).__name__, ours[-1] if ours else _NOWHERE, thread)
        with self._lock:
            if (crash.kind, crash.place) in self._known:
                return
            self._known.add((crash.kind, crash.place))
            report = self._write(error, crash)
            crash = Crash(crash.kind, crash.place, thread, report)
            tell = self._tell
            if tell is None:
                self._waiting.append(crash)
        if tell is not None:
            with contextlib.suppress(Exception):
                tell(crash)

    def _on_main(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        if not issubclass(kind, Exception):
            self._before[0](kind, error, trace)
            return
        self.note(error.with_traceback(trace), threading.current_thread().name)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if told.exc_value is not None and issubclass(told.exc_type, Exception):
            name = told.thread.name if told.thread is not None else "?"
            self.note(told.exc_value, name)

    def _write(self, error: BaseException, crash: Crash) -> Path | None:
        now = self._clock.now()
        lines = [
            f"Cashier Assistant {__version__}",
            f"Python {platform.python_version()}, {platform.system()} {platform.machine()}",
            f"{now.isoformat(timespec='seconds')}, thread {crash.thread}",
        ]
        for one in _chain(error):
            lines.append(f"{type(one).__module__}.{type(one).__qualname__}")
            lines += [f"  {place}" for place, _ in _frames(one)]
        path = self._folder / f"crash-{now:%Y%m%d-%H%M%S-%f}.txt"
        try:
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
            for old in sorted(self._folder.glob("crash-*.txt"))[:-_MOST_REPORTS]:
                old.unlink()
        except OSError:
            return None
        return path

    def _take_faults(self) -> Path | None:
        """Put away what the C side of the run before wrote as it fell."""
        file = self._folder / _FAULTS
        if not file.exists():
            return None
        if not file.stat().st_size:
            file.unlink()
            return None
        kept = self._folder / f"crash-{self._clock.now():%Y%m%d-%H%M%S-%f}.txt"
        file.replace(kept)
        return kept


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__


def _leave_no_core() -> None:
    """Let no core be written, to no file and to no collector.

    Linux asks no limit before it pipes a core to a collector such as Ubuntu's Apport, but one: of
    exactly one byte, by which it knows a process whose core nobody may have (fs/coredump.c). A file
    is never as short as that.
    """
    if sys.platform != "win32":
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (_NO_CORE if most else 0, most))


def _frames(error: BaseException) -> Iterator[tuple[str, bool]]:
    for frame, line in traceback.walk_tb(error.__traceback__):
        path = Path(frame.f_code.co_filename)
        ours = path.is_relative_to(_PACKAGE)
        shown = path.relative_to(_PACKAGE).as_posix() if ours else path.name
        yield (f"{shown}:{line}" if ours else f"{shown}:{line} {frame.f_code.co_name}"), ours
