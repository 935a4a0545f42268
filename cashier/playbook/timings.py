"""The seconds of the playbook: querying, lock, reverse, what comes back when. Plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a timing comes from; `official` False marks our own guess."""

    source: str
    dated: str
    official: bool


@dataclass(frozen=True, slots=True)
class Damping:
    """Seconds that steer how a method is taken off the list across the till, and comes back."""

    outage_after_s: float
    slow_after_s: float
    hold_s: float
    failures_within_s: float
    return_light_s: float
    return_quiet_s: float
    longest_quiet_s: float
    trial_quiet_s: float
    same_failure_within_s: float


@dataclass(frozen=True, slots=True)
class Timings:
    """Seconds that steer querying, the lock, the reverse and damping; lives of codes by kind."""

    query_first_s: float
    query_every_s: float
    query_window_s: float
    reverse_after_s: float
    reverse_again_s: float
    clerk_override_after_s: float
    clerk_recheck_after_s: float
    code_lives_s: Mapping[str, float]
    damping: Damping
    provenance: Mapping[str, Provenance] = field(default_factory=dict)
