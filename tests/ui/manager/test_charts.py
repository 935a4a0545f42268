"""The page of charts: the question of Saturday evening, answered in three clicks."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.history.charted import Series
from cashier.history.model import CaseFilter, WeekPart
from cashier.ui.manager.button import Button
from cashier.ui.manager.chart_parts import RecoveryLine, SwitchBars, WaitBars
from cashier.ui.manager.hour_dots import HourDots
from cashier.ui.manager.pair import Pair
from cashier.ui.manager.week_grid import WeekGrid
from cashier.ui.widgets.containers import Column
from cashier.ui.widgets.label import Label, LabelSpec
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.samples import SATURDAY, Desk, book, look
from tests.ui.measure import faults


def said(part: QWidget) -> str:
    return " ".join(one.accessibleName() for one in part.findChildren(QWidget))


def tap(made: Office, part: WeekPart) -> None:
    grid = made.window.charts.grid
    where = grid.place_of(part).center().toPoint()
    QTest.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    made.settle()


def test_three_clicks_from_the_question_to_the_cases(office: MakeOffice) -> None:
    made = office()
    made.window.rail.taps["charts"].click()
    made.settle()
    tap(made, SATURDAY)
    answer = said(made.window.charts.answer)
    assert "周六 18–21 点，走了 23 笔" in answer
    assert "走了的最多因为「支付平台出了故障」，19 笔。" in answer
    made.window.charts.answer.findChildren(Button)[0].click()
    made.settle()
    assert made.window.stack.currentWidget() is made.window.history
    asked = made.desk.asked[-1]
    assert (asked.week, asked.outcome) == (SATURDAY, "customer_left")
    assert asked.opened_from is not None
    assert faults(made.window) == []


def test_the_worst_part_of_the_week_is_explained_at_once(office: MakeOffice) -> None:
    made = office(page="charts")
    assert made.window.charts.part == SATURDAY
    assert made.window.charts.grid.accessibleName() == "周六 18–21 点，走了 23 笔"


def test_a_part_without_losses_leads_to_all_its_cases(office: MakeOffice) -> None:
    made = office(page="charts")
    thursday = WeekPart(3, 9, 12)
    tap(made, thursday)
    (button,) = made.window.charts.answer.findChildren(Button)
    assert button.accessibleName() == "看这 2 笔"
    button.click()
    made.settle()
    assert (made.desk.asked[-1].week, made.desk.asked[-1].outcome) == (thursday, None)


def test_a_part_without_failures_says_so(office: MakeOffice) -> None:
    made = office(page="charts")
    tap(made, WeekPart(6, 15, 18))
    assert "这个时段没有失败。" in said(made.window.charts.answer)
    assert made.window.charts.answer.findChildren(Button) == []


def test_the_week_is_walked_by_arrow_keys(office: MakeOffice) -> None:
    made = office(page="charts")
    grid = made.window.charts.grid
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(grid, Qt.Key.Key_Up)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert made.window.charts.part == WeekPart(6, 15, 18)
    QTest.keyClick(grid, Qt.Key.Key_Right)
    assert made.window.charts.part == WeekPart(0, 15, 18)
    QTest.keyClick(grid, Qt.Key.Key_Home)
    assert made.window.charts.part == WeekPart(0, 15, 18)
    assert not made.window.grab().isNull()


def test_a_tap_on_the_names_chooses_nothing(office: MakeOffice) -> None:
    made = office(page="charts")
    QTest.mouseClick(made.window.charts.grid, Qt.MouseButton.LeftButton, pos=QPoint(4, 4))
    assert made.window.charts.part == SATURDAY


def test_another_period_is_asked_for(office: MakeOffice) -> None:
    made = office(page="charts")
    begun = made.desk.asked[-1].opened_from
    times = made.window.charts.times
    assert times is not None
    times.segments["month"].click()
    month = made.desk.asked[-1].opened_from
    assert begun is not None
    assert month is not None
    assert (begun - month).days == 23
    times.segments["today"].click()
    today = made.desk.asked[-1]
    assert today == CaseFilter(opened_from=today.opened_from, opened_before=today.opened_before)
    assert today.opened_from is not None
    assert (today.opened_from - begun).days == 6


def test_the_desk_is_not_asked_for_charts_every_few_seconds(office: MakeOffice) -> None:
    made = office(page="charts")
    asked = len(made.desk.asked)
    made.window._timer.timeout.emit()
    assert len(made.desk.asked) == asked
    made.window.refresh()
    assert len(made.desk.asked) == asked + 1


def test_what_is_explained_stays_when_the_figures_are_read_again(office: MakeOffice) -> None:
    made = office(page="charts")
    tap(made, WeekPart(0, 12, 15))
    made.window.refresh()
    made.settle()
    assert made.window.charts.part == WeekPart(0, 12, 15)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_without_failures_the_page_says_what_will_come(office: MakeOffice, language: str) -> None:
    made = office(Desk(series=Series()), look(language), "charts")
    assert book(language)("manager-charts-none") in said(made.window.charts.empty)
    assert not made.window.charts.grid.isVisible()
    assert faults(made.window) == []


def test_every_chart_can_be_heard(office: MakeOffice) -> None:
    made = office(page="charts")
    page = made.window.charts
    names = {
        kind.__name__: part.accessibleName()
        for kind in (RecoveryLine, WaitBars, SwitchBars, HourDots)
        for part in page.findChildren(kind)
    }
    assert names["RecoveryLine"] == "最近一天每 100 笔挽回 85 笔"
    assert names["WaitBars"].startswith("换之前 100 笔，一半人少于")
    assert names["SwitchBars"].startswith("微信零钱：试过 36 次，付成 34 次")
    assert "顾客" in names["HourDots"]


def test_charts_of_nothing_draw_nothing_and_break_nothing() -> None:
    looks = look()
    for part in (RecoveryLine(looks, (), None), HourDots(looks, ()), SwitchBars(looks, ())):
        part.resize(400, 200)
        assert not part.grab().isNull()
    grid = WeekGrid(looks)
    grid.show_cells((), None)
    QTest.keyClick(grid, Qt.Key.Key_Up)
    assert grid.accessibleName() == "什么时候顾客走了"


def test_cards_stand_below_each_other_where_there_is_no_room(qtbot: QtBot) -> None:
    words = [Label(look(), LabelSpec("Unbreakable" * 3)) for _ in range(2)]
    pair = Pair((words[0], 1), (words[1], 1))
    page = Column()
    page.put([pair])
    qtbot.addWidget(page)
    need = words[0].natural_width()
    assert pair.minimumSizeHint().width() == need
    page.resize(3 * need, 200)
    page.show()
    assert words[0].y() == words[1].y()
    page.resize(need + 40, 200)
    qtbot.waitUntil(lambda: words[0].x() == words[1].x())
    assert words[0].y() < words[1].y()
