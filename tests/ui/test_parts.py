"""Parts in states that no sample view has by itself."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.words import LANGUAGES
from cashier.desk.case_views import OfferView, StepView
from cashier.desk.dock_views import NoticeView
from cashier.desk.views import FrameView, Light, LightView, Phrase, ScanView
from cashier.ui.case_parts import offer_specs, step_spec
from cashier.ui.health_panel import LightRow, LightTexts, stuck_text
from cashier.ui.look import Look, Taste
from cashier.ui.widgets.camera import frame_image
from cashier.ui.widgets.empty import EmptySpec, EmptyState
from cashier.ui.widgets.field import Field
from cashier.ui.widgets.icon_tap import IconTap
from cashier.ui.widgets.phone_drawing import answer_lead
from cashier.ui.widgets.row import QUIET, SURFACE, Row
from cashier.ui.widgets.small import Link
from cashier.ui.words import Book
from tests.helpers.playbooks import shipped
from tests.ui.alarm_fixtures import STUCK
from tests.ui.conftest import MakeStage, read_once
from tests.ui.fixtures import CASE_CAUSE, CHIPS, IDLE, VIEWS, beats
from tests.ui.measure import faults


@pytest.fixture
def look(qtbot: QtBot) -> Look:
    return Look(Taste(), ManualClock(), Book("zh_CN", read_once))


def picture(widget: QWidget, width: int = 368) -> QImage:
    """Paint a part at a width, as high as it wants to be."""
    widget.resize(width, widget.heightForWidth(width))
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    image.fill(0)
    widget.render(image)
    return image


@pytest.mark.parametrize(
    ("wallet", "zh", "en"),
    [
        ("", "换成余额或银行卡", "picks balance or card"),
        ("ecny", "换成余额或银行卡", "picks balance or card"),
        ("wechat", "微信零钱", "WeChat balance"),
        ("alipay", "支付宝余额", "Alipay balance"),
        ("unionpay", "换一张银行卡", "another bank card"),
    ],
)
def test_another_source_is_named_as_its_own_wallet_has_it(
    look: Look, wallet: str, zh: str, en: str
) -> None:
    for language, said in (("zh_CN", zh), ("en", en)):
        look.words.switch(language)
        title = step_spec(look, replace(CASE_CAUSE, wallet=wallet), StepView("change_source")).title
        assert said in title
        assert ("微信" in title or "WeChat" in title) == (wallet == "wechat")


def test_the_panel_says_where_it_is_stuck_and_whose_side(look: Look) -> None:
    said = stuck_text(look.words, VIEWS["degraded"])
    assert said.startswith("卡在「条件核对」。分付平时 ")
    assert said.endswith("现在 5.8 秒。本店网络正常，多半是支付平台那边的问题。")
    quick = replace(VIEWS["degraded"], chips=())
    assert stuck_text(look.words, quick) == "卡在「条件核对」。本店网络正常，不是网络的事。"
    offline = replace(VIEWS["degraded"], lights=())
    assert "支付平台" not in stuck_text(look.words, offline)
    well = tuple(replace(one, state=Light.ok) for one in IDLE.links)
    assert stuck_text(look.words, replace(IDLE, links=well)) == ""


def test_the_panel_leads_to_the_steps_of_its_alarm(stage: MakeStage) -> None:
    shown = stage(replace(VIEWS["degraded"], alarms=(STUCK,)))
    shown.window.dock.toggle_panel()
    shown.window.dock.health.findChildren(Row)[0].click()
    assert shown.window.dock.alarms.unfolded == STUCK.id


def test_every_answer_has_its_own_drawing(look: Look) -> None:
    for question in shipped().questions:
        drawn = []
        for value in question.values:
            lead = answer_lead(question.name, value)
            if lead is None:
                continue
            image = QImage(90, 64, QImage.Format.Format_RGB32)
            image.fill(0xFFFFFF)
            painter = QPainter(image)
            lead(painter, look, QRectF(0, 0, 90, 64))
            painter.end()
            drawn.append(bytes(image.constBits()))
        assert len(drawn) == len(set(drawn))


def test_reasons_open_and_close(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"])
    page = shown.window.case.cause
    for discreet, opened in ((True, page.secret), (False, page.why)):
        assert CASE_CAUSE.cause is not None
        cause = replace(CASE_CAUSE.cause, discreet=discreet)
        shown.window.show_view(replace(IDLE, case=replace(CASE_CAUSE, cause=cause)))
        page.open_why()
        shown.draw()
        assert opened.isVisible()
        assert faults(shown.window) == []
        page.open_why()
        shown.draw()
        assert not opened.isVisible()


def test_long_light_goes_below_its_name(look: Look) -> None:
    short = LightRow(look, LightTexts("时钟", "正常", Light.ok, beats(1, 200)))
    long = LightRow(look, LightTexts("回调地址", "比平时慢" * 8, Light.warn, beats(1, 200)))
    assert picture(long).height() > picture(short).height()


def test_light_without_words_shows_its_state(stage: MakeStage) -> None:
    view = replace(VIEWS["idle"], lights=(LightView("dns", Light.fail),))
    shown = stage(view)
    shown.window.dock.toggle_panel()
    shown.draw()
    assert faults(shown.window) == []
    assert shown.window.dock.back()
    assert not shown.window.dock.back()


def test_empty_state_large_and_slim(look: Look) -> None:
    large = EmptyState(look, EmptySpec("history", "还没有失败记录", "付款失败时按 F9"))
    slim = EmptyState(look, EmptySpec("history", "还没有失败记录", "付款失败时按 F9", slim=True))
    assert picture(large).height() > picture(slim).height()


def test_pointer_changes_the_look_of_a_tap(look: Look, qtbot: QtBot) -> None:
    tap = IconTap(look, "more", "菜单")
    qtbot.addWidget(tap)
    rest = picture(tap, 44)
    tap.setDown(True)
    assert picture(tap, 44) != rest


def test_frame_in_colour_and_grey(qtbot: QtBot) -> None:
    red = frame_image(FrameView(b"\x00\x00\xff" * 4, 2, 2, 6))
    assert red.pixelColor(0, 0).red() == 255
    grey = frame_image(FrameView(b"\x80" * 4, 2, 2, 2, grey=True))
    assert grey.pixelColor(1, 1).red() == 0x80


@pytest.mark.parametrize("what", ["method", "number"])
def test_details_open_one_at_a_time(stage: MakeStage, what: str) -> None:
    shown = stage(VIEWS["case-till"])
    details = shown.window.case.till.details
    details.open("amount")
    details.open(what)
    shown.draw()
    assert faults(shown.window) == []
    assert shown.wishes.made == []


def test_order_number_may_be_long(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    details = shown.window.case.till.details
    details.open("number")
    assert details.field is not None
    QTest.keyClicks(details.field.line, "4200001234567890123456789012")
    details.field.entered.emit(details.field.text())
    assert shown.wishes.made == [("set_details", None, None, "4200001234567890123456789012")]


def test_known_details_are_shown(stage: MakeStage) -> None:
    view = VIEWS["case-till"]
    assert view.case is not None
    known = replace(view.case, amount=Money(9), method="alipay", order_tail="345678")
    shown = stage(replace(view, case=known))
    shown.draw()
    assert faults(shown.window) == []


def test_moods_can_be_taken_back(stage: MakeStage) -> None:
    closing = stage(VIEWS["case-closing"]).window.case.closing
    assert closing.faces is not None
    face = closing.faces.taps["fine"]
    face.click()
    assert closing.mood is not None
    face.click()
    assert closing.mood is None


def test_closing_other_method(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-closing"])
    closing = shown.window.case.closing
    grid = next(card.grid for card in closing.cards.values() if card.grid)
    closing.choose(Outcome.paid_other)
    grid.taps[""].click()
    shown.draw()
    assert closing.enter()
    assert shown.wishes.made[-1][2] is None


def test_few_chips_leave_room(stage: MakeStage) -> None:
    view = replace(VIEWS["idle"], chips=CHIPS[:1], recent=())
    shown = stage(view)
    shown.draw()
    assert faults(shown.window) == []


def test_notice_from_the_desk_is_put_away_there(stage: MakeStage) -> None:
    shown = stage(VIEWS["offline"])
    shown.window.dismiss("x")
    assert shown.wishes.made == [("dismiss_notice", "x")]
    assert Phrase("error-camera-lost") in [n.phrase for n in VIEWS["offline"].notices]


@pytest.mark.parametrize("scan", [None, VIEWS["scan-ready"].scan])
def test_where_cash_is_asked_for_the_last_payment_is_spoken_of(
    stage: MakeStage, scan: ScanView | None
) -> None:
    shown = stage(replace(VIEWS["offline"], notices=(), scan=scan))
    told = [one.spec for one in shown.window.dock.pinned.findChildren(Row)]
    # Its key stands on the button below, and nowhere else.
    assert [(one.title, one.key) for one in told] == [("上一笔 ¥26.80 先别再收", "")]
    shown.window.show_view(replace(VIEWS["offline"], last_amount=None))
    told = [one.spec for one in shown.window.dock.pinned.findChildren(Row)]
    assert [one.title for one in told if "上一笔" in one.title][-1] == "上一笔先别再收"


def test_looking_at_a_code_is_quiet_while_none_can_be_paid_with(stage: MakeStage) -> None:
    shown = stage(VIEWS["offline"])
    assert shown.window.dock.scan_row.spec.tone == QUIET
    assert shown.window.dock.head.texts.sentence == "断网：扫过码的先别再收"
    shown.window.show_view(VIEWS["idle"])
    assert shown.window.dock.scan_row.spec.tone == SURFACE


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["idle", "case-locked"])
def test_a_notice_can_offer_to_do_something(stage: MakeStage, language: str, name: str) -> None:
    offer = NoticeView(
        "backup-offer",
        Light.warn,
        Phrase("notice-backup_offer", (("when", "2026-11-21 21:03"), ("count", 1234))),
        Phrase("notice-backup_offer-take"),
    )
    full = NoticeView(
        "storage-full", Light.fail, Phrase("error-storage-full", (("file", "D:/data/x.sqlite"),))
    )
    view = replace(VIEWS[name], notices=(offer, full))
    shown = stage(view, Taste(language), height=1000)
    shown.draw()
    assert faults(shown.window) == []
    links = [one for one in shown.window.findChildren(Link) if one.isVisible()]
    words = shown.window.look.words
    next(one for one in links if one.spec.text == words("notice-backup_offer-take")).click()
    assert shown.wishes.made == [("act_on_notice", "backup-offer", "")]


def test_what_a_notice_offers_may_need_a_pin(stage: MakeStage) -> None:
    phrase = Phrase("notice-backup_offer", (("when", "2026-11-21 21:03"), ("count", 1234)))
    take = Phrase("notice-backup_offer-take")
    offer = NoticeView("backup-offer", Light.warn, phrase, take, needs_pin=True)
    shown = stage(replace(VIEWS["idle"], notices=(offer,)), height=1000)
    shown.draw()
    words = shown.window.look.words
    links = [one for one in shown.window.findChildren(Link) if one.isVisible()]
    link = next(one for one in links if one.spec.text == words("notice-backup_offer-take"))
    notices = shown.window.dock.notices
    (field,) = notices.findChildren(Field)
    assert not field.isVisible()
    link.click()
    link.click()
    assert field.isVisible()
    assert shown.wishes.made == []
    shown.draw()
    assert faults(shown.window) == []
    field.set_text("271828")
    link.click()
    assert shown.wishes.made == [("act_on_notice", "backup-offer", "271828")]
    assert field.text() == ""


def test_what_the_customer_can_hardly_use_is_no_green_light(look: Look) -> None:
    offers = (
        OfferView("card", Light.unknown, "unchecked"),
        OfferView("alipay", Light.ok, "healthy"),
        OfferView("unionpay", Light.ok, "needs_phone"),
        OfferView("ecny", Light.warn, "trial"),
    )
    specs = [spec for _, spec in offer_specs(look.words, offers)]
    # What has just come back may be tried: that is no warning either.
    assert [spec.sub_ink for spec in specs] == ["", "", "warn", ""]
