"""Says at the top of the dock which methods are degraded and what to use first. Pure.

One sentence for the worst of them; the chips mark each.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal

from cashier.cases.track import Degraded, Why
from cashier.desk.dock_views import BannerView
from cashier.desk.headline import CHIPS, OFFLINE, instead, why
from cashier.desk.views import ChipView, Light, Phrase, Ref
from cashier.health.lights import Trouble
from cashier.playbook.timings import Damping

Kind = Literal["down", "shaky", "trial"]
# How it is told: the shop itself is cut off; answers again, and watched for a while yet.
Told = Literal["down", "shaky", "trial", "offline", "back"]
# Instalments go with the method they run over; nobody misses them by name.
_SPOKEN = (*CHIPS, "ecny", "card")
_WORST_FIRST: tuple[Kind, ...] = ("down", "shaky", "trial")
_OUTSPOKEN = {Light.unknown: 0, Light.ok: 0, Light.warn: 1, Light.fail: 2}
# Both run over the same wallet: its name says it shorter.
_WECHAT = ("fenfu", "wechat")


def banner(
    degraded: Mapping[str, Degraded],
    since: Mapping[str, datetime],
    shown: tuple[ChipView, ...],
    damping: Damping,
    trouble: Trouble | None = None,
) -> BannerView | None:
    """Return the banner, or nothing while no method is degraded.

    `trouble` is the cause that the probes name.
    """
    spoken = {name: degraded[name] for name in _SPOKEN if name in degraded}
    for kind in _WORST_FIRST:
        methods = tuple(name for name, one in spoken.items() if _kind(one) == kind)
        if methods:
            good = instead(shown, spoken)
            back = not any(c.state is Light.fail for c in shown if c.method in methods)
            worst = min((spoken[name] for name in methods), key=lambda one: one.why is Why.slow)
            told = _told(kind, worst, trouble, back=back)
            return BannerView(
                state=Light.fail if told in ("down", "offline") else Light.warn,
                sentence=_sentence(told, methods, good, worst),
                detail=_detail(told, worst, damping, trouble),
                since=min(since[name] for name in methods),
                methods=methods,
                good=good,
            )
    return None


def louder(view: BannerView | None, head: Light) -> BannerView | None:
    """Return the banner unless the head has something worse to say right now."""
    if view is None or _OUTSPOKEN[view.state] < _OUTSPOKEN[head]:
        return None
    return view


def marked(chip: ChipView, degraded: Degraded | None) -> ChipView:
    """Return a chip that shows that its method is degraded; a light that is bad says it itself."""
    if degraded is None or chip.state is Light.fail:
        return chip
    if degraded.withheld:
        return replace(chip, state=Light.warn, note="off")
    if chip.state is Light.warn:
        return chip
    return replace(chip, state=Light.warn, note="trial" if degraded.trial else "shaky")


def _kind(one: Degraded) -> Kind:
    if one.trial:
        return "trial"
    return "down" if one.why is Why.outage else "shaky"


def _told(kind: Kind, worst: Degraded, trouble: Trouble | None, *, back: bool) -> Told:
    if kind == "down" and back:
        return "back"
    cut_off = trouble is None or trouble.cause == OFFLINE
    return "offline" if kind == "down" and worst.fault == "internet" and cut_off else kind


def _sentence(told: Told, methods: tuple[str, ...], good: str, worst: Degraded) -> Phrase:
    if told == "offline":
        return Phrase("head-offline")
    if set(CHIPS) <= set(methods):
        only_slow = told == "shaky" and worst.why is Why.slow
        return Phrase("head-method_shaky_all" if only_slow else f"degraded-{told}_all")
    kind = "trial" if told == "back" else told
    use = ("good", Ref("method", good))
    if methods == _WECHAT:
        return Phrase(f"degraded-{kind}", (("method", Ref("provider", "wechat")), use))
    named = [("method", Ref("method", methods[0]))]
    if len(methods) == 1:
        return Phrase(f"degraded-{kind}", (*named, use))
    if len(methods) == 2:
        other = ("other", Ref("method", methods[1]))
        return Phrase(f"degraded-{kind}_two", (*named, other, use))
    return Phrase(f"degraded-{kind}_more", (("count", len(methods)), use))


def _detail(told: Told, worst: Degraded, damping: Damping, trouble: Trouble | None) -> Phrase:
    if told == "trial":
        return Phrase("degraded-why-trial")
    if worst.failures == 1:
        return Phrase("degraded-why-again")
    if worst.failures:
        minutes = round(damping.failures_within_s / 60)
        return Phrase("degraded-why-failures", (("minutes", minutes), ("count", worst.failures)))
    if told == "back":
        return Phrase("degraded-why-watching")
    if told == "offline":
        return Phrase("head-offline-detail")
    if told == "down" and trouble is not None:
        return why(trouble)
    return Phrase(f"degraded-why-{told}", (("light", Ref("health-name", worst.fault)),))
