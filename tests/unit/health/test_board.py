"""The board damps what needs it, keeps what was measured, and finds words that fit."""

from datetime import UTC, datetime

from cashier.health.board import Board
from cashier.health.damping import Policy
from cashier.health.lights import Snapshot, State, Trouble, nothing_known
from cashier.health.prober import Round, Tried
from cashier.health.probes import Probe, judge
from cashier.health.reached import Reached, Stage, Target

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


def _gateway(state: State, ms: float | None = 30.0) -> Probe:
    key = "health-ok" if state == "ok" else "health-tcp-timeout"
    return Probe("gateway.wechat", state, ms, key, (("host", "a.b"),), damped=True)


def _run(*probes: Probe) -> tuple[State, str]:
    board = Board(Policy())
    snapshot = nothing_known(_AT)
    for probe in probes:
        snapshot = board.take([probe], _AT)
    light = snapshot.light("gateway.wechat")
    return light.state, light.detail_key


def test_words_fit_the_state_and_the_last_beat() -> None:
    good, bad = _gateway("ok"), _gateway("fail")
    assert _run(good) == ("ok", "health-ok")
    assert _run(good, bad) == ("ok", "health-ok")
    assert _run(good, bad, bad) == ("warn", "health-tcp-timeout")
    assert _run(good, bad, bad, good) == ("warn", "health-shaky")
    assert _run(bad) == ("fail", "health-tcp-timeout")
    assert _run(bad, good) == ("fail", "health-recovering")
    assert _run(_gateway("ok", 5000.0)) == ("warn", "health-slow")


def test_a_probe_that_could_not_be_tried_leaves_a_gap() -> None:
    board = Board(Policy())
    board.take([_gateway("ok")], _AT)
    snapshot = board.take([_gateway("unknown", None)], _AT)
    assert [beat.kind for beat in snapshot.history["gateway.wechat"]] == ["ok", "none"]
    assert snapshot.light("gateway.wechat").state == "ok"


def test_what_was_measured_once_stays_until_measured_again() -> None:
    board = Board(Policy())
    board.take([Probe("clock", "warn", None, "health-clock-ahead", (("seconds", 90),))], _AT)
    snapshot = board.take([Probe("clock", "unknown")], _AT)
    assert snapshot.light("clock").detail_key == "health-clock-ahead"
    assert Board(Policy()).take([Probe("clock", "unknown")], _AT).light("clock").state == "unknown"


def test_two_certificates_count_as_the_worse() -> None:
    board = Board(Policy())
    peer, merchant = Probe("certificate", "ok"), Probe("certificate", "fail", None, "health-x")
    assert board.take([peer, merchant], _AT).light("certificate").state == "fail"


def test_a_name_that_does_not_resolve_among_others_is_a_slow_beat() -> None:
    board = Board(Policy())
    snapshot = board.take([Probe("dns", "warn", 5.0, "health-dns-timeout", damped=True)], _AT)
    assert snapshot.light("dns").state == "warn"
    assert snapshot.light("dns").detail_key == "health-dns-timeout"


def test_a_fresh_doubt_asks_for_another_look() -> None:
    board = Board(Policy())
    doubts = []
    for state in ("ok", "fail", "fail", "fail"):
        board.take([_gateway(state)], _AT)
        doubts.append(board.doubtful)
    assert doubts == [False, True, True, False]


def test_a_light_that_is_not_what_the_last_beat_says_is_in_doubt() -> None:
    board = Board(Policy())
    doubts = []
    for probe in (_gateway("ok", 5000.0), _gateway("ok"), _gateway("ok", 9000.0)):
        board.take([probe], _AT)
        doubts.append((board.doubtful, board.unconfirmed, board.troubled))
    assert doubts == [(False, False, True), (True, False, True), (False, False, True)]


def _seen(*every: Reached) -> Round:
    names = ("gateway.wechat", "gateway.wechat_backup")
    return Round({name: Tried(one, (one,)) for name, one in zip(names, every, strict=True)})


def _reached(stage: Stage, reason: str = "", connecting_ms: float = 9.0) -> Reached:
    passed: tuple[tuple[Stage, float], ...] = (("tcp", connecting_ms),)
    if stage in ("http", "done"):
        passed = (*passed, ("first_byte", 9.0))
    return Reached(Target("https://pay.example.com"), stage, reason, 40.0, passed)


def _shown(board: Board, found: Round) -> Snapshot:
    board.note(found, 0.0)
    return board.take(judge(found, _AT), _AT)


def test_who_is_blamed_is_told_until_all_is_green_again() -> None:
    board = Board(Policy())
    good, bad = _reached("done"), _reached("tls", "cut")
    assert _shown(board, _seen(good, good)).trouble is None
    assert _shown(board, _seen(bad, good)).trouble is None
    told = [_shown(board, _seen(bad, good)).trouble for _ in range(2)]
    assert told == [Trouble("network.route", "gateway.wechat")] * 2
    assert _shown(board, _seen(good, good)).trouble == told[0]
    assert _shown(board, _seen(good, good)).trouble is None
    assert _shown(board, _seen(good, good)).lines["gateway.wechat"].tries == 4


def test_a_line_that_loses_packets_is_amber_though_every_probe_gets_through() -> None:
    board = Board(Policy(slow_floor_ms=1e6, slow_always_ms=1e6))
    good, sent_again = _reached("done"), _reached("done", connecting_ms=1020.0)
    every = [good if number % 3 else sent_again for number in range(30)]
    *_, snapshot = [_shown(board, _seen(one, one)) for one in every]
    light = snapshot.light("internet")
    assert (light.state, light.detail_key) == ("warn", "health-lossy")
    assert dict(light.fields)["percent"] == 33
    assert snapshot.trouble == Trouble("network.slow", "internet")


def test_a_line_that_lost_packets_is_judged_anew_once_it_is_good() -> None:
    board = Board(Policy(slow_floor_ms=1e6, slow_always_ms=1e6))
    good, sent_again = _reached("done"), _reached("done", connecting_ms=1020.0)
    bad = [good if number % 3 else sent_again for number in range(30)]
    after = [*[good] * 20, sent_again]
    states = [_shown(board, _seen(one, one)).light("internet").state for one in (*bad, *after)]
    assert states[29] == "warn"
    assert states[-2:] == ["ok", "ok"]
    assert not board.troubled
