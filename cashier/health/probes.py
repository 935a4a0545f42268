"""Single probes: what one round of reaching hosts says about each light, before any damping.

A probe never raises and never guesses: what could not be tried is `unknown`. The clock is only
measured; nothing here sets it.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from cashier.config.settings import Settings
from cashier.health.lights import NOT_CHECKED, State
from cashier.health.reach import Reach, Reached, Target

CLOCK_WARN_S = 60.0
CLOCK_FAIL_S = 300.0
_DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Probe:
    """One measurement for one light. `damped` ones are judged over several rounds."""

    name: str
    state: State
    ms: float | None = None
    detail_key: str = NOT_CHECKED
    fields: tuple[tuple[str, str | int], ...] = ()
    damped: bool = False

    @property
    def ok(self) -> bool:
        """Whether nothing is broken."""
        return self.state in ("ok", "warn")


@dataclass(frozen=True, slots=True)
class Plan:
    """Which hosts stand for what."""

    gateways: Mapping[str, Target]
    internet: tuple[Target, ...]


def plan_of(settings: Settings) -> Plan:
    """Return what to probe; the gateways are probed without any key, as any browser could."""
    gateways = {
        "gateway.wechat": Target(settings.wechat.base_url),
        "gateway.wechat_backup": Target(settings.wechat.backup_url),
        "gateway.alipay": Target(settings.health.alipay_url),
    }
    hosts = tuple(Target(f"https://{host}") for host in settings.health.internet_hosts)
    return Plan(gateways, hosts)


async def probe_round(reach: Reach, plan: Plan, now: datetime) -> tuple[Probe, ...]:
    """Probe everything once. Other hosts are troubled only when no gateway answers."""
    names = tuple(plan.gateways)
    reached = await asyncio.gather(*(reach.attempt(plan.gateways[name]) for name in names))
    others: list[Reached] = []
    if not any(attempt.ok for attempt in reached):
        others = await asyncio.gather(*(reach.attempt(target) for target in plan.internet))
    every = [*reached, *others]
    return (
        *(gateway(name, attempt) for name, attempt in zip(names, reached, strict=True)),
        internet(every),
        name_service(every),
        security(every),
        clock_offset(every),
        peer_certificate(every, now),
    )


def gateway(name: str, reached: Reached) -> Probe:
    """Judge one gateway; a failure names the stage at which it stopped."""
    state: State = "ok" if reached.ok else "fail"
    return Probe(name, state, reached.ms, detail(reached), _said(reached), damped=True)


def internet(every: Sequence[Reached]) -> Probe:
    """Judge the way out: any host that answers is enough."""
    answered = [attempt for attempt in every if attempt.passed("first_byte")]
    if answered:
        quickest = min(attempt.ms or 0.0 for attempt in answered)
        return Probe("internet", "ok", quickest, "health-ok", damped=True)
    if not every:
        return Probe("internet", "unknown")
    if any(attempt.reason == "certificate" for attempt in every):
        key = "health-internet-intercepted"
    elif all(attempt.stage == "dns" for attempt in every):
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


def clock_offset(every: Iterable[Reached]) -> Probe:
    """Judge this machine's clock by the Date of the answers: their median, less its error."""
    attempts = list(every)
    known = [attempt for attempt in attempts if attempt.offset_s is not None]
    if not known:
        if any(attempt.reason == "clockish" for attempt in attempts):
            return Probe("clock", "fail", None, "health-clock-tls")
        return Probe("clock", "unknown")
    offset = median(attempt.offset_s or 0.0 for attempt in known)
    sure = max(0.0, abs(offset) - max(attempt.offset_error_s for attempt in known))
    state: State = "fail" if sure > CLOCK_FAIL_S else "warn" if sure > CLOCK_WARN_S else "ok"
    side = "behind" if offset > 0 else "ahead"
    key = "health-clock-ok" if state == "ok" else f"health-clock-{side}"
    return Probe("clock", state, None, key, (("seconds", round(abs(offset))),))


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
