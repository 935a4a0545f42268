"""Only keyrings known to encrypt are let through, and none of their errors gets out."""

from contextlib import AbstractContextManager
from pathlib import Path

import keyring.backends.chainer
import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend

from cashier.config import keychain
from cashier.config.files import guarded
from cashier.config.keychain import (
    InstallIdUnusable,
    KeyChain,
    KeyringInsecure,
    KeyringLocked,
    KeyringMissing,
    install_id,
)
from tests.helpers.keyrings import (
    TRUSTED,
    ForgetfulKeyring,
    FullKeyring,
    LockedKeyring,
    MemoryKeyring,
    RoamingKeyring,
)


class _Chain(keyring.backends.chainer.ChainerBackend):
    """A chain with members of our choice."""

    backends: tuple[KeyringBackend, ...] = ()


_Chain.__module__ = "keyring.backends.chainer"


def test_a_secret_is_kept_by_installation() -> None:
    backend = MemoryKeyring()
    KeyChain.open("one", backend, TRUSTED).write("data-key", b"k" * 32)
    assert KeyChain.open("one", backend, TRUSTED).read("data-key") == b"k" * 32
    assert KeyChain.open("two", backend, TRUSTED).read("data-key") is None


def test_what_is_kept_fits_the_windows_store() -> None:
    backend = MemoryKeyring()
    KeyChain.open("one", backend, TRUSTED).write("data-key", b"k" * 32)
    assert max(len(text.encode("utf-16-le")) for text in backend.kept.values()) <= 2560


def test_it_stays_on_this_computer() -> None:
    backend = RoamingKeyring()
    KeyChain.open("one", backend, TRUSTED)
    assert backend.persist == "local machine"


@pytest.mark.parametrize("absent", [keyring.backends.fail.Keyring, keyring.backends.null.Keyring])
def test_no_keyring_is_told(absent: type[KeyringBackend]) -> None:
    with pytest.raises(KeyringMissing):
        KeyChain.open("one", absent(), TRUSTED)


def test_the_system_s_own_is_taken_by_default() -> None:
    with pytest.raises(KeyringMissing):
        KeyChain.open("one")


@pytest.mark.parametrize("module", ["keyrings.alt.file", "keyrings.cryptfile", "somebody.else"])
def test_unknown_keyrings_are_refused_by_name(module: str) -> None:
    backend = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": module})()
    with pytest.raises(KeyringInsecure) as caught:
        KeyChain.open("one", backend)
    assert caught.value.fields["backend"] == module


def test_a_chain_is_as_weak_as_its_weakest() -> None:
    chain: _Chain = _Chain()  # type: ignore[no-untyped-call]
    with pytest.raises(KeyringMissing):
        KeyChain.open("one", chain, TRUSTED)
    chain.backends = (MemoryKeyring(),)
    assert KeyChain.open("one", chain, TRUSTED).read("data-key") is None
    plain = type("PlaintextKeyring", (MemoryKeyring,), {"__module__": "keyrings.alt.file"})()
    chain.backends = (MemoryKeyring(), plain)
    with pytest.raises(KeyringInsecure):
        KeyChain.open("one", chain, TRUSTED)


@pytest.mark.parametrize("backend", [LockedKeyring(), FullKeyring(), ForgetfulKeyring()])
def test_a_keyring_that_refuses_is_told(backend: MemoryKeyring) -> None:
    with pytest.raises(KeyringLocked):
        KeyChain.open("one", backend, TRUSTED).write("data-key", b"k" * 32)


@pytest.mark.parametrize("text", ["", "not base64!", "AAAA", "é"])
def test_a_damaged_secret_is_told(text: str) -> None:
    backend = MemoryKeyring()
    backend.set_password("cashier-assistant/data-key", "one", text)
    with pytest.raises(KeyringLocked):
        KeyChain.open("one", backend, TRUSTED).read("data-key")


def test_the_installation_is_named_once(tmp_path: Path) -> None:
    file = tmp_path / "install-id"
    first = install_id(file, lambda count: b"\x01" * count)
    assert first == "01" * 16
    assert install_id(file, lambda count: b"\x02" * count) == first


def test_two_that_begin_at_once_have_one_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "install-id"
    quicker = [b"\x02"]

    def after_the_quicker_one(place: Path) -> AbstractContextManager[None]:
        if quicker:
            sign = quicker.pop()
            install_id(file, lambda count: sign * count)
        return guarded(place)

    monkeypatch.setattr(keychain, "guarded", after_the_quicker_one)
    assert install_id(file, lambda count: b"\x01" * count) == "02" * 16
    assert install_id(file, lambda count: b"\x03" * count) == "02" * 16


@pytest.mark.parametrize("content", [b"", b"zz", b"\xff" * 32, b"A" * 32])
def test_a_damaged_name_is_told(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "install-id"
    file.write_bytes(content)
    with pytest.raises(InstallIdUnusable):
        install_id(file, lambda count: b"\x01" * count)
