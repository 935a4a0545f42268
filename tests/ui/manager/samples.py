"""A shift with a bit of everything, a desk that answers from it, and a book with all words."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import WhyView
from cashier.desk.guidance_views import Confirmed, Deliver, GuidanceView, TryWish
from cashier.desk.health_views import DeliverHealth, HealthPageView, HealthWish
from cashier.desk.ledger_views import (
    ChartsView,
    DeliverCharts,
    DeliverPage,
    DeliverReplay,
    PageView,
    PageWish,
    ReplayStep,
    ReplayView,
    StepKind,
)
from cashier.desk.manager import ManagerView
from cashier.desk.views import AlarmView, Phrase, Ref
from cashier.history.chain import Head
from cashier.history.charted import (
    CauseCount,
    DayCount,
    HourCount,
    ScriptSplit,
    Series,
    Waits,
    WeekCell,
)
from cashier.history.figures import ShiftFigures, Switched
from cashier.history.model import CaseFilter, CaseRow, Shift, WeekPart
from cashier.history.shifts import Handover
from cashier.ui.look import Look, Taste
from cashier.ui.words import Book
from tests.helpers.histories import of_rows
from tests.ui.conftest import read_once
from tests.ui.fixtures import MONOTONIC, NOW
from tests.ui.manager.guides import guide

SHIFT = Shift("S1", NOW - timedelta(hours=6, minutes=32), "李敏")
BEFORE = Shift(
    "S0", NOW - timedelta(hours=14), "王芳", SHIFT.opened_at, "王芳", "扫码枪有点脏，擦过了。"
)


def book(language: str = "zh_CN") -> Book:
    """Return the words of the window, with the manager's."""
    return Book(language, read_once)


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


def phrase(key: str, **args: str | Ref) -> Phrase:
    """Return a phrase with its values."""
    return Phrase(key, tuple(args.items()))


