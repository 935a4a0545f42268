"""How many slips of the finger lie between two texts: characters dropped, added, changed, swapped.

Bit-parallel (Hyyrö's form of the optimal string alignment): one pass over a text costs a handful of
operations on whole numbers a character, whatever the length of the pattern. It knows no words.
"""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pattern:
    """A text made ready to be compared with many others."""

    length: int
    places: Mapping[str, int]

    @classmethod
    def of(cls, text: str) -> "Pattern":
        """Note where each character stands, one bit a place."""
        places: dict[str, int] = {}
        for place, char in enumerate(text):
            places[char] = places.get(char, 0) | 1 << place
        return cls(len(text), places)

    def slips(self, text: str) -> int:
        """Return how many slips turn the pattern into the whole text."""
        return self._run(text, whole=True)[0]

    def inside(self, text: str) -> tuple[int, int]:
        """Return the fewest slips that turn the pattern into any part of the text, and its end."""
        return self._run(text, whole=False)

    def _run(self, text: str, *, whole: bool) -> tuple[int, int]:
        if not self.length:
            return (len(text) if whole else 0), 0
        full, last = (1 << self.length) - 1, 1 << (self.length - 1)
        up, down, diagonal, before = full, 0, 0, 0
        slips = best = self.length
        end = 0
        for place, char in enumerate(text, start=1):
            here = self.places.get(char, 0)
            swapped = ((~diagonal & here) << 1) & before
            diagonal = ((((here & up) + up) ^ up) | here | down | swapped) & full
            plus, minus = (down | ~(diagonal | up)) & full, diagonal & up
            slips += bool(plus & last) - bool(minus & last)
            plus = plus << 1 | whole
            up, down = (minus << 1 | ~(diagonal | plus)) & full, plus & diagonal
            before = here
            if slips < best:
                best, end = slips, place
        return (slips, len(text)) if whole else (best, end)
