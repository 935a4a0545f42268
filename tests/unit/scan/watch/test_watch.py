"""What a watch makes of readings: what counts, how fresh a code is, what is said about it."""

import pickle
from dataclasses import replace
from datetime import timedelta

import pytest

from cashier.core.privacy import Secret
from cashier.scan.reading import Clarity, Fault, OwnCode, Reading, Unread, Verdict
from cashier.scan.seen import Freshness, Life, Seen
from cashier.scan.watch import Watch
from tests.helpers.readings import CORNERS, PAYMENT_CODE, SEEN_AT, at, frame, read

A, B, C = "130000000000000001", "130000000000000002", "130000000000000003"
LIVES = {"wechat_payment": 60.0, "alipay_payment": 60.0, "wechat_dynamic": 7200.0}
TICK = 1 / 15


@pytest.fixture
def watch() -> Watch:
    return Watch(LIVES, b"key of the shift")


def see(watch: Watch, reading: Reading, *times: float) -> Seen:
    """See the same reading at each of the times; the last sight is returned."""
    return [watch.see(reading, one) for one in times][-1]


def life(seen: Seen) -> Life:
    assert seen.life is not None
    return seen.life


def mark(seen: Seen) -> Secret:
    assert seen.mark is not None
    return seen.mark


# What counts.


def test_one_frame_that_took_all_correction_does_not_count(watch: Watch) -> None:
    seen = watch.see(frame(read(A, unused_ec=0.0)), 0)
    assert (seen.counts, seen.verdict) == (False, Verdict.ASK_AGAIN)


def test_two_frames_that_agree_count(watch: Watch) -> None:
    seen = see(watch, frame(read(A)), 0, 0.9)
    assert (seen.counts, seen.verdict) == (True, Verdict.READY)


def test_two_frames_too_far_apart_do_not_bear_each_other_out(watch: Watch) -> None:
    assert not see(watch, frame(read(A)), 0, 1.1).counts


def test_frames_that_say_different_things_never_count(watch: Watch) -> None:
    for number in range(30):
        seen = watch.see(frame(read(f"13{number:016}")), number * TICK)
        assert not seen.counts


def test_the_bar_code_beside_it_makes_a_code_count_at_once(watch: Watch) -> None:
    both = frame(read(A), read(A, symbology="Code128", unused_ec=None))
    assert watch.see(both, 0).counts


def test_enough_unused_correction_counts_alone(watch: Watch) -> None:
    assert watch.see(frame(read(A, unused_ec=0.25)), 0).counts


def test_a_symbol_without_correction_needs_a_second_frame(watch: Watch) -> None:
    bars = frame(read(A, symbology="Code128", unused_ec=None))
    assert not watch.see(bars, 0).counts
    assert watch.see(bars, TICK).counts


def test_nothing_is_said_of_another_code_before_it_counts(watch: Watch) -> None:
    receive = frame(read("wxp://f2f0abc", "wechat_receive"))
    assert watch.see(receive, 0).verdict is Verdict.UNCLEAR
    assert watch.see(receive, TICK).verdict is Verdict.WRONG_CODE


