"""Builds the books that a manager writes in: the settings, and the shop's own codes."""

from collections.abc import Callable
from functools import partial

from cashier.alarms.addresses import CHAT_ADDRESSES
from cashier.app.asking import check_secret, try_link
from cashier.app.eyes import cameras
from cashier.app.first import First
from cashier.config.access import Access
from cashier.config.autostart import home_autostart
from cashier.config.settings import Settings
from cashier.config.vault import open_home_vault
from cashier.core.background import Worker
from cashier.core.errors import CashierError
from cashier.desk.key_book import KeyBook
from cashier.desk.own_code_book import CodesAround, OwnCodeBook
from cashier.desk.settings_book import BookAround, SettingsBook
from cashier.providers.keys import NAMES
from cashier.scan.own_code_file import home_own_codes


def settings_book(
    first: First,
    access: Access,
    worker: Worker,
    trouble: Callable[[CashierError], None],
    saved: Callable[[Settings], None],
) -> SettingsBook:
    """Return the book of the settings; `saved` hears of new ones, `trouble` of what went wrong."""
    home = first.home
    around = BookAround(
        home=home,
        access=access,
        autostart=home_autostart(home),
        keys=_key_book(first),
        cameras=cameras,
        needs_pin=first.demo is None,
        saved=saved,
        trouble=trouble,
    )
    return SettingsBook(first.loaded, around, worker)


def _key_book(first: First) -> KeyBook:
    home = first.home
    return KeyBook(
        home=home,
        open_vault=lambda settings: open_home_vault(home, settings.wechat.mchid),
        names=(*NAMES, CHAT_ADDRESSES),
        check=check_secret,
        try_link=partial(try_link, first.clock, first.background),
    )


def own_code_book(
    first: First, access: Access, worker: Worker, changed: Callable[[], None]
) -> OwnCodeBook:
    """Return the book of the codes that hang in the shop; `changed` hears of new ones."""
    around = CodesAround(
        file=home_own_codes(first.home),
        folder=first.home.settings_dir,
        access=access,
        clock=first.clock,
        needs_pin=first.demo is None,
        changed=changed,
    )
    return OwnCodeBook(around, worker)
