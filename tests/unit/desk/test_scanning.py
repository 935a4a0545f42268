"""What the window is told of a reading: where the code is that the verdict speaks of."""

from dataclasses import replace

from cashier.desk.scanning import scan_view
from cashier.scan.reading import Verdict
from cashier.scan.seen import Seen
from cashier.scan.watch import Watch
from tests.helpers.readings import at, frame, read

A, B = "130000000000000001", "130000000000000002"
HERE, BELOW, THERE = at(0), at(0, 120), at(300)


def outlines(seen: Seen) -> tuple[tuple[tuple[float, float], ...], ...]:
    return scan_view(seen, None, 0.0, None).corners


def test_the_outline_of_a_payment_code_is_around_all_its_symbols_and_no_other_code() -> None:
    watch = Watch({}, b"key")
    bars = read(A, corners=BELOW, symbology="Code128", unused_ec=None)
    other = read(B, corners=THERE, unused_ec=1.0)
    seen = watch.see(frame(read(A, corners=HERE, unused_ec=1.0), bars, other), 0)
    assert outlines(seen) == (HERE, BELOW)


def test_the_outline_stays_on_the_code_in_front_while_a_frame_reads_only_another() -> None:
    watch = Watch({}, b"key")
    watch.see(frame(read(A, corners=HERE, unused_ec=1.0)), 0)
    receive = read("wxp://f2f0abc", "wechat_receive", corners=THERE, unused_ec=1.0)
    assert outlines(watch.see(frame(receive), 0.1)) == (HERE,)


def test_of_codes_that_no_till_charges_all_are_outlined() -> None:
    two = (
        read("wxp://f2f0abc", "wechat_receive", corners=HERE),
        read("wxp://f2f0xyz", "wechat_receive", corners=THERE),
    )
    assert outlines(Watch({}, b"key").see(frame(*two), 0)) == (HERE, THERE)


def test_the_shops_own_code_is_not_outlined_beside_a_swapped_one() -> None:
    own = read("wxp://f2f0abc", "wechat_receive", corners=HERE)
    strange = read("wxp://f2f0xyz", "wechat_receive", corners=THERE, unused_ec=1.0)
    swapped = replace(frame(strange, own), verdict=Verdict.SWAPPED)
    assert outlines(Watch({}, b"key").see(swapped, 0)) == (THERE,)
