"""Whether there is a screen for a window; asked first, for Qt ends the process where none is."""

import re
import socket
from collections.abc import Mapping

from cashier.core.errors import Unavailable

_DISPLAY = re.compile(r"(?P<host>[^:/]*)(?:/unix)?:(?P<number>\d{1,4})(?:\.\d+)?")
_X_PORT = 6000
_PATIENCE_S = 1.0


class DisplayMissing(Unavailable):
    """There is no screen to open a window on."""

    code = "display-missing"


def require_display(environment: Mapping[str, str], platform: str) -> None:
    """Return where a window can be shown.

    Raises:
        DisplayMissing: Linux without Wayland and without an X server that answers.
    """
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return
    if environment.get("WAYLAND_DISPLAY") or _answers(environment.get("DISPLAY", "")):
        return
    raise DisplayMissing(display=environment.get("DISPLAY", "") or "—")


def liked_platform(environment: Mapping[str, str], platform: str) -> dict[str, str]:
    """Return what to add to the environment: X where a desktop has X beside Wayland.

    Only there can a window stand at an edge, stay before others and leave the keyboard where it is.
    """
    both = environment.get("WAYLAND_DISPLAY") and not environment.get("QT_QPA_PLATFORM")
    if platform == "linux" and both and _answers(environment.get("DISPLAY", "")):
        return {"QT_QPA_PLATFORM": "xcb;wayland"}
    return {}


def _answers(display: str) -> bool:
    match = _DISPLAY.fullmatch(display)
    if match is None:
        return False
    host, number = match["host"], int(match["number"])
    file = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where X servers listen
    if host and host != "unix":
        return _connects(socket.AF_INET, (host, _X_PORT + number))
    return any(_connects(socket.AF_UNIX, place) for place in (f"\0{file}", file))


def _connects(family: socket.AddressFamily, place: str | tuple[str, int]) -> bool:
    with socket.socket(family, socket.SOCK_STREAM) as found:
        found.settimeout(_PATIENCE_S)
        try:
            found.connect(place)
        except OSError:
            return False
    return True
