"""One fault and one advice at a time, held so that the sentence on the screen does not flicker."""

from dataclasses import dataclass

from cashier.scan.advice import FAULTS
from cashier.scan.reading import Fault, Read, Unread

STAYS_S = 0.7


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong with the picture of a code, and the advice that mends it."""

    advice: str
    fault: Fault | None = None


def trouble_of(code: Read | Unread) -> Trouble | None:
    """Return what is worth mending first, if anything is."""
    if not code.advice:
        return None
    advice = code.advice[0]
    mended = (one for one in code.faults if advice in FAULTS.get(one.name, ()))
    return Trouble(advice, next(mended, code.faults[0] if code.faults else None))


class Steady:
    """Keeps a trouble until it has not been the worst one for a moment."""

    def __init__(self) -> None:
        self._shown: Trouble | None = None
        self._wanted_at = 0.0

    def hold(self, wanted: Trouble | None, at: float) -> Trouble | None:
        """Return what to show at a time; a first trouble shows at once."""
        shown = self._shown
        same = shown is not None and wanted is not None and wanted.advice == shown.advice
        if shown is None or same or at - self._wanted_at >= STAYS_S:
            self._shown, self._wanted_at = wanted, at
        return self._shown

    def let_go(self) -> None:
        """The code is fine, or there is none: nothing is to be mended."""
        self._shown = None
