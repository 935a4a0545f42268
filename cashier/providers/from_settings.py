"""Builds the providers from what the shop entered: settings and, for the keys, the vault."""

from collections.abc import Callable
from datetime import datetime

from cashier.config.settings import Alipay, Settings, WeChat
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.providers.alipay import AlipayGateway, AlipayHost
from cashier.providers.alipay_certificates import (
    app_number,
    good_until,
    key_in_certificate,
    root_number,
)
from cashier.providers.alipay_signing import AlipayCredentials, CertificateNumbers
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.gateway import Gateway
from cashier.providers.gateways import Gateways
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_account import Account
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.providers.wechat_v2 import V2Credentials, WeChatV2Gateway
from cashier.providers.wechat_v3 import WeChatGateway

PRIVATE_KEY = "wechat.private_key"
PLATFORM_KEY = "wechat.platform_public_key"
API_V3_KEY = "wechat.api_v3_key"
API_V2_KEY = "wechat.api_v2_key"
MERCHANT_CERTIFICATE = "wechat.merchant_certificate"
ALIPAY_PRIVATE_KEY = "alipay.private_key"
ALIPAY_PUBLIC_KEY = "alipay.public_key"
ALIPAY_AUTH_TOKEN = "alipay.app_auth_token"  # noqa: S105 - the name of a place in the vault
ALIPAY_APP_CERTIFICATE = "alipay.app_certificate"
ALIPAY_CERTIFICATE = "alipay.certificate"
ALIPAY_ROOT_CERTIFICATE = "alipay.root_certificate"


def gateways(
    settings: Settings, home: Home, clock: Clock
) -> tuple[Gateways, tuple[CashierError, ...]]:
    """Build every provider that is switched on and has keys, and tell what kept others from it."""
    if not settings.wechat.enabled and not settings.alipay.enabled:
        return Gateways(), ()
    vault = open_home_vault(home, settings.wechat.mchid)
    if vault.problem is not None:
        return Gateways(), (vault.problem,)
    return gateways_of(settings, vault, clock)


def gateways_of(
    settings: Settings, vault: VaultState, clock: Clock
) -> tuple[Gateways, tuple[CashierError, ...]]:
    """Build every provider that is switched on from a vault that is open."""
    makers: dict[str, Callable[[], Gateway | None]] = {}
    if settings.wechat.enabled:
        makers["wechat"] = lambda: wechat_of(settings.wechat, vault, clock)
    if settings.alipay.enabled:
        makers["alipay"] = lambda: alipay_of(settings.alipay, vault, clock)
    return _made(makers)


def certificate_ends(settings: Settings, vault: VaultState) -> dict[str, datetime | None]:
    """Return until when each merchant certificate is good; None where it was not stored.

    An Alipay app with plain keys has no certificate, and is left out.
    """
    ends: dict[str, datetime | None] = {}
    if settings.wechat.enabled:
        ends["wechat"] = _end(vault.get(MERCHANT_CERTIFICATE))
    alipays = vault.get(ALIPAY_APP_CERTIFICATE)
    if settings.alipay.enabled and alipays is not None:
        ends["alipay"] = _end(alipays)
    return ends


def first_certificate_end(settings: Settings, vault: VaultState) -> datetime | None:
    """Return until when the certificate is good that ends first; None where none is stored."""
    return min(filter(None, certificate_ends(settings, vault).values()), default=None)


def _end(certificate: Secret | None) -> datetime | None:
    return None if certificate is None else good_until(certificate.reveal())


def wechat_of(
    settings: WeChat, state: VaultState, clock: Clock
) -> WeChatGateway | WeChatV2Gateway | None:
    """Build WeChat Pay in the protocol that the shop chose; None where no key was stored.

    Raises:
        CredentialsInvalid: a key cannot be used.
    """
    hosts = WeChatHosts(main=settings.base_url, backup=settings.backup_url)
    if settings.protocol == "v2":
        older = _v2_credentials(settings, state)
        return None if older is None else WeChatV2Gateway(older, clock, hosts)
    credentials = _v3_credentials(settings, state)
    return None if credentials is None else WeChatGateway(credentials, clock, hosts)


def _v3_credentials(settings: WeChat, state: VaultState) -> WeChatCredentials | None:
    private, sealing = state.get(PRIVATE_KEY), state.get(API_V3_KEY)
    platform = state.get(PLATFORM_KEY) if settings.public_key_id else None
    # The provider's answers are checked with its public key, its certificates, or both.
    if private is None or (platform is None and sealing is None):
        return None
    return WeChatCredentials(
        mchid=settings.mchid,
        appid=settings.appid,
        serial_no=settings.serial,
        private_key=private,
        platform_keys={} if platform is None else {settings.public_key_id: platform.reveal()},
        api_v3_key=sealing,
        sub_mchid=settings.sub_mchid,
    )


def _v2_credentials(settings: WeChat, state: VaultState) -> V2Credentials | None:
    key = state.get(API_V2_KEY)
    if key is None:
        return None
    certificate, private = state.get(MERCHANT_CERTIFICATE), state.get(PRIVATE_KEY)
    shown = None
    if certificate is not None and private is not None:
        shown = ClientCertificate(certificate.reveal(), private)
    account = Account(settings.mchid, settings.appid, settings.sub_mchid)
    return V2Credentials(account, key, shown)


def alipay_of(settings: Alipay, vault: VaultState, clock: Clock) -> AlipayGateway | None:
    """Build Alipay; None where no key was stored. With certificates they count, not the plain key.

    Raises:
        CredentialsInvalid: a key or certificate cannot be used.
    """
    private = vault.get(ALIPAY_PRIVATE_KEY)
    numbers, public = _alipay_key(vault)
    if private is None or public is None:
        return None
    credentials = AlipayCredentials(
        app_id=settings.app_id,
        private_key=private,
        alipay_public_key=public,
        certificates=numbers,
        app_auth_token=vault.get(ALIPAY_AUTH_TOKEN),
    )
    return AlipayGateway(credentials, clock, AlipayHost(settings.base_url))


def _alipay_key(vault: VaultState) -> tuple[CertificateNumbers | None, str | None]:
    names = (ALIPAY_APP_CERTIFICATE, ALIPAY_CERTIFICATE, ALIPAY_ROOT_CERTIFICATE)
    app, own, root = (vault.get(name) for name in names)
    if app is not None and own is not None and root is not None:
        numbers = CertificateNumbers(app_number(app.reveal()), root_number(root.reveal()))
        return numbers, key_in_certificate(own.reveal())
    plain = vault.get(ALIPAY_PUBLIC_KEY)
    return None, plain.reveal() if plain is not None else None


def _made(
    makers: dict[str, Callable[[], Gateway | None]],
) -> tuple[Gateways, tuple[CashierError, ...]]:
    made: dict[str, Gateway] = {}
    problems: list[CashierError] = []
    for name, make in makers.items():
        try:
            gateway = make()
        except CashierError as error:
            problems.append(error)
        else:
            made |= {name: gateway} if gateway is not None else {}
    return Gateways(made), tuple(problems)
