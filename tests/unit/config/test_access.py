"""Who has the PIN is manager; who has not waits, whatever is done to program, clock or files."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.profiles import RFC_9106_LOW_MEMORY

from cashier.config import access as access_module
from cashier.config.access import Access, open_home_access
from cashier.config.files import guarded
from cashier.config.keychain import KeyChain, KeyringLocked
from cashier.config.lockout import PinRecord, PinStoreBroken, read_record, write_record
from cashier.config.pin import (
    PinNotSet,
    PinPepperMissing,
    PinTaken,
    PinUnfit,
    PinWait,
    PinWrong,
)
from cashier.config.roles import Role, RoleNotEnough, Room, may
from cashier.core.clock import ManualClock
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring

_QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_PIN = Secret("739104")


class Till:
    """A till with a PIN file, restarted at will."""

    def __init__(self, folder: Path, backend: MemoryKeyring | None = None) -> None:
        self.file = folder / "pin.json"
        self.clock = ManualClock()
        self.backend = backend

    def access(self) -> Access:
        """Return the access of a freshly started program."""
        chain = None if self.backend is None else KeyChain.open("one", self.backend, TRUSTED)
        return Access(self.file, self.clock, chain, _QUICK)

    def fail(self, times: int) -> None:
        """Try a wrong PIN, waiting whenever that is asked for."""
        access = self.access()
        for _ in range(times):
            self.clock.advance(access.wait_s())
            with pytest.raises((PinWrong, PinWait)):
                access.check(Secret("000000"))


@pytest.fixture
def till(tmp_path: Path) -> Till:
    return Till(tmp_path, MemoryKeyring())


def test_the_right_pin_makes_a_manager(till: Till) -> None:
    assert not till.access().has_pin()
    assert till.access().set_pin(_PIN) == "keyring"
    assert till.access().has_pin()
    assert till.access().check(_PIN) is Role.manager
    assert till.access().check(Secret(" ７３９１０４ ")) is Role.manager


def test_nothing_of_the_pin_is_on_disk(till: Till) -> None:
    till.access().set_pin(_PIN)
    text = till.file.read_text(encoding="utf-8")
    assert _PIN.reveal() not in text
    assert '"pepper": null' in text


def test_without_a_keyring_the_pepper_is_in_the_file_and_that_is_said(tmp_path: Path) -> None:
    till = Till(tmp_path)
    assert till.access().set_pin(_PIN) == "file"
    assert till.access().check(_PIN) is Role.manager


def test_without_a_pin_nobody_is_manager(till: Till) -> None:
    with pytest.raises(PinNotSet):
        till.access().check(_PIN)
    assert till.access().wait_s() == 0


@pytest.mark.parametrize("pin", ["", "123", "1234", "8765", "0000", "12a4", "1" * 13, "一二三四"])
def test_pins_that_do_not_do_are_refused(till: Till, pin: str) -> None:
    with pytest.raises(PinUnfit):
        till.access().set_pin(Secret(pin))


def test_changing_the_pin_asks_for_the_old_one(till: Till) -> None:
    till.access().set_pin(_PIN)
    with pytest.raises(PinWrong):
        till.access().set_pin(Secret("860213"))
    till.access().set_pin(Secret("860213"), _PIN)
    assert till.access().check(Secret("860213")) is Role.manager
    with pytest.raises(PinWrong):
        till.access().check(_PIN)


def test_a_pin_that_was_chosen_meanwhile_is_not_replaced_unasked(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    quicker = [Secret("860213")]

    def after_the_quicker_one(file: Path) -> AbstractContextManager[None]:
        if quicker:
            till.access().set_pin(quicker.pop())
        return guarded(file)

    monkeypatch.setattr(access_module, "guarded", after_the_quicker_one)
    with pytest.raises(PinWrong):
        till.access().set_pin(_PIN)
    assert till.access().check(Secret("860213")) is Role.manager


def test_of_two_who_change_the_pin_at_once_the_second_is_asked_for_the_firsts(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    till.access().set_pin(_PIN)
    other = [Secret("517293")]

    @contextmanager
    def and_then_the_other(file: Path) -> Iterator[None]:
        with guarded(file):
            yield
        if other:
            till.access().set_pin(other.pop(), _PIN)

    monkeypatch.setattr(access_module, "guarded", and_then_the_other)
    with pytest.raises(PinWrong):
        till.access().set_pin(Secret("860213"), _PIN)
    assert till.access().check(Secret("860213")) is Role.manager


def test_five_wrong_tries_then_a_wait(till: Till) -> None:
    till.access().set_pin(_PIN)
    access = till.access()
    for left in (4, 3, 2, 1):
        with pytest.raises(PinWrong) as wrong:
            access.check(Secret("000000"))
        assert wrong.value.fields["left"] == left
    with pytest.raises(PinWait) as wait:
        access.check(Secret("000000"))
    assert wait.value.fields["seconds"] == 30
    with pytest.raises(PinWait):
        access.check(_PIN)
    till.clock.advance(30)
    assert access.check(_PIN) is Role.manager
    with pytest.raises(PinWrong):
        access.check(Secret("000000"))


def test_a_restart_does_not_shorten_the_wait(till: Till) -> None:
    till.access().set_pin(_PIN)
    till.fail(5)
    assert till.access().wait_s() == 30
    till.clock.jump(-100_000)
    assert till.access().wait_s() == 30
    with pytest.raises(PinWait):
        till.access().check(_PIN)


def test_the_try_is_on_disk_before_it_is_judged(till: Till) -> None:
    till.access().set_pin(_PIN)
    seen: list[int] = []

    class Watching(PasswordHasher):
        def verify(self, hash: str | bytes, password: str | bytes) -> Literal[True]:  # noqa: A002
            record = read_record(till.file)
            seen.append(record.tries if record else -1)
            return super().verify(hash, password)

    chain = KeyChain.open("one", till.backend, TRUSTED)
    Access(till.file, till.clock, chain, Watching()).check(_PIN)
    assert seen == [1]
    record = read_record(till.file)
    assert record is not None
    assert record.tries == 0


def test_a_pin_is_hashed_as_hard_as_is_advised_where_memory_is_scarce(tmp_path: Path) -> None:
    Access(tmp_path / "pin.json", ManualClock()).set_pin(_PIN)
    record = read_record(tmp_path / "pin.json")
    assert record is not None
    assert extract_parameters(record.hash) == RFC_9106_LOW_MEMORY


def test_killing_the_program_gives_no_try_back(tmp_path: Path) -> None:
    file = tmp_path / "pin.json"
    clock = ManualClock()
    Access(file, clock, None, _QUICK).set_pin(_PIN)
    script = (
        "import os, sys; from pathlib import Path; from argon2 import PasswordHasher\n"
        "from cashier.config.access import Access; from cashier.core.clock import ManualClock\n"
        "from cashier.core.privacy import Secret\n"
        "class Killed(PasswordHasher):\n"
        "    def verify(self, *a): os.kill(os.getpid(), 9)\n"
        "Access(Path(sys.argv[1]), ManualClock(), None, Killed()).check(Secret('000000'))\n"
    )
    for _ in range(2):
        subprocess.run([sys.executable, "-c", script, str(file)], check=False)
    record = read_record(file)
    assert record is not None
    assert record.tries == 2


def test_a_keyring_that_closes_uses_up_no_try(till: Till) -> None:
    till.access().set_pin(_PIN)
    till.backend = LockedKeyring()
    with pytest.raises(KeyringLocked):
        till.access().check(_PIN)
    for other in (None, MemoryKeyring()):
        till.backend = other
        with pytest.raises(PinPepperMissing):
            till.access().check(_PIN)
    record = read_record(till.file)
    assert record is not None
    assert record.tries == 0


def test_a_new_pin_keeps_the_pepper(till: Till) -> None:
    till.access().set_pin(_PIN)
    assert till.backend is not None
    before = dict(till.backend.kept)
    till.access().set_pin(Secret("860213"), _PIN)
    assert till.backend.kept == before


def test_a_damaged_hash_lets_nobody_in(till: Till) -> None:
    till.access().set_pin(_PIN)
    write_record(till.file, PinRecord("not a hash", None))
    with pytest.raises(PinStoreBroken):
        till.access().check(_PIN)


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(PinStoreBroken):
        Access(tmp_path / "missing" / "pin.json", ManualClock()).check(_PIN)


def test_an_installation_uses_its_keyring_where_there_is_one(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "till").make()
    clock, backend = ManualClock(), MemoryKeyring()
    plain = open_home_access(home, clock, hasher=_QUICK)
    assert plain.set_pin(_PIN) == "file"

    def opened() -> Access:
        return open_home_access(home, clock, backend, trusted=TRUSTED, hasher=_QUICK)

    assert opened().check(_PIN) is Role.manager
    assert opened().set_pin(Secret("860213"), _PIN) == "keyring"
    assert opened().check(Secret("860213")) is Role.manager


_IT = Secret("480261")


def test_it_has_a_pin_of_its_own_and_may_do_other_things(till: Till) -> None:
    access = till.access()
    with pytest.raises(PinNotSet):
        access.set_it_pin(_IT, Secret(""))
    access.set_pin(_PIN)
    with pytest.raises(PinTaken):
        access.set_it_pin(_PIN, _PIN)
    access.set_it_pin(_IT, _PIN)
    again = till.access()
    assert (again.check(_PIN), again.check(_IT)) == (Role.manager, Role.it)
    assert again.require(_IT, Room.keys) is Role.it
    with pytest.raises(RoleNotEnough):
        again.require(_IT, Room.figures)
    with pytest.raises(RoleNotEnough):
        again.require(_PIN, Room.keys)


def test_changing_the_managers_pin_keeps_its(till: Till) -> None:
    access = till.access()
    access.set_pin(_PIN)
    access.set_it_pin(_IT, _PIN)
    with pytest.raises(PinTaken):
        access.set_pin(_IT, _PIN)
    access.set_pin(Secret("862517"), _PIN)
    assert access.check(_IT) is Role.it


def test_only_the_manager_changes_the_managers_pin(till: Till) -> None:
    access = till.access()
    access.set_pin(_PIN)
    access.set_it_pin(_IT, _PIN)
    with pytest.raises(RoleNotEnough):
        access.set_pin(Secret("862517"), _IT)
    assert access.check(_PIN) is Role.manager


def test_both_pins_share_one_count_of_wrong_tries(till: Till) -> None:
    access = till.access()
    access.set_pin(_PIN)
    access.set_it_pin(_IT, _PIN)
    till.fail(5)
    with pytest.raises(PinWait):
        till.access().check(_IT)


def test_a_cashier_needs_no_pin_for_the_cases_and_has_no_figures() -> None:
    assert may(Role.cashier, Room.cases)
    assert not may(Role.cashier, Room.figures)
    assert not may(Role.it, Room.reverse)
    assert all(may(Role.manager, room) for room in Room if room is not Room.keys)
