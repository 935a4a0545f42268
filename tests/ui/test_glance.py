"""Each page has one thing to do next, and it stands out."""

from dataclasses import replace

import pytest

from cashier.cases.outcome import Outcome
from cashier.desk.views import CauseView, Certainty, Phrase, SettledBy, SettledView, StepView
from cashier.ui.pages.closing import possible
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.row import ACCENT, Row
from cashier.ui.widgets.small import Link
from tests.ui.conftest import MakeStage, Stage
from tests.ui.fixtures import CASE_CAUSE, CASE_CLOSING, CASE_UNCLEAR, IDLE, VIEWS

OPEN, DONE = StepView("refresh_code"), StepView("retry_same", ticked=True)


def solid(shown: Stage) -> list[str]:
    """Return the rows that are filled with the accent."""
    rows = [row for row in shown.window.findChildren(Row) if row.isVisible()]
    return [row.spec.title for row in rows if row.spec.tone == ACCENT]


@pytest.mark.parametrize(
    ("steps", "step_first", "stands_out"),
    [
        ((OPEN, DONE), True, "请顾客刷新付款码；取消旧单，扫新码"),
        ((DONE, OPEN), True, "请顾客刷新付款码；取消旧单，扫新码"),
        ((OPEN,), False, "微信零钱或银行卡"),
        ((DONE,), True, "微信零钱或银行卡"),
        ((), False, "微信零钱或银行卡"),
    ],
)
def test_a_step_that_mends_stands_out_before_another_method(
    stage: MakeStage, steps: tuple[StepView, ...], step_first: bool, stands_out: str
) -> None:
    case = replace(CASE_CAUSE, steps=steps, step_first=step_first)
    shown = stage(replace(IDLE, case=case))
    assert solid(shown) == [stands_out]


def test_what_stands_out_is_ticked_in_its_place(stage: MakeStage) -> None:
    case = replace(CASE_CAUSE, steps=(OPEN, replace(DONE, ticked=False)), step_first=True)
    shown = stage(replace(IDLE, case=case))
    first = next(row for row in shown.window.case.cause.steps.findChildren(Row))
    first.click()
    assert shown.wishes.made == [("step_done", "refresh_code")]
    ticked = replace(case, steps=(replace(OPEN, ticked=True), case.steps[1]))
    shown.window.show_view(replace(IDLE, case=ticked))
    shown.settle()
    titles = [row.spec.title for row in shown.window.case.cause.steps.findChildren(Row)]
    assert titles == ["请顾客刷新付款码；取消旧单，扫新码", "重新开单，用原来的方式再收一次"]
    assert solid(shown) == titles[1:]


def test_nothing_is_to_be_checked_later_of_an_order_that_is_known() -> None:
    later = Outcome.check_later
    assert later not in possible(CASE_CLOSING)
    looked = replace(CASE_CLOSING, settled=SettledView("failed", SettledBy.override))
    assert later in possible(looked)
    assert later in possible(replace(CASE_CLOSING, settled=None))


def test_the_settled_line_names_the_payment_it_is_about(stage: MakeStage) -> None:
    named = {
        "原来那笔（尾号 191054）：没有扣款，已向微信查实": replace(
            CASE_CLOSING, order_tail="191054"
        ),
        "原来那笔 ¥16.00：没有扣款，已向微信查实": CASE_CLOSING,
        "原来那笔：没有扣款，你看过了，还会再查": replace(CASE_UNCLEAR, amount=None),
    }
    for text, case in named.items():
        assert stage(replace(IDLE, case=case)).window.case.settled.spec.text == text


def test_an_offline_till_tells_of_the_money_that_may_be_gone(stage: MakeStage) -> None:
    dock = stage(VIEWS["offline-in-doubt"]).window.dock
    assert [row.spec.sub for row in dock.open_rows()] == ["可能已经扣了，先查再收"]
    dock = stage(VIEWS["offline"]).window.dock
    names = [label.spec.text for label in dock.pinned.findChildren(Label)]
    assert names == ["刚才那一笔没结果？可能已经扣了，按 F8 先查再收"]
    assert dock.speech.isVisible()
    assert not stage(VIEWS["idle"]).window.dock.speech.isVisible()


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
    assert [label.spec.text for label in labels] == ["没有扣款，换一种方式"]
