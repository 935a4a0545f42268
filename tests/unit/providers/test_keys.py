"""What is pasted as a key is one of that kind, or refused without a word of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import Secret
from cashier.providers.errors import CredentialsInvalid
from cashier.providers.keys import NAMES, check_key
from cashier.sandbox.keys import SandboxKeys
from tests.helpers import sandbox


@pytest.fixture(scope="module")
def keys() -> SandboxKeys:
    return sandbox.keys()


def test_a_shops_own_keys_are_taken(keys: SandboxKeys) -> None:
    till = keys.till
    check_key("wechat.private_key", till.private_key)
    check_key("wechat.platform_public_key", Secret(till.platform_public_key))
    check_key("wechat.api_v3_key", Secret("a1" * 16))
    check_key("wechat.api_v2_key", Secret("Z9" * 16))
    check_key("alipay.private_key", till.private_key)
    check_key("alipay.public_key", Secret(till.platform_public_key))
    check_key("alipay.app_auth_token", Secret("202611BB" * 4))


@pytest.mark.parametrize("name", NAMES)
@given(text=st.text(max_size=400))
def test_whatever_else_is_refused_and_not_repeated(name: str, text: str) -> None:
    # The name of the setting is told, and is a text as well.
    assert len(text) < 12 or text not in said_of(name, text) or text in said_of(name, "")


def said_of(name: str, text: str) -> str:
    with pytest.raises(CredentialsInvalid) as caught:
        check_key(name, Secret(f"#{text}"))
    return f"{caught.value!r} {caught.value.__cause__!r}"


def test_one_half_is_not_the_other(keys: SandboxKeys) -> None:
    with pytest.raises(CredentialsInvalid):
        check_key("wechat.private_key", Secret(keys.till.platform_public_key))
    with pytest.raises(CredentialsInvalid):
        check_key("alipay.public_key", keys.till.private_key)
