"""What every payment provider can be asked, and how it may fail. There is no way to charge.

GatewayError (Unavailable)
├── GatewayRefused           the provider says no: our clock, serial, certificate, key, rights
├── GatewayUnreachable       nothing came back: dns, connect, tls, timeout, reset
└── GatewayAnswerUnverified  something came back that the provider did not sign for this question
CredentialsInvalid, GatewayAddressInvalid, OrderNumberInvalid (WrongUse)
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from cashier.core.errors import Unavailable, WrongUse
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


class RefusedKind(StrEnum):
    """Why a provider refuses the caller, so that each has its own way of mending."""

    clock = "clock"
    serial = "serial"
    certificate = "certificate"
    no_certificate = "no_certificate"
    no_platform_key = "no_platform_key"
    no_appid = "no_appid"
    key = "key"
    app = "app"
    rights = "rights"
    request = "request"


class UnreachableKind(StrEnum):
    """How far a call came before nothing more was heard."""

    dns = "dns"
    connect = "connect"
    tls = "tls"
    timeout = "timeout"
    reset = "reset"

    @property
    def sent(self) -> bool:
        """Whether the provider may have received the request all the same."""
        return self in {UnreachableKind.timeout, UnreachableKind.reset}


class UnverifiedKind(StrEnum):
    """Why a 2xx answer is not believed."""

    unsigned = "unsigned"
    unknown_key = "unknown_key"
    expired_key = "expired_key"
    replayed = "replayed"
    sealed = "sealed"
    signature = "signature"
    clock = "clock"
    other_order = "other_order"
    unreadable = "unreadable"


class GatewayError(Unavailable):
    """A provider could not be asked; nothing is known about the order."""

    code = "gateway-error"


class GatewayRefused(GatewayError):
    """The provider answered and refuses the caller.

    Attributes:
        kind: what has to be mended.
        clock_offset_s: this machine's clock minus the provider's, where the answer had a date.
    """

    code = "gateway-refused"

    def __init__(
        self,
        kind: RefusedKind,
        provider_code: str,
        message: str,
        clock_offset_s: float | None = None,
    ) -> None:
        super().__init__(kind=str(kind), provider_code=provider_code, message=message)
        self.kind = kind
        self.clock_offset_s = clock_offset_s


class GatewayUnreachable(GatewayError):
    """Nothing usable came back from the provider's hosts."""

    code = "gateway-unreachable"

    def __init__(self, kind: UnreachableKind, host: str) -> None:
        super().__init__(kind=str(kind), host=host)
        self.kind = kind


class GatewayAnswerUnverified(GatewayError):
    """An answer that the provider's own key did not sign, or not for this question and hour."""

    code = "gateway-answer-unverified"

    def __init__(self, kind: UnverifiedKind) -> None:
        super().__init__(kind=str(kind))
        self.kind = kind


class CredentialFlaw(StrEnum):
    """What is wrong with a key or certificate as it was entered."""

    unreadable = "unreadable"
    passphrase = "passphrase"  # noqa: S105 - a flaw, not a password
    key_type = "key_type"
    too_weak = "too_weak"
    length = "length"
    other_half = "other_half"
    own_key = "own_key"


class CredentialsInvalid(WrongUse):
    """A key or number of the merchant cannot be used as it was entered.

    Attributes:
        reason: what is wrong with it.
    """

    code = "credentials-invalid"

    def __init__(self, field: str, reason: CredentialFlaw = CredentialFlaw.unreadable) -> None:
        super().__init__(field=field, reason=str(reason))
        self.reason = reason


class GatewayAddressInvalid(WrongUse):
    """A provider address that is neither https nor this machine's own loopback."""

    code = "gateway-address-invalid"


class OrderNumberInvalid(WrongUse):
    """Not an order number as this provider's merchants can make them."""

    code = "order-number-invalid"


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
