"""How the columns of the list share the room there is."""

from cashier.ui.manager.rows import COLUMNS
from cashier.ui.manager.widths import PAD, Need, fits, shared

NEEDS = [Need(80, 40) for _ in COLUMNS]
CAUSE = COLUMNS.index("cause")


def widths(room: int) -> dict[str, int]:
    return dict(zip(COLUMNS, shared(NEEDS, room, CAUSE).widths, strict=True))


def test_with_room_nothing_wraps_and_the_cause_takes_the_rest() -> None:
    assert widths(700) == {name: 200 if name == "cause" else 100 for name in COLUMNS}
    assert shared(NEEDS, 700, CAUSE).pad == PAD


def test_without_room_words_wrap_first_and_the_time_last() -> None:
    found = widths(500)
    assert sum(found.values()) == 500
    assert (found["wait"], found["result"], found["method"]) == (60, 80, 100)
    assert (found["time"], found["cause"]) == (100, 60)


def test_air_goes_before_words_are_cut() -> None:
    needs = [Need(80, 80) for _ in COLUMNS]
    shares = shared(needs, 6 * 80 + 12 * 7, CAUSE)
    assert shares.pad == 7
    assert set(shares.widths) == {80 + 14}


def test_nothing_is_squeezed_below_its_words() -> None:
    needs = [Need(80, 80) for _ in COLUMNS]
    assert set(shared(needs, 300, CAUSE).widths) == {90}
    assert shared([], 300, 0).widths == ()
    assert not fits(needs, 539)
    assert fits(needs, 540)
