"""What asks for a PIN, and lets whoever has it pass."""

from pathlib import Path

import pytest

from cashier.config.access import Access
from cashier.config.guard import Guard
from cashier.config.pin import PinWrong
from cashier.config.roles import Role, Room
from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from tests.helpers.books import QUICK

PIN = Secret("739104")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "pin.json"


@pytest.fixture
def access(file: Path) -> Access:
    return Access(file, ManualClock(), None, QUICK)


def test_where_no_pin_was_chosen_nothing_is_shut(access: Access) -> None:
    guard = Guard(access, needs_pin=True)
    assert not guard.asks
    guard.allow(Secret(""), Room.settings)


def test_a_chosen_pin_is_asked_unless_the_shop_wants_none(access: Access) -> None:
    access.set_pin(PIN)
    guard = Guard(access, needs_pin=True)
    assert guard.asks
    assert not guard.has_pin(Role.it)
    guard.allow(PIN, Room.settings)
    with pytest.raises(PinWrong):
        guard.allow(Secret("1357"), Room.settings)
    Guard(access, needs_pin=False).allow(Secret("1357"), Room.settings)


def test_a_pin_that_cannot_be_read_counts_as_chosen(access: Access, file: Path) -> None:
    file.write_text("{", encoding="utf-8")
    guard = Guard(access, needs_pin=True)
    assert guard.asks
    assert guard.has_pin(Role.it)
