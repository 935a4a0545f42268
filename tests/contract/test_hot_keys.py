"""What every kind of hot keys holds to, and the one of X servers against a real server.

The kind of Windows is judged by types alone: it has not been tried yet.
"""

import ctypes
import ctypes.util
import selectors
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from cashier.ui.hot_key_watch import hot_keys
from cashier.ui.hot_keys import NAMES, HotKey, HotKeys, NoHotKeys, wished
from cashier.ui.hot_keys_x11 import X11HotKeys
from tests.helpers.fake_hot_keys import FakeHotKeys
from tests.helpers.screens import MISSING, PATIENCE_S, hands, x_server

F9 = HotKey("F9")


@dataclass
class Desk:
    """One kind of hot keys, another program beside it, and somebody who presses keys."""

    ours: HotKeys
    other: Callable[[Sequence[HotKey]], tuple[HotKey, ...]]
    strike: Callable[[HotKey], None]

    def heard(self) -> list[str]:
        """Wait for a key if one can come, and return what was pressed."""
        if self.ours.fileno() < 0:
            return self.ours.pressed()
        with selectors.DefaultSelector() as waits:
            waits.register(self.ours.fileno(), selectors.EVENT_READ)
            while not (found := self.ours.pressed()):
                # What else comes in, as a change of the layout, is no key.
                assert waits.select(PATIENCE_S), "no key came"
            return found


def _xcb() -> ctypes.CDLL:
    return ctypes.CDLL(ctypes.util.find_library("xcb") or "libxcb.so.1")


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    if MISSING:
        pytest.skip(f"not installed: {', '.join(MISSING)}")
    with x_server() as name:
        yield name


@pytest.fixture(params=["memory", "X server"])
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    with ExitStack() as stack:
        if request.param == "memory":
            fake = FakeHotKeys()

            def busy(keys: Sequence[HotKey]) -> tuple[HotKey, ...]:
                fake.busy = tuple(keys)
                return ()

            yield Desk(fake, busy, fake.strike)
            return
        display = request.getfixturevalue("display")
        ours, other = X11HotKeys(_xcb(), display), X11HotKeys(_xcb(), display)
        stack.callback(ours.close)
        stack.callback(other.close)
        yield Desk(ours, other.take, lambda key: _strike(display, key))


def _strike(display: str, key: HotKey) -> None:
    hands(display, "key", f"ctrl+shift+{key.name}" if key.ctrl_shift else key.name)


def test_keys_that_are_held_are_heard(desk: Desk) -> None:
    assert desk.ours.possible
    assert desk.ours.take(wished("plain")) == ()
    for name in NAMES:
        desk.strike(HotKey(name))
        assert desk.heard() == [name]
    assert desk.ours.pressed() == []


def test_a_key_of_another_program_stays_with_it_and_the_others_work(desk: Desk) -> None:
    assert desk.other([F9]) == ()
    assert desk.ours.take(wished("plain")) == (F9,)
    desk.strike(HotKey("F7"))
    assert desk.heard() == ["F7"]


def test_another_wish_takes_the_place_of_the_first(desk: Desk) -> None:
    desk.ours.take(wished("plain"))
    assert desk.ours.take(wished("ctrl_shift")) == ()
    desk.strike(F9)
    desk.strike(HotKey("F8", ctrl_shift=True))
    assert desk.heard() == ["F8"]


def test_what_was_given_back_can_be_had_by_others(desk: Desk) -> None:
    desk.ours.take(wished("plain"))
    assert desk.ours.take(()) == ()
    assert desk.other([F9]) == ()


def test_closing_twice_is_closing(desk: Desk) -> None:
    desk.ours.take(wished("plain"))
    desk.ours.close()
    desk.ours.close()
    assert desk.ours.pressed() == []


def test_a_key_counts_with_caps_and_num_lock_on(display: str) -> None:
    ours = X11HotKeys(_xcb(), display)
    desk = Desk(ours, ours.take, lambda key: _strike(display, key))
    ours.take([F9])
    hands(display, "key", "Caps_Lock", "key", "Num_Lock")
    desk.strike(F9)
    assert desk.heard() == ["F9"]
    hands(display, "key", "Caps_Lock", "key", "Num_Lock")
    ours.close()


def test_without_a_server_nothing_is_possible_and_nothing_breaks() -> None:
    ours = X11HotKeys(_xcb(), ":9999")
    assert not ours.possible
    assert ours.take([F9]) == (F9,)
    assert ours.fileno() == -1
    assert ours.pressed() == []
    ours.close()


def test_a_server_that_is_not_there_leaves_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":9999")
    assert isinstance(hot_keys("xcb", wayland=False), NoHotKeys)


@pytest.mark.parametrize("platform", ["wayland", "offscreen", "cocoa", "xcb"])
def test_where_no_program_can_take_keys_it_says_so(platform: str) -> None:
    keys = hot_keys(platform, wayland=True)
    assert isinstance(keys, NoHotKeys)
    assert not keys.possible
    assert keys.take(wished("plain")) == wished("plain")
    assert keys.fileno() == -1
    assert keys.pressed() == []
    keys.close()


def test_off_wishes_for_nothing() -> None:
    assert wished("off") == ()
    assert [str(key) for key in wished("ctrl_shift")] == [f"Ctrl+Shift+{name}" for name in NAMES]
