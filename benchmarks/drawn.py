"""What the commands that draw pictures into a folder share."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

from cashier.ui.story import application


def draw_into(draw: Callable[[Path], object], about: str | None, arguments: Sequence[str]) -> int:
    """Draw into the folder that `--out` names; `about` says in the help what is drawn."""
    parser = argparse.ArgumentParser(description=about)
    parser.add_argument("--out", type=Path, required=True)
    chosen = parser.parse_args(arguments)
    running = application()
    draw(chosen.out)
    running.processEvents()
    return 0
