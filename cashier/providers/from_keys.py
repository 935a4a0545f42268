"""Builds the clients from keys as a till holds them: those of the sandbox, in a demo or a trial."""

from typing import Protocol

from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.providers.alipay import AlipayGateway, AlipayHost
from cashier.providers.alipay_signing import AlipayCredentials
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.providers.wechat_v3 import WeChatGateway


class TillKeys(Protocol):
    """One merchant's keys; `private_key` signs for both providers."""

    @property
    def mchid(self) -> str:
        """The merchant's number at WeChat Pay."""

    @property
    def appid(self) -> str:
        """The app that the merchant charges with."""

    @property
    def serial_no(self) -> str:
        """The serial number of the merchant's certificate."""

    @property
    def private_key(self) -> Secret:
        """The merchant's private key, PEM."""

    @property
    def public_key_id(self) -> str:
        """What the provider calls its own key."""

    @property
    def platform_public_key(self) -> str:
        """The provider's own key, PEM."""


def wechat_from_keys(keys: TillKeys, clock: Clock, hosts: WeChatHosts) -> WeChatGateway:
    """Return WeChat Pay's client.

    Raises:
        CredentialsInvalid: a key is none.
    """
    credentials = WeChatCredentials(
        mchid=keys.mchid,
        appid=keys.appid,
        serial_no=keys.serial_no,
        private_key=keys.private_key,
        platform_keys={keys.public_key_id: keys.platform_public_key},
    )
    return WeChatGateway(credentials, clock, hosts)


def alipay_from_keys(keys: TillKeys, app_id: str, clock: Clock, host: AlipayHost) -> AlipayGateway:
    """Return Alipay's client.

    Raises:
        CredentialsInvalid: a key is none.
    """
    credentials = AlipayCredentials(app_id, keys.private_key, keys.platform_public_key)
    return AlipayGateway(credentials, clock, host)
