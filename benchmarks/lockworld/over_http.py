"""The same world with nothing left out: sandbox servers, providers' clients, history on disk.

A sandbox of its own for each provider, as one keeps the orders of both in one book. Time stays in
the world's hand, so that nobody waits for a lock; what gets lost gets lost on a real connection, by
the sandbox's own faults.
"""

import random
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from cashier.core.background import Background
from cashier.core.clock import Clock, ManualClock
from cashier.desk.ports import OrderDesk
from cashier.history.derive import judge_by_replay
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook
from cashier.providers.alipay import AlipayGateway, AlipayHost
from cashier.providers.alipay_signing import AlipayCredentials
from cashier.providers.exchange import Patience
from cashier.providers.gateway import Gateway, OrderAnswer, ReverseAnswer
from cashier.providers.signing import WeChatCredentials
from cashier.providers.wechat_v3 import WeChatGateway, WeChatHosts
from cashier.sandbox.alipay_wire import APP_ID, PATH
from cashier.sandbox.server import SandboxGateway

_FAULTS = ("http_500", "outage", "rate_limited", "forged_answer", "slow", "reverse_lost")
_FAULTY = 0.25
_PATIENCE = Patience(connect_s=2.0, answer_s=0.15)
_PACE = 0.05
_LONGEST_S = 30.0


class Line:
    """A provider's client that tells of every reverse before it is sent."""

    def __init__(self, inner: Gateway, on_reverse: Callable[[str], None]) -> None:
        self._inner = inner
        self._on_reverse = on_reverse

    @property
    def name(self) -> str:
        """The provider."""
        return self._inner.name

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask."""
        return await self._inner.query(out_trade_no)

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Tell, then send."""
        self._on_reverse(out_trade_no)
        return await self._inner.reverse(out_trade_no)

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Tell, then send."""
        self._on_reverse(out_trade_no)
        return await self._inner.cancel(out_trade_no)


class OverHttp:
    """A sandbox and a client for each provider; a history of its own for every world."""

    alarms = True

    def __init__(self, playbook: Playbook) -> None:
        self.clock = ManualClock()
        self.on_reverse: Callable[[str], None] = lambda _number: None
        self._playbook = playbook
        self._sandboxes = {
            name: SandboxGateway(clock=self.clock, pace=_PACE) for name in ("wechat", "alipay")
        }
        self._background = Background()
        self._clients = (
            _wechat(self._sandboxes["wechat"], self.clock),
            _alipay(self._sandboxes["alipay"], self.clock),
        )
        self.desks: Mapping[str, OrderDesk] = {
            one.name: Line(one, lambda number: self.on_reverse(number)) for one in self._clients
        }
        self.books = {name: sandbox.orders for name, sandbox in self._sandboxes.items()}
        self._chance = random.Random(0)
        self._faulty = _FAULTY
        self._store: Store | None = None
        self._file = Path()

    def begin(self, folder: Path, chance: random.Random) -> None:
        """Begin another world, with a history of its own in `folder`."""
        self._chance, self._faulty = chance, _FAULTY
        self.leave()
        self._file = folder / "history.sqlite"

    def open_store(self) -> Store:
        """Open the history as a program does that was killed."""
        self.leave()
        credit = frozenset(cause.id for cause in self._playbook.causes if cause.credit)
        rules = Rules(Privacy(credit), judge_by_replay(self._playbook))
        self._store = Store.open(self._file, StoreOptions(self.clock, rules)).store
        return self._store

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - any answer there is
        """Run a call on the network thread, with or without a fault."""
        fault = self._chance.choice(_FAULTS) if self._chance.random() < self._faulty else ""
        for sandbox in self._sandboxes.values():
            sandbox.faults.set()
            if fault:
                sandbox.faults.queue(fault)
        return self._background.submit(work).result(_LONGEST_S)

    def clear_up(self) -> None:
        """From now on nothing gets lost."""
        self._faulty = 0.0

    def leave(self) -> None:
        """Let go of the history."""
        if self._store is not None:
            self._store.close()
            self._store = None

    def close(self) -> None:
        """End servers, clients and threads."""
        self.leave()
        for client in self._clients:
            self._background.submit(client.close_client()).result(_LONGEST_S)
        self._background.close()
        for sandbox in self._sandboxes.values():
            sandbox.close()


def _wechat(sandbox: SandboxGateway, clock: Clock) -> Gateway:
    keys = sandbox.keys.till
    credentials = WeChatCredentials(
        mchid=keys.mchid,
        appid=keys.appid,
        serial_no=keys.serial_no,
        private_key=keys.private_key,
        platform_keys={keys.public_key_id: keys.platform_public_key},
    )
    hosts = WeChatHosts(sandbox.base_url, None, query=_PATIENCE, reverse=_PATIENCE)
    return WeChatGateway(credentials, clock, hosts)


def _alipay(sandbox: SandboxGateway, clock: Clock) -> Gateway:
    keys = sandbox.keys.till
    credentials = AlipayCredentials(APP_ID, keys.private_key, keys.platform_public_key)
    host = AlipayHost(f"{sandbox.base_url}{PATH}", query=_PATIENCE, reverse=_PATIENCE)
    return AlipayGateway(credentials, clock, host)
