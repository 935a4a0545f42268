"""`cashier order`: ask the provider about one order; take one back. It cannot charge.

A reverse is a person's act: PIN first, then a fresh question, and only when that is not "paid".
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

from cashier.core.privacy import last_six
from cashier.core.words import Words
from cashier.providers.gateway import Gateway, OrderAnswer, OrderState, ReverseAnswer

Echo = Callable[[str], None]
_WRONG_USE, _NOT_KNOWN, _DONE = 2, 3, 0
_FORBIDS = {
    OrderState.paid: ("order-reverse-paid", _WRONG_USE),
    OrderState.unknown: ("order-reverse-not-now", _NOT_KNOWN),
    OrderState.reversed: ("order-reverse-needless", _DONE),
    OrderState.closed: ("order-reverse-needless", _DONE),
    OrderState.refunded: ("order-reverse-needless", _DONE),
}


@dataclass(frozen=True, slots=True)
class OrderTalk:
    """With whom the command talks: the provider, the catalogue, the screen."""

    gateway: Gateway
    words: Words
    echo: Echo
    as_json: bool = False


def show_order(talk: OrderTalk, number: str) -> int:
    """Print what the provider says about an order; closes the gateway's client afterwards.

    Raises:
        GatewayError: it could not be asked.
        OrderNumberInvalid: no such number can exist.
    """
    return asyncio.run(_closing(talk, _show(talk, number)))


def reverse_order(talk: OrderTalk, number: str, pin_given: Callable[[], bool]) -> int:
    """Take an order back when it is surely not paid; closes the gateway's client afterwards.

    Args:
        talk: provider, words and screen.
        number: the order.
        pin_given: asks for the manager's PIN; false refuses.

    Raises:
        GatewayError: it could not be asked, or it was surely not done.
        OrderNumberInvalid: no such number can exist.
    """
    if not pin_given():
        talk.echo(talk.words("order-pin-wrong"))
        return _WRONG_USE
    return asyncio.run(_closing(talk, _reverse(talk, number)))


async def _closing(talk: OrderTalk, work: Coroutine[Any, Any, int]) -> int:
    try:
        return await work
    finally:
        await talk.gateway.close_client()


async def _show(talk: OrderTalk, number: str) -> int:
    answer = await talk.gateway.query(number)
    _print_order(talk, number, answer)
    return _DONE


async def _reverse(talk: OrderTalk, number: str) -> int:
    before = await talk.gateway.query(number)
    if before.state in _FORBIDS:
        key, exit_code = _FORBIDS[before.state]
        _print_order(talk, number, before)
        talk.echo(json.dumps({"reverse": "not_sent"}) if talk.as_json else talk.words(key))
        return exit_code
    done = await talk.gateway.reverse(number)
    _print_reverse(talk, done)
    _print_order(talk, number, await talk.gateway.query(number))
    return _DONE


def _print_order(talk: OrderTalk, number: str, answer: OrderAnswer) -> None:
    if talk.as_json:
        content = {
            "order": f"…{last_six(number)}",
            "state": str(answer.state),
            "provider": talk.gateway.name,
            "code": answer.provider_code,
            "message": answer.message,
            "amount_fen": answer.amount.fen if answer.amount else None,
            "asked_at": answer.asked_at.isoformat(timespec="seconds"),
            "ms": round(answer.ms, 1),
        }
        talk.echo(json.dumps(content, ensure_ascii=False))
        return
    key = f"order-state-{answer.state.replace('_', '-')}"
    talk.echo(talk.words("order-line", number=last_six(number), state=talk.words(key)))
    if answer.amount is not None:
        talk.echo(talk.words("order-amount", amount=answer.amount.yuan))
    talk.echo(talk.words("order-said", code=answer.provider_code, message=answer.message or "—"))
    talk.echo(talk.words(f"{key}.means"))


def _print_reverse(talk: OrderTalk, answer: ReverseAnswer) -> None:
    if talk.as_json:
        content = {"reverse": str(answer.outcome), "code": answer.provider_code}
        talk.echo(json.dumps(content, ensure_ascii=False))
        return
    talk.echo(talk.words(f"order-reverse-{answer.outcome.replace('_', '-')}"))
