"""The till's degraded methods: feeds the state machine, and notes what it decides.

Runs on the desk's thread. Lights, ended cases, answers about orders and the register's reports come
in; what failed within the last hour is read from history at the start. It asks to be woken when a
method may come back, because nothing else may happen until then.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outage import Degradation
from cashier.cases.outcome import Outcome
from cashier.cases.recent import Failure
from cashier.cases.track import Degraded, MethodLight
from cashier.core.clock import Clock
from cashier.desk.live import LiveCase
from cashier.health.lights import Snapshot, method_light
from cashier.history.audit import AuditKind, AuditRecord
from cashier.history.model import CaseFilter, CaseRow
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.playbook.playbook import Playbook
from cashier.register.report import Report

WakeIn = Callable[[float], Callable[[], None]]
_REMEMBERED_S = 3600.0
_SAID = ("register.code", "register.text")
_PROGRAM = "program"


class Outages:
    """Which methods are degraded at this till now, and whether a failure has been seen before."""

    def __init__(
        self, playbook: Playbook, clock: Clock, note: Callable[[AuditRecord], None]
    ) -> None:
        self._playbook = playbook
        self._clock = clock
        self._note = note
        self._state = Degradation.begin(playbook.methods, playbook.timings.damping)
        self._since: dict[str, datetime] = {}
        self._wake_in: WakeIn | None = None
        self._due_s: float | None = None
        self._cancel: Callable[[], None] | None = None

    def wake_by(self, wake_in: WakeIn) -> None:
        """Name what draws a view after so many seconds, and returns what calls that off.

        Whoever draws a view asks what is degraded, and that does what has fallen due.
        """
        self._wake_in = wake_in

    def stop(self) -> None:
        """Ask to be woken no more."""
        self._wake_in = None
        self._plan()

    def degraded(self) -> Mapping[str, Degraded]:
        """Return the methods that are degraded or on trial now."""
        self._take(self._state.at(self._clock.monotonic()))
        return self._state.degraded

    @property
    def since(self) -> Mapping[str, datetime]:
        """When the trouble of each degraded method began, for people."""
        return self._since

    def lights(self, snapshot: Snapshot) -> None:
        """Take the new lights."""
        lights = {
            method.id: _merged(method.needs, snapshot)
            for method in self._playbook.methods
            if method.needs
        }
        self._take(self._state.with_lights(lights, self._clock.monotonic()))

    def heard(self, live: LiveCase, event: Event) -> None:
        """Take what an event says about methods: how a case ended, or that its order was paid."""
        case, now_s = live.case, self._clock.monotonic()
        if isinstance(event, happened.CaseClosed) and event.outcome is not Outcome.cancelled:
            failure = self._failure(live, event.cause, paid=event.outcome is Outcome.paid_same)
            other = event.outcome is Outcome.paid_other
            paid_by = (event.method or case.switched_to) if other else None
            self._take(_ended(self._state, failure, paid_by, now_s))
        elif isinstance(event, happened.OrderAnswered) and event.state == "paid":
            state = self._state.with_recovery(_key(live), now_s)
            self._take(state.with_success(case.method or "", live.zero, now_s))

    def reported(self, report: Report) -> None:
        """Take an answer of the register's own that blames the method, with or without a case."""
        provider, _, code = report.code.partition("/")
        tail, now_s = report.order_number.tail, self._clock.monotonic()
        said = frozenset({report.code, report.text} - {""})
        blamed = [
            Failure(tail, now_s, report.method, row.cause, said=said)
            for row in self._playbook.codes.by_code(provider, code)
            if row.call == "charge"
        ]
        own = report.source == "register" and bool(tail)
        if own and blamed and all(failure.telling for failure in blamed):
            self._take(self._state.with_failure(blamed[0], now_s))

    def same_failure(self, live: LiveCase) -> tuple[Evidence, ...]:
        """Return the evidence whether a failure like this one was seen here a moment ago."""
        now_s = self._clock.monotonic()
        this = Failure(_key(live), now_s, live.case.method, said=_said(live.case.facts.values))
        within_s = self._playbook.timings.damping.same_failure_within_s
        value = self._state.lately.same_failure(this, within_s)
        if value is None:
            return ()
        return (Evidence("recent.same_failure", value, seen_at=self._clock.now()),)

    def refill(self, store: Store) -> None:
        """Read from history what failed within the last hour, in the order it was heard of."""
        now = self._clock.now()
        wanted = CaseFilter(opened_from=now - timedelta(seconds=_REMEMBERED_S), opened_before=now)
        past = [row for row in store.cases(wanted, limit=None) if row.outcome]
        state = self._state
        for row in sorted(past, key=_heard_at):
            if row.outcome != Outcome.cancelled:
                said = _said(_shown(store, row.case_id))
                failure = self._past_failure(row, said)
                other = row.method_paid if row.outcome == Outcome.paid_other else None
                state = _ended(state, failure, other, self._seconds(_heard_at(row)))
        self._take(state.at(self._clock.monotonic()))

    def _failure(self, live: LiveCase, cause: str, *, paid: bool) -> Failure:
        case = live.case
        said = _said(case.facts.values)
        return Failure(_key(live), live.zero, case.method, cause, recovered=paid, said=said)

    def _past_failure(self, row: CaseRow, said: frozenset[str]) -> Failure:
        paid = row.outcome == Outcome.paid_same
        key = row.order_tail or row.case_id
        at_s = self._seconds(row.opened_at)
        return Failure(key, at_s, row.method_failed or None, row.cause_kept, paid, said)

    def _seconds(self, at: datetime) -> float:
        """Return a wall time of the past on the clock of durations; what seems to come is now."""
        ago = max((self._clock.now() - at).total_seconds(), 0.0)
        return self._clock.monotonic() - ago

    def _take(self, state: Degradation) -> None:
        """Keep the new state; note what changed for the cashier, and plan the next change."""
        before, self._state = self._state.degraded, state
        if state.degraded != before:
            for name in self._playbook.methods:
                self._changed(name.id, before.get(name.id), state.degraded.get(name.id))
        self._plan()

    def _changed(self, method: str, before: Degraded | None, now: Degraded | None) -> None:
        if now is None:
            if before is not None:
                del self._since[method]
                self._record(AuditKind.method_restored, method, before, None)
            return
        if before is None:
            ago = timedelta(seconds=self._clock.monotonic() - now.since_s)
            self._since[method] = self._clock.now() - ago
        if not now.trial and (before is None or before.trial or before.why is not now.why):
            self._record(AuditKind.method_degraded, method, before, now)

    def _record(
        self, kind: AuditKind, method: str, before: Degraded | None, now: Degraded | None
    ) -> None:
        at = self._clock.now()
        change = AuditRecord(
            kind=kind, at=at, by=_PROGRAM, what=method, before=_told(before), after=_told(now)
        )
        self._note(change)

    def _plan(self) -> None:
        due_s = self._state.next_due_s if self._wake_in is not None else None
        if due_s == self._due_s:
            return
        self._due_s = due_s
        if self._cancel is not None:
            self._cancel()
            self._cancel = None
        if self._wake_in is not None and due_s is not None:
            seconds = max(due_s - self._clock.monotonic(), 0.0)
            self._cancel = self._wake_in(seconds)


