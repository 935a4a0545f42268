"""Keys, hosts and constant errors of the APIv3 client, over HTTP against the sandbox."""

import asyncio
from collections.abc import Coroutine
from dataclasses import replace
from typing import Any, TypeVar

import pytest

from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers.error_run import LEAST_ANSWERS, LEAST_S
from cashier.providers.errors import GatewayAnswerUnverified, GatewayRefused
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_certificates import RETRY_S
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.faults import BY_NAME
from cashier.sandbox.keys import PlatformMode, SandboxKeys
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wire import Refused
from tests.helpers import sandbox as helper

Result = TypeVar("Result")
NOWHERE = "http://127.0.0.1:9"


def keys(mode: PlatformMode) -> SandboxKeys:
    return replace(helper.keys(), mode=mode)


class World:
    """A sandbox and clients of it, on one loop and one clock that stands still."""

    def __init__(self, mode: PlatformMode = PlatformMode.public_key) -> None:
        self.clock = ManualClock()
        self.sandbox = SandboxGateway(clock=self.clock, keys=keys(mode))
        self.runner = asyncio.Runner()
        self.made: list[WeChatGateway] = []

    def client(
        self, entered: WeChatCredentials | None = None, hosts: WeChatHosts | None = None
    ) -> WeChatGateway:
        plain = WeChatHosts(self.sandbox.base_url, None)
        known = entered or helper.credentials(self.sandbox.keys)
        self.made.append(WeChatGateway(known, self.clock, hosts or plain))
        return self.made[-1]

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.runner.run(work)

    def paid(self) -> str:
        return helper.place(self.sandbox.orders).out_trade_no

    def state(self, gateway: WeChatGateway, number: str) -> OrderState:
        return self.run(gateway.query(number)).state

    def __enter__(self) -> "World":
        return self

    def __exit__(self, *_: object) -> None:
        for gateway in self.made:
            self.run(gateway.close_client())
        self.runner.close()
        self.sandbox.close()


def held(gateway: WeChatGateway) -> str:
    return {one.name: one.value for one in gateway.versions}["wechat.platform_key"]


def test_certificates_alone_are_enough() -> None:
    with World(PlatformMode.certificate) as world:
        gateway = world.client(helper.by_certificates(world.sandbox.keys))
        assert world.state(gateway, world.paid()) is OrderState.paid
        assert held(gateway) == "certificates"


@pytest.mark.parametrize("mode", [PlatformMode.both, PlatformMode.public_key])
def test_with_the_public_key_no_certificates_are_fetched(mode: PlatformMode) -> None:
    with World(mode) as world:
        entered = helper.by_certificates(world.sandbox.keys, public_key=True)
        gateway = world.client(entered)
        assert world.state(gateway, world.paid()) is OrderState.paid
        assert held(gateway) == "public_key"


def test_while_a_merchant_migrates_an_unknown_serial_is_looked_up_and_both_are_held() -> None:
    with World(PlatformMode.certificate) as world:
        # The provider still signs with certificates, although the public key was entered already.
        entered = helper.by_certificates(world.sandbox.keys, public_key=True)
        gateway = world.client(entered)
        assert world.state(gateway, world.paid()) is OrderState.paid
        assert held(gateway) == "both"


def test_a_reverse_signed_by_a_key_not_known_yet_is_read_after_looking_it_up() -> None:
    with World(PlatformMode.certificate) as world:
        gateway = world.client(helper.by_certificates(world.sandbox.keys, public_key=True))
        answer = world.run(gateway.reverse(world.paid()))
        assert answer.outcome is ReverseOutcome.reversed


def test_an_unknown_serial_without_an_api_key_is_not_believed() -> None:
    with World(PlatformMode.certificate) as world:
        gateway = world.client()
        with pytest.raises(GatewayAnswerUnverified) as refused:
            world.run(gateway.query(world.paid()))
        assert refused.value.kind == "unknown_key"


