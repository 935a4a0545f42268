import pytest

from cashier.ui.manager.cells import Cell
from cashier.ui.manager.rows import COLUMNS, COPIED, as_text, cells
from tests.ui.fixtures import NOW
from tests.ui.manager.samples import GOING, OLD, ROWS, book, case, same

RESULT = COLUMNS.index("result")
LATER = {"outcome": "check_later", "method_paid": "", "method_switched": ""}


@pytest.mark.parametrize(
    ("more", "icon", "zh", "en"),
    [
        ({}, "check", "微信零钱", "WeChat"),
        ({"state": "paid"}, "warn", "两边都付了", "Paid twice"),
        ({"outcome": "paid_same", "state": "paid"}, "check", "原方式", "Same method"),
        ({"outcome": "customer_left"}, "leave", "顾客走了", "Left"),
        ({"outcome": "cancelled"}, "close", "误开", "By mistake"),
        ({**LATER, "state": "unknown", "open": True}, "lock", "还在查", "Still checking"),
        ({**LATER, "state": "paid"}, "check", "后来付成", "Paid later"),
        ({**LATER, "state": "failed"}, "undo", "查实没扣", "Not charged"),
        ({**GOING, "state": "failed"}, "clock", "没结束", "Not finished"),
        (
            {"overridden": True, "state": "unknown", "open": True},
            "lock",
            "还在查",
            "Still checking",
        ),
    ],
)
def test_results_in_words(more: dict[str, object], icon: str, zh: str, en: str) -> None:
    row = case(1, 1, **more)
    shown = [cells(book(language), row, NOW)[RESULT] for language in ("zh_CN", "en")]
    assert [cell.icon for cell in shown] == [icon, icon]
    assert shown[0].text == zh
    assert shown[1].text.startswith(en)


def test_only_doubt_about_money_is_violet() -> None:
    rows = (*ROWS, *OLD)
    violet = [row.case_id for row in rows if cells(book(), row, NOW)[RESULT].ink == "lock"]
    assert violet == ["c01", "c20"]


def test_credit_stays_with_the_account() -> None:
    words = book()
    shown = cells(words, case(1, 1), NOW)
    assert shown[COLUMNS.index("cause")] == Cell("顾客账户")
    assert words.missing == set()


def test_a_cause_that_is_gone_has_a_word() -> None:
    shown = cells(book("en"), case(1, 1, cause_kept="gone.cause"), NOW)
    assert shown[COLUMNS.index("cause")].text == "Another cause"


def test_an_open_case_claims_nothing() -> None:
    shown = cells(book(), ROWS[0], NOW)
    texts = {name: cell.text for name, cell in zip(COLUMNS, shown, strict=True)}
    assert (texts["cause"], texts["wait"]) == ("–", "–")


def test_text_to_copy_has_names_full_times_and_tabs() -> None:
    row = same(3, 45, "code.glare", order_tail="2\t4\n1", waited_s=19.0)
    head, line = as_text(book(), [row], NOW).split("\n")
    assert head.split("\t") == [
        "时间", "金额（元）", "方式", "原因", "哪一方", "结果", "单号后六位", "用时", "收银员",
    ]  # fmt: skip
    fields = line.split("\t")
    assert len(fields) == len(COPIED)
    assert fields[0] == row.opened_at.astimezone().strftime("%Y-%m-%d %H:%M:%S")
    assert fields[1:] == ["16.00", "分付", "屏幕反光", "付款码", "原方式", "2 4 1", "0:19", "–"]
