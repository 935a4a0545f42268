"""Puts pictures of the window side by side, for a page that tells a way through in one look."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtGui import QColor, QImage, QPainter

from cashier.ui.picture_file import write_picture

_GAP = 24
_TALLEST = 800
_GROUND = "#DADDE3"


def side_by_side(pictures: Sequence[Path], target: Path) -> None:
    """Write the pictures in one row into `target`, each from its top, none taller than the row."""
    images = [QImage(str(path)) for path in pictures]
    height = min(_TALLEST, max(image.height() for image in images))
    width = sum(image.width() for image in images) + _GAP * (len(images) + 1)
    row = QImage(width, height + 2 * _GAP, QImage.Format.Format_RGB32)
    row.fill(QColor(_GROUND))
    painter = QPainter(row)
    left = _GAP
    for image in images:
        painter.drawImage(left, _GAP, image, 0, 0, image.width(), height)
        left += image.width() + _GAP
    painter.end()
    write_picture(row, target)


def under_each_other(rows: Sequence[Path], target: Path) -> None:
    """Write rows into `target`, one below the other."""
    images = [QImage(str(path)) for path in rows]
    width, height = max(one.width() for one in images), sum(one.height() for one in images)
    sheet = QImage(width, height, QImage.Format.Format_RGB32)
    sheet.fill(QColor(_GROUND))
    painter, top = QPainter(sheet), 0
    for image in images:
        painter.drawImage(0, top, image)
        top += image.height()
    painter.end()
    write_picture(sheet, target)
