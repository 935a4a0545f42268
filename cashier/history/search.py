"""Finds cases by what their register showed: any piece of the text, in any script.

Texts are kept once more in `texts`, folded (width, case), with a trigram index over them. Pieces
of one or two signs, such as most Chinese words, are too short for it and are looked for one by one.
Both ways find exactly the texts that hold the piece.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, Select, column, delete, insert, or_, select, text

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.core.money import Money, MoneyInvalid
from cashier.history import tables
from cashier.playbook.evidence import UNKNOWN

SEARCHED = frozenset({"register.text", "register.code"})
LONGEST = 100

_CASES = tables.cases.c
_TEXTS = tables.texts.c
_TRIGRAM = 3
_TAIL = re.compile(r"\d{2,6}")
_NEW_TEXT = insert(tables.texts)
_NEW_ENTRY = text("INSERT INTO texts_index(rowid, text) VALUES (:seq, :text)")
_OLD_ENTRY = text(
    "INSERT INTO texts_index(texts_index, rowid, text) "
    "SELECT 'delete', seq, text FROM texts WHERE seq = :wanted"
)
_COMMAND = text("INSERT INTO texts_index(texts_index) VALUES (:command)")


@dataclass(frozen=True, slots=True)
class Text:
    """What a register showed in one event of a case, as it is searched."""

    seq: int
    case_seq: int
    text: str


def text_of(event: Event, seq: int, case_seq: int) -> Text | None:
    """Return what can be found of an event; None when it says nothing of the register."""
    if not isinstance(event, happened.EvidenceSeen) or event.evidence.name not in SEARCHED:
        return None
    if event.evidence.value == UNKNOWN:
        # It was never read, or is no longer kept.
        return None
    found = folded(event.evidence.value)
    return Text(seq, case_seq, found) if found else None


def write(connection: Connection, texts: Iterable[Text]) -> None:
    """Add texts."""
    values = [{"seq": one.seq, "case_seq": one.case_seq, "text": one.text} for one in texts]
    if values:
        connection.execute(_NEW_TEXT, values)
        connection.execute(_NEW_ENTRY, values)


def forget(connection: Connection, seqs: Iterable[int]) -> None:
    """Take the texts of these events out, and what the index remembers of them."""
    for seq in seqs:
        connection.execute(_OLD_ENTRY, {"wanted": seq})
        connection.execute(delete(tables.texts).where(_TEXTS.seq == seq))


def tidy(connection: Connection) -> None:
    """Drop from the index what forgetting only marked, by merging it; for a quiet hour."""
    connection.execute(_COMMAND, {"command": "optimize"})


def clear(connection: Connection) -> None:
    """Take all texts out, before they are read from the chain anew."""
    connection.execute(delete(tables.texts))
    connection.execute(_COMMAND, {"command": "delete-all"})


def folded(said: str) -> str:
    """Return a text as it is searched: one width, one case, single blanks."""
    plain = unicodedata.normalize("NFKC", said).casefold()
    return " ".join("".join(char if char.isprintable() else " " for char in plain).split())


def matching(asked: str) -> ColumnElement[bool]:
    """Return the condition on a case for what somebody typed into the search field.

    The register's text holds it, or the order number ends in these digits, or it is the amount.
    """
    wanted = folded(asked[:LONGEST])
    ways: list[ColumnElement[bool]] = [_CASES.opened_seq.in_(_cases_with(wanted))]
    if _TAIL.fullmatch(wanted):
        ways.append(_CASES.order_tail.endswith(wanted, autoescape=True))
    amount = _amount(wanted)
    if amount is not None:
        ways.append(_CASES.amount_fen == amount.fen)
    return or_(*ways)


def _cases_with(wanted: str) -> Select[tuple[int]]:
    found = select(_TEXTS.case_seq)
    if len(wanted) < _TRIGRAM:
        return found.where(_TEXTS.text.contains(wanted, autoescape=True))
    quoted = '"' + wanted.replace('"', '""') + '"'
    hits = text("SELECT rowid FROM texts_index WHERE texts_index MATCH :wanted")
    return found.where(_TEXTS.seq.in_(hits.bindparams(wanted=quoted).columns(column("rowid"))))


def _amount(wanted: str) -> Money | None:
    try:
        return Money.parse(wanted)
    except MoneyInvalid:
        return None
