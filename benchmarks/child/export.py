"""Exports one file and says how long it took and how much memory the process ever had."""

import json
import sys
import time
from datetime import UTC
from pathlib import Path

from cashier.core.words import Words
from cashier.history.exports.export import WRITERS, Wish, export
from cashier.history.exports.wording import CATALOGUES, Wording


def main(database: str, target: str) -> None:
    """Export everything; print seconds and megabytes."""
    writers = dict(WRITERS)
    if target.endswith(".pdf"):
        from cashier.ui.printing.pdf import write

        writers[".pdf"] = write
    wording = Wording(Words("zh_CN", CATALOGUES), UTC)
    before = time.perf_counter()
    made = export(Path(database), Wish(Path(target)), wording, writers=writers)
    seconds = time.perf_counter() - before
    print(json.dumps({"seconds": seconds, "mb": _peak_mb(), "cases": made.cases}))


def _peak_mb() -> float:
    """Return this program's own peak; what `getrusage` says begins with the parent's."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    kilobytes = next(line.split()[1] for line in lines if line.startswith("VmHWM:"))
    return int(kilobytes) / 1024


if __name__ == "__main__":
    main(*sys.argv[1:])
