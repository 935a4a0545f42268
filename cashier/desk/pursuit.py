"""When to ask the provider next about an order that is not known. Pure: it only answers how long.

The first query and the rhythm inside the window come from the playbook; after the window the
rhythm slows down but does not stop, until the order has a final state.
"""

from cashier.cases.case import Case
from cashier.diagnosis.order import MoneyState
from cashier.playbook.model import Timings

_SLOWEST_S = 60.0


def next_query_in(case: Case, elapsed_s: float) -> float | None:
    """Return the seconds until the next query, or None when there is nothing to ask.

    Args:
        case: the case as it stands.
        elapsed_s: seconds since it was opened.
    """
    if case.known.state is not MoneyState.unknown:
        return None
    timings = case.playbook.timings
    # A lock that a clerk took off by hand does not end the pursuit: the order is still not known.
    locked_for = elapsed_s - (case.locked_since_s or 0.0)
    if case.queries == 0:
        return max(0.0, timings.query_first_s - locked_for)
    return rhythm(timings, locked_for)


def rhythm(timings: Timings, locked_for_s: float) -> float:
    """Return the pause between queries: steady inside the window, then doubling up to a minute."""
    if locked_for_s < timings.query_window_s:
        return timings.query_every_s
    windows = locked_for_s / timings.query_window_s
    return float(min(_SLOWEST_S, timings.query_every_s * 2 ** min(windows, 5.0)))
