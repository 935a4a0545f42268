"""Runs a frozen app's self-test as a store PC would start it: empty home, no checkout, no display.

`python selftest.py PROGRAM [--seconds N]`: exit code 0 only when every part works in time. A frozen
program that hangs is ended, as one whose window waits for a click would.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

# The app judges its own time; this is for one that does not come to an end.
PATIENCE = 3


def main(arguments: list[str]) -> int:
    """Run the self-test and judge it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program", type=Path)
    parser.add_argument("--seconds", type=float, default=20.0)
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="收银 助手-", ignore_cleanup_errors=True) as folder:
        kept = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "DISPLAY")
        around = {name: os.environ[name] for name in kept if name in os.environ}
        around |= {"HOME": folder, "CASHIER_HOME": folder, "QT_QPA_PLATFORM": "offscreen"}
        begun = time.perf_counter()
        try:
            done = subprocess.run(
                [str(chosen.program.resolve()), "--self-test", "--lang", "en"],
                cwd=folder, env=around, check=False, timeout=chosen.seconds * PATIENCE,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            print(f"it did not end within {chosen.seconds * PATIENCE:.0f} s", file=sys.stderr)
            return 1
        took = time.perf_counter() - begun
    print(f"{took:.1f} s from start to end")
    if took > chosen.seconds:
        print(f"longer than the {chosen.seconds:.0f} s allowed", file=sys.stderr)
        return 1
    return done.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
