"""All alarms of one till: what is broken goes in, alarms and messages come out. Pure.

* one open alarm a link, and none for what follows from another one that is broken;
* raised when it lasts, over when it has been fine for a while; longer, the oftener it came back;
* what nobody can see any more (switched off, no observation) ends as lost, never as mended;
* reminders grow rarer; silence and acknowledgement stop them; the end is told with how long it was;
* an hour never has more messages than `Patience.most_per_hour`: what has to wait is told later if
  it still holds, and what came and went meanwhile is never told.

Seconds are the caller's own, on one scale that never goes back.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from math import inf
from types import MappingProxyType

from cashier.alarms.alarm import HOUR_S, Alarm, Kind, Message, Patience
from cashier.alarms.sight import Finding, Sight


@dataclass(frozen=True, slots=True)
class Calm:
    """An alarm that is over, remembered for a while in case that it comes back."""

    at_s: float
    wait_s: float


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look changed: alarms raised and over, and what is to be told."""

    raised: tuple[Alarm, ...] = ()
    cleared: tuple[Message, ...] = ()
    messages: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarms:
    """The open alarms and what is remembered between two looks. Every change returns a new one.

    Args:
        patience: how patient to be.
        open: open alarms by what is broken.
        doubts: what is broken but no alarm yet, and since when that counts.
        calms: what was broken lately.
        owed: ends of alarms that were told and whose end could not be told yet.
        sent: when messages were sent within the hour.
        number: how many alarms there were.
    """

    patience: Patience
    open: Mapping[str, Alarm] = field(default_factory=dict)
    doubts: Mapping[str, float] = field(default_factory=dict)
    calms: Mapping[str, Calm] = field(default_factory=dict)
    owed: tuple[Message, ...] = ()
    sent: tuple[float, ...] = ()
    number: int = 0

    @property
    def restless(self) -> bool:
        """Whether time alone may change something, so that another look is needed soon."""
        return bool(self.open or self.doubts or self.owed)

    def restored(self, known: Iterable[Alarm], sent: Iterable[float] = ()) -> "Alarms":
        """Take up alarms that were open, and told, when the program ended."""
        found = {one.name: replace(one, wait_s=self.patience.clear_after_s) for one in known}
        return replace(
            self,
            open=MappingProxyType({**found, **self.open}),
            sent=(*sorted(sent), *self.sent),
            number=self.number + len(found),
        )

    def take(self, sight: Sight, now_s: float, *, quiet: bool = False) -> tuple["Alarms", Taken]:
        """Take one look; `quiet` keeps every message for later."""
        state, cleared = _ended(_followed(self, sight, now_s), now_s)
        state, raised = _begun(state, sight, now_s)
        state, messages = (state, ()) if quiet else _told(state, now_s)
        return state, Taken(raised, cleared, messages)

    def silenced(self, alarm_id: str, until_s: float = inf) -> "Alarms":
        """Remind nobody of an alarm until then; infinity means until it is over."""
        alarm = self.by_id(alarm_id)
        return self if alarm is None else self.with_alarm(replace(alarm, silent_until_s=until_s))

    def acknowledged(self, alarm_id: str) -> "Alarms":
        """Somebody takes an alarm on."""
        alarm = self.by_id(alarm_id)
        return self if alarm is None else self.with_alarm(replace(alarm, acknowledged=True))

    def by_id(self, alarm_id: str) -> Alarm | None:
        """Return an open alarm by its id."""
        return next((one for one in self.open.values() if one.id == alarm_id), None)

    def with_alarm(self, alarm: Alarm) -> "Alarms":
        """Return it with an alarm opened, or put in place of an earlier state of it."""
        return replace(self, open=MappingProxyType({**self.open, alarm.name: alarm}))


def _followed(alarms: Alarms, sight: Sight, now_s: float) -> Alarms:
    """Let every open alarm see how its link is now."""
    found: dict[str, Alarm] = {}
    for name, alarm in alarms.open.items():
        if name in sight.broken:
            found[name] = alarm.seen(sight.broken[name], now_s)
        elif name in sight.unwatched or (name in sight.unknown and alarm.acknowledged):
            found[name] = alarm.out_of_sight(now_s, alarm.wait_s)
        elif name in sight.unknown:
            found[name] = alarm.out_of_sight(now_s, alarms.patience.lost_after_s)
        else:
            found[name] = alarm.fine(now_s)
    return replace(alarms, open=MappingProxyType(found))


