"""What a report says, whatever it is written as: figures, whose they are, the chain's head."""

from dataclasses import dataclass

from cashier.history.chain import Head
from cashier.history.figures import PeriodFigures
from cashier.history.model import CaseFilter, CaseRow, Shift


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The report of a shift, or of a period when `shift` is None.

    Args:
        wanted: which cases it is about.
        shift: whose report it is.
        figures: what came of them.
        head: the chain's head at the moment of the report.
        handed_over: cases that the shift left open.
        place: the store's name, where one was given.
    """

    wanted: CaseFilter
    shift: Shift | None
    figures: PeriodFigures
    head: Head
    handed_over: tuple[CaseRow, ...] = ()
    place: str = ""
