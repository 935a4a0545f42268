"""How the columns of the list share the room there is."""

from cashier.ui.manager.rows import COLUMNS
from cashier.ui.manager.widths import Need, shared

CAUSE = COLUMNS.index("cause")
NEEDS = [Need(100, 60) for _ in COLUMNS]


def test_with_room_nothing_wraps_and_the_cause_takes_the_rest() -> None:
    widths = shared(NEEDS, 900)
    assert widths[CAUSE] == 200
    assert [width for width in widths if width != 200] == [100] * 7


def test_without_room_words_wrap_first_and_the_time_last() -> None:
    widths = dict(zip(COLUMNS, shared(NEEDS, 650), strict=True))
    assert sum(widths.values()) == 650
    assert (widths["result"], widths["method"], widths["side"]) == (60, 60, 70)
    assert (widths["time"], widths["cause"]) == (100, 60)


def test_nothing_is_squeezed_below_its_words() -> None:
    widths = shared(NEEDS, 300)
    assert min(widths) == 60
    assert [widths[COLUMNS.index(name)] for name in ("amount", "order", "wait")] == [100] * 3
    assert shared([], 300) == []
