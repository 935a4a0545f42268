"""Builds the way to the manager's chat from what the shop entered: settings and vault."""

from collections.abc import Callable

from cashier.alarms.addresses import CHAT_ADDRESSES, read_addresses
from cashier.alarms.errors import ChatAddressMissing
from cashier.alarms.send import After, Deliver, GroupChat
from cashier.config.settings import Alarms
from cashier.config.vault import VaultState


def group_chat(
    wanted: Alarms,
    open_vault: Callable[[], VaultState],
    load: Callable[[], Deliver],
    after: After,
) -> GroupChat | None:
    """Return the way to the chat; None where alarms are not to go there.

    Raises:
        CashierError: the vault cannot be opened, or it has no address that can be used.
    """
    if not (wanted.enabled and wanted.chat):
        return None
    state = open_vault()
    if state.problem is not None:
        raise state.problem
    kept = state.get(CHAT_ADDRESSES)
    addresses = read_addresses(kept) if kept is not None else ()
    if not addresses:
        raise ChatAddressMissing
    return GroupChat(addresses, load, after)
