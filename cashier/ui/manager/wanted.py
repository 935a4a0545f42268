"""What the list of failures is to show: choices that combine, and the filter that history knows."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from cashier.cases.outcome import Outcome
from cashier.core.money import Money
from cashier.history.model import CaseFilter, WeekPart

TIMES = ("shift", "today", "week", "month", "all")
ANY = ""
OPEN = "open"
OUTCOMES = (ANY, OPEN, *(outcome.value for outcome in Outcome))
SIDES = (ANY, "customer", "merchant", "network", "provider", "code", "none")
METHODS = (
    ANY, "fenfu", "wechat", "alipay", "alipay_instalment",
    "unionpay", "ecny", "card", "card_instalment",
)  # fmt: skip
AMOUNTS = (ANY, "20", "100", "500", "more")
_BOUNDS = {
    "20": (None, 1999),
    "100": (2000, 9999),
    "500": (10000, 49999),
    "more": (50000, None),
}
_DAYS = {"today": 1, "week": 7, "month": 30}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The choices of the page; an empty one lets everything through."""

    time: str = "shift"
    outcome: str = ANY
    side: str = ANY
    method: str = ANY
    cause: str = ANY
    cashier: str = ANY
    amount: str = ANY
    text: str = ""
    week: WeekPart | None = None

    @property
    def narrowed(self) -> bool:
        """Whether more than the time is chosen."""
        chosen = (self.outcome, self.side, self.method, self.cause, self.cashier, self.amount)
        return any(chosen) or bool(self.text) or self.week is not None

    def with_choice(self, kind: str, value: str) -> "Wanted":
        """Return the choices with one of them, named by its field, changed to a word."""
        changed: dict[str, Any] = {kind: value}
        return replace(self, **changed)

    def as_filter(self, shift: str | None, now: datetime) -> CaseFilter:
        """Return the filter; `shift` is the present one, None while it is not known."""
        begin, end = period(self.time, now)
        is_open = self.outcome == OPEN
        least, most = _BOUNDS.get(self.amount, (None, None))
        return CaseFilter(
            opened_from=begin,
            opened_before=end,
            week=self.week,
            cause=self.cause or None,
            side=self.side or None,
            method=self.method or None,
            outcome=None if is_open else self.outcome or None,
            open=True if is_open else None,
            # No case has an empty shift: without a shift there is nothing to list.
            shift=(shift or "") if self.time == "shift" else None,
            cashier=self.cashier or None,
            least=Money(least) if least is not None else None,
            most=Money(most) if most is not None else None,
            text=self.text or None,
        )


def period(name: str, now: datetime) -> tuple[datetime | None, datetime | None]:
    """Return the midnights round so many days up to today; open ends for all other times."""
    if name not in _DAYS:
        return None, None
    today = now.astimezone().date()
    first = today - timedelta(days=_DAYS[name] - 1)
    begin = datetime.combine(first, time()).astimezone()
    return begin, datetime.combine(today + timedelta(days=1), time()).astimezone()
