"""The floor of one shop: a desk at work, its providers, time in one hand; and what must hold.

At every view that the desk shows: while the shop has the money of the first charge, or may still
get it, nothing on the screen leads to a second one. At every reverse that leaves: the program has
not seen that order paid, or has withdrawn it by then, and has let a customer who was paying be for
the whole window. At the end, when lines are mended and time
has passed: every case knows what the books know. What the rules leave to a person is not held
against the program but counted apart: a lock that a clerk took off by hand after its time, and a
message that the register never showed.
"""

import random
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.lockworld.parts import Call, HandNetwork, InlineWorker, Safe
from benchmarks.lockworld.shops import Charge, InProcess, word_of
from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.case_views import CaseView
from cashier.desk.desk import Desk
from cashier.desk.dock_views import DockView
from cashier.desk.live import LiveCase
from cashier.desk.ports import AlarmWishes, Around, OrderDesk, TillInfo
from cashier.desk.pursuit import aim_of
from cashier.diagnosis.order import MoneyState
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook
from cashier.register.report import OrderNumber, Report
from cashier.sandbox.orders import OrderBook, Plan
from cashier.sandbox.wire import TradeState

MASKED = ("支付失败，条码无法识别", "支付失败", "支付超时", "网络异常", "用户支付中")
FINAL = "余额不足"
METHODS = {"wechat": ("fenfu", "wechat"), "alipay": ("alipay", "alipay_instalment")}
_LONG_S = 3 * 3600.0
_UNDO_S = 5.0


class Broken(Exception):
    """A promise was broken: which one, and how the history went."""

    def __init__(self, promise: str, story: str) -> None:
        super().__init__(f"{promise}: {story}")
        self.promise = promise


class Place(Protocol):
    """Where a world is: whose books there are, and how much of the real thing stands around."""

    clock: ManualClock
    books: dict[str, OrderBook]
    desks: Mapping[str, OrderDesk]
    on_reverse: Callable[[str], None]
    alarms: bool

    def open_store(self) -> Store:
        """Open the history, as after a crash."""

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:  # noqa: ANN401 - whatever is answered
        """Let a call happen and return its answer."""

    def clear_up(self) -> None:
        """From now on nothing gets lost."""


class SeenDesk(Desk):
    """The desk, with a look at its memory."""

    @property
    def cases(self) -> Mapping[str, LiveCase]:
        """The cases in memory."""
        return self._work.live


@dataclass(frozen=True, slots=True)
class Books:
    """The providers by name."""

    by_name: Mapping[str, OrderDesk]

    def for_method(self, method: str | None) -> OrderDesk | None:
        """Return whose orders a method makes; with two providers a method has to be named."""
        found = (name for name, methods in METHODS.items() if method in methods)
        return self.by_name.get(next(found, ""))


@dataclass(slots=True)
class Clerk:
    """What sort of person stands at the till, and whether the register is linked.

    Who `undoes` has ends held back for some seconds, and takes the last tap back at times.
    """

    lies: bool
    mistaps: bool
    linked: bool
    undoes: bool = False


