"""Whole runs of the window: crash and restart, a second start, any room broken."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.helpers.window_child import CANARY
from tests.helpers.window_run import QUIET, Run, opened, ready

Start = Callable[..., "Run"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Return what starts runs; all are gone after the test."""
    with ExitStack() as stack:

        def begin(*more: str, settings: str = QUIET) -> Run:
            home = tmp_path / "home"
            home.mkdir(exist_ok=True)
            (home / "settings.toml").write_text(settings, encoding="utf-8")
            run = Run(home, *more)
            stack.callback(lambda: run.end(kill=True))
            return run

        yield begin


def test_an_error_nobody_caught_is_told_and_the_till_goes_on(start: Start, tmp_path: Path) -> None:
    run = start()
    opened(run)
    run.ask("raise")
    run.until(lambda state: "stumbled" in state["notices"])
    run.ask("press Key_Escape")
    run.until(lambda state: state["page"] == "")
    opened(run)
    assert run.end() == 0
    reports = list((tmp_path / "home" / "logs").glob("crash-*.txt"))
    assert len(reports) == 1
    assert "RuntimeError" in reports[0].read_text(encoding="utf-8")
    kept = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert CANARY.encode() not in kept


@pytest.mark.unseen
def test_the_open_case_is_there_again_after_a_crash(start: Start) -> None:
    run = start()
    opened(run)
    run.ask("press Key_1")
    run.until(lambda state: state["page"] == "locked")
    run.end(kill=True)
    again = start()
    assert again.until(lambda state: state["open"] == 1)["page"] == ""
    again.ask("press Key_F6")
    again.until(lambda state: state["page"] == "locked")
    assert again.end() == 0


@pytest.mark.unseen
def test_a_second_start_calls_the_first_one_forward(start: Start, tmp_path: Path) -> None:
    first = start()
    assert not first.ask("state")["lent"]
    second = subprocess.run(
        [sys.executable, "-m", "cashier", "run", "--home", str(tmp_path / "home")],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        timeout=60,
        check=False,
    )
    assert second.returncode == 0
    first.until(lambda state: bool(state["lent"]))
    first.end(kill=True)
    assert start().ask("state")["edge"] == "right"


def test_edge_and_text_size_are_those_of_the_settings(start: Start) -> None:
    liked = '[appearance]\nedge = "left"\ntext_scale = 1.2\n'
    run = start(settings=liked + QUIET)
    assert run.ask("text size") == {"share": 1.2}
    assert run.until(ready)["edge"] == "left"


def _settings(home: Path) -> str:
    return "= nonsense [["


def _history(home: Path) -> str:
    (home / "data").mkdir()
    (home / "data" / "history.sqlite").write_bytes(b"no database at all" * 1000)
    return QUIET


def _history_folder(home: Path) -> str:
    (home / "data" / "history.sqlite").mkdir(parents=True)
    return QUIET


def _vault(home: Path) -> str:
    (home / "vault.bin").write_bytes(b"broken")
    keys = 'enabled = true\nmchid = "1900000001"\nserial = "AB12"\npublic_key_id = "PUB_1"\n'
    return QUIET + keys


def _playbook(home: Path) -> str:
    (home / "playbook").mkdir()
    (home / "playbook" / "rules.toml").write_text("no = [ rules", encoding="utf-8")
    return QUIET


@pytest.mark.parametrize(
    ("breaks", "told"),
    [
        (_settings, "settings"),
        (_history, "history"),
        (_history_folder, "history"),
        (_vault, "keyring"),
        (_playbook, "overlay"),
    ],
    ids=["settings", "history", "disk", "vault", "playbook"],
)
def test_it_runs_with_any_room_broken_and_says_which(
    start: Start, tmp_path: Path, breaks: Callable[[Path], str], told: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    run = start(settings=breaks(home))
    state = run.until(lambda one: ready(one) and bool(one["notices"]))
    assert any(told in notice for notice in state["notices"]), state
    opened(run)
    assert run.end() == 0


def test_without_network_and_camera_it_says_so_and_a_case_opens(start: Start) -> None:
    run = start("/nowhere/at/all.avi")
    run.until(lambda state: state["light"] == "fail")
    run.ask("press Key_F7")
    run.until(lambda state: "camera-absent" in state["notices"])
    opened(run)
    assert run.end() == 0
