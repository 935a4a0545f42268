"""Series for charts: when payments failed and why, what became of them, how long customers waited.

The database counts in pieces of an hour, or of ten minutes where the zone is no whole hours away;
everything else is worked out from these, so a month of any size is a few thousand values. Hours and
days are those of the zone that is handed in. Cases opened by mistake are left out.

The queries ask for what the index `cases_charted` holds and nothing else: then no row is read.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, tzinfo
from itertools import chain, repeat
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Integer, cast, func, select

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.history import audit, caselist, counting, tables
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.charted import (
    PARTS,
    CauseCount,
    DayCount,
    HourCount,
    ScriptSplit,
    Series,
    Waits,
    WeekCell,
)
from cashier.history.derive import side_of
from cashier.history.model import SAVED, CaseFilter, WeekPart, from_text, to_text
from cashier.playbook.model import UNCLEAR

_PART_OF = {hour: place for place, part in enumerate(PARTS) for hour in range(*part)}
_CASES = tables.cases.c
_SHOWN = tables.shown.c
_HOUR, _TEN_MINUTES = len("2026-11-22T04"), len("2026-11-22T04:0")
_REST = {_HOUR: ":00:00+00:00", _TEN_MINUTES: "0:00+00:00"}
_SCRIPT_KINDS = (AuditKind.script_pinned, AuditKind.script_unpinned)
_CHANGES = 500
# Whole numbers are grouped at a third of the price of fractions.
_TENTHS: ColumnElement[Any] = cast(func.round(_CASES.waited_s * 10), Integer)


class _Piece(NamedTuple):
    """Cases of one piece of time that have cause and outcome in common."""

    begin: str
    cause: str
    outcome: str
    times: int
    fen: int | None

    @property
    def side(self) -> str:
        """Whose side the cause is on."""
        return side_of(self.cause)


class _Placed(NamedTuple):
    """A piece and when it was where the shop is."""

    local: datetime
    piece: _Piece


def read(connection: Connection, wanted: CaseFilter, zone: tzinfo | None) -> Series:
    """Return the series of the cases that fit; `zone` None is this machine's."""
    placed = _placed(_pieces(connection, wanted, _length(connection, zone)), zone)
    return Series(
        week=_week(placed),
        causes=_causes(one.piece for one in placed),
        hours=_hours(placed),
        days=_days(placed),
        waits=_waits(connection, wanted),
        split=_split(connection, wanted),
        switched_to=counting.read_switched(connection, wanted),
    )


def _length(connection: Connection, zone: tzinfo | None) -> int:
    """Return how much of a moment's text tells the pieces apart in this zone."""
    # One at a time: only then does the index know the answer at once.
    ends = [
        connection.execute(select(end(_CASES.opened_at))).scalar() for end in (func.min, func.max)
    ]
    shifts = [from_text(end).astimezone(zone).utcoffset() for end in ends if end]
    whole = all(shift is not None and shift.seconds % 3600 == 0 for shift in shifts)
    return _HOUR if whole else _TEN_MINUTES


def _pieces(connection: Connection, wanted: CaseFilter, length: int) -> list[_Piece]:
    begin = func.substr(_CASES.opened_at, 1, length)
    # What differs most comes first: the groups are found by comparing in this order.
    alike = (begin, _CASES.cause_kept, _CASES.outcome)
    query = select(*alike, func.count(), func.sum(_CASES.amount_fen))
    query = caselist.filtered(query.where(_CASES.outcome != Outcome.cancelled), wanted)
    query = query.group_by(*alike)
    return [_Piece._make(row) for row in connection.execute(query).all()]


def _placed(pieces: Iterable[_Piece], zone: tzinfo | None) -> list[_Placed]:
    known: dict[str, datetime] = {}
    placed = []
    for piece in pieces:
        local = known.get(piece.begin)
        if local is None:
            local = from_text(piece.begin + _REST[len(piece.begin)]).astimezone(zone)
            known[piece.begin] = local
        placed.append(_Placed(local, piece))
    return placed


def _week(placed: Iterable[_Placed]) -> tuple[WeekCell, ...]:
    cells: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
    for local, piece in placed:
        cells[local.weekday(), _PART_OF[local.hour]].append(piece)
    made = [_cell(WeekPart(day, *PARTS[part]), pieces) for (day, part), pieces in cells.items()]
    return tuple(sorted(made, key=lambda one: (-one.lost, -one.failures, _place(one.part))))


