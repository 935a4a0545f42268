"""What the manager's window asks of a working desk: pages, replays, charts, a shift handed over."""

from pathlib import Path

from cashier.cases.outcome import Outcome
from cashier.desk.ledger_views import ChartsView, PageView, PageWish, ReplayView
from cashier.desk.manager import ManagerView
from cashier.history.model import CaseFilter
from cashier.history.shifts import NOTE_MOST, Handover
from tests.helpers.desks import Till
from tests.ui.manager.samples import book


def lose_one(till: Till, text: str = "余额不足") -> None:
    till.desk.open_case()
    till.desk.say_till_text(text)
    till.desk.close_case(Outcome.customer_left, None, None)
    till.settle()


def test_a_real_case_is_found_replayed_and_charted(tmp_path: Path) -> None:
    pages: list[PageView] = []
    replays: list[ReplayView] = []
    charts: list[ChartsView] = []
    with Till(tmp_path) as till:
        lose_one(till)
        till.desk.ask_page(PageWish(CaseFilter(text="余额")), pages.append)
        till.desk.ask_charts(CaseFilter(), charts.append)
        till.settle()
        till.desk.ask_replay(pages[0].rows[0].case_id, replays.append)
        till.settle()
    assert (pages[0].total, pages[0].more) == (1, False)
    assert charts[0].series.week[0].lost == 1
    titles = [step.title for step in replays[0].steps]
    assert str(titles[0]).count("replay-opened") == 1
    assert "replay-end-customer_left" in str(titles[-1])
    assert book().missing == set()


def test_a_hand_over_reaches_the_next_shift(tmp_path: Path) -> None:
    got: list[ManagerView] = []
    with Till(tmp_path) as till:
        lose_one(till)
        till.desk.change_shift(Handover(note="扫码枪擦过了", to="小王", payments=40))
        till.desk.ask_manager(CaseFilter(), got.append)
        till.settle()
    before, now = got[0].before, got[0].summary
    assert before is not None
    assert now is not None
    assert (before.note, before.handed_to, before.payments) == ("扫码枪擦过了", "小王", 40)
    assert now.shift.opened_by == "小王"


def test_who_had_the_till_closes_the_shift_unless_another_name_is_told(tmp_path: Path) -> None:
    got: list[ManagerView] = []
    with Till(tmp_path) as till:
        for said in (Handover(to="小王"), Handover(to="小李"), Handover(by="店长")):
            till.desk.change_shift(said)
            till.desk.ask_manager(CaseFilter(), got.append)
        till.settle()
    assert [one.before and one.before.closed_by for one in got] == ["", "小王", "店长"]


def test_cases_carry_the_name_that_was_told_at_the_handover(tmp_path: Path) -> None:
    pages: list[PageView] = []
    with Till(tmp_path) as till:
        lose_one(till)
        till.desk.change_shift(Handover(to="小王"))
        lose_one(till)
        till.desk.change_shift(Handover())
        lose_one(till)
        till.desk.ask_page(PageWish(CaseFilter()), pages.append)
        till.desk.ask_page(PageWish(CaseFilter(cashier="小王")), pages.append)
        till.settle()
    assert [row.cashier for row in pages[0].rows] == ["", "小王", ""]
    assert [row.cashier for row in pages[1].rows] == ["小王"]
    assert pages[0].cashiers == ("小王",)


def test_a_note_of_a_megabyte_becomes_a_notice_and_the_shift_goes_on(tmp_path: Path) -> None:
    with Till(tmp_path) as till:
        lose_one(till)
        till.desk.change_shift(Handover(note="交" * 1_000_000))
        view = till.view()
        assert view.shift.failures == 1
        assert [notice.phrase.key for notice in view.notices] == ["error-note-too-long"]
        till.desk.change_shift(Handover(note="交" * NOTE_MOST))
        assert till.view().shift.failures == 0
