"""What the desk remembers of earlier shifts: the confirmed causes that it hands to each judgement.

Read on the desk's thread at the start and when the shift changes, never while a case waits. With
the setting off nothing is handed over, and the playbook's own priors hold.
"""

from cashier.core.clock import Clock
from cashier.desk.manager import LearnedView, LearningView
from cashier.diagnosis.learning import HORIZON, Counts, learned_priors
from cashier.diagnosis.posterior import priors
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook

SETTING = "guidance.learn"
# Whoever edits the settings does not say a name.
_BY_SETTINGS = "settings"


class Memory:
    """The store's confirmed causes as counted last, and whether they are used.

    Args:
        store: the history to read.
        clock: says how old a shift is.
        on: whether the counts may move the priors.
    """

    def __init__(self, store: Store, clock: Clock, *, on: bool) -> None:
        self._store = store
        self._clock = clock
        self._on = on
        self._counts = Counts()
        self._switched: AuditRecord | None = None

    @property
    def learned(self) -> Counts | None:
        """What moves the priors; None while that is switched off."""
        return self._counts if self._on else None

    def counted(self, cause: str) -> float:
        """Return what was counted for one cause, by the name that the history keeps."""
        return self._counts.weight(cause)

    def read(self) -> None:
        """Count anew, and look up when learning was last switched.

        Raises:
            CashierError: the history cannot be read; nothing counts then.
        """
        self._counts, now = Counts(), self._clock.now()
        switches = self._store.changes(limit=1, kinds=(AuditKind.learning_switched,))
        self._switched = switches[0] if switches else None
        self._counts = Counts.of(self._store.learned_counts(now - HORIZON), now)

    def note_switch(self) -> None:
        """Keep in the history that learning was switched since it was read last time.

        Raises:
            CashierError: the history cannot be written.
        """
        before = self._switched.after if self._switched else _word(on=True)
        if before == _word(on=self._on):
            return
        change = AuditRecord(
            kind=AuditKind.learning_switched,
            at=self._clock.now(),
            by=_BY_SETTINGS,
            what=SETTING,
            before=before,
            after=_word(on=self._on),
            pin=False,
        )
        self._store.note_change(change)
        self._switched = change

    def view(self, playbook: Playbook) -> LearningView:
        """Return what was learned, also while it is not used; the greatest change comes first."""
        base = priors(playbook)
        moved = learned_priors(base, self._counts)
        causes = [
            LearnedView(cause, prior, moved[cause], self._counts.weight(cause))
            for cause, prior in base.items()
        ]
        causes.sort(key=lambda one: (-abs(one.learned - one.playbook), one.cause))
        switched = self._switched
        if switched is not None and switched.after != _word(on=self._on):
            switched = None
        return LearningView(
            on=self._on,
            switched_at=switched.at if switched else None,
            since=self._counts.since,
            confirmed=self._counts.confirmed,
            unconfirmed=self._counts.unconfirmed,
            learned=tuple(causes),
        )


def _word(*, on: bool) -> str:
    return "on" if on else "off"
