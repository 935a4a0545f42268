"""The wait grows, lasts over restarts, and no change of the clock shortens it while we look."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.lockout import (
    LONGEST_WAIT_S,
    Lockout,
    PinRecord,
    PinStoreBroken,
    read_record,
    wait_after,
    write_record,
)
from cashier.core.clock import ManualClock


def _failed(lockout: Lockout, times: int) -> PinRecord:
    record = PinRecord("hash", None)
    for _ in range(times):
        record = lockout.counted(record)
    return record


def test_waits_double_to_an_hour() -> None:
    assert [wait_after(tries) for tries in range(13)] == [
        *(0, 0, 0, 0, 0),
        *(30, 60, 120, 240, 480, 960, 1920, 3600),
    ]
    assert wait_after(10**6) == LONGEST_WAIT_S


def test_the_wait_runs_on_monotonic_time() -> None:
    clock = ManualClock()
    lockout = Lockout(clock)
    record = _failed(lockout, 5)
    clock.advance(10)
    clock.jump(86400)
    assert lockout.remaining(record) == 20
    clock.advance(20)
    assert lockout.remaining(record) == 0


def test_after_a_restart_what_is_left_is_waited() -> None:
    clock = ManualClock()
    record = _failed(Lockout(clock), 6)
    clock.advance(15)
    assert Lockout(clock).remaining(record) == 45


def test_a_clock_set_back_starts_the_wait_anew() -> None:
    clock = ManualClock()
    record = _failed(Lockout(clock), 6)
    clock.advance(59)
    clock.jump(-3600)
    assert Lockout(clock).remaining(record) == 60


@given(
    st.integers(1, 30),
    st.lists(st.tuples(st.floats(0, 4000), st.floats(-1e7, 0)), max_size=8),
)
def test_no_turning_back_of_the_clock_shortens_the_wait(
    tries: int, moves: list[tuple[float, float]]
) -> None:
    clock = ManualClock(datetime(2026, 11, 22, tzinfo=UTC))
    lockout = Lockout(clock)
    record = _failed(lockout, tries)
    spent = 0.0
    for passed, back in moves:
        clock.advance(passed)
        clock.jump(back)
        spent += passed
        least = max(0.0, wait_after(tries) - spent)
        assert lockout.remaining(record) >= least - 1e-3
        assert Lockout(clock).remaining(record) >= least - 1e-3


def test_a_record_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "pin.json"
    record = PinRecord("hash", "00ff", 3, 5.0, 7.0)
    assert read_record(file) is None
    write_record(file, record)
    assert read_record(file) == record
    assert "hash" not in repr(record).removeprefix("PinRecord(")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b"\xff",
        b'{"hash":"a","pepper":"zz","tries":0,"not_before":0,"high_water":0}',
        b'{"hash":"a","pepper":1,"tries":0,"not_before":0,"high_water":0}',
        b'{"hash":"a","pepper":null,"tries":1e999,"not_before":0,"high_water":0}',
        b"[" * 100_000,
    ],
)
def test_a_damaged_record_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pin.json"
    file.write_bytes(content)
    with pytest.raises(PinStoreBroken):
        read_record(file)


def test_a_record_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    with pytest.raises(PinStoreBroken):
        write_record(tmp_path / "missing" / "pin.json", PinRecord("a", None))
