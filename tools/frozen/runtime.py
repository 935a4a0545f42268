"""Which locked packages the program itself needs, as against those a developer needs. Pure.

The frozen app is built in an environment that holds these alone, so that nothing else slips in.
"""

import importlib.metadata
import re
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from packaging.requirements import Requirement

from tools.lockfile import normal

Requires = Callable[[str], Iterable[str]]
_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==")


def closure(wanted: Iterable[str], requires: Requires) -> set[str]:
    """Return the normalised names of everything that is needed, on this kind of machine.

    Args:
        wanted: requirements as in a project file.
        requires: gives the requirements of a distribution by name.
    """
    found: set[str] = set()
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [Requirement(text) for text in wanted]
    while waiting:
        one = waiting.pop()
        key = (normal(one.name), frozenset(one.extras))
        if key in seen or (one.marker and not one.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        found.add(key[0])
        for text in requires(one.name):
            needed = Requirement(text)
            extras: set[str] = one.extras or {""}
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in extras
            ):
                needed.marker = None
                waiting.append(needed)
    return found


def only(lock: str, names: set[str]) -> str:
    """Return a lock's lines for the given names alone."""
    kept: list[str] = []
    wanted = False
    for line in lock.splitlines():
        pin = _PIN.match(line)
        if pin:
            wanted = normal(pin[1]) in names
        if wanted:
            kept.append(line)
    return "\n".join(kept) + "\n"


def _requires(name: str) -> list[str]:
    try:
        return importlib.metadata.requires(name) or []
    except importlib.metadata.PackageNotFoundError:
        # Locked for another kind of machine: its marker has been judged already.
        return []


def main(root: Path) -> int:
    """Print the program's own part of the lock of a checkout."""
    names = closure(_requires("cashier-assistant"), _requires)
    lock = root.joinpath("requirements.lock").read_text(encoding="utf-8")
    sys.stdout.write(only(lock, names))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path.cwd()))
