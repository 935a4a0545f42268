"""Segments → bytes and text; what breaks a rule is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.qr.segments import Malformed, content_of
from tests.helpers.symbols import bits, data_codewords

SIZE = 60


def text(row: str, version: int = 4) -> str:
    return content_of(data_codewords(row, SIZE), version).text.reveal()


def raw(row: str, version: int = 4) -> bytes:
    return content_of(data_codewords(row, SIZE), version).raw


def byte_segment(some: bytes, width: int = 8) -> str:
    return bits((0b0100, 4), (len(some), width), *((byte, 8) for byte in some))


def eci(number: int) -> str:
    if number < 1 << 7:
        return bits((0b0111, 4), (number, 8))
    if number < 1 << 14:
        return bits((0b0111, 4), (0b10, 2), (number, 14))
    return bits((0b0111, 4), (0b110, 3), (number, 21))


def letters(some: str) -> str:
    table = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
    values = [table.index(letter) for letter in some]
    row = bits((0b0010, 4), (len(values), 9))
    for first, second in zip(values[::2], values[1::2], strict=False):
        row += bits((first * 45 + second, 11))
    return row + (bits((values[-1], 6)) if len(values) % 2 else "")


def kanji(some: str) -> str:
    row = bits((0b1000, 4), (len(some), 8))
    for letter in some:
        code = int.from_bytes(letter.encode("shift_jis"), "big")
        code -= 0x8140 if code < 0xA000 else 0xC140
        row += bits(((code >> 8) * 0xC0 + (code & 0xFF), 13))
    return row


def hanzi(some: str) -> str:
    row = bits((0b1101, 4), (1, 4), (len(some), 8))
    for letter in some:
        code = int.from_bytes(letter.encode("gb2312"), "big")
        code -= 0xA1A1 if code < 0xAB00 else 0xA6A1
        row += bits(((code >> 8) * 0x60 + (code & 0xFF), 13))
    return row


NUMERIC = bits((0b0001, 4), (5, 10), (12, 10), (3, 7))
FNC1_FIRST, FNC1_SECOND = "0101", "1001"


def test_numeric_keeps_its_zeros() -> None:
    assert raw(NUMERIC) == b"01203"


def test_alphanumeric() -> None:
    assert raw(letters("A-1 $%:")) == b"A-1 $%:"


@given(st.binary(min_size=1, max_size=40))
def test_bytes_are_bytes(some: bytes) -> None:
    assert raw(byte_segment(some)) == some


@pytest.mark.parametrize(("version", "width"), [(1, 8), (9, 8), (10, 16), (27, 16), (40, 16)])
def test_counts_grow_with_the_version(version: int, width: int) -> None:
    assert raw(byte_segment(b"pay", width), version) == b"pay"


def test_packed_characters_say_how_they_are_meant() -> None:
    assert text(kanji("点茗、漢")) == "点茗、漢"
    assert text(hanzi("付款，齄")) == "付款，齄"


def test_packed_signs_that_only_windows_knows() -> None:
    number_sign = int.from_bytes("№".encode("cp932"), "big") - 0x8140
    packed = (number_sign >> 8) * 0xC0 + (number_sign & 0xFF)
    assert text(bits((0b1000, 4), (1, 8), (packed, 13))) == "№"


@pytest.mark.parametrize("some", ["收款：12元", "お会計", "Grüße", "😀"])
def test_bytes_without_a_word_are_utf8_first(some: str) -> None:
    assert text(byte_segment(some.encode())) == some


def test_other_bytes_without_a_word_are_chinese() -> None:
    assert text(byte_segment("老王水果店".encode("gb18030"))) == "老王水果店"


def test_a_character_may_go_on_in_the_next_segment() -> None:
    some = "收款".encode()
    assert text(byte_segment(some[:2]) + byte_segment(some[2:])) == "收款"


def test_bytes_beside_kanji_are_japanese() -> None:
    assert text(kanji("漢字") + byte_segment("ｱ字".encode("shift_jis"))) == "漢字ｱ字"


def test_kana_are_japanese() -> None:
    assert text(byte_segment("お会計です".encode("shift_jis"))) == "お会計です"


@pytest.mark.parametrize(
    ("number", "charset"),
    [(3, "latin-1"), (9, "iso8859-7"), (20, "shift_jis"), (22, "cp1251"), (26, "utf-8")],
)
def test_the_symbol_may_declare_a_charset(number: int, charset: str) -> None:
    some = {"iso8859-7": "Ωμέγα", "cp1251": "Оплата"}.get(charset, "abc")
    assert text(eci(number) + byte_segment(some.encode(charset))) == some


def test_utf8_wins_over_a_wrong_declaration() -> None:
    assert text(eci(3) + byte_segment("付款".encode())) == "付款"


def test_wide_charsets_win_over_utf8() -> None:
    assert text(eci(25) + byte_segment("pay".encode("utf-16-be"))) == "pay"


def test_an_untrue_declaration_is_passed_over() -> None:
    assert text(eci(27) + byte_segment("付款".encode("gb18030"))) == "付款"


@pytest.mark.parametrize("number", [5_000, 300_000, 899])
def test_an_unknown_declaration_changes_nothing(number: int) -> None:
    assert raw(eci(number) + NUMERIC) == b"01203"


def test_what_stands_behind_each_declaration_is_known_to_python() -> None:
    for number in range(200):
        assert text(eci(number) + byte_segment("付款".encode()))


def test_separators_of_goods_codes() -> None:
    assert raw(FNC1_FIRST + letters("10A%21B%%C")) == b"10A\x1d21B%C"
    assert raw(letters("50%%")) == b"50%%"


@pytest.mark.parametrize(
    ("indicator", "first"), [(7, b"07"), (99, b"99"), (165, b"A"), (222, b"z")]
)
def test_industry_codes_begin_with_their_indicator(indicator: int, first: bytes) -> None:
    assert raw(FNC1_SECOND + bits((indicator, 8)) + NUMERIC) == first + b"01203"


def test_a_part_of_several_symbols_says_its_part() -> None:
    assert raw(bits((0b0011, 4), (1, 4), (2, 4), (77, 8)) + NUMERIC) == b"01203"


@pytest.mark.parametrize(
    "row",
    [
        "",
        bits((0b0001, 4), (3, 10), (1000, 10)),
        bits((0b0001, 4), (2, 10), (100, 7)),
        bits((0b0001, 4), (1, 10), (10, 4)),
        bits((0b0010, 4), (2, 9), (2025, 11)),
        bits((0b0010, 4), (1, 9), (45, 6)),
        bits((0b0100, 4), (SIZE + 1, 8)),
        bits((0b1000, 4), (1, 8), (0x1FFF, 13)),
        bits((0b1101, 4), (2, 4)),
        bits((0b0111, 4), (0xFF, 8)),
        bits((0b0111, 4), (0b110, 3), (1_000_000, 21)),
        bits((0b0110, 4)),
        bits((0b1111, 4)),
        bits((0b0011, 4), (3, 4), (2, 4), (0, 8)) + NUMERIC,
        NUMERIC + bits((0b0011, 4), (0, 4), (2, 4), (0, 8)),
        NUMERIC + FNC1_FIRST,
        FNC1_FIRST + FNC1_FIRST + NUMERIC,
        FNC1_SECOND + bits((150, 8)) + NUMERIC,
        bits((0b0100, 4), (0, 8)),
    ],
)
def test_what_breaks_a_rule_is_refused(row: str) -> None:
    with pytest.raises(Malformed):
        content_of(data_codewords(row, SIZE), 4)


def test_pads() -> None:
    def padded(pads: bytes, row: str = NUMERIC) -> bool:
        return content_of(data_codewords(row, SIZE, pads), 4).padded

    assert padded(b"\xec\x11")
    assert padded(b"\xec\xec\x11")
    assert not padded(b"\x00")
    assert not padded(b"\xec\x12")
    assert not content_of(data_codewords(NUMERIC + "00001", SIZE), 4).padded


def test_a_zero_byte_before_the_pads_is_a_known_habit() -> None:
    aligned = byte_segment(b"pay")
    data = data_codewords(aligned, 5) + b"\x00\xec\x11"
    assert content_of(data, 4).padded


def test_a_full_symbol_needs_no_terminator() -> None:
    full = byte_segment(bytes(range(1, SIZE - 1)))
    assert len(full) == 8 * SIZE - 4
    assert content_of(data_codewords(full, SIZE), 4).padded


def test_what_is_said_is_not_shown() -> None:
    content = content_of(data_codewords(NUMERIC, SIZE), 4)
    assert "01203" not in repr(content)


@given(st.binary(max_size=80), st.integers(1, 40))
def test_any_data_is_read_or_refused(data: bytes, version: int) -> None:
    try:
        content = content_of(data, version)
    except Malformed:
        return
    assert content.raw
    assert isinstance(content.text.reveal(), str)