def test_a_wrong_api_key_is_named_and_tried_again_after_a_minute() -> None:
    with World(PlatformMode.certificate) as world:
        wrong = replace(helper.by_certificates(world.sandbox.keys), api_v3_key=Secret("0" * 32))
        gateway, number = world.client(wrong), world.paid()
        for kind in ("sealed", "unknown_key"):
            with pytest.raises(GatewayAnswerUnverified) as refused:
                world.run(gateway.query(number))
            assert refused.value.kind == kind
        world.clock.advance(RETRY_S)
        with pytest.raises(GatewayAnswerUnverified) as again:
            world.run(gateway.query(number))
        assert again.value.kind == "sealed"


def test_a_merchant_without_certificates_is_told_to_enter_the_public_key() -> None:
    with World(PlatformMode.public_key) as world:
        gateway = world.client(helper.by_certificates(world.sandbox.keys))
        with pytest.raises(GatewayRefused) as refused:
            world.run(gateway.query(world.paid()))
        assert refused.value.kind == "no_platform_key"
        other = world.client(helper.by_certificates(world.sandbox.keys))
        found = {one.name: one.value for one in world.run(other.readiness())}
        assert found["health.certificate"] == "fail"


@pytest.mark.parametrize("sub_mchid", ["", helper.keys().sub_mchid])
def test_without_an_app_nothing_is_taken_back_and_nothing_sent(sub_mchid: str) -> None:
    with World() as world:
        entered = replace(helper.credentials(), sub_mchid=sub_mchid, appid="")
        gateway, number = world.client(entered), world.paid()
        with pytest.raises(GatewayRefused) as refused:
            world.run(gateway.reverse(number))
        assert refused.value.kind == "no_appid"
        assert world.state(gateway, number) is OrderState.paid


def test_an_error_that_never_changes_is_the_merchants_set_up() -> None:
    with World() as world:
        busy = replace(BY_NAME["outage"], before=Refused.busy)
        world.sandbox.faults._active = (busy,)
        gateway, found = world.client(), dict[str, str]()
        for _ in range(LEAST_ANSWERS):
            found = {one.name: one.value for one in world.run(gateway.readiness())}
            assert found["health.gateway.wechat"] == "warn"
            world.clock.advance(LEAST_S / (LEAST_ANSWERS - 1))
        assert found["health.merchant.wechat"] == "fail"
        world.sandbox.faults.set()
        found = {one.name: one.value for one in world.run(gateway.readiness())}
        assert (found["health.gateway.wechat"], found["health.merchant.wechat"]) == ("ok", "ok")


@pytest.mark.parametrize("fault", ["outage", "http_500"])
def test_a_question_that_heard_5xx_is_put_to_the_other_host(fault: str) -> None:
    with World() as world, SandboxGateway(clock=world.clock, keys=helper.keys()) as other:
        number = helper.place(other.orders).out_trade_no
        world.sandbox.faults.set(fault)
        hosts = WeChatHosts(world.sandbox.base_url, other.base_url)
        answer = world.run(world.client(hosts=hosts).query(number))
        assert (answer.state, answer.by_backup) == (OrderState.paid, True)


def test_a_main_host_that_stays_away_is_left_also_for_reverses() -> None:
    with World() as world:
        gateway = world.client(hosts=WeChatHosts(NOWHERE, world.sandbox.base_url))
        number = world.paid()
        for _ in range(2):
            assert world.run(gateway.query(number)).by_backup
        assert world.run(gateway.reverse(number)).outcome is ReverseOutcome.reversed


def test_an_answer_replayed_by_somebody_between_is_not_believed() -> None:
    with World() as world:
        object.__setattr__(world.sandbox.around, "nonce", lambda: "always-the-same")
        gateway, number = world.client(), world.paid()
        assert world.state(gateway, number) is OrderState.paid
        with pytest.raises(GatewayAnswerUnverified) as refused:
            world.run(gateway.query(number))
        assert refused.value.kind == "replayed"
