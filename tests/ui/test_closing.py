"""How a case ended is what was chosen last, and never what cannot be any more."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent

from cashier.cases.outcome import Outcome
from cashier.ui.widgets.label import Label
from cashier.ui.widgets.row import Row
from tests.ui.conftest import MakeStage
from tests.ui.fixtures import CASE_CAUSE, CASE_LOCKED, VIEWS

CLOSING = VIEWS["case-closing"]
CASE = VIEWS["case-closing"].case or CASE_CAUSE
PAID = VIEWS["case-paid"].case or CASE_CAUSE


def test_the_method_chosen_last_is_the_one_that_is_noted(stage: MakeStage) -> None:
    shown = stage(CLOSING)
    page = shown.window.case.closing
    page.choose(Outcome.customer_left)
    shown.window.show_view(replace(CLOSING, case=replace(CASE, page=CASE_CAUSE.page)))
    shown.window.show_view(replace(CLOSING, case=replace(CASE, chosen_method="card")))
    assert not page.enter()
    page.choose(Outcome.paid_other)
    assert page.enter()
    assert shown.wishes.made == [("close_case", Outcome.paid_other, "card", None)]


def test_the_first_line_says_what_is_to_be_done_now(stage: MakeStage) -> None:
    shown = stage(CLOSING)
    for method, do in (("wechat", "扫新的付款码"), ("cash", "在收银机上收这一笔")):
        shown.window.show_view(replace(CLOSING, case=replace(CASE, chosen_method=method)))
        shown.settle()
        told = [one.spec.text for one in shown.window.case.closing.title.findChildren(Label)]
        assert told == [do, "做完再选：这一单怎么结束的？"]


def test_what_was_chosen_stays_while_the_page_is_only_drawn_anew(stage: MakeStage) -> None:
    shown = stage(CLOSING)
    page = shown.window.case.closing
    page.choose(Outcome.customer_left)
    shown.window.show_view(replace(CLOSING, case=replace(CASE, asked=CASE.asked + 1)))
    assert page.outcome is Outcome.customer_left


def test_until_something_is_chosen_the_button_says_so_and_nothing_else_is_asked(
    stage: MakeStage,
) -> None:
    page = stage(CLOSING).window.case.closing
    assert page.done.spec.title == "先选一项"
    assert not page.moods.isVisible()
    page.choose(Outcome.customer_left)
    assert page.done.spec.title == "完成"
    assert page.moods.isVisible()


def test_the_same_way_again_is_told_from_this_very_payment(stage: MakeStage) -> None:
    known = stage(CLOSING).window.case.closing.cards[Outcome.paid_same]
    assert known.row.spec.title == "还是用分付，新码付成了"
    nameless = stage(replace(CLOSING, case=replace(CASE, method=None))).window.case.closing
    assert nameless.cards[Outcome.paid_same].row.spec.title == "还是用原来的方式，新码付成了"
    locked = replace(CASE_LOCKED, page=CASE.page)
    doubt = stage(replace(CLOSING, case=locked)).window.case.closing
    assert doubt.cards[Outcome.paid_same].row.spec.title == "这一笔付成了"


def test_a_new_payment_that_fails_as_well_has_a_way_on(stage: MakeStage) -> None:
    """It is a case of its own, with a lock of its own: nothing here says to take it once more."""
    shown = stage(CLOSING)
    rows = shown.window.case.closing.outcomes.findChildren(Row)
    again = next(row for row in rows if row.spec.title == "又没付成，或没结果")
    assert again.spec.sub == "先别再收，点这里查新的这笔"
    again.click()
    assert shown.wishes.made == [("open_another",)]
    for case in (replace(CASE_LOCKED, page=CASE.page), PAID):
        page = stage(replace(CLOSING, case=case)).window.case.closing
        rows = page.outcomes.findChildren(Row)
        assert not [row for row in rows if "又没付成" in row.spec.title]


def test_an_order_found_paid_meanwhile_ends_as_paid(stage: MakeStage) -> None:
    shown = stage(CLOSING)
    page = shown.window.case.closing
    page.choose(Outcome.paid_other)
    paid = replace(PAID, case_id=CASE.case_id)
    shown.window.show_view(replace(CLOSING, case=paid))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # Once more when what stood there for an unpaid order has gone.
    shown.window.show_view(replace(CLOSING, case=replace(paid, asked=paid.asked + 1)))
    assert page.enter()
    assert [wish[:2] for wish in shown.wishes.made] == [("close_case", Outcome.paid_same)]
