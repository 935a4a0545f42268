"""Builds the way to the manager's chat from what the shop entered: settings and vault."""

from collections.abc import Callable

from cashier.alarms.addresses import CHAT_ADDRESSES, read_addresses
from cashier.alarms.errors import ChatAddressMissing
from cashier.alarms.send import After, Deliver, GroupChat
from cashier.config.settings import Settings
from cashier.config.vault import open_home_vault
from cashier.core.paths import Home


def group_chat(
    settings: Settings, home: Home, load: Callable[[], Deliver], after: After
) -> GroupChat | None:
    """Return the way to the chat; None where alarms are not to go there.

    Raises:
        CashierError: the vault cannot be opened, or it has no address that can be used.
    """
    if not (settings.alarms.enabled and settings.alarms.chat):
        return None
    state = open_home_vault(home, settings.wechat.mchid)
    if state.problem is not None:
        raise state.problem
    kept = state.get(CHAT_ADDRESSES)
    addresses = read_addresses(kept) if kept is not None else ()
    if not addresses:
        raise ChatAddressMissing
    return GroupChat(addresses, load, after)
