"""Each page has one thing to do next, and it stands out."""

from dataclasses import replace
from datetime import timedelta

import pytest

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.desk.case_views import CauseView, Certainty, SettledBy, SettledView, StepView
from cashier.desk.views import ChipView, Light, Phrase
from cashier.ui.pages.closing import possible
from cashier.ui.pages.question import QuestionPage
from cashier.ui.pages.till_message import telling_parts
from cashier.ui.theme import BODY, TITLE
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.notice import Notice
from cashier.ui.widgets.row import ACCENT, LOCKED_SOLID, Row
from cashier.ui.widgets.small import Link
from cashier.ui.widgets.verdict import VerdictLine
from cashier.ui.words import clock_time
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import (
    CASE_CAUSE,
    CASE_CLOSING,
    CASE_QUESTION,
    CASE_UNCLEAR,
    IDLE,
    NOW,
    VIEWS,
)

ALL_DOWN = replace(VIEWS["degraded-all"], aloud=Phrase("cause-network-dns"))
ASKED_ON = SettledView("failed", SettledBy.override, goes_on=True)
OPEN, DONE = StepView("refresh_code"), StepView("retry_same", ticked=True)


def solid(shown: Stage) -> list[str]:
    """Return the rows that are filled with the accent."""
    rows = [row for row in shown.window.findChildren(Row) if row.isVisible()]
    return [row.spec.title for row in rows if row.spec.tone == ACCENT]


@pytest.mark.parametrize(
    ("steps", "first", "stands_out"),
    [
        ((OPEN, DONE), "step_first", "请顾客刷新付款码，扫新码"),
        ((DONE, OPEN), "step_first", "请顾客刷新付款码，扫新码"),
        ((DONE, OPEN), "in_order", "请顾客刷新付款码，扫新码"),
        ((OPEN,), "", "改用微信零钱或银行卡"),
        ((DONE,), "step_first", "改用微信零钱或银行卡"),
        ((DONE,), "in_order", "改用微信零钱或银行卡"),
        ((), "", "改用微信零钱或银行卡"),
    ],
)
def test_a_step_that_mends_stands_out_before_another_method(
    stage: MakeStage, steps: tuple[StepView, ...], first: str, stands_out: str
) -> None:
    step_first, in_order = first == "step_first", first == "in_order"
    case = replace(CASE_CAUSE, steps=steps, step_first=step_first, in_order=in_order)
    shown = stage(replace(IDLE, case=case))
    assert solid(shown) == [stands_out]


def test_what_was_only_not_found_is_cancelled_before_another_payment(stage: MakeStage) -> None:
    """The old order may still be confirmed on the phone."""
    shown = stage(VIEWS["case-unclear"])
    assert solid(shown) == ["收银机上取消 ¥16.00 旧单，重新开单"]
    subs = [row.spec.sub for row in shown.window.case.cause.steps.findChildren(Row)]
    assert subs == ["做完点一下；取消不了，先叫店长"]
    off = [row.spec.sub for row in shown.window.case.cause.offers.findChildren(Row)]
    assert "刚才没查到结果，这一单先别用" in off


def test_the_page_goes_by_time(stage: MakeStage) -> None:
    """What is done on the till stands above the other payment, and stays there once it is done."""
    shown = stage(VIEWS["case-cause"])
    page = shown.window.case.cause
    assert solid(shown) == ["收银机上取消 ¥16.00 旧单，重新开单"]
    ticked = tuple(replace(one, ticked=True) for one in CASE_CAUSE.steps)
    over = replace(CASE_CAUSE, steps=ticked)
    may_do = replace(CASE_CAUSE, steps=(OPEN,), in_order=False)
    for case, steps_lead in ((CASE_CAUSE, True), (over, True), (may_do, False)):
        shown.window.show_view(replace(IDLE, case=case))
        shown.settle()
        assert (page.steps.y() < page.best.y()) is steps_lead
        assert page.speech.y() < min(page.steps.y(), page.best.y()) < page.offers.y()


def test_what_stands_out_is_ticked_in_its_place(stage: MakeStage) -> None:
    steps = (OPEN, replace(DONE, ticked=False))
    case = replace(CASE_CAUSE, steps=steps, step_first=True, in_order=False)
    shown = stage(replace(IDLE, case=case))
    first = next(row for row in shown.window.case.cause.steps.findChildren(Row))
    first.click()
    assert shown.wishes.made == [("step_done", "refresh_code")]
    ticked = replace(case, steps=(replace(OPEN, ticked=True), case.steps[1]))
    shown.window.show_view(replace(IDLE, case=ticked))
    shown.settle()
    titles = [row.spec.title for row in shown.window.case.cause.steps.findChildren(Row)]
    assert titles == ["请顾客刷新付款码，扫新码", "重新开单，用原来的方式再收一次"]
    assert solid(shown) == titles[1:]


