"""From settings and vault to providers: each is there, missing, or broken by itself."""

from datetime import timedelta
from pathlib import Path

import pytest

from cashier.config.settings import Alipay, Settings, WeChat
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.providers import from_settings
from cashier.providers.from_settings import first_certificate_end, gateways, gateways_of
from tests.helpers import certificates
from tests.helpers import sandbox as helper
from tests.helpers.keyrings import TRUSTED, MemoryKeyring

CLOCK = ManualClock()
WECHAT = WeChat(enabled=True, mchid="1", serial="A", public_key_id="PUB_KEY_ID_1")
BOTH = Settings(wechat=WECHAT, alipay=Alipay(enabled=True, app_id="2021"))
TILL = helper.keys().till


@pytest.fixture
def vault(home: Path) -> VaultState:
    state = open_home_vault(Home.at(home).make(), "1", MemoryKeyring(), trusted=TRUSTED)
    assert state.vault is not None
    return state


def keep(state: VaultState, **secrets: str) -> None:
    assert state.vault is not None
    for name, value in secrets.items():
        state.vault.put(getattr(from_settings, name), Secret(value))


def names(settings: Settings, state: VaultState) -> list[str]:
    made, problems = gateways_of(settings, state, CLOCK)
    assert problems == ()
    return [gateway.name for gateway in made]


def test_without_a_link_the_vault_is_not_even_opened(home: Path) -> None:
    made, problems = gateways(Settings(), Home.at(home), CLOCK)
    assert (len(made), problems) == (0, ())
    assert not home.exists() or not list(home.iterdir())


def test_a_vault_that_cannot_be_opened_is_the_problem(home: Path) -> None:
    made, problems = gateways(BOTH, Home.at(home).make(), CLOCK)
    assert len(made) == 0
    assert len(problems) == 1


def test_without_keys_there_is_nobody_to_ask(vault: VaultState) -> None:
    assert names(BOTH, vault) == []


def test_both_are_made_from_their_keys(vault: VaultState) -> None:
    keep(vault, PRIVATE_KEY=TILL.private_key.reveal(), PLATFORM_KEY=TILL.platform_public_key)
    assert names(BOTH, vault) == ["wechat"]
    keep(
        vault,
        ALIPAY_PRIVATE_KEY=TILL.private_key.reveal(),
        ALIPAY_PUBLIC_KEY=TILL.platform_public_key,
    )
    assert names(BOTH, vault) == ["wechat", "alipay"]
    assert names(BOTH.model_copy(update={"wechat": WeChat()}), vault) == ["alipay"]


def test_a_broken_key_of_one_leaves_the_other(vault: VaultState) -> None:
    keep(vault, PRIVATE_KEY="canary", PLATFORM_KEY=TILL.platform_public_key)
    keep(
        vault,
        ALIPAY_PRIVATE_KEY=TILL.private_key.reveal(),
        ALIPAY_PUBLIC_KEY=TILL.platform_public_key,
    )
    made, problems = gateways_of(BOTH, vault, CLOCK)
    assert [gateway.name for gateway in made] == ["alipay"]
    assert [problem.code for problem in problems] == ["credentials-invalid"]
    assert "canary" not in repr(problems)


def test_certificates_count_once_all_three_are_there(vault: VaultState) -> None:
    pem = certificates.certificate(TILL.private_key)
    alipays = certificates.certificate(helper.keys().platform_private_key)
    keep(
        vault,
        ALIPAY_PRIVATE_KEY=TILL.private_key.reveal(),
        ALIPAY_APP_CERTIFICATE=pem,
        ALIPAY_CERTIFICATE=alipays,
    )
    assert names(BOTH, vault) == []
    keep(vault, ALIPAY_ROOT_CERTIFICATE=alipays)
    made, _ = gateways_of(BOTH, vault, CLOCK)
    assert ("alipay.keys", "certificate") in [(one.name, one.value) for one in made.versions]


def test_the_certificate_that_ends_first_counts(vault: VaultState) -> None:
    assert first_certificate_end(BOTH, vault) is None
    keep(vault, MERCHANT_CERTIFICATE=certificates.certificate(TILL.private_key, days=40))
    keep(vault, ALIPAY_APP_CERTIFICATE=certificates.certificate(TILL.private_key, days=20))
    assert first_certificate_end(BOTH, vault) == certificates.START + timedelta(days=20)
    wechat_only = BOTH.model_copy(update={"alipay": Alipay()})
    assert first_certificate_end(wechat_only, vault) == certificates.START + timedelta(days=40)
