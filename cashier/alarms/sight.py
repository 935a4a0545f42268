"""What is broken now, and which of it merely follows from something else that is. Pure.

A name is that of the evidence: `health.dns`, `chain.callback`; `burst.<side>` is a run of failed
payments alike. Lights are damped already and bursts are counted by `cases`: nothing is judged anew.

What customers may and may not do is nobody's broken link, however many were refused: links learnt
from such answers are left out, which also keeps every customer's credit out of alarms.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from types import MappingProxyType

from cashier.cases.track import Degraded, Why
from cashier.health.lights import NAMES, Light, Snapshot
from cashier.health.links import ShopLink
from cashier.playbook.model import Method

_WIRE = ("health.internet", "health.dns", "health.tls")
_WECHAT, _ALIPAY = "health.gateway.wechat", "health.gateway.alipay"
_KEYS = ("health.clock", "health.certificate")
# What stands on the right explains what stands on the left; the wire comes before all of it.
_ROOTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "health.dns": ("health.internet",),
        "health.tls": ("health.internet", "health.dns", "health.clock"),
        "health.certificate": ("health.clock",),
        _WECHAT: _WIRE,
        "health.gateway.wechat_backup": (*_WIRE, _WECHAT),
        _ALIPAY: _WIRE,
        "health.merchant.wechat": (*_WIRE, *_KEYS, _WECHAT),
        "health.merchant.fenfu": (*_WIRE, *_KEYS, _WECHAT, "health.merchant.wechat"),
        "health.merchant.alipay": (*_WIRE, *_KEYS, _ALIPAY),
    }
)
# No method waits for these; they speak for themselves.
_OF_THE_TILL = ("clock", "certificate", "version")
_BACKUP = "gateway.wechat_backup"
# The shop cannot renew somebody else's certificate: an early word about it would help nobody.
_EARLY = "certificate"
_NOT_OURS = "health-certificate-peer"
_CUSTOMERS_OWN = ("answer", "nothing", "unused")
_SIDES = ("merchant", "network", "provider")


class Grade(IntEnum):
    """How bad it is: takes payments away, or will if nobody does anything."""

    warn = 1
    fail = 2


@dataclass(frozen=True, slots=True)
class Finding:
    """One broken thing.

    Args:
        name: `health.*`, `chain.*` or `burst.*`.
        grade: how bad.
        methods: the payment methods that it touches, as far as that is known.
        explained: whether something else that is broken explains it.
        since_s: when it began, where that is known; else it begins when it is first seen.
    """

    name: str
    grade: Grade
    methods: tuple[str, ...] = ()
    explained: bool = False
    since_s: float | None = None

    @property
    def counted(self) -> bool:
        """Whether it was counted over minutes already and needs no second look."""
        return self.name.startswith("burst.")


@dataclass(frozen=True, slots=True)
class Sight:
    """All that is broken, by name; of what nothing is known; what no method needs any more."""

    broken: Mapping[str, Finding]
    unknown: frozenset[str] = frozenset()
    unwatched: frozenset[str] = frozenset()


def look(
    snapshot: Snapshot,
    links: Iterable[ShopLink],
    degraded: Mapping[str, Degraded],
    methods: Iterable[Method],
) -> Sight:
    """Return what is broken.

    Args:
        snapshot: the lights.
        links: the shop's links, counted over payments already.
        degraded: the methods whose payments keep failing, as `cases.outage` has them.
        methods: the playbook's, in their order; those not taken touch nobody.
    """
    taken = tuple(one for one in methods if one.taken)
    every = tuple(links)
    found = (*_lights(snapshot, taken), *_links(every), *_bursts(degraded, taken))
    broken = {one.name: one for one in found}
    explained = {
        name: replace(one, explained=_follows(one, broken)) for name, one in broken.items()
    }
    unwatched = _unwatched(snapshot, degraded, taken) - frozenset(broken)
    return Sight(MappingProxyType(explained), _unknown(snapshot, every, degraded), unwatched)


def _lights(snapshot: Snapshot, taken: tuple[Method, ...]) -> Iterable[Finding]:
    for name in NAMES:
        light = snapshot.light(name)
        grade = _grade(light)
        if grade is not None and _wanted(name, taken):
            yield Finding(f"health.{name}", grade, _touched(name, taken))


def _touched(name: str, taken: tuple[Method, ...]) -> tuple[str, ...]:
    return tuple(one.id for one in taken if f"health.{name}" in one.needs)


def _wanted(name: str, taken: tuple[Method, ...]) -> bool:
    if name == _BACKUP:
        return any(_WECHAT in one.needs for one in taken)
    return bool(_touched(name, taken)) or name in _OF_THE_TILL


def _grade(light: Light) -> Grade | None:
    if light.state == "fail":
        spare = light.name in (_BACKUP, "version")
        return Grade.warn if spare else Grade.fail
    ours = light.name == _EARLY and not light.detail_key.startswith(_NOT_OURS)
    return Grade.warn if light.state == "warn" and ours else None


def _links(links: Iterable[ShopLink]) -> Iterable[Finding]:
    for link in links:
        if link.state == "fail" and link.learnt not in _CUSTOMERS_OWN:
            yield Finding(f"chain.{link.name}", Grade.fail)


def _bursts(degraded: Mapping[str, Degraded], taken: tuple[Method, ...]) -> Iterable[Finding]:
    groups: dict[str, list[str]] = {}
    since: dict[str, float] = {}
    for method in taken:
        trouble = degraded.get(method.id)
        if trouble is None or not _counts(trouble):
            continue
        name = _burst_name(trouble)
        groups.setdefault(name, []).append(method.id)
        since[name] = min(since.get(name, trouble.since_s), trouble.since_s)
    for name, ids in groups.items():
        yield Finding(name, Grade.fail, tuple(ids), since_s=since[name])


def _counts(trouble: Degraded) -> bool:
    """Whether payments keep failing; a method in a trial is watched, and customers are their own.

    Five customers in a row whose account or limit says no have nothing in common but the queue.
    """
    return bool(trouble.failures) and not trouble.trial and _side(trouble) != "customer"


def _side(trouble: Degraded) -> str:
    return trouble.fault.partition(".")[0]


def _burst_name(trouble: Degraded) -> str:
    side = _side(trouble)
    alike = trouble.why is Why.burst and side in _SIDES
    return f"burst.{side}" if alike else "burst.any"


def _follows(one: Finding, broken: Mapping[str, Finding]) -> bool:
    """Whether something deeper is broken: wire, then gateway, then account, then the payment."""
    if one.name.startswith("health."):
        return any(_is_broken(root, broken) for root in _ROOTS.get(one.name, ()))
    roots = (
        root
        for root in broken.values()
        if root.name.startswith("health.") and root.grade is Grade.fail
    )
    if one.methods:
        touched = frozenset(one.methods)
        return any(root.name in _KEYS or touched & frozenset(root.methods) for root in roots)
    return any(roots)


def _is_broken(name: str, broken: Mapping[str, Finding]) -> bool:
    root = broken.get(name)
    return root is not None and root.grade is Grade.fail


def _unwatched(
    snapshot: Snapshot, degraded: Mapping[str, Degraded], taken: tuple[Method, ...]
) -> frozenset[str]:
    """Return what is not fine but touches no method that this shop still takes."""
    names = (name for name in NAMES if snapshot.light(name).state != "ok")
    lights = {f"health.{name}" for name in names if not _wanted(name, taken)}
    ids = frozenset(one.id for one in taken)
    bursts = {_burst_name(one) for method, one in degraded.items() if method not in ids}
    return frozenset(lights | bursts)


def _unknown(
    snapshot: Snapshot, links: Iterable[ShopLink], degraded: Mapping[str, Degraded]
) -> frozenset[str]:
    lights = {f"health.{name}" for name in NAMES if snapshot.light(name).state == "unknown"}
    chain = {f"chain.{link.name}" for link in links if link.state == "unknown"}
    watched = {_burst_name(one) for one in degraded.values() if one.trial}
    return frozenset(lights | chain | watched)
