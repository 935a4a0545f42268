"""Takes out of the backups what spoke of a customer's credit, once the case has ended.

A case that was open when a backup was made has its register texts in there. When it ends, the
history drops those that speak of credit; here the backups follow. Such a backup is written anew
beside the old one, checked like any other, and only then put in its place: its chain stays as it
was. It also learns how those cases ended, so that none of them is open again when it is brought
back.
"""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from cashier.history import beside, carry, caselist, chain_table, log, meta, search, settled, tables
from cashier.history.backup import Backup, GiveWay, check_file, sync
from cashier.history.chain import Link
from cashier.history.database import writing_alone
from cashier.history.errors import (
    BackupStopped,
    BackupUnsound,
    StorageFailed,
    sqlite_errors_as_ours,
)
from cashier.history.model import CaseRow, to_text
from cashier.history.privacy import Privacy
from cashier.history.reading import read_only
from cashier.history.rules import Rules

_EVENTS = tables.events.c
_PARTIAL = "history.thinning"
_ENDED = "ended"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Ended:
    """Cases that ended after a backup was made, and what happened to them since."""

    rows: tuple[CaseRow, ...]
    links: tuple[Link, ...]


def find(live: Connection, backup: Backup, privacy: Privacy) -> Ended | None:
    """Return the ended cases of whose credit a backup still tells; None where there is none.

    Raises:
        DatabaseDamaged, StorageFailed: the backup cannot be read.
    """
    after = backup.head.seq if chain_table.holds(live, backup.head) else 0
    rows = caselist.with_ids(live, _dropped(live, after))
    if not rows:
        return None
    with sqlite_errors_as_ours(backup.path), read_only(backup.path, still=True) as reader:
        if not chain_table.has(reader.connection, tables.beside.name):
            return None
        told = tuple(row for row in rows if _tells(reader.connection, row, privacy))
    return Ended(told, _since(live, told, after)) if told else None


def rewrite(backup: Backup, ended: Ended, give_way: GiveWay) -> None:
    """Put a backup that does not tell of these cases' credit in the place of one that does.

    Raises:
        BackupStopped: `give_way` asked for an end; the old one stays.
        BackupUnsound: what was written is not the same chain; the old one stays.
        StorageFull, StorageFailed: the disk has no room for it, or refuses; the old one stays.
    """
    partial = backup.path.with_name(_PARTIAL)
    try:
        _copy(backup.path, partial, give_way)
        with sqlite_errors_as_ours(partial), writing_alone(partial) as connection:
            log.drop_texts(connection, [row.case_id for row in ended.rows])
            search.tidy(connection)
            _note(connection, ended)
        report = check_file(partial, give_way)
        if not report.sound or not backup.head.is_of(report.head.seq, report.head.hash):
            raise BackupUnsound(reason=str(report.fault), seq=report.at_seq or 0)
        sync(partial)
        partial.replace(backup.path)
        sync(backup.path.parent)
    except OSError as error:
        raise StorageFailed(file=str(partial), reason=error.strerror or "copy") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def end_cases(into: Connection, rules: Rules) -> None:
    """Let cases end whose end a backup has noted, but for those whose end is in the chain already.

    Without this a case whose texts are gone would be open again, and nobody could tell any more
    what the register had said of it.
    """
    noted = json.loads(meta.read(into, _ENDED) or "{}")
    links = [
        link
        for row in caselist.with_ids(into, noted)
        if row.open
        for link in _ending(row, noted[row.case_id])
    ]
    if noted:
        carry.take_news(into, links, rules)
        meta.write(into, _ENDED, "")


def _ending(row: CaseRow, noted: list[Any]) -> Iterator[Link]:
    """Yield what happened to a case until it ended, and how it stood without its texts."""
    state, still_open, events = noted
    at = to_text(row.opened_at)
    for kind, at, body in events:
        yield Link(0, row.case_id, kind, at, body, "", "")
    stood = settled.dropped_record([replace(row, state=state, open=still_open)], at)
    yield Link(0, None, settled.DROPPED, at, json.dumps(stood), "", "")


def _dropped(live: Connection, after: int) -> set[str]:
    """Return the cases whose texts were dropped after this place in the chain."""
    query = select(_EVENTS.body).where(_EVENTS.kind == settled.DROPPED, _EVENTS.seq > after)
    found = live.execute(query).scalars()
    return {
        case_id
        for body in found
        for case_id in settled.standings(chain_table.record_of(settled.DROPPED, body))
    }


def _tells(backup: Connection, row: CaseRow, privacy: Privacy) -> bool:
    texts = beside.of_case(backup, row.case_id).values()
    return bool(texts) and privacy.speaks_of_credit(row.cause_kept, texts)


def _since(live: Connection, rows: tuple[CaseRow, ...], after: int) -> tuple[Link, ...]:
    ids = {row.case_id for row in rows}
    return tuple(link for link in chain_table.links(live, after) if link.case_id in ids)


def _note(connection: Connection, ended: Ended) -> None:
    noted = json.loads(meta.read(connection, _ENDED) or "{}")
    for row in ended.rows:
        events = [(one.kind, one.at, one.body) for one in ended.links if one.case_id == row.case_id]
        noted[row.case_id] = [row.state, row.open, events]
    meta.write(connection, _ENDED, json.dumps(noted, ensure_ascii=False))


def _copy(source: Path, target: Path, give_way: GiveWay) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    with source.open("rb") as read, target.open("wb") as written:
        while block := read.read(_BLOCK):
            written.write(block)
            # Little by little: a sync of everything at the end would hold up the till.
            written.flush()
            os.fsync(written.fileno())
            if not give_way():
                raise BackupStopped
