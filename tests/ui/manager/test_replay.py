"""A case replayed beside the list: step by step, by finger, and by itself."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from cashier.desk.ledger_views import ReplayView
from cashier.ui.manager.replay import ReplayPanel, StepLine
from cashier.ui.manager.replay_words import case_line, case_title
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.samples import ROWS, STEPS, book, case
from tests.ui.measure import faults

LAST = len(STEPS) - 1


def chosen(office: MakeOffice) -> tuple[Office, ReplayPanel]:
    made = office(page="history")
    made.window.history.table.selectRow(1)
    made.settle()
    return made, made.window.history.replay


def test_the_chosen_case_is_shown_to_its_end(office: MakeOffice) -> None:
    made, panel = chosen(office)
    assert made.desk.replayed == ["c02"]
    assert (panel.case_id, panel.here) == ("c02", LAST)
    assert panel.time.spec.text == "0:52 / 0:52"
    lines = panel.findChildren(StepLine)
    assert lines[0].accessibleName() == "0:00 付款失败，开始处理 李敏"
    assert faults(made.window) == []


def test_steps_back_and_on_and_by_tap(office: MakeOffice) -> None:
    _, panel = chosen(office)
    panel.back.click()
    assert panel.here == LAST - 1
    panel.next.click()
    panel.next.click()
    assert panel.here == LAST
    panel.findChildren(StepLine)[3].click()
    assert (panel.here, panel.time.spec.text) == (3, "0:03 / 0:52")
    QTest.mouseClick(panel.scrubber, Qt.MouseButton.LeftButton, pos=QPoint(2, 16))
    assert panel.here == 0
    panel.back.click()
    assert panel.here == 0
    assert panel.scrubber.accessibleName() == "第 1 步，共 9 步"


def test_it_plays_from_the_beginning_to_the_end(office: MakeOffice, qtbot: QtBot) -> None:
    _, panel = chosen(office)
    panel._timer.setInterval(1)
    panel.play.click()
    assert panel.here == 0
    assert panel.play.accessibleName() == "停下"
    qtbot.waitUntil(lambda: panel.here == LAST)
    assert panel.play.accessibleName() == "重放"
    panel.go_to(2)
    panel.play.click()
    panel.play.click()
    assert panel.play.accessibleName() == "重放"


def test_reading_again_keeps_the_place(office: MakeOffice) -> None:
    made, panel = chosen(office)
    panel.go_to(2)
    made.window.refresh()
    made.settle()
    panel.show_view(ReplayView("c02", ROWS[1], STEPS[:5]))
    assert panel.here == 2


def test_a_late_answer_about_another_case_is_not_shown(office: MakeOffice) -> None:
    made, panel = chosen(office)
    made.window.history.show_replay(ReplayView("c09", ROWS[2], STEPS))
    assert panel.case_id == "c02"


def test_a_case_that_leaves_the_list_leaves_the_panel(office: MakeOffice) -> None:
    made, panel = chosen(office)
    made.desk.rows = made.desk.rows[5:]
    made.window.refresh()
    made.settle()
    assert panel.case_id == ""
    assert faults(made.window) == []


def test_the_head_says_which_way_it_went() -> None:
    words = book()
    assert case_title(words, case(1, 1)) == "¥16.00"
    assert case_title(words, case(1, 1, amount=None)) == words("amount-any")
    assert "分付 → 微信零钱 · 李敏" in case_line(words, case(1, 1, cashier="李敏"))
    same = case(1, 1, method_paid="fenfu", method_switched="")
    assert case_line(words, same).endswith("分付")
