"""EMV codes that customers show: BER-TLV that lies, ends early or goes too deep is refused."""

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grammar.customer import CustomerCode, customer_code
from tests.helpers.payloads import AID, ber, customer

HEAD = b"\x85\x05CPV01"
VALUES = st.lists(
    st.tuples(st.sampled_from(["50", "57", "5A", "9F26", "9F10", "5F20"]), st.binary(max_size=150)),
    max_size=6,
)


def encoded(tail: bytes) -> str:
    return base64.b64encode(HEAD + tail).decode("ascii")


@given(VALUES)
def test_what_was_built_is_read(values: list[tuple[str, bytes]]) -> None:
    text = customer(AID, *(ber(tag, value) for tag, value in values))
    assert customer_code(text) is not None
    assert customer_code(text.rstrip("=")) is not None


@given(VALUES, st.integers(1, 30))
def test_a_code_that_was_cut_is_none(values: list[tuple[str, bytes]], cut: int) -> None:
    raw = base64.b64decode(customer(AID, *(ber(tag, value) for tag, value in values)))
    assert customer_code(base64.b64encode(raw[:-cut]).decode()) is None


@pytest.mark.parametrize(
    ("tail", "right"),
    [
        (b"\x61\x03\x4f\x01a", True),
        (b"\x61\x81\x03\x4f\x01a", True),
        (b"\x61\x82\x00\x03\x4f\x01a", True),
        (b"\x61\x03\x4f\x01a\x00\x00", True),
        (b"\x61\x04\x4f\x01a", False),
        (b"\x61\x80\x4f\x01a", False),
        (b"\x61\x84\x00\x00\x00\x03\x4f\x01a", False),
        (b"\x61\x82\x00", False),
        (b"\x61", False),
        (b"\x61\x00", False),
        (b"\x61\x02\x9f\x81", False),
        (b"\x61\x06\x9f\x81\x81\x81\x81\x00", False),
        (b"\x62\x03\x4f\x01a", False),
        (b"", False),
    ],
)
def test_lengths_and_tags(tail: bytes, right: bool) -> None:
    assert (customer_code(encoded(tail)) is not None) is right


def test_fifty_deep_is_refused_and_two_is_not() -> None:
    inner = b"\x4f\x01a"
    for _ in range(50):
        inner = ber("63", inner)
    assert customer_code(encoded(ber("61", inner))) is None
    assert customer_code(encoded(ber("61", ber("63", b"\x4f\x01a")))) is not None


def test_too_many_objects_are_refused() -> None:
    assert customer_code(encoded(ber("61", b"\x4f\x00" * 600))) is None


@pytest.mark.parametrize("text", ["", "hQVDUFYwMW!!", "hQVDUFYwMWE", "hQVDUFYwMW店", "aGVsbG8="])
def test_what_is_no_base64_of_it_is_none(text: str) -> None:
    assert customer_code(text) is None


@pytest.mark.parametrize(
    ("inner", "moment"),
    [
        (ber("5F24", bytes.fromhex("261130")), datetime(2026, 12, 1, 12, tzinfo=UTC)),
        (
            ber("57", bytes.fromhex("6212345678901234D2912201")),
            datetime(2030, 1, 1, 12, tzinfo=UTC),
        ),
        (
            ber("63", ber("5F24", bytes.fromhex("261231"))),
            datetime(2027, 1, 1, 12, tzinfo=UTC),
        ),
        (ber("57", bytes.fromhex("6212345678901234D0000201")), None),
        (ber("57", bytes.fromhex("6212345678901234")), None),
        (ber("5F24", bytes.fromhex("269999")), None),
        (ber("5F24", bytes.fromhex("26AB01")), None),
        (ber("5F24", b""), None),
    ],
)
def test_the_card_says_when_it_ends(inner: bytes, moment: datetime | None) -> None:
    assert customer_code(customer(AID, inner)) == CustomerCode(moment)


@given(st.binary(max_size=80))
def test_any_template_is_survived(tail: bytes) -> None:
    customer_code(encoded(b"\x61" + tail))
