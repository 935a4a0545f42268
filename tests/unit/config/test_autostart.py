"""Opening at log-in: one contract for Linux and Windows, and what the installers set up before."""

import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from cashier.config.autostart import (
    ENTRY,
    Autostart,
    AutostartForEverybody,
    AutostartNotSaved,
    AutostartUnknown,
    NoAutostart,
    WindowsAutostart,
    XdgAutostart,
    window_command,
)
from cashier.core.paths import Home

COMMAND = ("/opt/收银 app/cashier", "run", "--home", '/home/a "b" $c%')


class FakeRegistry:
    """A registry in memory, with the task manager's note."""

    def __init__(self) -> None:
        self.own: str | None = None
        self.everybody: str | None = None
        self.held = False
        self.refuses = False

    def read(self, *, everybody: bool) -> str | None:
        return self.everybody if everybody else self.own

    def write(self, command: str) -> None:
        if self.refuses:
            raise PermissionError
        self.own = command

    def remove(self) -> None:
        self.own = None

    def held_back(self) -> bool:
        return self.held

    def release(self) -> None:
        self.held = False


def linux(folder: Path) -> Autostart:
    return XdgAutostart(folder / "autostart", folder / "etc.desktop", COMMAND)


def windows(_folder: Path) -> Autostart:
    return WindowsAutostart(FakeRegistry(), COMMAND)


@pytest.mark.parametrize("make", [linux, windows])
def test_it_is_as_it_was_turned(make: Callable[[Path], Autostart], tmp_path: Path) -> None:
    autostart = make(tmp_path)
    assert not autostart.is_on()
    for on in (False, True, True, False, False, True):
        autostart.turn(on=on)
        assert autostart.is_on() is on


def test_the_packages_answer_holds_until_the_user_says_otherwise(tmp_path: Path) -> None:
    everybody = tmp_path / "etc.desktop"
    everybody.write_text("[Desktop Entry]\n")
    autostart, own = linux(tmp_path), tmp_path / "autostart" / ENTRY
    assert autostart.is_on()
    autostart.turn(on=True)
    assert not own.exists()
    autostart.turn(on=False)
    assert "Hidden=true" in own.read_text()
    assert not autostart.is_on()
    autostart.turn(on=True)
    assert autostart.is_on()
    assert not own.exists()


def test_the_entry_says_the_very_command(tmp_path: Path) -> None:
    linux(tmp_path).turn(on=True)
    lines = (tmp_path / "autostart" / ENTRY).read_text(encoding="utf-8").splitlines()
    line = next(line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
    # First the rule of all values (a backslash is written twice), then that of the command line.
    once = line.replace("\\\\", "\\").replace("\\$", "$").replace("%%", "%")
    assert tuple(shlex.split(once)) == COMMAND


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "autostart").write_text("a file stands here")
    with pytest.raises(AutostartNotSaved):
        linux(tmp_path).turn(on=True)


def test_what_was_set_for_everybody_is_the_administrators(tmp_path: Path) -> None:
    registry = FakeRegistry()
    registry.everybody = '"C:\\x.exe"'
    autostart = WindowsAutostart(registry, COMMAND)
    assert autostart.is_on()
    autostart.turn(on=True)
    assert registry.own is None
    with pytest.raises(AutostartForEverybody):
        autostart.turn(on=False)


def test_the_task_manager_is_believed_and_overruled_by_a_new_wish() -> None:
    registry = FakeRegistry()
    autostart = WindowsAutostart(registry, ("C:\\Program Files\\x.exe",))
    autostart.turn(on=True)
    assert registry.own == '"C:\\Program Files\\x.exe"'
    registry.held = True
    assert not autostart.is_on()
    autostart.turn(on=True)
    assert autostart.is_on()
    registry.refuses = True
    with pytest.raises(AutostartNotSaved):
        autostart.turn(on=True)


def test_elsewhere_it_says_that_it_cannot() -> None:
    NoAutostart().turn(on=False)
    assert not NoAutostart().is_on()
    with pytest.raises(AutostartUnknown):
        NoAutostart().turn(on=True)


def test_the_command_opens_this_very_installation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CASHIER_HOME", raising=False)
    other = window_command(Home.at(tmp_path))
    assert other[-3:] == ["run", "--home", str(tmp_path)]
    assert window_command(Home.default())[-1] == "run"
