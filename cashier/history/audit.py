"""What was changed in how the program judges: in the chain like a shift, linked to no case.

Rules, scripts and learning are switched by persons, methods by the program itself; each change is
kept with its author, its time and what stood there before and after. No table is derived: the list
is read from the chain. Like everything kept, a record passes `Privacy` first.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, select

from cashier.cases.records import EventUnreadable
from cashier.history import tables
from cashier.history.model import from_text

_EVENTS = tables.events.c


class AuditKind(StrEnum):
    """What kind of change it was; the name is what the chain holds and is never renamed."""

    rules_changed = "RulesChanged"
    rules_reverted = "RulesReverted"
    script_pinned = "ScriptPinned"
    script_unpinned = "ScriptUnpinned"
    learning_switched = "LearningSwitched"
    method_degraded = "MethodDegraded"
    method_restored = "MethodRestored"
    history_restored = "HistoryRestored"
    events_not_kept = "EventsNotKept"
    alarm_raised = "AlarmRaised"
    alarm_silenced = "AlarmSilenced"
    alarm_acknowledged = "AlarmAcknowledged"
    alarm_cleared = "AlarmCleared"


ALARM_KINDS = frozenset(kind for kind in AuditKind if kind.value.startswith("Alarm"))
CHANGE_KINDS = frozenset(AuditKind) - ALARM_KINDS
"""What was changed in how the program judges; an alarm changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditRecord:
    """One change, by a person or by the program itself.

    Args:
        kind: what kind of change.
        at: when, aware.
        by: who: a role or a name, never a customer.
        what: the id of what was changed: a rule, a script, a setting.
        before: what stood there, as text; empty where nothing did.
        after: what stands there now; empty where it was taken away.
        pin: whether a PIN was given for it; None where that was not noted.
        seq: its place in the chain; 0 until it is kept.
    """

    kind: AuditKind
    at: datetime
    by: str
    what: str
    before: str = ""
    after: str = ""
    pin: bool | None = None
    seq: int = 0


def to_record(change: AuditRecord) -> dict[str, object]:
    """Return the change as plain JSON values; its place is the chain's to say."""
    record = asdict(change)
    del record["seq"]
    if change.pin is None:
        del record["pin"]
    return {**record, "kind": change.kind.value, "at": change.at.isoformat()}


def read(
    connection: Connection, limit: int, before_seq: int | None, kinds: Iterable[AuditKind]
) -> tuple[AuditRecord, ...]:
    """Return changes of some kinds, newest first, at most `limit`, before `before_seq` if given.

    Raises:
        EventUnreadable: somebody else's hand wrote a record that is none of ours.
    """
    query = select(_EVENTS.seq, _EVENTS.kind, _EVENTS.at, _EVENTS.body)
    query = query.where(_EVENTS.case_id.is_(None), _EVENTS.kind.in_(list(kinds)))
    if before_seq is not None:
        query = query.where(_EVENTS.seq < before_seq)
    found = connection.execute(query.order_by(_EVENTS.seq.desc()).limit(limit))
    return tuple(_change(row.seq, row.kind, row.at, row.body) for row in found)


def _change(seq: int, kind: str, at: str, body: str) -> AuditRecord:
    try:
        record = json.loads(body)
    except ValueError as error:
        raise EventUnreadable(kind=kind) from error
    if not isinstance(record, Mapping) or record.get("kind") != kind:
        raise EventUnreadable(kind=kind)
    by, what, before, after = (str(record.get(n, "")) for n in ("by", "what", "before", "after"))
    pin = record.get("pin")
    return AuditRecord(
        kind=AuditKind(kind),
        at=from_text(at),
        by=by,
        what=what,
        before=before,
        after=after,
        pin=pin if isinstance(pin, bool) else None,
        seq=seq,
    )
