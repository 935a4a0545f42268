"""The file of registered codes: sealed, keyed from the keyring if there is one, never guessed."""

import json
from pathlib import Path

import pytest

from cashier.config.keychain import KeyChain, KeyringLocked
from cashier.core.paths import Home
from cashier.scan.own_code import OwnCodes, Registered
from cashier.scan.own_code_file import (
    FILE,
    OwnCodeFile,
    OwnCodesBroken,
    OwnCodesKeyMissing,
    OwnCodesNotSaved,
    home_own_codes,
    with_fewer,
    with_more,
)
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring

ONE, TWO = Registered("wechat_receive", "aa"), Registered("other", "bb", "cc")


def opened(file: Path, backend: MemoryKeyring | None) -> OwnCodeFile:
    chain = None if backend is None else KeyChain.open("00" * 16, backend, TRUSTED)
    return OwnCodeFile(file, lambda: chain)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def keep(store: OwnCodeFile, *codes: Registered) -> OwnCodes:
    kept = with_more(store.for_change(), codes)
    store.save(kept)
    return kept


@pytest.mark.parametrize("backend", [MemoryKeyring(), None])
def test_what_was_kept_comes_back(file: Path, backend: MemoryKeyring | None) -> None:
    store = opened(file, backend)
    assert store.load().registered == ()
    kept = keep(store, ONE, TWO, ONE)
    again = opened(file, backend)
    assert again.load().registered == (ONE, TWO)
    assert again.load().key == kept.key
    assert (kept.key.hex() in file.read_text()) is (backend is None)
    again.save(with_fewer(again.for_change(), [ONE]))
    assert opened(file, backend).load().registered == (TWO,)


def test_it_says_where_the_key_is(file: Path, tmp_path: Path) -> None:
    store = opened(file, MemoryKeyring())
    assert store.save(store.for_change()) == "keyring"
    other = opened(tmp_path / "other.json", None)
    assert other.save(other.for_change()) == "file"
    # A keyring that turns up later changes nothing.
    assert opened(tmp_path / "other.json", MemoryKeyring()).load().registered == ()
    assert opened(tmp_path / "other.json", MemoryKeyring()).save(other.load()) == "file"


def test_without_the_keyring_that_has_the_key_nothing_is_known(file: Path) -> None:
    keep(opened(file, MemoryKeyring()), ONE)
    for store in (opened(file, None), opened(file, MemoryKeyring())):
        with pytest.raises(OwnCodesKeyMissing):
            store.load()
        with pytest.raises(OwnCodesKeyMissing):
            store.for_change()
    with pytest.raises(KeyringLocked):
        opened(file, LockedKeyring()).load()


@pytest.mark.parametrize("word", ["wechat_receive", '"aa"', "seal"])
def test_a_list_changed_by_hand_is_not_believed(file: Path, word: str) -> None:
    keep(opened(file, None), ONE)
    file.write_text(file.read_text().replace(word, "alipay_receive"))
    with pytest.raises(OwnCodesBroken):
        opened(file, None).load()


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "{", '{"key": 1, "codes": [], "seal": ""}', "[" * 5000),
        '{"key": "zz", "codes": [], "seal": ""}',
        '{"key": "00", "codes": [{"kind": "other"}], "seal": ""}',
        '{"key": "00", "codes": 3, "seal": ""}',
        " " * (1 << 20) + "{}",
    ],
)
def test_a_damaged_file_is_told_and_not_begun_anew(file: Path, text: str) -> None:
    file.write_text(text)
    with pytest.raises(OwnCodesBroken):
        opened(file, None).load()
    with pytest.raises(OwnCodesBroken):
        opened(file, None).for_change()
    assert file.read_text() == text


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    store = opened(tmp_path / "nowhere" / FILE, None)
    with pytest.raises(OwnCodesNotSaved):
        store.save(store.for_change())


def test_a_shop_without_codes_asks_no_keyring(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    assert home_own_codes(home).load().registered == ()
    assert list(tmp_path.iterdir()) == []


def test_every_row_is_plain(file: Path) -> None:
    keep(opened(file, None), TWO)
    assert json.loads(file.read_text())["codes"] == [{"kind": "other", "mark": "bb", "place": "cc"}]
