"""When an order was charged, as far as this till's history can tell.

No provider tells the hour of an order that is not paid. The history knows an order by its last six;
it only reads, and what it cannot read it does not know.
"""

from datetime import datetime, timedelta

from cashier.cases import events as happened
from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.core.privacy import last_six
from cashier.history.model import CaseFilter
from cashier.history.rules import StoreOptions
from cashier.history.store import Store

# Many registers number their orders anew each day: the same six figures before then are another's.
_LATELY = timedelta(hours=12)


def charged_by(number: str, place: Home, clock: Clock) -> datetime | None:
    """Return by when an order had been charged: when a case first had its number.

    None where no case of the last hours has it, or where the clock was put back since.
    """
    if not place.database.exists():
        return None
    try:
        options = StoreOptions(clock=clock, quarantine=False)
        with Store.open(place.database, options).store as store:
            known = _known_by(store, last_six(number), clock.now() - _LATELY)
    except CashierError:
        return None
    return known if known is not None and known <= clock.now() else None


def _known_by(store: Store, tail: str, since: datetime) -> datetime | None:
    """Return the latest moment at which a case got this number: the most cautious one."""
    return max(
        (
            event.at
            for row in store.cases(CaseFilter(opened_from=since), limit=None)
            if row.order_tail == tail
            for event in (stored.event for stored in store.events(row.case_id))
            if isinstance(event, happened.CaseOpened | happened.DetailsNoted)
            and event.order_tail == tail
        ),
        default=None,
    )
