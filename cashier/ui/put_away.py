"""How a window ends while everything in it is still whole."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget


def put_away(window: QWidget) -> None:
    """Close a window and let Qt take it apart, parents first, while it is still whole.

    Left to Python's collector the parts would go in any order, and a layout could be asked about
    parts that are gone.
    """
    window.close()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
