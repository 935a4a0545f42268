"""Brings answers from other threads onto the window's, while there is a window to hear them."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

Answer = TypeVar("Answer")


class _Post(QObject):
    """Lives on the window's thread; has no parent on purpose: another thread may still hold it."""

    arrived = Signal(object)


class Answers(Generic[Answer]):
    """Calls `take`, which must be a method of a QObject, on the window's thread.

    `tell` is handed to whoever answers, on any thread and at any time, even once the window is
    gone: then nothing happens.
    """

    def __init__(self, take: Callable[[Answer], None]) -> None:
        self._post = _Post()
        self._post.arrived.connect(take, Qt.ConnectionType.QueuedConnection)

    @property
    def tell(self) -> Callable[[Answer], None]:
        """What is to be called with an answer."""
        post = self._post
        # Holds the sender: a bound signal alone would not, and would end in nothing.
        return lambda answer: post.arrived.emit(answer)
