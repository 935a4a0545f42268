"""The register of the demo: a plain grey window that is nobody's product, marked as a demo.

It charges the sandbox through the two calls it is given and shows what the till's screen says. It
never sees a payment code. Its answers come on another thread and are dropped once it is closed.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent

from cashier.core.errors import CashierError
from cashier.core.money import Money, MoneyInvalid
from cashier.core.privacy import strip_digits
from cashier.ui.demo_till_face import Face
from cashier.ui.look import Look

_CHARGING = "demo_till-busy"


class Shown(Protocol):
    """What a till's screen shows: its words, the order's number, how it ended."""

    @property
    def screen(self) -> str:
        """What the screen says."""

    @property
    def order_number(self) -> str:
        """The number of the order; empty when there is none."""

    @property
    def state(self) -> str:
        """How it ended: paid, failed, waiting, timeout."""


Screen = TypeVar("Screen", bound=Shown)


class _Answers(QObject):
    """Brings a future's end onto the window's thread. Has no parent: the future may outlive it."""

    _ended = Signal(int, object)

    def __init__(self, show: Callable[[Shown | None], None]) -> None:
        super().__init__()
        self._show: Callable[[Shown | None], None] | None = show
        self._number = 0
        self._ended.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def wait_for(self, future: "Future[Screen]") -> None:
        """Show what the future holds, unless another one is waited for by then."""
        self._number += 1
        number = self._number
        future.add_done_callback(lambda done: self._ended.emit(number, _result(done)))

    def forget(self) -> None:
        """Let no answer through that is still on its way."""
        self._number += 1

    def stop(self) -> None:
        """Let nothing through any more."""
        self._show = None

    def _take(self, number: int, shown: Shown | None) -> None:
        if self._show is not None and number == self._number:
            self._show(shown)


class DemoTill(Face):
    """Amount, method, charge; below, what the till says.

    Args:
        look: words and type; the colours are its own.
        charge: charges an amount by a method; the future holds what the screen says.
        settle: asks again what became of an order, by its number.
    """

    def __init__(
        self,
        look: Look,
        charge: Callable[[Money, str], "Future[Screen]"],
        settle: Callable[[str], "Future[Screen]"],
    ) -> None:
        super().__init__(look)
        # Closing the demo's register must not end the program.
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        answers = _Answers(self._show)

        def start_charge(amount: Money, method: str) -> None:
            answers.wait_for(charge(amount, method))

        def start_settle(number: str) -> None:
            answers.wait_for(settle(number))

        self._answers = answers
        self._charge: Callable[[Money, str], None] = start_charge
        self._settle: Callable[[str], None] = start_settle
        self._says: Shown | None = None
        self._waiting = ""
        self._broken = False
        self.amount.returnPressed.connect(self.charge_now)
        self.charge_button.clicked.connect(self.charge_now)
        self.settle_button.clicked.connect(self.settle_now)
        look.restyled.connect(self.restyle)
        self.destroyed.connect(answers.stop)
        self.restyle()

    def restyle(self) -> None:
        """Take the language that is on now."""
        self.name_parts()
        self._show_screen()

    def charge_now(self) -> None:
        """Charge what stands in the field, by the chosen method."""
        try:
            amount = Money.parse(self.amount.text())
        except MoneyInvalid:
            amount = Money(0)
        wrong = not amount.fen
        self.wrong.setVisible(wrong)
        if wrong or self._waiting:
            return
        self._wait(_CHARGING)
        self._charge(amount, self.method)

    def settle_now(self) -> None:
        """Ask again what became of the last order."""
        number = self._says.order_number if self._says else ""
        if number and not self._waiting:
            self._wait("demo_till-asking")
            self._settle(number)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the amount."""
        super().showEvent(event)
        self.amount.setFocus(Qt.FocusReason.OtherFocusReason)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close; an answer on its way is dropped."""
        self._answers.forget()
        self._waiting = ""
        self._show_screen()
        super().closeEvent(event)

    def _wait(self, key: str) -> None:
        self._waiting, self._broken = key, False
        self._show_screen()

    def _show(self, shown: Shown | None) -> None:
        self._waiting, self._broken = "", shown is None
        self._says = shown or self._says
        self._show_screen()

    def _show_screen(self) -> None:
        words, says = self.look.words, self._says
        number = says.order_number if says else ""
        state = says.state if says else ""
        text = strip_digits(says.screen) if says else words("demo_till-idle")
        below = words("demo_till-number", number=number) if number else ""
        if self._waiting:
            text, state = words(self._waiting), "waiting"
            below = "" if self._waiting == _CHARGING else below
        elif self._broken:
            text, state = words("demo_till-broken"), "failed"
            below = words("demo_till-broken.how")
        self.show_screen(text, below or words("demo_till-number_none"), state)
        self.charge_button.setEnabled(not self._waiting)
        self.settle_button.setEnabled(bool(number) and not self._waiting)


def _result(done: "Future[Screen]") -> Screen | None:
    """Return what a future holds; None when it was cancelled or the till is gone."""
    if done.cancelled():
        return None
    try:
        return done.result()
    except (CashierError, TimeoutError):
        return None
