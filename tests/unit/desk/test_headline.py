"""The one light and the one sentence."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cashier.desk.dock_views import HeadView
from cashier.desk.headline import aloud, chips, head, light_views
from cashier.desk.views import Beat, Phrase, Ref
from cashier.desk.views import Light as Colour
from cashier.health.lights import NAMES, Light, Snapshot, State, Trouble, nothing_known
from cashier.health.lights import Beat as Probe
from tests.helpers.playbooks import shipped

AT = datetime(2026, 11, 22, tzinfo=UTC)
FINE: dict[str, State] = dict.fromkeys(NAMES, "ok")


def snapshot(changes: dict[str, State]) -> Snapshot:
    states = {**FINE, **changes}
    return Snapshot(
        {name: Light(name, state) for name, state in states.items()},
        {"gateway.wechat": (Probe("ok", 80.0), Probe("slow", 900.0), Probe("fail"))},
        AT,
    )


def said(changes: dict[str, State], checked: float | None = 1.0) -> HeadView:
    seen = snapshot(changes)
    return head(chips(seen, shipped()), seen, checked)


def test_all_is_well() -> None:
    view = said({})
    assert (view.state, view.sentence.key) == (Colour.ok, "head-ready")
    assert view.detail == Phrase("head-methods_fine", (("known", 4),))


def test_before_the_first_probe_nothing_is_claimed() -> None:
    assert said({}, None).sentence.key == "head-starting"
    nothing = nothing_known(AT)
    slept = head(chips(nothing, shipped()), nothing, 1.0)
    assert (slept.state, slept.sentence.key) == (Colour.unknown, "head-starting")
    assert slept.checked_monotonic is None


@pytest.mark.parametrize(("state", "key"), [("fail", "down"), ("warn", "shaky")])
def test_a_bad_method_is_named_with_one_that_works(state: State, key: str) -> None:
    view = said({"gateway.alipay": state})
    assert view.sentence.key == f"head-method_{key}"
    assert dict(view.sentence.args) == {
        "method": Ref("method", "alipay"),
        "good": Ref("method", "wechat"),
    }
    everything: dict[str, State] = dict.fromkeys(
        ("gateway.wechat", "gateway.alipay", "dns", "tls"), state
    )
    assert said(everything).state is Colour(state)


def test_the_cause_that_the_probes_name_stands_below() -> None:
    seen = replace(
        snapshot({"gateway.wechat": "fail"}), trouble=Trouble("network.route", "gateway.wechat")
    )
    assert head(chips(seen, shipped()), seen, 1.0).detail == Phrase("cause-network-route")


def test_who_is_behind_a_login_page_is_not_called_offline() -> None:
    caught = Trouble("network.intercepted", "tls")
    seen = replace(snapshot({"internet": "fail", "gateway.wechat": "fail"}), trouble=caught)
    view = head(chips(seen, shipped()), seen, 1.0)
    assert view.sentence.key.startswith("head-method_down")
    assert view.detail == Phrase("cause-network-intercepted")


def test_everything_bad_but_the_internet() -> None:
    shaky: dict[str, State] = dict.fromkeys(FINE, "warn")
    assert said(shaky).sentence.key == "head-method_shaky_all"


def test_no_internet_is_said_before_anything_else() -> None:
    assert said({"internet": "fail", "gateway.alipay": "fail"}).sentence.key == "head-offline"


def test_a_chip_shows_the_heartbeat_and_the_last_time_it_took() -> None:
    wechat = next(chip for chip in chips(snapshot({}), shipped()) if chip.method == "wechat")
    assert [bar.beat for bar in wechat.beats] == [Beat.ok, Beat.slow, Beat.fail]
    assert wechat.ms == 900.0


def test_every_light_has_its_words() -> None:
    views = light_views(snapshot({"clock": "warn"}))
    assert {view.name for view in views} == set(NAMES)
    assert next(view for view in views if view.name == "clock").state is Colour.warn


def test_something_to_say_to_everybody_only_while_no_code_can_be_paid_with() -> None:
    one_down = snapshot({"gateway.wechat": "fail"})
    assert aloud(chips(one_down, shipped()), one_down) is None
    down: dict[str, State] = dict.fromkeys(NAMES, "fail")
    cut_off = snapshot(down)
    assert aloud(chips(cut_off, shipped()), cut_off) == Phrase("cause-network-shop_offline")
    named = replace(cut_off, trouble=Trouble("network.dns", "dns"))
    assert aloud(chips(named, shipped()), named) == Phrase("cause-network-dns")
