"""What the desk needs from the rooms it drives, as seen from here.

The history is the real one; the rest are small ports, so that a test can drive time and answers.
"""

from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from cashier.core.privacy import Secret
from cashier.desk.views import DockView
from cashier.providers.gateway import OrderAnswer, ReverseAnswer

Listener = Callable[[DockView], None]
Answer = TypeVar("Answer")


class OrderDesk(Protocol):
    """Somebody who can say what became of an order, and take it back. It cannot charge."""

    @property
    def name(self) -> str:
        """The provider: wechat, alipay …"""

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
    """Who we are: shown in history and reports."""

    till: str
    cashier: str = ""
    needs_pin: bool = True


CheckPin = Callable[[Secret], bool]
