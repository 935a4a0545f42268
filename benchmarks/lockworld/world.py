"""One random history of a till: sales, a clerk who errs and lies, crashes; and what must hold.

At every view that the desk shows: while the shop has the money of the first charge, or may still
get it, nothing on the screen leads to a second one. At every reverse: the program has not seen that
order paid. At the end, when lines are mended and time has passed: every case knows what the books
know. What the rules leave to a person is not held against the program but counted apart: a lock
that a clerk took off by hand after its time, and a message that the register never showed.
"""

import random
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from benchmarks.lockworld.parts import HandNetwork, InlineWorker, Safe
from benchmarks.lockworld.shops import Charge, InProcess
from cashier.cases import events as happened
from cashier.cases.case import Case
from cashier.cases.outcome import Outcome
from cashier.core.clock import ManualClock
from cashier.core.money import Money
from cashier.desk.desk import Desk
from cashier.desk.live import LiveCase
from cashier.desk.ports import Around, OrderDesk, TillInfo
from cashier.desk.pursuit import aim_of
from cashier.desk.views import CaseView, DockView
from cashier.diagnosis.order import MoneyState
from cashier.history.store import Store
from cashier.playbook.playbook import Playbook
from cashier.providers.wechat_words import order_state
from cashier.register.report import OrderNumber, Report
from cashier.sandbox.orders import CustomerAct, OrderBook, Plan
from cashier.sandbox.wire import TradeState

MASKED = ("支付失败，条码无法识别", "支付失败", "支付超时", "网络异常", "用户支付中")
FINAL = "余额不足"
_METHODS = {"wechat": ("fenfu", "wechat"), "alipay": ("alipay", "alipay_instalment")}
_JUMPS = (-86400.0, -3600.0, -60.0, 60.0, 3600.0, 86400.0)
_LONG_S = 3 * 3600.0


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
        found = (name for name, methods in _METHODS.items() if method in methods)
        return self.by_name.get(next(found, ""))


@dataclass(slots=True)
class Clerk:
    """What sort of person stands at the till, and whether the register is linked."""

    lies: bool
    mistaps: bool
    linked: bool


