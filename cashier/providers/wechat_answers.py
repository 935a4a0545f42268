"""Reads WeChat Pay's answers: checks the signature where one is due, then says what they mean.

No HTTP here: an answer comes in whole. Nothing that is not signed for this very order counts.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cashier.core.json_text import json_object
from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.providers import wechat_words
from cashier.providers.errors import (
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    UnverifiedKind,
)
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer, ReverseOutcome
from cashier.providers.signing import AnswerVerifier
from cashier.providers.wechat_account import Account

_MAX_MESSAGE = 200
_MAX_CODE = 64
_ACCEPTED = 202
_EMPTY = 204


@dataclass(frozen=True, slots=True)
class Told:
    """What a body says; without JSON, code and message are empty."""

    code: str
    message: str
    content: Mapping[str, Any]


class AnswerReader:
    """Turns whole answers into ours.

    Failure policy: 2xx without a sound signature, for another order or unreadable, and redirects,
    raise `GatewayAnswerUnverified`; refusals of the caller raise `GatewayRefused`.
    """

    def __init__(self, verifier: AnswerVerifier, account: Account) -> None:
        self._verifier = verifier
        self._account = account

    def order(self, answer: Received, out_trade_no: str, *, by_backup: bool) -> OrderAnswer:
        """Read the answer to a query.

        Raises:
            GatewayError: it says nothing about the order.
        """
        told = self._told(answer)
        if answer.status < 300:
            state = self._state(answer, told, out_trade_no)
        elif wechat_words.says_not_found(answer.status, told.code):
            state = OrderState.not_found
        elif wechat_words.says_unknown(answer.status):
            state = OrderState.unknown
        else:
            raise refused(answer, told)
        return OrderAnswer(
            state=state,
            provider_code=told.code or f"HTTP{answer.status}",
            message=told.message,
            asked_at=answer.asked_at,
            ms=answer.ms,
            clock_offset_s=answer.clock_offset_s,
            amount=_amount(told.content),
            by_backup=by_backup,
        )

    def reverse(self, answer: Received, out_trade_no: str) -> ReverseAnswer:
        """Read the answer to a reverse.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """
        told = self._told(answer)
        if answer.status < 400:
            self._check_order(told, out_trade_no)
        return _taken_back(answer, told, wechat_words.reverse_refusal)

    def close(self, answer: Received) -> ReverseAnswer:
        """Read the answer to a close, which is empty and names no order.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """
        return _taken_back(answer, self._told(answer), wechat_words.close_refusal)

    def refusal(self, answer: Received) -> GatewayError:
        """Read an answer that should have been 200, as an error that says why it is not."""
        try:
            told = self._told(answer)
        except GatewayError as error:
            return error
        if wechat_words.says_unknown(answer.status):
            return GatewayError()
        return refused(answer, told)

    def _told(self, answer: Received) -> Told:
        if answer.status >= 400:
            content = json_object(answer.body) or {}
            return _words(content, "code", "message")
        # The provider never redirects: a portal or proxy stands in between.
        if answer.status >= 300:
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        self._verifier.check(answer.headers, answer.body)
        signed = {} if answer.status == _EMPTY else json_object(answer.body)
        if signed is None:
            raise GatewayAnswerUnverified(UnverifiedKind.unreadable)
        return _words(signed, "trade_state", "trade_state_desc")

    def _state(self, answer: Received, told: Told, out_trade_no: str) -> OrderState:
        self._check_order(told, out_trade_no)
        state = wechat_words.order_state(told.code)
        waiting = answer.status == _ACCEPTED and state is OrderState.unknown
        return OrderState.paying if waiting else state

    def _check_order(self, told: Told, out_trade_no: str) -> None:
        # A genuine answer to another question must not pass for the answer to this one.
        due = {"out_trade_no": out_trade_no} | self._account.identity
        if any(told.content.get(name) != value for name, value in due.items()):
            raise GatewayAnswerUnverified(UnverifiedKind.other_order)


def _words(content: Mapping[str, Any], code: str, message: str) -> Told:
    return Told(
        code=str(content.get(code, ""))[:_MAX_CODE],
        message=strip_digits(str(content.get(message, "")))[:_MAX_MESSAGE],
        content=content,
    )


def _taken_back(
    answer: Received, told: Told, refusal: Callable[[int, str], ReverseOutcome]
) -> ReverseAnswer:
    if answer.status == 401:
        raise refused(answer, told)
    if answer.status >= 400:
        outcome = refusal(answer.status, told.code)
    else:
        accepted = answer.status == _ACCEPTED
        outcome = ReverseOutcome.unknown if accepted else ReverseOutcome.reversed
    return ReverseAnswer(
        outcome=outcome,
        provider_code=told.code or f"HTTP{answer.status}",
        message=told.message,
        asked_at=answer.asked_at,
        ms=answer.ms,
        clock_offset_s=answer.clock_offset_s,
    )


def refused(answer: Received, told: Told) -> GatewayRefused:
    """Return the refusal that an answer's status, code and sentence stand for."""
    kind = wechat_words.refused_kind(answer.status, told.code, told.message)
    code = told.code or f"HTTP{answer.status}"
    return GatewayRefused(kind, code, told.message, answer.clock_offset_s)


def _amount(content: Mapping[str, Any]) -> Money | None:
    amount = content.get("amount")
    total = amount.get("total") if isinstance(amount, dict) else None
    return Money(total) if type(total) is int and total >= 0 else None
