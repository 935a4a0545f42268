"""Which version of which script each case had, and what came of it.

A case counts for the last script of a cause that it showed, and for every
script of the lock that it showed at all. Counting is pure; whether a difference means anything is
said by intervals, never by the eye.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.intervals import Median, Share
from cashier.history import caselist, tables
from cashier.history.model import CaseFilter, CaseRow
from cashier.playbook.model import UNCLEAR, cause_key
from cashier.playbook.variants import PLAIN

FEW = 30
_CAUSE = "cause-"
_ENDED = frozenset({Outcome.paid_same, Outcome.paid_other, Outcome.customer_left})
_COLUMNS = tables.shown.c
_SHOWN = (
    select(_COLUMNS.case_seq, _COLUMNS.script, _COLUMNS.version)
    .join(tables.cases, tables.cases.c.opened_seq == _COLUMNS.case_seq)
    .order_by(_COLUMNS.case_seq.desc(), _COLUMNS.place)
)
_INSERT = insert(tables.shown)
_NOTE = _INSERT.on_conflict_do_update(
    index_elements=["case_seq", "place"],
    set_={name: _INSERT.excluded[name] for name in ("script", "version")},
)


class Shown(NamedTuple):
    """A row of the derived table: a script that a case had on the screen, and in which version."""

    case_seq: int
    place: str
    script: str
    version: str


@dataclass(frozen=True, slots=True)
class ShownScript:
    """A case, and a script whose words it showed in this version."""

    key: str
    version: str
    case: CaseRow


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of some cases. Shares are of the cases that ended; waits of those that say so.

    Args:
        shown: all cases, also those still open; opened by mistake is not a case.
        recovered: how many of the ended ones were paid.
        seconds: how long until the till was free again.
        fine, so_so, upset: how the customers took it, where the cashier noted it.
    """

    shown: int
    recovered: Share
    seconds: Median | None
    fine: Share
    so_so: int
    upset: int

    @property
    def enough(self) -> bool:
        """Whether enough cases have ended to judge by."""
        return self.recovered.total >= FEW


def figures(cases: Iterable[CaseRow]) -> Figures:
    """Count up what came of some cases."""
    every = [row for row in cases if row.outcome != Outcome.cancelled]
    ended = [row for row in every if row.outcome in _ENDED]
    moods = [row.mood for row in ended if row.mood]
    return Figures(
        shown=len(every),
        recovered=Share(sum(row.saved for row in ended), len(ended)),
        seconds=Median.of(row.waited_s for row in ended if row.waited_s is not None),
        fine=Share(moods.count(Mood.fine), len(moods)),
        so_so=moods.count(Mood.so_so),
        upset=moods.count(Mood.upset),
    )


def shown_scripts(connection: Connection, wanted: CaseFilter) -> tuple[ShownScript, ...]:
    """Return what the cases that fit have shown, the newest case first."""
    rows = {row.opened_seq: row for row in caselist.rows(connection, wanted, None)}
    query = caselist.filtered(_SHOWN, wanted)
    return tuple(
        ShownScript(found.script, found.version, rows[found.case_seq])
        for found in connection.execute(query)
    )


def shown_of(event: Event, case_seq: int) -> Shown | None:
    """Return what an event put on the screen; None when it did not."""
    if not isinstance(event, happened.ScriptShown):
        return None
    key = script_key(event.script)
    # Of a case's causes the last one counts; each script of the lock counts for itself.
    place = _CAUSE if key.startswith(_CAUSE) else key
    return Shown(case_seq, place, key, event.version or PLAIN)


def write(connection: Connection, shown: Iterable[Shown]) -> None:
    """Note what was shown; a later one takes the place of an earlier one."""
    values = [one._asdict() for one in shown]
    if values:
        connection.execute(_NOTE, values)


def script_key(kept: str) -> str:
    """Return the key of a script as events keep it: a cause by its id, the rest by their key."""
    of_cause = "." in kept or kept == UNCLEAR
    return cause_key(kept) if of_cause else kept
