"""Brings what one file of a till's history holds into another: after damage, after a full disk.

The chain of the receiving file goes on; the events are taken over as they were kept, with their own
times. Nothing is ever taken out of the file they come from.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from cashier.core.clock import Clock
from cashier.history import log, meta, shifts
from cashier.history.chain import Head, Link, fault_after
from cashier.history.model import Judge
from cashier.history.reading import read_only
from cashier.history.rules import Rules


def salvage(damaged: Path, into: Connection, judge: Judge | None) -> int:
    """Take from a damaged file the events that continue this very chain, as far as they are sound.

    Returns how many. Each event carries the hash of the one before, so none can be wrong; the first
    one that cannot be read ends it.
    """
    found = 0
    # What cannot be read, be it all of it or only the counters, is simply not there.
    with suppress(DBAPIError, sqlite3.Error), read_only(damaged, still=False) as reader:
        start = log.head(into)
        found = log.append_kept(into, _sound(log.links(reader.connection, start.seq), start), judge)
        log.merge_counts(into, log.counts(reader.connection) if found else ())
    return found


def take_over(source: Connection, into: Connection, rules: Rules, clock: Clock) -> int:
    """Append what another file of this till holds and this one does not; returns how many events.

    Doing it twice takes nothing twice, also when a power cut came between. A shift that is open in
    the receiving file ends where the other file begins one of its own.
    """
    name = meta.installation(source)
    start = max(_common(source, into), meta.taken(into, name))
    running = shifts.current(into)
    if running is not None and shifts.latest_seq(source) > start:
        now = clock.now()
        log.append_shift(into, shifts.closed_record(running.id, now, "", ""), now, rules.privacy)
    found = log.append_kept(into, _news(log.links(source, start), into), rules.judge)
    log.merge_counts(into, log.counts(source))
    meta.note_taken(into, name, log.head(source).seq)
    return found


def _news(links: Iterator[Link], into: Connection) -> Iterator[Link]:
    """Leave out what the receiving file holds already: after damage, an open case is written anew.

    Two events of a case are the same when every word of them is, the moment included.
    """
    known: dict[str, frozenset[str]] = {}
    for item in links:
        if item.case_id is not None:
            if item.case_id not in known:
                known[item.case_id] = log.bodies(into, item.case_id)
            if item.body in known[item.case_id]:
                continue
        yield item


def _common(one: Connection, other: Connection) -> int:
    """Return the last place at which two chains hold the same event; 0 when none is shared.

    Where two chains agree, they agree on everything before.
    """
    low, high = 0, min(log.head(one).seq, log.head(other).seq)
    while low < high:
        middle = (low + high + 1) // 2
        if log.holds(other, Head(middle, log.hash_at(one, middle))):
            low = middle
        else:
            high = middle - 1
    return low


def _sound(links: Iterator[Link], head: Head) -> Iterator[Link]:
    """Yield what continues `head` until something does not fit or cannot be read."""
    while True:
        try:
            item = next(links, None)
        except (DBAPIError, sqlite3.Error):
            return
        if item is None or fault_after(head, item) is not None:
            return
        head = Head(item.seq, item.hash)
        yield item
