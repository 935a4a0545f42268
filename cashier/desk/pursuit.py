"""When to ask the provider next about an order. Pure: it only answers how long.

An order is asked about until the provider itself has said how it ended. The first query and the
rhythm inside the window come from the playbook; afterwards the rhythm slows down step by step but
does not stop, for as long as a provider still takes orders back (seven days). It never reverses.

Not only an order in doubt is followed. One that counts as paid by a person's word is asked about as
well: a slip of the finger would give the goods away. One that counts as failed because of what the
register shows is asked about for an hour: a wrong tap on the list of messages must not hide a
payment that goes through.
"""

from enum import Enum, auto

from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.diagnosis.order import MoneyState
from cashier.playbook.timings import Timings

_SLOWEST_S = 60.0
_HOUR_S = 3600.0
# (seconds since the order was first in doubt, pause between queries from then on)
_SLOWER_STILL = ((24 * _HOUR_S, _HOUR_S), (_HOUR_S, 300.0))
_SLIP_S = _HOUR_S
LONGEST_S = 7 * 24 * _HOUR_S
"""How long an order is followed at most: so long WeChat Pay lets it be taken back."""


class Aim(Enum):
    """Why an order is asked about."""

    doubt = auto()
    word = auto()
    slip = auto()


def aim_of(case: Case) -> Aim | None:
    """Return why the provider is asked about a case's order; None when nothing is to be learnt."""
    if case.settled_by_provider or case.outcome is Outcome.cancelled:
        return None
    state = case.known.state
    if state is MoneyState.unknown:
        return Aim.doubt
    if state is MoneyState.paid:
        return Aim.word if case.paid_by_word else None
    by_register = any(name.startswith("register.") for name in case.known.because)
    return Aim.slip if state is MoneyState.failed and by_register else None


def next_query_in(case: Case, followed_for: float, *, asked: bool) -> float | None:
    """Return the seconds until the next query, or None when there is nothing to ask any more.

    Args:
        case: the case as it stands.
        followed_for: for how many seconds this order has been followed.
        asked: whether it was asked about before.
    """
    aim, timings = aim_of(case), case.playbook.timings
    if aim is None or followed_for >= LONGEST_S:
        return None
    if aim is Aim.slip and followed_for >= _SLIP_S:
        return None
    if not asked:
        first_s = timings.query_first_s if aim is Aim.doubt else 0.0
        return max(0.0, first_s - followed_for)
    return rhythm(timings, followed_for)


def look_again_in(timings: Timings, due_s: float, now_s: float) -> float:
    """Return the seconds until a look that is due at `due_s`; one that failed is tried again."""
    return max(0.0, due_s - now_s) or rhythm(timings, now_s - due_s)


def rhythm(timings: Timings, followed_for_s: float) -> float:
    """Return the pause between queries: steady inside the window, then slower and slower."""
    if followed_for_s < timings.query_window_s:
        return timings.query_every_s
    for from_s, pause_s in _SLOWER_STILL:
        if followed_for_s >= from_s:
            return pause_s
    windows = followed_for_s / timings.query_window_s
    return float(min(_SLOWEST_S, timings.query_every_s * 2 ** min(windows, 5.0)))
