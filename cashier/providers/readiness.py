"""What one harmless question to the provider proves about the merchant's set-up. Pure."""

from dataclasses import dataclass

from cashier.playbook.evidence import Evidence
from cashier.providers.errors import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    GatewayUnreachable,
    RefusedKind,
    UnverifiedKind,
)
from cashier.providers.gateway import OrderAnswer, OrderState


@dataclass(frozen=True, slots=True)
class ProviderLights:
    """Which lights speak for a provider; one without a backup host has none for it."""

    gateway: str
    merchant: str
    backup: str | None = None


WECHAT = ProviderLights(
    "health.gateway.wechat", "health.merchant.wechat", "health.gateway.wechat_backup"
)
ALIPAY = ProviderLights("health.gateway.alipay", "health.merchant.alipay")
WARN_SKEW_S = 60.0
FAIL_SKEW_S = 300.0
_CLOCK, _CERTIFICATE = "health.clock", "health.certificate"


def evidence_of_answer(
    answer: OrderAnswer, lights: ProviderLights = WECHAT, *, always_fails: bool = False
) -> tuple[Evidence, ...]:
    """Read an answer about an order that cannot exist: being told so proves keys and rights.

    Args:
        answer: what was heard.
        lights: whose lights it is about.
        always_fails: the provider has said nothing else for a while, whatever it was asked: that
            is the merchant's set-up, not the provider's trouble alone.
    """
    found = [_seen(lights.gateway, "fail" if answer.by_backup else "ok")]
    if answer.by_backup and lights.backup is not None:
        found.append(_seen(lights.backup, "ok"))
    if answer.state is OrderState.unknown:
        setup = (_seen(lights.merchant, "fail"),) if always_fails else ()
        return (_seen(lights.gateway, "warn"), *found[1:], *setup, *_clock(answer.clock_offset_s))
    found += [_seen(_CERTIFICATE, "ok"), _seen(lights.merchant, "ok")]
    return (*found, *_clock(answer.clock_offset_s))


def evidence_of_error(error: GatewayError, lights: ProviderLights = WECHAT) -> tuple[Evidence, ...]:
    """Read a failure: only what it proves, nothing else."""
    if isinstance(error, GatewayRefused):
        return _refused(error, lights)
    if isinstance(error, GatewayAnswerUnverified):
        kind = error.kind
        if kind is UnverifiedKind.clock:
            return (_seen(_CLOCK, "fail"),)
        portal = kind in {UnverifiedKind.unsigned, UnverifiedKind.unreadable}
        return (_seen(lights.gateway if portal else _CERTIFICATE, "fail"),)
    return (_seen(lights.gateway, "fail"),) if isinstance(error, GatewayUnreachable) else ()


def _refused(error: GatewayRefused, lights: ProviderLights) -> tuple[Evidence, ...]:
    reached = _seen(lights.gateway, "ok")
    if error.kind is RefusedKind.clock:
        return (reached, _seen(_CLOCK, "fail"))
    if error.kind in {RefusedKind.rights, RefusedKind.app}:
        return (reached, _seen(lights.merchant, "fail"), *_clock(error.clock_offset_s))
    if error.kind is RefusedKind.request:
        return (reached, _seen(lights.merchant, "warn"), *_clock(error.clock_offset_s))
    return (reached, _seen(_CERTIFICATE, "fail"), *_clock(error.clock_offset_s))


def _clock(offset_s: float | None) -> tuple[Evidence, ...]:
    if offset_s is None:
        return ()
    skew = abs(offset_s)
    value = "ok" if skew < WARN_SKEW_S else "warn" if skew <= FAIL_SKEW_S else "fail"
    return (_seen(_CLOCK, value),)


def _seen(name: str, value: str) -> Evidence:
    return Evidence(name, value, "probe")
