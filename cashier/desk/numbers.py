"""Whole order numbers that outlive the program, and who may know them.

A case keeps the last six of its order number, in history as on the screen. A provider can be asked
with the whole number only, so that after a crash nobody could find out what became of the money.
Therefore, and only where the shop has keys, the whole number of an order that is being followed is
kept in one small file beside the history, sealed with the home's data key, which only the system's
keyring holds. It is written before the first query goes out and rewritten without the number as
soon as the provider has said how the order ended; after seven days it goes in any case. A copy of
the file is useless without the keyring; an order number alone moves no money.

Where there is no keyring nothing is written. Then the cashier is asked for the number again: it
stands on the receipt and on the customer's bill. It may not be written in plain, not even for a
night.
"""

from datetime import timedelta

from cashier.cases.refusals import WrongCase
from cashier.core.errors import CashierError, Unavailable
from cashier.desk.casework import Casework
from cashier.desk.live import LiveCase
from cashier.desk.ports import NumberSafe
from cashier.desk.pursuit import LONGEST_S
from cashier.register.report import OrderNumber


class OrderNumberForgotten(Unavailable):
    """The program ended meanwhile and could not keep the whole number. Fields: tail."""

    code = "order-number-forgotten"


class OrderAmountDiffers(Unavailable):
    """The order of this number is about another sum: it is not this payment's. Fields: tail."""

    code = "order-amount-differs"


class KeptNumbers:
    """The numbers of followed orders, in the safe as in memory.

    Failure policy: a safe that cannot be read or written is told once and does not hold up a query.
    """

    def __init__(self, work: Casework, safe: NumberSafe | None) -> None:
        self._work = work
        self._safe = safe
        self._kept: dict[str, str] = {}
        self._broken = False

    def take_up(self) -> None:
        """Give the cases their numbers back, also those that nobody has to look at any more."""
        held: dict[str, str] = {}
        try:
            held = dict(self._safe.read()) if self._safe is not None else {}
        except CashierError as error:
            self._work.unreadable.append(error)
        for case_id, number in held.items():
            try:
                live = self._work.live.get(case_id) or self._work.take_up(case_id)
                self._give(live, OrderNumber.parse(number))
            except WrongCase:
                # The history began anew meanwhile: nobody knows this case any more.
                continue
            except CashierError as error:
                self._work.unreadable.append(error)
        self._kept = held

    def ask_for(self, live: LiveCase) -> None:
        """Ask the cashier for a number that got lost."""
        self._work.unreadable.append(OrderNumberForgotten(tail=live.case.order_tail))

    def doubt(self, live: LiveCase) -> None:
        """Tell once that a number is probably another payment's."""
        if not live.number_doubted:
            self._work.unreadable.append(OrderAmountDiffers(tail=live.case.order_tail))
        live.number_doubted = True

    def keep(self) -> None:
        """Keep the numbers of what is followed now, and no others."""
        wanted = {
            case_id: live.order_number.reveal()
            for case_id, live in self._work.live.items()
            if live.pursued and live.order_number
        }
        if self._safe is None or wanted == self._kept:
            return
        try:
            self._safe.write(wanted)
        except CashierError as error:
            if not self._broken:
                self._work.unreadable.append(error)
            self._broken = True
        else:
            self._kept, self._broken = wanted, False

    def _give(self, live: LiveCase, number: OrderNumber) -> None:
        """Give a case its number, unless it is another one's or has waited too long."""
        age = self._work.clock.now() - live.case.opened_at
        if number.tail == live.case.order_tail and age <= timedelta(seconds=LONGEST_S):
            live.order_number = number
