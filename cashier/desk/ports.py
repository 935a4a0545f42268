"""What the desk needs from the rooms it drives, as seen from here.

The history is the real one; the rest are small ports, so that a test can drive time and answers.
"""

from collections.abc import Callable, Coroutine, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from cashier.alarms.send import Told
from cashier.alarms.sight import Grade
from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.privacy import Secret
from cashier.core.trade import ANY
from cashier.desk.dock_views import DockView
from cashier.desk.health_views import ReadTimeline, no_timeline
from cashier.desk.rulebook import Rulebook
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

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Ask for an order to be closed whose code the customer scans."""


class OrderDesks(Protocol):
    """Every provider whose keys the shop has."""

    def for_method(self, method: str | None) -> OrderDesk | None:
        """Return who has the orders of this method; for None the only provider there is."""


class NoDesks:
    """No keys: nobody can be asked."""

    def for_method(self, method: str | None) -> OrderDesk | None:
        """Return nobody."""


class NumberSafe(Protocol):
    """Keeps whole order numbers, sealed, by the id of their case."""

    def read(self) -> Mapping[str, str]:
        """Return what is kept.

        Raises:
            CashierError: it cannot be read.
        """

    def write(self, numbers: Mapping[str, str]) -> None:
        """Keep exactly these, durable before this returns.

        Raises:
            CashierError: it cannot be written.
        """


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
    `records` is where the shop finds what it has received, in its own words; else empty.
    `undo_s` is for how many seconds the end of a case can be taken back; 0 writes it at once.
    """

    till: str
    cashier: str = ""
    needs_pin: bool = True
    industry: str = ANY
    customer_group: str = ANY
    records: str = ""
    read_pins: ReadPins = lambda: NO_PINS
    restore_needs_pin: Callable[[], bool] = lambda: False
    undo_s: float = 0.0


class Chat(Protocol):
    """Somebody who writes to the manager's chat."""

    def send(self, title: str, text: str, told: Told) -> None:
        """Write; `told` is called once, on some other thread, with what went wrong."""


@dataclass(frozen=True, slots=True)
class AlarmWishes:
    """What the shop wants of its alarms.

    Args:
        on: whether there are any.
        chat: writes to the manager's chat; None where there is none.
        chat_from: how bad it must be for the chat.
        quiet: from which hour to which nobody is told; the same hour twice is never.
        shop: the shop's name, for messages.
        language: of messages.
    """

    on: bool = True
    chat: Chat | None = None
    chat_from: Grade = Grade.fail
    quiet: tuple[int, int] = (0, 0)
    shop: str = ""
    language: str = "zh_CN"

    def is_quiet(self, hour: int) -> bool:
        """Whether nobody is told anything at this hour of the shop's clock."""
        begin, end = self.quiet
        return begin <= hour < end if begin <= end else hour >= begin or hour < end


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
        gateways: the providers to ask.
        numbers: where order numbers outlive the program; None where there is no safe place.
        who: till and cashier.
        check_pin: whether this is the manager's PIN; raises when it is not.
        check_restore: whether this PIN may bring a backup back; raises when it may not.
        learn: whether the store's own confirmed causes move the priors.
        rulebook: the shop's own rules as they stand now; None keeps `playbook` as it is.
        pins: where the manager's choice of script versions is written; None allows none.
        alarms: who is to hear of what is broken, and when.
        timeline: what the probes measured over a period, by light; called on `worker`.
    """

    playbook: Playbook
    store: Store
    clock: Clock
    worker: Worker
    network: Network
    gateways: OrderDesks = field(default_factory=NoDesks)
    numbers: NumberSafe | None = None
    who: TillInfo = TillInfo("1")
    check_pin: CheckPin = lambda _pin: True
    check_restore: CheckPin = lambda _pin: True
    learn: bool = True
    rulebook: Rulebook | None = None
    pins: PinFile | None = None
    alarms: AlarmWishes = AlarmWishes()
    timeline: ReadTimeline = no_timeline
