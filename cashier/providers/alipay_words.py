"""What Alipay's words mean: trade states, codes and refusals. Pure; no HTTP, no keys.

Sub-codes are looked for within the text they came in: `ACQ.SYSTEM_ERROR` is really sent as
`AQC.SYSTEM_ERROR` by one call.
"""

from cashier.providers.errors import RefusedKind
from cashier.providers.gateway import OrderState, ReverseOutcome

DONE = "10000"
WAITING = "10003"
BUSINESS = "40004"
_UNAVAILABLE = frozenset({"20000", "40005"})
_STATES = {
    "WAIT_BUYER_PAY": OrderState.paying,
    "TRADE_SUCCESS": OrderState.paid,
    "TRADE_FINISHED": OrderState.paid,
    "TRADE_CLOSED": OrderState.closed,
}
_REFUSALS = (
    ("INVALID-TIMESTAMP", RefusedKind.clock),
    ("SIGNATURE", RefusedKind.key),
    ("CERT", RefusedKind.certificate),
    ("APP-ID", RefusedKind.app),
    ("ONLINE-APP", RefusedKind.app),
    ("PARTNER-ERROR", RefusedKind.app),
    ("AUTH", RefusedKind.rights),
    ("PERMISSION", RefusedKind.rights),
    ("FORBIDDEN", RefusedKind.rights),
    ("NO-PRODUCT", RefusedKind.rights),
)
_ACTIONS = {
    "close": ReverseOutcome.reversed,
    "refund": ReverseOutcome.reversed,
    "": ReverseOutcome.not_found,
}
# Said about the caller, though in the shape of an answer about an order.
_ABOUT_THE_CALLER = ("ACCESS-FORBIDDEN", "PARTNER-ERROR", "INVALID-PARAMETER")


def order_state(trade_status: str) -> OrderState:
    """Translate a `trade_status`; one that nobody knows is unknown, never guessed."""
    return _STATES.get(trade_status.strip().upper(), OrderState.unknown)


def says_not_found(code: str, sub_code: str) -> bool:
    """Whether Alipay says that it has no such trade (or none yet: nobody scanned the code)."""
    return code == BUSINESS and "TRADE-NOT-EXIST" in _plain(sub_code)


def says_unknown(code: str, sub_code: str) -> bool:
    """Whether an answer leaves open what became of the order: trouble inside, or too many calls."""
    return code in _UNAVAILABLE or "SYSTEM-ERROR" in _plain(sub_code)


def refuses_caller(code: str, sub_code: str) -> bool:
    """Whether an answer is about the caller and not about the order."""
    plain = _plain(sub_code)
    return code != BUSINESS or any(word in plain for word in _ABOUT_THE_CALLER)


def refused_kind(sub_code: str) -> RefusedKind:
    """Tell apart why the caller is refused."""
    plain = _plain(sub_code)
    return next((kind for word, kind in _REFUSALS if word in plain), RefusedKind.request)


def cancelled(action: str, retry_flag: str) -> ReverseOutcome:
    """Translate what a successful cancel did: without an action there was no such trade."""
    if retry_flag.strip().upper() == "Y":
        return ReverseOutcome.unknown
    return _ACTIONS.get(action.strip().lower(), ReverseOutcome.unknown)


def taking_back_refusal(code: str, sub_code: str, retry_flag: str) -> ReverseOutcome:
    """Translate a signed "no" to a cancel or a close."""
    if says_unknown(code, sub_code) or retry_flag.strip().upper() == "Y":
        return ReverseOutcome.unknown
    return ReverseOutcome.not_found if says_not_found(code, sub_code) else ReverseOutcome.refused


def _plain(code: str) -> str:
    return code.replace("_", "-").strip().upper()