def _ended(state: Degradation, failure: Failure, paid_by: str | None, now_s: float) -> Degradation:
    """Return the state after a case ended: a failure, and what the customer paid with at last."""
    after = state.with_failure(failure, now_s)
    if failure.recovered:
        return after.with_success(failure.method or "", failure.at_s, now_s)
    return after.with_success(paid_by, now_s, now_s) if paid_by else after


def _merged(needs: tuple[str, ...], snapshot: Snapshot) -> MethodLight:
    """Return a method's light; an account of which something is to be confirmed is not slow."""
    light = method_light(needs, snapshot)
    if light.state == "warn" and light.name.startswith("merchant."):
        return MethodLight("ok", light.name)
    return MethodLight(light.state, light.name)


def _key(live: LiveCase) -> str:
    """Return what a case shares with a report of the register about the same order."""
    return live.case.order_tail or live.case.case_id


def _said(values: Mapping[str, str]) -> frozenset[str]:
    return frozenset(values[name] for name in _SAID if values.get(name))


def _shown(store: Store, case_id: str) -> Mapping[str, str]:
    """Return what the register showed in a past case."""
    found: dict[str, str] = {}
    for stored in store.events(case_id):
        item = stored.record.get("evidence")
        if isinstance(item, Mapping):
            found[str(item.get("name"))] = str(item.get("value"))
    return found


def _heard_at(row: CaseRow) -> datetime:
    return row.closed_at or row.opened_at


def _told(state: Degraded | None) -> str:
    """Return a state as the record keeps it: whose side failed, never a customer's own cause."""
    if state is None:
        return ""
    what = state.fault.partition(".")[0] if state.failures else state.fault
    return f"{state.why}: {what}"
