"""What the next shift has to know, in sentences written from the records. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cashier.core.money import Money
from cashier.history.model import CaseRow
from cashier.ui.manager.causes import cause_name
from cashier.ui.manager.figures import UNCLEAR, causes_of, grouped, in_doubt, moment, paid_twice
from cashier.ui.words import Book

_NAMED = 3
_OFTEN = 2


def what(words: Book, row: CaseRow) -> str:
    """Return amount and method of a case: `¥32.00 微信零钱`."""
    amount = words("money", amount=grouped(row.amount)) if row.amount else ""
    parts = [part for part in (amount, words.method(row.method_failed)) if part]
    return " ".join(parts) or words("amount-any")


@dataclass(frozen=True, slots=True)
class ShiftCases:
    """The cases of the shift, the open ones of whatever shift, and what time it is."""

    rows: Sequence[CaseRow]
    open_rows: Sequence[CaseRow]
    now: datetime


def facts(words: Book, cases: ShiftCases) -> list[str]:
    """Return the sentences of a hand-over, what must not be forgotten first."""
    shift_rows, open_rows, now = cases.rows, cases.open_rows, cases.now
    doubtful = [row for row in open_rows if in_doubt(row)]
    said = [_about(words, "manager-fact-unknown", row, now) for row in doubtful[:_NAMED]]
    if len(doubtful) > _NAMED:
        said.append(words("manager-fact-more", count=len(doubtful) - _NAMED))
    twice = [row for row in shift_rows if paid_twice(row)]
    said += [_about(words, "manager-fact-twice", row, now) for row in twice]
    said += _commonest(words, shift_rows)
    said += _lost(words, shift_rows)
    return said or [words("manager-fact-none")]


def _about(words: Book, key: str, row: CaseRow, now: datetime) -> str:
    return words(key, what=what(words, row), time=moment(row.opened_at, now))


def _commonest(words: Book, rows: Sequence[CaseRow]) -> list[str]:
    known = [count for count in causes_of(rows) if count.cause != UNCLEAR]
    if not known or known[0].times < _OFTEN:
        return []
    name = cause_name(words, known[0].cause)
    return [words("manager-fact-cause", cause=name, count=known[0].times)]


def _lost(words: Book, rows: Sequence[CaseRow]) -> list[str]:
    lost = [row for row in rows if row.lost]
    if not lost:
        return []
    amounts = [row.amount.fen for row in lost if row.amount is not None]
    key = "manager-fact-lost" if len(amounts) == len(lost) else "manager-fact-lost_some"
    return [words(key, count=len(lost), amount=grouped(Money(sum(amounts))))]
