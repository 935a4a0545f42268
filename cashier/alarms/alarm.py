"""One alarm, what may be said about it, and how patient to be. Frozen; pure."""

from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf

from cashier.alarms.sight import Finding, Grade
from cashier.playbook.timings import Damping

HOUR_S = 3600.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds, and how many messages an hour.

    Args:
        raise_after_s: a light that fails for less is a slip.
        clear_after_s: so long fine, and it is over; so long, too, may what followed from something
            else take to come back after it.
        burst_after_s: payments that failed while something else explained it are counted no longer.
        lost_after_s: so long nothing known of it, and it ends as lost, without a word of mending.
        longest_s: a link that breaks again and again has to be fine for longer, up to this.
        remind_after_s: the first reminder; each further one takes twice as long.
        longest_remind_s: the longest time between two reminders.
        most_per_hour: no hour has more messages than this, whatever happens.
    """

    raise_after_s: float = 20.0
    clear_after_s: float = 60.0
    burst_after_s: float = 600.0
    lost_after_s: float = HOUR_S
    longest_s: float = 1800.0
    remind_after_s: float = 900.0
    longest_remind_s: float = 14400.0
    most_per_hour: int = 12

    @classmethod
    def of(cls, damping: Damping) -> "Patience":
        """Be as patient as the choice of methods is."""
        return cls(
            raise_after_s=damping.outage_after_s,
            clear_after_s=damping.return_light_s,
            burst_after_s=damping.failures_within_s,
            longest_s=damping.longest_quiet_s,
        )

    @property
    def reserved(self) -> int:
        """How many of an hour's messages reminders leave for what is new."""
        return self.most_per_hour // 2


class Kind(StrEnum):
    """What a message says; `lost` ends an alarm of which nobody can say whether it is mended."""

    raised = "raised"
    reminder = "reminder"
    cleared = "cleared"
    lost = "lost"


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that is broken and has been told, or will be.

    Args:
        id: tells it from an earlier alarm about the same thing.
        name: what is broken.
        grade: the worst it has been.
        since_s: when it began.
        methods: what it touches.
        wait_s: how long it must be fine before it is over.
        told: how many messages there were about it.
        next_s: when the next reminder is due.
        fine_since_s: since when it looks mended; None while it does not.
        lost_at_s: when it ends because nothing is known of it any more; None while it is known.
        silent_until_s: it reminds nobody before then.
        acknowledged: somebody has taken it on: no reminders any more.
        explained: it follows from something else that is broken now.
    """

    id: str
    name: str
    grade: Grade
    since_s: float
    methods: tuple[str, ...] = ()
    wait_s: float = 0.0
    told: int = 0
    next_s: float = 0.0
    fine_since_s: float | None = None
    lost_at_s: float | None = None
    silent_until_s: float = -inf
    acknowledged: bool = False
    explained: bool = False

    def seen(self, finding: Finding, now_s: float) -> "Alarm":
        """It is still broken. What got worse is told anew, once, even to those who knew of it."""
        worse = finding.grade > self.grade
        return replace(
            self,
            grade=max(self.grade, finding.grade),
            methods=finding.methods or self.methods,
            fine_since_s=None,
            lost_at_s=None,
            explained=finding.explained,
            acknowledged=self.acknowledged and not worse,
            silent_until_s=-inf if worse else self.silent_until_s,
            next_s=now_s if worse else self.next_s,
        )

    def fine(self, now_s: float) -> "Alarm":
        """It looks mended."""
        since_s = now_s if self.fine_since_s is None else self.fine_since_s
        return replace(self, fine_since_s=since_s, lost_at_s=None, explained=False)

    def out_of_sight(self, now_s: float, wait_s: float) -> "Alarm":
        """Nothing is known of it; it ends as lost after so long, or earlier if that was said."""
        at_s = now_s + wait_s if self.lost_at_s is None else min(self.lost_at_s, now_s + wait_s)
        return replace(self, fine_since_s=None, lost_at_s=at_s)

    def is_over(self, now_s: float) -> bool:
        """Whether it has been fine for long enough."""
        return self.fine_since_s is not None and now_s - self.fine_since_s >= self.wait_s

    def is_lost(self, now_s: float) -> bool:
        """Whether nothing has been known of it for too long."""
        return self.lost_at_s is not None and now_s >= self.lost_at_s

    def is_quiet(self, now_s: float) -> bool:
        """Whether nobody needs to hear of it now."""
        silent = now_s < self.silent_until_s
        return silent or self.acknowledged or self.explained or self.fine_since_s is not None

    def spoken(self, patience: Patience, now_s: float) -> "Alarm":
        """It was told once more; the next time comes later."""
        pause_s = min(patience.remind_after_s * 2**self.told, patience.longest_remind_s)
        return replace(self, told=self.told + 1, next_s=now_s + pause_s)


@dataclass(frozen=True, slots=True)
class Message:
    """Something to tell. `lasted_s` is for what is over; else how long it has lasted so far."""

    kind: Kind
    alarm: Alarm
    lasted_s: float
