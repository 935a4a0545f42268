"""The shop's links: never green unseen, never red for one customer, steady, honest about age."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cashier.health.chain import LINKS, LinkName
from cashier.health.lights import State
from cashier.health.links import (
    COUNTS_FOR,
    TOGETHER,
    LinkBoard,
    Observation,
    ShopLink,
    of_own_code,
)

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_LIMIT: LinkName = "limit_check"


def _seen(spelt: str, *, step: timedelta = timedelta(seconds=20)) -> ShopLink:
    """Return the limit check after payments that passed (o) or failed (f) it, one after another."""
    board, at = LinkBoard(), _AT
    for number, letter in enumerate(spelt):
        at = _AT + number * step
        seen = Observation(_LIMIT, letter == "o", "answer", at, f"case {number}")
        board = board.with_seen(seen)
    return _link(board, at)


def _link(board: LinkBoard, at: datetime, name: LinkName = _LIMIT) -> ShopLink:
    return next(link for link in board.links(at) if link.name == name)


def test_nothing_seen_is_not_green() -> None:
    links = LinkBoard().links(_AT)
    assert [link.name for link in links] == list(LINKS)
    assert {link.state for link in links} == {"unknown"}
    assert links[-1].learnt == "unused"


def test_one_customer_s_refusal_is_not_the_shop_s_fault() -> None:
    assert _seen("f").state == "unknown"
    assert _seen("of").state == "ok"
    board = LinkBoard()
    for second in range(9):
        at = _AT + timedelta(seconds=second)
        board = board.with_seen(Observation(_LIMIT, False, "answer", at, "one customer"))
    assert _link(board, _AT + timedelta(seconds=9)).state == "unknown"


def test_several_payments_that_fail_alike_redden_it() -> None:
    assert (_seen("ff").state, _seen("fff").state, _seen("offf").state) == ("warn", "fail", "fail")
    assert _seen("fff", step=TOGETHER + timedelta(seconds=1)).state == "unknown"


def test_it_comes_back_by_way_of_amber() -> None:
    assert (_seen("fffo").state, _seen("fffoo").state) == ("warn", "ok")
    assert (_seen("fffoof").state, _seen("fffofoo").state) == ("ok", "ok")


def test_an_hour_later_nothing_is_known() -> None:
    board = LinkBoard().with_seen(Observation(_LIMIT, True, "order", _AT, "one"))
    assert _link(board, _AT + COUNTS_FOR) == ShopLink(_LIMIT, "ok", "order", _AT)
    assert _link(board, _AT + COUNTS_FOR + timedelta(seconds=1)).state == "unknown"
    assert _link(board, _AT - timedelta(seconds=1)).state == "unknown"


def test_a_foreign_sticker_is_red_until_the_own_code_is_seen_again() -> None:
    board = LinkBoard().with_seen(of_own_code(_AT, good=False))
    for number in range(5):
        seen = Observation("code_shown", True, "picture", _AT, f"dynamic {number}")
        board = board.with_seen(seen)
    assert _link(board, _AT, "code_shown").state == "fail"
    later = _AT + timedelta(minutes=20)
    assert _link(board, later, "code_shown").state == "fail"
    board = board.with_seen(of_own_code(later, good=True))
    assert _link(board, later, "code_shown").state == "ok"


@given(st.text("of", max_size=60))
def test_green_needs_a_good_one_and_red_three_bad_ones(spelt: str) -> None:
    state: State = _seen(spelt).state
    if state == "ok":
        assert "o" in spelt
    if state == "fail":
        assert spelt.endswith("f")
        assert spelt.count("f") >= 3
    if spelt.endswith("oo"):
        assert state == "ok"
    if spelt.endswith("fff"):
        assert state == "fail"
