"""Walks screens in every language, size and theme at the scale of this process, and counts faults.

    python -m benchmarks.child.layout [WORD...]

Only screens with one of the words in their names, if any are given. Prints each fault, then the
counts as the last line: screens, places judged, parts at fault, rings missing, words missing.
"""

import sys
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QWidget

from cashier.ui.put_away import put_away
from cashier.ui.story import application
from tests.ui.all_screens import SCREENS
from tests.ui.measure import faults, without_ring
from tests.ui.screens import (
    LANGUAGES,
    SIZES,
    Behind,
    Screen,
    behind,
    each_look,
    give_keyboard,
    look_in,
)


class Counts:
    """What was judged and what was found."""

    def __init__(self) -> None:
        self.places = self.faults = self.rings = self.words = 0

    def walk(self, screen: Screen, language: str, there: Behind) -> None:
        """Judge a screen in a language, in each size and theme."""
        look = look_in(language)
        window = screen.open(look, there)
        for size in SIZES:
            screen.fit(window, *size)
            for theme in each_look(look):
                self.places += 1
                self.faults += _say(screen, f"{language} {theme} {size}", faults(window))
        self.rings += _say(screen, language, _ringless(window))
        self.words += _say(screen, language, sorted(look.words.missing))
        put_away(window)


def _ringless(window: QWidget) -> list[str]:
    return without_ring(window) if give_keyboard(window) else []


def _say(screen: Screen, where: str, found: list[str]) -> int:
    for fault in found:
        print(f"{screen.name} [{where}] {fault}")
    return len(found)


def main(words: list[str]) -> int:
    """Walk, and print the counts."""
    application()
    chosen = [one for one in SCREENS if not words or any(word in one.name for word in words)]
    counts = Counts()
    with tempfile.TemporaryDirectory() as folder, behind(Path(folder)) as there:
        for screen in chosen:
            for language in LANGUAGES:
                counts.walk(screen, language, there)
    print(len(chosen), counts.places, counts.faults, counts.rings, counts.words)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
