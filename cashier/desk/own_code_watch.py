"""What the camera sees of the shop's own codes while one is registered or all are checked.

It judges readings and keeps keyed hashes only; it reads and writes no file.
"""

from dataclasses import dataclass

from cashier.desk.own_code_views import Task, Told
from cashier.scan.own_code import NO_OWN_CODES, NotAShopCode, OwnCodes, Registered
from cashier.scan.reading import OwnCode, Read, Reading


@dataclass(slots=True)
class Watch:
    """What the camera is looked through for, and what it has seen.

    Args:
        task: to register a code, to check those that are registered, or neither.
        codes: those that are registered.
        told: hears what is new.
        seen: the marks of registered codes that were shown.
        strange: the kind of a code that is not the registered one.
        found: the code that may be registered.
    """

    task: Task = Task.nothing
    codes: OwnCodes = NO_OWN_CODES
    told: Told = lambda _: None
    seen: frozenset[str] = frozenset()
    strange: str = ""
    found: Registered | None = None
    _suspected: str = ""
    _before: Registered | None = None

    @property
    def is_complete(self) -> bool:
        """Whether a check has seen every registered code, and no other in its place."""
        marks = {code.mark for code in self.codes.registered}
        seen = bool(marks) and marks <= self.seen
        return self.task is Task.check and seen and not self.strange

    def take(self, reading: Reading) -> bool:
        """Look at a reading; return whether anything about it is news."""
        before = (self.seen, self.strange, self.found)
        if self.task is Task.register:
            self._look_for_new(reading)
        elif self.task is Task.check:
            self._compare(reading)
        return (self.seen, self.strange, self.found) != before

    def _look_for_new(self, reading: Reading) -> None:
        """One frame may be misread: two in a row must say the same."""
        entry = self._entry(reading)
        if entry is not None and entry == self._before:
            self.found = entry
        self._before = entry

    def _entry(self, reading: Reading) -> Registered | None:
        """Return the one new code in sight that may be a shop's own."""
        for read in reading.reads:
            entry = _as_own(self.codes, read)
            if entry is not None and entry not in self.codes.registered:
                return entry
        return None

    def _compare(self, reading: Reading) -> None:
        own = self.codes.compare(reading.reads, on_display=True)
        if own is OwnCode.CHANGED:
            kind = self.codes.strange(reading.reads, on_display=True)[0].kind
            self.strange = kind if self._suspected == kind else self.strange
            self._suspected = kind
            return
        self._suspected = ""
        if own is OwnCode.MATCH:
            self.strange = ""
            self.seen |= {mark for read in reading.reads for mark in self._known(read)}

    def _known(self, read: Read) -> set[str]:
        """Return the mark under which a code is registered, if it is."""
        entry = _as_own(self.codes, read)
        return {code.mark for code in self.codes.registered if entry and code.mark == entry.mark}


def _as_own(codes: OwnCodes, read: Read) -> Registered | None:
    """Return a code as it would be registered; None for one that is no shop's."""
    try:
        return codes.entry(read)
    except NotAShopCode:
        return None
