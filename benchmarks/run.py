"""Runs the benchmarks, or those named: `python3 dev.py bench [names] [--write]`.

A benchmark is a module of this folder with a `measure() -> list[Figure]`. With `--write`, its table
replaces the one between its markers in docs/benchmarks.md.
"""

import argparse
import importlib
import platform
import re
import sys
from pathlib import Path

from benchmarks.figures import Absent, Figure, as_table, write_section

FOLDER = Path(__file__).resolve().parent
PAGE = FOLDER.parent / "docs" / "benchmarks.md"
_MEASURES = re.compile(r"^def measure\(", re.MULTILINE)


def names() -> list[str]:
    """Return the benchmarks there are: the modules that measure."""
    found = (file for file in FOLDER.glob("*.py") if _MEASURES.search(file.read_text("utf-8")))
    return sorted(file.stem for file in found)


def main(arguments: list[str]) -> int:
    """Run benchmarks; exit 1 when a figure breaks its limit."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(names()))
    parser.add_argument("--write", action="store_true", help="write the tables into the page")
    chosen = parser.parse_args(arguments)
    unknown = sorted(set(chosen.names) - set(names()))
    if unknown:
        parser.error(f"no such benchmark: {', '.join(unknown)}; there are: {', '.join(names())}")
    print(f"Python {platform.python_version()}, {platform.system()} {platform.machine()}")
    kept = True
    for name in chosen.names or names():
        print(f"\n{name}", flush=True)
        try:
            figures: list[Figure] = importlib.import_module(f"benchmarks.{name}").measure()
        except Absent as absent:
            print(f"not run: {absent}")
            continue
        print(as_table(figures))
        kept = kept and all(figure.holds for figure in figures)
        if chosen.write:
            page = PAGE.read_text(encoding="utf-8")
            PAGE.write_text(write_section(page, name, as_table(figures)), encoding="utf-8")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
