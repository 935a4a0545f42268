"""The screens beside the dock: the manager's pages, the set-up, own codes, display and till."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from cashier.config.settings import Customer
from cashier.desk.dock_views import DockView
from cashier.desk.setup_note import SetUp
from cashier.ui.customer.display import CustomerDisplay
from cashier.ui.demo_till import DemoTill
from cashier.ui.look import Look
from cashier.ui.manager.guidance import PARTS
from cashier.ui.manager.page_names import EXPORT, GUIDANCE, HEALTH, HISTORY, SETTINGS
from cashier.ui.manager.settings_page import PINS, SettingsOffer
from cashier.ui.manager.settings_words import groups
from cashier.ui.manager.window import ManagerWindow
from cashier.ui.own_codes.check import CheckWindow
from cashier.ui.setup.steps import (
    ALARMS,
    AUTOSTART,
    CAMERA,
    LANGUAGE,
    LINK,
    OWN_CODE,
    PIN,
    READY,
)
from cashier.ui.setup.window import SetUpOffer, SetUpWindow
from cashier.ui.widget_sheet import WidgetSheet
from tests.ui.alarm_fixtures import ALARMS as ALARMED
from tests.ui.fixtures import VIEWS
from tests.ui.lens import FakeLens
from tests.ui.manager import healths, test_guidance
from tests.ui.manager.samples import BUSY, OLD, ROWS, Desk
from tests.ui.manager.test_gate import OneDoor, give
from tests.ui.own_codes.test_own_codes import FakeCodes
from tests.ui.screens import Behind, Screen, settle, wait
from tests.ui.setup.test_set_up import Notes
from tests.ui.test_demo_till import Screen as Answer
from tests.ui.test_demo_till import Till

Prepare = Callable[[ManagerWindow], object]
_SHOP = "人民路店"
_PAGES = (LANGUAGE, CAMERA, OWN_CODE, PIN, LINK, ALARMS, AUTOSTART, READY)


def office_screens() -> Iterator[Screen]:
    """Yield the manager's window on every page and in every state of it."""
    for state, rows in (("full", ROWS + OLD), ("busy", BUSY), ("empty", ())):
        for page in ("today", HISTORY, "charts"):
            yield _manager(f"{page} {state}", page, Desk(rows))
    yield _manager("replay", HISTORY, Desk(), lambda window: window.history.table.selectRow(1))
    yield _manager("alarms today", "today", Desk(alarms=ALARMED))
    for state, view in test_guidance.VIEWS.items():
        for part in PARTS:
            yield _manager(f"guidance {part} {state}", GUIDANCE, Desk(guide=view), _part(part))
    for state, day in (("bad day", healths.PAGE), ("calm", healths.CALM), ("none", None)):
        yield _manager(f"health {state}", HEALTH, Desk(health=day))
    yield _manager("export", EXPORT, Desk())
    for group in (*groups(), PINS):
        yield _manager(f"settings {group}", SETTINGS, Desk(), _group(group))
    yield _manager("settings wrong", SETTINGS, Desk(), _say_nonsense)
    yield Screen("pin", _gate, _resize)
    yield Screen("pin wrong", _wrong_pin, _resize)


def other_screens() -> Iterator[Screen]:
    """Yield the set-up on every page, the opening check, the display and the demo's till."""
    for page in _PAGES:
        yield Screen(f"set-up {page}", _set_up(page), _resize)
    yield Screen("own codes", _check, _resize)
    for name in ("case-locked", "case-cause", "case-paid"):
        yield Screen(f"customer {name}", _display(VIEWS[name]), _resize)
    yield Screen("customer blank", _display(VIEWS["idle"]), _resize)
    yield Screen("demo till", _till, _resize)
    yield Screen("widgets", _sheet, lambda window, _w, _h: window.resize(window.sizeHint()))


def _resize(window: QWidget, width: int, height: int) -> None:
    """Fill the screen, or as little more as the window asks for."""
    window.resize(QSize(width, height).expandedTo(window.minimumSize()))


def _shown(window: QWidget) -> QWidget:
    window.show()
    settle()
    return window


def _manager(name: str, page: str, desk: Desk, prepare: Prepare = lambda _window: None) -> Screen:
    def show(look: Look, behind: Behind) -> ManagerWindow:
        offer = SettingsOffer(behind.shelf.book, FakeLens())
        window = ManagerWindow(look, desk, _SHOP, behind.exports, settings=offer)
        window.show()
        window.go_to(page)
        if page == SETTINGS:
            there = window.settings
            wait(lambda: there is not None and there._view is not None)
        settle()
        prepare(window)
        return window

    return Screen(f"manager {name}", show, _resize)


def _part(part: str) -> Prepare:
    return lambda window: window.guidance.open_part(part)


def _group(group: str) -> Prepare:
    def prepare(window: ManagerWindow) -> None:
        assert window.settings is not None
        window.settings.choose(group)

    return prepare


def _say_nonsense(window: ManagerWindow) -> None:
    assert window.settings is not None
    window.settings.choose("customer")
    window.settings.say("customer.blank_after_s", "9999")
    window.settings.say("retention.logs_days", "-1")


def _gate(look: Look, _behind: Behind) -> QWidget:
    return _shown(ManagerWindow(look, Desk(), _SHOP, doors=OneDoor()))


def _wrong_pin(look: Look, behind: Behind) -> QWidget:
    window = _gate(look, behind)
    assert isinstance(window, ManagerWindow)
    give(window, "000000")
    return window


def _set_up(page: str) -> Callable[[Look, Behind], QWidget]:
    def show(look: Look, behind: Behind) -> QWidget:
        offer = SetUpOffer(behind.shelf.book, FakeCodes(), FakeLens(), Notes(), SetUp(page))
        window = SetUpWindow(look, offer)
        window.show()
        wait(lambda: window._view is not None)
        settle()
        return window

    return show


def _display(view: DockView) -> Callable[[Look, Behind], QWidget]:
    def show(look: Look, _behind: Behind) -> QWidget:
        window = CustomerDisplay(look, _SHOP, list)
        window.settings = Customer(display="window")
        window.show()
        window.show_view(view)
        return window

    return show


def _till(look: Look, _behind: Behind) -> QWidget:
    till = Till()
    window = DemoTill(look, till.charge, till.settle)
    window.show()
    window.charge_now()
    till.futures[-1].set_result(
        Answer("系统超时，请用户在手机上确认后再试一次，或者换一种付款方式")
    )
    settle()
    return window


def _check(look: Look, _behind: Behind) -> QWidget:
    return _shown(CheckWindow(look, FakeCodes(), FakeLens()))


def _sheet(look: Look, _behind: Behind) -> QWidget:
    return _shown(WidgetSheet(look, VIEWS["degraded"]))
