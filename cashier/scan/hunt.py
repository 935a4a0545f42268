"""One picture that is being searched, and what is known of it so far. Searches nothing itself."""

from collections.abc import Callable

import numpy as np

from cashier.scan.engines import Picture
from cashier.scan.faults.likeness import BARELY, SURELY, likeness
from cashier.scan.grid import Floats, Pixels
from cashier.scan.locate import LIKENESS, Triple, outside_of
from cashier.scan.reading import Corners
from cashier.scan.symbol import Symbol, merged

Cancelled = Callable[[], bool]
_MOST_MENDED = 8
"""Triples of a picture that show a symbol and may fail before no more are mended."""
_MOST_HOPELESS = 4
"""Triples that may show nothing before none is taken for a deep fold: the likely come first."""
_MOST_IN_VAIN, _EARNED = 500_000, 20_000
"""Modules of a picture that may be looked at in vain before no more triples are tried; how many
more for each code read: a page full of codes is worth more than a wall of finders."""


class Purse:
    """What tries may cost in vain, for one picture and all that is made of it: modules looked at.

    A wall of finders looks like symbols everywhere, and each of its triples fails dearly.
    """

    def __init__(self, most: int = _MOST_IN_VAIN) -> None:
        self._left = most

    def pay(self, modules: int) -> None:
        """A try looked at so many modules and read nothing."""
        self._left -= modules

    def earn(self) -> None:
        """A try read a code."""
        self._left += _EARNED

    def is_empty(self) -> bool:
        """Whether no more is tried."""
        return self._left <= 0


class Hunt:
    """One picture and what is known of it so far."""

    def __init__(
        self,
        picture: Picture,
        known: tuple[Symbol, ...],
        cancelled: Cancelled,
        *,
        first_only: bool,
        least_steps: int = 0,
    ) -> None:
        self.picture = picture
        self.known = known
        self._cancelled = cancelled
        self._first_only = first_only
        self._left = least_steps
        self.purse = Purse()
        self._grey: Pixels | None = None
        self._sights: list[Symbol] = []
        self.shapes: Floats = np.empty((0, LIKENESS + 1))
        self._places = self.shapes
        self.hopeless: list[Triple] = []
        self.mended: list[Triple] = []
        self.shows_finder: bool | None = None
        """Whether one quick look met a finder; None until somebody took it."""

    def grey(self) -> Pixels:
        """Return the picture as floats."""
        if self._grey is None:
            self._grey = self.picture.astype(np.float32)
        return self._grey

    def anew(self, picture: Picture, known: tuple[Symbol, ...]) -> "Hunt":
        """Return a hunt for one code in another picture made of this, from the same purse."""
        other = Hunt(picture, known, self.is_over, first_only=True)
        other.purse = self.purse
        return other

    def add(self, found: tuple[Symbol, ...]) -> None:
        """Take in what was found."""
        self.known = merged(self.known, found)

    def see(self, symbol: Symbol | None) -> None:
        """Keep where a symbol was seen that could not be read; not what cannot be one's place."""
        if symbol is not None and symbol.has_place:
            self._sights.append(symbol)

    def has_seen(self) -> bool:
        """Whether it is seen where a symbol lies, read or not, so well that no more is looked for.

        What the engine met, and three finders that nobody reads, need not lie where they seem to.
        """
        return self.has_read() or any(like >= SURELY for _, like in self._placed())

    def all(self) -> tuple[Symbol, ...]:
        """Return what was read, and each symbol that was not, where it is seen best."""
        placed = self._placed()
        placed.sort(key=lambda seen: (seen[0].rough, -seen[1]))
        # One that the engine has no place for tells only that there is one.
        least = self.unread()[: not (placed or self.has_read())]
        return merged(self.read(), (*(symbol for symbol, _ in placed), *least))

    def _placed(self) -> list[tuple[Symbol, float]]:
        """Return what is not read but seen where it lies, and how much it looks like a symbol.

        Three finders that lie by chance as in a symbol are none.
        """
        met = [(symbol, likeness(self.picture, symbol)) for symbol in self._sights]
        own = [(symbol, like) for symbol, like in met if symbol.rough or like > BARELY]
        engine = [symbol for symbol in self.unread() if symbol.has_place]
        return [*own, *((symbol, likeness(self.picture, symbol)) for symbol in engine)]

    def look_over(self, shapes: Floats) -> None:
        """Keep the places of a sweep, and beside those of earlier ones, likely ones first."""
        self.shapes = shapes
        self._places = np.concatenate([self._places, shapes])

    def free_places(self) -> Floats:
        """Return the places of all sweeps that lie in no symbol read, likely ones first."""
        free = self._places[outside_of(self._places[:, :2], self.solved())]
        return free[np.argsort(-free[:, LIKENESS], kind="stable")]

    def read(self) -> tuple[Symbol, ...]:
        """Return the symbols that were read."""
        return tuple(symbol for symbol in self.known if symbol.text is not None)

    def unread(self) -> list[Symbol]:
        """Return the symbols that are seen but not read."""
        return [symbol for symbol in self.known if symbol.text is None]

    def solved(self) -> list[Corners]:
        """Return where the symbols lie that were read."""
        return [symbol.corners for symbol in self.read()]

    def was_tried(self, triple: Triple) -> bool:
        """Whether this was tried before in vain, or about this, which showed nothing of a symbol.

        What showed something is worth a try from other axes at the same place.
        """
        return any(triple.is_same(other) for other in self.hopeless) or any(
            triple.is_same(other) and np.array_equal(triple.frames, other.frames)
            for other in self.mended
        )

    def may_mend(self, triple: Triple) -> bool:
        """Whether a lattice between three places is worth mending.

        Not where the same was mended before, in vain, nor where many others were: a page full of
        codes too small to read shows a symbol everywhere, one without a code shows none.
        """
        if len(self.hopeless) >= _MOST_HOPELESS or len(self.mended) >= _MOST_MENDED:
            return False
        return not any(triple.is_same(other) for other in self.mended)

    def has_read(self) -> bool:
        """Whether any code was read."""
        return bool(self.read())

    def strays(self, least: float) -> int:
        """Return how many finders of the last sweep, so likely, belong to no symbol read."""
        places = self.shapes[self.shapes[:, LIKENESS] >= least][:, :2]
        return int(outside_of(places, self.solved()).sum())

    def step(self) -> None:
        """One more sweep, closer look or try is made."""
        self._left -= 1

    def is_over(self) -> bool:
        """Whether nobody waits for more, and the least that is done in any case is done."""
        return (self._first_only and self.has_read()) or (self._left <= 0 and self._cancelled())