def _ended(alarms: Alarms, now_s: float) -> tuple[Alarms, tuple[Message, ...]]:
    over = {
        name: one for name, one in alarms.open.items() if one.is_over(now_s) or one.is_lost(now_s)
    }
    ends = tuple(_end(one, now_s) for one in over.values())
    left = {name: one for name, one in alarms.open.items() if name not in over}
    fresh = {name: Calm(now_s, one.wait_s) for name, one in over.items()}
    kept = {
        name: calm
        for name, calm in alarms.calms.items()
        if now_s - calm.at_s <= alarms.patience.longest_s
    }
    state = replace(
        alarms,
        open=MappingProxyType(left),
        calms=MappingProxyType({**kept, **fresh}),
        owed=(*alarms.owed, *(end for end in ends if end.alarm.told)),
    )
    return state, ends


def _end(alarm: Alarm, now_s: float) -> Message:
    mended_s = now_s if alarm.fine_since_s is None else alarm.fine_since_s
    kind = Kind.lost if alarm.is_lost(now_s) else Kind.cleared
    return Message(kind, alarm, max(mended_s - alarm.since_s, 0.0))


def _begun(alarms: Alarms, sight: Sight, now_s: float) -> tuple[Alarms, tuple[Alarm, ...]]:
    state, doubts, raised = alarms, dict[str, float](), []
    for name, finding in sight.broken.items():
        if name in alarms.open:
            continue
        if finding.explained:
            doubts[name] = now_s + _grace_s(finding, alarms.patience)
            continue
        seen_s = alarms.doubts.get(name, now_s)
        if now_s - seen_s >= (0.0 if finding.counted else alarms.patience.raise_after_s):
            state, alarm = _raised(state, finding, min(seen_s, now_s), now_s)
            raised.append(alarm)
        else:
            doubts[name] = seen_s
    return replace(state, doubts=MappingProxyType(doubts)), tuple(raised)


def _grace_s(finding: Finding, patience: Patience) -> float:
    """Return how much later its doubt begins: what followed from a root comes back after it."""
    if finding.counted:
        return patience.burst_after_s
    return max(patience.clear_after_s - patience.raise_after_s, 0.0)


def _raised(alarms: Alarms, finding: Finding, seen_s: float, now_s: float) -> tuple[Alarms, Alarm]:
    """Open an alarm; one whose last end nobody has heard of yet goes on as the old one."""
    before, number = alarms.calms.get(finding.name), alarms.number + 1
    wait_s = alarms.patience.clear_after_s
    if before is not None:
        wait_s = min(2 * before.wait_s, alarms.patience.longest_s)
    alarm = Alarm(
        id=f"{finding.name}:{number}",
        name=finding.name,
        grade=finding.grade,
        since_s=seen_s if finding.since_s is None else finding.since_s,
        methods=finding.methods,
        wait_s=wait_s,
    )
    unheard = [end for end in alarms.owed if end.alarm.name == finding.name]
    if unheard:
        last = unheard[-1].alarm
        alarm = replace(alarm, told=last.told, next_s=max(last.next_s, now_s))
    owed = tuple(end for end in alarms.owed if end.alarm.name != finding.name)
    return replace(alarms, number=number, owed=owed).with_alarm(alarm), alarm


def _told(alarms: Alarms, now_s: float) -> tuple[Alarms, tuple[Message, ...]]:
    """Tell what there is room for: news first, then ends, then reminders, oldest first."""
    sent = [at_s for at_s in alarms.sent if now_s - at_s < HOUR_S]
    room = max(alarms.patience.most_per_hour - len(sent), 0)
    speaking = sorted(
        (one for one in alarms.open.values() if not one.is_quiet(now_s)),
        key=lambda one: one.since_s,
    )
    news = [one for one in speaking if not one.told][:room]
    ends = alarms.owed[: room - len(news)]
    left = max(room - len(news) - len(ends) - alarms.patience.reserved, 0)
    due = [one for one in speaking if one.told and now_s >= one.next_s][:left]
    new = [Message(Kind.raised, one, now_s - one.since_s) for one in news]
    again = [Message(Kind.reminder, one, now_s - one.since_s) for one in due]
    state = alarms
    for alarm in (*news, *due):
        state = state.with_alarm(alarm.spoken(alarms.patience, now_s))
    messages = (*new, *ends, *again)
    times = (*sent, *(now_s for _ in messages))
    return replace(state, owed=alarms.owed[len(ends) :], sent=times), messages
