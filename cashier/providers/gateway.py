"""What every payment provider can be asked. There is no way to charge; how it fails: `errors`."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from cashier.core.money import Money
from cashier.playbook.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Version:
    """One thing that differs between set-ups: its name, and what is spoken or used here."""

    name: str
    value: str


class OrderState(StrEnum):
    """What a provider says about an order; values are those of the evidence `order.state`."""

    paid = "paid"
    paying = "paying"
    not_paid = "not_paid"
    failed = "failed"
    reversed = "reversed"
    closed = "closed"
    refunded = "refunded"
    not_found = "not_found"
    unknown = "unknown"


class ReverseOutcome(StrEnum):
    """What became of taking an order back, or of closing it.

    Only `reversed` means that it can never be paid; a closed order is one as well.
    """

    reversed = "reversed"
    still_paying = "still_paying"
    refused = "refused"
    not_found = "not_found"
    unknown = "unknown"


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """One verified answer about one order.

    Attributes:
        state: what it means; `unknown` where the provider would not say (429, 5xx).
        provider_code: the provider's own word.
        message: its sentence, without long digits.
        asked_at: when it was asked.
        ms: how long the answer took.
        clock_offset_s: this machine's clock minus the provider's, good to a second.
        amount: what the order is about, where told.
        by_backup: the main host did not answer, the backup did.
    """

    state: OrderState
    provider_code: str
    message: str
    asked_at: datetime
    ms: float
    clock_offset_s: float | None = None
    amount: Money | None = None
    by_backup: bool = False


@dataclass(frozen=True, slots=True)
class ReverseAnswer:
    """What became of one attempt to take an order back or close it. Ask its state afterwards."""

    outcome: ReverseOutcome
    provider_code: str
    message: str
    asked_at: datetime
    ms: float
    clock_offset_s: float | None = None


class Gateway(Protocol):
    """A provider as the desk knows it.

    Failure policy: whatever goes wrong is a `GatewayError`; no library's exception leaves. `query`
    may be repeated at will. `reverse` and `cancel` are sent once: where it is open whether the
    provider acted, the outcome is `unknown` and nothing is raised.
    """

    @property
    def name(self) -> str:
        """The provider as in register codes: `wechat`, `alipay`."""

    @property
    def versions(self) -> tuple[Version, ...]:
        """The protocol and interface version spoken, and the kind of key in use."""

    async def query(self, out_trade_no: str) -> OrderAnswer:
        """Ask what became of an order.

        Raises:
            GatewayError: it could not be asked.
            OrderNumberInvalid: no such number can exist.
        """

    async def reverse(self, out_trade_no: str) -> ReverseAnswer:
        """Take an order back: a person's act, after a fresh query that is not paid.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """

    async def cancel(self, out_trade_no: str) -> ReverseAnswer:
        """Close an order that the customer pays by scanning the shop's code: a person's act too.

        Raises:
            GatewayError: it was surely not done.
            OrderNumberInvalid: no such number can exist.
        """

    async def readiness(self) -> tuple[Evidence, ...]:
        """Find out by one harmless call what of the merchant's set-up works."""

    async def close_client(self) -> None:
        """Close the connections; on the loop that used them."""
