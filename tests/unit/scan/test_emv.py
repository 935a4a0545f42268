"""EMV codes: lengths that lie are survived."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.emv import crc16, is_customer_code, merchant_code


def test_checksum_of_the_standard() -> None:
    assert crc16("123456789") == "29B1"


def sealed(body: str) -> str:
    return body + "6304" + crc16(body + "6304")


def test_fields_are_split() -> None:
    code = merchant_code(sealed("000201" + "010212" + "5802CN"))
    assert code is not None
    assert code.value("58") == "CN"
    assert code.value("99") is None
    assert code.dynamic
    assert not code.unionpay_only


@pytest.mark.parametrize(
    "body", ["00020199", "0002015", "0002015a02CN", "000201589", "00020158-1C"]
)
def test_lengths_that_do_not_add_up(body: str) -> None:
    assert merchant_code(sealed(body)) is None


@given(st.text(max_size=200))
def test_any_body_is_survived(body: str) -> None:
    code = merchant_code(sealed("000201" + body))
    assert code is None or "".join(f"{t}{len(v):02d}{v}" for t, v in code.fields).startswith(
        "000201"
    )


@pytest.mark.parametrize(
    ("length", "right"),
    [
        (b"\x03abc", True),
        (b"\x81\x03abc", True),
        (b"\x82\x00\x03abc", True),
        (b"\x04abc", False),
        (b"\x80abc", False),
        (b"\x84\x00\x00\x00\x03abc", False),
        (b"\x82\x00", False),
        (b"", False),
        (b"\x00", False),
    ],
)
def test_lengths_of_a_customer_code(length: bytes, right: bool) -> None:
    raw = b"\x85\x05CPV01\x61" + length
    assert is_customer_code(base64.b64encode(raw).decode()) is right


@given(st.binary(max_size=80))
def test_any_template_is_survived(tail: bytes) -> None:
    assert is_customer_code(base64.b64encode(b"\x85\x05CPV01\x61" + tail).decode()) in (True, False)
