"""Geometry of corners, and that nothing shows a payload by accident."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.scan.reading import (
    Clarity,
    Corners,
    Read,
    Reading,
    Verdict,
    box_of,
    centre,
    inside,
    scaled,
)

SQUARE: Corners = ((10.0, 20.0), (30.0, 20.0), (30.0, 40.0), (10.0, 40.0))
NUMBER = st.floats(-1e4, 1e4)


def test_box_and_centre() -> None:
    assert box_of(SQUARE) == (10, 20, 30, 40)
    assert centre(SQUARE) == (20, 30)


@given(st.floats(11, 29), st.floats(21, 39))
def test_inside_whichever_way_it_turns(x: float, y: float) -> None:
    a, b, c, d = SQUARE
    assert inside((x, y), SQUARE)
    assert inside((x, y), (d, c, b, a))
    assert not inside((x + 100, y), SQUARE)


@given(NUMBER, NUMBER, st.floats(0.1, 10), NUMBER, NUMBER)
def test_scaling_leads_back(x: float, y: float, factor: float, left: float, top: float) -> None:
    cut = tuple(((cx - left) * factor, (cy - top) * factor) for cx, cy in ((x, y),) * 4)
    a, b, c, d = cut
    (back_x, back_y), *_ = scaled((a, b, c, d), factor, left, top)
    assert abs(back_x - x) < 1e-6
    assert abs(back_y - y) < 1e-6


def test_a_reading_does_not_show_its_payload() -> None:
    read = Read(
        "QRCode", "wechat_payment", Secret("131234567890123456"), "13•56", SQUARE, Clarity("A", 4.0)
    )
    reading = Reading(Verdict.READY, (read,), (), 1.0, datetime(2026, 11, 22, tzinfo=UTC))
    assert "1312345" not in f"{reading!r} {reading}"