def test_what_counted_once_counts_when_it_comes_back(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    assert watch.see(frame(read(A)), 30).counts


# How fresh.


def test_a_new_code_is_first_seen_and_nothing_more(watch: Watch) -> None:
    seen = see(watch, frame(read(A)), 0, 1, 2)
    assert seen.life == Life(Freshness.FIRST_SEEN, 2.0)


def test_a_code_held_longer_than_it_lives_is_stale(watch: Watch) -> None:
    see(watch, frame(read(A)), *range(59))
    assert watch.see(frame(read(A)), 59.9).verdict is Verdict.READY
    seen = watch.see(frame(read(A)), 60)
    assert life(seen).freshness is Freshness.STALE
    assert (seen.verdict, seen.advice) == (Verdict.EXPIRED, "refresh")


def test_a_code_that_was_away_is_stale_once_its_life_is_over(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    back = watch.see(frame(read(A)), 40)
    assert back.life == Life(Freshness.FIRST_SEEN, 40.0, seen_before=True)
    assert life(watch.see(frame(read(A)), 70)).freshness is Freshness.STALE


def test_a_code_seen_to_change_counts_down_from_its_birth(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, 1)
    seen = see(watch, frame(read(B, corners=at(1, side=8))), 1.5, 1.6)
    assert life(seen).freshness is Freshness.FRESH
    assert life(seen).left_s == pytest.approx(59.4)
    assert life(watch.see(frame(read(B)), 61)).freshness is Freshness.STALE


@pytest.mark.parametrize(
    ("other", "when"),
    [
        (read(B, corners=at(5, side=8)), 1.1),
        (read(B, corners=at(0, side=4)), 1.1),
        (read(B), 2.0),
        (read("280000000000000002", "alipay_payment"), 1.1),
    ],
    ids=["elsewhere", "smaller", "later", "another wallet"],
)
def test_another_code_elsewhere_later_or_of_another_wallet_is_first_seen(
    watch: Watch, other: object, when: float
) -> None:
    see(watch, frame(read(A)), 0, 1)
    seen = see(watch, frame(other), when, when + TICK)  # type: ignore[arg-type]
    assert life(seen).freshness is Freshness.FIRST_SEEN


def test_a_code_seen_beside_the_old_one_was_not_born_just_now(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    both = frame(read(A), read(B, corners=at(300)))
    see(watch, both, 0.2, 0.3)
    assert life(see(watch, frame(read(B)), 0.4)).freshness is Freshness.FIRST_SEEN


def test_a_misread_in_between_is_not_taken_for_the_old_code(watch: Watch) -> None:
    watch.see(frame(read(C)), 0)
    assert life(see(watch, frame(read(A)), TICK, 2 * TICK)).freshness is Freshness.FIRST_SEEN


def test_two_phones_in_turn_are_found_out_when_the_first_comes_back(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    assert life(see(watch, frame(read(B)), 0.3, 0.4)).freshness is Freshness.FRESH
    watch.see(frame(read(A)), 0.6)
    assert life(watch.see(frame(read(B)), 0.8)).freshness is Freshness.FIRST_SEEN


def test_the_same_code_on_two_phones_is_one_code(watch: Watch) -> None:
    seen = see(watch, frame(read(A), read(A, corners=at(300))), 0, 30, 61)
    assert life(seen).freshness is Freshness.STALE


def test_of_two_payment_codes_the_one_in_front_stays_in_front(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    seen = watch.see(frame(read(B, corners=at(300)), read(A)), 0.2)
    assert seen.front is not None
    assert seen.front.payload == Secret(A)


def test_a_payment_code_takes_the_front_from_any_other(watch: Watch) -> None:
    poster = read("wxp://f2f0abc", "wechat_receive", corners=at(400))
    see(watch, frame(poster), 0, TICK)
    seen = see(watch, frame(read(A), poster), 0.2, 0.3)
    assert seen.front is not None
    assert (seen.verdict, seen.front.payload) == (Verdict.READY, Secret(A))


def test_codes_that_do_not_age_have_no_life(watch: Watch) -> None:
    assert see(watch, frame(read("6901234567892", "goods_barcode")), 0, 1).life is None
    assert life(see(watch, frame(read(A, "emv_customer")), 2, 200)).left_s is None


# Used.


def test_a_used_code_is_never_ready_again(watch: Watch) -> None:
    seen = see(watch, frame(read(A, unused_ec=1.0)), 0, 1)
    watch.used(mark(seen))
    for when in (1.1, 30, 90, 5000):
        again = watch.see(frame(read(A, unused_ec=1.0)), when)
        assert again.verdict is Verdict.USED
        assert life(again).freshness is Freshness.USED


def test_a_used_code_is_used_while_frames_miss_it(watch: Watch) -> None:
    watch.used(mark(see(watch, frame(read(A)), 0, TICK)))
    assert watch.see(frame(), 0.2).verdict is Verdict.USED


def test_a_used_code_is_remembered_after_it_was_forgotten(watch: Watch) -> None:
    other = Watch(LIVES, b"key of the shift")
    other.used(mark(see(watch, frame(read(A)), 0, TICK)))
    assert see(other, frame(read(A)), 1, 1.1).verdict is Verdict.USED


def test_a_new_shift_knows_no_code_of_the_old_one(watch: Watch) -> None:
    old = mark(see(watch, frame(read(A)), 0, TICK))
    watch.used(old)
    watch.new_shift(b"another key")
    seen = see(watch, frame(read(A)), 10, 10.1)
    assert life(seen).freshness is Freshness.FIRST_SEEN
    assert seen.mark != old


# Several codes in view.


def test_the_verdict_is_that_of_the_code_in_front_and_not_of_another(watch: Watch) -> None:
    ended = SEEN_AT - timedelta(seconds=1)
    dead = replace(read("hQVDUFYwMWx", "emv_customer", unused_ec=1.0), expires_at=ended)
    seen = watch.see(frame(dead, read(A, unused_ec=1.0, corners=at(300))), 0)
    assert seen.front == dead
    assert seen.verdict is Verdict.EXPIRED


def test_a_code_that_became_unfit_is_not_ready_by_another_one(watch: Watch) -> None:
    see(watch, frame(read(A, unused_ec=1.0)), 0, TICK)
    unfit = read(A, unused_ec=1.0, letter="F")
    seen = watch.see(frame(read(B, unused_ec=1.0, corners=at(300)), unfit), 2 * TICK)
    assert seen.front == unfit
    assert seen.verdict is Verdict.ASK_AGAIN


def test_the_bars_of_a_code_may_be_fit_where_its_square_is_not(watch: Watch) -> None:
    both = frame(read(A, letter="F"), read(A, symbology="Code128", unused_ec=None))
    assert watch.see(both, 0).verdict is Verdict.READY


def test_what_always_lies_beside_the_phone_does_not_push_its_code_aside(watch: Watch) -> None:
    counter = read("wxp://f2f0abc", "wechat_receive", unused_ec=1.0, corners=at(300))
    both, missed = frame(read(A, unused_ec=1.0), counter), frame(counter)
    for number in range(20):
        seen = watch.see(missed if number % 3 else both, number * TICK)
        assert seen.verdict is Verdict.READY
    assert watch.see(missed, 3).verdict is Verdict.WRONG_CODE


# The shop's own code.


def test_a_changed_code_of_the_shop_is_told_once_it_counts(watch: Watch) -> None:
    receive = frame(read("wxp://f2f0abc", "wechat_receive"))
    changed = replace(receive, verdict=Verdict.SWAPPED, own=OwnCode.CHANGED)
    assert watch.see(changed, 0).verdict is Verdict.UNCLEAR
    assert watch.see(changed, TICK).verdict is Verdict.SWAPPED
    assert watch.see(receive, 2 * TICK).verdict is Verdict.WRONG_CODE


def test_the_swapped_code_is_in_front_although_the_shops_own_was(watch: Watch) -> None:
    own = read("wxp://f2f0own", "wechat_receive", corners=at(0))
    strange = read("wxp://f2f0other", "wechat_receive", corners=at(300))
    alone, both = frame(own), frame(strange, own)
    changed = replace(both, verdict=Verdict.SWAPPED, own=OwnCode.CHANGED)
    see(watch, alone, 0, TICK)
    seen = see(watch, changed, 2 * TICK, 3 * TICK)
    assert (seen.verdict, seen.front) == (Verdict.SWAPPED, strange)
    assert watch.see(alone, 4 * TICK).verdict is Verdict.WRONG_CODE


def test_the_same_frame_again_is_no_second_witness_but_ages_the_code(watch: Watch) -> None:
    doubtful = frame(read(A))
    watch.see(doubtful, 0)
    again = watch.see(doubtful, TICK, repeated=True)
    assert not again.counts
    assert life(again).held_s == pytest.approx(TICK)
    assert watch.see(doubtful, 2 * TICK).counts


# Frames that miss it, and what is said meanwhile.


def test_a_frame_that_misses_the_code_does_not_take_the_verdict_away(watch: Watch) -> None:
    see(watch, frame(read(A)), 0, TICK)
    held = watch.see(frame(unread=(Unread(CORNERS, (), ("hold_still",)),)), 0.5)
    assert (held.verdict, held.advice) == (Verdict.READY, None)
    assert watch.see(frame(), 0.9).verdict is Verdict.NONE


def blurred(name: str, advice: str) -> Reading:
    return frame(unread=(Unread(CORNERS, (Fault(name, 0.5, (0, 0, 1, 1)),), (advice,)),))


def test_one_advice_stays_until_another_has_been_worse_for_a_moment(watch: Watch) -> None:
    blur, glare = blurred("blur_motion", "hold_still"), blurred("glare", "tilt_away_from_lamp")
    said = [
        watch.see(glare if number % 3 == 2 else blur, number * TICK).advice for number in range(30)
    ]
    assert set(said) == {"hold_still"}
    assert watch.see(glare, 2.4).advice == "hold_still"
    changed = watch.see(glare, 2.9)
    assert changed.advice == "tilt_away_from_lamp"
    assert changed.fault is not None
    assert changed.fault.name == "glare"


def test_a_frame_without_the_unreadable_code_does_not_take_the_advice_away(watch: Watch) -> None:
    watch.see(blurred("glare", "tilt_away_from_lamp"), 0)
    missed = watch.see(frame(), 0.5)
    assert (missed.verdict, missed.advice) == (Verdict.UNCLEAR, "tilt_away_from_lamp")
    gone = watch.see(frame(), 0.8)
    assert (gone.verdict, gone.advice) == (Verdict.NONE, None)


def test_no_advice_flashes_up_before_a_code_counts(watch: Watch) -> None:
    spoilt = read(A, faults=(Fault("glare", 0.4, (0, 0, 1, 1)),), advice=("tilt_away_from_lamp",))
    assert watch.see(frame(spoilt), 0).advice is None
    unfit = replace(spoilt, clarity=Clarity("F", 0.3))
    seen = watch.see(frame(unfit), TICK)
    assert (seen.verdict, seen.advice) == (Verdict.ASK_AGAIN, "tilt_away_from_lamp")


def test_ready_shows_at_once_and_ends_the_advice(watch: Watch) -> None:
    watch.see(blurred("glare", "tilt_away_from_lamp"), 0)
    ready = watch.see(frame(read(A, unused_ec=1.0)), TICK)
    assert (ready.verdict, ready.advice, ready.fault) == (Verdict.READY, None, None)
    # The first trouble afterwards is said at once.
    watch.rest()
    assert watch.see(blurred("dark", "brighten_screen"), 2 * TICK).advice == "brighten_screen"


def test_the_fault_shown_is_the_one_that_the_advice_mends(watch: Watch) -> None:
    faults = (Fault("dark", 0.9, (0, 0, 1, 1)), Fault("cut_off", 0.8, (0, 0, 2, 2)))
    lost = Unread(CORNERS, faults, ("whole_code_in_view", "brighten_screen"))
    seen = watch.see(frame(unread=(lost,)), 0)
    assert seen.fault == faults[1]


def test_rest_lets_go_of_a_code_that_could_not_be_read(watch: Watch) -> None:
    watch.see(frame(unread=(Unread(CORNERS, (), ("hold_still",)),)), 0)
    watch.rest()
    assert watch.see(frame(), 0.2).verdict is Verdict.NONE


def test_rest_lets_go_of_the_code_but_not_of_what_it_was(watch: Watch) -> None:
    watch.used(mark(see(watch, frame(read(A)), 0, TICK)))
    watch.rest()
    assert watch.see(frame(), 0.2).front is None
    assert watch.see(frame(read(A)), 0.3).verdict is Verdict.USED


def test_neither_repr_nor_pickle_shows_a_code(watch: Watch) -> None:
    seen = see(watch, frame(read(PAYMENT_CODE)), 0, TICK)
    assert seen.mark is not None
    shown = f"{watch!r} {watch} {seen!r}"
    assert PAYMENT_CODE not in shown
    assert seen.mark.reveal() not in shown
    for thing in (watch, watch._codes, seen):
        with pytest.raises(TypeError):
            pickle.dumps(thing)
