"""The codes met in this shift, as keyed hashes. Bounded; shows nothing and is never pickled."""

import hmac
from collections import OrderedDict
from dataclasses import dataclass
from typing import NoReturn

from cashier.core.privacy import Secret

MOST = 8192
"""Codes remembered at once: more than a till sees in a shift; used ones are forgotten last."""
FORGOTTEN_AFTER_S = 12 * 3600.0

_MARK_BYTES = 16


@dataclass(slots=True)
class Met:
    """What is remembered of one code; times are monotonic seconds.

    Attributes:
        first: when it was first seen.
        last: when it was last seen.
        seen: how many frames showed it.
        sure: it was read so that it counts.
        born: when it can have been made at the earliest; None where its making was not seen.
        heir: the code that took its place on the same phone, as far as anybody can tell.
        away: it was out of sight in between.
        dead: it has outlived its kind; nothing makes it younger.
        used: it was charged.
    """

    first: float
    last: float
    seen: int = 0
    sure: bool = False
    born: float | None = None
    heir: "Met | None" = None
    away: bool = False
    dead: bool = False
    used: bool = False


class Codes:
    """What was met, by mark; a mark is the keyed hash of a payload."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._met: OrderedDict[str, Met] = OrderedDict()

    def mark(self, payload: Secret) -> Secret:
        """Return what stands for a payload as long as the key lasts."""
        text = payload.reveal().encode("utf-8", "surrogatepass")
        return Secret(hmac.digest(self._key, text, "sha256")[:_MARK_BYTES].hex())

    def known(self, mark: Secret) -> Met | None:
        """Return what is remembered of a code, if anything is."""
        return self._met.get(mark.reveal())

    def keep(self, mark: Secret, met: Met) -> None:
        """Remember a code that is in sight now; forget what is too much or too long ago."""
        self._met[mark.reveal()] = met
        self._met.move_to_end(mark.reveal())
        self._forget(met.last)

    def _forget(self, now: float) -> None:
        while self._met:
            oldest = next(iter(self._met.values()))
            if now - oldest.last <= FORGOTTEN_AFTER_S:
                break
            self._met.popitem(last=False)
        if len(self._met) > MOST:
            unused = (mark for mark, met in self._met.items() if not met.used)
            del self._met[next(unused, next(iter(self._met)))]

    def __len__(self) -> int:
        return len(self._met)

    def __repr__(self) -> str:
        return f"Codes({len(self)})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("what was met is not pickled")
