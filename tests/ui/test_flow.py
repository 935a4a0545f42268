"""Parts beside each other: how many have room, and where they stand."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from cashier.ui.widgets.flow import Even, Filled, Flow


def lefts(qtbot: QtBot, *, width: int, words: int) -> list[tuple[int, int]]:
    """Return left edge and width of three parts whose longest word is so wide."""
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Even(3, 8)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setMinimumSize(words, 44)
        row.addWidget(part)
    holder.setLayout(row)
    row.setGeometry(QRect(0, 0, width, row.heightForWidth(width)))
    return [(part.x(), part.width()) for part in parts]


@pytest.mark.parametrize(
    ("width", "words", "placed"),
    [
        (316, 100, [(0, 100), (108, 100), (216, 100)]),
        (318, 100, [(0, 100), (108, 100), (216, 102)]),
        (315, 100, [(0, 153), (161, 154), (0, 153)]),
        (180, 100, [(0, 180), (0, 180), (0, 180)]),
    ],
)
def test_as_many_as_their_words_leave_room_for(
    qtbot: QtBot, width: int, words: int, placed: list[tuple[int, int]]
) -> None:
    assert lefts(qtbot, width=width, words=words) == placed


@pytest.mark.parametrize(
    ("width", "lines"), [(320, [[80, 80, 80, 80]]), (300, [[150, 150], [150, 150]])]
)
def test_every_line_has_as_many_and_is_filled(
    qtbot: QtBot, width: int, lines: list[list[int]]
) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Filled(0, 0)
    parts = [QWidget() for _ in range(4)]
    for part in parts:
        part.setMinimumSize(80, 44)
        row.addWidget(part)
    holder.setLayout(row)
    row.setGeometry(QRect(0, 0, width, row.heightForWidth(width)))
    tops = sorted({part.y() for part in parts})
    assert [[part.width() for part in parts if part.y() == top] for top in tops] == lines


def test_lines_stand_below_each_other(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Even(2, 8)
    parts = [QWidget() for _ in range(3)]
    for part in parts:
        part.setFixedHeight(44)
        row.addWidget(part)
    holder.setLayout(row)
    assert row.heightForWidth(200) == 44 + 8 + 44


def test_a_part_that_changes_is_measured_again(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    row = Flow(8, 8)
    first, second = QWidget(), QWidget()
    for part in (first, second):
        part.setFixedSize(100, 44)
        row.addWidget(part)
    holder.setLayout(row)
    holder.show()
    assert row.heightForWidth(150) == 44 + 8 + 44
    second.setFixedHeight(60)
    assert row.heightForWidth(150) == 44 + 8 + 60
    second.hide()
    assert row.heightForWidth(150) == 44
    second.show()
    row.removeWidget(first)
    assert row.heightForWidth(150) == 60


def test_a_layout_within_a_layout_is_measured_again(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    column, row = QVBoxLayout(holder), Flow()
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(row)
    part = QWidget()
    part.setFixedSize(100, 44)
    row.addWidget(part)
    holder.show()
    assert holder.heightForWidth(150) == 44
    part.setFixedHeight(60)
    column.activate()  # as Qt does before it paints
    assert holder.heightForWidth(150) == 60
