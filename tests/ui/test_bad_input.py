"""What nobody should send and somebody will: long, empty, huge, from right to left, all at once."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtTest import QTest

from cashier.core.money import Money
from cashier.desk.case_views import TillPhrase
from cashier.desk.dock_views import NoticeView, OpenCaseView
from cashier.desk.views import Light, Phrase
from cashier.ui.fonts import Fonts
from cashier.ui.look import Taste
from cashier.ui.theme import BODY
from tests.ui.conftest import MakeStage, walk
from tests.ui.fixtures import CASE_BY_HAND, CASE_CAUSE, IDLE, MONOTONIC, VIEWS, by_hand
from tests.ui.measure import faults

LONG = "Konstantinopolitanische Zahlungsgesellschaft " * 4 + "x" * 24
ARABIC = "فشل الدفع ١٠٣ لا توجد طريقة"
AMOUNTS = (Money(0), Money(9_999_999_999))


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("text", [LONG, ARABIC, f"支付失败 {ARABIC} 103", "好" * 200])
def test_register_messages_of_any_kind_have_room(
    stage: MakeStage, text: str, language: str
) -> None:
    view = VIEWS["case-till"]
    assert view.case is not None
    phrases = tuple(TillPhrase(f"t{number}", text) for number in range(4))
    shown = stage(replace(view, case=replace(view.case, phrases=phrases)), Taste(language))
    shown.draw()
    assert faults(shown.window) == []


@pytest.mark.parametrize("amount", AMOUNTS, ids=["nothing", "a fortune"])
def test_amounts_at_both_ends(stage: MakeStage, amount: Money) -> None:
    cases = {name: view for name, view in VIEWS.items() if view.case is not None}
    assert len(cases) > 10
    views = {
        name: replace(view, case=replace(view.case, amount=amount))
        for name, view in cases.items()
        if view.case is not None
    }
    walk(stage(IDLE, Taste("en")), views)


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize("text", [LONG, ARABIC, "好" * 200, " "])
def test_the_shops_own_words_for_its_records_have_room(
    stage: MakeStage, text: str, language: str
) -> None:
    case = replace(CASE_BY_HAND, lock=by_hand(text))
    shown = stage(replace(IDLE, case=case), Taste(language))
    shown.draw()
    assert faults(shown.window) == []


def test_a_scan_astray_beside_a_fortune_has_room(stage: MakeStage) -> None:
    open_case = OpenCaseView(
        "c", AMOUNTS[1], "alipay_instalment", MONOTONIC, 45, order_tail="9" * 6
    )
    shown = stage(replace(IDLE, open_cases=(open_case,)), Taste("en"))
    shown.window.keys.scanned.emit()
    shown.draw()
    assert faults(shown.window) == []


def test_fifty_open_cases_scroll_and_can_all_be_reached(stage: MakeStage) -> None:
    one = OpenCaseView("c", AMOUNTS[1], None, MONOTONIC, 45)
    cases = tuple(
        replace(one, case_id=f"c{number:02}", amount=AMOUNTS[number % 2], locked=number % 3 > 0)
        for number in range(50)
    )
    shown = stage(replace(IDLE, open_cases=cases), height=600)
    shown.draw()
    assert faults(shown.window) == []
    assert len(shown.window.dock.open_rows()) == 50
    shown.window.tick()
    shown.window.dock.open_rows()[-1].click()
    assert shown.wishes.made == [("resume_case", "c49")]


def test_a_notice_with_a_name_of_two_hundred_characters(stage: MakeStage) -> None:
    name = "摄" * 100 + "x" * 100
    phrase = Phrase("error-camera-absent", (("name", name),))
    notice = NoticeView("camera-absent", Light.warn, phrase)
    for view in (IDLE, replace(IDLE, case=CASE_CAUSE)):
        shown = stage(replace(view, notices=(notice,)))
        shown.draw()
        assert faults(shown.window) == []


def test_values_from_elsewhere_cannot_turn_our_words_round(stage: MakeStage) -> None:
    phrase = Phrase("error-camera-absent", (("name", f"\u202e{ARABIC}"),))
    said = stage(IDLE).window.look.words.phrase(phrase)
    assert said.count("\u2068") == said.count("\u2069") == 1


def test_taps_while_the_language_changes_reach_what_was_tapped(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-question"])
    look = shown.window.look
    before = shown.window.case.page.taps[0]  # type: ignore[attr-defined]
    QTest.mousePress(before, Qt.MouseButton.LeftButton)
    look.use(replace(look.taste, language="en"))
    shown.settle()
    QTest.mouseClick(shown.window.case.page.taps[1], Qt.MouseButton.LeftButton)  # type: ignore[attr-defined]
    assert shown.wishes.made == [("answer", "ask.fenfu_choice", "greyed")]
    assert faults(shown.window) == []


def test_without_any_of_our_fonts_there_is_still_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("PySide6.QtGui.QFontDatabase.families", lambda *_: [])
    font = Fonts().font(BODY, latin=True)
    assert isinstance(font, QFont)
    assert font.pixelSize() == BODY.size
