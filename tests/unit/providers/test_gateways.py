"""All providers as one set: who is asked about what, and how each fails alone."""

import asyncio

import pytest

from cashier.core.clock import ManualClock
from cashier.core.errors import Unavailable
from cashier.playbook.evidence import METHODS, Evidence
from cashier.providers.gateways import Gateways
from tests.helpers.fake_gateway import FakeGateway
from tests.helpers.logbook import Logbook


class Broken(FakeGateway):
    async def readiness(self) -> tuple[Evidence, ...]:
        raise Unavailable


def fake() -> FakeGateway:
    return FakeGateway(ManualClock())


def test_each_method_has_its_provider() -> None:
    wechat, alipay = fake(), fake()
    both = Gateways({"wechat": wechat, "alipay": alipay})
    asked = {method: both.for_method(method) for method in METHODS}
    assert asked["fenfu"] is asked["wechat"] is wechat
    assert asked["alipay"] is asked["alipay_instalment"] is alipay
    by_hand = set(METHODS) - {"fenfu", "wechat", "alipay", "alipay_instalment"}
    assert {asked[method] for method in by_hand} == {None}
    assert both.for_method("dream") is None


def test_an_unnamed_method_asks_the_only_provider_or_nobody() -> None:
    wechat = fake()
    assert Gateways({"wechat": wechat}).for_method(None) is wechat
    assert Gateways({"wechat": wechat}).for_method("alipay") is None
    assert Gateways({"wechat": wechat, "alipay": fake()}).for_method(None) is None
    assert Gateways().for_method(None) is None


def test_all_are_told_to_close_and_say_their_versions() -> None:
    members = [fake(), fake()]
    both = Gateways({"wechat": members[0], "alipay": members[1]})
    assert list(both) == members
    assert len(both.versions) == 2
    asyncio.run(both.close_clients())
    assert all(one.closed for one in members)


def test_a_provider_that_breaks_hides_nobody_else(logbook: Logbook) -> None:
    logbook.allow("provider_readiness_unknown")
    both = Gateways({"wechat": Broken(ManualClock()), "alipay": fake()})
    assert [one.value for one in asyncio.run(both.readiness())] == ["ok"]


@pytest.mark.parametrize("name", ["wechat", "alipay", ""])
def test_a_provider_is_found_by_name(name: str) -> None:
    wechat = fake()
    found = Gateways({"wechat": wechat}).named(name)
    assert found is (wechat if name == "wechat" else None)
