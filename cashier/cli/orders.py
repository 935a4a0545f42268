"""`cashier order` and `cashier pin`: finds the provider to ask, and the manager who may reverse."""

import json
from functools import partial

from cashier.cli.order import OrderTalk, reverse_order, show_order
from cashier.cli.pin import ask_manager, ask_secret
from cashier.cli.sandbox import KEYS_FILE
from cashier.config.access import PinNotSet, open_home_access
from cashier.config.settings_file import load
from cashier.core.clock import SystemClock
from cashier.core.errors import Unavailable, WrongUse
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.providers.from_settings import wechat_gateway
from cashier.providers.gateway import Gateway
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.keys import TillCredentials, TillCredentialsInvalid


class NoProviderKeys(Unavailable):
    """There is nobody to ask: no provider keys, or no sandbox running."""

    code = "no-provider-keys"


class PinDiffers(WrongUse):
    """A new PIN was typed differently the second time."""

    code = "pin-differs"


def ask_order(
    number: str, place: Home, words: Words, *, reverse: bool, sandbox: bool, as_json: bool
) -> int:
    """Ask about an order, or take it back; return the exit code."""
    gateway = _sandbox_gateway(place) if sandbox else _own_gateway(place)
    talk = OrderTalk(gateway, words, print, as_json)
    if not reverse:
        return show_order(talk, number)
    pin_given = (lambda: True) if sandbox else partial(ask_manager, place, words)
    return reverse_order(talk, number, pin_given)


def choose_pin(place: Home, words: Words, *, for_it: bool = False) -> int:
    """Ask for a new PIN twice and keep it."""
    access = open_home_access(place.make(), SystemClock())
    if for_it and not access.has_pin():
        raise PinNotSet
    current = ask_secret(words("pin-current")) if access.has_pin() else None
    new = ask_secret(words("pin-new"))
    if ask_secret(words("pin-again")) != new:
        raise PinDiffers
    if for_it and current is not None:
        access.set_it_pin(new, current)
        print(words("pin-set-it"))
        return 0
    kept = access.set_pin(new, current)
    print(words(f"pin-set-{kept}"))
    return 0


def _own_gateway(place: Home) -> Gateway:
    loaded = load(place)
    gateway = None
    if loaded.settings.wechat.enabled:
        gateway = wechat_gateway(loaded.settings.wechat, place, SystemClock())
    if gateway is None:
        # A file that could not be read may be the one that says where the keys belong.
        raise loaded.problem or NoProviderKeys()
    return gateway


def _sandbox_gateway(place: Home) -> WeChatGateway:
    try:
        left = json.loads((place.settings_dir / KEYS_FILE).read_text("utf-8"))
        till = TillCredentials.from_line(json.dumps(left["till"]))
        hosts = WeChatHosts(main=str(left["base_url"]), backup=None)
    except (OSError, ValueError, KeyError, TypeError, TillCredentialsInvalid) as error:
        raise NoProviderKeys from error
    credentials = WeChatCredentials(
        mchid=till.mchid,
        appid=till.appid,
        serial_no=till.serial_no,
        private_key=till.private_key,
        platform_keys={till.public_key_id: till.platform_public_key},
    )
    return WeChatGateway(credentials, SystemClock(), hosts)
