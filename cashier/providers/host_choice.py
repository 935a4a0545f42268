"""Which of a provider's two hosts to ask: leaves a bad one, tries it now and then, comes back.

Pure and damped: one failure moves nothing, one success brings nothing back. Seconds are of a
monotonic clock.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

FAILURES_TO_LEAVE = 2
GOOD_TO_RETURN = 3
TRIAL_S = 15.0
LONGEST_TRIAL_S = 240.0


class Host(StrEnum):
    """The two places a provider is reached at."""

    main = "main"
    backup = "backup"

    @property
    def other(self) -> "Host":
        """The one that is not this."""
        return Host.backup if self is Host.main else Host.main


@dataclass(frozen=True, slots=True)
class HostChoice:
    """What was learnt of the two hosts so far.

    Attributes:
        at: the host in use.
        failures: how often in a row it failed.
        good: successful trials of the main host in a row, while the backup is in use.
        pause_s: how long after a trial the next one waits.
        next_trial: when the main host is tried again.
    """

    at: Host = Host.main
    failures: int = 0
    good: int = 0
    pause_s: float = TRIAL_S
    next_trial: float = 0.0

    def pick(self, now: float) -> Host:
        """Return the host that the next call goes to; a trial of the main host when one is due."""
        return Host.main if self.is_trial(now) else self.at

    def is_trial(self, now: float) -> bool:
        """Whether the next call would be a trial: with little patience."""
        return self.at is Host.backup and now >= self.next_trial

    def after(self, host: Host, now: float, *, sound: bool) -> "HostChoice":
        """Return what is known after `host` answered soundly or did not."""
        if host is not self.at:
            return self._after_trial(now, sound=sound) if host is Host.main else self
        if sound:
            return replace(self, failures=0)
        if self.failures + 1 < FAILURES_TO_LEAVE:
            return replace(self, failures=self.failures + 1)
        return HostChoice(at=host.other, next_trial=now + TRIAL_S)

    def _after_trial(self, now: float, *, sound: bool) -> "HostChoice":
        if not sound:
            longer = min(2 * self.pause_s, LONGEST_TRIAL_S)
            return replace(self, good=0, pause_s=longer, next_trial=now + longer)
        if self.good + 1 >= GOOD_TO_RETURN:
            return HostChoice()
        return replace(self, good=self.good + 1, pause_s=TRIAL_S, next_trial=now + TRIAL_S)
