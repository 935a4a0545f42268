from hypothesis import given
from hypothesis import strategies as st

from cashier.providers.host_choice import (
    FAILURES_TO_LEAVE,
    GOOD_TO_RETURN,
    LONGEST_TRIAL_S,
    TRIAL_S,
    Host,
    HostChoice,
)

MAIN, BACKUP = Host.main, Host.backup


def left(now: float = 0.0) -> HostChoice:
    """The choice after the main host was given up."""
    choice = HostChoice()
    for _ in range(FAILURES_TO_LEAVE):
        choice = choice.after(MAIN, now, sound=False)
    return choice


def test_one_failure_moves_nothing_and_a_success_forgives() -> None:
    once = HostChoice().after(MAIN, 0, sound=False)
    assert once.pick(100) is MAIN
    forgiven = once.after(MAIN, 0, sound=True).after(MAIN, 0, sound=False)
    assert forgiven.pick(100) is MAIN


def test_a_host_that_keeps_failing_is_left() -> None:
    assert left().pick(0) is BACKUP
    assert left().pick(TRIAL_S - 0.1) is BACKUP


def test_the_main_host_is_tried_after_a_while_and_once_at_a_time() -> None:
    choice = left()
    assert choice.is_trial(TRIAL_S)
    assert choice.pick(TRIAL_S) is MAIN
    tried = choice.after(MAIN, TRIAL_S, sound=True)
    assert tried.pick(TRIAL_S + 1) is BACKUP


def test_it_comes_back_after_enough_good_trials_and_not_before() -> None:
    choice, now = left(), 0.0
    for count in range(GOOD_TO_RETURN):
        now += TRIAL_S
        assert choice.at is BACKUP, count
        choice = choice.after(MAIN, now, sound=True)
    assert choice == HostChoice()


def test_bad_trials_become_rare_and_undo_good_ones() -> None:
    choice, now, pauses = left(), 0.0, []
    choice = choice.after(MAIN, now, sound=True)
    for _ in range(8):
        now = choice.next_trial
        choice = choice.after(MAIN, now, sound=False)
        pauses.append(choice.next_trial - now)
        assert choice.good == 0
    assert pauses[:3] == [2 * TRIAL_S, 4 * TRIAL_S, 8 * TRIAL_S]
    assert max(pauses) == LONGEST_TRIAL_S


def test_when_the_backup_fails_too_the_main_host_is_taken_up_again() -> None:
    choice = left().after(BACKUP, 1, sound=False)
    assert choice.at is BACKUP
    assert choice.after(BACKUP, 2, sound=False).at is MAIN


def test_news_of_the_backup_says_nothing_about_the_main_host() -> None:
    choice = HostChoice().after(MAIN, 0, sound=False)
    assert choice.after(BACKUP, 0, sound=True) == choice
    assert choice.after(BACKUP, 0, sound=False) == choice


@given(st.lists(st.tuples(st.floats(0, 30), st.booleans()), max_size=200))
def test_it_never_moves_without_enough_reason(calls: list[tuple[float, bool]]) -> None:
    choice, now = HostChoice(), 0.0
    bad, good, last_trial = 0, 0, -TRIAL_S
    for pause, sound in calls:
        now += pause
        before, host = choice, choice.pick(now)
        if before.is_trial(now):
            assert now - last_trial >= TRIAL_S
            last_trial = now
            good = good + 1 if sound else 0
        else:
            bad = 0 if sound else bad + 1
        choice = before.after(host, now, sound=sound)
        if choice.at is before.at:
            continue
        if choice.at is MAIN and before.is_trial(now):
            assert good >= GOOD_TO_RETURN
        else:
            assert bad >= FAILURES_TO_LEAVE
        bad, good, last_trial = 0, 0, now
