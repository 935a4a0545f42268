"""An export while it runs: its report, its words, and somebody who is told how far it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from cashier.history.exports.errors import ExportStopped
from cashier.history.exports.report import Report
from cashier.history.exports.source import Source
from cashier.history.exports.wording import Wording
from cashier.history.model import CaseRow

Step: TypeAlias = Callable[[int, int], bool]
"""Is told how many of how many cases are done; false stops the export."""

_PACE = 500


def keep_going(_done: int, _total: int) -> bool:
    """Nobody watches: never stop."""
    return True


@dataclass(frozen=True, slots=True)
class Job:
    """What is being exported."""

    source: Source
    report: Report
    wording: Wording
    step: Step = keep_going

    @property
    def total(self) -> int:
        """How many cases there are."""
        return self.source.count(self.report.wanted)

    def cases(self) -> Iterator[CaseRow]:
        """Yield the cases, oldest first, and tell how far it is.

        Raises:
            ExportStopped: whoever watches said so.
        """
        total, done = self.total, 0
        for row in self.source.cases(self.report.wanted):
            if done % _PACE == 0 and not self.step(done, total):
                raise ExportStopped
            done += 1
            yield row
        if not self.step(done, total):
            raise ExportStopped
