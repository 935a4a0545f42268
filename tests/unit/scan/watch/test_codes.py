"""The memory of marks: bounded, and the used ones go last."""

from cashier.core.privacy import Secret
from cashier.scan.watch import codes
from cashier.scan.watch.codes import FORGOTTEN_AFTER_S, Codes, Met


def test_it_stays_bounded_and_forgets_the_used_ones_last() -> None:
    memory = Codes(b"key")
    for number in range(codes.MOST + 100):
        memory.keep(Secret(f"{number}"), Met(number, number, used=number < 50))
    assert len(memory) == codes.MOST
    assert memory.known(Secret("0")) is not None
    assert memory.known(Secret("60")) is None


def test_when_all_are_used_the_oldest_goes() -> None:
    memory = Codes(b"key")
    for number in range(codes.MOST + 1):
        memory.keep(Secret(f"{number}"), Met(number, number, used=True))
    assert len(memory) == codes.MOST
    assert memory.known(Secret("0")) is None


def test_what_was_not_seen_for_half_a_day_is_forgotten() -> None:
    memory = Codes(b"key")
    memory.keep(Secret("old"), Met(0, 0, used=True))
    memory.keep(Secret("new"), Met(FORGOTTEN_AFTER_S + 1, FORGOTTEN_AFTER_S + 1))
    assert memory.known(Secret("old")) is None
    assert len(memory) == 1


def test_a_mark_depends_on_the_key_and_takes_any_text() -> None:
    text = Secret("\ud800 \0 付款")
    assert Codes(b"a").mark(text) == Codes(b"a").mark(text)
    assert Codes(b"a").mark(text) != Codes(b"b").mark(text)
