"""What a shown text does to the money and to the causes: likeness is evidence, never an answer."""

import re
import unicodedata
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.variants import composed, garbled, lines
from cashier.cases.advice import POSSIBLE, SURE, Situation, advise
from cashier.diagnosis.facts import Facts
from cashier.diagnosis.order import known_money
from cashier.diagnosis.posterior import posterior
from cashier.playbook.evidence import Evidence
from cashier.register.report import read_text
from tests.helpers.playbooks import shipped

PLAYBOOK = shipped()
CODES = PLAYBOOK.codes
CHARGE = [row for row in CODES.rows if row.call == "charge"]
FINAL = sorted({row.message for row in CHARGE if row.final and row.message})
SHOWN = sorted({row.message for row in CHARGE if row.message})
PHRASES = sorted(text for phrase in PLAYBOOK.phrases for text in phrase.texts)
WORDINGS = sorted(text for texts in CODES.wordings.said.values() for text in texts)
NEGATIONS = (
    "未",
    "没有",
    "不",
    "不是",
    "并非",
    "非",
    "无",
    "否",
    "?",
    "？",
    "\ufffd",
    "\udc80",
    "not ",
)
AROUND = ("", " ", "，", "\n", "101 ", "错误码：", "支付失败：", "请重试", "?", "吗", "上一笔")
_NOT_SAID = re.compile(r"[\W_]+")


def skeleton(text: str) -> str:
    """Letters and digits only, without a number before: what any reading of it has to agree on."""
    plain = _NOT_SAID.sub("", unicodedata.normalize("NFKC", text).casefold().replace("帐", "账"))
    return re.sub("^[0-9]{1,6}(?=[^0-9])", "", plain.replace("错误码", ""))


SETTLED = {skeleton(text) for text in FINAL}
CODE_WORDS = {skeleton(row.code) for row in CHARGE} - {""}


def is_final(text: str) -> bool:
    """Whether a text is a final message, letter for letter, with nothing or a code beside it."""
    plain = skeleton(text)
    if plain in CODE_WORDS:
        return True
    ends = {plain}
    for word in CODE_WORDS:
        ends |= {plain.removeprefix(word), plain.removesuffix(word)}
    return bool({skeleton(one) for one in ends} & SETTLED)


def locked(text: str) -> bool:
    """Both ways a text can come in: read by the register's room, and as evidence as it stands."""
    read = Facts.of(read_text(text, CODES).evidence())
    raw = Facts.of([Evidence("register.text", text)])
    return all(known_money(facts, CODES, charged=True).charge_lock for facts in (read, raw))


@st.composite
def compositions(draw: st.DrawFn) -> str:
    """A final message with something else in it or around it."""
    final = draw(st.sampled_from(FINAL))
    other = draw(st.sampled_from([*SHOWN, *PHRASES, *WORDINGS, *(row.code for row in CHARGE)]))
    place = draw(st.integers(0, len(final)))
    negated = final[:place] + draw(st.sampled_from(NEGATIONS)) + final[place:]
    gap = draw(st.sampled_from(AROUND))
    return draw(
        st.sampled_from([negated, final + gap + other, other + gap + final, f"{gap}{final}{gap}"])
    )


@given(compositions())
def test_what_is_not_exactly_final_never_takes_the_lock_away(text: str) -> None:
    assume(not is_final(text))
    assert locked(text)


@given(st.sampled_from(FINAL), st.randoms(use_true_random=False))
def test_a_typing_error_never_takes_the_lock_away(text: str, dice: Random) -> None:
    shown = garbled(text, dice)
    assume(not is_final(shown))
    assert locked(shown)


@given(st.one_of(st.sampled_from([*WORDINGS, *PHRASES]), st.text(max_size=60)))
def test_other_wordings_phrases_and_strangers_never_take_the_lock_away(text: str) -> None:
    assume(not is_final(text))
    assert locked(text)


def test_no_composed_text_and_no_stranger_takes_the_lock_away() -> None:
    texts = [text for text in composed(PLAYBOOK) if not is_final(text)]
    assert len(texts) > 1000
    assert [text for text in (*texts, *lines("strangers.txt")) if not locked(text)] == []


def test_a_final_message_as_it_stands_does() -> None:
    for text in (
        "余额不足",
        "101 付款码已过期，请退出重试",
        "[NOTENOUGH] 余额不足",
        "ＡＰＰＩＤ不存在",
    ):
        assert is_final(text)
        assert not locked(text)


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("余鹅不足，请更换支付方式", "customer.no_funds"),
        ("支付失败：余额不足", "customer.no_funds"),
        ("Payment failed: insufficient balance", "customer.no_funds"),
        ("二維碼已過期，請用戶在", "code.expired"),
        ("[SIGNERROR] 签名措误", "merchant.credentials"),
        ("需要用户输入支付密吗", "customer.password_pending"),
    ],
)
def test_a_garbled_text_leads_to_its_cause_and_keeps_the_lock(text: str, cause: str) -> None:
    advice = advise(
        Situation(evidence=(Evidence("register.text", text),), method="fenfu", charged_s=5),
        PLAYBOOK,
    )
    assert advice.charge_lock
    assert cause in [one.cause for one in advice.after.ranked[:3]]
    assert advice.cause in (cause, "unclear")
    assert any(reason.evidence == f"register.text={text}" for reason in advice.why)


def test_the_less_alike_the_less_sure() -> None:
    shares = [
        posterior(Facts.of([Evidence("register.text", text)]), PLAYBOOK, "fenfu").probability(
            "merchant.order_number_reused"
        )
        for text in ("商户订单号重复", "商户订单号重覆啊", "商尸订单号重覆")
    ]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > SURE
    assert shares[-1] > POSSIBLE


def test_a_common_phrase_beside_a_telling_message_takes_nothing_from_it() -> None:
    alone, beside = (
        posterior(Facts.of([Evidence("register.text", text)]), PLAYBOOK, "wechat").probability(
            "customer.no_funds"
        )
        for text in ("余额不足了", "支付失败，余额不足")
    )
    assert beside > alone / 2
    assert beside > POSSIBLE / 2
