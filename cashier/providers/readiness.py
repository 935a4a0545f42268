"""What one harmless question to the provider proves about the merchant's set-up. Pure."""

from cashier.playbook.evidence import Evidence
from cashier.providers.gateway import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    GatewayUnreachable,
    OrderAnswer,
    OrderState,
    RefusedKind,
    UnverifiedKind,
)

WARN_SKEW_S = 60.0
FAIL_SKEW_S = 300.0
_GATEWAY, _BACKUP = "health.gateway.wechat", "health.gateway.wechat_backup"
_CLOCK, _CERTIFICATE, _MERCHANT = "health.clock", "health.certificate", "health.merchant.wechat"


def evidence_of_answer(answer: OrderAnswer, *, always_fails: bool = False) -> tuple[Evidence, ...]:
    """Read an answer about an order that cannot exist: being told so proves keys and rights.

    Args:
        answer: what was heard.
        always_fails: the provider has said nothing else for a while, whatever it was asked: that
            is the merchant's set-up, not the provider's trouble alone.
    """
    found = [_seen(_GATEWAY, "fail" if answer.by_backup else "ok")]
    if answer.by_backup:
        found.append(_seen(_BACKUP, "ok"))
    if answer.state is OrderState.unknown:
        setup = (_seen(_MERCHANT, "fail"),) if always_fails else ()
        return (_seen(_GATEWAY, "warn"), *found[1:], *setup, *_clock(answer.clock_offset_s))
    found += [_seen(_CERTIFICATE, "ok"), _seen(_MERCHANT, "ok")]
    return (*found, *_clock(answer.clock_offset_s))


def evidence_of_error(error: GatewayError) -> tuple[Evidence, ...]:
    """Read a failure: only what it proves, nothing else."""
    if isinstance(error, GatewayRefused):
        return _refused(error)
    if isinstance(error, GatewayAnswerUnverified):
        kind = error.kind
        if kind is UnverifiedKind.clock:
            return (_seen(_CLOCK, "fail"),)
        portal = kind in {UnverifiedKind.unsigned, UnverifiedKind.unreadable}
        return (_seen(_GATEWAY if portal else _CERTIFICATE, "fail"),)
    return (_seen(_GATEWAY, "fail"),) if isinstance(error, GatewayUnreachable) else ()


def _refused(error: GatewayRefused) -> tuple[Evidence, ...]:
    reached = _seen(_GATEWAY, "ok")
    if error.kind is RefusedKind.clock:
        return (reached, _seen(_CLOCK, "fail"))
    if error.kind is RefusedKind.rights:
        return (reached, _seen(_MERCHANT, "fail"), *_clock(error.clock_offset_s))
    if error.kind is RefusedKind.request:
        return (reached, _seen(_MERCHANT, "warn"), *_clock(error.clock_offset_s))
    return (reached, _seen(_CERTIFICATE, "fail"), *_clock(error.clock_offset_s))


def _clock(offset_s: float | None) -> tuple[Evidence, ...]:
    if offset_s is None:
        return ()
    skew = abs(offset_s)
    value = "ok" if skew < WARN_SKEW_S else "warn" if skew <= FAIL_SKEW_S else "fail"
    return (_seen(_CLOCK, value),)


def _seen(name: str, value: str) -> Evidence:
    return Evidence(name, value, "probe")
