"""This machine's own network: is there a way out at all, and did it change? Reads two small files.

Linux says so in /proc/net and resolv.conf. Elsewhere the way out is not known, and a change shows
by the probes and by the jump of time after a sleep. Nothing is sent, nothing raises.
"""

from dataclasses import dataclass
from pathlib import Path

_UP = 0x1
_ANYWHERE, _ANYWHERE_6 = "00000000", "0" * 32


@dataclass(frozen=True, slots=True)
class OwnNetwork:
    """What the machine itself says. `route`: whether there is a default route, None: not known.

    `trace` differs whenever routes or name servers do; it means nothing else.
    """

    route: bool | None = None
    trace: str = ""


class OwnFiles:
    """The files in which Linux says it; on other systems they are missing."""

    def __init__(self, root: Path = Path("/")) -> None:
        self._routes = root / "proc/net/route"
        self._routes_6 = root / "proc/net/ipv6_route"
        self._name_servers = root / "etc/resolv.conf"

    def look(self) -> OwnNetwork:
        """Read them once."""
        ways, ways_6 = _lines(self._routes), _lines(self._routes_6)
        defaults = (*_defaults(ways), *_defaults_6(ways_6))
        route = bool(defaults) if ways else None
        return OwnNetwork(route, f"{sorted(defaults)} {self._names_set_at()}")

    def _names_set_at(self) -> int:
        try:
            return self._name_servers.stat().st_mtime_ns
        except OSError:
            return 0


def _lines(file: Path) -> list[list[str]]:
    try:
        return [line.split() for line in file.read_text("ascii", "replace").splitlines()]
    except OSError:
        return []


def _defaults(lines: list[list[str]]) -> tuple[str, ...]:
    """Return device and gateway of each default route in /proc/net/route that is up."""
    return tuple(
        f"{words[0]} {words[2]}"
        for words in lines[1:]
        if len(words) > 3 and words[1] == _ANYWHERE and _flag(words[3])
    )


def _defaults_6(lines: list[list[str]]) -> tuple[str, ...]:
    """The same of /proc/net/ipv6_route; what goes to `lo` is the kernel's way of refusing."""
    return tuple(
        f"{words[9]} {words[4]}"
        for words in lines
        if len(words) > 9
        and words[0] == _ANYWHERE_6
        and words[1] == "00"
        and words[9] != "lo"
        and _flag(words[8])
    )


def _flag(text: str) -> bool:
    try:
        return bool(int(text, 16) & _UP)
    except ValueError:
        return False
