"""Two cards beside each other, or below each other where there is no room for both."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from cashier.ui.theme import M


class Pair(QWidget):
    """Each part comes with its share of the width."""

    def __init__(self, *parts: tuple[QWidget, int]) -> None:
        super().__init__()
        self._parts = [part for part, _ in parts]
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(M)
        for part, share in parts:
            self._row.addWidget(part, share)

    def minimumSizeHint(self) -> QSize:
        """As wide as the wider part."""
        least = super().minimumSizeHint()
        return QSize(max(self._needs()), least.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand beside each other only where both have their room."""
        super().resizeEvent(event)
        beside = sum(self._needs()) + M <= self.width()
        across, below = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        wanted = across if beside else below
        if self._row.direction() != wanted:
            self._row.setDirection(wanted)

    def _needs(self) -> list[int]:
        return [part.minimumSizeHint().width() for part in self._parts]
