import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.normalise import (
    LOST,
    code_words,
    narrow,
    normal_code,
    normal_text,
    peeled,
    too_long,
    words_of,
)
from tests.helpers.playbooks import shipped

ROWS = shipped().codes.rows
WORDS = code_words(ROWS)


@pytest.mark.parametrize(
    ("text", "plain", "codes"),
    [
        ("NOTENOUGH：余额不足", "余额不足", {"notenough"}),
        ("余额不足 [NOT_ENOUGH]", "余额不足", {"notenough"}),
        ("ACQ.SYSTEM_ERROR 系统异常", "系统异常", {"acqsystemerror"}),
        ("NOTENOUGH SIGNERROR 余额不足", "余额不足", {"notenough", "signerror"}),
        ("SIGN ERROR 签名错误", "签名错误", {"signerror"}),
        ("ERROR 余额不足", "error余额不足", set()),
        ("错误码 1001 余额不足", "余额不足", set()),
        ("1 2 3 余额不足", "余额不足", set()),
        ("余额不足 1001", "余额不足1001", set()),
        ("余额?不足", f"余额{LOST}不足", set()),
        ("ＮＯＴＥＮＯＵＧＨ餘額不足", "余额不足", {"notenough"}),
        ("notenoughmoney余额不足", "notenoughmoney余额不足", set()),
        ("", "", set()),
    ],
)
def test_numbers_and_codes_around_a_text_are_taken_off(
    text: str, plain: str, codes: set[str]
) -> None:
    read = peeled(text, WORDS)
    assert (read.plain, read.codes) == (plain, frozenset(codes))


@given(st.text(max_size=80))
def test_peeling_twice_changes_nothing(text: str) -> None:
    once = peeled(text, WORDS).plain
    assert peeled(once, WORDS).plain == once
    assert normal_text(text) == normal_text(normal_text(text))
    assert normal_code(normal_code(text)) == normal_code(text)


@given(
    st.text("余额不足a1 ?。", max_size=12),
    st.integers(0, 12),
    st.sampled_from("?？□\ufffd\ud83d\ue001"),
)
def test_a_lost_character_is_never_left_out(text: str, place: int, lost: str) -> None:
    shown = text[:place] + lost + text[place:]
    assert LOST in narrow(shown)
    assert LOST in normal_text(shown)


def test_only_long_codes_are_words() -> None:
    for row in ROWS:
        for word in words_of(row):
            assert len(word) >= 5
            assert not word.isdigit()
    assert not {"error", "closed", "accept", "empty", "fail"} & WORDS


def test_what_is_too_long_is_said_so() -> None:
    assert too_long("字" * 801)
    assert not too_long("字" * 800)
