"""What stands behind the windows of one run, as they see it, and what stands in for it at first."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtWidgets import QWidget

from cashier.config.places import Places
from cashier.core.money import Money
from cashier.desk.commands import DeskCommands
from cashier.desk.dock_views import DockView
from cashier.desk.own_code_views import OwnCodeDesk
from cashier.ui.look import Taste

if TYPE_CHECKING:
    from cashier.config.settings import Customer
    from cashier.ui.customer.display import CustomerDisplay
    from cashier.ui.manager.window import ManagerWindow
    from cashier.ui.own_codes.check import CheckWindow
    from cashier.ui.setup.window import SetUpWindow


class DeskBehind(DeskCommands, Protocol):
    """The desk as the windows see it."""

    def subscribe(self, listener: Callable[[DockView], None]) -> None:
        """Hand every new view to `listener`, on another thread."""


class Behind(Protocol):
    """What stands behind the window once it is built."""

    @property
    def desk(self) -> DeskBehind:
        """The desk."""

    def start(self) -> None:
        """Let everything run."""

    def close(self) -> None:
        """Take everything down."""

    def keep_taste(self, language: str, theme: str) -> None:
        """Remember how the window is liked."""

    def keep_places(self, places: Places) -> None:
        """Remember where the window stands."""

    @property
    def has_demo(self) -> bool:
        """Whether there is a demo till to show."""

    def charge(self, amount: Money, method: str) -> "Future[Any]":
        """Let the demo till charge."""

    def settle(self, order_number: str) -> "Future[Any]":
        """Let the demo till ask again."""


@dataclass(frozen=True, slots=True)
class Later:
    """Windows that are opened when somebody needs them, and what tells whether.

    `customer` is where the customer's display stands, `shop` the name on it.
    """

    display: "Callable[..., CustomerDisplay]"
    customer: "Customer"
    check: "Callable[..., CheckWindow]"
    set_up: "Callable[..., SetUpWindow]"
    own_codes: OwnCodeDesk
    shop: str = ""
    set_up_now: bool = False


@dataclass(frozen=True, slots=True)
class Built:
    """What `build` made: what stands behind, how the window is liked, and windows for later."""

    behind: Behind
    taste: Taste
    manager_window: "Callable[..., ManagerWindow]"
    demo_till: Callable[..., QWidget]
    later: Later | None = None


Build = Callable[[Callable[[DockView], None]], Built]
"""Makes it; what it is handed shows the lights meanwhile, from whatever thread."""


_SWITCHES = frozenset({"toggle_camera"})


class Relay:
    """Stands for the desk until it is there: keeps wishes in order and hands them on.

    A switch that is pressed again because nothing happens yet is meant once.
    """

    def __init__(self) -> None:
        self._desk: DeskBehind | None = None
        self._kept: list[tuple[str, tuple[Any, ...], dict[str, Any]]] = []

    def attach(self, desk: DeskBehind) -> None:
        """Hand on what was kept, and everything from now on."""
        self._desk = desk
        for name, args, more in self._kept:
            getattr(desk, name)(*args, **more)
        self._kept.clear()

    def __getattr__(self, name: str) -> Callable[..., None]:
        def wish(*args: Any, **more: Any) -> None:
            if self._desk is None and name in _SWITCHES and (name, args, more) in self._kept:
                return
            if self._desk is None:
                self._kept.append((name, args, more))
            else:
                getattr(self._desk, name)(*args, **more)

        return wish
