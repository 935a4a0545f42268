"""Reads Alipay's answers: checks the signature where one is due, then says what they mean.

No HTTP here: an answer comes in whole. The gateway answers everything with status 200, so nothing
is read from the status; and it leaves refusals unsigned, so an unsigned answer is believed only
where it says that the caller was refused or that nothing is known, never about an order.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from cashier.core.money import Money
from cashier.core.privacy import strip_digits
from cashier.providers import alipay_words as words
from cashier.providers.alipay_envelope import opened
from cashier.providers.alipay_signing import AlipayVerifier
from cashier.providers.errors import GatewayAnswerUnverified, GatewayRefused, UnverifiedKind
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer, ReverseOutcome

_MAX_MESSAGE = 200
_MAX_CODE = 64
_FOUND = 200
_AMOUNT = re.compile(r"([0-9]{1,9})\.([0-9]{2})")


@dataclass(frozen=True, slots=True)
class _Told:
    """What an answer says. `signed` means by Alipay, checked. Without content it is no answer."""

    code: str
    sub_code: str
    message: str
    content: Mapping[str, Any]
    signed: bool = False

    def text(self, name: str) -> str:
        """Return a field as text; absent ones are empty."""
        found = self.content.get(name)
        return found[:_MAX_MESSAGE] if isinstance(found, str) else ""

    @property
    def said(self) -> str:
        """The code that says most."""
        return self.sub_code or self.code


class AlipayReader:
    """Turns whole answers into ours.

    Failure policy: what is unsigned, wrongly signed, about another order or unreadable raises
    `GatewayAnswerUnverified`; refusals of the caller raise `GatewayRefused`.
    """

    def __init__(self, verifier: AlipayVerifier) -> None:
        self._verifier = verifier

    def order(self, answer: Received, method: str, out_trade_no: str) -> OrderAnswer:
        """Read the answer to a query.

        Raises:
            GatewayError: it says nothing about the order.
        """
        told = self._told(answer, method)
        state = _order_state(told, answer, out_trade_no)
        return OrderAnswer(
            state=state,
            provider_code=told.text("trade_status")[:_MAX_CODE] or told.said,
            message=told.message,
            asked_at=answer.asked_at,
            ms=answer.ms,
            clock_offset_s=answer.clock_offset_s,
            amount=_amount(told.text("total_amount")),
        )

    def reverse(self, answer: Received, method: str, out_trade_no: str) -> ReverseAnswer:
        """Read the answer to a cancel, which gives money back where it was taken.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """
        return self._taken_back(
            answer,
            method,
            out_trade_no,
            lambda told: words.cancelled(told.text("action"), told.text("retry_flag")),
        )

    def close(self, answer: Received, method: str, out_trade_no: str) -> ReverseAnswer:
        """Read the answer to a close, which never touches an order that is paid.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """
        return self._taken_back(answer, method, out_trade_no, lambda _told: ReverseOutcome.reversed)

    def _taken_back(
        self,
        answer: Received,
        method: str,
        out_trade_no: str,
        done: Callable[[_Told], ReverseOutcome],
    ) -> ReverseAnswer:
        told = self._told(answer, method)
        if told.code == words.DONE:
            _check_order(told, out_trade_no)
            outcome = done(told)
        elif words.says_unknown(told.code, told.sub_code):
            outcome = ReverseOutcome.unknown
        elif words.refuses_caller(told.code, told.sub_code):
            raise _refused(told, answer)
        else:
            outcome = words.taking_back_refusal(told.code, told.sub_code, told.text("retry_flag"))
        return ReverseAnswer(
            outcome=outcome,
            provider_code=told.said,
            message=told.message,
            asked_at=answer.asked_at,
            ms=answer.ms,
            clock_offset_s=answer.clock_offset_s,
        )

    def _told(self, answer: Received, method: str) -> _Told:
        if answer.status != _FOUND:
            return _broken(answer.status)
        envelope = opened(answer.body, method)
        if envelope.signature:
            self._verifier.check(envelope.signed, envelope.signature)
        told = _Told(
            code=_code(envelope.content.get("code")),
            sub_code=_code(envelope.content.get("sub_code")),
            message=_message(envelope.content),
            content=envelope.content,
            signed=bool(envelope.signature),
        )
        if not told.signed and _needs_signature(told):
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        return told


def _broken(status: int) -> _Told:
    # Alipay itself says everything with 200; what says otherwise stands in front of it.
    if status in {408, 429} or status >= 500:
        return _Told("20000", f"HTTP{status}", "", {})
    raise GatewayAnswerUnverified(UnverifiedKind.unsigned)


def _needs_signature(told: _Told) -> bool:
    if words.says_unknown(told.code, told.sub_code):
        return False
    return told.code in {words.DONE, words.WAITING, ""} or not words.refuses_caller(
        told.code, told.sub_code
    )


def _order_state(told: _Told, answer: Received, out_trade_no: str) -> OrderState:
    if told.code == words.DONE:
        _check_order(told, out_trade_no)
        state = words.order_state(told.text("trade_status"))
        return OrderState.refunded if state is OrderState.closed and _was_paid(told) else state
    if told.code == words.WAITING:
        _check_order(told, out_trade_no)
        return OrderState.paying
    if words.says_not_found(told.code, told.sub_code):
        return OrderState.not_found
    if words.says_unknown(told.code, told.sub_code):
        return OrderState.unknown
    raise _refused(told, answer)


def _check_order(told: _Told, out_trade_no: str) -> None:
    # A genuine answer to another question must not pass for the answer to this one.
    if told.content.get("out_trade_no") != out_trade_no:
        raise GatewayAnswerUnverified(UnverifiedKind.other_order)


def _was_paid(told: _Told) -> bool:
    """Whether money ever came: a closed trade was either never paid, or paid and refunded."""
    amounts = (_amount(told.text(name)) for name in ("buyer_pay_amount", "receipt_amount"))
    return bool(told.text("send_pay_date")) or any(one and one.fen for one in amounts)


def _refused(told: _Told, answer: Received) -> GatewayRefused:
    kind = words.refused_kind(told.sub_code)
    return GatewayRefused(kind, told.said, told.message, answer.clock_offset_s)


def _code(value: object) -> str:
    return strip_digits(str(value))[:_MAX_CODE] if isinstance(value, (str, int)) else ""


def _message(content: Mapping[str, Any]) -> str:
    found = content.get("sub_msg") or content.get("msg")
    return strip_digits(found)[:_MAX_MESSAGE] if isinstance(found, str) else ""


def _amount(text: str) -> Money | None:
    found = _AMOUNT.fullmatch(text)
    return Money(int(found[1]) * 100 + int(found[2])) if found else None
