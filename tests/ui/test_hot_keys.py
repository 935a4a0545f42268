"""Hot keys as the window knows them: what each does, and what is said where they cannot be had."""

from dataclasses import replace

import pytest

from cashier.config.settings import Hotkeys, Settings
from cashier.ui.held_keys import HOT_KEYS
from cashier.ui.hot_key_watch import HotKeyWatch
from cashier.ui.hot_keys import HotKey
from tests.helpers.fake_hot_keys import FakeHotKeys
from tests.helpers.wishes import Wish
from tests.ui.conftest import MakeStage
from tests.ui.fixtures import VIEWS
from tests.ui.test_shop import MakeRun, open_shelf, run

__all__ = ["open_shelf", "run"]


@pytest.mark.parametrize(
    ("view", "key", "wish"),
    [
        ("idle", "F7", ("toggle_camera",)),
        ("idle", "F8", ("look_up_last",)),
        ("idle", "F9", ("open_case",)),
    ],
)
def test_a_hot_key_does_what_the_key_does(
    stage: MakeStage, view: str, key: str, wish: Wish
) -> None:
    shown = stage(VIEWS[view])
    fake = FakeHotKeys()
    watch = HotKeyWatch(fake)
    watch.pressed.connect(shown.window.strike)
    assert watch.hold("ctrl_shift") == ()
    fake.strike(HotKey(key))
    fake.strike(HotKey(key, ctrl_shift=True))
    watch.hold("ctrl_shift")
    assert shown.wishes.made == [wish]
    assert not shown.window.loan.lent
    watch.close()
    assert fake.held == ()


@pytest.mark.parametrize("key", ["F7", "F8", "F9"])
def test_two_quick_presses_open_one_case(stage: MakeStage, key: str) -> None:
    shown = stage(VIEWS["case-locked"])
    shown.window.strike(key)
    assert shown.wishes.made == []


def test_a_key_that_another_program_has_is_named() -> None:
    watch = HotKeyWatch(FakeHotKeys(busy=(HotKey("F8"),)))
    assert watch.hold("plain") == ("F8",)
    assert watch.hold("ctrl_shift") == ()


def test_where_no_program_may_take_keys_it_is_told_and_all_else_works(run: MakeRun) -> None:
    shop = run().shop
    window, words = shop.window, shop.window.look.words
    shop._use(Settings(hotkeys=Hotkeys(everywhere="plain")))
    told = window._own[HOT_KEYS]
    assert words.phrase(told.phrase) == "这种桌面上，F7 F8 F9 只在本窗口里有用"
    assert window.look.keys_told == "impossible"
    window.strike("F9")
    shop._use(Settings())
    assert HOT_KEYS not in window._own
    assert window.look.keys_told == "off"


def test_nobody_gets_them_unasked(run: MakeRun) -> None:
    shop = run().shop
    shop.window.look.use(replace(shop.window.look.taste, theme="dark"))
    assert not shop._keys.asked
