"""What stops at the decoders: bogus codes, library shapes."""

from dataclasses import dataclass

from cashier.core.privacy import Secret
from cashier.scan.engines import Symbol, _is_bogus, _zbar_corners, find
from cashier.scan.reading import Corners
from tests.helpers.codes import PAYMENT, drawn

BIG: Corners = ((0.0, 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0))
SMALL: Corners = ((40.0, 40.0), (60.0, 40.0), (60.0, 60.0), (40.0, 60.0))
ASIDE: Corners = ((140.0, 40.0), (160.0, 40.0), (160.0, 60.0), (140.0, 60.0))


@dataclass(frozen=True)
class Spot:
    x: int
    y: int


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
    assert found.reported_uec == 1.0
    assert PAYMENT not in repr(found)


def test_bars_have_no_version() -> None:
    (found,) = find(drawn(PAYMENT, kind="Code128", scale=3))
    assert (found.symbology, found.version, found.reported_uec) == ("Code128", None, None)


def test_corners_of_the_second_reader() -> None:
    ring = [Spot(0, 0), Spot(0, 9), Spot(9, 9), Spot(9, 0)]
    assert _zbar_corners(ring) == ((0, 0), (9, 0), (9, 9), (0, 9))
    assert _zbar_corners([Spot(1, 5), Spot(8, 5)]) == ((1, 5), (8, 5), (8, 5), (1, 5))
