"""The camera, switched on a thread of its own: what reads pictures takes long to load."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError, Unavailable
from cashier.core.paths import Home
from cashier.desk.desk import Desk
from cashier.desk.settings_views import CameraChoice
from cashier.scan.own_code_file import home_own_codes
from cashier.scan.reading import Reading

if TYPE_CHECKING:
    from cashier.desk.camera import CameraSwitch
    from cashier.scan.own_code import OwnCodes


class PicturesUnreadable(Unavailable):
    """What reads pictures cannot be loaded; everything but the camera works."""

    code = "pictures-unreadable"


class Eyes:
    """One camera at a time; nothing of it is loaded before somebody switches it on."""

    def __init__(self, source: str, desk: Desk, clock: Clock, home: Home) -> None:
        self._source = source
        self._desk = desk
        self._clock = clock
        self._home = home
        self._saw: Callable[[Reading], bool] = lambda _: False
        self._camera: CameraSwitch | None = None
        self._worker = Worker("eyes")

    def watched_by(self, saw: Callable[[Reading], bool]) -> None:
        """Hand every reading to this as well; to be called before the camera is switched on."""
        self._saw = saw

    def toggle(self) -> None:
        """Switch the camera on or off; returns at once."""
        self._worker.submit(self._switch)

    def use(self, source: str) -> None:
        """Look through another camera from now on, without keeping that; on any thread."""
        self._source = source
        if self._camera is not None:
            self._camera.use(source)

    def codes_changed(self) -> None:
        """Compare with the shop's codes as they are now."""
        if self._camera is not None:
            self._camera.codes_changed()

    def own_codes(self) -> "OwnCodes":
        """Return the shop's registered codes; where they cannot be had, nothing is compared."""
        from cashier.scan.own_code import NO_OWN_CODES

        try:
            return home_own_codes(self._home).load()
        except CashierError as error:
            self._desk.notice(error)
            return NO_OWN_CODES

    def close(self) -> None:
        """Look no more."""
        self._worker.close()
        if self._camera is not None:
            self._camera.close()

    def _switch(self) -> None:
        try:
            if self._camera is None:
                from cashier.desk.camera import CameraSwitch

                made = CameraSwitch(self._source, self._desk, self._clock, self.own_codes)
                made.watched_by(self._saw)
                self._camera = made
        except ImportError as error:
            self._desk.notice(PicturesUnreadable(library=error.name or "?"))
            self._desk.camera_stopped()
            return
        self._camera.toggle()


def cameras() -> list[CameraChoice]:
    """Return the cameras that are plugged in."""
    from cashier.scan.cameras import cameras as plugged_in

    return [CameraChoice(one.source, one.label) for one in plugged_in()]
