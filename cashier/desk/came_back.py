"""What a call to a provider came to, read from its future. It knows no case and records nothing."""

from concurrent.futures import Future
from typing import Any

import structlog

from cashier.core.errors import CashierError
from cashier.core.money import Money
from cashier.providers.errors import GatewayRefused
from cashier.providers.gateway import OrderAnswer, ReverseAnswer, ReverseOutcome

log = structlog.get_logger()


def is_other_amount(ours: Money | None, answer: OrderAnswer) -> bool:
    """Whether the provider speaks of another sum than the register."""
    return ours is not None and answer.amount is not None and answer.amount != ours


def outcome_of(done: "Future[ReverseAnswer]") -> ReverseOutcome:
    """Return what became of a reverse; where nobody can tell, it is not known."""
    problem = problem_of(done)
    if not problem:
        return done.result().outcome
    log.info("reverse_unanswered", code=problem)
    refused = not done.cancelled() and isinstance(done.exception(), GatewayRefused)
    return ReverseOutcome.refused if refused else ReverseOutcome.unknown


def problem_of(done: "Future[Any]") -> str:
    """Return the code of what went wrong, empty when nothing did.

    What is no error of ours is named by its kind only: its text may hold the order number.
    """
    if done.cancelled():
        return "cancelled"
    error = done.exception()
    if error is None or isinstance(error, CashierError):
        return error.code if error else ""
    log.error("gateway_broke", kind=type(error).__name__)
    return "gateway-broke"
