"""Two spellings of one code are the same; two codes never are."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cashier.scan.grammar.normal import normal
from tests.helpers.payloads import merchant

EMV = merchant(("15", "31260000" + "0" * 23), ("59", "SHOP 7"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://qr.alipay.com/fkx01", " https://qr.alipay.com/fkx01\r\n"),
        ("https://qr.alipay.com/fkx01", "HTTPS://QR.Alipay.COM/fkx01"),
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com:443/fkx01"),
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com/%66%6Bx01"),
        ("https://qr.alipay.com/fkx01", "https%3A%2F%2Fqr.alipay.com%2Ffkx01"),
        ("https://pay.example.cn/a%2Fb?x=%7e", "https://pay.example.cn/a%2fb?x=~"),
        ("https://pay.example.cn", "https://pay.example.cn/"),
        ("wxp://f2f0Abc", "WXP://f2f0Abc"),
        (EMV, EMV[:-4] + EMV[-4:].lower()),
    ],
)
def test_spellings_of_one_code(one: str, other: str) -> None:
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com/FKX01"),
        ("https://qr.alipay.com/fkx01", "http://qr.alipay.com/fkx01"),
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com/fkx01/"),
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com/fkx01?"),
        ("https://qr.alipay.com/fkx01", "https://qr．alipay.com/fkx01"),
        ("https://qr.alipay.com/fkx01", "https://qr.alipay.com:8443/fkx01"),
        ("https://pay.example.cn/a%2Fb", "https://pay.example.cn/a/b"),
        ("https://pay.example.cn/a%252Fb", "https://pay.example.cn/a%2Fb"),
        ("https%3A%2F%2Fpay.example.cn%2F%FF", "https%3A%2F%2Fpay.example.cn%2F%FE"),
        ("wxp://f2f0Abc", "wxp://f2f0abc"),
        ("wxp://F2F0", "wxp://f2f0"),
        ("wxp%3A%2F%2Ff2f0%09", "wxp://f2f0"),
        ("50%", "50%25"),
        ("a", "A"),
        ("", "a"),
        (EMV, EMV[:-4] + "0000"),
    ],
)
def test_two_codes(one: str, other: str) -> None:
    assert normal(one) != normal(other)


@pytest.mark.parametrize("torn", ["%%34%31", "%a%34%31", "%4%31", "%%%34"])
def test_what_is_undone_behind_a_torn_percent_sign_makes_no_new_one(torn: str) -> None:
    once = normal(f"https://pay.example.cn/{torn}")
    assert normal(once) == once


LINKS = st.builds(
    "{}://{}{}".format,
    st.sampled_from(["http", "HTTPS", "wxp", "weixin"]),
    st.sampled_from(["qr.alipay.com", "QR.alipay.com:443", "f2f0Ab", "a@b.cn", ""]),
    st.text("/abAB%64F?#=店", max_size=20),
)


@given(st.text(max_size=60) | LINKS | LINKS.map(lambda link: quote(link + "\t", safe="")))
def test_the_one_spelling_is_its_own(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(
    st.text("fkxFKX0123456789", min_size=1, max_size=20), st.text("fkxFKX0123456789", min_size=1)
)
def test_paths_are_the_same_only_if_they_are(one: str, other: str) -> None:
    same = normal(f"https://qr.alipay.com/{one}") == normal(f"HTTPS://QR.ALIPAY.COM/{other}")
    assert same is (one == other)
