"""Builds the provider from what the shop entered: settings and, for the keys, the vault."""

from cashier.config.settings import WeChat
from cashier.config.vault import open_home_vault
from cashier.core.clock import Clock
from cashier.core.paths import Home
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts

PRIVATE_KEY = "wechat.private_key"
PLATFORM_KEY = "wechat.platform_public_key"


def wechat_gateway(settings: WeChat, home: Home, clock: Clock) -> WeChatGateway | None:
    """Build the provider from settings and vault; None where no key was stored.

    Raises:
        CashierError: the vault cannot be opened, or a key in it cannot be used.
    """
    state = open_home_vault(home, settings.mchid)
    if state.problem is not None:
        raise state.problem
    private, platform = state.get(PRIVATE_KEY), state.get(PLATFORM_KEY)
    if private is None or platform is None:
        return None
    credentials = WeChatCredentials(
        mchid=settings.mchid,
        appid=settings.appid,
        serial_no=settings.serial,
        private_key=private,
        platform_keys={settings.public_key_id: platform.reveal()},
    )
    hosts = WeChatHosts(main=settings.base_url, backup=settings.backup_url)
    return WeChatGateway(credentials, clock, hosts)
