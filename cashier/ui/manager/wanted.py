"""What the list of failures is to show: four choices, and the filter that history understands."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from cashier.cases.outcome import Outcome
from cashier.history.model import CaseFilter

TIMES = ("shift", "today", "all")
ANY = ""
OPEN = "open"
OUTCOMES = (ANY, OPEN, *(outcome.value for outcome in Outcome))
SIDES = (ANY, "customer", "merchant", "network", "provider", "code", "none")
METHODS = (
    ANY, "fenfu", "wechat", "alipay", "alipay_instalment",
    "unionpay", "ecny", "card", "card_instalment",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wanted:
    """The choices of the page; an empty one lets everything through."""

    time: str = "shift"
    outcome: str = ANY
    side: str = ANY
    method: str = ANY

    @property
    def narrowed(self) -> bool:
        """Whether more than the time is chosen."""
        return bool(self.outcome or self.side or self.method)

    def as_filter(self, shift: str | None, now: datetime) -> CaseFilter:
        """Return the filter; `shift` is the present one, None while it is not known."""
        begin, end = _day(now) if self.time == "today" else (None, None)
        is_open = self.outcome == OPEN
        return CaseFilter(
            opened_from=begin,
            opened_before=end,
            side=self.side or None,
            method=self.method or None,
            outcome=None if is_open else self.outcome or None,
            open=True if is_open else None,
            # No case has an empty shift: without a shift there is nothing to list.
            shift=(shift or "") if self.time == "shift" else None,
        )


def _day(now: datetime) -> tuple[datetime, datetime]:
    """Return midnight before and after, as the shop's clock has them."""
    local = now.astimezone().date()
    begin = datetime.combine(local, time()).astimezone()
    return begin, datetime.combine(local + timedelta(days=1), time()).astimezone()
