"""Calls that change an order: sent once, and honest about what is open afterwards."""

from collections.abc import Awaitable, Callable

from cashier.core.clock import Clock
from cashier.providers.errors import GatewayAnswerUnverified, GatewayUnreachable
from cashier.providers.gateway import ReverseAnswer, ReverseOutcome


async def act_once(clock: Clock, work: Callable[[], Awaitable[ReverseAnswer]]) -> ReverseAnswer:
    """Do `work`; where it stays open whether the provider acted, the outcome is `unknown`.

    Raises:
        GatewayError: it was surely not done.
    """
    asked_at, start = clock.now(), clock.monotonic()
    try:
        return await work()
    except GatewayUnreachable as error:
        if not error.kind.sent:
            raise
        heard = str(error.kind)
    except GatewayAnswerUnverified as error:
        heard = str(error.kind)
    ms = (clock.monotonic() - start) * 1000
    return ReverseAnswer(ReverseOutcome.unknown, heard, "", asked_at, ms)
