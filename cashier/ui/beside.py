"""What stands beside the dock: the customer's display, and windows that open when somebody asks."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from cashier.desk.own_code_views import OwnCodesView
from cashier.ui.answers import Answers
from cashier.ui.behind import Built, Later
from cashier.ui.bridge import Bridge
from cashier.ui.look import Look
from cashier.ui.pages.speech import Speech
from cashier.ui.put_away import put_away
from cashier.ui.window import DockWindow

if TYPE_CHECKING:
    from cashier.config.settings import Customer
    from cashier.ui.customer.display import CustomerDisplay
    from cashier.ui.manager.window import ManagerWindow
    from cashier.ui.own_codes.check import CheckWindow
    from cashier.ui.setup.window import SetUpWindow

_CHECK_MS = 15 * 60 * 1000


class Beside(QObject):
    """The other windows of one run; none of them is made before it is wanted.

    `saved` carries settings that were saved in one of them.
    """

    saved = Signal(object)

    def __init__(self, look: Look, window: DockWindow, bridge: Bridge) -> None:
        super().__init__()
        self._look = look
        self._window = window
        self._bridge = bridge
        self._built: Built | None = None
        self.customer: CustomerDisplay | None = None
        self.manager: ManagerWindow | None = None
        self.check: CheckWindow | None = None
        self.set_up: SetUpWindow | None = None
        self._codes: Answers[OwnCodesView] = Answers(self._codes_told)
        self._check_timer = QTimer(self)
        self._check_timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._check_timer.timeout.connect(self._ask_codes)
        window.manager_wanted.connect(self._open_manager)
        window.menu.about_wanted.connect(self._show_about)
        window.menu.set_up_wanted.connect(self._open_set_up)
        window.dock.check_wanted.connect(self._open_check)

    def begin(self, built: Built) -> None:
        """Make what stands beside the dock from now on, and open what cannot wait."""
        self._built = built
        later = built.later
        if later is None:
            return
        self.customer = later.display(self._look)
        self._bridge.deliver_to(self.customer, self.customer.show_view)
        for speech in self._window.findChildren(Speech):
            speech.spoken_in.connect(self.customer.speak)
        self.use_customer(later.customer, later.shop)
        self._ask_codes()
        self._check_timer.start(_CHECK_MS)
        if later.set_up_now:
            self._open_set_up()

    def use_customer(self, customer: "Customer", shop: str) -> None:
        """Show customers what the settings say, under the shop's name."""
        if self.customer is not None:
            self.customer.use(customer, shop)
        self._window.menu.for_customers = customer.display != "off"

    def close(self) -> None:
        """Put away what may be open."""
        for window in (self.customer, self.check, self.set_up, self.manager):
            if window is not None:
                put_away(window)

    @property
    def _later(self) -> Later | None:
        return self._built.later if self._built is not None else None

    def _show_about(self) -> None:
        self._window.menu.hide()
        if self.customer is not None:
            self.customer.show_about()

    def _ask_codes(self) -> None:
        """Ask whether the opening check is due; a day may have passed."""
        if self._later is not None:
            self._later.own_codes.ask(self._codes.tell)

    def _codes_told(self, view: OwnCodesView) -> None:
        self._window.dock.show_check(due=view.due)

    def _open_check(self) -> None:
        if self._later is None:
            return
        if self.check is None:
            self.check = self._later.check(self._look)
            self.check.told.connect(self._codes_told)
            self._bridge.deliver_to(self.check, self.check.show_view)
        _bring(self.check)

    def _open_set_up(self) -> None:
        self._window.menu.hide()
        if self._later is None:
            return
        if self.set_up is None:
            self.set_up = self._later.set_up(self._look)
            self.set_up.saved.connect(self.saved)
            self._bridge.deliver_to(self.set_up, self.set_up.show_view)
        elif not self.set_up.isVisible():
            self.set_up.begin_anew()
        _bring(self.set_up)

    def _open_manager(self) -> None:
        if self._built is None:
            return
        if self.manager is None:
            self.manager = self._built.manager_window(self._look, self._built.behind.desk)
            self._bridge.deliver_to(self.manager, self.manager.show_view)
            if self.manager.settings is not None:
                self.manager.settings.saved.connect(self.saved)
        _bring(self.manager)


def _bring(window: QWidget) -> None:
    """Show an ordinary window before the others, with the keyboard: somebody asked for it."""
    window.show()
    window.raise_()
    window.activateWindow()
