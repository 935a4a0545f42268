"""How a payment provider may fail, and what may be wrong with what a merchant entered.

GatewayError (Unavailable)
├── GatewayRefused           the provider says no: our clock, serial, certificate, key, rights
├── GatewayUnreachable       nothing came back: dns, connect, tls, timeout, reset
└── GatewayAnswerUnverified  something came back that the provider did not sign for this question
CredentialsInvalid, GatewayAddressInvalid, OrderNumberInvalid (WrongUse)
"""

from enum import StrEnum

from cashier.core.errors import Unavailable, WrongUse


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
