"""What can be read of a history: lists, figures, series, records. Nothing is written here."""

from collections.abc import Collection
from datetime import datetime, tzinfo

from cashier.diagnosis.learning import DatedCount
from cashier.history import (
    audit,
    caselist,
    chain_table,
    counting,
    learned,
    log,
    meta,
    retention,
    rulings,
    series,
    shifts,
    versions,
)
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.care import CaredFile
from cashier.history.caselist import Named
from cashier.history.chain import Head
from cashier.history.charted import Series
from cashier.history.figures import PeriodFigures, ShiftFigures
from cashier.history.model import CaseFilter, CaseRow, Shift, StoredEvent
from cashier.history.rulings import Firing, RuledCase
from cashier.history.versions import ShownScript

_EVERYTHING = CaseFilter()
_PAGE = 200


class ReadFile(CaredFile):
    """A history's file that can be read: each call is one transaction and sees one state."""

    def events(self, case_id: str) -> tuple[StoredEvent, ...]:
        """Return the events of a case, oldest first; none for a case that is not known."""
        with self._reading() as connection:
            return chain_table.stored(connection, case_id)

    def open_cases(self) -> tuple[CaseRow, ...]:
        """Return every case that somebody still has to look at, newest first."""
        with self._reading() as connection:
            return caselist.rows(connection, CaseFilter(open=True), None)

    def cases(
        self,
        wanted: CaseFilter = _EVERYTHING,
        limit: int | None = _PAGE,
        before_seq: int | None = None,
    ) -> tuple[CaseRow, ...]:
        """Return the cases that fit, newest first; `before_seq` is where a page ended."""
        with self._reading() as connection:
            return caselist.rows(connection, wanted, limit, before_seq)

    def count(self, wanted: CaseFilter = _EVERYTHING) -> int:
        """Return how many cases fit."""
        with self._reading() as connection:
            return caselist.count(connection, wanted)

    def case(self, case_id: str) -> CaseRow | None:
        """Return the row of a case; None for one that is not known."""
        with self._reading() as connection:
            return caselist.read(connection, case_id)

    def named(self) -> Named:
        """Return who and what the filters can ask for."""
        with self._reading() as connection:
            return caselist.named(connection)

    def figures(self, wanted: CaseFilter = _EVERYTHING) -> PeriodFigures:
        """Return the figures of the cases that fit."""
        with self._reading() as connection:
            return counting.read(connection, wanted)

    def series(self, wanted: CaseFilter = _EVERYTHING, zone: tzinfo | None = None) -> Series:
        """Return the series for charts of the cases that fit; `zone` None is this machine's."""
        with self._reading() as connection:
            return series.read(connection, wanted, zone)

    def ruled_cases(self, wanted: CaseFilter = _EVERYTHING) -> tuple[RuledCase, ...]:
        """Return the cases that fit, newest first, each with the rules that held for it."""
        with self._reading() as connection:
            return rulings.read(connection, wanted)

    def fired_rules(self, limit: int = _PAGE, before_seq: int | None = None) -> tuple[Firing, ...]:
        """Return when rules came to hold, newest first; `before_seq` is where a page ended."""
        with self._reading() as connection:
            return rulings.fired(connection, limit, before_seq)

    def head(self) -> Head:
        """Return the last event's place and hash, as a shift report prints them."""
        with self._reading() as connection:
            return chain_table.head(connection)

    def last_purge(self) -> datetime | None:
        """Return as of when the last purge ended; None before the first."""
        with self._reading() as connection:
            return retention.last_purge(connection)

    @property
    def installation(self) -> str:
        """The id this history got when it was begun."""
        with self._reading() as connection:
            return meta.installation(connection)

    def current_shift(self) -> Shift | None:
        """Return the open shift."""
        with self._reading() as connection:
            return shifts.current(connection)

    def latest_shift(self) -> Shift | None:
        """Return the shift opened last, open or closed."""
        with self._reading() as connection:
            return shifts.latest(connection)

    def shifts(self, limit: int = _PAGE) -> tuple[Shift, ...]:
        """Return the shifts, newest first."""
        with self._reading() as connection:
            return shifts.everyone(connection, limit)

    def shift_figures(self, shift_id: str) -> ShiftFigures:
        """Return the figures of a shift.

        Raises:
            ShiftUnknown: there is none with this id.
        """
        with self._reading() as connection:
            shift = shifts.by_id(connection, shift_id)
            causes = log.causes_of_shift(connection, shift_id)
            counted = counting.of_shift(connection, shift, causes)
            handed_over = caselist.with_ids(connection, shift.open_cases)
            return ShiftFigures(shift, counted, chain_table.head(connection), handed_over)

    def changes(
        self,
        limit: int = _PAGE,
        before_seq: int | None = None,
        kinds: Collection[AuditKind] = tuple(AuditKind),
    ) -> tuple[AuditRecord, ...]:
        """Return what was changed, newest first; `before_seq` is where a page ended."""
        with self._reading() as connection:
            return audit.read(connection, limit, before_seq, kinds)

    def shown_scripts(self, wanted: CaseFilter = _EVERYTHING) -> tuple[ShownScript, ...]:
        """Return which versions of scripts the cases that fit have shown, newest case first."""
        with self._reading() as connection:
            return versions.shown_scripts(connection, wanted)

    def learned_counts(self, since: datetime) -> tuple[DatedCount, ...]:
        """Return how often each cause was confirmed in the shifts that were open since then."""
        with self._reading() as connection:
            return learned.read(connection, since)
