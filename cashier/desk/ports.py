"""What the desk needs from the rooms it drives, as seen from here.

The history is the real one; the rest are small ports, so that a test can drive time and answers.
"""

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.core.trade import ANY
from cashier.desk.rulebook import Rulebook
from cashier.desk.views import DockView
from cashier.history.store import Store
from cashier.playbook.pins import PinFile
from cashier.playbook.playbook import Playbook
from cashier.playbook.variants import NO_PINS, Pins
from cashier.providers.gateway import OrderAnswer, ReverseAnswer

Listener = Callable[[DockView], None]
ReadPins = Callable[[], Pins]
Answer = TypeVar("Answer")


class OrderDesk(Protocol):
    """Somebody who can say what became of an order, and take it back. It cannot charge."""

    @property
    def name(self) -> str:
        """Return the provider: wechat or alipay."""

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask for the state of an order."""

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Ask for an order to be taken back."""


class Network(Protocol):
    """The network thread: runs coroutines, and calls back after a while."""

    def submit(self, work: Coroutine[Any, Any, Answer]) -> "Future[Answer]":
        """Run `work` there."""

    def after(self, seconds: float, call: Callable[[], None]) -> Callable[[], None]:
        """Call `call` there after so many seconds; return what cancels it."""


@dataclass(frozen=True, slots=True)
class TillInfo:
    """Which till and cashier this is, which kind of shop, and what it has chosen.

    `read_pins` reads which versions of scripts are pinned; it is asked when a case opens.
    `restore_needs_pin` says whether a backup is brought back only with a PIN.
    `undo_s` is for how many seconds the end of a case can be taken back; 0 writes it at once.
    """

    till: str
    cashier: str = ""
    needs_pin: bool = True
    industry: str = ANY
    customer_group: str = ANY
    read_pins: ReadPins = lambda: NO_PINS
    restore_needs_pin: Callable[[], bool] = lambda: False
    undo_s: float = 0.0


CheckPin = Callable[[Secret], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a desk works with.

    Args:
        playbook: what the guidance knows.
        store: the history; used on `worker` only.
        clock: time.
        worker: the disk thread, on which the desk lives.
        network: the network thread.
        gateway: the provider to ask; None where there are no keys.
        who: till and cashier.
        check_pin: whether this is the manager's PIN; raises when it is not.
        check_restore: whether this PIN may bring a backup back; raises when it may not.
        learn: whether the store's own confirmed causes move the priors.
        rulebook: the shop's own rules as they stand now; None keeps `playbook` as it is.
        pins: where the manager's choice of script versions is written; None allows none.
    """

    playbook: Playbook
    store: Store
    clock: Clock
    worker: Worker
    network: Network
    gateway: OrderDesk | None = None
    who: TillInfo = TillInfo("1")
    check_pin: CheckPin = lambda _pin: True
    check_restore: CheckPin = lambda _pin: True
    learn: bool = True
    rulebook: Rulebook | None = None
    pins: PinFile | None = None
