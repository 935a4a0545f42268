"""The one light and the one sentence at the top, and a chip for each method. Pure."""

from collections.abc import Container, Iterable

from cashier.desk.dock_views import HeadView
from cashier.desk.views import Beat, BeatView, ChipView, Light, LightView, Phrase, Ref
from cashier.health.lights import Snapshot, Trouble, method_beats, method_light
from cashier.playbook.model import cause_key
from cashier.playbook.playbook import Playbook

OFFLINE = "network.shop_offline"
CHIPS = ("fenfu", "wechat", "alipay", "unionpay")
_BEATS = {"ok": Beat.ok, "slow": Beat.slow, "fail": Beat.fail, "none": Beat.none}


def chips(snapshot: Snapshot, playbook: Playbook) -> tuple[ChipView, ...]:
    """Return a chip for each method that a till shows."""
    return tuple(_chip(method, snapshot, playbook) for method in CHIPS)


def head(
    shown: tuple[ChipView, ...], snapshot: Snapshot, checked_monotonic: float | None
) -> HeadView:
    """Say in one sentence whether payments can be taken, and with what, if not with everything."""
    nothing = all(light.state == "unknown" for light in snapshot.lights.values())
    if checked_monotonic is None or nothing:
        # At the start, and when the computer slept: what was known then is known no more.
        return HeadView(Light.unknown, Phrase("head-starting"))
    trouble = snapshot.trouble
    cut_off = trouble is None or trouble.cause == OFFLINE
    if snapshot.light("internet").state == "fail" and cut_off:
        return HeadView(
            Light.fail, Phrase("head-offline"), Phrase("head-offline-detail"), checked_monotonic
        )
    detail = None if trouble is None else why(trouble)
    for state, key in ((Light.fail, "head-method_down"), (Light.warn, "head-method_shaky")):
        bad = [chip for chip in shown if chip.state is state]
        if len(bad) == len(shown):
            return HeadView(state, Phrase(f"{key}_all"), detail, checked_monotonic)
        if bad:
            return HeadView(state, _instead(key, bad[0], shown), detail, checked_monotonic)
    known = sum(1 for chip in shown if chip.state is Light.ok)
    fine = Phrase("head-methods_fine", (("known", known),))
    return HeadView(Light.ok, Phrase("head-ready"), fine, checked_monotonic)


def why(trouble: Trouble) -> Phrase:
    """Say what the probes together name as the cause."""
    return Phrase(cause_key(trouble.cause))


def aloud(shown: tuple[ChipView, ...], snapshot: Snapshot) -> Phrase | None:
    """Return what may be said to everybody while no code can be paid with; else nothing."""
    if not all(chip.state is Light.fail for chip in shown):
        return None
    trouble = snapshot.trouble
    return Phrase(cause_key(OFFLINE)) if trouble is None else why(trouble)


def light_views(snapshot: Snapshot) -> tuple[LightView, ...]:
    """Return every light with its words, for the health panel."""
    return tuple(
        LightView(
            name,
            Light(light.state),
            Phrase(light.detail_key),
            tuple(BeatView(_BEATS[b.kind], b.ms) for b in snapshot.history.get(name, ())),
        )
        for name, light in snapshot.lights.items()
    )


def _chip(method_id: str, snapshot: Snapshot, playbook: Playbook) -> ChipView:
    needs = playbook.method(method_id).needs
    light = method_light(needs, snapshot)
    beats = method_beats(reversed(needs), snapshot)
    bars = tuple(BeatView(_BEATS[beat.kind], beat.ms) for beat in beats)
    last = next((beat.ms for beat in reversed(beats) if beat.ms is not None), None)
    return ChipView(method_id, Light(light.state), last, bars)


def instead(shown: Iterable[ChipView], degraded: Container[str] = ()) -> str:
    """Return what to use first: a method known to be fine, else one not checked, else cash.

    Never credit: whoever wants it asks for it.
    """
    plain = [chip for chip in shown if chip.method != "fenfu" and chip.method not in degraded]
    for state in (Light.ok, Light.unknown):
        for chip in plain:
            if chip.state is state:
                return chip.method
    return "cash"


def _instead(key: str, bad: ChipView, shown: tuple[ChipView, ...]) -> Phrase:
    good = instead(shown)
    return Phrase(key, (("method", Ref("method", bad.method)), ("good", Ref("method", good))))
