import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.core.privacy import strip_digits
from cashier.playbook.evidence import (
    CONTRACT,
    METHODS,
    OPEN_NAMES,
    UNKNOWN,
    Evidence,
    UnknownEvidenceName,
    UnknownEvidenceValue,
    Vocabulary,
)
from cashier.playbook.playbook import Playbook


def test_every_listed_value_and_unknown_is_taken() -> None:
    for name in CONTRACT.names:
        for value in CONTRACT.values(name):
            CONTRACT.check(name, value)
        assert CONTRACT.values(name)[-1] == UNKNOWN


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("register.code", "wechat/USERPAYING"),
        ("register.code", "card/05"),
        ("register.code", "alipay/20000 isp.unknow-error"),
        ("register.text", "支付失败，条码无法识别"),
        ("register.http", "502"),
        ("register.http", "timeout"),
        ("step.anything_at_all", "helped"),
        ("tried.fenfu", "failed"),
    ],
)
def test_open_names_take_what_the_contract_allows(name: str, value: str) -> None:
    CONTRACT.check(name, value)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("ask.other_pay", "ask.others_pay"),
        ("health.gateway.weixin", "health.gateway.wechat"),
        ("registr.code", "register.code"),
        ("tried.bitcoin", "tried."),
        ("step.", ""),
        ("", ""),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(name: str, nearest: str) -> None:
    with pytest.raises(UnknownEvidenceName) as refused:
        CONTRACT.check(name, "yes")
    assert str(refused.value.fields["nearest"]).startswith(nearest)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    ("name", "value", "nearest"),
    [
        ("ask.fenfu_choice", "grayed", "greyed"),
        ("code.fault", "blur", "blur_focus"),
        ("code.clarity", "a", "A"),
        ("register.code", "weixin/USERPAYING", "wechat/USERPAYING"),
        ("register.code", "USERPAYING", "wechat/USERPAYING"),
        ("register.code", "wechat/ ", "wechat/CODE"),
        ("register.http", "tiemout", "timeout"),
        ("register.http", "2000", "timeout"),
        ("register.text", "  ", "unknown"),
    ],
)
def test_an_unknown_value_is_refused_with_the_nearest(name: str, value: str, nearest: str) -> None:
    with pytest.raises(UnknownEvidenceValue) as refused:
        CONTRACT.check(name, value)
    assert refused.value.fields["nearest"] == nearest


def test_a_payment_code_never_stands_in_an_error() -> None:
    with pytest.raises(UnknownEvidenceValue) as refused:
        CONTRACT.check("code.kind", "130123456789012345")
    assert "130123456789012345" not in str(refused.value)
    with pytest.raises(UnknownEvidenceValue) as other:
        CONTRACT.check("register.code", "weixin/130123456789012345")
    assert "130123456789012345" not in str(other.value)


@given(st.text(), st.text())
def test_check_either_takes_or_refuses_and_shows_no_long_digits(name: str, value: str) -> None:
    try:
        CONTRACT.check(name, value)
    except (UnknownEvidenceName, UnknownEvidenceValue) as refused:
        shown = " ".join(str(field) for field in refused.fields.values())
        assert strip_digits(shown) == shown


def test_a_loaded_vocabulary_knows_its_steps(playbook: Playbook) -> None:
    words = playbook.vocabulary
    words.check("step.refresh_code", "no_help")
    with pytest.raises(UnknownEvidenceName) as refused:
        words.check("step.refresh_cod", "no_help")
    assert refused.value.fields["nearest"] == "step.refresh_code"
    assert {f"tried.{method}" for method in METHODS} <= set(words.names)
    assert set(OPEN_NAMES) <= set(words.names)


def test_closed_steps_may_be_none_at_all() -> None:
    with pytest.raises(UnknownEvidenceName):
        Vocabulary(steps=()).check("step.any", "helped")


def test_evidence_says_itself_in_one_line() -> None:
    item = Evidence("ask.others_pay", "no", "clerk")
    assert str(item) == "ask.others_pay=no"
    assert item.known
    assert not Evidence("ask.others_pay", "unknown").known
