"""Builds the provider from what the shop entered: settings and, for the keys, the vault."""

from cashier.config.settings import WeChat
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.clock import Clock
from cashier.core.paths import Home
from cashier.providers.client_certificate import ClientCertificate
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


def wechat_gateway(
    settings: WeChat, home: Home, clock: Clock
) -> WeChatGateway | WeChatV2Gateway | None:
    """Build the provider from settings and vault; None where no key was stored.

    Raises:
        CashierError: the vault cannot be opened, or a key in it cannot be used.
    """
    state = open_home_vault(home, settings.mchid)
    if state.problem is not None:
        raise state.problem
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
