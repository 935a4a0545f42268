"""Opening the window when somebody logs in: what the system knows about it, and changing that.

On Linux it is a file in the user's own autostart folder, which goes before the one that the Debian
package may have set up for everybody; on Windows a value in the registry, the one that the
installer sets too. Only what belongs to this user is ever changed.
"""

import platform
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import platformdirs

from cashier.config.files import write_atomic
from cashier.core.errors import Unavailable
from cashier.core.paths import Home

if sys.platform == "win32":
    import winreg

ENTRY = "cashier-assistant.desktop"
EVERYBODY = Path("/etc/xdg/autostart") / ENTRY
VALUE = "CashierAssistant"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in '"`$\\'})


class AutostartNotSaved(Unavailable):
    """The system does not let us change what opens at log-in. Fields: place."""

    code = "autostart-not-saved"


class AutostartForEverybody(Unavailable):
    """It was set up for all users of this computer; only an administrator takes that back."""

    code = "autostart-for-everybody"


class AutostartUnknown(Unavailable):
    """This program does not know how this system opens programs at log-in."""

    code = "autostart-unknown"


class Autostart(Protocol):
    """Whether the window opens at log-in."""

    def is_on(self) -> bool:
        """Whether it opens by itself for this user."""

    def turn(self, *, on: bool) -> None:
        """Let it open by itself, or not any more.

        Raises:
            AutostartNotSaved, AutostartForEverybody, AutostartUnknown: nothing was changed.
        """


class XdgAutostart:
    """The autostart folders of the freedesktop.org specification.

    Args:
        folder: this user's own.
        everybody: the file that the Debian package links for all users, where it was asked to.
        command: what opens the window.
    """

    def __init__(self, folder: Path, everybody: Path, command: Sequence[str]) -> None:
        self._own = folder / ENTRY
        self._everybody = everybody
        self._command = command

    def is_on(self) -> bool:
        """Whether it opens by itself: an own file goes before everybody's, `Hidden` means no."""
        try:
            lines = self._own.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return self._everybody.exists()
        return "Hidden=true" not in [line.replace(" ", "") for line in lines]

    def turn(self, *, on: bool) -> None:
        """Write the own file, or take it away where everybody's says the same."""
        try:
            if on == self._everybody.exists():
                self._own.unlink(missing_ok=True)
                return
            self._own.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomic(self._own, self._entry(hidden=not on).encode())
        except OSError as error:
            raise AutostartNotSaved(place=str(self._own)) from error

    def _entry(self, *, hidden: bool) -> str:
        lines = [
            "[Desktop Entry]",
            "Type=Application",
            "Name=Cashier Assistant",
            "Name[zh_CN]=收银助手",
        ]
        lines.append(f"Exec={' '.join(_quoted(part) for part in self._command)}")
        lines += ["Terminal=false", *(["Hidden=true"] if hidden else [])]
        return "\n".join(lines) + "\n"


class Registry(Protocol):
    """The part of the Windows registry that says what opens at log-in. Calls raise OSError."""

    def read(self, *, everybody: bool) -> str | None:
        """Return the command that is set, for this user or for everybody."""

    def write(self, command: str) -> None:
        """Set this user's command."""

    def remove(self) -> None:
        """Take this user's command away; one that is not there is away already."""

    def held_back(self) -> bool:
        """Whether this user has switched it off in the task manager."""

    def release(self) -> None:
        """Forget that it was switched off there."""


class WindowsAutostart:
    """The registry value that the installer sets as well."""

    def __init__(self, registry: Registry, command: Sequence[str]) -> None:
        self._registry = registry
        self._command = command

    def is_on(self) -> bool:
        """Whether it opens by itself."""
        try:
            if self._registry.read(everybody=True) is not None:
                return True
            return self._registry.read(everybody=False) is not None and not (
                self._registry.held_back()
            )
        except OSError:
            return False

    def turn(self, *, on: bool) -> None:
        """Set this user's value, or take it away."""
        try:
            for_all = self._registry.read(everybody=True) is not None
            if for_all and not on:
                raise AutostartForEverybody
            if not on:
                self._registry.remove()
            elif not for_all:
                self._registry.write(subprocess.list2cmdline(self._command))
                self._registry.release()
        except OSError as error:
            raise AutostartNotSaved(place="registry") from error


class NoAutostart:
    """A system that we know nothing about."""

    def is_on(self) -> bool:
        """It does not open by itself."""
        return False

    def turn(self, *, on: bool) -> None:
        """Off it is already."""
        if on:
            raise AutostartUnknown


def home_autostart(home: Home) -> Autostart:
    """Return the autostart of this user, on this system, for this installation."""
    command = window_command(home)
    if sys.platform == "win32":
        return WindowsAutostart(SystemRegistry(), command)
    if platform.system() != "Linux":
        return NoAutostart()
    return XdgAutostart(platformdirs.user_config_path() / "autostart", EVERYBODY, command)


def window_command(home: Home) -> list[str]:
    """Return what opens the window of this installation with these settings."""
    program = Path(sys.executable)
    if getattr(sys, "frozen", False):
        window = program.with_name(f"cashier-window{program.suffix}")
        command = [str(window if window.exists() else program)]
        command += [] if window.exists() else ["run"]
    else:
        command = [str(program), "-m", "cashier", "run"]
    if home == Home.default():
        return command
    return [*command, *(["run"] if len(command) == 1 else []), "--home", str(home.settings_dir)]


def _quoted(part: str) -> str:
    """Quote as the specification of desktop entries wants it."""
    plain = part.replace("%", "%%")
    if plain and all(sign.isalnum() or sign in "-_./:=@%+," for sign in plain):
        return plain
    return '"' + plain.translate(_SPECIAL).replace("\\", "\\\\") + '"'


if sys.platform == "win32":

    class SystemRegistry:
        """The registry of this computer."""

        def read(self, *, everybody: bool) -> str | None:
            """Return the command that is set."""
            hive = winreg.HKEY_LOCAL_MACHINE if everybody else winreg.HKEY_CURRENT_USER
            value = _value(hive, _RUN)
            return value if isinstance(value, str) else None

        def write(self, command: str) -> None:
            """Set this user's command."""
            with winreg.CreateKey(winreg.HKEY_CURRENT_USER, _RUN) as key:
                winreg.SetValueEx(key, VALUE, 0, winreg.REG_SZ, command)

        def remove(self) -> None:
            """Take this user's command away."""
            _delete(_RUN)

        def held_back(self) -> bool:
            """Whether the task manager's note says no: its first byte is odd."""
            note = _value(winreg.HKEY_CURRENT_USER, _APPROVED)
            return isinstance(note, bytes) and bool(note) and note[0] % 2 == 1

        def release(self) -> None:
            """Take the task manager's note away."""
            _delete(_APPROVED)

    def _value(hive: int, path: str) -> object:
        try:
            with winreg.OpenKey(hive, path) as key:
                return winreg.QueryValueEx(key, VALUE)[0]
        except FileNotFoundError:
            return None

    def _delete(path: str) -> None:
        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_SET_VALUE) as key:
                winreg.DeleteValue(key, VALUE)
        except FileNotFoundError:
            return
