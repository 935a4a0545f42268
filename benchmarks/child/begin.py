"""Starts one of these children the way an installed program starts, and returns what it printed."""

import compileall
import os
import subprocess
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent.parent


def compile_first() -> None:
    """Compile the program, as installing does; a checkout may be kept from that."""
    for folder in ("cashier", "benchmarks"):
        compileall.compile_dir(_ROOT / folder, quiet=2)


def begin(child: str, *arguments: str, home: str, within_s: float = 180) -> str:
    """Run `benchmarks.child.<child>` offscreen in a home folder of its own; return its output.

    Raises:
        RuntimeError: it failed; the text is the end of what it complained of.
    """
    done = subprocess.run(
        [sys.executable, "-m", f"benchmarks.child.{child}", *arguments],
        cwd=_ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "CASHIER_HOME": home},
        capture_output=True,
        text=True,
        timeout=within_s,
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return done.stdout
