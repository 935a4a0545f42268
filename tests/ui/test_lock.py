"""The lock counts by the clock, asks before a person's act, and can suggest no other charge."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from cashier.cases.outcome import Outcome
from cashier.config.settings import fields
from cashier.core.money import Money
from cashier.desk.dock_views import DockView
from cashier.ui.pages.closing import possible
from cashier.ui.widgets.containers import Card
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.lock_banner import LockBanner
from cashier.ui.widgets.lock_parts import LockButton
from cashier.ui.widgets.lock_words import Sought, sought
from cashier.ui.widgets.place import PlaceRow
from cashier.ui.widgets.row import ACCENT, SURFACE, Row
from cashier.ui.words import clock_time
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_BY_HAND, CASE_LOCKED, NOW, VIEWS, by_hand
from tests.ui.measure import faults

LOCKED = [name for name, view in VIEWS.items() if view.case is not None and view.case.lock]


def banner(stage: Stage) -> LockBanner:
    """Return the banner in front."""
    return stage.window.case.locked.banner


def button(stage: Stage, text: str) -> LockButton:
    """Return the banner's button with this text."""
    page = stage.window.case.locked
    shown = [one for one in page.findChildren(LockButton) if one.isVisible()]
    return next(one for one in shown if text in one.spec.text)


