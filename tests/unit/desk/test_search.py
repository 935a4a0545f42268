import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.desk.search import matching
from tests.helpers.playbooks import shipped

PLAYBOOK = shipped()


def found(text: str) -> list[str]:
    return [one.text for one in matching(text, PLAYBOOK)]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("余额", "余额不足"),
        ("額不", "余额不足"),
        ("鱼额不", "余额不足"),
        ("余额足", "余额不足"),
        ("鱼鹅不足", "余额不足"),
        ("NOTENOU", "余额不足"),
        ("notenough", "余额不足"),
        ("not_en", "余额不足"),
        ("NOTENOUGH 余额", "余额不足"),
        ("101 付款码已过", "101 付款码已过期，请退出重试"),
        ("付款码已过期", "101 付款码已过期，请退出重试"),
        ("支付中", "用户支付中"),
        ("網路異常", "网络异常"),
        ("insufficient b", "Insufficient balance"),
        ("Insuficient balance", "Insufficient balance"),
        ("二维码已过", "二维码已过期，请用户在微信上刷新后再试"),
    ],
)
def test_a_message_is_found_while_it_is_typed(typed: str, message: str) -> None:
    assert message in found(typed)


def test_the_providers_own_words_come_before_other_wordings_and_short_before_long() -> None:
    assert found("余额不足")[0] == "余额不足"
    own = {row.message for row in PLAYBOOK.codes.rows}
    places = [text in own for text in found("余额不足")]
    assert places == sorted(places, reverse=True)


def test_an_english_text_stays_english_and_so_settles_nothing() -> None:
    for one in matching("insufficient", PLAYBOOK):
        assert one.id == one.text
        assert one.text.isascii()
        assert PLAYBOOK.codes.by_text(one.text) == ()


@pytest.mark.parametrize("typed", ["", " ", "\x00", "😀", "天气很好", "0" * 18, "。" * 300])
def test_nothing_is_found_for_nothing(typed: str) -> None:
    assert found(typed) == []


def test_ten_megabytes_are_taken_calmly() -> None:
    assert len(found("余额不足" * 2_500_000)) <= 14


@given(st.text(max_size=100))
def test_at_most_fourteen_all_different_whatever_is_typed(typed: str) -> None:
    texts = found(typed)
    assert len(texts) == len(set(texts)) <= 14


@pytest.mark.parametrize("word", PLAYBOOK.question("register.text").words)
def test_every_word_to_tap_leads_to_several_messages_that_hold_it(word: str) -> None:
    assert sum(word in text for text in found(word)) >= 5
