"""Holds requirements.lock to its promise: every package pinned, hashed, and no registry named."""

import re
import sys
import tomllib
from pathlib import Path

from tools.say import ROOT

_PIN = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==\S+")
_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_HASH = re.compile(r"^ +--hash=sha256:[0-9a-f]{64}$")


def faults_of_lock(text: str, wanted: set[str]) -> list[str]:
    """Return what is wrong with the text of a lock file.

    Args:
        text: the lock.
        wanted: the normalised names that the project asks for.
    """
    faults = []
    pinned: dict[str, int] = {}
    current = ""
    for number, raw in enumerate(text.splitlines(), start=1):
        line = raw.removesuffix("\\").rstrip()
        pin = _PIN.match(line)
        if pin:
            current = normal(pin[1])
            pinned.setdefault(current, 0)
        elif _HASH.match(line) and current:
            pinned[current] += 1
        elif line and not line.startswith("#"):
            faults.append(
                f"requirements.lock:{number}: neither a pin nor a hash: {line.strip()[:60]}"
            )
        if "://" in line or line.lstrip().startswith(("-i ", "--index", "--extra-index", "--find")):
            faults.append(f"requirements.lock:{number}: names a registry")
    faults += [
        f"requirements.lock: {name} has no hash" for name, count in pinned.items() if not count
    ]
    missing = sorted(wanted - pinned.keys())
    faults += [
        f"requirements.lock: {name} of pyproject.toml is missing: lock again" for name in missing
    ]
    return faults


def wanted_by(project: str) -> set[str]:
    """Return the normalised names of all dependencies in the text of a pyproject.toml."""
    data = tomllib.loads(project)
    asked = [*data["project"]["dependencies"], *data["dependency-groups"]["dev"]]
    found = (_NAME.match(entry) for entry in asked)
    return {normal(match[0]) for match in found if match}


def normal(name: str) -> str:
    """Spell a package's name the way lock files do."""
    return re.sub(r"[-_.]+", "-", name).lower()


def main(root: Path = ROOT) -> int:
    """Check the lock of a checkout and print what is wrong."""
    lock = root.joinpath("requirements.lock").read_text(encoding="utf-8")
    wanted = wanted_by(root.joinpath("pyproject.toml").read_text(encoding="utf-8"))
    faults = faults_of_lock(lock, wanted)
    print("\n".join(faults) or f"{len(_PIN_LINES.findall(lock))} packages pinned with hashes")
    return 1 if faults else 0


_PIN_LINES = re.compile(_PIN.pattern, re.MULTILINE)

if __name__ == "__main__":
    sys.exit(main())
