"""EMV codes that merchants show: lengths that lie are survived, templates open two deep."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grammar.merchant import Field, MerchantCode, crc16, merchant_code
from cashier.scan.grammar.oddities import Oddity
from tests.helpers.payloads import field, merchant, sealed

TAGS = st.integers(2, 62).map(lambda number: f"{number:02d}")
PAIRS = st.lists(st.tuples(TAGS, st.text("0123456789ABCdef店 ", max_size=30)), max_size=8)


def code_of(text: str) -> MerchantCode:
    found = merchant_code(text)
    assert isinstance(found, MerchantCode)
    return found


def test_checksum_of_the_standard() -> None:
    assert crc16("123456789") == "29B1"


def test_fields_are_split() -> None:
    code = code_of(merchant(("01", "12"), ("58", "CN")))
    assert code.value("58") == "CN"
    assert code.value("99") is None
    assert code.dynamic
    assert not code.unionpay_only


def test_templates_are_opened_two_deep() -> None:
    deep = field("50", field("00", "abc") + field("01", field("50", "00")))
    code = code_of(merchant(("62", field("05", "TABLE 7") + deep)))
    assert code.value("62", "05") == "TABLE 7"
    assert code.value("62", "50", "00") == "abc"
    assert code.value("62", "50", "01", "50") is None
    assert not code.torn


def test_a_template_that_does_not_add_up_is_told_and_nothing_else() -> None:
    code = code_of(merchant(("26", "0099SG"), ("58", "CN")))
    assert code.torn
    assert code.value("58") == "CN"
    assert code.value("26", "00") is None


@pytest.mark.parametrize(
    "body", ["00020199", "0002015", "0002015a02CN", "000201589", "00020158-1C", "000201５８02CN"]
)
def test_lengths_that_do_not_add_up(body: str) -> None:
    assert merchant_code(sealed(body)) is Oddity.BROKEN_TLV


@given(st.integers(0, 15), st.sampled_from("0123456789ABCDEF"))
def test_a_checksum_off_by_anything_is_told(place: int, digit: str) -> None:
    whole = merchant(("59", "SHOP"))
    at = len(whole) - 4 + place % 4
    changed = whole[:at] + digit + whole[at + 1 :]
    assert merchant_code(changed) is Oddity.CRC_WRONG or changed == whole


def test_a_checksum_in_small_letters_is_right() -> None:
    whole = merchant(("59", "SHOP 5"))
    assert isinstance(merchant_code(whole[:-4] + whole[-4:].lower()), MerchantCode)


def test_what_does_not_begin_like_one_is_none() -> None:
    assert merchant_code("0102") is None


@given(PAIRS)
def test_what_was_built_is_read(pairs: list[tuple[str, str]]) -> None:
    code = code_of(merchant(*pairs))
    read = [(one.tag, one.value) for one in code.fields[1:-1]]
    assert read == pairs


@given(PAIRS, st.integers(1, 60))
def test_a_code_that_was_cut_is_none(pairs: list[tuple[str, str]], cut: int) -> None:
    whole = merchant(*pairs)
    assert not isinstance(merchant_code(whole[:-cut]), MerchantCode)


@given(st.text(max_size=200))
def test_any_body_is_survived(body: str) -> None:
    code = merchant_code(sealed("000201" + body))
    if isinstance(code, MerchantCode):
        spelt = "".join(f"{one.tag}{len(one.value):02d}{one.value}" for one in code.fields)
        assert spelt == sealed("000201" + body)


def test_a_template_in_a_template_in_a_template_stays_shut() -> None:
    text = "end"
    for _ in range(20):
        text = field("62", text)
        if len(text) > 90:
            break
    code = code_of(merchant(("62", text)))
    depth = 0
    level: tuple[Field, ...] = code.fields
    while level := tuple(inner for one in level for inner in one.inner):
        depth += 1
    assert depth == 2


def paynow(expiry: str) -> str:
    account = field("00", "SG.PAYNOW") + field("02", "201403121W") + field("04", expiry)
    return merchant(("01", "12"), ("26", account))


@pytest.mark.parametrize(
    ("expiry", "moment"),
    [
        ("20261231", datetime(2026, 12, 31, 16, tzinfo=UTC)),
        ("20261125143000", datetime(2026, 11, 25, 6, 30, tzinfo=UTC)),
        ("20261331", None),
        ("99991231", datetime(9999, 12, 31, 16, tzinfo=UTC)),
        ("2026", None),
        ("", None),
    ],
)
def test_paynow_says_when_it_dies(expiry: str, moment: datetime | None) -> None:
    found = code_of(paynow(expiry)).expires_at
    assert found == moment or (expiry == "99991231" and found is None)


def test_other_networks_say_nothing_that_we_would_believe() -> None:
    other = field("00", "com.example") + field("04", "20201231")
    assert code_of(merchant(("26", other))).expires_at is None
