"""Texts that stand beside the chain, so that they can be dropped and the chain still be followed.

What a register showed and what a person wrote at hand-over may have to go one day; the chain cannot
forget. So the chain keeps a salted hash in the text's place, and text and salt stand in a table of
their own. Once both are dropped nothing leads back from the hash, however short the text was.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, bindparam, delete, insert, select

from cashier.history import tables

MARK = "beside:"
EVIDENCE = frozenset({"register.text", "register.code", "chain.limit_check"})

_UNKNOWN = "unknown"
_NOTE = "note"
_BESIDE = tables.beside.c
_EVENTS = tables.events.c
# Built once: making a statement costs more than running it.
_OF_CASE = select(_BESIDE.seq, _BESIDE.text).where(_BESIDE.case_id == bindparam("wanted"))
_AT = select(_BESIDE.seq, _BESIDE.case_id, _BESIDE.salt, _BESIDE.text).where(
    _BESIDE.seq == bindparam("wanted")
)
_DROP_CASE = delete(tables.beside).where(_BESIDE.case_id == bindparam("wanted"))


@dataclass(frozen=True, slots=True)
class Parted:
    """A record as the chain gets it, and what stands beside; an empty salt means: nothing does."""

    record: Mapping[str, object]
    salt: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A text with the place of its event in the chain."""

    seq: int
    case_id: str | None
    salt: str
    text: str


def part(record: Mapping[str, object], salt: str) -> Parted:
    """Take out of a record the one text that may have to be dropped later."""
    evidence = record.get("evidence")
    if isinstance(evidence, Mapping):
        inner = part(evidence, salt)
        return replace(inner, record={**record, "evidence": inner.record})
    field = "value" if record.get("name") in EVIDENCE else _NOTE
    text = record.get(field)
    if not isinstance(text, str) or text in ("", _UNKNOWN):
        return Parted(record)
    return Parted({**record, field: MARK + commitment(salt, text)}, salt, text)


def commitment(salt: str, text: str) -> str:
    """Return what the chain keeps in place of a text."""
    return hashlib.sha256(f"{salt}|{text}".encode()).hexdigest()


def whole(record: Mapping[str, object], text: str | None) -> dict[str, object]:
    """Put a text back into its record; a dropped one reads `unknown`, a dropped note is empty."""
    return {name: _filled(name, value, text) for name, value in record.items()}


def keep(connection: Connection, texts: Iterable[Beside]) -> None:
    """Store texts beside the events that were just appended."""
    values = [
        {"seq": one.seq, "case_id": one.case_id, "salt": one.salt, "text": one.text}
        for one in texts
    ]
    if values:
        connection.execute(insert(tables.beside), values)


def every(connection: Connection) -> dict[int, str]:
    """Return all texts by the place of their events."""
    return {row.seq: row.text for row in connection.execute(select(_BESIDE.seq, _BESIDE.text))}


def of_case(connection: Connection, case_id: str) -> dict[int, str]:
    """Return the texts of a case by the place of their events."""
    found = connection.execute(_OF_CASE, {"wanted": case_id})
    return {row.seq: row.text for row in found}


def at(connection: Connection, seq: int) -> Beside | None:
    """Return what stands beside an event."""
    found = connection.execute(_AT, {"wanted": seq}).one_or_none()
    return Beside(*found) if found is not None else None


def drop_cases(connection: Connection, case_ids: Sequence[str]) -> list[int]:
    """Drop all texts of some cases; return the places of their events."""
    seqs = [seq for case_id in case_ids for seq in of_case(connection, case_id)]
    connection.execute(_DROP_CASE, [{"wanted": one} for one in case_ids])
    return seqs


def first_changed(connection: Connection) -> int | None:
    """Return the first event whose text is not the one that the chain vouches for."""
    query = select(_BESIDE.seq, _BESIDE.salt, _BESIDE.text, _EVENTS.body).outerjoin(
        tables.events, _EVENTS.seq == _BESIDE.seq
    )
    for row in connection.execute(query.order_by(_BESIDE.seq)):
        if row.body is None or MARK + commitment(row.salt, row.text) not in row.body:
            return int(row.seq)
    return None


def _filled(name: str, value: object, text: str | None) -> object:
    if isinstance(value, Mapping):
        return whole(value, text)
    if not isinstance(value, str) or not value.startswith(MARK) or name not in ("value", _NOTE):
        return value
    if text is not None:
        return text
    return "" if name == _NOTE else _UNKNOWN