@dataclass
class Floor:
    """A till, its customers, its providers, and the desk between them."""

    playbook: Playbook
    chance: random.Random
    clerk: Clerk
    place: Place | None = None
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)
    found: Broken | None = None

    def __post_init__(self) -> None:
        roll = self.chance
        self.at: Place = self.place or InProcess(self.playbook, roll)
        self.at.on_reverse = self._reversing
        self.clock = self.at.clock
        self.store = self.at.open_store()
        self.safe = Safe(broken=roll.random() < 0.2)
        self.books = Books(self.at.desks)
        self.sales: list[Charge] = []
        self.of_case: dict[str, Charge] = {}
        self.current: Charge | None = None
        self.leaving: Call | None = None
        self.view: DockView | None = None
        self.worker = InlineWorker()
        self.open_desk()

    # ----------------------------------------------------------------- time and answers

    def flow(self) -> None:
        """Let most calls through; some linger, and their answers are old when they come."""
        while self.network.calls and self.chance.random() < 0.85:
            if self.chance.random() < 0.1:
                self.let_out(self.network.calls[0])
                self.network.calls.append(self.network.calls.pop(0))
                return
            self.arrive()

    def arrive(self) -> None:
        """Let the next answer arrive."""
        self.let_out(self.network.calls[0])
        self.network.calls.pop(0).arrive()

    def let_out(self, call: Call) -> None:
        """Let a provider act; what was withdrawn had left just before that, or never leaves."""
        if call.withdrawn and not call.done and self.chance.random() < 0.5:
            call.drop()
        self.leaving = call
        call.happen()

    def pass_time(self, seconds: float) -> None:
        """Let time pass and do what falls due."""
        end = self.clock.monotonic() + seconds
        while True:
            due = self.network.next_due
            step = end if due is None else min(max(due, self.clock.monotonic()), end)
            self.clock.advance(step - self.clock.monotonic())
            for sale in self.sales:
                sale.land(self.clock.monotonic())
            self.check_now()
            if due is None or due > end:
                return
            self.network.fire_due()
            self.flow()

    def settle(self) -> None:
        """Mend the lines, let the cashier correct what is wrong, wait, and compare."""
        self.at.clear_up()
        for case_id, sale in self.of_case.items():
            self.desk.close_case(Outcome.check_later, None, None)
            self.desk.go_back()
            self.desk.resume_case(case_id)
            case = self.case()
            if case is not None and case.case_id == case_id:
                self.desk.set_details(
                    order_number=sale.number, method=sale.method, amount=sale.amount
                )
                self.desk.close_case(Outcome.check_later, None, None)
        self._drain()
        for _ in range(4):
            self.pass_time(_LONG_S / 4)
            self._drain()
        for case_id, sale in self.of_case.items():
            self._compare(case_id, sale)

    def _drain(self) -> None:
        while self.network.calls:
            self.arrive()

    # ----------------------------------------------------------------- what must hold

    def _shown(self, view: DockView) -> None:
        """Take a view; what it breaks is told by `check_now`, as a desk survives its listeners."""
        self.view = view
        self.counts["views"] += 1
        try:
            self._look(view)
        except Broken as broken:
            self.found = self.found or broken

    def _look(self, view: DockView) -> None:
        case = view.case
        sale = self.of_case.get(case.case_id) if case is not None else None
        if case is None or sale is None or not self._leads_to_a_charge(case):
            return
        if not (sale.holds_money or sale.may_get_money):
            return
        self.note_overrides()
        if sale.exempt:
            self.counts[f"exempt: {sale.exempt}"] += 1
            return
        raise self._broken("second charge", f"{case}, {sale.order}")

    def check_now(self) -> None:
        """Look at the screen as it stands: the books may have changed behind it."""
        if self.found is not None:
            raise self.found
        if self.view is not None:
            self._look(self.view)

    def close(self) -> None:
        """Let go of what is still under way."""
        self.network.close()

    def _leads_to_a_charge(self, case: CaseView) -> bool:
        steps = (self.playbook.step(one.id) for one in case.steps)
        return any(one.enabled for one in case.offers) or any(step.charges for step in steps)

    def note_overrides(self) -> None:
        """A lock that was taken off by hand is the clerk's; it may not come off before its time."""
        for case_id, sale in self.of_case.items():
            locked_s = 0.0
            for event in (one.event for one in self.store.events(case_id)):
                if isinstance(event, happened.ChargeLocked | happened.LockRestored):
                    locked_s = event.elapsed_s
                elif isinstance(event, happened.LockOverridden):
                    sale.exempt = sale.exempt or "override by hand"
                    if event.elapsed_s - locked_s < self.playbook.timings.clerk_override_after_s:
                        raise self._broken("early override", case_id)

    def _reversing(self, out_trade_no: str) -> None:
        self.counts["reverses"] += 1
        if self.leaving is not None and self.leaving.withdrawn:
            self.counts["reverses withdrawn too late"] += 1
            return
        for live in self.desk.cases.values():
            if live.order_number.reveal() != out_trade_no:
                continue
            if "paid" in live.case.facts.order_states:
                self.found = self._broken("reverse of paid", out_trade_no)
            if self._is_let_be(live.case):
                self.found = self._broken("reverse of paying", out_trade_no)
            said = live.case.provider_said
            self.counts["reverses after the window"] += said is not None and said[0] == "paying"

    def _is_let_be(self, case: Case) -> bool:
        """Whether the customer was paying when last asked, and has not had the whole window."""
        said, since_s = case.provider_said, case.locked_since_s or 0.0
        window_s = self.playbook.timings.query_window_s
        return said is not None and said[0] == "paying" and said[1] < since_s + window_s

    def _compare(self, case_id: str, sale: Charge) -> None:
        history = [one.event for one in self.store.events(case_id)]
        case, order = Case.replay(history, self.playbook), sale.order
        live = self.desk.cases.get(case_id)
        number = live.order_number.reveal() if live is not None else ""
        if case.outcome is Outcome.cancelled or (not number and not case.settled_by_provider):
            self.counts["cases without keys"] += 1
            return
        provider = self.books.for_method(case.method)
        right = self.books.for_method(sale.method)
        if case.order_tail != sale.number[-6:] or provider is not right:
            self.counts["cases ended with a wrong number"] += 1
            return
        self.counts["cases with keys"] += 1
        said = case.provider_said[0] if case.provider_said is not None else ""
        by_register = case.known.state is MoneyState.failed and not case.settled_by_provider
        if order is None:
            good = said in ("", "not_found")
        elif by_register:
            good = not sale.holds_money and (bool(sale.exempt) or not sale.may_get_money)
        elif order.state in (TradeState.NOTPAY, TradeState.USERPAYING):
            good = said in ("not_paid", "paying") and aim_of(case) is not None
        else:
            # What was paid and given back later was paid: nobody asks on after that.
            word = word_of(right.name, order) if right is not None else ""
            good = said == word or (said == "paid" and order.taken > 0)
        if not good:
            text = f"the books say {order}, the case {case.known} {case.provider_said}: {sale}"
            raise self._broken("truth", text)

    def _broken(self, promise: str, text: str) -> Broken:
        return Broken(promise, f"{self.clerk} {text}\n{' '.join(self.told)}")

    # ----------------------------------------------------------------- the parts

    def open_desk(self) -> None:
        self.network = HandNetwork(self.clock, self.at.run)
        self.view = None
        self.desk = SeenDesk(
            Around(
                playbook=self.playbook,
                store=self.store,
                clock=self.clock,
                worker=self.worker,
                network=self.network,
                gateways=self.books,
                numbers=self.safe,
                who=TillInfo("1", needs_pin=False, undo_s=_UNDO_S if self.clerk.undoes else 0.0),
                learn=False,
                alarms=AlarmWishes(on=self.at.alarms),
            )
        )
        self.desk.start()
        self.desk.subscribe(self._shown)

    def new_charge(self) -> Charge:
        roll = self.chance
        name = roll.choice(tuple(self.at.books))
        dynamic = roll.random() < 0.15
        plan, text = self._fate(dynamic=dynamic)
        now, fate = self.clock.monotonic(), roll.random()
        lands = now if fate < 0.8 else None if fate < 0.9 else now + roll.choice((3.0, 20.0, 90.0))
        if lands != now:
            text = "支付超时"
        return Charge(
            book=self.at.books[name],
            number=f"S{roll.randrange(10**15):015d}",
            method=roll.choice(METHODS[name]),
            amount=Money(1000 + 100 * len(self.sales) + roll.randrange(100)),
            plan=plan,
            text=text,
            dynamic=dynamic,
            lands_s=lands,
        )

    def _fate(self, *, dynamic: bool) -> tuple[Plan, str]:
        roll = self.chance
        masked = roll.choice(MASKED)
        late = roll.choice((3.0, 12.0, 40.0, 100.0, 900.0))
        if dynamic:
            return Plan(TradeState.NOTPAY, roll.choice((None, late))), masked
        return roll.choice(
            (
                (Plan(), masked),
                (Plan(TradeState.USERPAYING, late), masked),
                (Plan(TradeState.USERPAYING, late, TradeState.PAYERROR), masked),
                (Plan(TradeState.USERPAYING), masked),
                (Plan(TradeState.NOTPAY, late), masked),
                (Plan(TradeState.NOTPAY), masked),
                (Plan(TradeState.PAYERROR), masked),
                (Plan(TradeState.PAYERROR), FINAL),
            )
        )

    def report_of(self, sale: Charge) -> Report:
        return Report(
            order_number=OrderNumber.parse(sale.number),
            amount=sale.amount,
            method=sale.method,
            source="register",
        )

    def case(self) -> CaseView | None:
        return self.view.case if self.view is not None else None

    def sale_in_front(self) -> Charge | None:
        case = self.case()
        return self.of_case.get(case.case_id) if case is not None else None
