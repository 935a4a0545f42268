"""What earlier cases showed of each method: read from the history, for the readiness of the shop.

Only that a payment went through, or for which cause the shop was refused: nothing of a customer. A
cause counts only where the end of its case confirmed it: a guess would turn a light red, and a red
light would make the next guess look sure.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime

import structlog

from cashier.cases.events import CaseClosed
from cashier.core.background import Worker
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.history.model import CaseFilter, CaseRow
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence
from cashier.providers.gateways import Gateways
from cashier.providers.learnt import FRESH, Experience, evidence_of, learnt

_log = structlog.get_logger()
_MOST = 2_000


def experiences(store: Store, now: datetime) -> tuple[Experience, ...]:
    """Read the cases that are young enough to count; on the disk's thread.

    Raises:
        CashierError: the history cannot be read.
    """
    rows = store.cases(CaseFilter(opened_from=now - FRESH), _MOST)
    sure = [case.case_id for case in rows if _names_the_shop(case) and _confirmed(store, case)]
    return of_cases(rows, frozenset(sure))


def _names_the_shop(case: CaseRow) -> bool:
    return bool(case.method_failed) and case.cause_kept.startswith("merchant.")


def _confirmed(store: Store, case: CaseRow) -> bool:
    events = (stored.event for stored in store.events(case.case_id))
    return any(isinstance(event, CaseClosed) and event.confirmed for event in events)


def of_cases(rows: Iterable[CaseRow], sure: Collection[str]) -> tuple[Experience, ...]:
    """Turn cases into what they showed: the method that failed and the one that was paid with.

    Args:
        rows: the cases.
        sure: the ids of those whose cause was confirmed.
    """
    found = []
    for case in rows:
        if _names_the_shop(case) and case.case_id in sure:
            cause = case.cause_kept
            found.append(Experience(case.method_failed, case.opened_at, paid=False, cause=cause))
        if case.method_paid:
            at = case.closed_at or case.opened_at
            found.append(Experience(case.method_paid, at, paid=True))
    return tuple(found)


def merchant_readiness(
    gateways: Gateways, store: Store, worker: Worker, clock: Clock
) -> Callable[[], Awaitable[tuple[Evidence, ...]]]:
    """Return what asks the providers and the history for the lights of the merchant account.

    Each fails alone: without a history the providers are still asked, and the other way round.
    """

    async def ask() -> tuple[Evidence, ...]:
        now = clock.now()
        told = await gateways.readiness()
        try:
            seen = await asyncio.wrap_future(worker.submit(experiences, store, now))
        except CashierError as error:
            _log.info("experience_unread", code=error.code)
            return told
        return (*told, *evidence_of(learnt(seen, now)))

    return ask
