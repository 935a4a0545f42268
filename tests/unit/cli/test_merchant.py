"""The doctor's look at the merchant account: against the sandbox, and with nothing to ask."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from cashier.cli.doctor import CATALOGUES, run_doctor
from cashier.cli.merchant import Shop, finding_of, merchant_check
from cashier.config.settings import Alipay, Settings, WeChat
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.background import Background
from cashier.core.clock import SystemClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES, Words
from cashier.providers import from_settings
from cashier.providers.merchant import Readiness, row
from cashier.sandbox.alipay_wire import APP_ID, PATH
from cashier.sandbox.server import SandboxGateway
from tests.helpers import sandbox as helper
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring

Found = dict[str, dict[str, str]]


@pytest.fixture
def background() -> Iterator[Background]:
    with Background() as background:
        yield background


@pytest.fixture
def sandbox() -> Iterator[SandboxGateway]:
    with SandboxGateway(clock=SystemClock(), keys=helper.keys()) as running:
        yield running


def settings_of(sandbox: SandboxGateway) -> Settings:
    till = sandbox.keys.till
    wechat = WeChat(
        enabled=True,
        mchid=till.mchid,
        appid=till.appid,
        serial=till.serial_no,
        public_key_id=till.public_key_id,
        base_url=sandbox.base_url,
        backup_url=sandbox.base_url,
    )
    alipay = Alipay(enabled=True, app_id=APP_ID, base_url=sandbox.base_url + PATH)
    return Settings(wechat=wechat, alipay=alipay)


def vault_of(place: Home, sandbox: SandboxGateway) -> VaultState:
    state = open_home_vault(place, sandbox.keys.till.mchid, MemoryKeyring(), trusted=TRUSTED)
    assert state.vault is not None
    till = sandbox.keys.till
    for name in (from_settings.PRIVATE_KEY, from_settings.ALIPAY_PRIVATE_KEY):
        state.vault.put(name, till.private_key)
    for name in (from_settings.PLATFORM_KEY, from_settings.ALIPAY_PUBLIC_KEY):
        state.vault.put(name, Secret(till.platform_public_key))
    return state


def look(shop: Shop, language: str = "zh_CN") -> tuple[int, Found]:
    out = io.StringIO()
    words = Words(language, CATALOGUES)
    code = run_doctor([merchant_check(shop, words)], words, out, as_json=True)
    return code, {line["name"]: line for line in json.loads(out.getvalue())["checks"]}


def shop_of(home: Path, sandbox: SandboxGateway, background: Background) -> Shop:
    place = Home.at(home).make()
    state = vault_of(place, sandbox)
    return Shop(settings_of(sandbox), place, lambda: state, SystemClock(), background)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_answers_is_ready_and_the_rest_unknown(
    home: Path, sandbox: SandboxGateway, background: Background, language: str
) -> None:
    code, found = look(shop_of(home, sandbox, background), language)
    assert code == 0
    states = {name: line["state"] for name, line in found.items()}
    assert {name for name, state in states.items() if state == "ok"} == {
        "credentials.wechat",
        "product.wechat",
        "credentials.alipay",
        "product.alipay",
        "protocols",
    }
    assert "RSA2" in found["protocols"]["detail"]
    assert set(states.values()) == {"ok", "unknown"}
    assert all(line["do"] for line in found.values() if line["state"] == "unknown")


@pytest.mark.parametrize(
    ("fault", "failed"),
    [
        ("no_auth", {"product.wechat", "product.alipay"}),
        ("sign_error", {"credentials.wechat", "credentials.alipay"}),
        # WeChat Pay does not sign that there is no such order; Alipay does.
        ("forged_answer", {"credentials.alipay"}),
    ],
)
def test_each_fault_fails_its_own_line(
    home: Path, sandbox: SandboxGateway, background: Background, fault: str, failed: set[str]
) -> None:
    sandbox.faults.set(fault)
    code, found = look(shop_of(home, sandbox, background))
    assert code == 1
    assert {name for name, line in found.items() if line["state"] == "fail"} == failed
    assert all(found[name]["do"] for name in failed)


def test_without_a_link_only_payments_can_tell(home: Path, background: Background) -> None:
    place = Home.at(home).make()

    def never() -> VaultState:
        raise AssertionError("the vault is not asked")

    code, found = look(Shop(Settings(), place, never, SystemClock(), background))
    assert code == 0
    assert {line["state"] for line in found.values()} == {"unknown"}


def test_keys_that_cannot_be_had_are_one_failure(
    home: Path, sandbox: SandboxGateway, background: Background
) -> None:
    place = Home.at(home).make()
    vault_of(place, sandbox)
    locked = open_home_vault(place, sandbox.keys.till.mchid, LockedKeyring(), trusted=TRUSTED)
    shop = Shop(settings_of(sandbox), place, lambda: locked, SystemClock(), background)
    code, found = look(shop)
    assert (code, found["credentials"]["state"]) == (1, "fail")


KINDS = {
    "credentials": ("ok", "warn", "fail", "unknown"),
    "product": ("ok", "warn", "fail", "unknown"),
    "restriction": ("ok", "warn", "fail", "unknown"),
    "credit": ("ok", "warn", "fail", "unknown"),
    "code_product": ("warn", "unknown"),
    "last_success": ("ok", "unknown"),
    "certificate": ("ok", "month", "fortnight", "week", "expired", "unknown"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_line_has_words_and_says_what_to_do(language: str) -> None:
    words = Words(language, CATALOGUES)
    for kind, endings in KINDS.items():
        for word in endings:
            state = word if word in {"ok", "unknown"} else "warn"
            made = row(kind, state, None, word)  # type: ignore[arg-type]
            shown = finding_of(
                Readiness(kind, made.state, made.detail, made.do, None, (("days", 3),)), words
            )
            assert shown.detail
            assert bool(shown.do) == (state != "ok")
