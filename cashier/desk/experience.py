"""What earlier cases showed of each method: read from the history, for the readiness of the shop.

Only that a payment went through, or for which cause the shop was refused: nothing of a customer.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime

import structlog

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
    return of_cases(store.cases(CaseFilter(opened_from=now - FRESH), _MOST))


def of_cases(rows: Iterable[CaseRow]) -> tuple[Experience, ...]:
    """Turn cases into what they showed: the method that failed and the one that was paid with."""
    found = []
    for case in rows:
        if case.method_failed and case.cause_kept.startswith("merchant."):
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
