import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.playbook.characters import SURE, Characters, raise_to

TEXTS = (
    "余额不足", "用户银行卡余额不足", "签名错误", "无效签名", "系统错误", "密码错", "付款失败",
    "二维码已过期请用户在微信上刷新后再试", "每个二维码仅限使用一次请刷新再试", "商户订单号重复",
    "不支持卡类型", "无效的数据格式", "请求非法请更换订单号再发起",
)  # fmt: skip
KNOWN = Characters(TEXTS)
texts = st.text("余额不足用户银行卡签名错误二维码过期ab1", max_size=40)


def best(text: str) -> str:
    found = KNOWN.find(text)
    return max(found, key=found.__getitem__, default="")


@pytest.mark.parametrize(
    ("shown", "known"),
    [
        ("余额足", "余额不足"),
        ("余额不足足", "余额不足"),
        ("余不额足", "余额不足"),
        ("签名错物", "签名错误"),
        ("商尸定单号重复", "商户订单号重复"),
        ("二维码已过期请用户在", "二维码已过期请用户在微信上刷新后再试"),
        ("二维马已过期请用户在", "二维码已过期请用户在微信上刷新后再试"),
        ("微信上刷新后再试", "二维码已过期请用户在微信上刷新后再试"),
        ("本次付款失败因为请求非法请更换订单号再发起谢谢", "请求非法请更换订单号再发起"),
    ],
)
def test_a_garbled_text_is_found(shown: str, known: str) -> None:
    assert best(shown) == known


@pytest.mark.parametrize(
    "shown",
    [
        "", "余", "足", "天气很好", "余额宝收益到账", "签到成功", "登录密码",
        "不支持的曲线", "我的余额好像不太够请你帮我再看看",
    ],
)  # fmt: skip
def test_a_stranger_is_not(shown: str) -> None:
    assert KNOWN.find(shown) == {}


def test_texts_side_by_side_are_all_found() -> None:
    found = KNOWN.find("付款失败余额不足签名错误")
    assert set(found) == {"付款失败", "余额不足", "签名错误"}
    assert KNOWN.find("付款失败甲乙丙丁戊己") == {}


def test_equal_scores_highest_and_less_the_more_is_wrong() -> None:
    scores = [
        KNOWN.find(text).get("商户订单号重复", 0)
        for text in ("商户订单号重复", "商户订单号重覆", "商户订但号重覆")
    ]
    assert scores == sorted(scores, reverse=True)
    assert scores[0] > SURE > scores[1] > scores[2] > 0


@given(texts)
def test_scores_are_likeness_and_never_certainty(text: str) -> None:
    found = KNOWN.find(text)
    assert set(found) <= set(TEXTS)
    assert all(0 < score < 1 for score in found.values())
    assert found == Characters(TEXTS).find(text)


@given(st.text(max_size=250))
def test_any_text_is_answered(text: str) -> None:
    assert set(KNOWN.find(text)) <= set(TEXTS)


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert Characters(()).find("余额不足") == {}


def test_the_higher_score_stays() -> None:
    found = {"a": 0.5, "b": 0.9}
    raise_to(found, {"a": 0.7, "b": 0.1, "c": 0.2})
    assert found == {"a": 0.7, "b": 0.9, "c": 0.2}
