"""How far a picture is searched: a live frame is followed by another one, a still is not.

Plain figures and no judgement. Budgets are counts, never clocks: the same picture always gives the
same codes.
"""

from dataclasses import dataclass
from enum import StrEnum

from cashier.scan.binarise import Binarising
from cashier.scan.locate import Sweep


class Effort(StrEnum):
    """How much time a picture is worth: a live frame is followed by another one, a still is not."""

    FRAME = "frame"
    STILL = "still"


@dataclass(frozen=True, slots=True)
class Budget:
    """How far an effort goes.

    Attributes:
        sweeps: ways of looking for finder patterns, one after the other.
        misses: triples of one sweep that may fail before it ends.
        rounds: how often a sweep is repeated while it finds more.
        closer: undecoded symbols of the engine that are looked at closely.
        mends: whether what may be a deep fold is worth growing lattices in all ways.
        doubts: whether what is less likely a finder is looked at by itself first, which pays where
            many triples are tried.
        steps: sweeps, closer looks and tries that are made though it was cancelled: a live frame
            is as soon as a newer one waits, and is worth something all the same.
    """

    sweeps: tuple[Sweep, ...]
    misses: int
    rounds: int
    closer: int
    mends: bool = False
    doubts: bool = False
    steps: int = 0


FIRST = Sweep(
    (
        Binarising(1, 31),
        Binarising(1, 15),
        Binarising(0.5, 51),
        Binarising(0.5, 15),
        Binarising(0.25, -24, 3),
    ),
)
QUICK = Sweep(
    (Binarising(1, 31), Binarising(0.5, 51), Binarising(0.5, 15), Binarising(0.25, -24, 3)),
    step=2,
)
SMALL = Sweep((Binarising(2, 15), Binarising(2, 31)))
CLOSER = Sweep((Binarising(1, 15), Binarising(1, 31)))
BLURRED = Sweep(
    (Binarising(1, 21), Binarising(1, 31), Binarising(0.5, 15), Binarising(0.5, 21)),
    strict=False,
    blurs=(0.0, 0.6, 0.9),
    least=0.5,
)
BROKEN = Sweep((Binarising(1, -8, 0), Binarising(0.5, -8, 0), Binarising(0.5, 0)), strict=False)
BUDGETS = {
    Effort.FRAME: Budget((FIRST, BROKEN, BLURRED), misses=4, rounds=1, closer=3, steps=4),
    Effort.STILL: Budget(
        (FIRST, SMALL, BROKEN, BLURRED), misses=5, rounds=6, closer=24, mends=True, doubts=True
    ),
}
