"""The list of failures: its filters, its empty states, its keys, and copying from it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cashier.core.money import Money
from cashier.history.derive import side_of
from cashier.history.model import CaseFilter, WeekPart
from cashier.ui.look import Taste
from cashier.ui.manager.button import Button, EmptyWithButton
from cashier.ui.manager.rows import COLUMNS
from cashier.ui.manager.table_paint import HEADER_HIGH, ROW_HIGH
from cashier.ui.manager.wanted import METHODS, OUTCOMES, SIDES, Wanted
from cashier.ui.widgets.row import Row
from tests.helpers.playbooks import shipped
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.samples import ROWS, SHIFT, Desk, book, case, look
from tests.ui.measure import faults


def choose(made: Office, kind: str, number: int) -> None:
    """Open a list by keyboard and take the choice with this number."""
    button = made.window.history.filters.buttons[kind]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(button, Qt.Key.Key_Return)
    made.settle()
    assert made.window.choices.isVisible()
    for _ in range(number):
        QTest.keyClick(focused(), Qt.Key.Key_Down)
    QTest.keyClick(focused(), Qt.Key.Key_Return)
    made.settle()
    assert not made.window.choices.isVisible()


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def test_the_present_shift_is_listed_first(office: MakeOffice) -> None:
    made = office(page="history")
    assert made.desk.asked[-1] == CaseFilter(shift=SHIFT.id)
    assert made.window.history.model.rowCount() == len(ROWS)
    assert made.window.history.head.line.spec.text == "这一班失败 14 笔，挽回 12 笔"
    assert made.window.history.foot.count.spec.text == "15 笔"


def test_every_filter_is_asked_of_the_desk(office: MakeOffice) -> None:
    made = office(page="history")
    times = made.window.history.filters.times
    assert times is not None
    times.segments["all"].click()
    assert made.desk.asked[-1] == CaseFilter()
    choose(made, "outcome", OUTCOMES.index("paid_other"))
    assert made.desk.asked[-1] == CaseFilter(outcome="paid_other")
    choose(made, "side", SIDES.index("customer"))
    choose(made, "method", METHODS.index("fenfu"))
    wanted = CaseFilter(outcome="paid_other", side="customer", method="fenfu")
    assert made.desk.asked[-1] == wanted
    rows = made.window.history.model.rows
    assert rows
    assert {(row.outcome, row.side, row.method_failed) for row in rows} == {
        ("paid_other", "customer", "fenfu")
    }
    button = made.window.history.filters.buttons["outcome"]
    assert button.accessibleName() == "结果：换方式付成了"
    assert faults(made.window) == []
    choose(made, "outcome", len(OUTCOMES) - OUTCOMES.index("paid_other"))
    assert made.desk.asked[-1] == CaseFilter(side="customer", method="fenfu")
    times.segments["today"].click()
    assert made.desk.asked[-1].opened_from is not None


def test_cause_cashier_and_amount_are_asked_too(office: MakeOffice) -> None:
    made = office(page="history")
    choose(made, "cause", 1)
    choose(made, "cashier", 2)
    choose(made, "amount", 3)
    asked = made.desk.asked[-1]
    assert (asked.cause, asked.cashier) == ("code.expired", "王芳")
    assert (asked.least, asked.most) == (Money(10000), Money(49999))
    button = made.window.history.filters.buttons["amount"]
    assert button.accessibleName() == "金额：100 到 500 元"


def test_a_search_is_asked_of_the_desk(office: MakeOffice) -> None:
    made = office(page="history")
    field = made.window.history.filters.search
    field.set_text("余额")
    field.entered.emit("余额")
    assert made.desk.asked[-1].text == "余额"
    field.typed.emit("")
    assert made.desk.asked[-1].text is None


def test_a_part_of_the_week_can_be_let_go(office: MakeOffice) -> None:
    made = office(page="history")
    page = made.window.history
    page.filters.choose(Wanted(time="month", week=WeekPart(5, 18, 21)))
    made.settle()
    chips = [one for one in page.filters.findChildren(Button) if "周六" in one.accessibleName()]
    assert chips[0].accessibleName() == "不再只看周六 18–21 点"
    assert faults(made.window) == []
    chips[0].click()
    made.settle()
    assert page.wanted == Wanted(time="month")
    assert made.desk.asked[-1].week is None


def test_pages_go_on_and_back(office: MakeOffice) -> None:
    made = office(Desk(page_rows=6), page="history")
    page = made.window.history
    assert page.foot.count.spec.text == "共 15 笔，这里 6 笔"
    assert (page.foot.back.isVisible(), page.foot.on.isVisible()) == (False, True)
    seen = [row.case_id for row in page.model.rows]
    for _ in range(2):
        page.foot.on.click()
        made.settle()
        seen += [row.case_id for row in page.model.rows]
    assert seen == [row.case_id for row in ROWS]
    assert (page.foot.back.isVisible(), page.foot.on.isVisible()) == (True, False)
    page.foot.back.click()
    made.settle()
    assert [row.case_id for row in page.model.rows] == [row.case_id for row in ROWS[6:12]]
    page.filters.choose(Wanted(time="all"))
    made.settle()
    assert page.befores == []


def test_a_list_of_choices_opens_in_place_and_closes_again(office: MakeOffice) -> None:
    made = office(page="history")
    button = made.window.history.filters.buttons["side"]
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.click()
    made.settle()
    assert faults(made.window) == []
    assert [row.accessibleName() for row in made.window.choices.rows] == [
        "全部", "顾客", "本店", "网络", "支付平台", "付款码", "说不准",
    ]  # fmt: skip
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert isinstance(focused(), Row)
    QTest.keyClick(focused(), Qt.Key.Key_Escape)
    assert button.hasFocus()
    button.click()
    QTest.mouseClick(made.window.choices, Qt.MouseButton.LeftButton, pos=QPoint(5, 700))
    assert not made.window.choices.isVisible()
    assert made.window.history.wanted.side == ""


def test_a_new_shift_is_followed(office: MakeOffice) -> None:
    made = office(page="history")
    asked = made.desk.asked[:2]
    assert asked == [CaseFilter(shift=""), CaseFilter(shift=SHIFT.id)]


def test_selected_rows_are_copied_as_text(office: MakeOffice) -> None:
    made = office(page="history")
    page = made.window.history
    page.table.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(page.table, Qt.Key.Key_Down)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keySequence(page.table, QKeySequence(QKeySequence.StandardKey.Copy))
    lines = QGuiApplication.clipboard().text().split("\n")
    assert [line.split("\t")[1] for line in lines] == ["金额（元）", "16.00", "48.50"]
    assert page.foot.count.spec.text == "已复制 2 笔"


def test_with_nothing_selected_all_rows_are_copied(office: MakeOffice) -> None:
    made = office(page="history")
    made.window.history.copy.click()
    text = QGuiApplication.clipboard().text()
    assert len(text.split("\n")) == len(ROWS) + 1
    assert "fenfu" not in text


def test_new_rows_keep_what_is_selected(office: MakeOffice) -> None:
    made = office(page="history")
    page = made.window.history
    page.table.selectRow(3)
    made.desk.rows = (case(90, 0.5), *made.desk.rows)
    made.window.refresh()
    made.settle()
    assert [page.model.rows[number].case_id for number in page.table.chosen()] == ["c04"]


def test_the_same_rows_are_not_drawn_anew(office: MakeOffice) -> None:
    made = office(page="history")
    resets: list[bool] = []
    made.window.history.model.modelReset.connect(lambda: resets.append(True))
    made.window.refresh()
    made.settle()
    assert resets == []


@pytest.mark.parametrize(
    ("time", "title"),
    [("shift", "这一班还没有失败记录"), ("today", "今天还没有失败记录"), ("all", "还没有失败记录")],
)
def test_an_empty_list_says_what_will_come(office: MakeOffice, time: str, title: str) -> None:
    made = office(Desk(()), page="history")
    times = made.window.history.filters.times
    assert times is not None
    times.segments[time].click()
    made.settle()
    button = book()("action-failed")
    assert f"{title} 付款失败时，在收银窗口点「{button}」，这里就会有" in empty(made)
    assert not made.window.history.table.isVisible()
    assert faults(made.window) == []


def test_filters_that_nothing_fits_can_be_dropped(office: MakeOffice) -> None:
    made = office(page="history")
    choose(made, "side", SIDES.index("merchant"))
    assert "没有符合条件的记录 换个条件，或者看全部" in empty(made)
    made.window.history.empty.findChildren(EmptyWithButton)[0].button.click()
    made.settle()
    assert made.desk.asked[-1] == CaseFilter()
    assert made.window.history.table.isVisible()


def empty(made: Office) -> list[str]:
    parts = made.window.history.empty.findChildren(QWidget)
    return [part.accessibleName() for part in parts]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_no_cell_is_cut_off(office: MakeOffice, language: str) -> None:
    causes = [cause.id for cause in shipped().causes]
    hard = {"method_failed": "alipay_instalment", "method_paid": "card_instalment",
            "amount": Money(12345000), "waited_s": 3723.0}  # fmt: skip
    rows = tuple(
        case(n, 2000 + n, cause_kept=cause, side=side_of(cause), **hard)
        for n, cause in enumerate(causes)
    )
    made = office(Desk(rows), look(language), "history")
    table = made.window.history.table
    shown = [n for n in range(len(COLUMNS)) if not table.isColumnHidden(n)]
    widths = {number: table.columnWidth(number) for number in shown}
    assert {"time", "amount", "cause", "result"} <= {COLUMNS[number] for number in shown}
    assert sum(widths.values()) <= table.viewport().width()
    assert table.rowHeight(0) == ROW_HIGH
    assert table.horizontalHeader().height() == HEADER_HIGH
    for row in range(len(rows)):
        for column, width in widths.items():
            cell = made.window.history.model.cell(row, column)
            block = table.painter.block(cell, width)
            assert block.height < ROW_HIGH, cell.text
            assert block.width <= width, cell.text


def test_cells_can_be_read_aloud(office: MakeOffice) -> None:
    made = office(looks=look("en"), page="history")
    index = made.window.history.model.index(1, COLUMNS.index("cause"))
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Customer’s account"
    assert made.window.history.table.accessibleName() == "Failures"
    made.look.use(Taste("zh_CN"))
    assert made.window.history.table.accessibleName() == "失败记录"
