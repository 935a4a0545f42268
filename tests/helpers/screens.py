"""A real X server of the test's own, and hands on its keyboard and mouse."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE_S = 60.0
MISSING = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]


@contextmanager
def x_server(*more: str, screens: tuple[str, ...] = ("1024x768x24",)) -> Iterator[str]:
    """Start a server with these screens, and yield the name of its display."""
    read, write = os.pipe()
    sizes = [part for number, size in enumerate(screens) for part in ("-screen", f"{number}", size)]
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), *sizes, "-nolisten", "tcp", *more],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    try:
        os.close(write)
        with os.fdopen(read) as number:
            yield f":{number.readline().strip()}"
    finally:
        screen.terminate()
        screen.wait()


def hands(display: str, *command: str) -> str:
    """Move, tap or type as a person at the machine."""
    done = subprocess.run(
        ["xdotool", *command],
        env={**os.environ, "DISPLAY": display},
        capture_output=True,
        text=True,
        check=True,
        timeout=PATIENCE_S,
    )
    return done.stdout.strip()
