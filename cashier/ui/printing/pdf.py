"""Paints a report on A4 pages: laid out first, so that each page can say how many there are."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter

from cashier.history.exports.job import Job
from cashier.ui.fonts import Fonts
from cashier.ui.printing.blocks import Item
from cashier.ui.printing.paper import (
    BOTTOM,
    FINE,
    HEIGHT,
    INNER,
    MARGIN,
    SMALL,
    TITLE,
    TOP,
    WIDTH,
    Measure,
    Pen,
    Set,
    open_writer,
)
from cashier.ui.printing.story import tell

_TITLE_HEIGHT = 560.0
_RIGHT = Qt.AlignmentFlag.AlignRight


def write(job: Job, path: Path) -> None:
    """Write the report.

    Raises:
        ExportStopped: whoever watches said so.
        OSError: the disk refuses.
    """
    running = QGuiApplication.instance() or _application()
    fonts = Fonts()
    title = job.wording.words(
        "report-title-shift" if job.report.shift is not None else "report-title-period"
    )
    pages = list(_pages(tell(job, Measure(fonts))))
    # Painted in memory, so that a full disk is told by the system and not by half a file.
    packed = QBuffer()
    packed.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = open_writer(packed, title)
    painter = QPainter(writer)
    pen = Pen(painter, fonts)
    for number, page in enumerate(pages, start=1):
        if number > 1:
            writer.newPage()
        _paint(pen, page, first=number == 1, title=title, job=job)
        _foot(pen, job, number, len(pages))
    painter.end()
    path.write_bytes(packed.data().data())
    del running


def _application() -> QGuiApplication:
    """Start Qt without a screen: a command has no window."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication([])


def _pages(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Fill pages from top to bottom; a heading never stands alone at the foot."""
    page: list[Item] = []
    held: list[Item] = []
    room = HEIGHT - TOP - BOTTOM - _TITLE_HEIGHT
    for item in items:
        held.append(item)
        if item.keep_next:
            continue
        height = sum(one.height for one in held)
        if height > room and page:
            yield page
            page, room = [], HEIGHT - TOP - BOTTOM
            if held[0].head is not None:
                page, room = [held[0].head], room - held[0].head.height
        page += held
        room -= height
        held = []
    yield [*page, *held]


def _paint(pen: Pen, page: list[Item], *, first: bool, title: str, job: Job) -> None:
    top = TOP
    if first:
        _head(pen, title, job)
        top += _TITLE_HEIGHT
    for item in page:
        item.draw(pen, QRectF(MARGIN, top, INNER, item.height))
        top += item.height


def _head(pen: Pen, title: str, job: Job) -> None:
    words = job.wording.words
    pen.box(QRectF(0, 0, WIDTH, 90), "accent", 0)
    pen.line(QRectF(MARGIN, TOP - 120, INNER, 150), words("print-product"), Set(SMALL, "ink3"))
    pen.line(QRectF(MARGIN, TOP + 40, INNER, 330), title, Set(TITLE))


def _foot(pen: Pen, job: Job, number: int, pages: int) -> None:
    words, head = job.wording.words, job.report.head
    top = HEIGHT - 620
    pen.rule(MARGIN, top, INNER)
    chain = words("print-chain", seq=str(head.seq)) if head.seq else words("report-chain-empty")
    pen.line(QRectF(MARGIN, top + 60, INNER - 900, 130), chain, Set(FINE, "ink3"))
    if head.seq:
        pen.line(QRectF(MARGIN, top + 180, INNER - 900, 130), head.printed, Set(FINE, "ink2"))
    page = words("print-page", number=number, pages=pages)
    pen.line(QRectF(MARGIN, top + 60, INNER, 130), page, Set(SMALL, "ink2", _RIGHT))
