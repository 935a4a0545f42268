"""Versions of scripts as the manager handles them: figures of each, pin one, go back, let go.

Every change is written to the shop's file and to the history, or to neither. Runs on the thread of
its store.
"""

from datetime import datetime
from functools import partial

from cashier.core.clock import Clock
from cashier.core.errors import CashierError, WrongUse
from cashier.desk.manager import ScriptChange, ScriptView
from cashier.desk.script_views import ScriptDrawer
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.model import CaseFilter
from cashier.history.store import Store
from cashier.playbook.pins import PinFile, Update, pinned, rolled_back, script_entry, unpinned
from cashier.playbook.variants import Variants

_LATEST_CHANGES = 500
_EVERYTHING = CaseFilter()


class Scriptbook:
    """The versions of scripts at one shop.

    Whoever changes one here has asked for the manager's PIN before, and the record says so.
    """

    def __init__(self, variants: Variants, file: PinFile, store: Store, clock: Clock) -> None:
        self._variants = variants
        self._file = file
        self._store = store
        self._clock = clock

    def views(
        self,
        key: str | None = None,
        wanted: CaseFilter = _EVERYTHING,
        split: datetime | None = None,
    ) -> tuple[ScriptView, ...]:
        """Return one script, or all that have versions or are pinned, with their figures.

        Args:
            key: a script's key, or the id of a cause.
            wanted: the cases to count.
            split: the moment to compare before and after; else the last change by a person.

        Raises:
            ScriptUnknown: there is no such script.
            PlaybookBroken: the shop's choice cannot be read.
        """
        pins = self._file.read()
        entries = [*self._variants.listed, *pins.in_force]
        if key is not None:
            entries = [script_entry(self._variants, pins, key)]
        drawer = ScriptDrawer(self._variants, pins, self._store.shown_scripts(wanted))
        changed = self._last_changes() if split is None else {}
        return tuple(
            drawer.view(entry, split or changed.get(entry)) for entry in dict.fromkeys(entries)
        )

    def before(self, key: str) -> str:
        """Return the version that going back would put in force; empty where there is none.

        Raises:
            PlaybookBroken: the shop's choice cannot be read.
        """
        pins = self._file.read()
        try:
            back = rolled_back(pins, self._variants, key)
        except WrongUse:
            return ""
        return back.of(script_entry(self._variants, pins, key)) or ""

    def pin(self, key: str, version: str, by: str) -> ScriptChange:
        """Put one version in force at this shop, for the cases that open from now on.

        Raises:
            ScriptUnknown, ScriptVersionUnknown, ScriptVersionRetired: it cannot be.
        """
        return self.change(key, by, partial(pinned, key=key, version_id=version))

    def roll_back(self, key: str, by: str) -> ScriptChange:
        """Put the version in force that was before.

        Raises:
            ScriptUnknown, ScriptNothingBefore: it cannot be.
        """
        return self.change(key, by, partial(rolled_back, key=key))

    def unpin(self, key: str, by: str) -> ScriptChange:
        """Follow the playbook again.

        Raises:
            ScriptUnknown, ScriptNotPinned: it cannot be.
        """
        return self.change(key, by, partial(unpinned, key=key))

    def change(self, key: str, by: str, update: Update) -> ScriptChange:
        """Let `update` choose anew for one script, and note who did it.

        Raises:
            CashierError: it cannot be, or could not be noted; the former choice stands.
        """
        before, after = self._file.change(lambda pins: update(pins, self._variants))
        entry = script_entry(self._variants, before, key)
        change = ScriptChange(entry, before.of(entry), after.of(entry))
        if after != before:
            try:
                self._store.note_change(self._record(change, by))
            except CashierError:
                # What nobody could look up later does not stand.
                self._file.change(lambda _: before)
                raise
        return change

    def _record(self, change: ScriptChange, by: str) -> AuditRecord:
        let_go = change.after is None
        return AuditRecord(
            kind=AuditKind.script_unpinned if let_go else AuditKind.script_pinned,
            at=self._clock.now(),
            by=by,
            what=change.key,
            before=change.before or "",
            after=change.after or "",
            pin=True,
        )

    def _last_changes(self) -> dict[str, datetime]:
        """Return for each script when a person last changed it."""
        kinds = (AuditKind.script_pinned, AuditKind.script_unpinned)
        found = self._store.changes(_LATEST_CHANGES, kinds=kinds)
        return {one.what: one.at for one in reversed(found)}
