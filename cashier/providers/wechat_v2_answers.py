"""Reads answers of WeChat Pay's older protocol: always HTTP 200, then three codes, one by one.

`return_code` tells whether the request was understood (unsigned), `result_code` whether it was
done, `err_code` why not. Nothing counts that is not signed with the shared key for this shop.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cashier.core.clock import Clock
from cashier.core.money import Money
from cashier.core.privacy import Secret, strip_digits
from cashier.providers import wechat_words, wechat_xml
from cashier.providers.errors import GatewayAnswerUnverified, GatewayRefused, UnverifiedKind
from cashier.providers.exchange import Received
from cashier.providers.gateway import OrderAnswer, OrderState, ReverseAnswer, ReverseOutcome
from cashier.providers.seen_nonces import SeenNonces
from cashier.providers.wechat_account import Account

_REMEMBER_S = 3600.0
_MAX_MESSAGE = 200
_MAX_CODE = 64
_DONE = "SUCCESS"
_AGAIN = "Y"


@dataclass(frozen=True, slots=True)
class V2Told:
    """What a genuine answer says; without `done`, the code says why not."""

    done: bool
    code: str
    message: str
    fields: Mapping[str, str]


class V2Reader:
    """Turns whole answers into ours. Failure policy: as `AnswerReader`."""

    def __init__(
        self, account: Account, key: Secret, sign_type: wechat_xml.SignType, clock: Clock
    ) -> None:
        self._account = account
        self._key = key
        self._sign_type = sign_type
        self._clock = clock
        self._seen = SeenNonces(_REMEMBER_S)

    def order(self, answer: Received, out_trade_no: str, *, by_backup: bool) -> OrderAnswer:
        """Read the answer to a query.

        Raises:
            GatewayError: it says nothing about the order.
        """
        told = self._told(answer)
        state = self._state(answer, told, out_trade_no)
        return OrderAnswer(
            state=state,
            provider_code=_provider_code(answer, told),
            message=told.message,
            asked_at=answer.asked_at,
            ms=answer.ms,
            clock_offset_s=answer.clock_offset_s,
            amount=_amount(told.fields.get("total_fee", "")),
            by_backup=by_backup,
        )

    def reverse(self, answer: Received, out_trade_no: str) -> ReverseAnswer:
        """Read the answer to a reverse; `recall` means that it has to be sent again.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """
        return self._acted(answer, out_trade_no, wechat_words.act_refusal)

    def close(self, answer: Received, out_trade_no: str) -> ReverseAnswer:
        """Read the answer to a close.

        Raises:
            GatewayRefused: refused before the order was looked at.
            GatewayAnswerUnverified: what the provider did is open.
        """

        def refusal(code: str) -> ReverseOutcome:
            closed = wechat_words.is_closed(code)
            return ReverseOutcome.reversed if closed else wechat_words.act_refusal(code)

        return self._acted(answer, out_trade_no, refusal)

    def _acted(
        self, answer: Received, out_trade_no: str, refusal: Callable[[str], ReverseOutcome]
    ) -> ReverseAnswer:
        told = self._told(answer)
        if told.done:
            self._check_order(told, out_trade_no, must=False)
            outcome = ReverseOutcome.reversed
        else:
            if wechat_words.refuses_caller(told.code):
                raise _refused(answer, told)
            outcome = refusal(told.code) if told.code else ReverseOutcome.unknown
        settled = {ReverseOutcome.still_paying, ReverseOutcome.unknown}
        if told.fields.get("recall") == _AGAIN and outcome not in settled:
            outcome = ReverseOutcome.unknown
        return ReverseAnswer(
            outcome=outcome,
            provider_code=_provider_code(answer, told),
            message=told.message,
            asked_at=answer.asked_at,
            ms=answer.ms,
            clock_offset_s=answer.clock_offset_s,
        )

    def _state(self, answer: Received, told: V2Told, out_trade_no: str) -> OrderState:
        if told.done:
            self._check_order(told, out_trade_no, must=True)
            return wechat_words.order_state(told.code)
        if wechat_words.plain(told.code) == wechat_words.NOT_FOUND:
            return OrderState.not_found
        if not told.code or wechat_words.leaves_open(told.code):
            return OrderState.unknown
        raise _refused(answer, told)

    def _told(self, answer: Received) -> V2Told:
        if wechat_words.says_unknown(answer.status):
            return V2Told(done=False, code="", message="", fields={})
        if answer.status != 200:
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        fields = wechat_xml.read(answer.body)
        if fields.get("return_code") != _DONE:
            return self._not_understood(answer, fields)
        self._check_genuine(fields)
        done = fields.get("result_code") == _DONE
        names = ("trade_state", "trade_state_desc") if done else ("err_code", "err_code_des")
        code, message = (fields.get(name, "") for name in names)
        return V2Told(done, code[:_MAX_CODE], _shown(message), fields)

    def _not_understood(self, answer: Received, fields: Mapping[str, str]) -> V2Told:
        message = _shown(fields.get("return_msg", ""))
        kind = wechat_words.kind_of_return_msg(message)
        if "return_code" not in fields:
            raise GatewayAnswerUnverified(UnverifiedKind.unreadable)
        # Unsigned: enough to say that it asked for nothing, never that anything happened.
        if kind is None:
            return V2Told(done=False, code="", message=message, fields={})
        raise GatewayRefused(kind, "FAIL", message, answer.clock_offset_s)

    def _check_genuine(self, fields: Mapping[str, str]) -> None:
        if not fields.get("sign"):
            raise GatewayAnswerUnverified(UnverifiedKind.unsigned)
        if not wechat_xml.is_signed(fields, self._key, self._sign_type):
            raise GatewayAnswerUnverified(UnverifiedKind.signature)
        due = {"appid": self._account.appid, "mch_id": self._account.mchid}
        if self._account.sub_mchid:
            due["sub_mch_id"] = self._account.sub_mchid
        nonce = fields.get("nonce_str", "")
        if any(fields.get(name) != value for name, value in due.items()) or not nonce:
            raise GatewayAnswerUnverified(UnverifiedKind.other_order)
        if not self._seen.first_time(nonce, self._clock.monotonic()):
            raise GatewayAnswerUnverified(UnverifiedKind.replayed)

    def _check_order(self, told: V2Told, out_trade_no: str, *, must: bool) -> None:
        # Answers to a reverse name no order; a query's always do.
        stated = told.fields.get("out_trade_no", "" if must else out_trade_no)
        if stated != out_trade_no:
            raise GatewayAnswerUnverified(UnverifiedKind.other_order)


def _refused(answer: Received, told: V2Told) -> GatewayRefused:
    kind = wechat_words.refused_kind(200, told.code, told.message)
    return GatewayRefused(kind, told.code, told.message, answer.clock_offset_s)


def _provider_code(answer: Received, told: V2Told) -> str:
    if told.code:
        return told.code
    return told.fields.get("result_code") or f"HTTP{answer.status}"


def _shown(message: str) -> str:
    return strip_digits(message)[:_MAX_MESSAGE]


def _amount(total_fee: str) -> Money | None:
    sound = total_fee.isascii() and total_fee.isdigit() and len(total_fee) <= 12
    return Money(int(total_fee)) if sound else None
