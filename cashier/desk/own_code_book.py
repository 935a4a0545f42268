"""Registers the shop's own codes, checks them once a day, and forgets them: behind the windows.

The camera's thread hands in its readings, files and PINs wait on a thread of their own. Of a code
only its keyed hash is ever kept; the code itself is gone with the reading that it came in.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Lock

import structlog

from cashier.config.access import Access
from cashier.config.files import write_atomic
from cashier.config.guard import Guard
from cashier.config.roles import Room
from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.json_text import json_object
from cashier.core.privacy import Secret
from cashier.desk.own_code_views import OwnCodesView, OwnCodeView, Shown, Task, Told
from cashier.desk.own_code_watch import Watch
from cashier.desk.views import Phrase, error_phrase
from cashier.scan.own_code import OwnCodes, Registered
from cashier.scan.own_code_file import OwnCodeFile, with_fewer, with_more
from cashier.scan.reading import Reading

log = structlog.get_logger()

CHECKED = "opening-check.json"
"""In the home: the day of the last check that found every code as it was registered."""


@dataclass(frozen=True, slots=True)
class CodesAround:
    """What the book works with.

    Args:
        file: the registered codes.
        folder: where the day of the last check is kept.
        access: the PINs.
        clock: which day it is.
        needs_pin: whether changes ask for a PIN where one was chosen.
        changed: hears that other codes are registered now.
    """

    file: OwnCodeFile
    folder: Path
    access: Access
    clock: Clock
    needs_pin: bool = True
    changed: Callable[[], None] = lambda: None


class OwnCodeBook:
    """The registered codes of one installation.

    Failure policy: what is refused changes nothing and is told as a phrase; nothing is raised.
    """

    def __init__(self, around: CodesAround, worker: Worker) -> None:
        self._around = around
        self._guard = Guard(around.access, needs_pin=around.needs_pin)
        self._worker = worker
        self._lock = Lock()
        self._watch = Watch()

    def ask(self, told: Told) -> None:
        """Read what is registered."""
        self._do(lambda: None, told)

    def begin(self, task: Task, told: Told) -> None:
        """Look for codes from now on: to register one, or to check those that are registered."""

        def start() -> None:
            file = self._around.file
            codes = file.for_change() if task is Task.register else file.load()
            with self._lock:
                self._watch = Watch(task, codes, told)

        self._do(start, told)

    def end(self) -> None:
        """Look for codes no more."""
        with self._lock:
            self._watch = Watch()

    def saw(self, reading: Reading) -> bool:
        """Take a reading; on the camera's thread.

        Returns:
            Whether codes are shown to be registered, so that a strange one is no alarm.
        """
        with self._lock:
            watch = self._watch
            news = watch.take(reading)
            checked, registers = watch.is_complete, watch.task is Task.register
        if news and checked:
            self._note_checked()
        if news:
            self._do(lambda: None, watch.told)
        return registers

    def keep(self, pin: Secret, told: Told) -> None:
        """Register the code that was found."""

        def register() -> Phrase | None:
            with self._lock:
                found, codes = self._watch.found, self._watch.codes
            if found is None:
                return None
            self._guard.allow(pin, Room.reverse)
            made = self._around.file.change(partial(_with_found, codes, found))
            self._reload()
            if found not in made.after.registered:
                return Phrase("owncodes-show_again")
            key = "owncodes-said-kept" if made.key_in == "keyring" else "owncodes-said-kept_file"
            return Phrase(key)

        self._do(register, told)

    def forget(self, mark: str, pin: Secret, told: Told) -> None:
        """Forget a registered code."""

        def drop() -> Phrase:
            self._guard.allow(pin, Room.reverse)
            self._around.file.change(partial(_without, mark))
            self._reload()
            return Phrase("owncodes-said-gone")

        self._do(drop, told)

    def _note_checked(self) -> None:
        day = self._today()

        def write() -> None:
            try:
                write_atomic(self._around.folder / CHECKED, json.dumps({"day": day}).encode())
            except OSError as error:
                log.warning("opening_check_not_noted", reason=type(error).__name__)

        self._worker.offer(write)

    def _reload(self) -> None:
        with self._lock:
            told, task = self._watch.told, self._watch.task
            if task is not Task.nothing:
                self._watch = Watch(task, self._around.file.load(), told)
        self._around.changed()

    def _do(self, work: Callable[[], Phrase | None], told: Told) -> None:
        def run() -> None:
            said = refused = None
            try:
                said = work()
            except CashierError as error:
                refused = error_phrase(error)
            told(self._view(said, refused))

        self._worker.offer(run)

    def _view(self, said: Phrase | None, refused: Phrase | None) -> OwnCodesView:
        with self._lock:
            watch = replace(self._watch)
        try:
            codes = self._around.file.load().registered
        except CashierError as error:
            codes, refused = (), refused or error_phrase(error)
        shown = tuple(
            OwnCodeView(one.kind, one.mark, Shown.same if one.mark in watch.seen else Shown.not_yet)
            for one in codes
        )
        return OwnCodesView(
            codes=shown,
            task=watch.task,
            due=bool(codes) and self._last_checked() != self._today(),
            done=watch.is_complete,
            strange=watch.strange,
            found=watch.found.kind if watch.found is not None else "",
            asks_pin=self._guard.asks,
            refused=refused,
            said=said,
        )

    def _today(self) -> str:
        return self._around.clock.now().astimezone().strftime("%Y-%m-%d")

    def _last_checked(self) -> str:
        try:
            noted = json_object((self._around.folder / CHECKED).read_bytes()) or {}
        except OSError:
            return ""
        return str(noted.get("day", ""))


def _with_found(shown: OwnCodes, found: Registered, stored: OwnCodes) -> OwnCodes:
    """Add what was found beside the `shown` codes, unless others are stored by now."""
    moved = stored.registered != shown.registered
    return stored if moved else with_more(shown, [found])


def _without(mark: str, codes: OwnCodes) -> OwnCodes:
    return with_fewer(codes, [code for code in codes.registered if code.mark == mark])
