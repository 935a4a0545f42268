import pytest

from cashier.providers import wechat_words
from cashier.providers.errors import RefusedKind
from cashier.providers.gateway import OrderState, ReverseOutcome
from cashier.sandbox.signing import AuthFlaw
from cashier.sandbox.wire import TradeState


def test_every_state_of_the_provider_is_known() -> None:
    unknown = {state for state in TradeState if wechat_words.order_state(state) == "unknown"}
    assert unknown == set()


@pytest.mark.parametrize(
    ("word", "state"),
    [
        ("USER_PAYING", OrderState.paying),
        ("userpaying", OrderState.paying),
        ("NOT_PAY", OrderState.not_paid),
        ("ACCEPT", OrderState.paying),
        ("PAY_ERROR", OrderState.failed),
        ("SUCCESSFUL", OrderState.unknown),
        ("", OrderState.unknown),
    ],
)
def test_spellings_are_one_and_strange_words_are_unknown(word: str, state: OrderState) -> None:
    assert wechat_words.order_state(word) is state


@pytest.mark.parametrize(
    ("status", "code", "found"),
    [
        (404, "ORDER_NOT_EXIST", True),
        (404, "ORDERNOTEXIST", True),
        (400, "ORDERNOTEXIST", True),
        (404, "", False),
        (404, "NOT_FOUND", False),
        (500, "ORDER_NOT_EXIST", False),
    ],
)
def test_only_the_provider_itself_can_say_not_found(status: int, code: str, found: bool) -> None:
    assert wechat_words.says_not_found(status, code) is found


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (AuthFlaw.stale, RefusedKind.clock),
        (AuthFlaw.serial, RefusedKind.serial),
        (AuthFlaw.expired, RefusedKind.certificate),
        ("商户证书已作废", RefusedKind.certificate),
        ("已更换证书，请使用新证书", RefusedKind.certificate),
        ("商户未申请过证书", RefusedKind.certificate),
        ("商户未设置APIv3密钥", RefusedKind.key),
        ("错误的签名，导致验签失败", RefusedKind.key),
        ("Http头Authorization认证类型不正确", RefusedKind.key),
        (AuthFlaw.signature, RefusedKind.key),
        (AuthFlaw.absent, RefusedKind.key),
        (AuthFlaw.malformed, RefusedKind.key),
        ("something new", RefusedKind.key),
    ],
)
def test_401s_are_told_apart_by_their_text(text: str, kind: RefusedKind) -> None:
    assert wechat_words.refused_kind(401, "SIGN_ERROR", text) is kind


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "NO_AUTH", RefusedKind.rights),
        (403, "NOAUTH", RefusedKind.rights),
        (400, "MCH_NOT_EXISTS", RefusedKind.key),
        (400, "APPID_MCHID_NOT_MATCH", RefusedKind.key),
        (400, "PARAM_ERROR", RefusedKind.request),
        (404, "", RefusedKind.request),
    ],
)
def test_other_refusals(status: int, code: str, kind: RefusedKind) -> None:
    assert wechat_words.refused_kind(status, code, "") is kind


@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (403, "USERPAYING", ReverseOutcome.still_paying),
        (400, "USER_PAYING", ReverseOutcome.still_paying),
        (404, "ORDER_NOT_EXIST", ReverseOutcome.not_found),
        (400, "ORDER_CLOSED", ReverseOutcome.refused),
        (404, "", ReverseOutcome.unknown),
        (429, "FREQUENCY_LIMITED", ReverseOutcome.unknown),
        (408, "X", ReverseOutcome.unknown),
        (500, "SYSTEM_ERROR", ReverseOutcome.unknown),
        (502, "", ReverseOutcome.unknown),
    ],
)
def test_what_a_reverse_hears(status: int, code: str, outcome: ReverseOutcome) -> None:
    assert wechat_words.reverse_refusal(status, code) is outcome
