"""In which order the keyboard goes through a window: as one reads, container by container.

Qt goes by the order in which parts were made, and ours are made anew whenever they change.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def reading_order(window: QWidget) -> list[QWidget]:
    """Return what the Tab key stops at, from the top left to the bottom right."""
    stops = [
        part
        for part in window.findChildren(QWidget)
        if part.focusPolicy() & Qt.FocusPolicy.TabFocus
        and part.focusProxy() is None
        and part.isVisible()
        and part.isEnabled()
    ]
    return sorted(stops, key=lambda part: _place(part, window))


def next_stop(window: QWidget, *, forward: bool) -> QWidget | None:
    """Return where the Tab key goes from here; round at the end, None where nothing can be used."""
    stops = reading_order(window)
    if not stops:
        return None
    here = window.focusWidget()
    if here not in stops:
        return stops[0 if forward else -1]
    return stops[(stops.index(here) + (1 if forward else -1)) % len(stops)]


class InReadingOrder(QWidget):
    """A window through which Tab goes as one reads."""

    def focusNextPrevChild(self, next_: bool, /) -> bool:  # noqa: FBT001 - Qt calls it like that
        """Go on with Tab as one reads."""
        stop = next_stop(self, forward=next_)
        if stop is not None:
            reason = Qt.FocusReason.TabFocusReason
            stop.setFocus(reason if next_ else Qt.FocusReason.BacktabFocusReason)
        return stop is not None


def _place(part: QWidget, window: QWidget) -> tuple[tuple[int, int], ...]:
    path: list[tuple[int, int]] = []
    while part is not window:
        path.append((part.y(), part.x()))
        parent = part.parentWidget()
        if parent is None:
            break
        part = parent
    return tuple(reversed(path))
