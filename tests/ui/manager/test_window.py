"""The manager's window as a whole: what it asks, when it stops, and how it is reached by keys."""

from dataclasses import replace
from math import ceil
from types import SimpleNamespace
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from cashier.cli.window import _manager_window
from cashier.config.settings import Settings, Store
from cashier.history.model import CaseFilter, CaseRow
from cashier.history.shifts import Handover
from cashier.ui.look import Look, Taste
from cashier.ui.manager.button import Button
from cashier.ui.manager.causes import CauseLine
from cashier.ui.manager.today import open_spec
from cashier.ui.manager.wanted import Wanted
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.widgets.base import Tap
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.row import LOCKED, Row
from cashier.ui.words import Book, Value
from tests.ui.conftest import read_once
from tests.ui.manager.conftest import MakeOffice, Office
from tests.ui.manager.samples import BUSY, OLD, ROWS, SHIFT, Desk, case, look
from tests.ui.measure import faults
from tests.ui.screens import each_look

STATES: dict[str, tuple[CaseRow, ...]] = {"full": ROWS + OLD, "busy": BUSY, "empty": ()}


class Stretched:
    """Words that are a third longer than ours."""

    def __init__(self, language: str) -> None:
        self._words = read_once(language)

    def has(self, key: str) -> bool:
        return self._words.has(key)

    def __call__(self, key: str, /, **values: Value) -> str:
        text = self._words(key, **values)
        return text + text[: ceil(len(text) * 0.3)]


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", ["today", "history", "charts"])
@pytest.mark.parametrize("state", STATES)
def test_everything_has_its_room(office: MakeOffice, state: str, page: str, language: str) -> None:
    made = office(Desk(STATES[state]), look(language), page)
    for _theme in each_look(made.look):
        made.settle()
        assert faults(made.window) == []
        assert not made.window.grab().isNull()
    assert made.look.words.missing == set()


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("page", ["today", "history", "charts"])
def test_longer_words_still_fit(office: MakeOffice, page: str, language: str) -> None:
    looks = Look(Taste(language), look().clock, Book(language, Stretched))
    assert faults(office(looks=looks, page=page).window) == []


@pytest.mark.parametrize("page", ["today", "history", "charts"])
def test_language_and_theme_change_live(office: MakeOffice, page: str) -> None:
    made = office(page=page)
    before = made.window.grab().toImage()
    made.look.use(Taste("en", "dark"))
    made.settle()
    window = made.window
    heads = {"today": window.today.head, "history": window.history.head}
    head = heads.get(page, window.charts.head)
    assert head.title.spec.text == page.title()
    assert made.window.windowTitle() == "Cashier Assistant · Manager"
    assert faults(made.window) == []
    assert made.look.words.missing == set()
    made.look.use(Taste("zh_CN", "light"))
    made.settle()
    assert made.window.grab().toImage() == before


def test_today_asks_for_open_cases_then_for_the_shift(office: MakeOffice) -> None:
    made = office()
    assert made.desk.asked == [CaseFilter(open=True), CaseFilter(shift=SHIFT.id)]
    lines = made.window.findChildren(CauseLine)
    assert lines[0].texts.spoken == "顾客手机在等确认：挽回 4 笔，走了 0 笔"


def test_an_open_case_is_brought_to_the_dock(office: MakeOffice) -> None:
    made = office()
    rows = made.window.today.open_cases.findChildren(Row)
    assert [row.spec.tone for row in rows] == [LOCKED, LOCKED]
    rows[1].click()
    assert made.desk.resumed == ["c20"]


def test_an_open_case_whose_money_is_known_is_not_violet() -> None:
    going = replace(ROWS[0], state="failed")
    assert open_spec(look(), going).tone is not LOCKED


def test_more_open_cases_lead_to_the_list(office: MakeOffice) -> None:
    fields = {"outcome": "", "open": True, "state": "unknown", "closed_at": None}
    made = office(Desk(tuple(case(n, n, **fields) for n in range(1, 7))))
    made.window.today.more_wanted.emit()
    made.settle()
    assert made.window.history.wanted == Wanted(time="all", outcome="open")
    assert made.desk.asked[-1] == CaseFilter(open=True)
    assert made.window.history.model.rowCount() == 6


def buttons(made: Office) -> list[Button]:
    return made.window.today.handover.foot.findChildren(Button)


def test_changing_the_shift_asks_first(office: MakeOffice) -> None:
    made = office()
    buttons(made)[1].click()
    made.settle()
    yes, no = buttons(made)
    assert yes.spec.solid
    assert no.hasFocus()
    assert faults(made.window) == []
    QTest.keyClick(no, Qt.Key.Key_Escape)
    made.settle()
    assert made.desk.handed == []
    buttons(made)[1].click()
    made.settle()
    asked = len(made.desk.asked)
    buttons(made)[0].click()
    made.settle()
    assert made.desk.handed == [Handover()]
    assert len(made.desk.asked) == asked + 2


