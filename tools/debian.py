"""The Debian and Ubuntu packages that a wheel cannot bring.

Qt's libraries, a Chinese font, and a C compiler for the scan kernel of a checkout.
Anywhere else nothing is done: on Windows and macOS the wheels bring all they need.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tools.say import Stop, say

QT_OFFSCREEN = (
    "libgl1", "libegl1", "libglib2.0-0", "libfontconfig1", "libfreetype6", "libdbus-1-3",
    "libxkbcommon0", "libx11-6", "libbrotli1",
)  # fmt: skip
QT_X11 = (
    "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1", "libxcb-randr0",
    "libxcb-render-util0", "libxcb-shape0", "libxcb-sync1", "libxcb-xfixes0", "libxcb-xkb1",
    "libx11-xcb1", "libxkbcommon-x11-0",
)  # fmt: skip
OTHERS = ("xvfb", "xauth")
COMPILER = ("gcc", "libc6-dev")
VENV = "python3-venv"
CHINESE_FONT = "fonts-wqy-microhei"
CHINESE_FONTS = (CHINESE_FONT, "fonts-noto-cjk", "fonts-wqy-zenhei", "fonts-arphic-uming")


def is_debian() -> bool:
    """Say whether packages are managed by dpkg and apt here."""
    return sys.platform == "linux" and bool(shutil.which("dpkg-query") and shutil.which("apt-get"))


def missing() -> list[str]:
    """Return the packages that are not installed yet."""
    wanted = QT_OFFSCREEN + QT_X11 + OTHERS
    there = _installed(wanted + CHINESE_FONTS)
    lacking = [name for name in wanted if name not in there]
    if not shutil.which("cc"):
        lacking.extend(COMPILER)
    if not _has_chinese_font(there):
        lacking.append(CHINESE_FONT)
    return lacking


def lacking(names: tuple[str, ...]) -> list[str]:
    """Return those of the named packages that are not installed."""
    there = _installed(names)
    return [name for name in names if name not in there]


def command(names: list[str]) -> str:
    """Return the one command that installs packages, for somebody who may become root."""
    root = "sudo sh -c" if shutil.which("sudo") else "su -c"
    return f"{root} '{_apt(names)}'"


def _apt(names: list[str]) -> str:
    return f"apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}"


def install(names: list[str], *, needed: bool) -> None:
    """Install packages as root; else print the one command for it.

    Args:
        names: Debian packages.
        needed: nothing further works without them.

    Raises:
        Stop: they are needed and could not be installed.
    """
    if os.geteuid() != 0:
        sentence = f"some system packages are missing. Please run:\n\n  {command(names)}\n"
        if needed:
            raise Stop(sentence)
        say(sentence + "\nGoing on without them.", "yellow")
        return
    say(f"installing {len(names)} system packages: {' '.join(names)}")
    env = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # An old package list on a fresh machine names files that are gone: always refresh it first.
    done = subprocess.run(
        ["sh", "-c", _apt(names)],
        env=env,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        return
    told = "\n".join((done.stdout + done.stderr).strip().splitlines()[-4:])
    sentence = f"apt-get could not install {' '.join(names)}. It said:\n{told}"
    if needed:
        raise Stop(sentence)
    say(f"{sentence}\nGoing on without them.", "yellow")


def ensure(*, venv: bool) -> list[str]:
    """Bring what is missing, where this is a Debian; go on without it when it cannot be had.

    Returns the packages that are missing still.

    Args:
        venv: Python's module for environments is missing too; without it nothing works.

    Raises:
        Stop: that module could not be had.
    """
    names = [*missing(), *([VENV] if venv else [])] if is_debian() else []
    if not names:
        return []
    install(names, needed=venv)
    return missing()


def _installed(names: tuple[str, ...]) -> set[str]:
    # Newer releases carry some libraries under a name that ends in t64.
    asked = [*names, *(f"{name}t64" for name in names)]
    done = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *asked],
        capture_output=True,
        text=True,
        check=False,
    )
    found = set()
    for line in done.stdout.splitlines():
        name, _, status = line.partition(" ")
        if status == "installed":
            found.update({name, name.removesuffix("t64")})
    return found


def _has_chinese_font(there: set[str]) -> bool:
    if there.intersection(CHINESE_FONTS):
        return True
    if shutil.which("fc-list"):
        listed = subprocess.run(
            ["fc-list", ":lang=zh-cn", "family"], capture_output=True, text=True, check=False
        )
        return bool(listed.stdout.strip())
    return any(Path("/usr/share/fonts").rglob("*CJK*"))
