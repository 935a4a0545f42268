"""The file of registered codes: sealed, keyed from the keyring if there is one, never guessed."""

import json
from functools import partial
from pathlib import Path
from queue import Queue
from threading import Barrier

import pytest

from cashier.config.keychain import KeyChain, KeyringLocked
from cashier.core.background import Worker
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
from tests.helpers.books import PATIENCE
from tests.helpers.keyrings import TRUSTED, LockedKeyring, MemoryKeyring

ONE, TWO = Registered("wechat_receive", "aa"), Registered("other", "bb", "cc")


def opened(file: Path, backend: MemoryKeyring | None) -> OwnCodeFile:
    chain = None if backend is None else KeyChain.open("00" * 16, backend, TRUSTED)
    return OwnCodeFile(file, lambda: chain)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def unchanged(codes: OwnCodes) -> OwnCodes:
    return codes


def keep(store: OwnCodeFile, *codes: Registered) -> OwnCodes:
    return store.change(lambda before: with_more(before, codes)).after


@pytest.mark.parametrize("backend", [MemoryKeyring(), None])
def test_what_was_kept_comes_back(file: Path, backend: MemoryKeyring | None) -> None:
    store = opened(file, backend)
    assert store.load().registered == ()
    kept = keep(store, ONE, TWO, ONE)
    again = opened(file, backend)
    assert again.load().registered == (ONE, TWO)
    assert again.load().key == kept.key
    assert (kept.key.hex() in file.read_text()) is (backend is None)
    again.change(lambda codes: with_fewer(codes, [ONE]))
    assert opened(file, backend).load().registered == (TWO,)


def test_it_says_where_the_key_is(file: Path, tmp_path: Path) -> None:
    store = opened(file, MemoryKeyring())
    assert store.change(unchanged).key_in == "keyring"
    other = opened(tmp_path / "other.json", None)
    assert other.change(unchanged).key_in == "file"
    # A keyring that turns up later changes nothing.
    assert opened(tmp_path / "other.json", MemoryKeyring()).load().registered == ()
    assert opened(tmp_path / "other.json", MemoryKeyring()).change(unchanged).key_in == "file"


def test_the_key_of_a_first_look_is_the_key_that_is_kept(file: Path) -> None:
    store = opened(file, MemoryKeyring())
    assert store.for_change().key == keep(store, ONE).key


@pytest.mark.parametrize("backend", [MemoryKeyring(), None])
def test_two_that_register_at_once_both_keep_theirs(
    file: Path, backend: MemoryKeyring | None
) -> None:
    both_here = Barrier(2)
    answers: Queue[OwnCodes] = Queue()

    def register(code: Registered) -> None:
        store = opened(file, backend)
        store.load()
        both_here.wait(PATIENCE)
        answers.put(keep(store, code))

    with Worker("one") as one, Worker("two") as two:
        for worker, code in ((one, ONE), (two, TWO)):
            worker.offer(partial(register, code))
        keys = {answers.get(timeout=PATIENCE).key for _ in range(2)}
    kept = opened(file, backend).load()
    assert set(kept.registered) == {ONE, TWO}
    assert keys == {kept.key}


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
        opened(file, None).change(unchanged)
    assert file.read_text() == text


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    store = opened(tmp_path / "nowhere" / FILE, None)
    with pytest.raises(OwnCodesNotSaved):
        store.for_change()
    with pytest.raises(OwnCodesNotSaved):
        store.change(unchanged)


def test_a_shop_without_codes_asks_no_keyring(tmp_path: Path) -> None:
    home = Home.at(tmp_path)
    assert home_own_codes(home).load().registered == ()
    assert list(tmp_path.iterdir()) == []


def test_every_row_is_plain(file: Path) -> None:
    keep(opened(file, None), TWO)
    assert json.loads(file.read_text())["codes"] == [{"kind": "other", "mark": "bb", "place": "cc"}]
