"""WeChat Pay from what a shop entered: either protocol, every kind of key."""

import pytest

from cashier.config.settings import WeChat
from cashier.config.vault import VaultState
from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.providers import from_settings
from cashier.providers.errors import CredentialsInvalid
from cashier.providers.gateway import Gateway
from cashier.sandbox.papers import tls_papers
from tests.helpers import sandbox as helper

KEYS = helper.keys()
TILL = KEYS.till
V3 = WeChat(enabled=True, mchid=TILL.mchid, serial=TILL.serial_no, public_key_id=TILL.public_key_id)
V2 = WeChat(enabled=True, protocol="v2", mchid=TILL.mchid, appid=TILL.appid)
CERTIFICATE = tls_papers(KEYS, ManualClock().now()).merchant_certificate


class Kept:
    """A vault that holds what a shop has entered so far."""

    def __init__(self, **held: Secret) -> None:
        self._held = {f"wechat.{name}": value for name, value in held.items()}

    def get(self, name: str) -> Secret | None:
        return self._held.get(name)


def built(settings: WeChat, **held: Secret) -> Gateway | None:
    state = VaultState(Kept(**held))  # type: ignore[arg-type]
    return from_settings.wechat_of(settings, state, ManualClock())


def versions(gateway: Gateway | None) -> dict[str, str]:
    assert gateway is not None
    return {one.name: one.value for one in gateway.versions}


PRIVATE, PLATFORM = TILL.private_key, Secret(TILL.platform_public_key)


@pytest.mark.parametrize(
    ("held", "key"),
    [
        ({"platform_public_key": PLATFORM}, "public_key"),
        ({"api_v3_key": KEYS.api_v3_key}, "certificates"),
        ({"platform_public_key": PLATFORM, "api_v3_key": KEYS.api_v3_key}, "public_key"),
    ],
)
def test_either_way_of_checking_answers_is_enough(held: dict[str, Secret], key: str) -> None:
    gateway = built(V3, private_key=PRIVATE, **held)
    assert versions(gateway)["wechat.platform_key"] == key
    assert versions(gateway)["wechat.protocol"] == "APIv3"


@pytest.mark.parametrize(
    ("settings", "held"),
    [
        (V3, {}),
        (V3, {"private_key": PRIVATE}),
        (V3, {"platform_public_key": PLATFORM, "api_v3_key": KEYS.api_v3_key}),
        (V2, {"private_key": PRIVATE, "platform_public_key": PLATFORM}),
    ],
)
def test_without_the_keys_there_is_no_provider(settings: WeChat, held: dict[str, Secret]) -> None:
    assert built(settings, **held) is None


def test_the_older_protocol_takes_back_only_with_a_certificate() -> None:
    asks = built(V2, api_v2_key=KEYS.api_v2_key)
    assert versions(asks)["wechat.merchant_certificate"] == "none"
    held = {"private_key": PRIVATE, "merchant_certificate": Secret(CERTIFICATE)}
    whole = built(V2, api_v2_key=KEYS.api_v2_key, **held)
    assert versions(whole)["wechat.merchant_certificate"] == "2027-11-22"


def test_a_service_provider_is_told_by_the_shops_number() -> None:
    both = {"private_key": PRIVATE, "platform_public_key": PLATFORM}
    sub = V3.model_copy(update={"sub_mchid": KEYS.sub_mchid})
    assert versions(built(sub, **both))["wechat.account"] == "partner"


def test_keys_that_cannot_be_used_are_named() -> None:
    bad = {"private_key": PLATFORM, "platform_public_key": PLATFORM}
    with pytest.raises(CredentialsInvalid):
        built(V3, **bad)
    with pytest.raises(CredentialsInvalid):
        built(V3, private_key=PRIVATE, api_v3_key=Secret("short"))
