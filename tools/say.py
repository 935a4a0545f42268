"""How dev.py speaks: short lines, colour on a terminal only, Chinese where the language says so."""

import os
import sys
from pathlib import Path
from typing import TextIO

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "dim": "2", "bold": "1"}

ROOT = Path(__file__).resolve().parents[1]


class Stop(Exception):
    """A sentence that ends the command: what is wrong and what to do."""


def chinese() -> bool:
    """Say whether the person reads Chinese, by LC_ALL, LC_MESSAGES or LANG."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name)
        if value:
            return value.lower().startswith("zh")
    return False


def paint(text: str, colour: str, stream: TextIO | None = None) -> str:
    """Colour `text` when the stream is a terminal and NO_COLOR is not set."""
    stream = stream or sys.stdout
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m"


def say(text: str, colour: str = "dim") -> None:
    """Print one line about what dev.py does, at once, before what a tool prints."""
    print(f"{paint('dev:', 'bold')} {paint(text, colour)}", flush=True)