@dataclass
class World:
    """A till, its customers, its providers."""

    playbook: Playbook
    chance: random.Random
    clerk: Clerk
    place: Place | None = None
    counts: Counter[str] = field(default_factory=Counter)
    told: list[str] = field(default_factory=list)

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
        self.view: DockView | None = None
        self.worker = InlineWorker()
        self._open_desk()

    # ----------------------------------------------------------------- what can happen

    @property
    def acts(self) -> tuple[Callable[[], None], ...]:
        """Everything that can happen, the likelier the more often it stands here."""
        return (
            self.time_passes,
            self.time_passes,
            self.time_passes,
            self.next_sale,
            self.case_opens,
            self.case_opens,
            self.till_text,
            self.till_text,
            self.clerk_looks,
            self.clerk_looks,
            self.question,
            self.reverse,
            self.reverse_in_time,
            self.reverse_in_time,
            self.reverse_in_time,
            self.override,
            self.number,
            self.number,
            self.method,
            self.closing,
            self.resume,
            self.back,
            self.report_again,
            self.customer,
            self.back_office,
            self.wall_jumps,
            self.ask_now,
            self.offered,
            self.crash,
        )

    def happen(self, steps: int) -> None:
        """Let so many things happen, then mend everything and look."""
        self.next_sale()
        for _ in range(steps):
            act = self.chance.choice(self.acts)
            self.told.append(act.__name__)
            act()
            self.flow()
        self.settle()

    def time_passes(self) -> None:
        """Some seconds pass, or minutes."""
        self.pass_time(self.chance.choice((0.5, 2.0, 5.0, 5.0, 16.0, 46.0, 200.0, 700.0)))

    def next_sale(self) -> None:
        """The till charges the next customer, if nobody stands at it."""
        if self._case() is not None or len(self.sales) >= 3:
            return
        self.current = self._charge()
        self.sales.append(self.current)
        self.current.land(self.clock.monotonic())
        if self.clerk.linked:
            self.desk.register_reported(self._report(self.current))
        if self.chance.random() < 0.8:
            self.case_opens()

    def case_opens(self) -> None:
        """The cashier says that it failed, or asks whether it went through."""
        if self.current is None or self._case() is not None:
            return
        self.chance.choice((self.desk.open_case, self.desk.look_up_last))()
        case = self._case()
        if case is not None and case.case_id not in self.of_case:
            self.of_case[case.case_id], self.current = self.current, None
        self._check_now()

    def till_text(self) -> None:
        """The cashier reads what the register shows, or taps the wrong line."""
        sale = self._sale()
        if sale is None:
            return
        text = sale.text
        if self.clerk.mistaps and self.chance.random() < 0.3:
            text = FINAL
            if sale.text != FINAL:
                sale.exempt = sale.exempt or "wrong tap"
        if sale.dynamic:
            self.desk.answer("ask.who_scanned", "customer")
        else:
            self.desk.say_till_text(text)

    def clerk_looks(self) -> None:
        """The cashier looks at register and records; some say what they like."""
        sale = self._sale()
        if sale is None:
            return
        seen = "paid" if sale.holds_money else "not_paid"
        if self.clerk.lies and self.chance.random() < 0.5:
            seen = self.chance.choice(("paid", "not_paid"))
        self.desk.clerk_order_state(seen)

    def question(self) -> None:
        """Any question is answered in any way."""
        names = ("ask.phone_asks_password", "ask.others_pay", "ask.phone_notice")
        name = self.chance.choice(names)
        self.desk.answer(name, self.chance.choice(self.playbook.question(name).values))

    def reverse(self) -> None:
        """The manager wants it taken back."""
        self.desk.request_reverse("1234")

    def reverse_in_time(self) -> None:
        """The manager waits until it may be taken back, has it looked up, and takes it back."""
        self.pass_time(16.0)
        self.desk.query_now()
        self.flow()
        self.desk.request_reverse("1234")
        self.flow()

    def override(self) -> None:
        """The cashier takes the lock off, as soon as that is possible or before."""
        self.desk.override_lock()
        self._note_overrides()

    def number(self) -> None:
        """The order number is typed: the right one, a wrong one, or another payment's."""
        sale = self._sale()
        if sale is None:
            return
        others = [one.number for one in self.sales if one is not sale] or ["NOSUCHORDER1"]
        wrong = self.chance.choice((others[0], "NOSUCHORDER2"))
        right = self.chance.random() < 0.7
        self.desk.set_details(
            order_number=sale.number if right else wrong,
            amount=sale.amount,
            method=sale.method,
        )

    def method(self) -> None:
        """The method is named, or a wrong one is."""
        sale = self._sale()
        if sale is not None:
            wrong = self.chance.choice([one for names in _METHODS.values() for one in names])
            self.desk.set_details(method=sale.method if self.chance.random() < 0.7 else wrong)

    def closing(self) -> None:
        """The case is ended in some way."""
        outcome = self.chance.choice(
            (
                Outcome.check_later,
                Outcome.check_later,
                Outcome.paid_same,
                Outcome.paid_other,
                Outcome.customer_left,
            )
        )
        sale = self._sale()
        if outcome is Outcome.paid_same and sale is not None and not sale.holds_money:
            # Saying so is a lie about the order.
            outcome = outcome if self.clerk.lies else Outcome.check_later
        self.desk.close_case(outcome, "cash" if outcome is Outcome.paid_other else None, None)

    def resume(self) -> None:
        """A case in doubt is taken up again."""
        if self.view is not None and self.view.open_cases and self._case() is None:
            self.desk.resume_case(self.chance.choice(self.view.open_cases).case_id)

    def back(self) -> None:
        """One step back."""
        self.desk.go_back()

    def report_again(self) -> None:
        """The register tells of an order that it told of before."""
        if self.clerk.linked and self.sales:
            self.desk.register_reported(self._report(self.chance.choice(self.sales)))

    def customer(self) -> None:
        """A customer does something on the phone."""
        sale = self.chance.choice(self.sales)
        sale.book.customer(sale.number, self.chance.choice(tuple(CustomerAct)))

    def back_office(self) -> None:
        """Somebody closes or refunds an order elsewhere."""
        if self.chance.random() < 0.2:
            sale = self.chance.choice(self.sales)
            self.chance.choice((sale.book.close, sale.book.refund))(sale.number)

    def wall_jumps(self) -> None:
        """The wall clock is set."""
        self.clock.jump(self.chance.choice(_JUMPS))

    def ask_now(self) -> None:
        """The cashier wants to know at once."""
        self.desk.query_now()

    def offered(self) -> None:
        """The customer takes what is offered, if anything is."""
        case = self._case()
        good = [one.method for one in case.offers if one.enabled] if case is not None else []
        if good:
            self.desk.choose_method(good[0])

    def crash(self) -> None:
        """The program dies at this very moment and is started again."""
        for call in self.network.calls:
            # A request on the wire may or may not get there; its answer finds nobody.
            if self.chance.random() < 0.5:
                call.happen()
            call.work.close()
        self.store = self.at.open_store()
        self._open_desk()

    # ----------------------------------------------------------------- time and answers

    def flow(self) -> None:
        """Let most calls through; some linger, and their answers are old when they come."""
        while self.network.calls and self.chance.random() < 0.85:
            call = self.network.calls.pop(0)
            if self.chance.random() < 0.1:
                call.happen()
                self.network.calls.append(call)
                return
            call.arrive()

    def pass_time(self, seconds: float) -> None:
        """Let time pass and do what falls due."""
        end = self.clock.monotonic() + seconds
        while True:
            due = self.network.next_due
            step = end if due is None else min(max(due, self.clock.monotonic()), end)
            self.clock.advance(step - self.clock.monotonic())
            for sale in self.sales:
                sale.land(self.clock.monotonic())
            self._check_now()
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
            case = self._case()
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
            self.network.calls.pop(0).arrive()

    # ----------------------------------------------------------------- what must hold

    def _shown(self, view: DockView) -> None:
        self.view = view
        self.counts["views"] += 1
        case = view.case
        sale = self.of_case.get(case.case_id) if case is not None else None
        if case is None or sale is None or not self._leads_to_a_charge(case):
            return
        if not (sale.holds_money or sale.may_get_money):
            return
        self._note_overrides()
        if sale.exempt:
            self.counts[f"exempt: {sale.exempt}"] += 1
            return
        raise self._broken("second charge", f"{case}, {sale.order}")

    def _check_now(self) -> None:
        """Look at the screen as it stands: the books may have changed behind it."""
        if self.view is not None:
            self._shown(self.view)

    def _leads_to_a_charge(self, case: CaseView) -> bool:
        steps = (self.playbook.step(one.id) for one in case.steps)
        return any(one.enabled for one in case.offers) or any(step.charges for step in steps)

    def _note_overrides(self) -> None:
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
        for live in self.desk.cases.values():
            same = live.order_number.reveal() == out_trade_no
            states = live.case.facts.order_states
            if same and "paid" in states:
                raise self._broken("reverse of paid", out_trade_no)

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
            good = said == order_state(order.state).value or (said == "paid" and order.taken > 0)
        if not good:
            text = f"the books say {order}, the case {case.known} {case.provider_said}: {sale}"
            raise self._broken("truth", text)

    def _broken(self, promise: str, text: str) -> Broken:
        return Broken(promise, f"{self.clerk} {text}\n{' '.join(self.told)}")

    # ----------------------------------------------------------------- the parts

    def _open_desk(self) -> None:
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
                who=TillInfo("1", needs_pin=False),
                learn=False,
            )
        )
        self.desk.start()
        self.desk.subscribe(self._shown)

    def _charge(self) -> Charge:
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
            method=roll.choice(_METHODS[name]),
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

    def _report(self, sale: Charge) -> Report:
        return Report(
            order_number=OrderNumber.parse(sale.number),
            amount=sale.amount,
            method=sale.method,
            source="register",
        )

    def _case(self) -> CaseView | None:
        return self.view.case if self.view is not None else None

    def _sale(self) -> Charge | None:
        case = self._case()
        return self.of_case.get(case.case_id) if case is not None else None
