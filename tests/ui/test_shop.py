"""The windows of one run: what opens when, and what saved settings change at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication
from pytestqt.qtbot import QtBot

from cashier.config.places import Places
from cashier.config.settings import Appearance, Customer, Settings
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.paths import HomeUnusable
from cashier.desk.dock_views import DockView
from cashier.desk.setup_note import SetUp
from cashier.ui.behind import Built, Later, Relay
from cashier.ui.customer.display import CustomerDisplay
from cashier.ui.demo_till import DemoTill
from cashier.ui.look import Look, Taste
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.own_codes.check import CheckWindow
from cashier.ui.put_away import put_away
from cashier.ui.run import Shop, Start
from cashier.ui.setup.window import SetUpOffer, SetUpWindow
from cashier.ui.words import Book
from tests.helpers.books import Shelf, shelf
from tests.helpers.wishes import WishList
from tests.ui import fixtures
from tests.ui.conftest import read_once
from tests.ui.lens import FakeLens
from tests.ui.own_codes.test_own_codes import VIEW, FakeCodes
from tests.ui.setup.test_set_up import Notes


class Desk(WishList):
    """Takes every wish and shows what a test gives it."""

    def __init__(self) -> None:
        super().__init__()
        self.listeners: list[Callable[[DockView], None]] = []

    def subscribe(self, listener: Callable[[DockView], None]) -> None:
        self.listeners.append(listener)
        listener(fixtures.IDLE)


@dataclass
class Behind:
    """Stands for the parts."""

    desk: Desk = field(default_factory=Desk)
    tastes: list[tuple[str, str]] = field(default_factory=list)
    has_demo: bool = False
    closed: int = 0

    def start(self) -> None:
        """Nothing runs."""

    def close(self) -> None:
        """Be counted; nothing is there to take down."""
        self.closed += 1

    def keep_taste(self, language: str, theme: str) -> None:
        self.tastes.append((language, theme))

    def keep_places(self, places: Places) -> None:
        """Nothing is kept."""

    def charge(self, amount: Money, method: str) -> "Future[Any]":
        raise NotImplementedError

    def settle(self, order_number: str) -> "Future[Any]":
        raise NotImplementedError


@dataclass
class Run:
    """A shop whose parts are there."""

    shop: Shop
    behind: Behind
    codes: FakeCodes


MakeRun = Callable[..., Run]


@pytest.fixture
def open_shelf(tmp_path: Any) -> Iterator[Shelf]:  # noqa: ANN401 - the fixture's own
    with shelf(tmp_path) as made:
        yield made


@pytest.fixture
def run(qtbot: QtBot, open_shelf: Shelf) -> Iterator[MakeRun]:
    made: list[Shop] = []

    def make(customer: Customer | None = None, *, set_up: bool = False) -> Run:
        look = Look(Taste(), ManualClock(fixtures.NOW, 1000.0), Book("zh_CN", read_once))
        behind, codes, lens = Behind(), FakeCodes(), FakeLens()
        offer = SetUpOffer(open_shelf.book, codes, lens, Notes(), SetUp())
        later = Later(
            CustomerDisplay,
            customer or Customer(),
            partial(CheckWindow, desk=codes, lens=lens),
            partial(SetUpWindow, offer=offer),
            codes,
            "人民路店",
            set_up_now=set_up,
        )
        built = Built(behind, Taste(), ManagerWindow, DemoTill, later)
        shop = Shop(lambda _: built, look, Start())
        made.append(shop)
        shop.window.show()
        shop._attach(built)
        return Run(shop, behind, codes)

    yield make
    for shop in made:
        shop.close()
        put_away(shop.window)


def test_a_new_home_is_led_through_the_set_up_and_the_dock_works_behind(
    run: MakeRun, qtbot: QtBot
) -> None:
    made = run(set_up=True)
    assert made.shop.beside.set_up is not None
    qtbot.waitUntil(made.shop.beside.set_up.isVisible)
    made.shop.window.dock.failed.click()
    assert made.behind.desk.made[-1][0] == "open_case"


def test_what_is_made_for_a_window_that_is_closed_by_then_is_taken_down(qtbot: QtBot) -> None:
    look = Look(Taste(), ManualClock(fixtures.NOW, 1000.0), Book("zh_CN", read_once))
    behind = Behind()
    built = Built(behind, Taste(), ManagerWindow, DemoTill)
    shop = Shop(lambda _: built, look, Start())
    shop.close()
    shop._begin()
    assert behind.closed == 1
    shop._attach(built)
    assert behind.desk.listeners == []
    put_away(shop.window)


def test_closing_waits_for_what_is_still_being_made(qtbot: QtBot) -> None:
    look = Look(Taste(), ManualClock(fixtures.NOW, 1000.0), Book("zh_CN", read_once))
    behind, begun, never = Behind(), Event(), Event()

    def build(_show: Callable[[DockView], None]) -> Built:
        begun.set()
        while not shop._over:
            never.wait(0.01)
        return Built(behind, Taste(), ManagerWindow, DemoTill)

    shop = Shop(build, look, Start())
    shop.open()
    qtbot.waitUntil(begun.is_set)
    shop.close()
    assert behind.closed == 1
    put_away(shop.window)


def test_a_switch_that_is_pressed_again_before_anybody_hears_it_is_meant_once() -> None:
    relay, desk = Relay(), Desk()
    for wish in (relay.toggle_camera, relay.open_case, relay.toggle_camera):
        wish()
    relay.attach(desk)
    assert desk.made == [("toggle_camera",), ("open_case",)]
    relay.toggle_camera()
    assert len(desk.made) == 3


def test_lights_are_shown_until_the_desk_shows_them(qtbot: QtBot, run: MakeRun) -> None:
    shop = run().shop
    shown = shop.window._view
    shop.lit.emit(fixtures.VIEWS["idle"])
    QCoreApplication.sendPostedEvents(shop)
    assert shop.window._view is shown


def test_lights_are_shown_before_the_desk_is_there_and_not_after_it_broke(qtbot: QtBot) -> None:
    look = Look(Taste(), ManualClock(fixtures.NOW, 1000.0), Book("zh_CN", read_once))

    def build(show: Callable[[DockView], None]) -> Built:
        show(fixtures.IDLE)
        raise HomeUnusable(path="/")

    shop = Shop(build, look, Start())
    shop._begin()
    QCoreApplication.sendPostedEvents(shop)
    assert shop.window._view.head.sentence.key == "head-not_started"
    shop.lit.emit(fixtures.IDLE)
    QCoreApplication.sendPostedEvents(shop)
    assert shop.window._view.head.sentence.key == "head-not_started"
    shop.close()
    put_away(shop.window)


def test_the_menu_opens_it_again(run: MakeRun) -> None:
    made = run()
    made.shop.window.menu.set_up_wanted.emit()
    window = made.shop.beside.set_up
    assert window is not None
    window.skip()
    window.leave()
    made.shop.window.menu.set_up_wanted.emit()
    assert window.isVisible()
    assert window.page == window.pages[0]


def test_a_check_that_is_due_stands_in_the_dock_until_it_is_done(
    run: MakeRun, qtbot: QtBot
) -> None:
    made = run()
    row = made.shop.window.dock.check_row
    qtbot.waitUntil(row.isVisible)
    row.click()
    window = made.shop.beside.check
    assert window is not None
    assert window.isVisible()
    window.show_codes(replace(VIEW, done=True, due=False))
    assert not row.isVisible()


def test_saved_settings_hold_at_once_and_are_not_kept_twice(run: MakeRun) -> None:
    made = run()
    made.shop._use(
        Settings(language="en", customer=Customer(display="window"), health=Settings().health)
    )
    assert made.shop.window.look.taste.language == "en"
    assert made.behind.tastes == []
    assert made.shop.beside.customer is not None
    assert made.shop.beside.customer.isVisible()
    assert made.shop.window.menu.for_customers


def test_saved_settings_change_the_look_as_they_say_and_nothing_else(run: MakeRun) -> None:
    made = run()
    liked = Appearance(text_scale=1.5, sounds=False, edge="left", reduce_motion=True, theme="dark")
    made.shop._use(Settings(appearance=liked))
    assert made.shop.window.look.taste == Taste(
        "zh_CN", "dark", reduced_motion=True, sounds=False, text_scale=1.5, edge="left"
    )


def test_the_customers_page_is_shown_on_request(run: MakeRun) -> None:
    made = run(Customer(display="window"))
    made.shop.window.menu.open()
    made.shop.window.menu.about_wanted.emit()
    assert made.shop.beside.customer is not None
    assert made.shop.beside.customer.face.face.facts
    assert not made.shop.window.menu.isVisible()
    made.shop.beside.customer.speak("en")
    assert made.shop.beside.customer.face.face.main == "How Fenfu works"
