"""Walks a window and finds what is cut off, squashed, outside its place, or too small to tap."""

from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from cashier.ui.theme import TARGET
from cashier.ui.widgets.base import Sized, Tap
from cashier.ui.widgets.containers import Scroll


def faults(window: QWidget) -> list[str]:
    """Return a line for every part that has not the room it needs."""
    found = []
    for part in window.findChildren(QWidget):
        if part.isVisible():
            found += [f"{_name(part)}: {fault}" for fault in _faults_of(part)]
    return found


def _faults_of(part: QWidget) -> list[str]:
    found = []
    if isinstance(part, Sized):
        need = part.natural_width()
        if part.width() < need:
            found.append(f"{part.width()} wide, needs {need}")
        high = part.height_for(part.width())
        if part.height() < high:
            found.append(f"{part.height()} high, needs {high}")
    if isinstance(part, Tap) and (part.width() < TARGET or part.height() < TARGET):
        found.append(f"{part.width()}x{part.height()} to tap")
    if isinstance(part, Tap) and not part.accessibleName():
        found.append("has no name")
    if isinstance(part, Scroll) and part.horizontalScrollBar().maximum() > 0:
        found.append(f"{part.horizontalScrollBar().maximum()} wider inside than its place")
    if _outside(part):
        found.append(f"{part.geometry()} lies outside its place")
    return found


def _outside(part: QWidget) -> bool:
    parent = part.parentWidget()
    if parent is None or isinstance(parent.parentWidget(), QAbstractScrollArea):
        return False
    if type(part).__name__ == "FocusRing":
        return False
    return not parent.rect().contains(part.geometry())


def _name(part: QWidget) -> str:
    return f"{type(part).__name__} «{part.accessibleName()}»"
