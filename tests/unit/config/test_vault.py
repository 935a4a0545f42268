"""The vault opens for its own key, merchant and place, and says in one word why it does not."""

import os
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.config.keychain import InstallIdUnusable, KeyringLocked, KeyringMissing
from cashier.config.sealing import (
    VaultDamaged,
    VaultKeyMissing,
    VaultNotSaved,
    VaultOtherPlace,
    VaultPlace,
    VaultProblem,
    VaultTruncated,
    VaultUnreadable,
    VaultWrongKey,
    seal,
    unseal,
)
from cashier.config.vault import Vault, VaultState, open_home_vault, open_vault
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from tests.helpers.keyrings import TRUSTED, FullKeyring, LockedKeyring, MemoryKeyring

_PEM = "-----BEGIN PRIVATE KEY-----\n" + "A" * 1600 + "\n-----END PRIVATE KEY-----\n"
_KEY = b"k" * 32


@pytest.fixture
def place(tmp_path: Path) -> VaultPlace:
    return VaultPlace(tmp_path / "vault.bin", "1900000001", "00" * 16)


def _open(place: VaultPlace, backend: MemoryKeyring) -> VaultState:
    return open_vault(place, backend, trusted=TRUSTED)


def _filled(place: VaultPlace, backend: MemoryKeyring) -> Vault:
    vault = _open(place, backend).vault
    assert vault is not None
    vault.put("wechat.private_key", Secret(_PEM))
    return vault


def test_secrets_come_back_and_stay_hidden(place: VaultPlace) -> None:
    backend = MemoryKeyring()
    _filled(place, backend)
    state = _open(place, backend)
    found = state.get("wechat.private_key")
    assert state.problem is None
    assert found is not None
    assert found.reveal() == _PEM
    assert "BEGIN" not in repr(found)
    assert state.get("other") is None
    raw = place.file.read_bytes()
    assert b"BEGIN" not in raw
    assert b"wechat" not in raw


def test_secrets_can_be_changed_and_forgotten(place: VaultPlace) -> None:
    backend = MemoryKeyring()
    vault = _filled(place, backend)
    vault.put("wechat.apiv3_key", Secret("x" * 32))
    assert vault.names() == ("wechat.apiv3_key", "wechat.private_key")
    before = place.file.read_bytes()
    vault.remove("wechat.private_key")
    vault.remove("never there")
    reopened = _open(place, backend).vault
    assert reopened is not None
    assert reopened.names() == ("wechat.apiv3_key",)
    assert place.file.read_bytes()[:24] == before[:24]


def test_an_empty_vault_asks_nothing_of_the_keyring(place: VaultPlace) -> None:
    state = _open(place, LockedKeyring())
    assert state.problem is None
    assert state.vault is not None
    assert state.vault.names() == ()
    assert not place.file.exists()


def test_without_a_keyring_there_is_a_state_not_an_error(place: VaultPlace) -> None:
    state = open_vault(place, keyring.get_keyring())
    assert state.vault is None
    assert state.get("wechat.private_key") is None
    assert isinstance(state.problem, KeyringMissing)


def test_a_locked_keyring_is_told(place: VaultPlace) -> None:
    _filled(place, MemoryKeyring())
    assert isinstance(_open(place, LockedKeyring()).problem, KeyringLocked)


def test_another_user_s_keyring_has_no_key(place: VaultPlace) -> None:
    _filled(place, MemoryKeyring())
    assert isinstance(_open(place, MemoryKeyring()).problem, VaultKeyMissing)


def test_a_copy_from_another_computer_has_the_wrong_key(place: VaultPlace) -> None:
    _filled(place, MemoryKeyring())
    other = MemoryKeyring()
    _filled(replace(place, file=place.file.with_name("other.bin")), other)
    assert isinstance(_open(place, other).problem, VaultWrongKey)


@pytest.mark.parametrize("change", [{"merchant_id": "1900000002"}, {"install_id": "11" * 16}])
def test_it_is_bound_to_merchant_and_installation(
    place: VaultPlace, change: dict[str, str]
) -> None:
    sealed = seal({"a": "b"}, _KEY, place, b"n" * 12)
    with pytest.raises(VaultOtherPlace):
        unseal(sealed, _KEY, replace(place, **change))  # type: ignore[arg-type]


def test_a_short_file_is_told_from_a_damaged_one(place: VaultPlace) -> None:
    sealed = seal({"a": "b"}, _KEY, place, b"n" * 12)
    for length in range(len(sealed)):
        with pytest.raises(VaultTruncated):
            unseal(sealed[:length], _KEY, place)
    with pytest.raises(VaultDamaged):
        unseal(sealed + b"x", _KEY, place)
    with pytest.raises(VaultDamaged):
        unseal(b"hello", _KEY, place)


@given(st.integers(0, 400), st.integers(1, 255))
def test_every_changed_byte_is_noticed(position: int, flip: int) -> None:
    place = VaultPlace(Path("v"), "1", "2")
    sealed = bytearray(seal({"a": "b" * 40}, _KEY, place, b"n" * 12))
    sealed[position % len(sealed)] ^= flip
    with pytest.raises(VaultProblem):
        unseal(bytes(sealed), _KEY, place)


@given(st.binary(max_size=200))
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(VaultProblem):
        unseal(content, _KEY, VaultPlace(Path("v"), "1", "2"))


def test_a_huge_file_is_not_read(place: VaultPlace) -> None:
    with place.file.open("wb") as file:
        file.truncate(1 << 30)
    assert isinstance(_open(place, MemoryKeyring()).problem, VaultDamaged)


def test_a_folder_in_its_place_is_told(place: VaultPlace) -> None:
    place.file.mkdir()
    assert isinstance(_open(place, MemoryKeyring()).problem, VaultUnreadable)


def test_a_full_keyring_keeps_nothing_half(place: VaultPlace) -> None:
    vault = _open(place, FullKeyring()).vault
    assert vault is not None
    with pytest.raises(KeyringLocked):
        vault.put("a", Secret("b"))
    assert vault.names() == ()
    assert not place.file.exists()


def test_a_full_disk_keeps_the_old_file(place: VaultPlace, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = MemoryKeyring()
    vault = _filled(place, backend)

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(VaultNotSaved):
        vault.put("a", Secret("b"))
    assert vault.names() == ("wechat.private_key",)
    assert _open(place, backend).get("wechat.private_key") == Secret(_PEM)


def test_an_installation_names_itself(tmp_path: Path) -> None:
    home = Home.at(tmp_path / "till").make()
    backend = MemoryKeyring()
    state = open_home_vault(home, "1900000001", backend, trusted=TRUSTED)
    assert state.vault is not None
    state.vault.put("a", Secret("b"))
    again = open_home_vault(home, "1900000001", backend, trusted=TRUSTED)
    assert again.get("a") == Secret("b")
    (home.settings_dir / "install-id").write_text("?", encoding="ascii")
    broken = open_home_vault(home, "1900000001", backend, trusted=TRUSTED)
    assert isinstance(broken.problem, InstallIdUnusable)
