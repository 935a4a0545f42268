"""Whole order numbers lie sealed, open here only, and are gone when nobody asks any more."""

import os
from pathlib import Path

import pytest

from cashier.config.keychain import KeyringLocked
from cashier.config.open_orders import OpenOrdersFile
from cashier.config.sealing import (
    VaultKeyMissing,
    VaultNotSaved,
    VaultOtherPlace,
    VaultProblem,
    VaultUnreadable,
)
from cashier.config.vault import open_home_vault
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring

NUMBERS = {"01JDXA": "DEMO20261122000123"}


@pytest.fixture
def place(tmp_path: Path) -> Home:
    return Home.at(tmp_path).make()


@pytest.fixture
def keyring(place: Home) -> MemoryKeyring:
    """A keyring that has the data key, as where provider keys were stored."""
    backend = MemoryKeyring()
    vault = open_home_vault(place, "1900000001", backend, trusted=TRUSTED).vault
    assert vault is not None
    vault.put("wechat.private_key", Secret("PEM"))
    return backend


def opened(place: Home, keyring: MemoryKeyring) -> OpenOrdersFile:
    return OpenOrdersFile.at_home(place, os.urandom, keyring, trusted=TRUSTED)


def test_numbers_come_back_sealed_and_leave_no_file_when_all_are_known(
    place: Home, keyring: MemoryKeyring
) -> None:
    file = opened(place, keyring)
    assert file.read() == {}
    file.write(NUMBERS)
    assert opened(place, keyring).read() == NUMBERS
    assert b"000123" not in place.open_orders_file.read_bytes()
    file.write({})
    file.write({})
    assert not place.open_orders_file.exists()


def test_without_a_data_key_or_a_keyring_nothing_is_kept(place: Home) -> None:
    with pytest.raises(VaultKeyMissing):
        opened(place, MemoryKeyring())
    with pytest.raises(KeyringLocked):
        opened(place, LockedKeyring())


def test_another_installation_cannot_read_it(
    place: Home, keyring: MemoryKeyring, tmp_path: Path
) -> None:
    opened(place, keyring).write(NUMBERS)
    other = Home.at(tmp_path / "other").make()
    vault = open_home_vault(other, "1900000001", keyring, trusted=TRUSTED).vault
    assert vault is not None
    vault.put("wechat.private_key", Secret("PEM"))
    other.open_orders_file.write_bytes(place.open_orders_file.read_bytes())
    with pytest.raises(VaultOtherPlace):
        opened(other, keyring).read()


@pytest.mark.parametrize("cut", [3, -1])
def test_what_was_spoilt_is_named_and_replaced(
    place: Home, keyring: MemoryKeyring, cut: int
) -> None:
    file = opened(place, keyring)
    file.write(NUMBERS)
    place.open_orders_file.write_bytes(place.open_orders_file.read_bytes()[:cut] + b"x")
    with pytest.raises(VaultProblem):
        file.read()
    file.write(NUMBERS)
    assert file.read() == NUMBERS


def test_a_disk_that_refuses_is_named(place: Home, keyring: MemoryKeyring) -> None:
    file = opened(place, keyring)
    place.open_orders_file.mkdir()
    with pytest.raises(VaultUnreadable):
        file.read()
    with pytest.raises(VaultNotSaved):
        file.write(NUMBERS)
