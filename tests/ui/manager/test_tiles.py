from pytestqt.qtbot import QtBot

from cashier.history.model import CaseRow
from cashier.ui.manager.tiles import Figure, StatTile, StatTiles, shift_tiles
from tests.helpers.histories import of_rows
from tests.ui.manager.samples import ROWS, book, case, look

LEFT = {"outcome": "customer_left", "method_paid": ""}


def tiles(*rows: CaseRow, language: str = "zh_CN") -> tuple[StatTile, ...]:
    return shift_tiles(book(language), of_rows(rows))


def test_the_four_figures_of_a_shift() -> None:
    failed, saved, money, wait = tiles(*ROWS)
    assert (failed.figures, failed.beside) == (
        (Figure("14", "笔"),),
        "挽回 12\u00a0· 走了 1\u00a0· 还在查 1",
    )
    assert (saved.figures, saved.beside, saved.good) == (
        (Figure("12", "笔"),), "每 10 笔挽回 9 笔", True,
    )  # fmt: skip
    assert money.figures == (Figure("2,547.10", "元"),)
    assert money.beside == "走了的有 126.00 元，1 笔没记金额"
    assert wait.figures == (Figure("51", "秒"),)
    assert saved.spoken == "挽回 12 笔 每 10 笔挽回 9 笔"


def test_an_empty_shift_claims_nothing() -> None:
    failed, saved, money, wait = tiles()
    assert [tile.beside for tile in (failed, saved)] == ["还没有失败", "还没有结果"]
    assert (money.beside, money.good) == ("还没有结果", False)
    assert wait.figures == (Figure("–"),)


def test_few_cases_are_counted_not_shared_out() -> None:
    assert tiles(case(1, 1))[1].beside == "没有人走"
    few = tiles(case(1, 1), case(2, 2, **LEFT))[1]
    assert (few.beside, few.good) == ("走了 1 笔", False)


def test_a_bad_shift_is_not_green() -> None:
    rows = [case(n, n, **(LEFT if n % 2 else {})) for n in range(1, 11)]
    assert (tiles(*rows)[1].beside, tiles(*rows)[1].good) == ("每 10 笔挽回 5 笔", False)


def test_minutes_are_told_as_minutes() -> None:
    wait = tiles(case(1, 1, waited_s=114.0), language="en")[3]
    assert wait.figures == (Figure("1", "min"), Figure("54", "s"))
    assert tiles(case(1, 1, waited_s=59.7))[3].figures == (Figure("1", "分"), Figure("0", "秒"))


def test_tiles_that_have_no_room_stand_below_each_other(qtbot: QtBot) -> None:
    card = StatTiles(look(), tiles(*ROWS))
    qtbot.addWidget(card)
    widest = card.natural_width()
    even, uneven, halved, below = (
        card.height_for(width) for width in (4 * widest, 4 * widest - 4, 2 * widest, widest)
    )
    assert max(even, uneven) < halved < below
