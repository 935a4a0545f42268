"""The window where the machine is not as it should be: it starts, says so, and guides a case."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.helpers.window_run import QUIET, Run, opened, ready

LESS_POWER = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")
"""Lets folders that are closed be closed to the system's own user as well."""

NO_FONTS = "<fontconfig><dir>{tmp}/none</dir><cachedir>{tmp}/cache</cachedir></fontconfig>"


@dataclass(frozen=True)
class World:
    """What is around the program, and what it must say about it."""

    around: Mapping[str, str | None] = field(default_factory=dict)
    told: str = ""
    words: str = ""
    closed: tuple[str, ...] = ()


WORLDS = {
    "no fonts": World(
        {"FONTCONFIG_FILE": "{tmp}/fonts.conf"}, "no-chinese-font", "No Chinese font"
    ),
    "no D-Bus": World(
        {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere/bus", "XDG_RUNTIME_DIR": None}
    ),
    "no OpenGL": World({"QT_OPENGL": "none", "LIBGL_DRIVERS_PATH": "/nowhere"}),
    "no sound": World({"PULSE_SERVER": "unix:/nowhere", "ALSA_CONFIG_PATH": "/nowhere"}),
    "no home": World({"HOME": None, "CASHIER_HOME": None}),
    "plain locale": World({"LANG": "C", "LC_ALL": "C", "LANGUAGE": None}),
    "locale that is not there": World({"LANG": "tr_TR.UTF-8", "LC_ALL": "ar_EG.UTF-8"}),
    "time zone that is not there": World({"TZ": "Nowhere/Nothing"}),
    "home that nothing can be put in": World(
        {}, "home-passing", "这次的记录关窗就没了", closed=(".",)
    ),
    "folders that nothing can be put in": World(
        {}, "read-only", "只能读，不能写", closed=("data", "logs", ".")
    ),
}  # fmt: skip


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def home_of(folder: Path) -> Path:
    """Make a home with settings that leave the network alone."""
    home = folder / "shop"
    home.mkdir()
    (home / "settings.toml").write_text(QUIET, encoding="utf-8")
    return home


def close(home: Path, names: tuple[str, ...], stack: ExitStack) -> tuple[str, ...]:
    """Close folders to whoever writes; return what starts a program that has to mind that."""
    for name in names:
        folder = home / name
        folder.mkdir(exist_ok=True)
        folder.chmod(0o500)
        stack.callback(folder.chmod, 0o700)
    if not names or os.geteuid() != 0:
        return ()
    if shutil.which("setpriv") is None:
        pytest.skip("setpriv is not installed, and nothing is closed to this user")
    return LESS_POWER


@pytest.mark.skipif(sys.platform == "win32", reason="what is around a program differs there")
@pytest.mark.parametrize("world", WORLDS.values(), ids=WORLDS)
def test_it_starts_says_what_is_missing_and_guides(
    world: World, tmp_path: Path, stack: ExitStack
) -> None:
    home = home_of(tmp_path)
    through = close(home, world.closed, stack)
    (tmp_path / "fonts.conf").write_text(NO_FONTS.format(tmp=tmp_path), encoding="utf-8")
    around = {name: value and value.format(tmp=tmp_path) for name, value in world.around.items()}
    run = Run(home, world=around, through=through)
    stack.callback(lambda: run.end(kill=True))
    state = run.until(lambda one: ready(one) and told(one, world.told))
    assert any(world.words in said for said in state["said"]) or not world.words
    opened(run)
    run.ask("press Key_1")
    run.until(lambda one: one["page"] == "locked")
    assert run.end() == 0


def told(state: dict[str, list[str]], what: str) -> bool:
    """Whether a notice about it stands there; nothing is expected where nothing is missing."""
    return not what or any(what in notice for notice in state["notices"])


@pytest.fixture
def full_disk(tmp_path: Path, stack: ExitStack) -> Path:
    """Return a folder on a disk that is full, but for a home that was there before."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=256k", "none", str(folder)]
    if not sys.platform.startswith("linux") or os.geteuid() != 0 or _fails(mount):
        pytest.skip("no small disk can be had here")
    stack.callback(subprocess.run, ["umount", "-l", str(folder)], check=False)
    return folder


def _fails(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode != 0


def fill(folder: Path) -> None:
    """Write until nothing more goes in."""
    with (folder / "filling").open("wb", buffering=0) as file:
        try:
            while True:
                file.write(b"x" * 4096)
        except OSError:
            return


@pytest.mark.unseen
def test_a_full_disk_is_told_and_the_till_goes_on(full_disk: Path, stack: ExitStack) -> None:
    home = home_of(full_disk)
    for name in ("data", "logs"):
        (home / name).mkdir()
    fill(full_disk)
    run = Run(home, world={"TMPDIR": str(full_disk)})
    stack.callback(lambda: run.end(kill=True))
    run.until(lambda one: ready(one) and bool(one["notices"]))
    opened(run)
    assert run.end() == 0


def test_where_nothing_at_all_can_be_written_it_says_that_it_did_not_start(
    tmp_path: Path, stack: ExitStack
) -> None:
    if sys.platform == "win32":
        pytest.skip("files have no limit of this kind there")
    # Coverage could write no more than the program, and leave a file behind that is none.
    unmeasured = {name: None for name in os.environ if name.startswith("COVERAGE")}
    through = ("sh", "-c", 'ulimit -f 0; exec "$@"', "sh")
    run = Run(home_of(tmp_path), world=unmeasured, through=through)
    stack.callback(lambda: run.end(kill=True))
    state = run.until(lambda one: one["head"] == "head-not_started" and bool(one["notices"]))
    assert state["light"] == "fail"
    assert run.end() == 0
