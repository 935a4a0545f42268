"""The desk's alarms: feeds the judgement, keeps what it decides on record, and sends what it says.

Runs on the desk's thread. It looks whenever the desk draws, and again soon while an alarm is open
or in doubt. Alarms that were open when the program ended are taken up from the record, so that
nothing is told twice and every end is told.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from math import inf
from typing import Any

from cashier.alarms.alarm import HOUR_S, Alarm, Kind, Message, Patience
from cashier.alarms.alarms import Alarms
from cashier.alarms.checklists import checklist
from cashier.alarms.errors import ChatNotBegun
from cashier.alarms.sight import Grade, look
from cashier.alarms.wording import CATALOGUES, Place, sentence_key, texts, trial_texts
from cashier.core.errors import CashierError
from cashier.core.words import Words
from cashier.desk.casework import Casework
from cashier.desk.ports import AlarmWishes, Network
from cashier.desk.views import AlarmView, Light, Phrase
from cashier.health.lights import Snapshot
from cashier.health.links import ShopLink
from cashier.history.audit import AuditKind, AuditRecord

PACE_S = 20.0
_REMEMBERED = timedelta(days=1)
_PROGRAM = "program"
LOST = "lost"
"""What the record of an end says where nobody knows whether it is mended."""

_TAKEN_UP = 500
_STARTED = (AuditKind.alarm_raised, AuditKind.alarm_cleared)

Post = Callable[[Callable[[], Any]], Any]


class Alarming:
    """All alarms of one till.

    Args:
        work: the desk's cases, their way to disk, and which methods keep failing.
        network: calls back after a while.
        wishes: what the shop wants.
        post: puts work on the desk's thread, and draws after it.
        told: is given what went wrong with a message, or None when a trial arrived.
    """

    def __init__(
        self,
        work: Casework,
        network: Network,
        wishes: AlarmWishes,
        post: Post,
        told: Callable[[tuple[CashierError, ...], bool], None],
    ) -> None:
        self._work = work
        self._network = network
        self._wishes = wishes
        self._post = post
        self._told = told
        self._state = Alarms(Patience.of(work.playbook.timings.damping))
        self._wake: Callable[[], None] | None = None
        self._ended = False

    def start(self) -> None:
        """Take up the alarms that were open when the program ended.

        Raises:
            CashierError: the history cannot be read; every alarm begins anew then.
        """
        now = self._work.clock.now()
        records = self._work.store.changes(_TAKEN_UP, kinds=_STARTED)
        newest: dict[str, AuditRecord] = {}
        for record in records:
            if now - record.at < _REMEMBERED:
                newest.setdefault(record.what, record)
        known = [self._known(one) for one in newest.values() if one.kind is AuditKind.alarm_raised]
        sent = (self._seconds(one.at) for one in records if now - one.at < timedelta(hours=1))
        self._state = self._state.restored(known, sent)

    def stop(self) -> None:
        """Ask to be woken no more."""
        self._ended = True
        self._plan()

    def look(self, snapshot: Snapshot, links: Iterable[ShopLink] = ()) -> None:
        """Judge what is broken now; keep and tell what changed.

        Args:
            snapshot: the lights.
            links: the shop's payment chain as last observed.
        """
        if not self._wishes.on:
            return
        clock, degraded = self._work.clock, self._work.outages.degraded()
        sight = look(snapshot, links, degraded, self._work.playbook.methods)
        hour = clock.now().astimezone().hour
        quiet = self._wishes.is_quiet(hour)
        self._state, taken = self._state.take(sight, clock.monotonic(), quiet=quiet)
        for alarm in taken.raised:
            self._record(AuditKind.alarm_raised, alarm, _PROGRAM, alarm.grade.name)
        for end in taken.cleared:
            lost = LOST if end.kind is Kind.lost else ""
            self._record(AuditKind.alarm_cleared, end.alarm, _PROGRAM, lost)
        for message in taken.messages:
            self._send(message)
        self._plan()

    def views(self) -> tuple[AlarmView, ...]:
        """Return the open alarms that stand for themselves, the worst first, then the oldest."""
        now_s = self._work.clock.monotonic()
        shown = [one for one in self._state.open.values() if not one.explained]
        shown.sort(key=lambda one: (-one.grade, one.since_s))
        return tuple(self._view(one, now_s) for one in shown)

    def silence(self, alarm_id: str, minutes: float | None) -> None:
        """Remind nobody of an alarm for so many minutes; None means until it is over."""
        alarm = self._state.by_id(alarm_id)
        if alarm is None:
            return
        now_s = self._work.clock.monotonic()
        until_s = inf if minutes is None else now_s + 60 * minutes
        self._state = self._state.silenced(alarm_id, until_s)
        self._record(AuditKind.alarm_silenced, alarm, self._by, str(minutes or ""))

    def acknowledge(self, alarm_id: str) -> None:
        """Somebody takes an alarm on."""
        alarm = self._state.by_id(alarm_id)
        if alarm is not None and not alarm.acknowledged:
            self._state = self._state.acknowledged(alarm_id)
            self._record(AuditKind.alarm_acknowledged, alarm, self._by, "")

    def test(self) -> None:
        """Write a trial to the chat; that there is none is told too."""
        if self._wishes.chat is None:
            self._sent((ChatNotBegun(),), trial=True)
            return
        title, text = trial_texts(self._place, self._words())
        self._wishes.chat.send(title, text, lambda wrong: self._sent(wrong, trial=True))

    @property
    def _by(self) -> str:
        return self._work.who.cashier or "clerk"

    @property
    def _place(self) -> Place:
        return Place(self._wishes.shop, self._work.who.till)

    def _words(self) -> Words:
        return Words(self._wishes.language, CATALOGUES)

    def _send(self, message: Message) -> None:
        if self._wishes.chat is None or message.alarm.grade < self._wishes.chat_from:
            return
        since = self._at(message.alarm.since_s).astimezone()
        title, text = texts(
            message,
            self._place,
            since,
            self._words(),
            next(iter(self._checklist(message.alarm)), ""),
        )
        self._wishes.chat.send(title, text, lambda wrong: self._sent(wrong, trial=False))

    def _sent(self, wrong: tuple[CashierError, ...], *, trial: bool) -> None:
        self._post(lambda: self._told(wrong, trial))

    def _record(self, kind: AuditKind, alarm: Alarm, by: str, after: str) -> None:
        before = "" if kind is AuditKind.alarm_raised else alarm.grade.name
        at = self._work.clock.now()
        self._work.keeping.save(
            [AuditRecord(kind=kind, at=at, by=by, what=alarm.name, before=before, after=after)]
        )

    def _known(self, record: AuditRecord) -> Alarm:
        """Return an alarm from before; whether it still holds is seen at the first look."""
        grade = Grade.warn if record.after == Grade.warn.name else Grade.fail
        since_s = self._seconds(record.at)
        next_s = self._work.clock.monotonic() + HOUR_S
        return Alarm(f"{record.what}:0", record.what, grade, since_s, told=1, next_s=next_s)

    def _seconds(self, at: datetime) -> float:
        ago_s = max((self._work.clock.now() - at).total_seconds(), 0.0)
        return self._work.clock.monotonic() - ago_s

    def _at(self, moment_s: float) -> datetime:
        ago_s = self._work.clock.monotonic() - moment_s
        return self._work.clock.now() - timedelta(seconds=ago_s)

    def _view(self, alarm: Alarm, now_s: float) -> AlarmView:
        return AlarmView(
            id=alarm.id,
            state=Light.fail if alarm.grade is Grade.fail else Light.warn,
            sentence=Phrase(sentence_key(alarm)),
            since=self._at(alarm.since_s),
            methods=alarm.methods,
            checklist=self._checklist(alarm),
            silenced=alarm.acknowledged or now_s < alarm.silent_until_s,
            told=alarm.told,
        )

    def _checklist(self, alarm: Alarm) -> tuple[str, ...]:
        return tuple(task.text_key for task in checklist(alarm.name, self._work.playbook))

    def _plan(self) -> None:
        """Ask for another look soon while time alone may change something."""
        wanted = self._state.restless and not self._ended
        if wanted and self._wake is None:
            self._wake = self._network.after(PACE_S, self._woken)
        elif not wanted and self._wake is not None:
            self._wake()
            self._wake = None

    def _woken(self) -> None:
        def again() -> None:
            self._wake = None

        self._post(again)