def _place(part: WeekPart) -> tuple[int, int]:
    return part.weekday, part.from_hour


def _cell(part: WeekPart, pieces: list[_Piece]) -> WeekCell:
    lost = [one for one in pieces if one.outcome == Outcome.customer_left]
    return WeekCell(
        part,
        failures=sum(one.times for one in pieces),
        lost=sum(one.times for one in lost),
        money_lost=Money(sum(one.fen or 0 for one in lost)),
        causes=_causes(pieces),
    )


def _causes(pieces: Iterable[_Piece]) -> tuple[CauseCount, ...]:
    saved: defaultdict[str, int] = defaultdict(int)
    lost: defaultdict[str, int] = defaultdict(int)
    fen: defaultdict[str, int] = defaultdict(int)
    sides: dict[str, str] = {}
    for one in pieces:
        cause = one.cause or UNCLEAR
        if one.outcome in SAVED:
            saved[cause] += one.times
        elif one.outcome == Outcome.customer_left:
            lost[cause] += one.times
            fen[cause] += one.fen or 0
        else:
            continue
        sides[cause] = one.side
    made = [
        CauseCount(cause, side, saved[cause], lost[cause], Money(fen[cause]))
        for cause, side in sides.items()
    ]
    return tuple(sorted(made, key=lambda one: (-one.times, one.cause)))


def _hours(placed: Iterable[_Placed]) -> tuple[HourCount, ...]:
    times: defaultdict[tuple[int, str], int] = defaultdict(int)
    for local, piece in placed:
        times[local.hour, piece.side] += piece.times
    return tuple(HourCount(hour, side, times[hour, side]) for hour, side in sorted(times))


def _days(placed: Iterable[_Placed]) -> tuple[DayCount, ...]:
    failures: defaultdict[date, int] = defaultdict(int)
    saved: defaultdict[date, int] = defaultdict(int)
    lost: defaultdict[date, int] = defaultdict(int)
    for local, piece in placed:
        day = local.date()
        failures[day] += piece.times
        saved[day] += piece.times if piece.outcome in SAVED else 0
        lost[day] += piece.times if piece.outcome == Outcome.customer_left else 0
    return tuple(DayCount(day, failures[day], saved[day], lost[day]) for day in sorted(failures))


def _waits(connection: Connection, wanted: CaseFilter) -> Waits:
    query = select(_TENTHS, func.count()).where(
        _CASES.waited_s.is_not(None), _CASES.outcome != Outcome.cancelled
    )
    query = caselist.filtered(query, wanted).group_by(_TENTHS)
    counted = connection.execute(query).all()
    return Waits.of(_told((tenths, times) for tenths, times in counted))


def _told(counted: Iterable[tuple[int, int]]) -> Iterator[float]:
    """Yield every wait, counted in tenths of a second, as often as it was counted."""
    return chain.from_iterable(repeat(tenths / 10, times) for tenths, times in counted)


def _split(connection: Connection, wanted: CaseFilter) -> ScriptSplit | None:
    change = _last_change(connection, wanted)
    if change is None:
        return None
    late = _CASES.opened_at >= to_text(change.at)
    query = (
        select(late, _TENTHS, func.count())
        .join(tables.shown, _SHOWN.case_seq == _CASES.opened_seq)
        .where(_SHOWN.script == change.what, _CASES.waited_s.is_not(None))
    )
    query = caselist.filtered(query, wanted).group_by(late, _TENTHS)
    counted: tuple[list[tuple[int, int]], ...] = ([], [])
    for after, tenths, times in connection.execute(query).all():
        counted[bool(after)].append((tenths, times))
    before, since = (Waits.of(_told(one)) for one in counted)
    return ScriptSplit(change.what, change.at, change.after or change.before, before, since)


def _last_change(connection: Connection, wanted: CaseFilter) -> AuditRecord | None:
    begin, end = wanted.opened_from, wanted.opened_before
    changes = audit.read(connection, _CHANGES, None, _SCRIPT_KINDS)
    fitting = (
        one
        for one in changes
        if (begin is None or one.at >= begin) and (end is None or one.at < end)
    )
    return next(fitting, None)
