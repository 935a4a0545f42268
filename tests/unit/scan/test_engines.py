"""What stops at the decoders: bogus codes, library shapes."""

from cashier.core.privacy import Secret
from cashier.scan.engines import _is_bogus, find
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol
from tests.helpers.codes import PAYMENT, drawn

BIG: Corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
SMALL: Corners = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))
ASIDE: Corners = ((140.0, 40.0), (160.0, 40.0), (160.0, 60.0), (140.0, 60.0))


def symbol(text: str, corners: Corners) -> Symbol:
    return Symbol("QRCode", Secret(text), corners)


def test_a_short_number_inside_another_code_is_bogus() -> None:
    outer = symbol("https://example.org", BIG)
    assert _is_bogus(symbol("17", SMALL), [outer, symbol("17", SMALL)])
    assert not _is_bogus(symbol("17", ASIDE), [outer])
    assert not _is_bogus(symbol("nested, as an artist may", SMALL), [outer])
    assert not _is_bogus(symbol("no", SMALL), [outer])
    assert not _is_bogus(outer, [outer])


def test_a_symbol_tells_version_level_and_correction_left() -> None:
    (found,) = find(drawn(PAYMENT))
    assert found.version == 1
    assert found.level in "LMQH"
    assert found.unused_ec == 1.0
    assert PAYMENT not in repr(found)


def test_bars_have_no_version() -> None:
    (found,) = find(drawn(PAYMENT, kind="Code128", scale=3))
    assert (found.symbology, found.version, found.unused_ec) == ("Code128", None, None)
