"""Turns the desk's calls from other threads into one queued signal for the window.

Views come from the desk's thread; a window may only be touched from its own. The signal carries the
frozen view. Once closed, and once the receiver is gone, nothing is delivered any more.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal

from cashier.desk.dock_views import DockView


class Bridge(QObject):
    """Hand `listener` to the desk, connect a receiver with `deliver_to`."""

    view_arrived = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._closed = False
        self._receivers: list[_Receiver] = []

    def listener(self, view: DockView) -> None:
        """Take a view, on whatever thread; returns at once."""
        if not self._closed:
            self.view_arrived.emit(view)

    def deliver_to(self, owner: QObject, show: Callable[[DockView], None]) -> None:
        """Call `show` on the window's thread for every view, as long as `owner` lives."""
        receiver = _Receiver(owner, show)
        self._receivers.append(receiver)
        self.view_arrived.connect(receiver.take, Qt.ConnectionType.QueuedConnection)

    def close(self) -> None:
        """Deliver nothing more, not even what is on its way."""
        self._closed = True
        for receiver in self._receivers:
            receiver.stop()


class _Receiver(QObject):
    """Lives on the window's thread and dies with its owner."""

    def __init__(self, owner: QObject, show: Callable[[DockView], None]) -> None:
        super().__init__(owner)
        self._show: Callable[[DockView], None] | None = show
        owner.destroyed.connect(self.stop)

    def take(self, view: object) -> None:
        """Pass a view on, unless it is too late."""
        if self._show is not None and isinstance(view, DockView):
            self._show(view)

    def stop(self) -> None:
        """Pass nothing on any more."""
        self._show = None
