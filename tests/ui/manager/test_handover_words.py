from collections.abc import Sequence

from cashier.history.model import CaseRow
from cashier.ui.manager.handover_words import ShiftCases, facts
from tests.ui.fixtures import NOW
from tests.ui.manager.samples import GOING, OLD, ROWS, book, case


def say(
    rows: Sequence[CaseRow], open_rows: Sequence[CaseRow] = (), language: str = "zh_CN"
) -> list[str]:
    return facts(book(language), ShiftCases(rows, open_rows, NOW))


def test_nothing_to_hand_over_says_so() -> None:
    assert say([case(1, 1)]) == ["没有要特别交代的。"]


def test_doubt_comes_first_then_what_must_be_paid_back() -> None:
    said = say(ROWS, [ROWS[0], OLD[0]])
    assert said[0].startswith("¥32.00 微信零钱，")
    assert "别再收" in said[0]
    assert "别再收" in said[1]
    assert "退掉一笔" in said[2]
    assert said[3:] == ["最多的是「顾客手机在等确认」，4 笔。", "1 笔顾客走了，126.00 元。"]


def test_many_in_doubt_are_counted() -> None:
    doubtful = [case(n, n, **GOING, state="unknown") for n in range(1, 7)]
    said = say([], doubtful, "en")
    assert len(said) == 4
    assert said[3] == "3 more are not settled; they are all in History."


def test_lost_money_that_was_not_noted_is_not_made_up() -> None:
    gone = {"outcome": "customer_left", "cause_kept": ""}
    rows = [case(1, 1, **gone), case(2, 2, amount=None, **gone)]
    assert say(rows, language="en") == ["2 customers left, ¥16.00 noted."]
