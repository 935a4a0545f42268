"""A shift with a bit of everything, a desk that answers from it, and a book with all words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.core.words import Words
from cashier.desk.guidance_views import Confirmed, Deliver, GuidanceView, TryWish
from cashier.desk.manager import ManagerView
from cashier.history import figures
from cashier.history.chain import Head
from cashier.history.figures import ShiftFigures
from cashier.history.model import CaseFilter, CaseRow, Shift
from cashier.ui.look import Look, Taste
from cashier.ui.words import CATALOGUES, Book
from tests.ui.fixtures import MONOTONIC, NOW
from tests.ui.manager.guides import guide

MORE = tuple(name for name in ("manager",) if name not in CATALOGUES)
SHIFT = Shift("S1", NOW - timedelta(hours=6, minutes=32), "李敏")
BEFORE = Shift("S0", NOW - timedelta(hours=14), "王芳", SHIFT.opened_at)


def book(language: str = "zh_CN") -> Book:
    """Return the words of the window, with the manager's."""
    return Book(language, lambda name: Words(name, (*CATALOGUES, *MORE)))


def look(language: str = "zh_CN", theme: str = "light") -> Look:
    """Return how the window looks, at a fixed time."""
    taste = Taste(language, theme)
    return Look(taste, ManualClock(NOW, MONOTONIC), book(language))


def case(number: int, minutes: float, **more: Any) -> CaseRow:
    """Return a closed case, `minutes` ago, paid another way if nothing else is said."""
    at = NOW - timedelta(minutes=minutes)
    row = CaseRow(
        f"c{number:02d}",
        opened_seq=100 - number,
        opened_at=at,
        closed_at=at + timedelta(seconds=52),
        shift_id=SHIFT.id,
        till="2",
        amount=Money(1600),
        order_tail=f"{204100 + number}",
        method_failed="fenfu",
        method_switched="wechat",
        method_paid="wechat",
        cause_kept="customer.account",
        side="customer",
        outcome="paid_other",
        state="failed",
        waited_s=52.0,
        open=False,
    )
    return replace(row, **more)


def same(number: int, minutes: float, cause: str, **more: Any) -> CaseRow:
    """Return a case that was paid the same way in the end."""
    fields: dict[str, Any] = {
        "outcome": "paid_same",
        "method_switched": "",
        "method_paid": more.get("method_failed", "fenfu"),
        "cause_kept": cause,
        "side": cause.partition(".")[0],
        "state": "paid",
    }
    return case(number, minutes, **(fields | more))


GOING: dict[str, Any] = {"outcome": "", "closed_at": None, "waited_s": None, "open": True,
                         "cause_kept": "", "side": "none", "method_switched": "",
                         "method_paid": ""}  # fmt: skip
PENDING = "customer.password_pending"
ROWS = (
    case(1, 1, amount=Money(3200), method_failed="wechat", state="unknown", **GOING),
    case(2, 10),
    same(3, 45, "code.glare", amount=Money(4850), method_failed="alipay", waited_s=19.0),
    case(4, 82, amount=Money(12600), outcome="customer_left", cause_kept="provider.outage",
         side="provider", method_paid="", method_switched="", waited_s=125.0),
    same(5, 104, PENDING, amount=Money(2380), method_failed="wechat", waited_s=31.0),
    same(6, 121, "code.expired", amount=Money(990), method_failed="wechat", waited_s=14.0),
    same(7, 146, PENDING, amount=Money(6700), waited_s=28.0),
    case(8, 192, amount=Money(990), cause_kept="customer.phone_offline", method_paid="cash",
         waited_s=47.0),
    case(9, 230, amount=Money(21000), method_failed="", cause_kept="network.shop_offline",
         side="network", method_paid="cash", waited_s=96.0),
    same(10, 260, PENDING, amount=Money(3550), waited_s=70.0),
    same(11, 270, "code.glare", amount=None, waited_s=22.0),
    case(12, 290, amount=Money(88000), state="paid"),
    case(13, 301, method_paid="alipay_instalment", amount=Money(123450)),
    case(14, 320, outcome="cancelled", method_paid="", cause_kept="", side="none"),
    same(15, 333, PENDING, amount=Money(1200)),
)  # fmt: skip
OLD = (
    case(20, 60 * 9, shift_id=BEFORE.id, state="unknown", outcome="check_later", open=True,
         closed_at=None, method_paid="", amount=Money(4500)),
    case(21, 60 * 26, shift_id=BEFORE.id),
)  # fmt: skip
TROUBLE = (PENDING, "code.glare", "customer.account", "merchant.clock_skew", "network.dns",
           "provider.bank", "unclear", "gone.cause")  # fmt: skip
BUSY = tuple(
    case(30 + number, 5 + number * 9, cause_kept=cause, side=cause.partition(".")[0],
         outcome="customer_left" if number % 5 == 4 else "paid_other")
    for number, cause in enumerate(TROUBLE[n % 3 if n % 2 else n % 6] for n in range(40))
)  # fmt: skip


def view(rows: tuple[CaseRow, ...], wanted: CaseFilter = CaseFilter()) -> ManagerView:  # noqa: B008
    """Return what the desk would say."""
    mine = [row for row in rows if row.shift_id == SHIFT.id]
    summary = ShiftFigures(SHIFT, figures.of_rows(mine), Head())
    return ManagerView(summary, tuple(row for row in rows if fits(row, wanted)), wanted)


def fits(row: CaseRow, wanted: CaseFilter) -> bool:
    """Whether a row fits, as the history would have it."""
    pairs = (
        (wanted.side, row.side),
        (wanted.method, row.method_failed),
        (wanted.outcome, row.outcome),
        (wanted.open, row.open),
        (wanted.shift, row.shift_id),
    )
    in_time = (wanted.opened_from is None or row.opened_at >= wanted.opened_from) and (
        wanted.opened_before is None or row.opened_at < wanted.opened_before
    )
    return in_time and all(asked is None or asked == has for asked, has in pairs)


@dataclass
class Desk:
    """Answers at once from its rows; with `hold`, when it is told to."""

    rows: tuple[CaseRow, ...] = ROWS + OLD
    no_shift: bool = False
    hold: bool = False
    asked: list[CaseFilter] = field(default_factory=list)
    resumed: list[str] = field(default_factory=list)
    shifts: int = 0
    held: list[Callable[[], None]] = field(default_factory=list)
    guide: GuidanceView | None = None
    after: GuidanceView | None = None
    wishes: list[TryWish] = field(default_factory=list)
    changes: list[Confirmed] = field(default_factory=list)

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        self.asked.append(wanted)
        said = view(self.rows, wanted)
        if self.no_shift:
            said = replace(said, summary=None, rows=())

        def answer() -> None:
            deliver(said)

        if self.hold:
            self.held.append(answer)
        else:
            answer()

    def ask_guidance(self, wish: TryWish, deliver: Deliver) -> None:
        self.wishes.append(wish)
        deliver(self.guide or guide(wish))

    def change_guidance(self, change: Confirmed, deliver: Deliver) -> None:
        self.changes.append(change)
        deliver(self.after or guide(change.wish))

    def change_shift(self) -> None:
        self.shifts += 1

    def resume_case(self, case_id: str) -> None:
        self.resumed.append(case_id)
