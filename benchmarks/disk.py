"""A disk that gets full under the running till, and one that cannot be written when it starts.

The real program on a file system of its own: as root, in a name space of its own, in memory.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.figures import Absent, Figure

_ROOT = Path(__file__).resolve().parent.parent
_SIZE = "3m"


def measure() -> list[Figure]:
    """Fill the disk and make it read-only, each under a till at work."""
    full, read_only = run("full"), run("read_only")
    return [
        Figure("disk full: from the case it refuses to the banner", full["banner_s"], "s", 2),
        Figure("disk full: a whole case meanwhile, mean of 50", full["guided_s"], "s"),
        Figure("disk full: from room again to all written", full["written_s"], "s"),
        Figure("disk full: cases missing afterwards", full["missing"], "", 0),
        Figure("read-only: from the start to the banner", read_only["banner_s"], "s", 2),
        Figure("read-only: from writable again to all written", read_only["written_s"], "s"),
        Figure("read-only: cases missing afterwards", read_only["missing"], "", 0),
    ]


def run(mode: str) -> dict[str, float]:
    """Run the program once on a small disk.

    Raises:
        Absent: this machine does not let us mount one.
    """
    if not shutil.which("unshare") or os.geteuid() != 0:
        raise Absent("only root can mount a small disk")
    with tempfile.TemporaryDirectory(prefix="cashier-disk-") as folder:
        script = f'mount -t tmpfs -o size={_SIZE} small "$0" && exec "$@"'
        child = (sys.executable, "-m", "benchmarks.child.disk", folder, mode)
        done = subprocess.run(
            ["unshare", "-m", "sh", "-c", script, folder, *child],
            cwd=_ROOT,
            env={**os.environ, "CASHIER_HEALTH__ENABLED": "false"},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
    if "mount:" in done.stderr:
        raise Absent("this machine does not let root mount")
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found
