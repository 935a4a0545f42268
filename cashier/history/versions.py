"""Which version of which script each case had, and what came of it.

Read from the chain: a case counts for the last script of a cause that it showed, and for every
script of the lock that it showed at all. Counting is pure; whether a difference means anything is
said by intervals, never by the eye.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from cashier.cases.events import EventUnreadable
from cashier.cases.outcome import Mood, Outcome
from cashier.core.intervals import Median, Share
from cashier.history import caselist, tables
from cashier.history.model import CaseFilter, CaseRow
from cashier.playbook.model import UNCLEAR
from cashier.playbook.variants import PLAIN

FEW = 30
_CAUSE = "cause-"
_ENDED = frozenset({Outcome.paid_same, Outcome.paid_other, Outcome.customer_left})


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
    """Return what the cases that fit have shown, the newest case first.

    Raises:
        EventUnreadable: somebody else's hand wrote a record that is none of ours.
    """
    events, cases = tables.events, tables.cases
    query = select(events.c.case_id, events.c.body).join(cases, cases.c.case_id == events.c.case_id)
    query = caselist.filtered(query.where(events.c.kind == "ScriptShown"), wanted)
    shown: dict[str, dict[str, tuple[str, str]]] = {}
    for row in connection.execute(query.order_by(events.c.seq)):
        key, version = _read(row.body)
        # Of a case's causes the last one counts; each script of the lock counts for itself.
        place = _CAUSE if key.startswith(_CAUSE) else key
        shown.setdefault(row.case_id, {})[place] = (key, version)
    return tuple(
        ShownScript(key, version, case)
        for case in caselist.rows(connection, wanted, None)
        for key, version in shown.get(case.case_id, {}).values()
    )


def _read(body: str) -> tuple[str, str]:
    try:
        record = json.loads(body)
        script, version = str(record["script"]), str(record.get("version") or PLAIN)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise EventUnreadable(kind="ScriptShown") from error
    return script_key(script), version


def script_key(kept: str) -> str:
    """Return the key of a script as events keep it: a cause by its id, the rest by their key."""
    of_cause = "." in kept or kept == UNCLEAR
    return _CAUSE + kept.replace(".", "-") if of_cause else kept
