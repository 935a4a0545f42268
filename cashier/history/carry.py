"""Brings what one file of a till's history holds into another: after damage, after a full disk.

The chain of the receiving file goes on; the events are taken over as they were kept, with their own
times. Nothing is ever taken out of the file they come from.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from cashier.core.clock import Clock
from cashier.history import beside, caselist, chain_table, log, meta, rederive, shifts, tables
from cashier.history.beside import Beside
from cashier.history.chain import Head, Link, fault_after
from cashier.history.model import CaseFilter
from cashier.history.reading import read_only
from cashier.history.rederive import Carried
from cashier.history.rules import Rules
from cashier.history.shifts import Handover

_HIDDEN = re.compile(rf"{beside.MARK}[0-9a-f]{{64}}")


def salvage(damaged: Path, into: Connection, rules: Rules) -> int:
    """Take from a damaged file the events that continue this very chain, as far as they are sound.

    Returns how many. Each event carries the hash of the one before, so none can be wrong; the first
    one that cannot be read ends it.
    """
    found = 0
    # What cannot be read, be it all of it or only the counters, is simply not there.
    with suppress(DBAPIError, sqlite3.Error), read_only(damaged, still=False) as reader:
        start, source = chain_table.head(into), reader.connection
        sound = _sound(chain_table.links(source, start.seq), start)
        found = rederive.append_kept(into, _with_texts(source, sound), rules)
        rederive.merge_counts(into, rederive.counts(source) if found else ())
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
        still_open = [row.case_id for row in caselist.rows(into, CaseFilter(open=True), None)]
        record = shifts.closed_record(running.id, now, Handover(), still_open)
        log.append_shift(into, record, now, rules)
    news = _news(_with_texts(source, chain_table.links(source, start)), into)
    found = rederive.append_kept(into, news, rules)
    rederive.merge_counts(into, rederive.counts(source))
    meta.note_taken(into, name, chain_table.head(source).seq)
    return found


def take_news(into: Connection, links: Iterable[Link], rules: Rules) -> int:
    """Append events that were noted without their texts, where this file does not have them."""
    return rederive.append_kept(into, _news(((item, None) for item in links), into), rules)


def _with_texts(source: Connection, links: Iterator[Link]) -> Iterator[Carried]:
    """Hand events on with what stands beside them, where that is what the event vouches for."""
    kept = chain_table.has(source, tables.beside.name)
    for item in links:
        found = _text(source, item.seq) if kept and beside.MARK in item.body else None
        proved = found and beside.MARK + beside.commitment(found.salt, found.text) in item.body
        yield item, found if proved else None


def _text(source: Connection, seq: int) -> Beside | None:
    with suppress(DBAPIError, sqlite3.Error):
        return beside.at(source, seq)
    return None


def _news(carried: Iterator[Carried], into: Connection) -> Iterator[Carried]:
    """Leave out what the receiving file holds already: after damage, an open case is written anew.

    Two events of a case are the same when every word of them is, the moment included. A text is
    hidden by another salt in each file, so the texts themselves are compared where both still are.
    """
    known: dict[str, dict[str, set[str | None]]] = {}
    for item, text in carried:
        if item.case_id is not None:
            if item.case_id not in known:
                known[item.case_id] = _told(into, item.case_id)
            said = known[item.case_id].get(_bare(item.body), set())
            if said and (text is None or text.text in said or None in said):
                continue
        yield item, text


def _told(into: Connection, case_id: str) -> dict[str, set[str | None]]:
    """Return the events of a case as they stand in the file, each with what may stand beside it."""
    texts = beside.of_case(into, case_id)
    told: dict[str, set[str | None]] = {}
    for seq, body in chain_table.bodies(into, case_id):
        told.setdefault(_bare(body), set()).add(texts.get(seq))
    return told


def _bare(body: str) -> str:
    return _HIDDEN.sub(beside.MARK, body)


def _common(one: Connection, other: Connection) -> int:
    """Return the last place at which two chains hold the same event; 0 when none is shared.

    Where two chains agree, they agree on everything before.
    """
    low = max(chain_table.base(one).seq, chain_table.base(other).seq)
    high = min(chain_table.head(one).seq, chain_table.head(other).seq)
    if low > high or not _agree(one, other, low):
        return 0
    while low < high:
        middle = (low + high + 1) // 2
        if _agree(one, other, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _agree(one: Connection, other: Connection, place: int) -> bool:
    return chain_table.hash_at(one, place) == chain_table.hash_at(other, place)


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
