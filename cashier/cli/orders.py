"""`cashier order`: finds the provider to ask, and the manager who may reverse."""

import json
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

import typer

from cashier.cli.charge_time import charged_by
from cashier.cli.order import OrderTalk, Permit, reverse_order, show_order
from cashier.cli.pin import ask_manager, somebody_there
from cashier.cli.sandbox import KEYS_FILE
from cashier.config.settings_file import load
from cashier.core.clock import SystemClock
from cashier.core.errors import Unavailable, WrongUse
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.playbook.load import load_playbook
from cashier.playbook.timings import Timings
from cashier.providers.alipay import AlipayHost
from cashier.providers.from_keys import alipay_from_keys, wechat_from_keys
from cashier.providers.from_settings import gateways
from cashier.providers.gateway import Gateway
from cashier.providers.wechat_hosts import WeChatHosts
from cashier.register.report import OrderNumber
from cashier.sandbox.alipay_wire import PATH
from cashier.sandbox.keys import ALIPAY_APP_ID, TillCredentials, TillCredentialsInvalid


class NoProviderKeys(Unavailable):
    """There is nobody to ask: no provider keys."""

    code = "no-provider-keys"


class NoSandboxRunning(Unavailable):
    """The practice gateway is to be asked, and none has been started in this home."""

    code = "no-sandbox-running"


class ProviderNotNamed(WrongUse):
    """Several providers can be asked, and the wrong one would say that there is no such order."""

    code = "provider-not-named"


class ReverseUnconfirmed(WrongUse):
    """Nobody knows when the order was charged, and nobody is there to ask. Fields: seconds."""

    code = "reverse-unconfirmed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks: which order, of whom, and whether it is to be taken back.

    `provider` None means the only one there is. `sure` answers beforehand what is asked where
    nobody knows when the order was charged.
    """

    number: str
    provider: Literal["wechat", "alipay"] | None = None
    reverse: bool = False
    sandbox: bool = False
    as_json: bool = False
    sure: bool = False


def ask_order(asked: Asked, place: Home, words: Words) -> int:
    """Ask about an order, or take it back; return the exit code.

    Raises:
        PaymentCodeTyped, TypedOrderNumberInvalid: it is no order number, and nobody is asked.
        CashierError: there is nobody to ask, or no answer.
    """
    number = OrderNumber.parse(asked.number).reveal()
    gateway = _sandbox_gateway(place, asked) if asked.sandbox else _own_gateway(place, asked)
    talk = OrderTalk(gateway, words, print, asked.as_json)
    if not asked.reverse:
        return show_order(talk, number)
    return reverse_order(talk, number, permit_for(replace(asked, number=number), place, words))


def permit_for(asked: Asked, place: Home, words: Words) -> Permit:
    """Say what has to be known and answered first; the sandbox's orders are nobody's money."""
    timings = load_playbook().timings
    if asked.sandbox:
        return Permit(lambda: None, lambda: True, timings)
    sure = (lambda: True) if asked.sure else partial(_is_over, words, timings)
    known = charged_by(asked.number, place, SystemClock())
    return Permit(partial(ask_manager, place, words), sure, timings, known)


def _is_over(words: Words, timings: Timings) -> bool:
    """Ask whether the customer has surely had the time to pay.

    Raises:
        ReverseUnconfirmed: nobody is there to answer.
    """
    seconds = round(timings.query_window_s)
    if not somebody_there():
        raise ReverseUnconfirmed(seconds=seconds)
    return typer.confirm(words("order-reverse-ask", seconds=seconds), err=True)


def _own_gateway(place: Home, asked: Asked) -> Gateway:
    loaded = load(place)
    known, problems = gateways(loaded.settings, place, SystemClock())
    found = known.named(asked.provider) if asked.provider else known.for_method(None)
    if found is not None:
        return found
    if len(known) > 1:
        raise ProviderNotNamed
    # A file that could not be read may be the one that says where the keys belong.
    raise loaded.problem or next(iter(problems), None) or NoProviderKeys()


def _sandbox_gateway(place: Home, asked: Asked) -> Gateway:
    try:
        left = json.loads((place.settings_dir / KEYS_FILE).read_text("utf-8"))
        till = TillCredentials.from_line(json.dumps(left["till"]))
        base_url = str(left["base_url"])
    except (OSError, ValueError, KeyError, TypeError, TillCredentialsInvalid) as error:
        raise NoSandboxRunning from error
    clock = SystemClock()
    if asked.provider == "alipay":
        return alipay_from_keys(till, ALIPAY_APP_ID, clock, AlipayHost(base_url + PATH))
    return wechat_from_keys(till, clock, WeChatHosts(base_url, None))
