import pytest

from cashier.core.clock import ManualClock
from cashier.providers.errors import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    GatewayUnreachable,
    RefusedKind,
    UnreachableKind,
    UnverifiedKind,
)
from cashier.providers.gateway import OrderAnswer, OrderState
from cashier.providers.readiness import evidence_of_answer, evidence_of_error

GATEWAY, CLOCK = "health.gateway.wechat", "health.clock"
CERTIFICATE, MERCHANT = "health.certificate", "health.merchant.wechat"


def answer(
    state: OrderState = OrderState.not_found,
    offset: float | None = 0.2,
    by_backup: bool = False,
) -> OrderAnswer:
    now = ManualClock().now()
    return OrderAnswer(state, "X", "", now, 1.0, offset, None, by_backup)


def seen(told: OrderAnswer | GatewayError) -> dict[str, str]:
    of_answer = isinstance(told, OrderAnswer)
    found = evidence_of_answer(told) if of_answer else evidence_of_error(told)  # type: ignore[arg-type]
    assert all(evidence.source == "probe" for evidence in found)
    return {evidence.name: evidence.value for evidence in found}


def test_being_told_that_there_is_no_such_order_proves_keys_and_rights() -> None:
    assert seen(answer()) == {GATEWAY: "ok", CERTIFICATE: "ok", MERCHANT: "ok", CLOCK: "ok"}


def test_the_backup_answering_means_that_the_main_host_does_not() -> None:
    found = seen(answer(by_backup=True))
    assert (found[GATEWAY], found["health.gateway.wechat_backup"]) == ("fail", "ok")


def test_an_answer_that_says_nothing_proves_nothing_of_the_merchant() -> None:
    assert seen(answer(OrderState.unknown)) == {GATEWAY: "warn", CLOCK: "ok"}


@pytest.mark.parametrize(
    ("offset", "light"), [(-59, "ok"), (60, "warn"), (-300, "warn"), (301, "fail")]
)
def test_the_clock_by_its_offset(offset: float, light: str) -> None:
    assert seen(answer(offset=offset))[CLOCK] == light


def test_without_a_date_nothing_is_said_about_the_clock() -> None:
    assert CLOCK not in seen(answer(offset=None))


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (RefusedKind.clock, {GATEWAY: "ok", CLOCK: "fail"}),
        (RefusedKind.key, {GATEWAY: "ok", CERTIFICATE: "fail"}),
        (RefusedKind.serial, {GATEWAY: "ok", CERTIFICATE: "fail"}),
        (RefusedKind.certificate, {GATEWAY: "ok", CERTIFICATE: "fail"}),
        (RefusedKind.rights, {GATEWAY: "ok", MERCHANT: "fail"}),
        (RefusedKind.request, {GATEWAY: "ok", MERCHANT: "warn"}),
    ],
)
def test_each_refusal_points_at_its_own_link(kind: RefusedKind, found: dict[str, str]) -> None:
    assert seen(GatewayRefused(kind, "X", "")) == found


@pytest.mark.parametrize(
    ("kind", "found"),
    [
        (UnverifiedKind.unsigned, {GATEWAY: "fail"}),
        (UnverifiedKind.unreadable, {GATEWAY: "fail"}),
        (UnverifiedKind.clock, {CLOCK: "fail"}),
        (UnverifiedKind.signature, {CERTIFICATE: "fail"}),
        (UnverifiedKind.unknown_key, {CERTIFICATE: "fail"}),
    ],
)
def test_an_unverified_answer_is_evidence_too(kind: UnverifiedKind, found: dict[str, str]) -> None:
    assert seen(GatewayAnswerUnverified(kind)) == found


def test_no_answer_is_a_dark_gateway_and_nothing_else() -> None:
    assert seen(GatewayUnreachable(UnreachableKind.dns, "x")) == {GATEWAY: "fail"}
    assert seen(GatewayError()) == {}
