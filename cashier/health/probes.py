"""Single probes: what one round of reaching hosts says about each light, before any damping.

A probe never raises and never guesses: what could not be tried is `unknown`. The clock is only
measured; nothing here sets it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from statistics import median

from cashier.health.blame import intercepted
from cashier.health.lights import NOT_CHECKED, State
from cashier.health.offset import Offset, agreed
from cashier.health.prober import Round
from cashier.health.reached import Reached

CLOCK_WARN_S = 60.0
CLOCK_FAIL_S = 300.0
_DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Probe:
    """One measurement for one light. `damped` ones are judged over several rounds.

    `weight` is how many tries it stands for, when all of them failed.
    """

    name: str
    state: State
    ms: float | None = None
    detail_key: str = NOT_CHECKED
    fields: tuple[tuple[str, str | int], ...] = ()
    damped: bool = False
    weight: int = 1

    @property
    def ok(self) -> bool:
        """Whether nothing is broken."""
        return self.state in ("ok", "warn")


def judge(found: Round, now: datetime, time: Sequence[Offset] = ()) -> tuple[Probe, ...]:
    """Say what a round means for each light; `time` is what time servers said besides."""
    best = [tried.best for tried in found.gateways.values()]
    weight = max((tried.weight for tried in found.gateways.values()), default=1)
    return (
        *(gateway(name, tried.best, tried.weight) for name, tried in found.gateways.items()),
        replace(internet(found), weight=weight),
        replace(name_service(found.every), weight=weight),
        replace(security(found.every), weight=weight),
        clock_offset(found.every, time),
        peer_certificate(best, now),
    )


def gateway(name: str, reached: Reached, weight: int = 1) -> Probe:
    """Judge one gateway; a failure names the stage at which it stopped, a late one is slow."""
    state: State = "ok" if reached.ok else "warn" if reached.late else "fail"
    said = _said(reached)
    return Probe(name, state, reached.ms, detail(reached), said, damped=True, weight=weight)


def internet(found: Round) -> Probe:
    """Judge the way out: any host that answers is enough, and so is a name server outside."""
    every = found.every
    answered = [attempt for attempt in every if attempt.passed("first_byte")]
    if answered:
        quickest = min(attempt.ms or 0.0 for attempt in answered)
        return Probe("internet", "ok", quickest, "health-ok", damped=True)
    if not every:
        return Probe("internet", "unknown")
    if intercepted(found):
        key = "health-internet-intercepted"
    elif any(attempt.late for attempt in every):
        return Probe("internet", "warn", None, "health-slow", damped=True)
    elif found.names_elsewhere:
        return Probe("internet", "ok", None, "health-ok", damped=True)
    elif found.own.route is False:
        key = "health-internet-no_route"
    elif all(attempt.stage == "dns" for attempt in every) and found.names_elsewhere is None:
        key = "health-internet-no_names"
    else:
        key = "health-internet-nothing"
    return Probe("internet", "fail", None, key, damped=True)


def name_service(every: Iterable[Reached]) -> Probe:
    """Judge whether names resolve; hosts given as addresses say nothing."""
    asked = [attempt for attempt in every if attempt.target.by_name]
    failed = [attempt for attempt in asked if attempt.stage == "dns"]
    if not asked:
        return Probe("dns", "unknown")
    if failed:
        state: State = "fail" if len(failed) == len(asked) else "warn"
        return Probe("dns", state, failed[0].ms, detail(failed[0]), _said(failed[0]), damped=True)
    return Probe("dns", "ok", _usual(asked, "dns"), "health-ok", damped=True)


def security(every: Iterable[Reached]) -> Probe:
    """Judge whether encrypted connections can be made wherever TCP can."""
    tried = [attempt for attempt in every if attempt.target.secured and attempt.passed("tcp")]
    failed = [attempt for attempt in tried if attempt.stage == "tls"]
    if not tried:
        return Probe("tls", "unknown")
    if failed:
        return Probe("tls", "fail", None, detail(failed[0]), _said(failed[0]), damped=True)
    return Probe("tls", "ok", _usual(tried, "tls"), "health-ok", damped=True)


def clock_offset(every: Iterable[Reached], time: Sequence[Offset] = ()) -> Probe:
    """Judge this machine's clock by what most hosts and time servers agree on, less its error."""
    attempts = list(every)
    found = agreed_offset(attempts, time)
    if found is None:
        if any(attempt.reason == "clockish" for attempt in attempts):
            return Probe("clock", "fail", None, "health-clock-tls")
        return Probe("clock", "unknown")
    sure = max(0.0, abs(found.seconds) - found.error_s)
    state: State = "fail" if sure > CLOCK_FAIL_S else "warn" if sure > CLOCK_WARN_S else "ok"
    side = "behind" if found.seconds > 0 else "ahead"
    key = "health-clock-ok" if state == "ok" else f"health-clock-{side}"
    return Probe("clock", state, None, key, (("seconds", round(abs(found.seconds))),))


def agreed_offset(every: Iterable[Reached], time: Sequence[Offset] = ()) -> Offset | None:
    """Return how far this machine's clock is off by the Date of hosts and by time servers."""
    dated = [
        Offset(attempt.offset_s, attempt.offset_error_s)
        for attempt in every
        if attempt.offset_s is not None
    ]
    return agreed((*time, *dated))


def peer_certificate(every: Iterable[Reached], now: datetime) -> Probe:
    """Judge the certificates of those who answered; the shop cannot mend them, so warn late."""
    attempts = list(every)
    until = [attempt.certificate_until for attempt in attempts if attempt.certificate_until]
    if not until:
        return Probe("certificate", "unknown")
    return certificate_until(min(until), now, warn_days=3, key="health-certificate-peer")


def certificate_until(until: datetime, now: datetime, *, warn_days: int, key: str) -> Probe:
    """Judge one certificate by the days that it is still good for."""
    days = int((until - now).total_seconds() // _DAY_S)
    if days < 0:
        return Probe("certificate", "fail", None, f"{key}_expired", (("days", -days),))
    state: State = "warn" if days < warn_days else "ok"
    words = "health-certificate-ok" if state == "ok" else f"{key}_soon"
    return Probe("certificate", state, None, words, (("days", days),))


def version(current: str, least: str) -> Probe:
    """Judge this program's version against the least one that the playbook asks for."""
    old = _numbers(current) < _numbers(least)
    state: State = "fail" if old else "ok"
    key = "health-version-old" if old else "health-version-ok"
    return Probe("version", state, None, key, (("current", current), ("least", least)))


def detail(reached: Reached) -> str:
    """Return the key of the words for how an attempt ended."""
    if reached.ok:
        return "health-ok"
    if reached.stage == "http":
        return "health-http"
    return f"health-{reached.stage}-{reached.reason}"


def _said(reached: Reached) -> tuple[tuple[str, str | int], ...]:
    host = ("host", reached.target.host)
    return (host, ("code", reached.reason)) if reached.stage == "http" else (host,)


def _usual(attempts: Iterable[Reached], stage: str) -> float | None:
    spent = [ms for attempt in attempts for name, ms in attempt.stages_ms if name == stage]
    return median(spent) if spent else None


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())
