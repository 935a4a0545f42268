"""Builds what asks and tells over the network: providers and the chat."""

import os
from datetime import datetime
from functools import partial

from cashier.alarms.addresses import CHAT_ADDRESSES, read_addresses
from cashier.alarms.from_settings import group_chat
from cashier.alarms.send import Deliver, GroupChat
from cashier.alarms.sight import Grade
from cashier.config.open_orders import OpenOrdersFile
from cashier.config.settings import Settings
from cashier.config.vault import VaultState, open_home_vault
from cashier.core.background import Background
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import Secret
from cashier.desk.key_book import LinkKeysMissing, LinkOff
from cashier.desk.ports import AlarmWishes
from cashier.playbook.evidence import Evidence
from cashier.providers.from_settings import first_certificate_end, gateways_of
from cashier.providers.gateways import Gateways
from cashier.providers.keys import check_key


def certificate_end(settings: Settings, home: Home) -> datetime | None:
    """Return until when the merchant's certificate is good; None where none can be read."""
    if not settings.wechat.enabled and not settings.alipay.enabled:
        return None
    return first_certificate_end(settings, open_home_vault(home, settings.wechat.mchid))


def try_link(
    clock: Clock, background: Background, settings: Settings, vault: VaultState
) -> tuple[Evidence, ...]:
    """Ask the providers one harmless question, with settings that may not be saved yet.

    Raises:
        CashierError: no link is switched on, its keys are missing, or one cannot be used.
    """
    if not settings.wechat.enabled and not settings.alipay.enabled:
        raise LinkOff
    if vault.problem is not None:
        raise vault.problem
    found, problems = gateways_of(settings, vault, clock)
    if problems:
        raise problems[0]
    if not len(found):
        raise LinkKeysMissing
    try:
        return background.submit(found.readiness()).result()
    finally:
        background.submit(found.close_clients()).result()


def check_secret(name: str, text: Secret) -> None:
    """Refuse what cannot be what a vault's entry of this name is.

    Raises:
        CashierError: it cannot.
    """
    if name == CHAT_ADDRESSES:
        read_addresses(text)
    else:
        check_key(name, text)


def order_numbers(
    gateways: Gateways, home: Home, problems: list[CashierError]
) -> OpenOrdersFile | None:
    """Return where order numbers outlive the program; without keys there is nothing to ask."""
    if not len(gateways):
        return None
    try:
        return OpenOrdersFile.at_home(home, os.urandom)
    except CashierError as error:
        problems.append(error)
        return None


def alarms_of(
    settings: Settings, home: Home | None, background: Background, problems: list[CashierError]
) -> AlarmWishes:
    """Say who hears of what is broken; a chat that cannot be used is told, and not needed.

    `home` is where the chat's address is kept; without one nobody is written to.
    """
    chat = None
    if home is not None:
        try:
            chat = chat_of(settings, home, background)
        except CashierError as error:
            problems.append(error)
    return alarm_wishes(settings, chat)


def chat_of(settings: Settings, home: Home, background: Background) -> GroupChat | None:
    """Return the manager's chat, where one is wanted.

    Raises:
        CashierError: one is wanted, and no address that can be used is stored.
    """
    vault = partial(open_home_vault, home, settings.wechat.mchid)
    return group_chat(settings.alarms, vault, _deliverer, background.after)


def alarm_wishes(settings: Settings, chat: GroupChat | None) -> AlarmWishes:
    """Say who hears of what is broken, and when not."""
    wanted = settings.alarms
    return AlarmWishes(
        on=wanted.enabled,
        chat=chat,
        chat_from=Grade[wanted.chat_from],
        quiet=(wanted.quiet_from, wanted.quiet_until),
        shop=settings.store.name,
        language=settings.language,
    )


def _deliverer() -> Deliver:
    """Load what writes to chats: slow, and needed only where something is to be sent."""
    from cashier.alarms.courier import deliver

    return deliver
