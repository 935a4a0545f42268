import sys

from cashier.core.threads import short_turns


def test_turns_are_short_for_a_while() -> None:
    before = sys.getswitchinterval()
    with short_turns():
        assert sys.getswitchinterval() < before
    assert sys.getswitchinterval() == before
