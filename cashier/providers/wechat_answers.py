"""Reads WeChat Pay's answers: checks the signature where one is due, then says what they mean.

No HTTP here: an answer comes in whole. Nothing that is not signed for this very order counts.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cashier.core.money import Money
from cashier.core.privacy import last_six, strip_digits
from cashier.providers import wechat_words
from cashier.providers.exchange import Received
from cashier.providers.gateway import (
    GatewayAnswerUnverified,
    GatewayRefused,
    OrderAnswer,
    OrderState,
    ReverseAnswer,
    ReverseOutcome,
    UnverifiedKind,
)
from cashier.providers.signing import AnswerVerifier

_MAX_MESSAGE = 200
_MAX_CODE = 64
_ACCEPTED = 202


@dataclass(frozen=True, slots=True)
class _Told:
    """What a body says; without JSON, code and message are empty."""

    code: str
    message: str
    content: Mapping[str, Any]


class AnswerReader:
    """Turns whole answers into ours.

    Failure policy: 2xx without a sound signature, for another order or unreadable, and redirects,
    raise `GatewayAnswerUnverified`; refusals of the caller raise `GatewayRefused`.
    """

    def __init__(self, verifier: AnswerVerifier, mchid: str) -> None:
        self._verifier = verifier
        self._mchid = mchid

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
            raise _refused(answer, told)
        return OrderAnswer(
            state=state,
            provider_code=told.code or f"HTTP{answer.status}",
            message=told.message,
            transaction_tail=last_six(str(told.content.get("transaction_id", ""))),
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
        if answer.status == 401:
            raise _refused(answer, told)
        if answer.status >= 400:
            outcome = wechat_words.reverse_refusal(answer.status, told.code)
        else:
            self._check_order(told, out_trade_no)
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

    def _told(self, answer: Received) -> _Told:
        if answer.status >= 400:
            content = _object(answer.body) or {}
            return _words(content, "code", "message")
        # The provider never redirects: a portal or proxy stands in between.
        if answer.status >= 300:
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        self._verifier.check(answer.headers, answer.body)
        signed = _object(answer.body)
        if signed is None:
            raise GatewayAnswerUnverified(UnverifiedKind.unreadable)
        return _words(signed, "trade_state", "trade_state_desc")

    def _state(self, answer: Received, told: _Told, out_trade_no: str) -> OrderState:
        self._check_order(told, out_trade_no)
        state = wechat_words.order_state(told.code)
        waiting = answer.status == _ACCEPTED and state is OrderState.unknown
        return OrderState.paying if waiting else state

    def _check_order(self, told: _Told, out_trade_no: str) -> None:
        # A genuine answer to another question must not pass for the answer to this one.
        stated = told.content.get("out_trade_no"), told.content.get("mchid")
        if stated != (out_trade_no, self._mchid):
            raise GatewayAnswerUnverified(UnverifiedKind.other_order)


def _words(content: Mapping[str, Any], code: str, message: str) -> _Told:
    return _Told(
        code=str(content.get(code, ""))[:_MAX_CODE],
        message=strip_digits(str(content.get(message, "")))[:_MAX_MESSAGE],
        content=content,
    )


def _refused(answer: Received, told: _Told) -> GatewayRefused:
    kind = wechat_words.refused_kind(answer.status, told.code, told.message)
    code = told.code or f"HTTP{answer.status}"
    return GatewayRefused(kind, code, told.message, answer.clock_offset_s)


def _amount(content: Mapping[str, Any]) -> Money | None:
    amount = content.get("amount")
    total = amount.get("total") if isinstance(amount, dict) else None
    return Money(total) if type(total) is int and total >= 0 else None


def _object(body: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