def test_seconds_come_from_the_clock(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-locked"])
    assert banner(shown).seconds_left() == 8
    shown.clock.advance(3)
    shown.window.tick()
    assert banner(shown).face.texts.seconds == "5"
    assert not button(shown, "撤销").isEnabled()


@pytest.mark.parametrize("sign", ["W", "账"])
def test_the_longest_place_to_look_that_can_be_set_fits(stage: MakeStage, sign: str) -> None:
    most = next(one.high for one in fields() if one.path == "store.records")
    case = replace(CASE_BY_HAND, lock=by_hand(sign * int(most or 0)))
    shown = stage(replace(VIEWS["case-locked"], case=case))
    assert [row for row in shown.window.findChildren(PlaceRow) if sign * 20 in row.accessibleName()]
    assert faults(shown.window) == []


def test_a_reverse_that_waits_for_the_customer_says_until_when(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-reverse-waits"])
    assert banner(shown).seconds_left() == 38
    assert "顾客还在付" in banner(shown).face.texts.doing
    buttons = shown.window.case.locked.findChildren(LockButton)
    assert not [one for one in buttons if "撤销" in one.spec.text]
    shown.clock.advance(38)
    shown.window.tick()
    assert banner(shown).face.texts.title == "正在撤销这笔，先别再收款"


@pytest.mark.parametrize("name", LOCKED)
def test_a_lock_has_one_clock_and_says_what_comes_when_it_ends(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    face = banner(shown).face.texts
    assert face.rhythm
    shown.clock.advance(2)
    before = [part.accessibleName() for part in shown.window.case.findChildren(QWidget)]
    shown.window.tick()
    after = [part.accessibleName() for part in shown.window.case.findChildren(QWidget)]
    assert before == after
    if face.seconds:
        assert banner(shown).face.texts.seconds == str(int(face.seconds) - 2)


@pytest.mark.parametrize("name", LOCKED)
def test_what_must_not_be_done_stands_there_as_long_as_the_lock(
    stage: MakeStage, name: str
) -> None:
    shown = stage(VIEWS[name])
    for _ in range(3):
        assert "先别再收款" in banner(shown).face.texts.title
        shown.clock.advance(40)
        shown.window.tick()


def test_every_way_out_says_what_it_leads_to(stage: MakeStage) -> None:
    ways = stage(VIEWS["case-by-hand"]).window.case.locked.ways()
    assert [way.spec.sub for way in ways] == ["还要看店里到账记录", "这一单先留着"]


def test_the_clock_runs_out_when_the_way_out_opens(stage: MakeStage) -> None:
    for name, way in (("case-by-hand", "两处都没有"), ("case-locked", "撤销")):
        shown = stage(VIEWS[name])
        shown.clock.advance(banner(shown).seconds_left() - 1)
        shown.window.tick()
        assert banner(shown).face.texts.seconds == "1"
        assert not button(shown, way).isEnabled()
        shown.clock.advance(1)
        shown.window.tick()
        assert banner(shown).face.texts.seconds == ""


def test_override_opens_at_its_second_and_asks_first(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-by-hand"])
    assert not button(shown, "两处都没有").isEnabled()
    assert button(shown, "两处都没有").spec.sub == "先等 38 秒，再看一次"
    shown.clock.advance(38)
    shown.window.tick()
    button(shown, "两处都没有").click()
    assert shown.wishes.made == []
    shown.settle()
    button(shown, "都没有").click()
    assert shown.wishes.made == [("override_lock",)]


def test_reverse_needs_a_pin_and_forgets_it(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-reverse"])
    button(shown, "撤销这笔").click()
    shown.settle()
    pin = banner(shown).pin
    assert pin is not None
    button(shown, "撤销这笔").click()
    assert pin.wrong
    assert shown.wishes.made == []
    assert button(shown, "撤销这笔").spec.style == "outline"
    pin.changed.emit("2")
    assert button(shown, "撤销这笔").spec.style == "solid"
    pin.set_text("2580")
    button(shown, "撤销这笔").click()
    assert shown.wishes.made == [("request_reverse", "2580")]
    assert banner(shown).pin is None


def test_reverse_without_pin(stage: MakeStage) -> None:
    view = VIEWS["case-reverse"]
    assert view.case is not None
    assert view.case.lock is not None
    case = replace(view.case, lock=replace(view.case.lock, needs_pin=False))
    shown = stage(replace(view, case=case))
    button(shown, "撤销这笔").click()
    shown.settle()
    button(shown, "撤销这笔").click()
    assert shown.wishes.made == [("request_reverse", None)]


def test_escape_puts_the_question_away(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-by-hand-over"])
    banner(shown).ask("override")
    assert shown.window.case.back()
    assert not banner(shown).asking()


@pytest.mark.parametrize("name", ["case-by-hand-over", "case-reverse"])
def test_what_is_asked_of_one_payment_is_not_answered_for_another(
    stage: MakeStage, name: str
) -> None:
    view = VIEWS[name]
    assert view.case is not None
    shown = stage(view)
    banner(shown).ask("override" if name == "case-by-hand-over" else "reverse")
    shown.window.show_view(replace(view, case=replace(view.case, case_id="another")))
    assert not banner(shown).asking()
    assert banner(shown).pin is None
    banner(shown).ask("override")
    shown.window.show_view(replace(view, case=replace(view.case, case_id="another", asked=1)))
    assert banner(shown).asking()


def test_ways_out_that_charge_nothing(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-by-hand"])
    button(shown, "看到成功").click()
    ways = {way.spec.title: way for way in shown.window.case.locked.ways()}
    ways["顾客说付了"].click()
    ways["先接待下一位"].click()
    assert shown.wishes.made == [
        ("clerk_order_state", "paid"),
        ("answer", "ask.phone_shows_paid", "yes"),
        ("close_case", Outcome.check_later, None, None),
    ]


def test_who_has_to_look_reads_where(stage: MakeStage) -> None:
    view = VIEWS["case-by-hand"]
    assert view.case is not None
    unsaid = replace(view, case=replace(view.case, lock=by_hand("")))
    page = stage(unsaid).window.case.locked
    told = [one.spec for one in page.findChildren(PlaceRow)]
    assert [one.where for one in told[:2]] == ["收银机的「交易查询」", "店里的到账记录"]
    assert "微信支付商家助手" in told[1].how
    own = stage(VIEWS["case-by-hand-paid"]).window.case.locked
    told = [one.spec for one in own.findChildren(PlaceRow)]
    assert told[1].how == "前台平板上的收款 App，点「流水」"


def test_when_the_time_is_over_the_customer_is_asked_and_both_answers_lead_on(
    stage: MakeStage,
) -> None:
    for name in ("case-by-hand-over", "case-reverse"):
        shown = stage(VIEWS[name])
        page = shown.window.case.locked
        assert "付款成功了吗" in page.speech.body.text
        page.digit(1)
        page.digit(2)
        asked = "ask.phone_shows_paid"
        assert shown.wishes.made == [("answer", asked, "yes"), ("answer", asked, "no")]
        assert [way.spec.title for way in page.ways()] == ["先接待下一位"]


def test_the_warning_is_in_view_after_every_answer(stage: MakeStage, qtbot: QtBot) -> None:
    shown = stage(VIEWS["case-by-hand-over"], height=600)
    shown.draw()
    bar = shown.window.case.locked.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    shown.window.show_view(VIEWS["case-by-hand-paid"])
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_what_the_phone_shows_tells_which_way_out_is_the_right_one(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-by-hand-paid"])
    face = banner(shown).face.texts
    assert face.doing == "① 看收银机和到账记录"
    assert face.rhythm == "② 还是没有：东西放柜台，叫店长定"
    assert button(shown, "都没有").spec.style == "quiet"
    assert button(shown, "都没有").spec.text == "叫店长看：两处都没有"
    banner(shown).ask("override")
    shown.settle()
    asked = [one.spec.text for one in banner(shown).acts.findChildren(Label) if one.isVisible()]
    assert asked == ["店长看过，两处都没有这一笔？"]
    unpaid = banner(stage(VIEWS["case-reverse-asked"])).face.texts
    assert unpaid.doing == "手机没显示成功：可以撤销"
    assert banner(stage(VIEWS["case-reverse"])).face.texts.doing.startswith("先问顾客")
    for name, style in (("case-reverse", "quiet"), ("case-reverse-asked", "solid")):
        assert button(stage(VIEWS[name]), "撤销这笔").spec.style == style


def test_without_a_manager_near_there_is_a_way_on(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-reverse"])
    banner(shown).ask("reverse")
    shown.settle()
    told = [one.spec.text for one in banner(shown).acts.findChildren(Label)]
    way = next(one for one in shown.window.case.locked.ways() if one.isVisible())
    assert any("店长不在" in one and way.spec.title in one for one in told)


@pytest.mark.parametrize(
    ("name", "about"), [("case-reverse", "reverse"), ("case-by-hand-over", "override")]
)
def test_the_answers_stand_before_what_may_be_done(stage: MakeStage, name: str, about: str) -> None:
    """Say, hear the answer, and only then act; the PIN does not put the answers away."""
    shown = stage(VIEWS[name])
    page, acts = shown.window.case.locked, banner(shown).acts
    for asking in ("", about):
        banner(shown).ask(asking)
        shown.settle()
        parts = [page.banner, page.speech, page.question, page.timeline, acts, page.theirs]
        places = [one.y() for one in parts if one.isVisible()]
        assert places == sorted(places)
        assert page.question.isVisible()
        assert [bool(tap.spec.key) for tap in page.taps] == [not asking] * 3
    page.taps[0].click()
    assert shown.wishes.made == [("answer", "ask.phone_shows_paid", "yes")]
    shown.window.show_view(VIEWS["case-by-hand-paid"])
    shown.settle()
    assert page.timeline.y() < acts.y() < page.theirs.y()
    assert not banner(shown).asking()


def test_the_customers_answer_puts_a_pin_away(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-reverse"])
    banner(shown).ask("reverse")
    case = VIEWS["case-reverse"].case
    assert case is not None
    assert case.lock is not None
    paid = replace(case, lock=replace(case.lock, phone_paid="yes"), question=None)
    shown.window.show_view(replace(VIEWS["case-reverse"], case=paid))
    assert banner(shown).pin is None


@pytest.mark.parametrize("name", ["case-claimed", "case-by-hand-paid"])
def test_the_customers_word_is_seen_to_have_been_taken(stage: MakeStage, name: str) -> None:
    ways = stage(VIEWS[name]).window.case.locked.ways()
    assert [(way.spec.title, way.spec.sub) for way in ways] == [
        ("顾客说付了", "记下了"), ("先接待下一位", "这一单先留着")
    ]  # fmt: skip
    assert [way.isEnabled() for way in ways] == [False, True]
    assert {way.spec.tone for way in ways} == {SURFACE}


def test_a_payment_is_looked_for_by_its_hour_and_its_sum(stage: MakeStage) -> None:
    """Another customer's sixteen yuan must not be taken for this one's."""
    view = VIEWS["case-by-hand"]
    assert view.case is not None
    lock = view.case.lock
    assert lock is not None
    hourless = replace(lock, charged_at=None)
    told = {
        "去哪里找 14:32 前后 · ¥16.00 | 看到成功：14:32 ¥16.00": view.case,
        "去哪里找 14:32 前后 | 看到成功：14:32": replace(view.case, amount=None),
        "去哪里找 ¥16.00 | 看到这笔 ¥16.00 到账": replace(view.case, lock=hourless),
        "去哪里找这一笔 | 看到到账了": replace(view.case, lock=hourless, amount=None),
    }
    for text, case in told.items():
        shown = stage(replace(view, case=case))
        title, found = text.replace("14:32", clock_time(NOW)).split(" | ")
        labels = shown.window.case.locked.timeline.findChildren(Label)
        assert labels[0].spec.text == title
        assert button(shown, "看到").spec.text == found


def test_a_payment_of_another_day_says_which() -> None:
    lock = by_hand()
    later = NOW + timedelta(days=1)
    assert sought(lock, "¥16.00", NOW) == Sought(clock_time(NOW), "¥16.00")
    day = f"{NOW.astimezone():%m-%d}"
    assert sought(lock, "", later) == Sought(f"{day} {clock_time(NOW)}", "")
    assert sought(replace(lock, charged_at=None), "", NOW) == Sought()


@pytest.mark.parametrize("name", ["case-by-hand-over", "case-lock-asks", "case-by-hand"])
def test_ask_look_and_act_are_in_view_on_a_small_screen(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name], height=768)
    shown.draw()
    page = shown.window.case.locked
    acts = banner(shown).acts
    end = acts.mapTo(page, acts.rect().bottomLeft()).y()
    assert end <= page.bar.y()
    assert page.timeline.y() < acts.y()


@pytest.mark.parametrize("name", ["case-by-hand", "case-by-hand-over", "case-by-hand-paid"])
def test_that_it_came_in_is_no_louder_than_that_it_did_not(stage: MakeStage, name: str) -> None:
    shown = stage(VIEWS[name])
    paid, not_paid = button(shown, "看到").spec, button(shown, "都没有").spec
    assert paid.icon == not_paid.icon == ""
    assert {paid.style, not_paid.style} in ({"quiet", "wait"}, {"quiet"}, {"outline"})


def test_the_customers_phone_is_none_of_the_places_where_success_counts(stage: MakeStage) -> None:
    page = stage(VIEWS["case-by-hand"]).window.case.locked
    listed = [one.spec.where for one in page.findChildren(Card)[0].findChildren(PlaceRow)]
    assert listed == ["收银机的「交易查询」", "店里的到账记录"]
    apart = [one.spec.where for one in page.findChildren(PlaceRow)][2:]
    assert apart == ["顾客账单不算数：只拿单号到店里记录里找"]


def test_query_now(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-locked"])
    button(shown, "马上再查").click()
    assert shown.wishes.made == [("query_now",)]


def test_no_accent_and_no_cross_while_it_stands(stage: MakeStage) -> None:
    for name in LOCKED:
        shown = stage(VIEWS[name])
        rows = [row for row in shown.window.findChildren(Row) if row.isVisible()]
        assert not any(row.spec.tone == ACCENT for row in rows)
        assert not shown.window.case.head.cross.isVisible()


def test_closing_under_lock_offers_no_other_payment() -> None:
    assert Outcome.paid_other not in possible(CASE_LOCKED)


def test_pinned_case_counts_and_opens(stage: MakeStage) -> None:
    shown = stage(VIEWS["degraded"])
    rows = shown.window.dock.open_rows()
    assert rows[0].accessibleName() == "¥32.00 分付 先别再收"
    rows[0].click()
    assert shown.wishes.made == [("resume_case", "c9")]


def test_amount_is_entered_by_keypad(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    details = shown.window.case.till.details
    details.open("amount")
    assert details.field is not None
    for key in ("1", "6", ".", "x"):
        details.press(key)
    details.take_amount()
    assert details.field.wrong
    details.press("back")
    details.press("5")
    details.take_amount()
    assert shown.wishes.made == [("set_details", Money(1650), None, None)]


def test_every_locked_view_is_locked() -> None:
    views: list[DockView] = [VIEWS[name] for name in LOCKED]
    assert len(views) >= 5
    for view in views:
        assert view.case is not None
        assert view.case.offers == ()
