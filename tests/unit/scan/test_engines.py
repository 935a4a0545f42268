"""What stops at the decoders: bogus codes, library shapes."""

import numpy as np
import pytest

from cashier.core.privacy import Secret
from cashier.scan.engines import find, find_known, find_qr, find_turned, read_patch, without_bogus
from cashier.scan.qr.blocks import blocks_of
from cashier.scan.qr.symbol import Make
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, drawn, spoilt
from tests.helpers.symbols import places_of_block, spoilt_codewords, written

BIG: Corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
SMALL: Corners = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))
ASIDE: Corners = ((140.0, 40.0), (160.0, 40.0), (160.0, 60.0), (140.0, 60.0))


def symbol(text: str, corners: Corners) -> Symbol:
    return Symbol("QRCode", Secret(text), corners)


def test_a_short_number_inside_another_code_is_bogus() -> None:
    outer = symbol("https://example.org", BIG)
    assert without_bogus([outer, symbol("17", SMALL)]) == (outer,)
    for other in (
        symbol("17", ASIDE),
        symbol("nested, as an artist may", SMALL),
        symbol("no", SMALL),
    ):
        assert without_bogus([outer, other]) == (outer, other)
    assert without_bogus([outer]) == (outer,)


def test_a_symbol_tells_version_level_and_correction_left() -> None:
    (found,) = find(drawn(PAYMENT))
    assert found.version == 1
    assert found.level in "LMQH"
    assert found.unused_ec == 1.0
    assert found.decoded is not None
    assert found.decoded.text == Secret(PAYMENT)
    assert PAYMENT not in repr(found)
    assert "decoded" not in repr(found)


def test_qr_codes_alone_are_those_of_all_codes() -> None:
    bars, code, shut = drawn(PAYMENT, kind="Code128", scale=3), drawn(PAYMENT, scale=5), spoilt()
    for seen in ((bars,), (bars, code), (shut,), (code, shut)):
        high = max(len(part) for part in seen)
        page = np.hstack([np.pad(p, ((0, high - len(p)), (0, 40)), "edge") for p in seen])
        assert find_qr(page) == tuple(one for one in find(page) if one.symbology == "QRCode")
    assert find_qr(bars) == ()
    assert [one.text for one in find_qr(spoilt())] == [None]


def test_bars_have_no_version() -> None:
    (found,) = find(drawn(PAYMENT, kind="Code128", scale=3))
    assert (found.symbology, found.version, found.unused_ec) == ("Code128", None, None)


@pytest.mark.parametrize(
    ("text", "charset"),
    [("支付宝收款", "gb18030"), ("微信支付：老王水果店", "gb18030"), ("支付宝收款", "utf-8")],
)
def test_bytes_without_a_declared_charset_are_chinese(text: str, charset: str) -> None:
    (found,) = find(drawn(text.encode(charset)))
    assert found.text == Secret(text)


def test_half_width_kana_stay_kana() -> None:
    text = "ｶﾞｷﾞｸﾞｺﾝﾋﾞﾆ"
    (found,) = find(drawn(text.encode("shift_jis")))
    assert found.text == Secret(text)


def test_a_micro_code_is_none_even_within_another() -> None:
    micro = drawn("12345", kind="MicroQRCode", scale=3, border=0)
    assert find(np.pad(micro, 60, constant_values=255)) == ()
    modules = written("https://example.org/a/long/one/of/these", 7, "H")
    picture = np.kron(np.where(modules, 0, 255), np.ones((10, 10))).astype(np.uint8)
    picture = np.pad(picture, 40, constant_values=255)
    middle = (len(picture) - len(micro)) // 2
    picture[middle : middle + len(micro), middle : middle + len(micro)] = micro
    assert [one.text for one in find(picture)] == [
        Secret("https://example.org/a/long/one/of/these")
    ]


def test_a_symbol_that_is_spoilt_is_seen_without_a_text() -> None:
    (found,) = find(spoilt())
    assert (found.symbology, found.text, found.unused_ec) == ("QRCode", None, None)


def test_a_straightened_symbol_is_read_and_nothing_else() -> None:
    found = read_patch(drawn(PAYMENT))
    assert found is not None
    assert found.text == Secret(PAYMENT)
    for other in (np.full((200, 200), 255, np.uint8), drawn(PAYMENT, kind="Code128"), spoilt()):
        assert read_patch(other) is None


@pytest.mark.parametrize("version", [1, 7, 20])
@pytest.mark.parametrize("level", ["L", "Q"])
def test_correction_left_is_counted_by_ourselves(version: int, level: str) -> None:
    make = Make(version, level, 0)
    blocks = blocks_of(version, level)
    places = places_of_block(make, 0)[:2]
    modules = spoilt_codewords(
        written("PAY 8", version, level), make, places, np.random.default_rng(1)
    )
    picture = np.kron(np.where(modules, 0, 255), np.ones((5, 5))).astype(np.uint8)
    (found,) = find(np.pad(picture, 30, constant_values=255))
    assert found.unused_ec == pytest.approx(1 - 2 * len(places) / blocks.check, abs=0.02)


@pytest.mark.parametrize("turns", range(4))
@pytest.mark.parametrize(("kind", "text"), [("Code128", PAYMENT), ("EAN13", "6901234567892")])
def test_bars_upright_and_on_their_side_together_are_what_the_engine_reads(
    kind: str, text: str, turns: int
) -> None:
    bars = np.ascontiguousarray(np.rot90(np.repeat(drawn(text, kind=kind), 2, 0), turns))
    upright, turned = find(bars, upright=True), find_turned(bars, ())
    assert (len(upright), len(turned)) == ((1, 0) if turns % 2 == 0 else (0, 1))
    assert (*upright, *turned) == find(bars)


def test_a_look_for_a_known_code_finds_it_and_leaves_bars_out() -> None:
    code, bars = drawn(PAYMENT), drawn(PAYMENT, kind="Code128")
    assert find_known(code) == find(code)
    assert find(bars)
    assert not find_known(bars)
