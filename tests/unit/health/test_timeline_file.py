"""The past of the lights survives the program, broken lines, a full disk and a clock set back."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of
from hypothesis import strategies as st

from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.health.lights import Beat, Light, Snapshot, State
from cashier.health.timeline import Timeline
from cashier.health.timeline_file import TimelineFile
from tests.helpers.logbook import Logbook


@pytest.fixture
def worker() -> Iterator[Worker]:
    with Worker("disk") as worker:
        yield worker


def _snapshot(clock: ManualClock, state: State) -> Snapshot:
    light, beat = Light("internet", state, 40.0), Beat("fail" if state == "fail" else "ok", 40.0)
    return Snapshot(MappingProxyType({"internet": light}), {"internet": (beat,)}, clock.now())


def _opened(file: Path, worker: Worker, clock: ManualClock) -> TimelineFile:
    kept = TimelineFile(file, worker, clock)
    kept.start()
    return kept


def _settled(kept: TimelineFile, worker: Worker) -> Timeline:
    worker.submit(lambda: None).result(60)
    return kept.timeline


def test_the_next_run_knows_the_past(tmp_path: Path, worker: Worker) -> None:
    clock, file = ManualClock(), tmp_path / "lights.jsonl"
    kept, start = _opened(file, worker, clock), clock.now() - timedelta(minutes=1)
    for minute in range(90):
        kept.health_changed(_snapshot(clock, "fail" if minute == 3 else "ok"))
        clock.advance(60)
    _settled(kept, worker)
    again = _settled(_opened(file, worker, clock), worker)
    assert [point.state for point in again.view("internet", start)][2:5] == ["ok", "fail", "ok"]
    assert len(again.view("internet", start)) == 89
    assert [change.state for change in again.changes(start)] == ["ok", "fail", "ok"]
    clock.advance(timedelta(days=2).total_seconds())
    _settled(_opened(file, worker, clock), worker)
    assert len(file.read_text("utf-8").splitlines()) <= 10


def test_a_till_that_is_never_switched_off_folds_its_past_once_a_day(
    tmp_path: Path, worker: Worker
) -> None:
    clock, file = ManualClock(), tmp_path / "lights.jsonl"
    kept, start = _opened(file, worker, clock), clock.now()
    for _ in range(4 * 24 * 60 + 1):
        kept.health_changed(_snapshot(clock, "ok"))
        clock.advance(60)
    past = _settled(kept, worker).view("internet", start)
    assert len(file.read_text("utf-8").splitlines()) < 2.5 * 24 * 60
    again = _settled(_opened(file, worker, clock), worker).view("internet", start)
    assert abs(len(again) - len(past)) <= 1


def test_what_nobody_understands_is_left_out(tmp_path: Path, worker: Worker) -> None:
    clock, file = ManualClock(), tmp_path / "lights.jsonl"
    good = '{"at":"2026-11-22T06:00:00+00:00","points":{"dns":["warn",1,2,0.5]},"changes":[]}'
    odd = ["", "{", "[]", '{"at":"x"}', good.replace("warn", "blue"), good.replace("+00:00", "")]
    odd += [good.replace("2026", "2036"), "[" * 100_000]
    file.write_text("\n".join([*odd, good]), "utf-8")
    found = _settled(_opened(file, worker, clock), worker)
    assert [point.loss for point in found.view("dns", clock.now() - timedelta(days=1))] == [0.5]


@settings_of(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=25,
)
@given(st.binary(max_size=300))
def test_any_file_is_survived(tmp_path: Path, worker: Worker, content: bytes) -> None:
    file = tmp_path / "lights.jsonl"
    file.write_bytes(content)
    assert _settled(_opened(file, worker, ManualClock()), worker).names == ()


def test_a_disk_that_refuses_is_told_once(tmp_path: Path, worker: Worker, logbook: Logbook) -> None:
    logbook.allow("health_timeline_not_kept")
    clock, file = ManualClock(), tmp_path / "lights.jsonl"
    file.mkdir()
    kept, start = _opened(file, worker, clock), clock.now()
    for _ in range(4):
        kept.health_changed(_snapshot(clock, "ok"))
        clock.advance(60)
    assert len(_settled(kept, worker).view("internet", start)) == 4
    assert logbook.events == ["health_timeline_not_kept"]