def test_note_successor_and_payments_go_with_the_shift(office: MakeOffice) -> None:
    made = office()
    handover = made.window.today.handover
    handover.note.text_edit.setPlainText("三号柜的顾客明天来退\n")
    buttons(made)[1].click()
    made.settle()
    by, to, payments = handover.questions.findChildren(Field)
    assert by.text() == ""
    assert by.line.placeholderText() == "谁交班，不填就是李敏"
    by.set_text("店长")
    to.set_text("王芳")
    payments.set_text("四百")
    buttons(made)[0].click()
    made.settle()
    assert made.desk.handed == []
    assert handover.questions.wrong
    assert faults(made.window) == []
    payments.set_text("412")
    buttons(made)[0].click()
    made.settle()
    assert made.desk.handed == [Handover("店长", "三号柜的顾客明天来退", "王芳", 412)]
    assert [one.text() for one in (handover.note, by, to, payments)] == ["", "", "", ""]


def test_a_note_of_a_megabyte_is_refused_with_a_sentence(office: MakeOffice, qtbot: QtBot) -> None:
    made = office()
    handover = made.window.today.handover
    handover.note.text_edit.setPlainText("交" * 1_000_000)
    qtbot.waitUntil(handover.wrong.isVisible)
    made.settle()
    said = [part.accessibleName() for part in handover.wrong.findChildren(QWidget)]
    assert any("太长了，最多 2,000 个字" in one for one in said)
    assert faults(made.window) == []
    buttons(made)[1].click()
    made.settle()
    buttons(made)[0].click()
    assert made.desk.handed == []
    handover.note.text_edit.setPlainText("交")
    qtbot.waitUntil(lambda: not handover.wrong.isVisible())
    buttons(made)[0].click()
    assert made.desk.handed == [Handover(note="交")]


def test_what_the_shift_before_said_is_read_first(office: MakeOffice) -> None:
    parts = office().window.today.before.findChildren(QWidget)
    assert "扫码枪有点脏，擦过了。" in [part.accessibleName() for part in parts]


def test_the_hand_over_is_copied(office: MakeOffice) -> None:
    made = office()
    buttons(made)[0].click()
    made.settle()
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[-1] == "1 笔顾客走了，126.00 元。"
    assert buttons(made)[0].spec.text == "已复制"


def test_without_a_shift_or_an_answer_the_page_says_so(office: MakeOffice) -> None:
    assert "还没开班" in said(office(Desk(no_shift=True)))
    assert "正在读记录" in said(office(Desk(hold=True)))


def said(made: Office) -> str:
    parts = made.window.today.empty.findChildren(QWidget)
    return " ".join(part.accessibleName() for part in parts)


def test_a_late_answer_to_a_closed_window_is_dropped(office: MakeOffice) -> None:
    made = office(Desk(hold=True))
    made.window.close()
    made.desk.held[0]()
    made.settle()
    assert len(made.desk.asked) == 1
    made.window.show()
    made.settle()
    assert len(made.desk.asked) == 2


def test_a_late_answer_to_a_window_that_is_gone_is_dropped(qtbot: QtBot) -> None:
    desk = Desk(hold=True)
    window = ManagerWindow(look(), desk)
    window.show()
    with qtbot.waitSignal(window.destroyed):
        window.deleteLater()
    desk.held[0]()
    QApplication.sendPostedEvents()
    assert len(desk.asked) == 1


def test_a_hidden_window_asks_nothing(office: MakeOffice) -> None:
    made = office()
    made.window.hide()
    asked = len(made.desk.asked)
    made.window.refresh()
    made.window.go_to("history")
    assert len(made.desk.asked) == asked


def test_closing_it_does_not_end_the_program(office: MakeOffice) -> None:
    assert not office().window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_it_tells_when_it_has_drawn_the_answer(office: MakeOffice, qtbot: QtBot) -> None:
    made = office()
    for page in ("history", "today"):
        with qtbot.waitSignal(made.window.updated):
            made.window.go_to(page)


def test_pages_by_keyboard(office: MakeOffice) -> None:
    made = office()
    QTest.keyClick(made.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert made.window.stack.currentWidget() is made.window.history
    taps = made.window.rail.taps
    taps["history"].setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(taps["history"], Qt.Key.Key_Up)
    assert taps["today"].hasFocus()
    QTest.keyClick(taps["today"], Qt.Key.Key_Return)
    assert made.window.stack.currentWidget() is made.window.today
    asked = len(made.desk.asked)
    QTest.keyClick(made.window, Qt.Key.Key_F5)
    assert len(made.desk.asked) == asked + 1


@pytest.mark.parametrize("page", ["today", "history", "charts"])
def test_tab_reaches_everything(office: MakeOffice, page: str) -> None:
    made = office(page=page)
    reached: set[QWidget] = set()
    for _ in range(30):
        QTest.keyClick(QApplication.focusWidget() or made.window, Qt.Key.Key_Tab)
        focused = QApplication.focusWidget()
        if focused is not None:
            reached.add(focused)
    taps = [tap for tap in made.window.findChildren(Tap) if tap.isVisible()]
    assert [tap.accessibleName() for tap in taps if tap not in reached] == []
    if page == "history":
        assert made.window.history.table in reached


def test_the_rail_names_the_store(qtbot: QtBot) -> None:
    desk = Desk()
    app = SimpleNamespace(
        settings=Settings(store=Store(name="人民路店")),
        book=desk,
        desk=desk,
        **dict.fromkeys(("own_codes", "exports", "doors")),
    )
    window = _manager_window(cast(Any, app), look(), desk)
    qtbot.addWidget(window)
    assert window.rail.place.spec.text == "人民路店"
