"""Bytes → text: UTF-8, then the engine where it is sure, then GB18030."""

from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.charset import text_of


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_utf8_is_utf8_whatever_the_engine_thinks(text: str) -> None:
    assert text_of(text.encode(), "wrong", sure=True) == text
    assert text_of(text.encode(), "wrong", sure=False) == text


def test_gb18030_where_the_engine_only_sees_bytes() -> None:
    text = "老王水果店，请先扫码"
    assert text_of(text.encode("gb18030"), "mojibake", sure=False) == text


def test_the_engine_where_it_is_sure() -> None:
    text = "今度のバージョン"
    assert text_of(text.encode("shift_jis"), text, sure=True) == text


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_have_a_text(raw: bytes, sure: bool) -> None:
    assert isinstance(text_of(raw, "guess", sure=sure), str)
