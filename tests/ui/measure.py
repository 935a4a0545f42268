"""Walks a window and finds what is cut off, squashed, covered, outside its place, or too small."""

from collections.abc import Iterator
from itertools import combinations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from cashier.ui.theme import TARGET
from cashier.ui.widgets.base import Sized, Tap
from cashier.ui.widgets.containers import Scroll
from cashier.ui.widgets.focus_ring import FocusRing

# What lies over other parts on purpose, and is gone with a tap.
_OVER = frozenset({"Menu", "ChoiceList"})
_CURSOR = 4


def faults(window: QWidget) -> list[str]:
    """Return a line for every part that has not the room it needs."""
    found = [f"{_name(part)}: {fault}" for part in _shown(window) for fault in _faults_of(part)]
    return [*found, *_covered(window)]


def without_ring(window: QWidget) -> list[str]:
    """Return a line for every part that shows no ring, or half of one, when it has the keyboard.

    The window must be the active one. The keyboard is where it was before, afterwards.
    """
    before, found = QApplication.focusWidget(), []
    rings = window.findChildren(FocusRing)
    for part in _shown(window):
        if isinstance(part, Tap) and part.isEnabled() and part.focusPolicy() & _BY_TAB:
            part.setFocus(Qt.FocusReason.TabFocusReason)
            if not any(_rings(ring, window, part) for ring in rings):
                found.append(f"{_name(part)}: no ring")
    if before is not None:
        before.setFocus(Qt.FocusReason.OtherFocusReason)
    return found


_BY_TAB = Qt.FocusPolicy.TabFocus


def _rings(ring: FocusRing, window: QWidget, part: Tap) -> bool:
    """Whether the ring is to be seen, round this part, and not but for a sliver of it."""
    if not ring.isVisible():
        return False
    mask = ring.mask().boundingRect().translated(ring.pos())
    seen = ring.geometry() if mask.isEmpty() else mask
    middle = part.mapTo(window, part.ring_rect().toRect().center())
    return seen.contains(middle) or seen.height() >= TARGET


def _shown(window: QWidget) -> Iterator[QWidget]:
    return (part for part in window.findChildren(QWidget) if part.isVisible())


def _faults_of(part: QWidget) -> list[str]:
    found = []
    if isinstance(part, Sized):
        need = part.natural_width()
        if part.width() < need:
            found.append(f"{part.width()} wide, needs {need}")
        high = part.height_for(part.width())
        if part.height() < high:
            found.append(f"{part.height()} high, needs {high}")
    else:
        found += _faults_of_qts_own(part)
    tapped = isinstance(part, QAbstractButton)
    if tapped and (part.width() < TARGET or part.height() < TARGET):
        found.append(f"{part.width()}x{part.height()} to tap")
    if isinstance(part, Tap) and not part.accessibleName():
        found.append("has no name")
    if isinstance(part, Scroll) and part.horizontalScrollBar().maximum() > 0:
        found.append(f"{part.horizontalScrollBar().maximum()} wider inside than its place")
    if _outside(part):
        found.append(f"{part.geometry()} lies outside its place")
    return found


def _faults_of_qts_own(part: QWidget) -> list[str]:
    """Judge the parts that Qt paints: they cut their text without a word."""
    if isinstance(part, QLabel) and part.text():
        if part.wordWrap():
            high = part.heightForWidth(part.width())
            return [f"{part.height()} high, needs {high}"] if part.height() < high else []
        return _too_narrow(part, part.sizeHint().width())
    if isinstance(part, QPushButton):
        return _too_narrow(part, part.minimumSizeHint().width())
    if isinstance(part, QLineEdit):
        margins = part.textMargins()
        text = part.fontMetrics().horizontalAdvance(part.placeholderText())
        return _too_narrow(part, text + margins.left() + margins.right() + _CURSOR)
    return []


def _too_narrow(part: QWidget, need: int) -> list[str]:
    return [f"{part.width()} wide, needs {need}"] if part.width() < need else []


def _outside(part: QWidget) -> bool:
    parent = part.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    if isinstance(part, FocusRing):
        return False
    return not parent.rect().contains(part.geometry())


def _covered(window: QWidget) -> Iterator[str]:
    for parent in (window, *_shown(window)):
        inside = [part for part in parent.children() if isinstance(part, QWidget)]
        beside = [part for part in inside if _takes_room(part)]
        for one, other in combinations(beside, 2):
            if one.geometry().intersects(other.geometry()):
                yield f"{_name(one)} and {_name(other)} lie over each other"


def _takes_room(part: QWidget) -> bool:
    return (
        part.isVisible()
        and not part.isWindow()
        and not part.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        and type(part).__name__ not in _OVER
    )


def _name(part: QWidget) -> str:
    return f"{type(part).__name__} «{part.accessibleName()}»"
