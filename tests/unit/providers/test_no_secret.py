"""Whatever goes wrong, no key of the merchant is in a message, a log, a traceback or a repr."""

import asyncio
import logging
import traceback
from collections.abc import Callable, Coroutine, Iterator
from dataclasses import replace
from typing import Any

import pytest

from cashier.core.clock import ManualClock
from cashier.core.errors import CashierError
from cashier.core.privacy import Secret
from cashier.core.words import LANGUAGES, Words
from cashier.providers.client_certificate import ClientCertificate
from cashier.providers.gateway import Gateway
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_certificates import checked_key
from cashier.providers.wechat_v2 import WeChatV2Gateway
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.faults import FAULTS
from cashier.sandbox.keys import PlatformMode
from cashier.sandbox.server import SandboxGateway
from cashier.sandbox.wechat_mutual import MutualDoor
from tests.helpers import sandbox as helper

KEYS = replace(helper.keys(), mode=PlatformMode.certificate)
QUIET = {"slow", "no_answer", "lost_request"}
WORDS = [Words(language, ("errors",)) for language in LANGUAGES]
Made = Callable[[SandboxGateway, MutualDoor, ManualClock], Gateway]


def canaries() -> set[str]:
    """Every key of the merchant, and a line from the middle of each that has lines."""
    whole = {
        KEYS.till.private_key.reveal(),
        KEYS.api_v3_key.reveal(),
        KEYS.api_v2_key.reveal(),
    }
    return whole | {text.splitlines()[5] for text in whole if "\n" in text}


class Heard(logging.Handler):
    """Keeps every line, whoever wrote it and however fine."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def heard() -> Iterator[Heard]:
    handler, root = Heard(), logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield handler
    root.setLevel(before)
    root.removeHandler(handler)


def newer(sandbox: SandboxGateway, _door: MutualDoor, clock: ManualClock) -> Gateway:
    hosts = WeChatHosts(sandbox.base_url, None)
    return WeChatGateway(helper.by_certificates(KEYS), clock, hosts)


def older(sandbox: SandboxGateway, door: MutualDoor, clock: ManualClock) -> Gateway:
    return helper.wechat_v2(sandbox, door, clock)


async def everything(gateway: Gateway, number: str) -> list[str]:
    """Ask all that can be asked; return what was said about it."""
    said = [repr(gateway), repr(gateway.versions)]
    calls: list[Callable[[str], Coroutine[Any, Any, object]]] = [
        gateway.query,
        gateway.reverse,
        gateway.cancel,
    ]
    for call in calls:
        try:
            said.append(repr(await call(number)))
        except CashierError as error:
            said += [one(f"error-{error.code}", **error.fields) for one in WORDS]
            said += ["".join(traceback.format_exception(error)), repr(error)]
    said.append(repr(await gateway.readiness()))
    await gateway.close_client()
    return said


@pytest.mark.parametrize("made", [newer, older])
def test_no_key_shows_under_any_fault(made: Made, heard: Heard) -> None:
    clock = ManualClock()
    quick = SandboxGateway(clock=clock, keys=KEYS, pace=0.001)
    with quick as sandbox, MutualDoor(sandbox.around) as door:
        number, said = helper.place(sandbox.orders).out_trade_no, list[str]()
        for fault in FAULTS:
            if fault.name not in QUIET:
                sandbox.faults.set(fault.name)
                said += asyncio.run(everything(made(sandbox, door, clock), number))
    everywhere = "\n".join([*said, *heard.lines])
    assert len(heard.lines) > 100
    assert [key for key in canaries() if key in everywhere] == []


BROKEN = [
    lambda text: WeChatGateway(entered(text), ManualClock()),
    lambda text: ClientCertificate(text, KEYS.till.private_key),
    lambda text: ClientCertificate(helper.keys().till.platform_public_key, Secret(text)),
    lambda text: checked_key(Secret(text)),
]


def entered(private_key: str) -> WeChatCredentials:
    return replace(helper.credentials(KEYS), private_key=Secret(private_key))


@pytest.mark.parametrize("build", BROKEN)
def test_no_key_shows_when_it_was_entered_wrongly(build: Callable[[str], object]) -> None:
    key = KEYS.till.private_key.reveal()
    cut = [key[:900], key.replace("PRIVATE", "PUBLIC"), key[40:], key.replace("\n", " ")[30:-30]]
    for text in cut:
        with pytest.raises(CashierError) as refused:
            build(text)
        shown = "".join(traceback.format_exception(refused.value)) + repr(refused.value.fields)
        assert key.splitlines()[5] not in shown


def test_credentials_show_no_key() -> None:
    shown = repr(helper.by_certificates(KEYS)) + repr(KEYS)
    assert [key for key in canaries() if key in shown] == []
    assert WeChatV2Gateway.__repr__ is object.__repr__
