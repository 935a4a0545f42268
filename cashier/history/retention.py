"""What goes when its time is over, one small step after the other, each a transaction of its own.

Texts of ended cases and hand-over notes go from beside the chain; records go from its beginning,
one whole shift a step. The chain says what was taken and where it begins since, so that it can
still be followed. An open case keeps everything, however old it is.

A clock that jumps ahead takes little away: from day to day the purge moves on by a week at most.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, func, insert, or_, select, update

from cashier.history import (
    caselist,
    chain_table,
    log,
    meta,
    search,
    settled,
    shifts,
    tables,
)
from cashier.history.model import from_text, to_text
from cashier.history.soundness import TRIMMED

NOTES_DROPPED = "NotesDropped"
STEP = 200
# What the purge itself has noted goes with the records that it speaks of.
_HOUSEKEEPING = (settled.DROPPED, NOTES_DROPPED, TRIMMED)
_REFERENCE = "purged_as_of"
_MOST_AHEAD = timedelta(days=7)
_EVENTS, _CASES, _SHIFTS = tables.events.c, tables.cases.c, tables.shifts.c
_BESIDE = tables.beside.c


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How many days each kind is kept after its case or shift has ended."""

    texts_days: int = 90
    notes_days: int = 365
    records_days: int = 1095


@dataclass(frozen=True, slots=True)
class Purged:
    """What one step took away; `more` when another step has to follow."""

    texts: int = 0
    notes: int = 0
    records: int = 0

    @property
    def more(self) -> bool:
        """Whether there may be more to take."""
        return bool(self.texts or self.notes or self.records)


def step(connection: Connection, keep: Retention, now: datetime) -> Purged:
    """Take away one step of what is over; the step that finds nothing ends the purge."""
    reference = _reference(connection, now)

    def before(days: int) -> str:
        return to_text(reference - timedelta(days=days))

    at = to_text(now)
    taken = Purged(texts=_drop_texts(connection, before(keep.texts_days), at))
    if not taken.more:
        taken = Purged(notes=_drop_notes(connection, before(keep.notes_days), at))
    if not taken.more:
        taken = Purged(records=_trim(connection, before(keep.records_days), at))
    if not taken.more:
        meta.write(connection, _REFERENCE, to_text(reference))
    return taken


def last_purge(connection: Connection) -> datetime | None:
    """Return as of when the last purge ended; None before the first."""
    found = meta.read(connection, _REFERENCE)
    return from_text(found) if found else None


def _reference(connection: Connection, now: datetime) -> datetime:
    last = last_purge(connection)
    return now if last is None else min(now, last + _MOST_AHEAD)


def _drop_texts(connection: Connection, before: str, at: str) -> int:
    having = select(_BESIDE.case_id).where(_BESIDE.case_id.is_not(None))
    old = func.coalesce(_CASES.closed_at, _CASES.opened_at) < before
    query = select(tables.cases).where(old, _CASES.open.is_(False), _CASES.case_id.in_(having))
    found = connection.execute(query.order_by(_CASES.opened_seq).limit(STEP)).mappings()
    rows = [caselist.row_of(one) for one in found]
    if rows:
        log.note_standings(connection, rows, at)
        log.drop_texts(connection, [row.case_id for row in rows])
    return len(rows)


def _drop_notes(connection: Connection, before: str, at: str) -> int:
    old = select(_EVENTS.seq).where(_EVENTS.kind == shifts.CLOSED, _EVENTS.at < before)
    gone = connection.execute(delete(tables.beside).where(_BESIDE.seq.in_(old))).rowcount
    noted = update(tables.shifts).where(_SHIFTS.closed_at < before, _SHIFTS.note != "")
    connection.execute(noted.values(note=""))
    if gone:
        record = {"kind": NOTES_DROPPED, "at": at, "before": before}
        log.append_plain(connection, record, at)
    return gone


def _trim(connection: Connection, before: str, at: str) -> int:
    through = _first_boundary(connection, before)
    if through is None:
        return 0
    last = connection.execute(select(_EVENTS.hash).where(_EVENTS.seq == through)).scalar_one()
    record = {"kind": TRIMMED, "at": at, "hash": last, "through": through}
    log.append_plain(connection, record, at)
    connection.execute(delete(tables.trimmed))
    connection.execute(insert(tables.trimmed).values(through_seq=through, hash=last))
    over = select(_SHIFTS.id).where(_SHIFTS.opened_seq <= through)
    counts = tables.shift_counts
    connection.execute(delete(counts).where(counts.c.shift_id.in_(over)))
    found = select(tables.texts.c.seq).where(tables.texts.c.case_seq <= through)
    search.forget(connection, connection.execute(found).scalars().all())
    connection.execute(delete(tables.shown).where(tables.shown.c.case_seq <= through))
    connection.execute(delete(tables.cases).where(_CASES.opened_seq <= through))
    connection.execute(delete(tables.shifts).where(_SHIFTS.opened_seq <= through))
    connection.execute(delete(tables.beside).where(_BESIDE.seq <= through))
    return connection.execute(delete(tables.events).where(_EVENTS.seq <= through)).rowcount


def _first_boundary(connection: Connection, before: str) -> int | None:
    """Return the end of the oldest shift, if all of it and all of its cases are over."""
    opened = select(_SHIFTS.opened_seq).order_by(_SHIFTS.opened_seq).limit(2)
    ends = [seq - 1 for seq in connection.execute(opened).scalars() if seq - 1 > 0]
    begins = chain_table.base(connection).seq
    boundary = next((end for end in ends if end > begins), None)
    kept = _first_kept(connection, before)
    return boundary if boundary is not None and (kept is None or boundary < kept) else None


def _first_kept(connection: Connection, before: str) -> int | None:
    """Return the oldest place in the chain that has to stay."""
    young_event = (
        select(_EVENTS.seq)
        .where(_EVENTS.at >= before, _EVENTS.kind.not_in(_HOUSEKEEPING))
        .order_by(_EVENTS.seq)
        .limit(1)
    )
    closed = func.coalesce(_CASES.closed_at, _CASES.opened_at)
    young_case = select(func.min(_CASES.opened_seq)).where(or_(_CASES.open, closed >= before))
    young_shift = select(func.min(_SHIFTS.opened_seq)).where(
        or_(_SHIFTS.closed_at.is_(None), _SHIFTS.closed_at >= before)
    )
    found = [connection.execute(q).scalar() for q in (young_event, young_case, young_shift)]
    return min((seq for seq in found if seq is not None), default=None)