def test_nothing_is_to_be_checked_later_of_an_order_that_is_known() -> None:
    later = Outcome.check_later
    assert later not in possible(CASE_CLOSING)
    looked = replace(CASE_CLOSING, settled=SettledView("failed", SettledBy.override))
    assert later in possible(looked)
    assert later in possible(replace(CASE_CLOSING, settled=None))


def test_the_settled_line_names_the_payment_it_is_about(stage: MakeStage) -> None:
    named = {
        "没收到钱 · 没扣 ¥16.00 · 已向微信查实 · 订单尾号 1054": replace(
            CASE_CAUSE, order_tail="191054"
        ),
        "没收到钱 · 没扣 ¥16.00 · 已向微信查实": CASE_CAUSE,
        "刚才那笔没扣 ¥16.00 · 已向微信查实": CASE_CLOSING,
        "没收到钱，也没扣钱 · 已向微信查实": replace(CASE_CLOSING, amount=None),
        "没查到这一笔，钱可能晚到 · 收银机和到账记录里都没有": replace(CASE_UNCLEAR, amount=None),
        "没查到这一笔，钱可能晚到 · 收银机和到账记录里都没有，还会再查": replace(
            CASE_UNCLEAR, amount=None, settled=ASKED_ON
        ),
        "没查到 ¥16.00，钱可能晚到 · 收银机和到账记录里都没有": CASE_UNCLEAR,
    }
    for text, case in named.items():
        line = stage(replace(IDLE, case=case)).window.case.settled
        assert line.spec.spoken == text
        # Green is for money received.
        assert line.spec.ink == ("warn" if "没查到" in text else "ink")


def test_that_nothing_was_charged_is_said_aloud_only_where_it_is_proven(stage: MakeStage) -> None:
    proven = stage(replace(IDLE, case=CASE_CAUSE)).window.case.cause.speech
    assert proven.body.text.startswith("这笔没有扣钱。")
    looked = stage(replace(IDLE, case=CASE_UNCLEAR)).window.case.cause.speech
    assert "没有扣" not in looked.body.text
    assert looked.body.text.startswith("刚才那笔没查到，再弹出请别付。扣了请告诉我们。请换")
    goes_on = replace(CASE_UNCLEAR, settled=ASKED_ON)
    asked = stage(replace(IDLE, case=goes_on)).window.case.cause.speech
    assert asked.body.text.startswith("刚才那笔没查到，再弹出请别付。我们会接着查。请换")


