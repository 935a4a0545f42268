"""Draws what the cashier sees of a code before the camera: every verdict, kind and fault.

    python -m benchmarks.eye_pictures --out FOLDER

The very part of the window, on rendered phones; a row of pictures becomes one file.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QWidget

from benchmarks.drawn import draw_into
from benchmarks.eye_scenes import NOW, fault_scenes, verdict_scenes
from cashier.core.clock import ManualClock
from cashier.desk.views import ScanView
from cashier.ui.look import Look, Taste
from cashier.ui.put_away import put_away
from cashier.ui.scan_view import ScanPart

_VERDICTS, _FAULTS = Taste("en", "light"), Taste("zh_CN", "light")
_WIDTH = 368
_MARGIN, _HEAD, _ABOVE = 16, 34, 8
"""Pixels around a picture; above it, where its number stands; between the two."""
_COLUMNS = 4
_QUALITY = 82
_SETTLE = 4


def draw_part(view: ScanView, look: Look) -> QImage:
    """Return the part of the window that the camera fills."""
    part = ScanPart(look)
    part.show_scan(view)
    part.resize(_WIDTH, part.heightForWidth(_WIDTH))
    part.show()
    for _ in range(_SETTLE):
        QCoreApplication.sendPostedEvents()
    part.resize(_WIDTH, part.heightForWidth(_WIDTH))
    image = QImage(part.size(), QImage.Format.Format_RGB32)
    image.fill(QColor(look.tokens.canvas))
    part.render(image, renderFlags=QWidget.RenderFlag.DrawChildren)
    put_away(part)
    return image


def sheet(views: Mapping[str, ScanView], taste: Taste) -> QImage:
    """Return the numbered pictures in rows; a row is as high as its highest."""
    look = Look(taste, ManualClock(monotonic=NOW))
    images = [draw_part(view, look) for view in views.values()]
    rows = [images[at : at + _COLUMNS] for at in range(0, len(images), _COLUMNS)]
    heights = [max(image.height() for image in row) for row in rows]
    width = _COLUMNS * (_WIDTH + _MARGIN) + _MARGIN
    size = QSize(width, sum(heights) + _HEAD * len(rows) + _MARGIN)
    whole = QImage(size, QImage.Format.Format_RGB32)
    whole.fill(QColor(look.tokens.canvas))
    painter = QPainter(whole)
    painter.setPen(QColor(look.tokens.ink))
    top, number = _HEAD, 0
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            number += 1
            left = _MARGIN + column * (_WIDTH + _MARGIN)
            painter.drawText(left, top - _ABOVE, str(number))
            painter.drawImage(left, top, image)
        top += height + _HEAD
    painter.end()
    return whole


def draw_all(out: Path) -> None:
    """Write the sheets of verdicts and of faults, one in each language."""
    out.mkdir(parents=True, exist_ok=True)
    sheets = (("verdicts", verdict_scenes(), _VERDICTS), ("faults", fault_scenes(), _FAULTS))
    for name, views, taste in sheets:
        path = out / f"{name}-{taste.language}-{taste.theme}.jpg"
        sheet(views, taste).save(str(path), quality=_QUALITY)
        print(f"{path.name}: {path.stat().st_size / 1000:.0f} KB")


if __name__ == "__main__":
    sys.exit(draw_into(draw_all, __doc__, sys.argv[1:]))
