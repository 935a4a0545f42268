"""Builds events of made-up cases and stores to keep them in, with defaults that read well."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from cashier.cases import events as happened
from cashier.cases.events import Event
from cashier.cases.outcome import Mood, Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.diagnosis.order import OrderKind
from cashier.history.counting import Failure, count_up
from cashier.history.figures import PeriodFigures
from cashier.history.model import CaseRow, Judge
from cashier.history.privacy import Privacy
from cashier.history.rules import Rules, StoreOptions
from cashier.history.store import Store
from cashier.playbook.evidence import Evidence

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SCRIPTS = st.sampled_from(["customer.fenfu_limit", "code.expired", "lock-wait"])
CAUSES = st.sampled_from(["", "customer.fenfu_limit", "network.dns", "unclear"])
QUESTIONS = st.sampled_from(["ask.fenfu_choice", "ask.others_pay"])
VERSIONS = st.sampled_from(["", "a", "b"])
CREDIT = frozenset({"customer.fenfu_limit", "customer.fenfu_frozen", "customer.fenfu_not_open"})


@dataclass(frozen=True, slots=True)
class Sale:
    """A failed payment in one piece: the register's answer is final, so nothing was charged."""

    case_id: str
    at: datetime = NOON
    method: str | None = "fenfu"
    fen: int | None = 1600
    outcome: Outcome | None = Outcome.paid_other
    paid_by: str | None = "wechat"
    cause: str = "customer.fenfu_limit"
    waited_s: float = 38.0
    confirmed: bool = False

    def events(self) -> list[Event]:
        """What happened, from opening to close."""
        opened = happened.CaseOpened(
            case_id=self.case_id,
            at=self.at,
            elapsed_s=0.0,
            till="till-1",
            cashier="小李",
            method=self.method,
            amount=Money(self.fen) if self.fen is not None else None,
            order_tail="123456",
        )
        told = happened.EvidenceSeen(
            case_id=self.case_id,
            at=self.at + timedelta(seconds=2),
            elapsed_s=2.0,
            evidence=Evidence("register.code", "wechat/NOTENOUGH", "clerk", self.at),
        )
        return [opened, told, *self._end()]

    def _end(self) -> list[Event]:
        if self.outcome is None:
            return []
        at = self.at + timedelta(seconds=self.waited_s)
        closed = happened.CaseClosed(
            case_id=self.case_id,
            at=at,
            elapsed_s=self.waited_s,
            outcome=self.outcome,
            method=self.paid_by if self.outcome is Outcome.paid_other else None,
            mood=Mood.fine,
            cause=self.cause,
            confirmed=self.confirmed,
        )
        return [closed]


def options(
    clock: ManualClock | None = None,
    *,
    judge: Judge | None = None,
    quarantine: bool = True,
    busy_s: float = 0.2,
    alone: bool = False,
) -> StoreOptions:
    """Open as the program does, with a clock that stands still and little patience."""
    rules = Rules(Privacy(CREDIT), judge)
    return StoreOptions(
        clock or ManualClock(NOON), rules, busy_s=busy_s, quarantine=quarantine, alone=alone
    )


def open_store(path: Path, clock: ManualClock | None = None) -> Store:
    """Open a sound store."""
    opened = Store.open(path, options(clock))
    assert opened.problem is None
    return opened.store


def spoil(path: Path) -> None:
    """Damage the file so that it is set aside, with nothing that can be read."""
    with path.open("r+b") as file:
        file.write(b"gone" * 25)


def lose_a_table(path: Path) -> None:
    """Damage the file so that it is set aside, and its events can still be read."""
    raw = sqlite3.connect(path)
    raw.execute("DROP TABLE shift_counts")
    raw.close()


def without_guards(path: Path, change: str) -> None:
    """Change the file as somebody would who knows how to take the guards off."""
    raw = sqlite3.connect(path)
    for trigger in ("events_no_update", "events_no_delete", "events_in_order"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute(change)
    raw.commit()
    raw.close()


def any_events(case_ids: tuple[str, ...] = ("A", "B", "C")) -> st.SearchStrategy[list[Event]]:
    """Any list of events, in any order, also such as no desk would send."""
    common = _common(case_ids)
    words = st.text(max_size=40)
    some_words = st.text(min_size=1, max_size=40)
    money = st.none() | st.builds(Money, st.integers(0, 10**11))
    method = st.none() | st.sampled_from(["fenfu", "wechat", "alipay", "cash"])
    kinds: list[st.SearchStrategy[Event]] = [
        st.builds(
            happened.CaseOpened,
            **common,
            till=some_words,
            cashier=words,
            method=method,
            amount=money,
            order_kind=st.sampled_from(OrderKind),
            order_tail=words,
        ),
        st.builds(happened.DetailsNoted, **common, amount=money, method=method, order_tail=words),
        st.builds(
            happened.EvidenceSeen,
            **common,
            evidence=st.builds(
                Evidence,
                st.sampled_from(["register.text", "ask.fenfu_choice", "code.clarity"]),
                words,
                st.none() | st.just("clerk"),
                st.none() | common["at"],
            ),
        ),
        st.builds(happened.QuestionAnswered, **common, name=QUESTIONS, value=some_words),
        st.builds(happened.ChargeLocked, **common),
        st.builds(happened.LockRestored, **common),
        st.builds(
            happened.OrderAnswered,
            **common,
            state=st.sampled_from(["paid", "paying", "not_paid", "reversed", "unknown"]),
            source=st.sampled_from(["clerk", "wechat"]),
        ),
        st.builds(happened.LockOverridden, **common, by=some_words),
        st.builds(happened.PaymentClaimed, **common),
        st.builds(happened.RulesFired, **common, rules=st.lists(some_words).map(tuple)),
        st.builds(happened.ScriptShown, **common, script=SCRIPTS, version=VERSIONS),
        st.builds(happened.MethodSwitched, **common, method=st.sampled_from(["wechat", "cash"])),
        st.builds(
            happened.CaseClosed,
            **common,
            outcome=st.sampled_from(Outcome),
            method=method,
            mood=st.none() | st.sampled_from(Mood),
            cause=CAUSES,
            confirmed=st.booleans(),
        ),
    ]
    return st.lists(st.one_of(kinds), max_size=25)


def _common(case_ids: tuple[str, ...]) -> dict[str, st.SearchStrategy[Any]]:
    """What every event carries."""
    return {
        "case_id": st.sampled_from(case_ids),
        "at": st.integers(0, 4_000_000_000).map(lambda s: datetime.fromtimestamp(s, UTC)),
        "elapsed_s": st.floats(0, 1e6),
    }


def of_rows(rows: Iterable[CaseRow]) -> PeriodFigures:
    """Count up the figures of rows in memory."""
    return count_up(
        Failure(
            outcome=row.outcome,
            open=row.open,
            side=row.side,
            cause=row.cause_kept,
            method_failed=row.method_failed,
            method_switched=row.method_switched,
            method_paid=row.method_paid,
            mood=row.mood,
            fen=row.amount.fen if row.amount is not None else None,
            waited_s=row.waited_s,
            said_s=row.said_s,
        )
        for row in rows
    )
