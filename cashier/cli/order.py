"""`cashier order`: ask the provider about one order; take one back. It cannot charge.

A reverse is a person's act: PIN first, then a fresh question, and only when that is not "paid" and
the customer has had the time to pay.
"""

import asyncio
import json
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import datetime
from math import ceil
from typing import Any

from cashier.core.privacy import last_six
from cashier.core.words import Words
from cashier.playbook.timings import Timings
from cashier.providers.gateway import Gateway, OrderAnswer, OrderState, ReverseAnswer

Echo = Callable[[str], None]
_WRONG_USE, _NOT_KNOWN, _DONE = 2, 3, 0


@dataclass(frozen=True, slots=True)
class _Refusal:
    """Why nothing is taken back, and after how many seconds it may be tried again."""

    key: str
    exit_code: int
    wait_s: int = 0


_NEEDLESS = _Refusal("order-reverse-needless", _DONE)
_FORBIDS = {
    OrderState.paid: _Refusal("order-reverse-paid", _WRONG_USE),
    OrderState.unknown: _Refusal("order-reverse-not-now", _NOT_KNOWN),
    OrderState.reversed: _NEEDLESS,
    OrderState.closed: _NEEDLESS,
    OrderState.refunded: _NEEDLESS,
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


@dataclass(frozen=True, slots=True)
class Permit:
    """What a reverse needs besides a fresh answer that allows it.

    Args:
        ask_pin: asks for the manager's PIN; raises unless it is right.
        sure: asked where nobody knows when the order was charged; false refuses.
        timings: how long an order is left alone after the charge.
        charged_by: when it had been charged at the latest, if that is known.
    """

    ask_pin: Callable[[], None]
    sure: Callable[[], bool]
    timings: Timings
    charged_by: datetime | None = None


def reverse_order(talk: OrderTalk, number: str, permit: Permit) -> int:
    """Take an order back when it is surely not paid; closes the gateway's client afterwards.

    Raises:
        GatewayError: it could not be asked, or it was surely not done.
        OrderNumberInvalid: no such number can exist.
        CashierError: the PIN is not right; nothing was asked.
    """
    if permit.charged_by is None and not permit.sure():
        _print_refusal(talk, _Refusal("order-reverse-declined", _DONE))
        return _DONE
    permit.ask_pin()
    return asyncio.run(_closing(talk, _reverse(talk, number, permit)))


async def _closing(talk: OrderTalk, work: Coroutine[Any, Any, int]) -> int:
    try:
        return await work
    finally:
        await talk.gateway.close_client()


async def _show(talk: OrderTalk, number: str) -> int:
    answer = await talk.gateway.query(number)
    _print_order(talk, number, answer)
    return _DONE


async def _reverse(talk: OrderTalk, number: str, permit: Permit) -> int:
    before = await talk.gateway.query(number)
    refusal = _FORBIDS.get(before.state) or _too_early(before, permit)
    if refusal is not None:
        _print_order(talk, number, before)
        _print_refusal(talk, refusal)
        return refusal.exit_code
    done = await talk.gateway.reverse(number)
    _print_reverse(talk, done)
    _print_order(talk, number, await talk.gateway.query(number))
    return _DONE


def _too_early(answer: OrderAnswer, permit: Permit) -> _Refusal | None:
    """Let the customer be: a moment after the charge, the whole window while they are paying."""
    if permit.charged_by is None:
        return None
    paying = answer.state is OrderState.paying
    rest_s = permit.timings.query_window_s if paying else permit.timings.reverse_after_s
    wait_s = ceil(rest_s - (answer.asked_at - permit.charged_by).total_seconds())
    return _Refusal("order-reverse-early", _WRONG_USE, wait_s) if wait_s > 0 else None


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


def _print_refusal(talk: OrderTalk, refusal: _Refusal) -> None:
    if talk.as_json:
        wait = {"wait_s": refusal.wait_s} if refusal.wait_s else {}
        talk.echo(json.dumps({"reverse": "not_sent", **wait}))
        return
    talk.echo(talk.words(refusal.key, seconds=refusal.wait_s))


def _print_reverse(talk: OrderTalk, answer: ReverseAnswer) -> None:
    if talk.as_json:
        content = {"reverse": str(answer.outcome), "code": answer.provider_code}
        talk.echo(json.dumps(content, ensure_ascii=False))
        return
    talk.echo(talk.words(f"order-reverse-{answer.outcome.replace('_', '-')}"))
