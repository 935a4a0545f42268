"""One random history of a till: sales, a clerk who errs and lies, crashes, clocks that jump.

What must hold in every one of them stands in `floor`.
"""

from collections.abc import Callable

from benchmarks.lockworld.floor import FINAL, METHODS, Floor
from cashier.cases.outcome import Outcome
from cashier.sandbox.orders import CustomerAct

_JUMPS = (-86400.0, -3600.0, -60.0, 60.0, 3600.0, 86400.0)


class World(Floor):
    """Everything that can happen at a till, and a history of it."""

    # ----------------------------------------------------------------- what can happen

    @property
    def acts(self) -> tuple[Callable[[], None], ...]:
        """Everything that can happen, the likelier the more often it stands here."""
        more = (self.undo, self.undo) if self.clerk.undoes else ()
        return (
            *more,
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
            self.claim,
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
            self.check_now()
        self.settle()
        self.check_now()

    def time_passes(self) -> None:
        """Some seconds pass, or minutes."""
        self.pass_time(self.chance.choice((0.5, 2.0, 5.0, 5.0, 16.0, 46.0, 200.0, 700.0)))

    def next_sale(self) -> None:
        """The till charges the next customer, if nobody stands at it."""
        if self.case() is not None or len(self.sales) >= 3:
            return
        self.current = self.new_charge()
        self.sales.append(self.current)
        self.current.land(self.clock.monotonic())
        if self.clerk.linked:
            self.desk.register_reported(self.report_of(self.current))
        if self.chance.random() < 0.8:
            self.case_opens()

    def case_opens(self) -> None:
        """The cashier says that it failed, or asks whether it went through."""
        if self.current is None or self.case() is not None:
            return
        self.chance.choice((self.desk.open_case, self.desk.look_up_last))()
        case = self.case()
        if case is not None and case.case_id not in self.of_case:
            self.of_case[case.case_id], self.current = self.current, None
        self.check_now()

    def till_text(self) -> None:
        """The cashier reads what the register shows, or taps the wrong line."""
        sale = self.sale_in_front()
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
        sale = self.sale_in_front()
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
        self.note_overrides()

    def claim(self) -> None:
        """The customer says that it was paid, rightly or not."""
        self.desk.claim_paid()

    def number(self) -> None:
        """The order number is typed: the right one, a wrong one, or another payment's."""
        sale = self.sale_in_front()
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
        sale = self.sale_in_front()
        if sale is not None:
            wrong = self.chance.choice([one for names in METHODS.values() for one in names])
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
        sale = self.sale_in_front()
        if outcome is Outcome.paid_same and sale is not None and not sale.holds_money:
            # Saying so is a lie about the order.
            outcome = outcome if self.clerk.lies else Outcome.check_later
        self.desk.close_case(outcome, "cash" if outcome is Outcome.paid_other else None, None)

    def resume(self) -> None:
        """A case in doubt is taken up again."""
        if self.view is not None and self.view.open_cases and self.case() is None:
            self.desk.resume_case(self.chance.choice(self.view.open_cases).case_id)

    def back(self) -> None:
        """One step back."""
        self.desk.go_back()

    def undo(self) -> None:
        """The last tap is taken back, or the end that was just told."""
        self.desk.undo()

    def report_again(self) -> None:
        """The register tells of an order that it told of before."""
        if self.clerk.linked and self.sales:
            self.desk.register_reported(self.report_of(self.chance.choice(self.sales)))

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
        case = self.case()
        good = [one.method for one in case.offers if one.enabled] if case is not None else []
        if good:
            self.desk.choose_method(good[0])

    def crash(self) -> None:
        """The program dies at this very moment and is started again."""
        for call in self.network.calls:
            # A request on the wire may or may not get there; its answer finds nobody.
            if self.chance.random() < 0.5:
                self.let_out(call)
        self.network.close()
        self.store = self.at.open_store()
        self.open_desk()
