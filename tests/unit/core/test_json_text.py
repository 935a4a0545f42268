import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.json_text import json_object


@pytest.mark.parametrize("text", ['{"a": 1}', b'{"a": 1}', b'\xef\xbb\xbf{"a": 1}'])
def test_an_object_is_read(text: str | bytes) -> None:
    assert json_object(text) == {"a": 1}


@pytest.mark.parametrize("text", ["", "[]", "7", "null", "{", "[" * 100_000, b"\xff\xfe\x00"])
def test_anything_else_is_none(text: str | bytes) -> None:
    assert json_object(text) is None


@given(st.text() | st.binary())
def test_nothing_is_raised_whatever_comes(text: str | bytes) -> None:
    found = json_object(text)
    assert found is None or isinstance(found, dict)
