"""Keeps the compiled scan kernel of a checkout beside its module, and fresh.

Without a C compiler all works too: the program then uses the kernel's twin in Python, slowly.
"""

import hashlib
import subprocess
from pathlib import Path

from tools.environment import Environment
from tools.say import chinese, say

FOLDER = Path("cashier", "scan", "kernel")
SOURCES = (FOLDER / "kernel.c", Path("hatch_build.py"))
STAMP = FOLDER / "_kernel.stamp"


def ensure(environment: Environment) -> None:
    """Compile when the source is not the one that was compiled; go on without when it fails."""
    wanted = digest(environment.root)
    if is_fresh(environment.root, wanted):
        return
    done = subprocess.run(
        [environment.python, "hatch_build.py"],
        cwd=environment.root,
        env=environment.variables(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode == 0:
        (environment.root / STAMP).write_text(wanted, encoding="utf-8")
        return
    for stale in (environment.root / FOLDER).glob("_kernel.*"):
        # What was compiled from another source may not fit any more.
        stale.unlink(missing_ok=True)
    say(f"{sentence()} ({done.stdout.strip()})", "yellow")


def is_fresh(root: Path, wanted: str) -> bool:
    """Say whether a library stands there that was compiled from these sources."""
    try:
        stamped = (root / STAMP).read_text(encoding="utf-8") == wanted
    except OSError:
        return False
    libraries = [path for path in (root / FOLDER).glob("_kernel.*") if path != root / STAMP]
    return stamped and bool(libraries)


def digest(root: Path) -> str:
    """Return what the library depends on, as one text."""
    whole = hashlib.sha256()
    for name in SOURCES:
        whole.update((root / name).read_bytes())
    return whole.hexdigest()


def sentence() -> str:
    """Say that the kernel is not compiled, and what that means."""
    if chinese():
        return "识码内核没有编译，先用 Python 的同一套算法，会慢一些；装好 C 编译器后会自动编译。"
    return (
        "The scan kernel is not compiled, so codes are read by its slower twin in Python; with a C "
        "compiler it is compiled at the next start."
    )
