"""Telling words: a till's own sentence speaks of a cause, whatever its wording, and of no money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import known_money
from cashier.diagnosis.posterior import posterior
from cashier.playbook.broken import PlaybookBroken, Problem
from cashier.playbook.evidence import Evidence
from cashier.playbook.hints import Hint, Hints
from cashier.playbook.load import load_playbook
from tests.helpers.playbooks import shipped
from tests.unit.playbook.conftest import Spoil

OWN_WORDS = [
    ("本次交易存在安全风险，已被系统阻止", "customer.risk_control"),
    ("买家钱包状态异常", "customer.account_restricted"),
    ("该用户今日付款累计已达上限", "customer.daily_limit"),
    ("付款人身份信息未补全", "customer.realname"),
    ("商户账户已被冻结", "merchant.account_restricted"),
    ("顾客放弃付款", "customer.cancelled"),
    ("此单号已使用过", "merchant.order_number_reused"),
    ("本店暂不支持信用卡付款", "merchant.credit_not_enabled"),
    ("ssl handshake failed: issuer not trusted", "network.intercepted"),
    ("與主機時間相差過大，請校時", "merchant.clock_skew"),
    ("扫描枪未连接", "merchant.scanner_fault"),
]


@pytest.mark.parametrize(("text", "cause"), OWN_WORDS)
def test_a_sentence_like_no_message_speaks_of_its_cause(text: str, cause: str) -> None:
    playbook = shipped()
    assert not playbook.codes.by_text(text)
    facts = Facts.of([Evidence("register.text", text)])
    ranked = [one.cause for one in posterior(facts, playbook, "wechat").ranked[:3]]
    assert cause in ranked


@given(st.text())
def test_any_text_has_an_answer_and_never_opens_the_lock(text: str) -> None:
    playbook = shipped()
    if playbook.hints.find(text) and not playbook.codes.by_text(text):
        facts = Facts.of([Evidence("register.text", text)])
        assert known_money(facts, playbook.codes).charge_lock


def test_the_most_exact_hints_count() -> None:
    loose = Hint("loose", (("额度",), ("不足",)), {"customer.fenfu_limit": 0.5})
    exact = Hint("exact", (("额度",), ("不足",), ("商户",)), {"merchant.account_restricted": 0.5})
    assert Hints((loose, exact)).find("商户额度不足") == (exact,)
    assert Hints((loose, exact)).find("额度不足") == (loose,)


def test_latin_words_begin_a_word_and_chinese_ones_stand_anywhere() -> None:
    hint = Hint("pin", (("pin",), ("wrong", "错误")), {"customer.card_refused": 0.5})
    assert Hints((hint,)).find("PIN wrong") == (hint,)
    assert Hints((hint,)).find("shopping went wrong") == ()
    assert Hints((hint,)).find("输入pin錯誤") == (hint,)


def test_words_beside_a_code_narrow_its_causes() -> None:
    playbook = shipped()
    code = Evidence("register.code", "wechat/RULELIMIT")
    bare = posterior(Facts.of([code]), playbook, "wechat")
    told = Facts.of([code, Evidence("register.text", "超过当日支付限额 RULELIMIT")])
    cause = "customer.daily_limit"
    assert posterior(told, playbook, "wechat").probability(cause) > bare.probability(cause)


def test_a_hint_for_no_cause_is_refused_with_its_line(spoil: Spoil) -> None:
    folder = spoil("telling_words.toml", '"customer.cancelled" = 0.45', '"client.cancelled" = 0.45')
    with pytest.raises(PlaybookBroken) as broken:
        load_playbook(folder)
    fault = broken.value.faults[0]
    assert fault.problem is Problem.unknown_name
    assert (fault.file, fault.line > 0) == ("telling_words.toml", True)
    assert fault.wanted == "customer.cancelled"
