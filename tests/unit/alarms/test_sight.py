"""What is broken now, and which of it follows from something deeper."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.alarms.checklists import checklist
from cashier.alarms.sight import Grade, look
from cashier.cases.track import Degraded, Why
from cashier.health.chain import LINKS
from cashier.health.lights import NAMES, Light, Snapshot, State
from cashier.health.links import How, ShopLink
from tests.helpers.playbooks import shipped

_AT = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)
_METHODS = shipped().methods


def lights(**states: State) -> Snapshot:
    """Return a snapshot; `gateway_wechat` is the light `gateway.wechat`."""
    named = {name: states.get(name.replace(".", "_"), "ok") for name in NAMES}
    return Snapshot({name: Light(name, state) for name, state in named.items()}, {}, _AT)


FINE = lights()


def unexplained(snapshot: Snapshot, **degraded: Degraded) -> list[str]:
    sight = look(snapshot, (), degraded, _METHODS)
    return [name for name, one in sight.broken.items() if not one.explained]


def test_where_all_is_well_nothing_is_broken() -> None:
    assert look(FINE, (), {}, _METHODS).broken == {}


def test_a_shop_that_is_offline_explains_all_that_follows() -> None:
    down: dict[str, State] = {name.replace(".", "_"): "fail" for name in NAMES}
    snapshot = lights(**(down | {"clock": "ok", "version": "ok"}))
    chain = [ShopLink("booking", "fail", "order"), ShopLink("callback", "fail", "register")]
    failing = {"wechat": Degraded(Why.burst, 0.0, "network.slow", 3)}
    sight = look(snapshot, chain, failing, _METHODS)
    assert len(sight.broken) > 9
    # The certificate follows from the clock alone, and that is right.
    roots = [name for name, one in sight.broken.items() if not one.explained]
    assert roots == ["health.internet", "health.certificate"]


@pytest.mark.parametrize(
    ("states", "root"),
    [
        ({"dns": "fail", "tls": "fail", "gateway_wechat": "fail"}, "health.dns"),
        ({"clock": "fail", "tls": "fail", "gateway_alipay": "fail"}, "health.clock"),
        ({"gateway_wechat": "fail", "merchant_wechat": "fail"}, "health.gateway.wechat"),
        ({"merchant_wechat": "fail", "merchant_fenfu": "fail"}, "health.merchant.wechat"),
    ],
)
def test_the_deepest_one_speaks(states: dict[str, State], root: str) -> None:
    assert unexplained(lights(**states)) == [root]


def test_two_troubles_side_by_side_both_speak() -> None:
    both = lights(gateway_wechat="fail", gateway_alipay="fail")
    assert unexplained(both) == ["health.gateway.wechat", "health.gateway.alipay"]


def test_a_light_names_the_methods_that_need_it() -> None:
    sight = look(lights(gateway_alipay="fail"), (), {}, _METHODS)
    assert sight.broken["health.gateway.alipay"].methods == ("alipay", "alipay_instalment")


def test_what_the_shop_does_not_take_touches_nobody() -> None:
    methods = [replace(one, taken="alipay" not in one.id) for one in _METHODS]
    down = lights(gateway_alipay="fail", merchant_alipay="fail")
    assert look(down, (), {}, methods).broken == {}


def test_the_spare_line_and_an_old_version_are_amber() -> None:
    sight = look(lights(gateway_wechat_backup="fail", version="fail"), (), {}, _METHODS)
    assert {one.grade for one in sight.broken.values()} == {Grade.warn}


def test_the_shops_own_certificate_is_told_early_and_nobody_elses() -> None:
    ours = Light("certificate", "warn", detail_key="health-certificate-merchant_soon")
    theirs = replace(ours, detail_key="health-certificate-peer_soon")
    for light, told in ((ours, ["health.certificate"]), (theirs, [])):
        snapshot = Snapshot({**FINE.lights, "certificate": light}, {}, _AT)
        assert unexplained(snapshot) == told


@pytest.mark.parametrize("name", [one for one in NAMES if one != "certificate"])
def test_what_is_only_shaky_raises_nothing(name: str) -> None:
    shaky: dict[str, State] = {name.replace(".", "_"): "warn"}
    assert unexplained(lights(**shaky)) == []


@pytest.mark.parametrize("learnt", ["answer", "nothing", "unused"])
def test_what_customers_may_not_do_is_no_broken_link(learnt: How) -> None:
    chain = [ShopLink(name, "fail", learnt) for name in LINKS]
    assert look(FINE, chain, {}, _METHODS).broken == {}


def test_a_link_that_the_order_or_the_register_shows_broken_is() -> None:
    chain = [ShopLink("booking", "fail", "order"), ShopLink("callback", "unknown", "nothing")]
    sight = look(FINE, chain, {}, _METHODS)
    assert list(sight.broken) == ["chain.booking"]
    assert "chain.callback" in sight.unknown


def test_payments_that_fail_alike_are_one_burst_a_side() -> None:
    failing = {
        "wechat": Degraded(Why.burst, 40.0, "provider.bank", 3),
        "fenfu": Degraded(Why.burst, 30.0, "provider.outage", 4),
        "card": Degraded(Why.slow, 50.0, "code.glare", 5),
        "alipay": Degraded(Why.slow, 10.0, "gateway.alipay"),
    }
    broken = look(FINE, (), failing, _METHODS).broken
    assert {name: (one.methods, one.since_s) for name, one in broken.items()} == {
        "burst.provider": (("fenfu", "wechat"), 30.0),
        "burst.any": (("card",), 50.0),
    }


def test_customers_with_troubles_of_their_own_are_no_alarm() -> None:
    failing = {"fenfu": Degraded(Why.slow, 0.0, "customer.fenfu_limit", 6)}
    assert look(FINE, (), failing, _METHODS).broken == {}


def test_a_burst_over_a_broken_gateway_is_explained_and_one_beside_it_is_not() -> None:
    down = lights(gateway_wechat="fail")
    burst = Degraded(Why.burst, 0.0, "provider.outage", 3)
    assert unexplained(down, wechat=burst) == ["health.gateway.wechat"]
    assert unexplained(down, alipay=burst) == ["health.gateway.wechat", "burst.provider"]


def test_a_method_on_trial_is_neither_broken_nor_mended() -> None:
    failing = {"wechat": Degraded(Why.burst, 0.0, "provider.outage", 3, trial=True)}
    sight = look(FINE, (), failing, _METHODS)
    assert (dict(sight.broken), "burst.provider" in sight.unknown) == ({}, True)


_STATES = st.sampled_from(["ok", "warn", "fail", "unknown"])


@given(st.fixed_dictionaries(dict.fromkeys((n.replace(".", "_") for n in NAMES), _STATES)))
def test_whatever_is_broken_something_unexplained_is_behind_it(states: dict[str, State]) -> None:
    sight = look(lights(**states), (), {}, _METHODS)
    assert not sight.broken or any(not one.explained for one in sight.broken.values())
    assert not set(sight.broken) & sight.unknown


def test_every_step_is_the_playbooks_and_none_charges() -> None:
    playbook = shipped()
    charging = {one.id for one in playbook.steps if one.charges} | {"reverse_order"}
    names = [f"health.{name}" for name in NAMES]
    names += ["chain.booking", "chain.callback", "chain.code_shown", "chain.code_read"]
    names += ["burst.merchant", "burst.network", "burst.provider", "burst.any"]
    for name in names:
        tasks = checklist(name, playbook)
        assert tasks, name
        assert not {task.step for task in tasks} & charging
        assert all(task.who != "customer" for task in tasks)
    assert checklist("health.nothing", playbook) == ()


def test_what_touches_no_method_that_is_taken_is_not_watched() -> None:
    without = tuple(
        replace(one, taken=one.taken and one.id not in ("alipay", "alipay_instalment"))
        for one in _METHODS
    )
    snapshot = lights(gateway_alipay="fail", merchant_alipay="unknown")
    failing = {"alipay": Degraded(Why.burst, 0.0, "provider.outage", 3)}
    seen = look(snapshot, (), failing, without)
    assert seen.broken == {}
    assert seen.unwatched == {
        "health.gateway.alipay",
        "health.merchant.alipay",
        "burst.provider",
    }
    assert look(snapshot, (), failing, _METHODS).unwatched == frozenset()
