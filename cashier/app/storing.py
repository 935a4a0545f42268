"""Opens the history, and what stands in for it where it cannot be opened."""

from pathlib import Path

from cashier.core.clock import Clock
from cashier.core.errors import CashierError
from cashier.core.paths import Home
from cashier.history.derive import judge_by_replay
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook

_SPARE = "history.spare.sqlite"
# A case must not wait for another program that holds the history; what is written waits instead.
_PATIENCE_S = 0.3


def open_history(
    home: Home, playbook: Playbook, clock: Clock, passing: Path, problems: list[CashierError]
) -> Store:
    """Open the history; if it cannot be, keep today's cases in a spare file and say so.

    Args:
        home: where it lies.
        playbook: what its cases are replayed with.
        clock: time.
        passing: a folder that ends with the program, the last resort.
        problems: takes what went wrong.
    """
    credit = frozenset(cause.id for cause in playbook.causes if cause.credit)
    rules = Rules(Privacy(credit), judge_by_replay(playbook))
    options = StoreOptions(clock, rules, busy_s=_PATIENCE_S, alone=True)
    spare = home.database.with_name(_SPARE)
    try:
        opened = Store.open(home.database, options)
    except CashierError as error:
        problems.append(error)
        store = _open_spare(spare, passing / _SPARE, options)
        store.stand_in_for(home.database, options)
        return store
    if opened.problem is not None:
        problems.append(opened.problem)
    try:
        opened.store.take_in(spare)
    except CashierError as error:
        problems.append(error)
    return opened.store


def _open_spare(beside: Path, passing: Path, options: StoreOptions) -> Store:
    """Open a file that stands in for the history: beside it, else where it ends with us."""
    try:
        return Store.open(beside, options).store
    except CashierError:
        return Store.open(passing, options).store
