"""The part of `cashier doctor` about the merchant account: keys, rights, certificates, experience.

Asks each provider about an order that cannot exist, reads the certificates in the vault and what
earlier payments showed. What none of these tells is unknown, and says how to find out.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cashier.cli.doctor import Check, Finding, of_error
from cashier.config.settings import Settings
from cashier.config.vault import VaultState
from cashier.core.background import Background
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.words import Words
from cashier.desk.experience import experiences
from cashier.history.rules import StoreOptions
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.providers.from_settings import certificate_ends, gateways_of
from cashier.providers.gateways import Gateways
from cashier.providers.learnt import Experience, learnt
from cashier.providers.merchant import Readiness, age_of, rows_of


@dataclass(frozen=True, slots=True)
class Shop:
    """Where the shop's settings, keys and history are; `open_vault` opens the keys."""

    settings: Settings
    home: Home
    open_vault: Callable[[], VaultState]
    clock: Clock
    background: Background


def merchant_check(shop: Shop, words: Words) -> Check:
    """Return the check of everything that the merchant account needs."""
    return Check("merchant", lambda: _look(shop, words))


def finding_of(found: Readiness, words: Words) -> Finding:
    """Put one line into words."""
    said = dict(found.fields)
    do = words(found.do, **said) if found.do and words.has(found.do) else ""
    return Finding(found.name, found.state, words(found.detail, **said), do)


def _look(shop: Shop, words: Words) -> Sequence[Finding]:
    now = shop.clock.now()
    shown = [finding_of(found, words) for found in learnt(_history(shop, now), now)]
    if shop.settings.wechat.enabled or shop.settings.alipay.enabled:
        return [*_asked(shop, now, words), *shown]
    return shown


def _asked(shop: Shop, now: datetime, words: Words) -> list[Finding]:
    vault = shop.open_vault()
    if vault.problem is not None:
        return [of_error("credentials", vault.problem, words)]
    made, problems = gateways_of(shop.settings, vault, shop.clock)
    told = shop.background.submit(_ask(made)).result()
    rows = [found for name, said in told.items() for found in rows_of(name, said, now)]
    ends = certificate_ends(shop.settings, vault)
    rows += [age_of(name, end, now) for name, end in ends.items()]
    return [
        *(of_error("credentials", problem, words) for problem in problems),
        *(finding_of(found, words) for found in rows),
        *_protocols(made),
    ]


def _protocols(made: Gateways) -> list[Finding]:
    spoken = " · ".join(f"{version.name} {version.value}" for version in made.versions)
    return [Finding("protocols", "ok", spoken)] if spoken else []


async def _ask(made: Gateways) -> dict[str, tuple[Evidence, ...]]:
    try:
        return await made.readiness_by_provider()
    finally:
        await made.close_clients()


def _history(shop: Shop, now: datetime) -> tuple[Experience, ...]:
    """Read what payments showed; the state of the history itself is another check's."""
    if not shop.home.database.exists():
        return ()
    try:
        with Store.open(shop.home.database, StoreOptions(quarantine=False)).store as store:
            return experiences(store, now)
    except CashierError:
        return ()
