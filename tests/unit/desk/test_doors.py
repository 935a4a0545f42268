from pathlib import Path

import pytest
from argon2 import PasswordHasher

from cashier.config.access import Access
from cashier.config.roles import Role
from cashier.core.background import Worker
from cashier.core.clock import ManualClock
from cashier.core.privacy import Secret
from cashier.desk.doors import Doors
from cashier.desk.views import Phrase

PIN, IT = Secret("739104"), Secret("480261")


@pytest.fixture
def access(tmp_path: Path) -> Access:
    quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return Access(tmp_path / "pin.json", ManualClock(), None, quick)


def answers(access: Access, *pins: Secret) -> list[Role | Phrase]:
    heard: list[Role | Phrase] = []
    with Worker("pins") as worker:
        doors = Doors(access, worker, needs_pin=True)
        for pin in pins:
            doors.open(pin, heard.append)
    doors.open(PIN, heard.append)
    return heard


def test_who_has_a_pin_comes_in_and_nobody_else(access: Access) -> None:
    access.set_pin(PIN)
    access.set_it_pin(IT, PIN)
    said = answers(access, PIN, IT, Secret("111222"))
    assert said[:2] == [Role.manager, Role.it]
    assert [one.key for one in said[2:] if isinstance(one, Phrase)] == ["error-pin-wrong"]


def test_it_is_shut_only_where_a_pin_was_chosen_and_is_wanted(
    access: Access, tmp_path: Path
) -> None:
    with Worker("pins") as worker:
        assert not Doors(access, worker, needs_pin=True).shut()
        access.set_pin(PIN)
        assert Doors(access, worker, needs_pin=True).shut()
        assert not Doors(access, worker, needs_pin=False).shut()
        (tmp_path / "pin.json").write_text("broken", "utf-8")
        assert Doors(access, worker, needs_pin=True).shut()
