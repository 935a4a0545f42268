"""Every screen in every language, theme, size and scale: nothing cut, covered, outside or small.

The list of screens and the walk over a window are those of the tests. Each scale is a process of
its own, because Qt reads its scale once. Languages are Chinese, English, and both thirty per cent
longer; sizes are those of shops' screens, 800×600 as bad input and 1920×1080 at double scale.
"""

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.figures import Figure

SCALES = ("1", "1.5", "2")
_ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_S = 1800


def measure() -> list[Figure]:
    """Walk at each scale and add up; every fault is printed with its place."""
    walked = [_walk(scale) for scale in SCALES]
    screens = walked[0][0]
    places, faults, rings, words = (sum(one[number] for one in walked) for number in range(1, 5))
    return [
        Figure("screens", screens, ""),
        Figure("screens × language × theme × size × scale", places, ""),
        Figure("cut, covered, outside, or under 44 px", faults, "", limit=0),
        Figure("without a focus ring", rings, "", limit=0),
        Figure("words missing", words, "", limit=0),
    ]


def _walk(scale: str) -> tuple[int, ...]:
    around = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": scale,
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.child.layout"],
        cwd=_ROOT,
        env=around,
        capture_output=True,
        text=True,
        timeout=_PATIENCE_S,
        check=False,
    )
    *faults, counts = done.stdout.splitlines() or [""]
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    for fault in faults:
        print(f"scale {scale}: {fault}")
    return tuple(int(count) for count in counts.split())
