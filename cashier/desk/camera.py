"""Turns the camera on and off and hands what it sees to the desk. Off until somebody needs it."""

from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.desk.desk import Desk
from cashier.scan.camera import open_source
from cashier.scan.live import CameraLoop, Sight
from cashier.scan.preview import preview
from cashier.scan.scanner import Scanner


class CameraSwitch:
    """One camera by name: an index, a film or an address."""

    def __init__(self, source: str, desk: Desk, clock: Clock) -> None:
        self._source = source
        self._desk = desk
        self._clock = clock
        self._loop: CameraLoop | None = None
        self._on = False

    def toggle(self) -> bool:
        """Switch; return whether the camera is on now."""
        was_on = self._on
        self.close()
        if was_on:
            return False
        # Before the loop begins: a camera that is not there is told at once, on the loop's thread.
        self._on = True
        self._loop = CameraLoop(
            lambda: open_source(self._source), Scanner(self._clock), self._saw, self._lost
        )
        return True

    def close(self) -> None:
        """Switch off. Safe to call twice."""
        self._on = False
        loop, self._loop = self._loop, None
        if loop is not None:
            loop.close()

    def _saw(self, sight: Sight) -> None:
        self._desk.reading_seen(self._desk.eye.see(sight.reading), preview(sight.frame))

    def _lost(self, problem: CashierError) -> None:
        self._on = False
        self._desk.notice(problem)
        self._desk.camera_stopped()
