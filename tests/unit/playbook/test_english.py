import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.english import English, words

TEXTS = (
    "insufficient balance", "the qr code has expired", "wrong signature", "payment failed",
    "transaction timeout, please retry", "merchant certificate expired", "card type not supported",
    "please enter the payment password", "declined", "duplicate merchant order number",
)  # fmt: skip
SAME = {"incorrect": "wrong", "funds": "balance", "enough": "insufficient", "余额": "零钱"}
KNOWN = English(TEXTS, SAME)


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("insufficient balance", "insufficient balance"),
        ("balance is insufficient", "insufficient balance"),
        ("not enough funds", "insufficient balance"),
        ("insuficient balence", "insufficient balance"),
        ("qr code expired", "the qr code has expired"),
        ("the signature is incorrect!", "wrong signature"),
        ("transaction timed out", "transaction timeout, please retry"),
        ("unsupported card type", "card type not supported"),
        ("duplicate merchant order num", "duplicate merchant order number"),
        ("declined", "declined"),
    ],
)
def test_other_words_and_slips_are_found(shown: str, known: str) -> None:
    found = KNOWN.find(shown)
    assert max(found, key=found.__getitem__) == known


def test_texts_side_by_side_are_all_found() -> None:
    assert {"payment failed", "insufficient balance"} <= set(
        KNOWN.find("payment failed: insufficient balance")
    )


@pytest.mark.parametrize(
    "shown",
    ["", "the", "not", "file not found", "printer out of paper", "good morning", "1234",
     "payment terms apply to all orders", "certificate of origin enclosed", "card games for two"],
)  # fmt: skip
def test_a_stranger_is_not(shown: str) -> None:
    assert KNOWN.find(shown) == {}


def test_small_words_numbers_and_endings_do_not_count() -> None:
    assert words("the payments were failing, error 12") == ("pay", "fail", "error")
    assert words("it has timed out") == words("time-out") == ("timeout",)
    assert words("please try again later") == words("retry") == ()


@given(st.text("abcdefghilmnoprstu ,.'", max_size=200))
def test_any_text_is_answered(text: str) -> None:
    found = KNOWN.find(text)
    assert set(found) <= set(TEXTS)
    assert all(0 < score < 1 for score in found.values())


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert English(()).find("insufficient balance") == {}
