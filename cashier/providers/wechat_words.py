"""What WeChat Pay's words mean: order states, refusals. Pure; no HTTP, no keys."""

from cashier.providers.errors import RefusedKind
from cashier.providers.gateway import OrderState, ReverseOutcome

_STATES = {
    "SUCCESS": OrderState.paid,
    "REFUND": OrderState.refunded,
    "NOTPAY": OrderState.not_paid,
    "CLOSED": OrderState.closed,
    "REVOKED": OrderState.reversed,
    "USERPAYING": OrderState.paying,
    "ACCEPT": OrderState.paying,
    "PAYERROR": OrderState.failed,
}
NOT_FOUND = "ORDERNOTEXIST"
# The texts of 401s are hints, as the provider may change them; a wrong clock has one of its own.
_CLOCK_HINTS = ("timestamp", "5分钟")
_KINDS_OF_401 = (
    ("序列号", RefusedKind.serial),
    ("证书", RefusedKind.certificate),
)
_KINDS_OF_RETURN_MSG = (
    ("证书", RefusedKind.certificate),
    ("签名", RefusedKind.key),
    ("mch_id", RefusedKind.key),
    ("appid", RefusedKind.key),
    ("权限", RefusedKind.rights),
    ("参数", RefusedKind.request),
    ("XML", RefusedKind.request),
    ("post", RefusedKind.request),
)
_CREDENTIAL_CODES = frozenset(
    {
        "SIGNERROR",
        "MCHNOTEXISTS",
        "MCHIDNOTEXIST",
        "APPIDNOTEXIST",
        "APPIDMCHIDNOTMATCH",
    }
)
_OPEN_CODES = frozenset({"SYSTEMERROR", "BANKERROR", "FREQUENCYLIMITED", "RATELIMITEXCEEDED"})
_CLOSED_CODES = frozenset({"ORDERCLOSED", "ORDERREVERSED"})
_NO_CERTIFICATES = "RESOURCENOTEXISTS"
_RIGHTS_CODES = frozenset({"NOAUTH", "REQUESTBLOCKED"})


def plain(code: str) -> str:
    """Return a code without the spellings that differ between pages: `ORDER_PAID` = `ORDERPAID`."""
    return code.replace("_", "").strip().upper()


def order_state(trade_state: str) -> OrderState:
    """Translate a `trade_state`; one that nobody knows is unknown, never guessed."""
    return _STATES.get(plain(trade_state), OrderState.unknown)


def says_not_found(status: int, code: str) -> bool:
    """Whether the provider itself says that it has no such order (a bare 404 does not)."""
    return status in {400, 404} and plain(code) == NOT_FOUND


def says_unknown(status: int) -> bool:
    """Whether a status leaves open what became of the order."""
    return status in {408, 429} or status >= 500


def refused_kind(status: int, code: str, message: str) -> RefusedKind:
    """Tell apart why the caller is refused."""
    if status == 401:
        return _kind_of_401(message)
    if plain(code) == _NO_CERTIFICATES:
        return RefusedKind.no_platform_key
    if plain(code) in _RIGHTS_CODES:
        return RefusedKind.rights
    if plain(code) in _CREDENTIAL_CODES:
        return RefusedKind.key
    return RefusedKind.request


def reverse_refusal(status: int, code: str) -> ReverseOutcome:
    """Translate an answer to a reverse that is neither 2xx nor about the caller's identity."""
    if not code or says_unknown(status):
        return ReverseOutcome.unknown
    return act_refusal(code)


def close_refusal(status: int, code: str) -> ReverseOutcome:
    """Translate an answer to a close that is neither 2xx nor about the caller's identity."""
    if status < 500 and is_closed(code):
        return ReverseOutcome.reversed
    return reverse_refusal(status, code)


def act_refusal(code: str) -> ReverseOutcome:
    """Translate the provider's own code for not taking an order back."""
    if plain(code) in _OPEN_CODES:
        return ReverseOutcome.unknown
    if plain(code) == "USERPAYING":
        return ReverseOutcome.still_paying
    return ReverseOutcome.not_found if plain(code) == NOT_FOUND else ReverseOutcome.refused


def leaves_open(code: str) -> bool:
    """Whether a code of the older protocol leaves open what became of the order."""
    return plain(code) in _OPEN_CODES


def refuses_caller(code: str) -> bool:
    """Whether a code is about who asks, so that no order was looked at."""
    return plain(code) in _CREDENTIAL_CODES | _RIGHTS_CODES


def kind_of_return_msg(message: str) -> RefusedKind | None:
    """Tell apart why the older protocol did not understand a request; None where it is open."""
    for hint, kind in _KINDS_OF_RETURN_MSG:
        if hint in message:
            return kind
    return None


def is_closed(code: str) -> bool:
    """Whether a code says that an order can never be paid any more."""
    return plain(code) in _CLOSED_CODES


def _kind_of_401(message: str) -> RefusedKind:
    if all(hint in message for hint in _CLOCK_HINTS):
        return RefusedKind.clock
    for hint, kind in _KINDS_OF_401:
        if hint in message:
            return kind
    return RefusedKind.key
