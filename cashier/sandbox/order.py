"""One order of the sandbox: what was asked, how it will go, what the customer can do. Pure."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from cashier.core.privacy import Secret
from cashier.sandbox.wire import TradeState, TradeType


class CustomerAct(StrEnum):
    """What the customer can do on the phone: while it asks for a confirmation, or by scanning."""

    enters_password = "enters_password"  # noqa: S105 - an act, not a password
    chooses_other = "chooses_other"
    cancels = "cancels"
    pays = "pays"


@dataclass(frozen=True, slots=True)
class Plan:
    """How an order will go: at once, by itself after a while, and when the password is entered."""

    at_once: TradeState = TradeState.SUCCESS
    after_s: float | None = None
    then: TradeState = TradeState.SUCCESS
    password: TradeState = TradeState.SUCCESS


@dataclass(frozen=True, slots=True)
class Sale:
    """What a till asks to be charged."""

    out_trade_no: str
    amount_fen: int
    auth_code: Secret


@dataclass(frozen=True, slots=True)
class Offer:
    """What a till asks a code for, that the customer then scans.

    `notify_url` is where the gateway tells that it was paid; empty where nobody wants to know.
    """

    out_trade_no: str
    amount_fen: int
    trade_type: TradeType = TradeType.NATIVE
    notify_url: str = ""


@dataclass(frozen=True, slots=True)
class Order:
    """One order number and what became of it. `taken` and `given_back` count moves of money.

    `paid_at` is the moment of the payment: every later answer tells that one, not its own.
    """

    out_trade_no: str
    amount_fen: int
    code_mark: bytes
    state: TradeState
    plan: Plan
    due: float | None
    transaction_id: str
    bank_type: str = "OTHERS"
    taken: int = 0
    given_back: int = 0
    trade_type: TradeType = TradeType.MICROPAY
    notify_url: str = ""
    paid_at: datetime | None = None

    def turned(self, state: TradeState) -> "Order":
        """Return the order in `state` for good or until a person acts; money moves when it must."""
        taken = self.taken + (state is TradeState.SUCCESS)
        holds_money = self.taken > self.given_back
        leaves = state in {TradeState.REVOKED, TradeState.REFUND} and holds_money
        return replace(
            self, state=state, due=None, taken=taken, given_back=self.given_back + leaves
        )
