import pytest

from cashier.core.errors import WrongUse, every_error
from cashier.core.words import LANGUAGES, Words
from cashier.providers.errors import (
    CredentialsInvalid,
    GatewayAnswerUnverified,
    GatewayError,
    GatewayRefused,
    GatewayUnreachable,
    RefusedKind,
    UnreachableKind,
    UnverifiedKind,
)
from cashier.providers.gateway import OrderState

EXAMPLES: list[GatewayError] = [
    *(GatewayRefused(kind, "SIGN_ERROR", "签名错误", 1.5) for kind in RefusedKind),
    *(GatewayUnreachable(kind, "api.mch.weixin.qq.com") for kind in UnreachableKind),
    *(GatewayAnswerUnverified(kind) for kind in UnverifiedKind),
]


def test_order_states_are_those_of_the_contract() -> None:
    assert set(OrderState) == {
        "paid",
        "paying",
        "not_paid",
        "failed",
        "reversed",
        "closed",
        "refunded",
        "not_found",
        "unknown",
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_kind_has_words_of_its_own(language: str) -> None:
    words = Words(language, ("errors",))
    said = {words(f"error-{error.code}", **error.fields) for error in EXAMPLES}
    assert len(said) == len(EXAMPLES)
    for error in EXAMPLES:
        assert words(f"error-{error.code}.do", **error.fields)


def test_only_time_out_and_reset_leave_it_open_whether_it_was_sent() -> None:
    assert [kind for kind in UnreachableKind if kind.sent] == ["timeout", "reset"]


def test_what_the_caller_can_mend_is_told_apart() -> None:
    assert issubclass(CredentialsInvalid, WrongUse)
    assert len({error.code for error in every_error(GatewayError)}) == 4
