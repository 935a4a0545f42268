"""What a person sees on the window: words that are whole in view, and what can be tapped.

Reads widgets as a screen reader does, by their names; the desk's views stay unseen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QAbstractButton, QWidget

from cashier.ui.widgets.field import Field
from cashier.ui.window import DockWindow
from cashier.ui.words import Book

_MOST_OF_IT = 0.95
_VERSIONS = ("", "--b")


@dataclass(frozen=True, slots=True)
class Seen:
    """A part in view: its words, and for a tap the digit that does the same, if it shows one."""

    part: QWidget
    words: str
    key: str = ""


def parts(window: DockWindow) -> list[Seen]:
    """Return every part that can be read whole, as one reads."""
    found = [
        Seen(part, part.accessibleName(), _key(part))
        for part in window.findChildren(QWidget)
        if part.accessibleName() and whole(part)
    ]
    return sorted(found, key=lambda one: _place(one.part, window))


def taps(window: DockWindow) -> list[Seen]:
    """Return what can be tapped now."""
    return [
        one
        for one in parts(window)
        if isinstance(one.part, QAbstractButton) and one.part.isEnabled()
    ]


def field(window: DockWindow) -> Field | None:
    """Return the first field in view."""
    fields = [one for one in window.findChildren(Field) if whole(one)]
    return min(fields, key=lambda one: _place(one, window), default=None)


def whole(part: QWidget) -> bool:
    """Whether nothing of a part is hidden, scrolled away or cut off."""
    if not part.isVisible() or part.rect().isEmpty():
        return False
    shown = sum(one.width() * one.height() for one in _rectangles(part.visibleRegion()))
    return shown >= _MOST_OF_IT * part.width() * part.height() or _covered_by_own(part)


def says(window: DockWindow, words: Book, key: str) -> bool:
    """Whether these words stand in view; in whichever version the case got them."""
    name, _, attribute = key.partition(".")
    ends = [f"{name}{version}{'.' + attribute if attribute else ''}" for version in _VERSIONS]
    wanted = {words(one) for one in ends if words.has(one)}
    return any(one.words == text or text in one.words for one in parts(window) for text in wanted)


def _rectangles(region: QRegion) -> Iterable[QRect]:
    """Return a region's rectangles: PySide can go through them, its stubs do not say so."""
    return cast("Iterable[QRect]", region)


def _covered_by_own(part: QWidget) -> bool:
    """Whether a part lies in view although children stand on it."""
    return bool(part.findChildren(QWidget)) and part.visibleRegion().boundingRect() == part.rect()


def _key(part: QWidget) -> str:
    key = getattr(getattr(part, "spec", None), "key", "")
    return key if key.isdigit() else ""


def _place(part: QWidget, window: DockWindow) -> tuple[int, int]:
    place = QRect(part.mapTo(window, part.rect().topLeft()), part.size())
    return place.top(), place.left()