STEPS = (
    ReplayStep(0.0, StepKind.person, phrase("replay-opened"), (phrase("replay-by", who="李敏"),)),
    ReplayStep(
        1.0,
        StepKind.seen,
        phrase("replay-register"),
        (WhyView("register.text", "支付失败"), WhyView("register.code", "wechat/NOTENOUGH")),
    ),
    ReplayStep(1.0, StepKind.seen, phrase("replay-health"), (phrase("replay-health-fine"),)),
    ReplayStep(3.0, StepKind.locked, phrase("replay-locked")),
    ReplayStep(
        9.0,
        StepKind.seen,
        phrase("replay-order", state=Ref("order_state", "failed")),
        (phrase("replay-source", provider=Ref("provider", "wechat")),),
    ),
    ReplayStep(11.0, StepKind.person, WhyView("ask.others_pay", "yes")),
    ReplayStep(
        14.0,
        StepKind.judged,
        phrase("replay-judged", cause=Ref("cause", "customer.account")),
        (phrase("replay-version", version="B"),),
    ),
    ReplayStep(51.0, StepKind.person, phrase("replay-switched", method=Ref("method", "wechat"))),
    ReplayStep(
        52.0, StepKind.ended, phrase("replay-end-paid_other"), (phrase("replay-mood-fine"),)
    ),
)
SATURDAY = WeekPart(5, 18, 21)
_GLARE = (CauseCount("code.glare", "code", 5, 1, Money(900)),)
_OUTAGE = (
    CauseCount("provider.outage", "provider", 9, 19, Money(100_000)),
    CauseCount("customer.account", "customer", 7, 3, Money(20_000)),
    CauseCount("network.slow", "network", 2, 1, Money(3_400)),
)
_SIDES = ("customer", "merchant", "network", "provider", "code", "none")
SERIES = Series(
    week=(
        WeekCell(SATURDAY, 41, 23, Money(123_400), _OUTAGE),
        WeekCell(WeekPart(0, 12, 15), 6, 1, Money(900), _GLARE),
        WeekCell(WeekPart(3, 9, 12), 2, 0, Money(0), (CauseCount("code.glare", "code", 2, 0),)),
    ),
    causes=(*_OUTAGE, *_GLARE, CauseCount(PENDING, "customer", 8, 0)),
    hours=tuple(
        HourCount(hour, side, 1 + (hour * 7 + number * 5) % 23)
        for number, side in enumerate(_SIDES)
        for hour in range(8, 22, 1 + number)
    ),
    days=tuple(
        DayCount((NOW - timedelta(days=29 - day)).date(), 20, 8 + day // 3, 12 - day // 3)
        for day in range(30)
    ),
    waits=Waits.of([number * 3 % 170 for number in range(200)]),
    split=ScriptSplit(
        "lock-password",
        NOW - timedelta(days=14),
        "b",
        Waits.of([number * 3 % 170 for number in range(100)]),
        Waits.of([number * 2 % 90 for number in range(100)]),
    ),
    switched_to=(
        Switched("wechat", 36, 34),
        Switched("alipay", 17, 15),
        Switched("cash", 8, 8),
        Switched("unionpay", 6, 3),
    ),
)


def view(rows: tuple[CaseRow, ...], wanted: CaseFilter = CaseFilter()) -> ManagerView:  # noqa: B008
    """Return what the desk would say."""
    mine = [row for row in rows if row.shift_id == SHIFT.id]
    summary = ShiftFigures(SHIFT, of_rows(mine), Head())
    fitting = tuple(row for row in rows if fits(row, wanted))
    return ManagerView(summary, fitting, wanted, BEFORE)


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
    handed: list[Handover] = field(default_factory=list)
    replayed: list[str] = field(default_factory=list)
    series: Series = field(default_factory=lambda: SERIES)
    page_rows: int = 50
    held: list[Callable[[], None]] = field(default_factory=list)
    guide: GuidanceView | None = None
    after: GuidanceView | None = None
    wishes: list[TryWish] = field(default_factory=list)
    changes: list[Confirmed] = field(default_factory=list)
    alarms: tuple[AlarmView, ...] = ()
    health: HealthPageView | None = None
    periods: list[HealthWish] = field(default_factory=list)
    alarm_wishes: list[tuple[object, ...]] = field(default_factory=list)

    def ask_manager(self, wanted: CaseFilter, deliver: Callable[[ManagerView], None]) -> None:
        self.asked.append(wanted)
        said = view(self.rows, wanted)
        if self.no_shift:
            said = replace(said, summary=None, rows=())
        said = replace(said, alarms=self.alarms)

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

    def ask_page(self, wish: PageWish, deliver: DeliverPage) -> None:
        self.asked.append(wish.wanted)
        said = view(self.rows, wish.wanted)
        fitting = [
            row for row in said.rows if wish.before_seq is None or row.opened_seq < wish.before_seq
        ]
        page = PageView(
            wish,
            tuple(fitting[: self.page_rows]),
            total=len(said.rows),
            more=len(fitting) > self.page_rows,
            shift=said.summary,
            cashiers=("李敏", "王芳"),
            causes=tuple(sorted({row.cause_kept for row in self.rows if row.cause_kept})),
        )
        if self.no_shift:
            page = replace(page, rows=(), total=0, more=False, shift=None)
        if self.hold:
            self.held.append(lambda: deliver(page))
        else:
            deliver(page)

    def ask_replay(self, case_id: str, deliver: DeliverReplay) -> None:
        self.replayed.append(case_id)
        row = next((row for row in self.rows if row.case_id == case_id), None)
        deliver(ReplayView(case_id, row, STEPS if row is not None else ()))

    def ask_charts(self, wanted: CaseFilter, deliver: DeliverCharts) -> None:
        self.asked.append(wanted)
        deliver(ChartsView(wanted, self.series))

    def ask_health(self, wish: HealthWish, deliver: DeliverHealth) -> None:
        self.periods.append(wish)
        deliver(replace(self.health or HealthPageView(wish), wish=wish))

    def silence_alarm(self, alarm_id: str, minutes: int | None) -> None:
        self.alarm_wishes.append(("silence", alarm_id, minutes))

    def acknowledge_alarm(self, alarm_id: str) -> None:
        self.alarm_wishes.append(("acknowledge", alarm_id))

    def test_alarm(self) -> None:
        self.alarm_wishes.append(("test",))

    def change_shift(self, said: Handover) -> None:
        self.handed.append(said)

    def resume_case(self, case_id: str) -> None:
        self.resumed.append(case_id)
