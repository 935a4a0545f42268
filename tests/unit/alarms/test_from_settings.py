"""The way to the chat from settings and vault; without an address it is told, not guessed."""

from functools import partial
from pathlib import Path

import pytest
from keyring.backend import KeyringBackend

from cashier.alarms.addresses import CHAT_ADDRESSES
from cashier.alarms.errors import ChatAddressMissing, ChatAddressUnusable
from cashier.alarms.from_settings import group_chat
from cashier.alarms.send import Deliver, GroupChat
from cashier.config.settings import Alarms
from cashier.config.vault import open_home_vault
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from tests.helpers.keyrings import TRUSTED, MemoryKeyring

WANTED = Alarms(chat=True)


def load() -> Deliver:
    raise AssertionError("nothing is loaded before there is something to send")


def made(home: Home, ring: KeyringBackend | None, wanted: Alarms = WANTED) -> GroupChat | None:
    vault = partial(open_home_vault, home, "", ring, trusted=TRUSTED)
    return group_chat(wanted, vault, load, lambda _s, _c: lambda: None)


@pytest.mark.parametrize("alarms", [Alarms(), Alarms(enabled=False, chat=True)])
def test_nobody_wants_it(tmp_path: Path, alarms: Alarms) -> None:
    assert made(Home.at(tmp_path).make(), None, alarms) is None


def test_an_address_of_the_vault_is_used(tmp_path: Path) -> None:
    home, ring = Home.at(tmp_path).make(), MemoryKeyring()
    vault = open_home_vault(home, "", ring, trusted=TRUSTED).vault
    assert vault is not None
    with pytest.raises(ChatAddressMissing):
        made(home, ring)
    vault.put(CHAT_ADDRESSES, Secret("hello"))
    with pytest.raises(ChatAddressUnusable):
        made(home, ring)
    vault.put(CHAT_ADDRESSES, Secret("feishu://abcdefgh/"))
    assert isinstance(made(home, ring), GroupChat)


def test_a_vault_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    home, ring = Home.at(tmp_path).make(), MemoryKeyring()
    vault = open_home_vault(home, "", ring, trusted=TRUSTED).vault
    assert vault is not None
    vault.put(CHAT_ADDRESSES, Secret("feishu://abcdefgh/"))
    with pytest.raises(CashierError):
        made(home, MemoryKeyring())