def test_whoever_asks_says_first_what_is_proven(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-question"])
    page = shown.window.case.page
    assert isinstance(page, QuestionPage)
    assert page.speech.body.text == "这笔没有扣钱。方便让我看一下付款方式吗？"
    assert page.text.y() < page.speech.y() < page.answers.y()
    assert shown.window.case.settled.isVisible()
    looked = replace(CASE_QUESTION, settled=SettledView("failed", SettledBy.override))
    shown.window.show_view(replace(IDLE, case=looked))
    shown.settle()
    assert page.speech.body.text == "方便让我看一下付款方式吗？"


def test_who_says_that_it_was_paid_is_heard(stage: MakeStage) -> None:
    shown = stage(replace(IDLE, case=CASE_CAUSE))
    shown.window.case.cause.foot.claim.click()
    closing = stage(replace(IDLE, case=CASE_CLOSING))
    claims = [row for row in closing.window.case.closing.outcomes.findChildren(Row)
              if row.spec.title == "顾客说付了"]  # fmt: skip
    claims[0].click()
    assert shown.wishes.made == closing.wishes.made == [("claim_paid",)]
    paid = stage(VIEWS["case-paid"]).window.case.closing
    assert not [row for row in paid.findChildren(Row) if "顾客说" in row.spec.title]


def test_that_the_money_is_there_is_one_glance(stage: MakeStage) -> None:
    page = stage(VIEWS["case-paid"]).window.case.closing
    line = page.findChildren(VerdictLine)[0]
    assert line.spec.text == "钱收到了，别再收"
    assert line.spec.facts[0] == "¥16.00"
    assert page.done.spec.title == "接待下一位"
    assert not page.cards


def test_a_report_about_another_payment_is_put_aside(stage: MakeStage) -> None:
    case = VIEWS["case-till"].case or CASE_CAUSE
    shown = stage(replace(IDLE, case=replace(case, amount=Money(8600), order_tail="191054")))
    page = shown.window.case.till
    assert page.whose.findChildren(Label)[0].spec.text == "订单尾号 1054"
    page.whose.findChildren(Link)[0].click()
    assert shown.wishes.made == [("open_another",)]
    assert not stage(VIEWS["case-till"]).window.case.till.whose.isVisible()


def test_what_tells_one_message_from_another_stands_out(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    strong = [tap.spec.strong for tap in shown.window.case.till.taps]
    assert strong == ["条码无法识别", "", "", ""]
    assert telling_parts(["余额不足", "卡余额不足，请换卡"]) == ["", "卡余额不足"]


def test_before_anything_was_said_the_way_back_is_the_one_way_out(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    assert not shown.window.case.head.cross.isVisible()
    shown.window.show_view(VIEWS["case-question"])
    assert shown.window.case.head.cross.isVisible()


def test_what_is_not_to_be_read_out_says_what_may_be_said(stage: MakeStage) -> None:
    page = stage(VIEWS["case-question"]).window.case.page
    assert isinstance(page, QuestionPage)
    told = [label.spec.text for label in page.text.findChildren(Label)]
    assert told[-1] == "只念下面这句，别的不念"


def test_a_cause_is_no_surer_than_its_evidence(stage: MakeStage) -> None:
    cause = CauseView("code.expired", "code", "customer", Certainty.possible)
    case = replace(CASE_CAUSE, cause=cause, script=Phrase("cause-code-expired"))
    labels = stage(replace(IDLE, case=case)).window.case.cause.cause.findChildren(Label)
    assert labels[0].spec.text == "可能：付款码过期了"


def test_the_clerks_card_says_first_that_it_is_not_to_be_read_out(stage: MakeStage) -> None:
    page = stage(VIEWS["case-cause"]).window.case.cause
    page.open_why()
    told = [(label.spec.text, label.spec.type_) for label in page.secret.findChildren(Label)]
    assert told[0] == ("别念出来，也别追问", TITLE)
    assert told[1] == ("很可能：分付额度不够付这一笔", BODY)


def test_a_customer_who_scanned_the_shops_code_is_an_answer(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-till"])
    shown.window.case.till.others[-1].click()
    assert shown.wishes.made == [("answer", "ask.who_scanned", "customer")]


def test_cash_stands_beside_the_best_way_on(stage: MakeStage) -> None:
    page = stage(replace(IDLE, case=replace(CASE_CAUSE, steps=()))).window.case.cause
    front = [row.spec.title for row in page.best.findChildren(Row)]
    assert front == ["改用微信零钱或银行卡", "现金"]


def test_an_offline_till_tells_of_the_money_that_may_be_gone(stage: MakeStage) -> None:
    shown = stage(VIEWS["offline-in-doubt"])
    dock = shown.window.dock
    told = [row.spec.sub.split(" · ") for row in dock.open_rows()]
    assert told == [["可能已扣，还没查清", clock_time(NOW), "订单尾号 2877"]]
    assert [row.spec.title for row in dock.open_rows()] == ["¥32.00 微信零钱 先别再收"]
    assert [row.spec.tone for row in dock.open_rows()] == [LOCKED_SOLID]
    assert solid(shown) == []
    assert dock.speech.body.text == "请稍等，我先查一下刚才那笔。"
    assert not stage(VIEWS["idle"]).window.dock.speech.isVisible()


def test_what_must_not_be_done_comes_before_what_may(stage: MakeStage) -> None:
    """Who has scanned already may have paid: cash is for those who have not."""
    for name in ("offline", "offline-in-doubt"):
        head = stage(VIEWS[name]).window.dock.head.texts
        assert head.sentence == "断网：扫过码的先别再收"
        assert head.detail.startswith("没扫过码的，先收现金；叫店长看网络")
    shown = stage(VIEWS["offline"])
    shown.window.show_view(replace(VIEWS["offline"], case=CASE_CAUSE))
    shown.window.show_view(VIEWS["offline"])
    assert shown.window.dock.head.texts.sentence == "断网：下一位先收现金"
    other = stage(ALL_DOWN)
    assert other.window.dock.head.texts.sentence == "连不上：扫过码的先别再收"


def test_what_may_have_been_charged_is_told_from_the_next_payment(stage: MakeStage) -> None:
    """One name for one payment: the card, the notice and the button speak of the same one."""
    shown = stage(VIEWS["offline"])
    card = shown.window.dock.pinned.findChildren(Row)[0]
    assert "上一笔" in card.spec.title
    assert clock_time(NOW - timedelta(minutes=12)) in card.spec.sub
    shown = stage(VIEWS["offline-in-doubt"])
    shown.window.keys.scanned.emit()
    shown.settle()
    told = [one.accessibleName() for one in shown.window.dock.notices.findChildren(Notice)]
    assert len(told) == 1
    for part in ("¥32.00 微信零钱", clock_time(NOW), "2877"):
        assert part in told[0]


def test_an_offline_till_looks_the_last_payment_up_before_it_asks_for_another(
    stage: MakeStage,
) -> None:
    shown = stage(VIEWS["offline"])
    dock = shown.window.dock
    assert dock.speech.body.text == "请稍等，我先查一下刚才那笔。"
    assert solid(shown) == ["上一笔成功了吗？"]
    card = dock.pinned.findChildren(Row)[0]
    card.click()
    assert shown.wishes.made == [("look_up_last",)]
    shown.window.show_view(replace(VIEWS["offline"], case=CASE_CAUSE))
    shown.window.show_view(VIEWS["offline"])
    assert "现金" in dock.speech.body.text
    assert solid(shown) == ["没付成？点这里"]
    assert not dock.pinned.isVisible()


def test_the_clerks_card_is_folded_by_a_tap(stage: MakeStage) -> None:
    page = stage(VIEWS["case-cause"]).window.case.cause
    page.open_why()
    fold = next(iter(page.secret.findChildren(Link)))
    fold.click()
    assert not page.secret.isVisible()


def test_the_heading_agrees_with_what_is_said(stage: MakeStage) -> None:
    waits = CauseView("customer.password_pending", "customer", "customer", Certainty.likely)
    case = replace(CASE_UNCLEAR, cause=waits, script=Phrase("unlocked-by_hand"))
    labels = stage(replace(IDLE, case=case)).window.case.cause.cause.findChildren(Label)
    assert [label.spec.text for label in labels] == ["没查到，换一种方式"]


def test_what_goes_on_below_fades_and_is_not_cut_in_half(stage: MakeStage) -> None:
    shown = stage(VIEWS["case-cause"], height=600)
    shown.draw()
    area = shown.window.case.cause.area
    assert area.below.isVisible()
    assert area.below.geometry().bottom() == area.rect().bottom()
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    assert not area.below.isVisible()
    tall = stage(VIEWS["case-till"], height=900).window.case.till.area
    assert not tall.below.isVisible()


def test_what_is_about_the_camera_stands_below_what_is_about_money(stage: MakeStage) -> None:
    shown = stage(VIEWS["offline"], height=900)
    shown.draw()
    dock = shown.window.dock
    told = [one.accessibleName() for one in dock.camera_notices.findChildren(Notice)]
    assert len(told) == 1
    assert told[0].startswith("摄像头")
    assert dock.notices.y() < dock.chips.y() < dock.camera_notices.y()


def test_what_has_just_come_back_warns_of_nothing() -> None:
    back = ChipView("alipay", Light.warn, note="trial")
    assert back.sign is Light.unknown
    assert replace(back, note="shaky").sign is Light.warn


def test_the_eye_is_open_while_the_reason_is_to_be_seen(stage: MakeStage) -> None:
    page = stage(VIEWS["case-cause"]).window.case.cause
    for icon in ("quiet", "eye", "quiet"):
        links = [one for one in page.cause.findChildren(Link) if one.isVisible()]
        assert [one.spec.icon for one in links] == [icon]
        page.open_why()


def test_a_code_of_the_register_stands_with_its_meaning(stage: MakeStage) -> None:
    page = stage(VIEWS["case-cause"]).window.case.cause
    page.open_why()
    told = [label.spec.text for label in page.secret.findChildren(Label)]
    assert "收银机写着 NOTENOUGH（余额不足）" in told


def test_another_payment_in_doubt_is_told_above_what_scrolls(stage: MakeStage) -> None:
    """Whoever has two payments of one customer must see it before the ways to pay."""
    view = VIEWS["case-cause"]
    assert view.case is not None
    assert view.case.settled is not None
    doubt = replace(view.case, settled=replace(view.case.settled, other_in_doubt=True))
    line = stage(replace(view, case=doubt)).window.case.settled.spec
    assert line.sub.startswith("紫色那笔还没查清：是同一位顾客的，先别再收")
    assert (line.ink, line.icon) == ("warn", "warn")
    assert "没扣" in line.title
