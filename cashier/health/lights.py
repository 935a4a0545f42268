"""Lights and heartbeats: what window, diagnosis and the choice of methods see of the probes.

Names are those of the `health.*` evidence without the prefix. Pure; words are looked up by key when
shown, in the catalogue `health`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from cashier.playbook.evidence import Evidence

State = Literal["ok", "warn", "fail", "unknown"]
BeatKind = Literal["ok", "slow", "fail", "none"]
BEATS_KEPT = 30
NOT_CHECKED = "health-not_checked"

NAMES = (
    "internet",
    "dns",
    "tls",
    "gateway.wechat",
    "gateway.wechat_backup",
    "gateway.alipay",
    "clock",
    "certificate",
    "merchant.wechat",
    "merchant.fenfu",
    "merchant.alipay",
    "version",
)
_WORST_FIRST: tuple[State, ...] = ("fail", "warn", "ok", "unknown")


@dataclass(frozen=True, slots=True)
class Light:
    """The damped judgement of one probe.

    `detail_key` has words that need nothing; its attributes `.more` (takes `fields`) and `.do` may
    exist. `ms` is the last latency, `at` when it was last probed; both None before the first time.
    """

    name: str
    state: State
    ms: float | None = None
    detail_key: str = NOT_CHECKED
    at: datetime | None = None
    fields: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Beat:
    """One bar of a heartbeat: a single probe as it came, undamped."""

    kind: BeatKind
    ms: float | None = None


Cause = Literal[
    "network.shop_offline",
    "network.dns",
    "network.intercepted",
    "network.route",
    "network.slow",
    "provider.outage",
    "merchant.clock_skew",
]


@dataclass(frozen=True, slots=True)
class Trouble:
    """What the probes together say is wrong: the cause (contracts), and the light that shows it."""

    cause: Cause
    light: str


@dataclass(frozen=True, slots=True)
class Quality:
    """One host's line over a while: share lost (0 to 1), jitter, usual latency, how many tries."""

    loss: float
    jitter_ms: float | None
    usual_ms: float | None
    tries: int


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All lights at one moment, and the last beats of what is probed over the network.

    `trouble` is what is wrong as far as lights are not green; `lines` is kept by gateway.
    """

    lights: Mapping[str, Light]
    history: Mapping[str, tuple[Beat, ...]]
    taken_at: datetime
    trouble: Trouble | None = None
    lines: Mapping[str, Quality] = field(default_factory=lambda: MappingProxyType({}))

    def light(self, name: str) -> Light:
        """Return a light by name, with or without `health.`; one never probed is unknown."""
        plain = name.removeprefix("health.")
        return self.lights.get(plain) or Light(plain, "unknown")


def nothing_known(at: datetime) -> Snapshot:
    """Return the snapshot before the first probe."""
    return Snapshot(
        MappingProxyType({name: Light(name, "unknown") for name in NAMES}),
        MappingProxyType({}),
        at,
    )


def worst(lights: Iterable[Light]) -> Light | None:
    """Return the worst light of which something is known, else any unknown one, else nothing.

    Of two equally bad lights the earlier one speaks.
    """
    every = list(lights)
    for state in _WORST_FIRST:
        for light in every:
            if light.state == state:
                return light
    return None


def method_light(needs: Iterable[str], snapshot: Snapshot) -> Light:
    """Merge what a payment method needs into one light, speaking with the words of the worst need.

    A need that nobody can probe (no keys, no link) does not spoil what is known. A method that
    needs nothing is always ok; one of which nothing is known is unknown, 未检测.
    """
    found = worst(snapshot.light(need) for need in needs)
    return Light("method", "ok", detail_key="health-needs_nothing") if found is None else found


def method_beats(needs: Iterable[str], snapshot: Snapshot) -> tuple[Beat, ...]:
    """Return the heartbeat for a method's chip: that of the first need that has one."""
    for need in needs:
        beats = snapshot.history.get(need.removeprefix("health."))
        if beats:
            return beats
    return ()


def evidence(snapshot: Snapshot) -> tuple[Evidence, ...]:
    """Return what the diagnosis may use; lights of which nothing is known are left out."""
    return tuple(
        Evidence(f"health.{name}", light.state, "probe", light.at)
        for name, light in snapshot.lights.items()
        if light.state != "unknown"
    )
