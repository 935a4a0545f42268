"""Turns the camera on and off and hands what it sees to the desk. Off until somebody needs it."""

from collections.abc import Callable
from threading import Lock, RLock
from typing import Optional

from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.desk.desk import Desk
from cashier.scan.camera import FrameSource, is_film, open_source, shown_source
from cashier.scan.errors import CameraAbsent, CameraLost
from cashier.scan.live import CameraLoop, Habits, Sight
from cashier.scan.own_code import NO_OWN_CODES, OwnCodeChanged, OwnCodes
from cashier.scan.reading import OwnCode, Reading
from cashier.scan.recall import Recall
from cashier.scan.scanner import Scanner
from cashier.scan.shown import preview
from cashier.scan.watchdog import CameraState, Limits

LoadOwnCodes = Callable[[], OwnCodes]
Watcher = Callable[[Reading], bool]
"""Takes every reading on the camera's thread; true while a strange code is no alarm."""


def no_own_codes() -> OwnCodes:
    """Stand for a shop that has registered no code."""
    return NO_OWN_CODES


def nobody(_reading: Reading) -> bool:
    """Stand for nobody who watches."""
    return False


class CameraSwitch:
    """One camera by name: an index, a stable name, a film or an address.

    Off means that no thread runs. On, a camera that fails is looked for until it is switched off.
    The shop's registered codes are read anew each time it is switched on, on the camera's thread.
    """

    def __init__(
        self, source: str, desk: Desk, clock: Clock, own_codes: LoadOwnCodes = no_own_codes
    ) -> None:
        self._source = source
        self._desk = desk
        self._clock = clock
        self._load_own_codes = own_codes
        self._watcher: Watcher = nobody
        self._shop: _Shop | None = None
        self._switching = RLock()
        self._turn: _Turn | None = None
        self._last: _Turn | None = None

    def toggle(self) -> bool:
        """Switch; return whether the camera is on now. Off, the desk is told. Waits for nothing."""
        with self._switching:
            turn, self._turn = self._turn, None
            if turn is not None:
                turn.stop()
                self._last = turn
                self._desk.camera_stopped()
                return False
            self._shop = _Shop(self._desk, self._load_own_codes, self._watcher)
            self._turn = _Turn(self._source, self._shop, self._clock, self._last)
            self._last = None
            return True

    def watched_by(self, watcher: Watcher) -> None:
        """Hand every reading to `watcher` as well, from the next switching on."""
        self._watcher = watcher

    def codes_changed(self) -> None:
        """Read the registered codes anew with the next reading."""
        if self._shop is not None:
            self._shop.forget_codes()

    def use(self, source: str) -> None:
        """Look through another camera from now on; one that is off stays off."""
        with self._switching:
            if source == self._source:
                return
            self._source = source
            if self._turn is not None:
                self.toggle()
                self.toggle()

    def close(self) -> None:
        """Switch off and wait for the end. Safe to call twice."""
        turn, self._turn = self._turn or self._last, None
        if turn is not None:
            turn.close()


class _Shop:
    """The desk, and the shop's own codes that readings are compared with. On the scan thread."""

    def __init__(self, desk: Desk, load_own_codes: LoadOwnCodes, watcher: Watcher = nobody) -> None:
        self.desk = desk
        self._load = load_own_codes
        self._watcher = watcher
        self._own_codes: OwnCodes | None = None
        self._registers = False
        self._suspected = False
        self._alarmed = False

    def judged(self, reading: Reading, *, repeated: bool = False) -> Reading:
        """Return the reading with what the shop's own codes say of it; one alarm is enough.

        One frame may be misread, so two in a row are needed to call the manager; one that is
        `repeated` is no second one.
        """
        if not repeated:
            self._registers = self._watcher(reading)
        if self._registers:
            return reading
        codes = self._own_codes
        if codes is None:
            # Here, not on the window's thread: the keyring may want to be unlocked first.
            codes = self._own_codes = self._load()
        judged = codes.judged(reading)
        if repeated:
            return judged
        suspected, self._suspected = self._suspected, judged.own is OwnCode.CHANGED
        if suspected and self._suspected and not self._alarmed:
            self._alarmed = True
            self.desk.alarm(OwnCodeChanged())
        return judged

    def forget_codes(self) -> None:
        """Read the codes anew with the next reading; on any thread."""
        self._own_codes = None


class _Turn:
    """From one switching on to the next switching off; afterwards it tells the desk nothing."""

    def __init__(self, source: str, shop: _Shop, clock: Clock, before: Optional["_Turn"]) -> None:
        self._source = source
        self._shop = shop
        self._desk = shop.desk
        self._before = before
        self._lock = Lock()
        self._over = False
        # The same picture again and again is what a film may show, and no camera.
        limits = Limits(frozen_s=None) if is_film(source) else Limits()
        self._loop = CameraLoop(
            self._open,
            Scanner(clock, recall=Recall()),
            self._saw,
            self._became,
            Habits(limits=limits),
        )

    def stop(self) -> None:
        """Tell no more, and let the threads end by themselves."""
        with self._lock:
            self._over = True
        self._loop.stop()

    def close(self) -> None:
        """Stop and wait for the threads, those of a turn before that nobody waited for as well."""
        self.stop()
        self._end_before()
        self._loop.close()

    def _open(self) -> FrameSource:
        self._end_before()
        return open_source(self._source)

    def _end_before(self) -> None:
        before, self._before = self._before, None
        if before is not None:
            before.close()

    def _saw(self, sight: Sight) -> None:
        reading = self._shop.judged(sight.reading, repeated=sight.repeated)
        shown = preview(sight.frame) if self._desk.camera_watched else None
        with self._lock:
            if not self._over:
                seen = self._desk.eye.see(reading, repeated=sight.repeated)
                self._desk.reading_seen(seen, shown)

    def _became(self, state: CameraState) -> None:
        problem: CashierError | None = None
        if state is CameraState.ABSENT:
            problem = CameraAbsent(name=shown_source(self._source))
        elif state is CameraState.LOST:
            problem = CameraLost()
        with self._lock:
            if not self._over:
                self._desk.camera_changed(state, problem)
